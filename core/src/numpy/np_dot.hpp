// The shape of np.dot, for its callers within the evaluator, which count memory and work before they compute.
#pragma once

#include <optional>

#include "numpy/array.hpp"

namespace convdot::numpy {

// Nothing where the shapes are not aligned.
[[nodiscard]] std::optional<Shape> dot_shape(const Shape& a, const Shape& w);

}  // namespace convdot::numpy
