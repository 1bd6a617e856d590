// Products, and the correlations of scipy.signal: np.dot, np.einsum, correlate2d, ...
#include <array>

#include "numpy/elementwise.hpp"
#include "numpy/functions.hpp"
#include "numpy/products.hpp"

namespace convdot::numpy {
namespace {

// Multiplies the operands; for a product, an empty list has no dtype.
Value product_of(const Bound& bound, Value (*multiply)(const AnyArray&, const AnyArray&)) {
  AnyArray a = to_array(bound.first()), b = to_array(bound["b"]);
  if (bound.first().as<Sequence>() && size_of(a) == 0) a = cast(a, dtype_of(b));
  if (bound["b"].as<Sequence>() && size_of(b) == 0) b = cast(b, dtype_of(a));
  return multiply(a, b);
}
Value dot_function(const Bound& bound) { return product_of(bound, dot); }
Value vdot_function(const Bound& bound) { return product_of(bound, vdot); }
Value inner_function(const Bound& bound) { return product_of(bound, inner); }
Value matmul_function(const Bound& bound) { return matmul(to_array(bound["x1"]), to_array(bound["x2"])); }
Value outer(const Bound& bound) {
  AnyArray a = to_array(bound["a"]), b = to_array(bound["b"]);
  const Int rows = size_of(a), columns = size_of(b);
  return binary_ufunc("multiply", array_value(reshaped(a, {rows, 1})), array_value(reshaped(b, {1, columns})));
}
Value tensordot_function(const Bound& bound) {
  const Value two{Int{2}};
  return tensordot(to_array(bound["a"]), to_array(bound["b"]), bound.get("axes") ? bound["axes"] : two);
}
Value einsum_function(const Bound& bound) {
  if (!bound.get("subscripts")) {
    value_error(
        "must specify the einstein sum subscripts string and at least one operand, or at least one operand and its "
        "corresponding "
        "subscripts list");
  }
  const Values& operands = *bound["operands"].as<Sequence>()->items;
  if (operands.empty()) value_error("must specify the einstein sum subscripts string and at least one operand");
  const auto* subscripts = bound["subscripts"].as<std::string>();
  if (!subscripts) not_supported("einsum() with lists of numbers instead of a string of subscripts");
  std::vector<AnyArray> arrays;
  for (const Value& each : operands) arrays.push_back(kept_array(each));
  return einsum(*subscripts, arrays);
}

Value filtered(const Bound& bound, bool convolve) {
  if (text_or(bound.get("boundary"), "fill") != "fill")
    not_supported("boundary='" + text_or(bound.get("boundary"), "") + "' of " + std::string(bound.name()) + "()");
  if (number_or(bound.get("fillvalue"), 0) != 0)
    not_supported("a fillvalue other than 0 of " + std::string(bound.name()) + "()");
  return correlate2d(to_array(bound["in1"]), to_array(bound["in2"]), text_or(bound.get("mode"), "full"), convolve);
}
Value correlate2d_function(const Bound& bound) { return filtered(bound, false); }
Value convolve2d_function(const Bound& bound) { return filtered(bound, true); }

constexpr auto kFunctions = std::to_array<Function>({
    {"np.dot", "a b", 2, dot_function},
    {"np.vdot", "a b", 2, vdot_function},
    {"np.inner", "a b", 2, inner_function},
    {"np.outer", "a b", 2, outer},
    {"np.matmul", "x1 x2", 2, matmul_function},
    {"np.tensordot", "a b axes", 2, tensordot_function},
    {"np.einsum", "subscripts *operands", 0, einsum_function},
    {"scipy.signal.correlate2d", "in1 in2 mode boundary fillvalue", 2, correlate2d_function},
    {"scipy.signal.convolve2d", "in1 in2 mode boundary fillvalue", 2, convolve2d_function},
    {".dot", "self b", 2, dot_function},
});

}  // namespace

std::span<const Function> product_functions() { return kFunctions; }

}  // namespace convdot::numpy
