#include "convdot/compare.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "bits.hpp"
#include "blocks.hpp"

namespace convdot {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

template <class T>
constexpr double kUnitRoundoff = static_cast<double>(std::numeric_limits<T>::epsilon()) / 2;

// Sum, product and quotient of non-negative numbers, rounded up. A result rounded to nearest is at most half a unit too small, so the
// next number is never below the true one. A result that is known to be exact is kept.
double next(double value) { return std::nextafter(value, kInfinity); }
double add_up(double a, double b) {
  const double sum = a + b;
  const double of_b = sum - a;
  const double lost = (a - (sum - of_b)) + (b - of_b);  // Knuth's TwoSum: sum + lost is exact
  return lost > 0 ? next(sum) : sum;
}
double multiply_up(double a, double b) { return a == 0 || b == 0 ? 0 : next(a * b); }
double divide_up(double a, double b) { return a == 0 ? 0 : next(a / b); }

// k u / (1 - k u); k u and 1 - k u are exact. Infinity where it is not defined.
double gamma_up(Index k, double unit) {
  const double ku = static_cast<double>(k) * unit;
  return ku < 1 ? divide_up(ku, 1 - ku) : kInfinity;
}

template <class T>
double bound(Index terms, double magnitude, bool with_bias) {
  const double gamma = gamma_up(terms + (with_bias ? 1 : 0), kUnitRoundoff<T>);
  if (!std::isfinite(magnitude) || !std::isfinite(gamma)) return kInfinity;
  const double underflow = static_cast<double>(terms) * static_cast<double>(std::numeric_limits<T>::denorm_min());
  return add_up(multiply_up(2 * gamma, magnitude), 2 * underflow);
}

// The numbers of T in ascending order as unsigned integers in ascending order, 0 and -0 as one.
template <class T>
auto rank(T value) {
  constexpr BitsOf<T> kSign = BitsOf<T>{1} << (sizeof(T) * 8 - 1);
  const BitsOf<T> bits = bits_of(value);
  return bits & kSign ? kSign - (bits ^ kSign) : kSign + bits;
}

template <class T>
double ulps_between(T a, T b) {
  const auto low = rank(std::min(a, b)), high = rank(std::max(a, b));
  return static_cast<double>(high - low);
}

template <class T>
Tensor<double> absolute(const Tensor<T>& tensor) {
  auto result = make_tensor<double>(shape_of(tensor));
  std::transform(tensor.data(), tensor.data() + tensor.size(), result.data(),
                 [](T value) { return std::abs(static_cast<double>(value)); });
  return result;
}

double smallest_but_zero(const Tensor<double>& tensor) {
  double smallest = kInfinity;
  for (std::size_t i = 0; i < tensor.size(); ++i) {
    if (tensor.data()[i] > 0) smallest = std::min(smallest, tensor.data()[i]);
  }
  return smallest;
}

// The difference in proportion to its bound.
double severity(const Difference& difference) {
  if (difference.verdict == Verdict::identical) return 0;
  return std::isfinite(difference.bound) ? difference.abs / difference.bound : kInfinity;
}

}  // namespace

std::string_view name(Verdict verdict) noexcept {
  if (verdict == Verdict::identical) return "identical";
  return verdict == Verdict::rounding ? "rounding" : "different";
}

template <class T>
Tensor<double> magnitude(const Tensor<T>& input, const Tensor<T>& filter, Bias<T> bias, const Options& options) {
  const Tensor<double> a = absolute(input), w = absolute(filter);
  std::vector<double> b;
  if (bias) std::transform(bias->begin(), bias->end(), std::back_inserter(b), [](T value) { return std::abs(value); });
  const Geometry geometry = resolve(input, filter, bias, options);
  auto sums = multiply_sum(a, w, bias ? Bias<double>(b) : std::nullopt, options);

  // A sum of n products and a bias in double is too small by a factor of (1 - u)^(n + 1) at most, and by half the smallest
  // subnormal for each product that underflows. Twice the factor's first order covers its higher ones.
  const double factor = 1 + static_cast<double>(geometry.terms() + 2) * 2 * kUnitRoundoff<double>;
  const bool may_underflow = smallest_but_zero(a) * smallest_but_zero(w) < std::numeric_limits<double>::min();
  const double lost = may_underflow ? static_cast<double>(geometry.terms()) * std::numeric_limits<double>::denorm_min() : 0;
  std::transform(sums.data(), sums.data() + sums.size(), sums.data(),
                 [&](double sum) { return add_up(multiply_up(sum, factor), lost); });
  return sums;
}

template <class T>
Difference difference(T multiply_sum, T unrolled_dot, Index terms, double magnitude, bool with_bias) {
  const bool finite_sum = std::isfinite(multiply_sum), finite_dot = std::isfinite(unrolled_dot);
  const double bound = finite_sum && finite_dot ? convdot::bound<T>(terms, magnitude, with_bias) : kInfinity;
  if (multiply_sum == unrolled_dot || (std::isnan(multiply_sum) && std::isnan(unrolled_dot))) {
    return {Verdict::identical, 0, 0, bound, false};
  }
  if (!finite_sum || !finite_dot) return {Verdict::different, kInfinity, kInfinity, bound, finite_sum != finite_dot};
  const double abs = std::abs(static_cast<double>(multiply_sum) - static_cast<double>(unrolled_dot));
  const bool explained = std::isfinite(bound) && abs <= bound;
  return {explained ? Verdict::rounding : Verdict::different, abs, ulps_between(multiply_sum, unrolled_dot), bound, false};
}

template <class T>
Comparison<T> compare(const Tensor<T>& input, const Tensor<T>& filter, Bias<T> bias, const Options& options) {
  const Index terms = resolve(input, filter, bias, options).terms();
  Comparison<T> result{};
  result.multiply_sum = multiply_sum(input, filter, bias, options);
  result.unrolled_dot = unrolled_dot(input, filter, bias, options);
  const Tensor<double> magnitudes = magnitude(input, filter, bias, options);
  result.total = static_cast<Index>(magnitudes.size());
  double worst = -1;
  for (std::size_t i = 0; i < magnitudes.size(); ++i) {
    const Difference one = difference(result.multiply_sum.data()[i], result.unrolled_dot.data()[i], terms,
                                      magnitudes.data()[i], bias.has_value());
    result.verdict = std::max(result.verdict, one.verdict);
    result.identical += one.verdict == Verdict::identical ? 1 : 0;
    result.max_abs = std::max(result.max_abs, one.abs);
    result.max_ulp = std::max(result.max_ulp, one.ulp);
    result.overflow = result.overflow || one.overflow;
    if (severity(one) > worst) {
      worst = severity(one);
      result.bound = one.bound;
    }
  }
  return result;
}

#define CONVDOT_INSTANTIATE(T)                                                                    \
  template Tensor<double> magnitude(const Tensor<T>&, const Tensor<T>&, Bias<T>, const Options&); \
  template Difference difference(T, T, Index, double, bool);                                      \
  template Comparison<T> compare(const Tensor<T>&, const Tensor<T>&, Bias<T>, const Options&);
CONVDOT_INSTANTIATE(float)
CONVDOT_INSTANTIATE(double)
#undef CONVDOT_INSTANTIATE

}  // namespace convdot
