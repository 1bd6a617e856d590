#include "convdot/numpy.hpp"

#include <bit>
#include <cmath>
#include <string>

#include "convdot/error.hpp"

namespace convdot {
namespace {

constexpr std::size_t kWords = 624, kShift = 397;

std::uint32_t twist(std::uint32_t upper, std::uint32_t lower) {
  const std::uint32_t mixed = (upper & 0x80000000U) | (lower & 0x7fffffffU);
  return (mixed >> 1) ^ ((lower & 1U) != 0 ? 0x9908b0dfU : 0U);
}

std::uint32_t temper(std::uint32_t word) {
  word ^= word >> 11;
  word ^= (word << 7) & 0x9d2c5680U;
  word ^= (word << 15) & 0xefc60000U;
  return word ^ (word >> 18);
}

}  // namespace

IntegerRange::IntegerRange(Index low, Index high)
    : low_(low), span_(static_cast<std::uint64_t>(high) - 1 - static_cast<std::uint64_t>(low)) {
  if (low < high) return;
  throw Error("argument", "The low end of random integers must be below the high end; got low " + std::to_string(low) +
                              ", high " + std::to_string(high) + ".");
}

LegacyRandom::LegacyRandom(Index seed) {
  constexpr Index kLargest = (Index{1} << 32) - 1;
  if (seed < 0 || seed > kLargest) {
    throw Error("seed",
                "The seed must be between 0 and " + std::to_string(kLargest) + "; got " + std::to_string(seed) + ".");
  }
  auto word = static_cast<std::uint32_t>(seed);
  for (std::uint32_t i = 0; i < kWords; ++i) {
    state_[i] = word;
    word = 1812433253U * (word ^ (word >> 30)) + i + 1;
  }
}

std::uint32_t LegacyRandom::next_word() {
  if (position_ == kWords) {
    for (std::size_t i = 0; i < kWords; ++i) {
      state_[i] = state_[(i + kShift) % kWords] ^ twist(state_[i], state_[(i + 1) % kWords]);
    }
    position_ = 0;
  }
  return temper(state_[position_++]);
}

double LegacyRandom::next_double() {
  const std::uint32_t high = next_word() >> 5, low = next_word() >> 6;
  return (high * 67108864.0 + low) / 9007199254740992.0;  // (high 2^26 + low) / 2^53
}

double LegacyRandom::normal() {
  if (has_saved_) {
    has_saved_ = false;
    return saved_;
  }
  double x = 0, y = 0, radius = 0;
  do {
    x = 2.0 * next_double() - 1.0;
    y = 2.0 * next_double() - 1.0;
    radius = x * x + y * y;
  } while (radius >= 1.0 || radius == 0.0);
  const double scale = std::sqrt(-2.0 * std::log(radius) / radius);
  saved_ = scale * x;  // NumPy returns the second of the pair first
  has_saved_ = true;
  return scale * y;
}

Index LegacyRandom::integer(const IntegerRange& range) {
  const std::uint64_t span = range.span_;
  if (span == 0) return range.low_;  // NumPy draws nothing then; the following numbers depend on it
  // Draws as many bits as the span has until they do not exceed it. A span of 32 bits takes one word, a longer one two.
  const std::uint64_t mask = ~std::uint64_t{0} >> std::countl_zero(span);
  std::uint64_t drawn = 0;
  do {
    drawn = next_word();
    if (mask >> 32 != 0) drawn = drawn << 32 | next_word();
    drawn &= mask;
  } while (drawn > span);
  return static_cast<Index>(static_cast<std::uint64_t>(range.low_) + drawn);
}

}  // namespace convdot
