// NumPy's np.dot of two arrays as they are, and NumPy's own words where it refuses. Bound to NumPy 1.24.
#pragma once

#include <string>
#include <variant>
#include <vector>
#include <xtensor/xarray.hpp>

#include "convdot/geometry.hpp"

namespace convdot {

// What Python would raise: a refusal that is a result, not a fault of the caller.
struct Raised {
  std::string type;     // 'ValueError'
  std::string message;  // byte for byte NumPy's
};

// 1-D with 1-D: the inner product. 2-D with 2-D: the matrix product. A scalar (0-D) with anything: elementwise. Otherwise the
// sum over a's last axis and w's second to last (or only) axis, shape a.shape[:-1] + w.shape[:-2] + w.shape[-1:].
// T: bool (adds as "or", multiplies as "and"), int64 (wraps around), float or double.
// Throws Error limit where the result would be too large.
template <class T>
[[nodiscard]] std::variant<xt::xarray<T>, Raised> np_dot(const xt::xarray<T>& a, const xt::xarray<T>& w);

// As NumPy 1.24 prints an array or (0-D) a scalar of that type: precision 8, shortest digits, columns aligned, '...' above
// 1000 elements, 'array(...)' around all but a scalar, dtype=float32 where T is float. T: bool, int64, float or double.
template <class T>
[[nodiscard]] std::string repr(const xt::xarray<T>& array);

}  // namespace convdot
