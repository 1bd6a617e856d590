// Arrays from arrays: the same elements in another shape, order or neighbourhood.
#pragma once

#include <string>

#include "numpy/value.hpp"

namespace convdot::numpy {

// Marks which of `ndim` axes are in `axes`: None, an axis or several. Raises AxisError, and ValueError with the sentence `repeated` if
// one comes twice.
[[nodiscard]] Marks chosen_axes(const Value* axes, Int ndim, const std::string& repeated);

// order: 'C' or 'F', for both reading and writing the elements.
[[nodiscard]] AnyArray reshape(const AnyArray& array, const Shape& given, char order);
[[nodiscard]] AnyArray transpose(const AnyArray& array, const Shape& axes);
// All axes in reverse: .T
[[nodiscard]] AnyArray transpose(const AnyArray& array);

[[nodiscard]] AnyArray concatenate(const std::vector<AnyArray>& arrays, Int axis);
[[nodiscard]] AnyArray flip(const AnyArray& array, const Marks& axes);
[[nodiscard]] AnyArray rot90(const AnyArray& array, Int times, const Shape& axes);
// widths: as np.pad takes them; mode: constant, edge, reflect, symmetric or wrap.
[[nodiscard]] AnyArray pad(const AnyArray& array, const Value& widths, const std::string& mode, const Value& constants);

// The elements on a diagonal of the two axes, as the last axis of the result.
[[nodiscard]] AnyArray diagonal(const AnyArray& array, Int offset, Int given1, Int given2);
// A matrix with `array`, of one axis, on a diagonal.
[[nodiscard]] AnyArray diagonal_matrix(const AnyArray& array, Int offset);

// Every window of that shape; axes: nullptr for all of them.
[[nodiscard]] AnyArray sliding_window_view(const AnyArray& array, const Shape& window, const Value* axes);

}  // namespace convdot::numpy
