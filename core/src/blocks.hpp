// Helpers for tensors that the whole library shares: shapes as geometry takes them, the filters as blocks, and the bias. No window is
// read here: the two routes check each other because each reads windows in its own way.
#pragma once

#include <cstddef>

#include "convdot/conv2d.hpp"

namespace convdot {

// Sizes and offsets within limits.hpp fit std::size_t on every target; the cast says so.
[[nodiscard]] constexpr std::size_t to_size(Index value) noexcept { return static_cast<std::size_t>(value); }

template <class T>
[[nodiscard]] Shape4 shape_of(const Tensor<T>& tensor) {
  const auto axis = [&](std::size_t i) { return static_cast<Index>(tensor.shape(i)); };
  return {axis(0), axis(1), axis(2), axis(3)};
}

template <class T>
[[nodiscard]] Geometry resolve(const Shape4& input, const Tensor<T>& filter, const Bias<T>& bias, const Options& options) {
  std::optional<Index> biases;
  if (bias) biases = static_cast<Index>(bias->size());
  return resolve(input, shape_of(filter), biases, options);
}
template <class T>
[[nodiscard]] Geometry resolve(const Tensor<T>& input, const Tensor<T>& filter, const Bias<T>& bias,
                               const Options& options) {
  return resolve(shape_of(input), filter, bias, options);
}

// An uninitialised tensor: every element must be written.
template <class T>
[[nodiscard]] Tensor<T> make_tensor(const Shape4& shape) {
  return Tensor<T>::from_shape({to_size(shape[0]), to_size(shape[1]), to_size(shape[2]), to_size(shape[3])});
}

// The filters one after the other, (n_F, f_H, f_W, n_C / groups), each rotated by 180 degrees if
// `flip`.
template <class T>
[[nodiscard]] Tensor<T> filter_blocks(const Tensor<T>& filter, const Geometry& geometry, bool flip);

template <class T>
[[nodiscard]] T add_bias(T sum, const Bias<T>& bias, Index filter) {
  return bias ? sum + (*bias)[to_size(filter)] : sum;
}

}  // namespace convdot
