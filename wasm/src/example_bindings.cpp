// The functions that the page's example needs; the smaller of the two modules has no others (wasm/CMakeLists.txt). Each reads its
// arguments, makes one call to the core, and gives {value} or {code, message}. Nothing here is public: the package's module.ts is the
// only caller. No maths belongs here.
#include <emscripten/bind.h>
#include <algorithm>
#include <string>
#include <variant>

#include "convdot/compare.hpp"
#include "convdot/geometry.hpp"
#include "convdot/numpy.hpp"
#include "convdot/step.hpp"
#include "marshal.hpp"

namespace convdot::wasm {
namespace {

template <class T>
constexpr const char* kDtypeName = "float64";
template <>
constexpr const char* kDtypeName<float> = "float32";

val verdict_out(Verdict verdict) { return val(std::string(name(verdict))); }

// ---- geometry ---------------------------------------------------------------------------------------------------------

double unread(const std::vector<Index>& reads) { return static_cast<double>(std::count(reads.begin(), reads.end(), 0)); }

// {rows, columns}, a list each.
val along(const std::vector<Index>& rows, const std::vector<Index>& columns) {
  val result = val::object();
  result.set("rows", indices_out(rows));
  result.set("columns", indices_out(columns));
  return result;
}

// `bias` is the number of its values, or null.
val output_shape(const val& input, const val& filter, const val& bias, const val& options) {
  return caught([&] {
    const std::optional<Index> length = bias.isNull() ? std::nullopt : std::optional(whole_number(bias));
    const Geometry geometry = resolve(shape4(input), shape4(filter), length, hyperparameters(options));
    const Axis& height = geometry.height;
    const Axis& width = geometry.width;
    const std::vector<Index> rows = height.reads();
    const std::vector<Index> columns = width.reads();

    val result = val::object();
    result.set("shape", list_out(geometry.output_shape()));
    result.set("padding", list_out(Shape4{height.before, width.before, height.after, width.after}));
    result.set("unread", list_out(std::array{unread(rows), unread(columns)}));
    result.set("reads", along(rows, columns));
    result.set("origins", along(height.origins(), width.origins()));
    result.set("offsets", along(height.offsets(), width.offsets()));
    return result;
  });
}

// ---- convolution ------------------------------------------------------------------------------------------------------

template <class T>
val compare_in(const val& input, const val& filter, const val& options) {
  const Operands<T> given = operands<T>(input, filter, options);
  const Comparison<T> comparison = convdot::compare<T>(given.input, given.filter, given.bias(), given.options);
  val result = val::object();
  result.set("multiplySum", tensor_out(comparison.multiply_sum));
  result.set("unrolledDot", tensor_out(comparison.unrolled_dot));
  result.set("verdict", verdict_out(comparison.verdict));
  result.set("identical", static_cast<double>(comparison.identical));
  result.set("total", static_cast<double>(comparison.total));
  result.set("maxAbs", comparison.max_abs);
  result.set("maxUlp", comparison.max_ulp);
  result.set("bound", comparison.bound);
  result.set("overflow", comparison.overflow);
  return result;
}

val compare(const val& input, const val& filter, const val& options) {
  return caught(
      [&] { return in_dtype(options, [&](auto type) { return compare_in<decltype(type)>(input, filter, options); }); });
}

// `at` is [image, row, column, filter].
template <class T>
val step_in(const val& input, const val& filter, const val& at, const val& options) {
  const Operands<T> given = operands<T>(input, filter, options);
  const std::vector<Index> index = whole_numbers(at);
  const Step<T> step =
      convdot::step<T>(given.input, given.filter, given.bias(), given.options, {index[0], index[1], index[2], index[3]});
  val result = val::object();
  result.set("n", static_cast<double>(step.terms.size()));
  result.set("window", tensor_out(step.window));
  result.set("block", tensor_out(step.block));
  result.set("source", indices_out(step.source));
  result.set("filterSource", indices_out(step.filter_source));
  result.set("firstChannel", static_cast<double>(step.first_channel));
  result.set("terms", doubles_out(step.terms));
  result.set("dotTerms", doubles_out(step.dot_terms));
  val layout = val::object();
  layout.set("window", indices_out(step.window_layout));
  layout.set("filter", indices_out(step.filter_layout));
  result.set("layout", layout);
  result.set("runningMultiplySum", doubles_out(step.running_multiply_sum));
  result.set("runningUnrolledDot", doubles_out(step.running_unrolled_dot));
  result.set("bias", step.bias);
  result.set("sum", step.sum);
  result.set("dot", step.dot);
  result.set("multiplySum", step.multiply_sum);
  result.set("unrolledDot", step.unrolled_dot);
  result.set("verdict", verdict_out(step.difference.verdict));
  result.set("ulp", step.difference.ulp);
  result.set("bound", step.difference.bound);
  result.set("overflow", step.difference.overflow);
  return result;
}

val step(const val& input, const val& filter, const val& at, const val& options) {
  return caught(
      [&] { return in_dtype(options, [&](auto type) { return step_in<decltype(type)>(input, filter, at, options); }); });
}

// ---- NumPy ------------------------------------------------------------------------------------------------------------

template <class T>
val np_dot_in(const val& a, const val& w) {
  const std::variant<xt::xarray<T>, Raised> product = convdot::np_dot<T>(array<T>(a), array<T>(w));
  if (const Raised* raised = std::get_if<Raised>(&product)) return raised_out(*raised);
  val result = val::object();
  const xt::xarray<T>& array = *std::get_if<xt::xarray<T>>(&product);
  val value = tensor_out(array);
  value.set("dtype", std::string(kDtypeName<T>));
  result.set("ok", true);
  result.set("value", value);
#ifndef CONVDOT_EXAMPLE_ALONE  // the example prints no arrays, so a first visit loads 7 KB less
  result.set("repr", repr(array));
#endif
  return result;
}

// As NumPy promotes: only float32 with float32 stays float32.
val np_dot(const val& a, const val& w, bool both_float32) {
  return caught([&] { return both_float32 ? np_dot_in<float>(a, w) : np_dot_in<double>(a, w); });
}

}  // namespace

EMSCRIPTEN_BINDINGS(convdot_example) {
  emscripten::function("outputShape", &output_shape);
  emscripten::function("compare", &compare);
  emscripten::function("step", &step);
  emscripten::function("npDot", &np_dot);
}

}  // namespace convdot::wasm
