// The functions of the NumPy cell: one table in each file of functions/. A new function needs two things there: itself, and its entry.
// The checks of a function's arguments, and their order, follow NumPy 1.24 and SciPy 1.10.
#pragma once

#include <span>

#include "numpy/arguments.hpp"

namespace convdot::numpy {

[[nodiscard]] std::span<const Function> creation_functions();
[[nodiscard]] std::span<const Function> shape_functions();
[[nodiscard]] std::span<const Function> product_functions();
[[nodiscard]] std::span<const Function> reduction_functions();
[[nodiscard]] std::span<const Function> elementwise_functions();
[[nodiscard]] std::span<const Function> conversion_functions();
[[nodiscard]] std::span<const Function> python_functions();

// float(x), np.float32(x)
[[nodiscard]] Value converted_to(const Type& type, const Arguments& arguments);

}  // namespace convdot::numpy
