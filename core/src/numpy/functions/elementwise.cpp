// Functions of one or two arrays, element by element, and comparisons of whole arrays: np.add, np.isnan, np.allclose, ...
#include <algorithm>
#include <array>
#include <cmath>

#include "numpy/elementwise.hpp"
#include "numpy/functions.hpp"

namespace convdot::numpy {
namespace {

// The ufuncs that have two names in NumPy.
std::string_view ufunc_of(std::string_view name) {
  if (name == "abs") return "absolute";
  if (name == "mod") return "remainder";
  if (name == "true_divide") return "divide";
  return name;
}
Value of_two(const Bound& bound) { return binary_ufunc(ufunc_of(bound.name()), bound["x1"], bound["x2"]); }
Value of_one(const Bound& bound) { return unary_ufunc(ufunc_of(bound.name()), bound["x"]); }

Value classified(const Bound& bound, bool (*test)(double)) {
  const AnyArray of = to_array(bound["x"]);
  AnyArray result = make(DType::boolean, shape_of(of));
  for (Int i = 0; i < size_of(of); ++i) data<bool>(result)[i] = test(real_at(of, i));
  return result_value(std::move(result));
}
Value isnan(const Bound& bound) {
  return classified(bound, [](double x) { return std::isnan(x); });
}
Value isinf(const Bound& bound) {
  return classified(bound, [](double x) { return std::isinf(x); });
}
Value isfinite(const Bound& bound) {
  return classified(bound, [](double x) { return std::isfinite(x); });
}

// |a - b| <= atol + rtol |b|, in the dtype of the difference.
AnyArray close(const Bound& bound) {
  const AnyArray a = to_array(bound["a"]), b = to_array(bound["b"]);
  const Shape shape = broadcast_or_raise({shape_of(a), shape_of(b)});
  const bool single = promote(promote(dtype_of(a), dtype_of(b)), DType::float32) == DType::float32;
  const double rtol = number_or(bound.get("rtol"), 1e-5), atol = number_or(bound.get("atol"), 1e-8);
  const bool equal_nan = flag_or(bound.get("equal_nan"), false);
  const View left = broadcast(whole(shape_of(a)), shape), right = broadcast(whole(shape_of(b)), shape);
  AnyArray result = make(DType::boolean, shape);
  bool* out = data<bool>(result);
  const auto compare = [&](auto type) {
    using T = decltype(type);
    const AnyArray as = cast(a, kDType<T>), bs = cast(b, kDType<T>);
    for (Walk walk(shape, {&left, &right}); !walk.done(); walk.next()) {
      const T x = data<T>(as)[walk.at(0)], y = data<T>(bs)[walk.at(1)];
      *out++ = std::isfinite(x) && std::isfinite(y)
                   ? std::abs(x - y) <= static_cast<T>(atol) + static_cast<T>(rtol) * std::abs(y)
                   : x == y || (equal_nan && std::isnan(x) && std::isnan(y));
    }
  };
  single ? compare(float{}) : compare(double{});
  return result;
}
bool every(const AnyArray& flags) {
  return std::all_of(data<bool>(flags), data<bool>(flags) + size_of(flags), [](bool each) { return each; });
}
Value isclose(const Bound& bound) { return result_value(close(bound)); }
Value allclose(const Bound& bound) { return every(close(bound)); }
Value array_equal(const Bound& bound) {
  AnyArray a, b;
  try {
    a = to_array(bound["a1"]);
    b = to_array(bound["a2"]);
  } catch (const PythonError& error) {
    if (error.raised.type != "ValueError") throw;
    return false;  // lists that make no array
  }
  if (shape_of(a) != shape_of(b)) return false;
  work(size_of(a), 4);
  for (Int i = 0; i < size_of(a); ++i) {
    const bool integers = !is_float(dtype_of(a)) && !is_float(dtype_of(b));
    const bool equal = integers ? int_at(a, i) == int_at(b, i) : real_at(a, i) == real_at(b, i);
    const bool both_nan = std::isnan(real_at(a, i)) && std::isnan(real_at(b, i));
    if (!equal && !(both_nan && flag_or(bound.get("equal_nan"), false))) return false;
  }
  return true;
}

constexpr auto kFunctions = std::to_array<Function>({
    {"np.add", "x1 x2", 2, of_two},
    {"np.subtract", "x1 x2", 2, of_two},
    {"np.multiply", "x1 x2", 2, of_two},
    {"np.divide", "x1 x2", 2, of_two},
    {"np.true_divide", "x1 x2", 2, of_two},
    {"np.floor_divide", "x1 x2", 2, of_two},
    {"np.remainder", "x1 x2", 2, of_two},
    {"np.mod", "x1 x2", 2, of_two},
    {"np.power", "x1 x2", 2, of_two},
    {"np.maximum", "x1 x2", 2, of_two},
    {"np.minimum", "x1 x2", 2, of_two},
    {"np.less", "x1 x2", 2, of_two},
    {"np.less_equal", "x1 x2", 2, of_two},
    {"np.greater", "x1 x2", 2, of_two},
    {"np.greater_equal", "x1 x2", 2, of_two},
    {"np.equal", "x1 x2", 2, of_two},
    {"np.not_equal", "x1 x2", 2, of_two},
    {"np.negative", "x", 1, of_one},
    {"np.positive", "x", 1, of_one},
    {"np.abs", "x", 1, of_one},
    {"np.absolute", "x", 1, of_one},
    {"np.square", "x", 1, of_one},
    {"np.exp", "x", 1, of_one},
    {"np.log", "x", 1, of_one},
    {"np.sqrt", "x", 1, of_one},
    {"np.isnan", "x", 1, isnan},
    {"np.isinf", "x", 1, isinf},
    {"np.isfinite", "x", 1, isfinite},
    {"np.isclose", "a b rtol atol equal_nan", 2, isclose},
    {"np.allclose", "a b rtol atol equal_nan", 2, allclose},
    {"np.array_equal", "a1 a2 equal_nan", 2, array_equal},
});

}  // namespace

std::span<const Function> elementwise_functions() { return kFunctions; }

}  // namespace convdot::numpy
