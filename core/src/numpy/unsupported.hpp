// Names of Python, NumPy and SciPy that are missing here, so that an error can say "not supported here" instead of "unknown".
#pragma once

#include <string_view>

namespace convdot::numpy {

// Whether Python has that name in `module`: 'np', 'scipy.signal', '' for Python's own functions.
[[nodiscard]] bool is_unsupported(std::string_view module, std::string_view name);
[[nodiscard]] bool is_unsupported_argument(std::string_view name);

}  // namespace convdot::numpy
