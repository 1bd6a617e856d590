// A two-dimensional convolution by each of two routes, neither of which uses the other. multiply_sum() and unrolled_dot() are
// written to be read as definitions; conv2d() computes the same bits by fast kernels, which may copy windows to do so. What deep learning calls convolution is
// cross-correlation; Options::flip gives the mathematical convolution.
#pragma once

#include <concepts>
#include <optional>
#include <span>
#include <string>
#include <xtensor/xtensor.hpp>

#include "convdot/error.hpp"
#include "convdot/geometry.hpp"

namespace convdot {

template <class T>
using Tensor = xt::xtensor<T, 4>;  // NHWC, C order
template <class T>
using Matrix = xt::xtensor<T, 2>;
template <class T>
using Bias = std::optional<std::span<const T>>;  // n_F values, or no bias

// Whether one of the operands is an array or expression of xtensor's other than a Tensor<T>. xtensor would convert it without checking
// that it has four axes. Each function below has an overload that checks, and throws Error shape.
template <class T, class... Operands>
concept NotAllTensors = (xt::is_xexpression<Operands>::value && ...) && !(std::same_as<Operands, Tensor<T>> && ...);

template <class T, class Operand>
[[nodiscard]] decltype(auto) as_tensor(const Operand& operand, const char* name) {
  if constexpr (std::same_as<Operand, Tensor<T>>) {
    return operand;
  } else {
    const auto axes = operand.dimension();
    if (axes != 4) {
      throw Error("shape", std::string("The ") + name + " must have four axes; got " + std::to_string(axes) + ".");
    }
    return Tensor<T>(operand);
  }
}

// T is float or double everywhere below; arithmetic is done in T. `input` is (m, n_H, n_W, n_C), `filter`
// (f_H, f_W, n_C / groups, n_F), the result (m, n_H', n_W', n_F). Output channel o belongs to group o / (n_F / groups).
// Each throws Error as resolve() does, and std::bad_alloc.

// Pad with zeros; for each window, multiply by the filter element by element, sum the products, add the bias. The products are in
// height, width, channel order and are added as NumPy's np.sum adds them, so float64 results are np.sum's bit for bit
// (the sign of a zero aside).
template <class T>
[[nodiscard]] Tensor<T> multiply_sum(const Tensor<T>& input, const Tensor<T>& filter, Bias<T> bias, const Options& options);
template <class T, class Input, class Filter>
requires NotAllTensors<T, Input, Filter>
[[nodiscard]] Tensor<T> multiply_sum(const Input& input, const Filter& filter, Bias<T> bias, const Options& options) {
  return multiply_sum<T>(as_tensor<T>(input, "input"), as_tensor<T>(filter, "filter"), bias, options);
}

// Unroll the windows into the rows of a matrix and the filters into columns; each output is the dot product of a row and a
// column, its products added from left to right, plus the bias. Options::window_order and filter_order set the orders of unrolling.
template <class T>
[[nodiscard]] Tensor<T> unrolled_dot(const Tensor<T>& input, const Tensor<T>& filter, Bias<T> bias, const Options& options);
template <class T, class Input, class Filter>
requires NotAllTensors<T, Input, Filter>
[[nodiscard]] Tensor<T> unrolled_dot(const Input& input, const Filter& filter, Bias<T> bias, const Options& options) {
  return unrolled_dot<T>(as_tensor<T>(input, "input"), as_tensor<T>(filter, "filter"), bias, options);
}

// Which of the two routes computes an output. Neither is slowed for effect.
enum class Method {
  multiply_sum,  // multiplies window and filter element by element and adds the products
  unrolled_dot   // unrolls the windows into the rows of a matrix and multiplies it by the matrix of unrolled filters
};

// multiply_sum() or unrolled_dot() by fast kernels: the same values to the last bit (the sign of a zero aside), sooner.
template <class T>
[[nodiscard]] Tensor<T> conv2d(const Tensor<T>& input, const Tensor<T>& filter, Bias<T> bias, const Options& options,
                               Method method);
template <class T, class Input, class Filter>
requires NotAllTensors<T, Input, Filter>
[[nodiscard]] Tensor<T> conv2d(const Input& input, const Filter& filter, Bias<T> bias, const Options& options,
                               Method method) {
  return conv2d<T>(as_tensor<T>(input, "input"), as_tensor<T>(filter, "filter"), bias, options, method);
}

// The unrolled matrix (im2col): one row per window, images first, then rows, then columns; (m * n_H' * n_W', f_H * f_W * n_C).
// A row holds all input channels, laid out in `order`; Options::groups makes no difference. Padding is 0.
// `filter` is the filter's shape. Throws Error as resolve() does, and limit if the matrix would be too large.
template <class T>
[[nodiscard]] Matrix<T> unroll(const Tensor<T>& input, const Shape4& filter, const Options& options, Order order);
template <class T, class Input>
requires NotAllTensors<T, Input>
[[nodiscard]] Matrix<T> unroll(const Input& input, const Shape4& filter, const Options& options, Order order) {
  return unroll<T>(as_tensor<T>(input, "input"), filter, options, order);
}

}  // namespace convdot
