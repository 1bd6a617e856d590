// Python expressions over NumPy arrays, with NumPy's values, dtypes, printing and words where it refuses. Bound to NumPy 1.24 and
// SciPy 1.10. It runs nothing else: no files, no clock, no memory beyond its bounds (limits.hpp).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>
#include <xtensor/xarray.hpp>

#include "convdot/np_dot.hpp"

namespace convdot {

// An array of one of the dtypes there are, in C order: bool, int64, float32, float64.
using AnyArray = std::variant<xt::xarray<bool>, xt::xarray<std::int64_t>, xt::xarray<float>, xt::xarray<double>>;

// The dtype's name: 'bool', 'int64', 'float32', 'float64'.
[[nodiscard]] std::string dtype_name(const AnyArray& array);

struct Variable {    // NOLINT(bugprone-exception-escape): xtensor's moves do not say noexcept
  std::string name;  // one that Python takes as a name
  AnyArray array;
};

struct Evaluated {  // NOLINT(bugprone-exception-escape): as above
  // The result as np.asarray(result) holds it. What is no array of numbers (None, a string, a dtype, a function, a list of arrays
  // of several shapes) has the dtype 'object' and an array without elements, shape (0,).
  AnyArray value;
  std::string dtype;
  std::string repr;                   // as the Python prompt prints it; empty where the source ends with an assignment
  std::vector<std::string> warnings;  // 'RuntimeWarning: divide by zero encountered in divide', each once, in order
};

// Runs `source` over `variables`: lines of Python expressions and assignments to names; the last expression is the result. np,
// scipy and scipy.signal's names are there as if imported. Errors are Raised, with Python's type and sentence: of NumPy's own
// refusals byte for byte, of syntax errors and of what this library leaves out in its own words. Limits (limits.hpp) are Raised
// too: MemoryError, TimeoutError, RecursionError. Throws nothing but std::bad_alloc.
[[nodiscard]] std::variant<Evaluated, Raised> evaluate(std::string_view source, std::span<const Variable> variables);

// The names that completion offers: 'np.dot', 'np.einsum', 'scipy.signal.correlate2d', '.reshape' for methods and attributes.
[[nodiscard]] std::vector<std::string> names();

}  // namespace convdot
