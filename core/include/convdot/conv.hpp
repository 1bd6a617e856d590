// A two-dimensional convolution by each of two routes, neither of which is computed from the other. What deep learning calls
// convolution is cross-correlation; Options::flip gives the mathematical one.
#pragma once

#include <optional>
#include <span>
#include <xtensor/xtensor.hpp>

#include "convdot/geometry.hpp"

namespace convdot {

template <class T>
using Tensor = xt::xtensor<T, 4>;  // NHWC, C order
template <class T>
using Matrix = xt::xtensor<T, 2>;
template <class T>
using Bias = std::optional<std::span<const T>>;  // n_F values, or no bias

// T is float or double everywhere below; arithmetic is done in T. `input` is (m, n_H, n_W, n_C), `filter`
// (f_H, f_W, n_C / groups, n_F), the result (m, n_H', n_W', n_F). Output channel o belongs to group o / (n_F / groups).
// Each throws Error as resolve() does, and std::bad_alloc.

// Pad with zeros; for each window the elementwise product with the filter, then the sum, then + bias. The products lie in
// height, width, channel order and are added as NumPy's np.sum adds them, so float64 results are np.sum's bit for bit
// (the sign of a zero aside).
template <class T>
[[nodiscard]] Tensor<T> multiply_sum(const Tensor<T>& input, const Tensor<T>& filter, Bias<T> bias, const Options& options);

// Unroll the windows into the rows of a matrix and the filters into columns; each output is the dot product of a row and a
// column, products added from left to right, then + bias. Options::window_order and filter_order say how each is unrolled.
template <class T>
[[nodiscard]] Tensor<T> unrolled_dot(const Tensor<T>& input, const Tensor<T>& filter, Bias<T> bias, const Options& options);

// The unrolled matrix (im2col): one row a window, images first, then rows, then columns; (m * n_H' * n_W', f_H * f_W * n_C).
// A row holds all input channels, whatever Options::groups, laid out in `order`. Padding is 0.
// `filter` is the filter's shape. Throws Error as resolve() does, and limit where the matrix would be too large.
template <class T>
[[nodiscard]] Matrix<T> unroll(const Tensor<T>& input, const Shape4& filter, const Options& options, Order order);

}  // namespace convdot
