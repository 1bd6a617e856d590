// How NumPy 1.24 prints numbers and arrays, with its default print options. The same decisions in the same order as in its
// arrayprint.py, because its users compare the results character by character.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include "blocks.hpp"
#include "numpy/array.hpp"
#include "numpy/decimal.hpp"

namespace convdot {
namespace {

constexpr int kPrecision = 8;
constexpr std::size_t kLineWidth = 75, kThreshold = 1000, kEdge = 3;

using Shape = std::vector<std::size_t>;

std::string spaces(std::size_t count) { return std::string(count, ' '); }

std::size_t missing(std::size_t wanted, std::size_t present) { return wanted > present ? wanted - present : 0; }

// One number, without its point.
struct Parts {
  std::string whole, fraction, exponent;
};

std::string sign_of(double value) { return std::signbit(value) ? "-" : ""; }

void trim_zeros(std::string& fraction) { fraction.erase(fraction.find_last_not_of('0') + 1); }

Parts positional(double value, bool single, const Cut& cut) {
  const Decimal decimal = to_decimal(std::abs(value), single, cut);
  const std::string& digits = decimal.digits;
  Parts parts{sign_of(value), "", ""};
  if (decimal.exponent < 0) {
    parts.whole += '0';
    parts.fraction = std::string(to_size(-decimal.exponent - 1), '0') + digits;
  } else {
    const std::size_t whole = to_size(decimal.exponent) + 1;
    parts.whole += digits.substr(0, whole) + std::string(missing(whole, digits.size()), '0');
    if (digits.size() > whole) parts.fraction = digits.substr(whole);
  }
  trim_zeros(parts.fraction);
  return parts;
}

Parts scientific(double value, bool single, const Cut& cut) {
  const Decimal decimal = to_decimal(std::abs(value), single, cut);
  Parts parts{sign_of(value) + decimal.digits.front(), decimal.digits.substr(1), std::to_string(std::abs(decimal.exponent))};
  trim_zeros(parts.fraction);
  parts.exponent.insert(0, missing(2, parts.exponent.size()), '0');
  parts.exponent.insert(0, 1, decimal.exponent < 0 ? '-' : '+');
  return parts;
}

// A NumPy scalar: the shortest digits, in scientific notation from 1e16 on and below 1e-4.
std::string float_text(double value, bool single) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return sign_of(value) + "inf";
  const double magnitude = std::abs(value);
  if (magnitude == 0 || (magnitude >= 1e-4 && magnitude < 1e16)) {
    const Parts parts = positional(value, single, {});
    return parts.whole + "." + (parts.fraction.empty() ? "0" : parts.fraction);
  }
  const Parts parts = scientific(value, single, {});
  return parts.whole + (parts.fraction.empty() ? "" : ".") + parts.fraction + "e" + parts.exponent;
}

std::string scalar_text(bool value) { return value ? "True" : "False"; }
std::string scalar_text(std::int64_t value) { return std::to_string(value); }
std::string scalar_text(float value) { return float_text(static_cast<double>(value), true); }
std::string scalar_text(double value) { return float_text(value, false); }

// The common format of all numbers of an array, so that they line up.
class Column {
 public:
  Column(const std::vector<double>& values, bool single) : single_(single), scientific_(wants_scientific(values)) {
    bool all_finite = true, negative_infinity = false;
    for (const double value : values) {
      if (std::isfinite(value)) {
        widen(value);
      } else {
        all_finite = false;
        negative_infinity = negative_infinity || (std::isinf(value) && value < 0);
      }
    }
    if (!all_finite) left_ = std::max(left_, missing(negative_infinity ? 4 : 3, behind() + 1));
  }

  [[nodiscard]] std::string text(double value) const {
    if (!std::isfinite(value)) {
      const std::string word = std::isnan(value) ? "nan" : sign_of(value) + "inf";
      return spaces(missing(left_ + 1 + behind(), word.size())) + word;
    }
    const Parts parts = scientific_ ? scientific(value, single_, {false, digits(), digits()})
                                    : positional(value, single_, {true, kPrecision, 0});
    std::string text = spaces(missing(left_, parts.whole.size())) + parts.whole + "." + parts.fraction;
    const std::size_t short_by = missing(fraction_, parts.fraction.size());
    if (!scientific_) return text + spaces(short_by);
    // Zeros align the digits of the exponent; all digits of the fraction are shown.
    return text + std::string(short_by, '0') + "e" + parts.exponent.substr(0, 1) +
           std::string(missing(exponent_, parts.exponent.size()), '0') + parts.exponent.substr(1);
  }

 private:
  [[nodiscard]] bool wants_scientific(const std::vector<double>& values) const {
    double least = INFINITY, most = 0;
    for (const double value : values) {
      if (!std::isfinite(value) || value == 0) continue;
      least = std::min(least, std::abs(value));
      most = std::max(most, std::abs(value));
    }
    if (most == 0) return false;
    // NumPy divides in the array's own type.
    const double ratio = single_ ? static_cast<double>(static_cast<float>(most) / static_cast<float>(least)) : most / least;
    return most >= 1e8 || least < 1e-4 || ratio > 1000;
  }

  void widen(double value) {
    const Parts parts = scientific_ ? scientific(value, single_, {false, kPrecision + 1, -1})
                                    : positional(value, single_, {true, kPrecision, -1});
    left_ = std::max(left_, parts.whole.size());
    fraction_ = std::max(fraction_, parts.fraction.size());
    exponent_ = std::max(exponent_, parts.exponent.size());
  }

  [[nodiscard]] int digits() const { return static_cast<int>(fraction_) + 1; }
  // Characters after the point.
  [[nodiscard]] std::size_t behind() const { return fraction_ + (exponent_ == 0 ? 0 : exponent_ + 1); }

  bool single_, scientific_;
  std::size_t left_ = 0, fraction_ = 0, exponent_ = 0;  // the widest of each, the exponent with its sign
};

// Lays out an array of one axis or more, none of them empty.
class Layout {
 public:
  Layout(const Shape& shape, bool summarised) : shape_(shape), summarised_(summarised) { collect(0, 0); }

  // The flat indices of the elements that are shown, in order.
  [[nodiscard]] const std::vector<std::size_t>& shown() const { return shown_; }

  [[nodiscard]] std::string text(const std::vector<std::string>& words, std::size_t indent, std::size_t width) const {
    auto word = words.begin();
    return nested(0, word, indent, width);
  }

 private:
  using Word = std::vector<std::string>::const_iterator;

  [[nodiscard]] bool shortened(std::size_t axis) const { return summarised_ && shape_[axis] > 2 * kEdge; }

  // Calls show(i) for each index of `axis` that is shown and skip() once for the omitted ones.
  template <class Show, class Skip>
  void walk(std::size_t axis, Show show, Skip skip) const {
    for (std::size_t i = 0; i < shape_[axis]; ++i) {
      if (shortened(axis) && i == kEdge) {
        skip();
        i = shape_[axis] - kEdge;
      }
      show(i);
    }
  }

  void collect(std::size_t axis, std::size_t offset) {
    if (axis == shape_.size()) {
      shown_.push_back(offset);
      return;
    }
    walk(
        axis, [&](std::size_t i) { collect(axis + 1, offset * shape_[axis] + i); }, [] {});
  }

  std::string nested(std::size_t axis, Word& word, std::size_t indent, std::size_t width) const {
    return "[" + (axis + 1 == shape_.size() ? row(axis, word, indent, width - 1) : rows(axis, word, indent, width)) + "]";
  }

  // Words side by side, on a new line where they would reach beyond `width`.
  std::string row(std::size_t axis, Word& word, std::size_t indent, std::size_t width) const {
    std::string lines, line = spaces(indent);
    const auto extend = [&](const std::string& text, bool last) {
      if (line.size() + text.size() > width && line.size() > indent) {
        line.erase(line.find_last_not_of(' ') + 1);
        lines += line + "\n";
        line = spaces(indent);
      }
      line += text;
      if (!last) line += ", ";
    };
    walk(
        axis, [&](std::size_t i) { extend(*word++, i + 1 == shape_[axis]); }, [&] { extend("...", false); });
    return (lines + line).substr(indent);
  }

  // Blocks below one another, with as many empty lines between them as they have axes beyond two.
  std::string rows(std::size_t axis, Word& word, std::size_t indent, std::size_t width) const {
    const std::string separator = "," + std::string(shape_.size() - axis - 1, '\n') + spaces(indent);
    std::string text;
    walk(
        axis,
        [&](std::size_t i) {
          text += nested(axis + 1, word, indent + 1, width - 1) + (i + 1 == shape_[axis] ? "" : separator);
        },
        [&] { text += "..." + separator; });
    return text;
  }

  const Shape& shape_;
  bool summarised_;
  std::vector<std::size_t> shown_;
};

// array(...), with the type if it is not NumPy's default or if there are no elements.
std::string wrapped(const std::string& body, const std::string& type) {
  const std::string text = "array(" + body;
  if (type.empty()) return text + ")";
  const std::string named = "dtype=" + type + ")";
  const std::size_t last_line = text.size() + 1 - (text.rfind('\n') + 1);  // npos + 1 is 0: the whole text
  const bool fits = last_line + named.size() + 1 <= kLineWidth;
  return text + "," + (fits ? " " : "\n" + spaces(6)) + named;
}

// The elements of an array as shown, all equally wide.
std::vector<std::string> aligned(const std::vector<double>& numbers, bool single) {
  const Column column(numbers, single);
  std::vector<std::string> words;
  words.reserve(numbers.size());
  for (const double number : numbers) words.push_back(column.text(number));
  return words;
}

template <class T>
std::vector<std::string> aligned(const T* elements, const std::vector<std::size_t>& places) {
  if constexpr (std::is_floating_point_v<T>) {
    std::vector<double> numbers;
    numbers.reserve(places.size());
    for (const std::size_t place : places) numbers.push_back(elements[place]);
    return aligned(numbers, sizeof(T) == sizeof(float));
  } else {
    std::vector<std::string> words;
    words.reserve(places.size());
    std::size_t width = std::is_same_v<T, bool> ? std::string_view("False").size() : 0;
    for (const std::size_t place : places) {
      words.push_back(scalar_text(elements[place]));
      width = std::max(width, words.back().size());
    }
    for (std::string& word : words) word.insert(0, missing(width, word.size()), ' ');
    return words;
  }
}

}  // namespace

template <class T>
std::string repr(const xt::xarray<T>& array) {
  constexpr const char* kType = std::is_same_v<T, bool>           ? "bool"
                                : std::is_same_v<T, std::int64_t> ? "int64"
                                : std::is_same_v<T, float>        ? "float32"
                                                                  : "float64";
  const Shape shape(array.shape().begin(), array.shape().end());
  if (shape.empty()) return scalar_text(array.data()[0]);
  if (array.size() == 0)
    return wrapped(shape.size() == 1 ? "[]" : "[], shape=" + numpy::tuple_text({shape.begin(), shape.end()}), kType);

  const Layout layout(shape, array.size() > kThreshold);
  return wrapped(layout.text(aligned(array.data(), layout.shown()), std::string_view("array([").size(), kLineWidth - 1),
                 std::is_same_v<T, float> ? kType : "");
}

template std::string repr(const xt::xarray<bool>&);
template std::string repr(const xt::xarray<std::int64_t>&);
template std::string repr(const xt::xarray<float>&);
template std::string repr(const xt::xarray<double>&);

}  // namespace convdot
