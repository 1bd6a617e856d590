// Python's operators, between all kinds of values.
#pragma once

#include <string>

#include "numpy/value.hpp"

namespace convdot::numpy {

// op: - + ~
[[nodiscard]] Value unary(char op, const Value& operand);
// op: + - * / // % ** @ & | ^ < <= > >= == !=
[[nodiscard]] Value binary(const std::string& op, const Value& left, const Value& right);

}  // namespace convdot::numpy
