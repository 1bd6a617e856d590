// Python's own functions: abs, len, sum, max, min.
#include <array>
#include <cmath>

#include "numpy/elementwise.hpp"
#include "numpy/functions.hpp"
#include "numpy/operators.hpp"

namespace convdot::numpy {
namespace {

Value python_abs(const Bound& bound) {
  const Value& of = bound["x"];
  if (of.as<Array>()) return unary_ufunc("absolute", of);
  if (of.as<double>()) return std::abs(*of.as<double>());
  if (of.as<Int>() || of.as<bool>()) return to_int(of) < 0 ? unary('-', of) : unary('+', of);
  type_error("bad operand type for abs(): '" + type_name(of) + "'");
}
Value python_len(const Bound& bound) {
  if (const auto* sequence = bound["obj"].as<Sequence>()) return static_cast<Int>(sequence->items->size());
  if (const auto* text = bound["obj"].as<std::string>()) return static_cast<Int>(text->size());
  if (const auto* of = bound["obj"].as<Array>(); of && !of->is_scalar) {
    if (ndim_of(*of->array) == 0) type_error("len() of unsized object");
    return shape_of(*of->array)[0];
  }
  type_error("object of type '" + type_name(bound["obj"]) + "' has no len()");
}
Value python_sum(const Bound& bound) {
  Value total = bound.get("start") ? bound["start"] : Value(Int{0});
  for (const Value& each : items_or_raise(bound["iterable"])) total = binary("+", total, each);
  return total;
}
Value python_extreme(const Bound& bound, const char* better) {
  const Values& given = *bound["values"].as<Sequence>()->items;
  if (given.empty()) type_error(std::string(bound.name()) + " expected at least 1 argument, got 0");
  const Values values = given.size() == 1 ? items_or_raise(given[0]) : given;
  if (values.empty()) value_error(std::string(bound.name()) + "() arg is an empty sequence");
  Value best = values[0];
  for (const Value& each : values) {
    if (truth(binary(better, each, best))) best = each;
  }
  return best;
}
Value python_max(const Bound& bound) { return python_extreme(bound, ">"); }
Value python_min(const Bound& bound) { return python_extreme(bound, "<"); }

constexpr auto kFunctions = std::to_array<Function>({
    {"abs", "x", 1, python_abs},
    {"len", "obj", 1, python_len},
    {"sum", "iterable start", 1, python_sum},
    {"max", "*values", 0, python_max},
    {"min", "*values", 0, python_min},
});

}  // namespace

std::span<const Function> python_functions() { return kFunctions; }

}  // namespace convdot::numpy
