// NumPy's legacy random numbers, so that the arrays of a course that calls np.random.seed(1) can be made again.
#pragma once

#include <array>
#include <cstdint>

#include "convdot/geometry.hpp"

namespace convdot {

// The whole numbers that np.random.randint(low, high) draws from: low, ..., high - 1. Throws Error argument unless low < high.
class IntegerRange {
 public:
  IntegerRange(Index low, Index high);

 private:
  friend class LegacyRandom;
  Index low_;
  std::uint64_t span_;  // the largest number less the smallest, which Index need not hold
};

// np.random.seed(seed), then np.random.randn and randint: the Mersenne Twister MT19937 (Matsumoto and Nishimura 1998; seeded by Knuth's
// multiplier as init_genrand does), 53-bit doubles, Marsaglia's polar method, which gives normals in pairs, and masked rejection
// for integers of NumPy's default type, int64.
// NumPy's bits; of normals where std::log is the one that NumPy calls. Emscripten's differs from glibc's in the last place now and then: there
// one normal in some 15,000 is off by a unit or two in the last place.
class LegacyRandom {
 public:
  // Throws Error seed unless 0 <= seed < 2^32, NumPy's own range.
  explicit LegacyRandom(Index seed);
  // One standard normal.
  double normal();
  // One whole number, each of the range as likely as another.
  Index integer(const IntegerRange& range);

 private:
  std::uint32_t next_word();
  double next_double();  // uniform in [0, 1)

  std::array<std::uint32_t, 624> state_;
  std::size_t position_ = 624;
  double saved_ = 0;
  bool has_saved_ = false;
};

}  // namespace convdot
