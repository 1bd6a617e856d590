// The names that exist from the start: np and its functions, the methods of arrays, scipy.signal, and some of Python's own functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "numpy/arguments.hpp"

namespace convdot::numpy {

// The value of a name that nobody has assigned to; nothing where there is none.
[[nodiscard]] std::optional<Value> builtin(std::string_view name);
// Whether a module of that name can be imported: 'numpy.lib', 'scipy.signal'.
[[nodiscard]] bool has_module(std::string_view name);
// What `name` is in that module: supported here, in Python alone, or in neither.
enum class Imported { here, unsupported, unknown };
[[nodiscard]] Imported imported(std::string_view module, std::string_view name);
[[nodiscard]] Value attribute(const Value& value, const std::string& name);
[[nodiscard]] Value call(const Value& callee, const Arguments& arguments);

// The end of "name 'dott' is not defined": ". Did you mean: 'dot'?", from the names after `prefix` ('np.', '.' for arrays, '' for
// names that stand alone) and from `known`; or ": it is not supported here"; or nothing.
[[nodiscard]] std::string suggestion(std::string_view name, std::string_view prefix,
                                     std::vector<std::string_view> known = {});

}  // namespace convdot::numpy
