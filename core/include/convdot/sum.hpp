// NumPy's way of adding up an array.
#pragma once

#include <span>

namespace convdot {

// The sum of `values` in T (float or double), 0 where there are none: bit for bit what np.sum returns for an array of that
// type that lies in one piece (the sign of a zero aside). Pairwise within 8192 elements, so that the error there grows with
// the logarithm of the length; NumPy's buffer is that long, and its buffers are added one after the other.
// Source: NumPy's pairwise_sum; Higham, The accuracy of floating point summation, SIAM J. Sci. Comput. 14 (1993).
template <class T>
[[nodiscard]] T np_sum(std::span<const T> values) noexcept;

}  // namespace convdot
