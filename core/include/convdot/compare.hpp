// Whether the two routes agree, and how closely two sums of the same products must agree: the verdicts.
#pragma once

#include <string_view>

#include "convdot/conv2d.hpp"

namespace convdot {

enum class Verdict {
  identical,  // the same value to the last bit (NaN with NaN, an infinity with the same infinity, 0 with -0)
  rounding,   // not the same, but no further apart than two orders of adding can be
  different   // further apart than rounding explains; or one finite and the other not: overflow
};
[[nodiscard]] std::string_view name(Verdict verdict) noexcept;

// One output value by both routes.
struct Difference {
  Verdict verdict;
  double abs;     // |a - b|; 0 where identical, infinity where one is finite and the other not, or both are not
  double ulp;     // how many values of T lie from one to the other; 0 where identical, infinity as above
  double bound;   // what two orders of adding can differ by at most; infinity where it cannot be claimed (overflow)
  bool overflow;  // one is finite and the other not
};

// For each output sum |a w| + |b|, in double and rounded up: never below its true value, and above it by no more than a few
// units in the last place for each product. Infinity or NaN where it overflows. Throws as multiply_sum() does.
template <class T>
[[nodiscard]] Tensor<double> magnitude(const Tensor<T>& input, const Tensor<T>& filter, Bias<T> bias,
                                       const Options& options);
template <class T, class Input, class Filter>
requires NotAllTensors<T, Input, Filter>
[[nodiscard]] Tensor<double> magnitude(const Input& input, const Filter& filter, Bias<T> bias, const Options& options) {
  return magnitude<T>(as_tensor<T>(input, "input"), as_tensor<T>(filter, "filter"), bias, options);
}

// Compares two results of the same `terms` products in T (float or double). `magnitude` is what magnitude() gives.
//
// The bound: with u = 2^-53 (double) or 2^-24 (float), gamma(k) = k u / (1 - k u), n products, and eta the smallest subnormal of T,
// every order of adding lies within gamma(n + 1) (sum |a w| + |b|) + n eta of the exact result (without a bias gamma(n), no |b|):
// Higham, Accuracy and Stability of Numerical Algorithms, 2nd edition, sections 3.1 and 4.2. Two orders lie within twice
// that of one another, which is `bound`; it is evaluated so that rounding never makes it smaller than it is.
template <class T>
[[nodiscard]] Difference difference(T multiply_sum, T unrolled_dot, Index terms, double magnitude, bool with_bias);

template <class T>
struct Comparison {
  Tensor<T> multiply_sum, unrolled_dot;
  Verdict verdict;  // the worst of all outputs; identical where there are none
  Index identical;  // outputs that are identical,
  Index total;      // of so many
  double max_abs;   // the largest Difference::abs
  double max_ulp;   // the largest Difference::ulp
  double bound;     // that of the output with the largest error in proportion to its bound
  bool overflow;    // at least one output is finite by one route only
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
