#include "convdot/numpy.hpp"

#include "numpy/np_sum.hpp"

namespace convdot {

template <class T>
T np_sum(std::span<const T> values) noexcept {
  return NpSum::of<T>(values.size(), [values](std::size_t i) { return values[i]; });
}

template float np_sum(std::span<const float>) noexcept;
template double np_sum(std::span<const double>) noexcept;

}  // namespace convdot
