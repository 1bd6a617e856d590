// Everything about one output value: all that a page needs to show how it is computed.
#pragma once

#include <vector>
#include <xtensor/xtensor.hpp>

#include "convdot/compare.hpp"

namespace convdot {

struct StepIndex {
  Index image = 0, row = 0, column = 0, filter = 0;
};

template <class T>
struct Step {
  xt::xtensor<T, 3> window;   // (f_H, f_W, n_C / groups), padding as 0
  xt::xtensor<T, 3> block;    // the filter's block, rotated by 180 degrees if Options::flip
  std::vector<Index> source;  // for each window element, in C order, its flat index in the input, -1 where it is padding
  std::vector<Index> filter_source;  // for each element of `block`, in C order, its flat index in the filter tensor
  Index first_channel;               // the first input channel of the filter's group: the window reads from there
  std::vector<T> terms;              // the products, in height, width, channel order
  std::vector<T> dot_terms;          // the products of the dot product, in the order of its vectors
  std::vector<Index> window_layout, filter_layout;  // for each entry of the two vectors its index in window and in block
  std::vector<T> running_multiply_sum;  // running sums of `terms`, left to right, for showing: np.sum adds pairwise
  std::vector<T> running_unrolled_dot;  // running sums of the dot product, in the order of its vectors
  T bias;                               // 0 where there is none
  T sum;                                // np.sum of the products, before the bias
  T dot;                                // the dot product of the two vectors, before the bias
  T multiply_sum;                       // sum + bias: the output value by that route
  T unrolled_dot;                       // dot + bias: the output value by the other
  Difference difference;
};

// Throws Error as resolve() does, and step if `at` is outside the output.
template <class T>
[[nodiscard]] Step<T> step(const Tensor<T>& input, const Tensor<T>& filter, Bias<T> bias, const Options& options,
                           const StepIndex& at);
template <class T, class Input, class Filter>
requires NotAllTensors<T, Input, Filter>
[[nodiscard]] Step<T> step(const Input& input, const Filter& filter, Bias<T> bias, const Options& options,
                           const StepIndex& at) {
  return step<T>(as_tensor<T>(input, "input"), as_tensor<T>(filter, "filter"), bias, options, at);
}

}  // namespace convdot
