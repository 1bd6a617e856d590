// Whether the two routes agree, and how closely two sums of the same products must agree: the verdicts.
#pragma once

#include <string_view>

#include "convdot/conv2d.hpp"

namespace convdot {

enum class Verdict {
  identical,  // the same value to the last bit (NaN with NaN, an infinity with the same infinity, 0 with -0)
  rounding,   // not the same, but as close as two orders of adding can be
  different   // further apart than rounding explains, or one of them is finite and the other is not: overflow
};
[[nodiscard]] std::string_view name(Verdict verdict) noexcept;

// One output value by both routes.
struct Difference {
  Verdict verdict;
  double abs;     // |a - b|; 0 where identical; infinity where one of them or both are not finite
  double ulp;     // the distance from one to the other in values of T; 0 where identical, infinity as above
  double bound;   // the largest difference between two orders of adding; infinity where none can be claimed (overflow)
  bool overflow;  // one is finite and the other not
};

// For each output, sum |a w| + |b| in double, rounded up: never below its true value, and at most a few units in the last place for
// each product above it. Infinity or NaN where it overflows. Throws as multiply_sum() does.
template <class T>
[[nodiscard]] Tensor<double> magnitude(const Tensor<T>& input, const Tensor<T>& filter, Bias<T> bias,
                                       const Options& options);
template <class T, class Input, class Filter>
requires NotAllTensors<T, Input, Filter>
[[nodiscard]] Tensor<double> magnitude(const Input& input, const Filter& filter, Bias<T> bias, const Options& options) {
  return magnitude<T>(as_tensor<T>(input, "input"), as_tensor<T>(filter, "filter"), bias, options);
}

// Compares two results of the same `terms` products in T (float or double). `magnitude` comes from magnitude().
//
// The bound: with u = 2^-53 (double) or 2^-24 (float), gamma(k) = k u / (1 - k u), n products, and eta the smallest subnormal of T,
// every order of adding is within gamma(n + 1) (sum |a w| + |b|) + n eta of the exact result (without a bias gamma(n), no |b|):
// Higham, Accuracy and Stability of Numerical Algorithms, 2nd edition, sections 3.1 and 4.2. Two orders are within twice that of
// each other, which is `bound`. It is rounded so that it is never below its true value.
template <class T>
[[nodiscard]] Difference difference(T multiply_sum, T unrolled_dot, Index terms, double magnitude, bool with_bias);

template <class T>
struct Comparison {
  Tensor<T> multiply_sum, unrolled_dot;
  Verdict verdict;  // the worst of all outputs; identical where there are none
  Index identical;  // the number of identical outputs
  Index total;      // the number of outputs
  double max_abs;   // the largest Difference::abs
  double max_ulp;   // the largest Difference::ulp
  double bound;     // that of the output with the largest error in proportion to its bound
  bool overflow;    // at least one output is finite by only one route
};

// Both routes over the whole convolution, and the verdict, decided output by output. Throws as multiply_sum() does.
template <class T>
[[nodiscard]] Comparison<T> compare(const Tensor<T>& input, const Tensor<T>& filter, Bias<T> bias, const Options& options);
template <class T, class Input, class Filter>
requires NotAllTensors<T, Input, Filter>
[[nodiscard]] Comparison<T> compare(const Input& input, const Filter& filter, Bias<T> bias, const Options& options) {
  return compare<T>(as_tensor<T>(input, "input"), as_tensor<T>(filter, "filter"), bias, options);
}

}  // namespace convdot
