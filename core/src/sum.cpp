// NumPy's summation, with its block sizes: they decide where each rounding falls.
#include "convdot/sum.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace convdot {
namespace {

constexpr std::size_t kLanes = 8;      // accumulators of one block
constexpr std::size_t kBlock = 128;    // longer stretches are halved
constexpr std::size_t kBuffer = 8192;  // np.getbufsize(): what a reduction is handed at a time

template <class T>
T add_from_left(T sum, std::span<const T> values) noexcept {
  for (const T value : values) sum += value;
  return sum;
}

template <class T>
T block_sum(std::span<const T> values) noexcept {
  std::array<T, kLanes> r{};
  for (std::size_t lane = 0; lane < kLanes; ++lane) r[lane] = values[lane];
  const std::size_t whole = values.size() - values.size() % kLanes;
  for (std::size_t i = kLanes; i < whole; i += kLanes) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) r[lane] += values[i + lane];
  }
  const T sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
  return add_from_left(sum, values.subspan(whole));
}

template <class T>
T pairwise_sum(std::span<const T> values) noexcept {
  if (values.size() < kLanes) return add_from_left(T{0}, values);
  if (values.size() <= kBlock) return block_sum(values);
  std::size_t half = values.size() / 2;
  half -= half % kLanes;
  return pairwise_sum(values.first(half)) + pairwise_sum(values.subspan(half));
}

}  // namespace

template <class T>
T np_sum(std::span<const T> values) noexcept {
  T sum{0};
  for (; !values.empty(); values = values.subspan(std::min(kBuffer, values.size()))) {
    sum += pairwise_sum(values.first(std::min(kBuffer, values.size())));
  }
  return sum;
}

template float np_sum(std::span<const float>) noexcept;
template double np_sum(std::span<const double>) noexcept;

}  // namespace convdot
