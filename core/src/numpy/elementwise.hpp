// NumPy's functions of one or two arrays, element by element.
#pragma once

#include <string_view>

#include "numpy/value.hpp"

namespace convdot::numpy {

// `name` is the ufunc's: 'add', 'divide', 'less'. Broadcasts, promotes, and warns as NumPy does; with `by_operator` the
// warnings of scalars are NumPy's for them ("scalar divide").
[[nodiscard]] Value binary_ufunc(std::string_view name, const Value& a, const Value& b, bool by_operator = false);
[[nodiscard]] Value unary_ufunc(std::string_view name, const Value& a);

// Python's and NumPy's division of floats with the sign of the divisor: quotient rounded down, and remainder.
template <class T>
struct Division {
  T quotient, remainder;
};
template <class T>
[[nodiscard]] Division<T> divide_down(T a, T b);

// Wraps around; `exponent` is not negative.
[[nodiscard]] Int power(Int base, Int exponent);

}  // namespace convdot::numpy
