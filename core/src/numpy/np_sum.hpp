// NumPy's summation with its block sizes, which decide every rounding. It adds numbers, or vectors, each lane of which is a sum of its
// own. term(i) is the summand, i from 0 to count - 1.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

namespace convdot {

class NpSum {
 public:
  template <class Value, class Term>
  [[nodiscard]] static Value of(std::size_t count, const Term& term) noexcept {
    Value sum{};
    for (std::size_t first = 0; first < count; first += kBuffer) {
      sum += pairwise<Value>(first, std::min(kBuffer, count - first), term);
    }
    return sum;
  }

 private:
  static constexpr std::size_t kSums = 8;       // of one block
  static constexpr std::size_t kBlock = 128;    // longer stretches are halved
  static constexpr std::size_t kBuffer = 8192;  // np.getbufsize(): the length of a reduction's buffer

  template <class Value, class Term>
  static Value add_from_left(Value sum, std::size_t first, std::size_t behind, const Term& term) noexcept {
    for (std::size_t i = first; i < behind; ++i) sum += term(i);
    return sum;
  }

  template <class Value, class Term>
  static Value block(std::size_t first, std::size_t count, const Term& term) noexcept {
    std::array<Value, kSums> r{};
    for (std::size_t lane = 0; lane < kSums; ++lane) r[lane] = term(first + lane);
    const std::size_t whole = count - count % kSums;
    for (std::size_t i = kSums; i < whole; i += kSums) {
      for (std::size_t lane = 0; lane < kSums; ++lane) r[lane] += term(first + i + lane);
    }
    const Value sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
    return add_from_left(sum, first + whole, first + count, term);
  }

  template <class Value, class Term>
  static Value pairwise(std::size_t first, std::size_t count, const Term& term) noexcept {
    if (count < kSums) return add_from_left(Value{}, first, first + count, term);
    if (count <= kBlock) return block<Value>(first, count, term);
    std::size_t half = count / 2;
    half -= half % kSums;
    return pairwise<Value>(first, half, term) + pairwise<Value>(first + half, count - half, term);
  }
};

}  // namespace convdot
