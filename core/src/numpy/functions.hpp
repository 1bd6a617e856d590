// The functions of the NumPy cell: one table for each file of functions/. To add a function, write it and its entry there.
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
