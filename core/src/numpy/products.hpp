// The products of arrays, and np.einsum, with NumPy's errors to the letter.
#pragma once

#include "numpy/value.hpp"

namespace convdot::numpy {

[[nodiscard]] Value dot(const AnyArray& a, const AnyArray& b);
[[nodiscard]] Value vdot(const AnyArray& a, const AnyArray& b);
[[nodiscard]] Value inner(const AnyArray& a, const AnyArray& b);
[[nodiscard]] Value matmul(const AnyArray& a, const AnyArray& b);
[[nodiscard]] Value tensordot(const AnyArray& a, const AnyArray& b, const Value& axes);
[[nodiscard]] Value einsum(const std::string& subscripts, const std::vector<AnyArray>& operands);
// scipy.signal's correlate2d and convolve2d: with zeros around; `mode` is full, same or valid.
[[nodiscard]] Value correlate2d(const AnyArray& a, const AnyArray& b, const std::string& mode, bool convolve);

// `given` with at most one -1 filled in. Raises as NumPy's reshape does.
[[nodiscard]] Shape resolved_shape(Int size, const Shape& given);

}  // namespace convdot::numpy
