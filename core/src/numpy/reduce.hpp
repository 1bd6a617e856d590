// Sums, extremes and the like over axes.
#pragma once

#include "numpy/array.hpp"

namespace convdot::numpy {

struct Axes {
  Marks reduced;      // for each axis
  bool keep = false;  // keepdims: reduced axes stay, with size one
};

// The shape of the result.
[[nodiscard]] Shape reduced_shape(const Shape& shape, const Axes& axes);

// In memory order, as np.add.reduce does over an array in C order: stretches of adjacent elements pairwise (np_sum), everything else one
// by one. bool is summed as int64.
[[nodiscard]] AnyArray sum(const AnyArray& given, const Axes& axes);
[[nodiscard]] AnyArray product(const AnyArray& given, const Axes& axes);
// Raises ValueError if there are no elements.
[[nodiscard]] AnyArray extreme(const AnyArray& given, const Axes& axes, bool largest);
[[nodiscard]] AnyArray mean(const AnyArray& array, const Axes& axes);
[[nodiscard]] AnyArray any_or_all(const AnyArray& array, const Axes& axes, bool all);
// The first position of the extreme along one axis; NaN counts as the extreme.
[[nodiscard]] AnyArray arg_extreme(const AnyArray& given, Int axis, bool largest);
[[nodiscard]] AnyArray cumulative_sum(const AnyArray& given, Int axis);

}  // namespace convdot::numpy
