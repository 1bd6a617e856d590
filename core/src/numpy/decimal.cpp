#include "numpy/decimal.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "bits.hpp"

namespace convdot {
namespace {

// A natural number below 2^4096. Scaled as below, a double to be printed stays under 2^1150, a literal to be read under 2^3730.
class Natural {
 public:
  explicit Natural(std::uint64_t value) {
    words_[0] = static_cast<std::uint32_t>(value);
    words_[1] = static_cast<std::uint32_t>(value >> 32);
    used_ = 2;
  }

  void multiply(std::uint32_t factor) {
    std::uint64_t carry = 0;
    for (std::size_t i = 0; i < used_; ++i) {
      carry += std::uint64_t{words_[i]} * factor;
      words_[i] = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
    if (carry != 0) words_[used_++] = static_cast<std::uint32_t>(carry);
  }

  void multiply_by_power(std::uint32_t base, int exponent) {
    for (int i = 0; i < exponent; ++i) multiply(base);
  }

  void add(const Natural& other) {
    std::uint64_t carry = 0;
    used_ = std::max(used_, other.used_);
    for (std::size_t i = 0; i < used_; ++i) {
      carry += std::uint64_t{words_[i]} + other.words_[i];
      words_[i] = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
    if (carry != 0) words_[used_++] = static_cast<std::uint32_t>(carry);
  }

  // `other` is not larger.
  void subtract(const Natural& other) {
    std::uint64_t borrow = 0;
    for (std::size_t i = 0; i < used_; ++i) {
      const std::uint64_t difference = std::uint64_t{words_[i]} - other.words_[i] - borrow;
      words_[i] = static_cast<std::uint32_t>(difference);
      borrow = difference >> 63;
    }
  }

  // Negative, 0 or positive, as this is less than, equal to or greater than `other`.
  [[nodiscard]] int compare(const Natural& other) const {
    for (std::size_t i = std::max(used_, other.used_); i-- > 0;) {
      if (words_[i] != other.words_[i]) return words_[i] < other.words_[i] ? -1 : 1;
    }
    return 0;
  }

 private:
  std::array<std::uint32_t, 128> words_{};
  std::size_t used_;
};

// mantissa * 2^exponent. `narrow_below`: the next number towards zero is half as far as the next one away from it.
struct Binary {
  std::uint64_t mantissa;
  int exponent;
  bool narrow_below;
};

Binary decode(double magnitude, bool single) {
  const int digits = single ? 24 : 53, least_exponent = single ? -149 : -1074;
  const auto bits = bits_of(magnitude);
  const auto biased = static_cast<int>(bits >> 52);
  const std::uint64_t fraction = bits & ((std::uint64_t{1} << 52) - 1);
  Binary binary{biased == 0 ? fraction : fraction | std::uint64_t{1} << 52, std::max(biased, 1) - 1075, false};
  // A float is a double whose low bits are 0: drop as many as its own spacing allows.
  const int shift = single ? std::max(53 - digits, least_exponent - binary.exponent) : 0;
  binary.mantissa >>= shift;
  binary.exponent += shift;
  binary.narrow_below = binary.mantissa == std::uint64_t{1} << (digits - 1) && binary.exponent > least_exponent;
  return binary;
}

// The value, the margins within which a decimal still means it, and a scale, all multiplied by the same factor.
class Dragon {
 public:
  explicit Dragon(const Binary& binary)
      : even_(binary.mantissa % 2 == 0), value_(binary.mantissa), below_(1), above_(1), scale_(1) {
    const int halves = binary.narrow_below ? 2 : 1;  // so that half a margin is an integer
    value_.multiply_by_power(2, halves + std::max(binary.exponent, 0));
    below_.multiply_by_power(2, std::max(binary.exponent, 0));
    above_.multiply_by_power(2, halves - 1 + std::max(binary.exponent, 0));
    scale_.multiply_by_power(2, halves + std::max(-binary.exponent, 0));
    const int top = static_cast<int>(std::bit_width(binary.mantissa)) - 1 + binary.exponent;
    const int estimate = static_cast<int>(std::ceil(top * 0.30102999566398120 - 0.69));  // log10(2); one too low at most
    scale_.multiply_by_power(10, std::max(estimate, 0));
    for (Natural* number : {&value_, &below_, &above_}) number->multiply_by_power(10, std::max(-estimate, 0));
    place_ = estimate;
    if (value_.compare(scale_) < 0) step();
  }

  // The power of ten of the next digit.
  [[nodiscard]] int place() const { return place_; }

  // Takes the next digit off the value. Sets low() and high().
  [[nodiscard]] int take_digit() {
    int digit = 0;
    for (; value_.compare(scale_) >= 0; ++digit) value_.subtract(scale_);
    const int to_below = value_.compare(below_);
    Natural upper = value_;
    upper.add(above_);
    const int to_above = upper.compare(scale_);
    low_ = to_below < 0 || (even_ && to_below == 0);
    high_ = to_above > 0 || (even_ && to_above == 0);
    return digit;
  }
  // Ending with the last digit, or with it plus one, identifies the number.
  [[nodiscard]] bool low() const { return low_; }
  [[nodiscard]] bool high() const { return high_; }
  [[nodiscard]] bool rounds_down(int digit) const {
    if (low_ != high_) return low_;
    Natural twice = value_;
    twice.multiply(2);
    const int half = twice.compare(scale_);
    return half < 0 || (half == 0 && digit % 2 == 0);
  }
  void step() {
    for (Natural* number : {&value_, &below_, &above_}) number->multiply(10);
    --place_;
  }

 private:
  bool even_, low_ = false, high_ = false;
  int place_ = 0;
  Natural value_, below_, above_, scale_;
};

// Adds one to the last digit of `decimal`, and carries.
void round_up(Decimal& decimal) {
  while (!decimal.digits.empty() && decimal.digits.back() == '9') decimal.digits.pop_back();
  if (decimal.digits.empty()) {
    decimal = {"1", decimal.exponent + 1};
  } else {
    ++decimal.digits.back();
  }
}

// The digits of a literal: value * 10^exponent.
struct Digits {
  Natural value{0};
  int count = 0, exponent = 0;
};

Digits read_digits(std::string_view text) {
  constexpr int kMost = 790;  // a midpoint of two doubles has 768 digits at most: any further digit only breaks a tie
  Digits digits;
  bool after_point = false, more = false;
  for (const char c : text.substr(0, text.find_first_of("eE"))) {
    if (c == '.') {
      after_point = true;
    } else if (digits.count == kMost) {
      more = more || c != '0';
      digits.exponent += after_point ? 0 : 1;
    } else {
      digits.value.multiply(10);
      digits.value.add(Natural(static_cast<std::uint64_t>(c - '0')));
      digits.count += digits.count > 0 || c != '0' ? 1 : 0;
      digits.exponent -= after_point ? 1 : 0;
    }
  }
  if (more) {
    digits.value.multiply(10);
    digits.value.add(Natural(1));
    --digits.exponent;
  }
  return digits;
}

int read_exponent(std::string_view text) {
  constexpr int kFar = 100'000;  // beyond every double, with any digits
  const std::size_t at = text.find_first_of("eE");
  if (at == std::string_view::npos) return 0;
  text.remove_prefix(at + 1);
  const bool minus = text[0] == '-';
  int exponent = 0;
  for (const char c : text.substr(minus || text[0] == '+' ? 1 : 0)) exponent = std::min(exponent * 10 + (c - '0'), kFar);
  return minus ? -exponent : exponent;
}

}  // namespace

double from_decimal(std::string_view text) {
  Digits digits = read_digits(text);
  const int exponent = digits.exponent + read_exponent(text), magnitude = exponent + digits.count;
  if (digits.count == 0 || magnitude < -330) return 0;
  if (magnitude > 310) return INFINITY;
  Natural& value = digits.value;
  Natural scale(1);
  value.multiply_by_power(10, std::max(exponent, 0));
  scale.multiply_by_power(10, std::max(-exponent, 0));
  // From here on the number is value / scale * 2^top, with value / scale between 1 and 2 at first.
  int top = 0;
  for (; value.compare(scale) < 0; --top) value.multiply(2);
  for (Natural twice = scale;; ++top) {
    twice.multiply(2);
    if (value.compare(twice) < 0) break;
    scale = twice;
  }
  const int bits = std::min(53, top + 1075);  // fewer where the number is subnormal
  if (bits < 0) return 0;
  std::uint64_t mantissa = 0;
  for (int i = 0; i < bits; ++i) {
    mantissa *= 2;
    if (value.compare(scale) >= 0) {
      value.subtract(scale);
      ++mantissa;
    }
    value.multiply(2);
  }
  const int half = value.compare(scale);
  if (half > 0 || (half == 0 && mantissa % 2 == 1)) ++mantissa;
  return std::ldexp(static_cast<double>(mantissa), top - bits + 1);
}

Decimal to_decimal(double magnitude, bool single, const Cut& cut) {
  if (magnitude == 0) return {"0", 0};
  Dragon dragon(decode(magnitude, single));
  Decimal decimal{"", dragon.place()};
  const int origin = cut.after_point ? 0 : decimal.exponent + 1;
  const int last_place = cut.most < 0 ? -2000 : origin - cut.most;
  const int least_place = cut.least < 0 ? decimal.exponent + 1 : std::min(decimal.exponent + 1, origin - cut.least);
  for (;; dragon.step()) {
    const int digit = dragon.take_digit();
    decimal.digits.push_back(static_cast<char>('0' + digit));
    const bool identified = (dragon.low() || dragon.high()) && dragon.place() <= least_place;
    if (identified || dragon.place() <= last_place) {
      if (!dragon.rounds_down(digit)) round_up(decimal);
      return decimal;
    }
  }
}

}  // namespace convdot
