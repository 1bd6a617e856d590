// Sums, extremes and the like over axes.
#pragma once

#include "numpy/array.hpp"

namespace convdot::numpy {

struct Axes {
  Marks reduced;      // for each axis
  bool keep = false;  // keepdims: those that are reduced stay, of size one
};

// The shape of what is left.
[[nodiscard]] Shape reduced_shape(const Shape& shape, const Axes& axes);

// In memory's order, as np.add.reduce does over an array in C order: contiguous stretches pairwise (convdot/numpy.hpp), all else one
// by one. bool is summed as int64.
[[nodiscard]] AnyArray sum(const AnyArray& given, const Axes& axes);
[[nodiscard]] AnyArray product(const AnyArray& given, const Axes& axes);
// Raises ValueError where there is nothing to choose from.
[[nodiscard]] AnyArray extreme(const AnyArray& given, const Axes& axes, bool largest);
[[nodiscard]] AnyArray mean(const AnyArray& array, const Axes& axes);
[[nodiscard]] AnyArray any_or_all(const AnyArray& array, const Axes& axes, bool all);
// The first place of the extreme along one axis, NaN first.
[[nodiscard]] AnyArray arg_extreme(const AnyArray& given, Int axis, bool largest);
[[nodiscard]] AnyArray cumulative_sum(const AnyArray& given, Int axis);

}  // namespace convdot::numpy
