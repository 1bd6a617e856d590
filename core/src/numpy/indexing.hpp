// value[index], of arrays and of Python's lists and tuples.
#pragma once

#include "numpy/value.hpp"

namespace convdot::numpy {

// Integers, slices, `...`, None, integer and boolean arrays, in NumPy's combinations.
[[nodiscard]] Value subscript(const Value& value, const Value& index);

// A slice from the values before, between and after its colons: integers or None. Raises TypeError.
[[nodiscard]] Slice slice_of(const Value& start, const Value& stop, const Value& step);

}  // namespace convdot::numpy
