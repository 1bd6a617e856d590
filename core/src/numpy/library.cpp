// The tables of names. What a function checks of its arguments, and in which order, follows NumPy 1.24 and SciPy 1.10.
#include "numpy/library.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

#include "numpy/elementwise.hpp"
#include "numpy/indexing.hpp"
#include "numpy/products.hpp"
#include "numpy/reduce.hpp"
#include "numpy/shaping.hpp"

namespace convdot::numpy {
namespace {

// ---- arguments --------------------------------------------------------------------------------------------------------------

bool is_given(const Value* argument) { return argument && !argument->as<None>(); }
Int int_or(const Value* argument, Int otherwise) { return argument ? to_int(*argument) : otherwise; }
bool flag_or(const Value* argument, bool otherwise) { return argument ? truth(*argument) : otherwise; }
double number_or(const Value* argument, double otherwise) { return argument ? to_double(*argument) : otherwise; }
DType dtype_or(const Value* argument, DType otherwise) { return is_given(argument) ? to_dtype(*argument) : otherwise; }

std::string text_or(const Value* argument, const char* otherwise) {
  if (!argument) return otherwise;
  if (const auto* text = argument->as<std::string>()) return *text;
  type_error("expected a string, got " + type_name(*argument));
}

char order_or_c(const Value* argument) {
  if (!is_given(argument)) return 'C';
  const std::string order = text_or(argument, "");
  if (order == "C" || order == "F") return order[0];
  if (order == "A" || order == "K") left_out("order='" + order + "'");
  value_error("order must be one of 'C', 'F', 'A', or 'K' (got '" + order + "')");
}

Values items_or_raise(const Value& value) {
  if (auto items = items_of(value)) return *std::move(items);
  if (value.as<Array>()) type_error("iteration over a 0-d array");
  type_error("'" + type_name(value) + "' object is not iterable");
}

// An array that is kept beside others, so that its copy counts as memory.
AnyArray kept_array(const Value& value) {
  AnyArray array = to_array(value);
  allocate(dtype_of(array), shape_of(array));
  return array;
}

// A sequence of arrays, or an array of them.
std::vector<AnyArray> arrays_of(const Value& value) {
  std::vector<AnyArray> arrays;
  for (const Value& each : items_or_raise(value)) arrays.push_back(kept_array(each));
  return arrays;
}

// What a method with a star takes: several arguments, or one that holds them.
const Value& one_or_all(const Value& rest) {
  const Values& items = *rest.as<Sequence>()->items;
  return items.size() == 1 && !is_scalar_like(items[0]) ? items[0] : rest;
}

Shape dimensions(const Value& value) {
  if (value.as<double>()) type_error("expected a sequence of integers or a single integer, got '" + repr(value) + "'");
  return to_ints(value);
}

// A function of an array gives an array, one of a scalar a scalar.
Value like(const Value& of, AnyArray array) {
  const auto* given = of.as<Array>();
  return given && given->is_scalar ? result_value(std::move(array)) : array_value(std::move(array));
}

// ---- creation ---------------------------------------------------------------------------------------------------------------

AnyArray filled(DType dtype, const Shape& shape, const AnyArray& with) {
  const auto fits = broadcast_shape({shape_of(with), shape});
  if (!fits || *fits != shape) {
    value_error("could not broadcast input array from shape " + text_of(shape_of(with)) + " into shape " + text_of(shape));
  }
  if (product(shape) == 0) return make(dtype, shape);  // nothing is cast, which would warn
  const AnyArray source = cast(with, dtype);
  return copy(source, broadcast(whole(shape_of(source)), shape));
}

Value array(const Bound& bound) {  // object dtype
  return array_value(is_given(bound.get(1)) ? to_array(bound[0], to_dtype(bound[1])) : to_array(bound[0]));
}

Value zeros(const Bound& bound) {  // shape dtype
  return array_value(make(dtype_or(bound.get(1), DType::float64), dimensions(bound[0])));
}
Value ones(const Bound& bound) {
  return array_value(filled(dtype_or(bound.get(1), DType::float64), dimensions(bound[0]), scalar(1.0)));
}
Value full(const Bound& bound) {  // shape fill_value dtype
  const Shape shape = dimensions(bound[0]);
  const AnyArray value = to_array(bound[1]);
  return array_value(filled(dtype_or(bound.get(2), dtype_of(value)), shape, value));
}

Value zeros_like(const Bound& bound) {  // a dtype
  const AnyArray of = to_array(bound[0]);
  return array_value(make(dtype_or(bound.get(1), dtype_of(of)), shape_of(of)));
}
Value ones_like(const Bound& bound) {
  const AnyArray of = to_array(bound[0]);
  return array_value(filled(dtype_or(bound.get(1), dtype_of(of)), shape_of(of), scalar(1.0)));
}
Value eye(const Bound& bound) {  // N M k dtype
  const Int rows = to_int(bound[0]), columns = is_given(bound.get(1)) ? to_int(bound[1]) : rows;
  const Int k = int_or(bound.get(2), 0);
  AnyArray result = make(dtype_or(bound.get(3), DType::float64), {rows, columns});
  const Int first_row = k < 0 ? (k < -rows ? rows : -k) : 0, first_column = k > 0 ? std::min(k, columns) : 0;
  const Int count = std::min(rows - first_row, columns - first_column);
  if (count > 0) {
    const AnyArray one = filled(dtype_of(result), {count}, scalar(1.0));
    assign(result, {{count}, {columns + 1}, first_row * columns + first_column}, one);
  }
  return array_value(std::move(result));
}
Value arange(const Bound& bound) {  // start stop step dtype
  if (!bound.get(0)) type_error("arange() requires stop to be specified.");
  const bool has_stop = is_given(bound.get(1));
  const Value zero{Int{0}}, one{Int{1}};
  const Value &start = has_stop ? bound[0] : zero, &stop = has_stop ? bound[1] : bound[0];
  const Value& step = is_given(bound.get(2)) ? bound[2] : one;
  DType dtype = DType::int64;
  for (const Value* each : {&start, &stop, &step}) {
    if (each->as<std::string>()) type_error("arange() not supported for inputs with DType <class 'numpy.dtype[str_]'>.");
    const AnyArray number = to_array(*each);
    if (ndim_of(number) > 0) type_error("only size-1 arrays can be converted to Python scalars");
    dtype = promote(dtype, dtype_of(number));
  }
  const double first = to_double(start), delta = to_double(step);
  if (delta == 0) raise("ZeroDivisionError", is_float(dtype) ? "float division by zero" : "division by zero");
  const double length = std::ceil((to_double(stop) - first) / delta);
  if (std::isnan(length)) value_error("arange: cannot compute length");
  if (length >= 0x1p62) value_error("Maximum allowed size exceeded");
  const auto count = static_cast<Int>(std::max(length, 0.0));
  const DType given = dtype_or(bound.get(3), dtype);
  if (given == DType::boolean && count > 2) {
    type_error("arange() is only supported for booleans when the result has at most length 2.");
  }
  AnyArray result = make(dtype, {count});
  if (dtype == DType::int64) {
    Int* out = data<Int>(result);
    for (Int i = 0; i < count; ++i) out[i] = add(to_int(start), multiply(i, to_int(step)));
  } else {
    const auto fill = [&](auto type) {
      using T = decltype(type);
      T* out = data<T>(result);
      const T from = static_cast<T>(first), by = static_cast<T>(first + delta) - from;
      for (Int i = 0; i < count; ++i) out[i] = from + static_cast<T>(i) * by;
    };
    dtype == DType::float32 ? fill(float{}) : fill(double{});
  }
  return array_value(cast(result, given));
}

Value linspace(const Bound& bound) {  // start stop num endpoint dtype
  const Int count = int_or(bound.get(2), 50);
  if (count < 0) value_error("Number of samples, " + std::to_string(count) + ", must be non-negative.");
  for (const std::size_t i : {std::size_t{0}, std::size_t{1}}) {
    if (ndim_of(to_array(bound[i])) > 0) left_out("linspace() between arrays");
  }
  const bool endpoint = flag_or(bound.get(3), true);
  const Value start = result_value(scalar(to_double(bound[0]))), stop = result_value(scalar(to_double(bound[1])));
  const Int intervals = endpoint ? count - 1 : count;
  AnyArray numbers = make(DType::float64, {count});
  std::iota(data<double>(numbers), data<double>(numbers) + count, 0.0);
  Value at = array_value(std::move(numbers)), step = binary("-", stop, start);
  if (intervals > 0) {
    const Value delta = step;
    step = binary("/", delta, intervals);
    // A step that is lost to underflow is taken out of the product, as NumPy does.
    if (!truth(step)) {
      at = binary("/", at, intervals);
      step = delta;
    }
  }
  AnyArray result = to_array(binary("+", binary("*", at, step), start));
  auto* out = data<double>(result);
  if (endpoint && count > 1) out[count - 1] = to_double(stop);
  const DType dtype = dtype_or(bound.get(4), DType::float64);
  if (dtype == DType::int64) std::transform(out, out + count, out, [](double x) { return std::floor(x); });
  return array_value(cast(result, dtype));
}

// ---- shape ------------------------------------------------------------------------------------------------------------------

Value reshape_function(const Bound& bound) {  // a newshape order
  return array_value(numpy::reshape(to_array(bound[0]), dimensions(bound[1]), order_or_c(bound.get(2))));
}
Value reshape_method(const Bound& bound) {  // self *shape order
  const Values& given = *bound[1].as<Sequence>()->items;
  if (given.empty()) type_error("reshape() takes exactly 1 argument (0 given)");
  return array_value(
      numpy::reshape(to_array(bound[0]), dimensions(given.size() == 1 ? given[0] : bound[1]), order_or_c(bound.get(2))));
}
Value ravel(const Bound& bound) {  // a order
  return array_value(numpy::reshape(to_array(bound[0]), {-1}, order_or_c(bound.get(1))));
}
Value transpose_function(const Bound& bound) {  // a axes
  const AnyArray of = to_array(bound[0]);
  return like(bound[0], is_given(bound.get(1)) ? numpy::transpose(of, to_ints(bound[1])) : numpy::transpose(of));
}
Value transpose_method(const Bound& bound) {  // self *axes
  const Value& axes = one_or_all(bound[1]);
  const Values& items = *bound[1].as<Sequence>()->items;
  const bool none = items.empty() || (items.size() == 1 && items[0].as<None>());
  const AnyArray of = to_array(bound[0]);
  return like(bound[0], none ? numpy::transpose(of) : numpy::transpose(of, to_ints(axes)));
}
Value swapaxes(const Bound& bound) {  // a axis1 axis2
  const AnyArray of = to_array(bound[0]);
  const Int first = normal_axis(to_int(bound[1]), ndim_of(of), "axis1");
  const Int second = normal_axis(to_int(bound[2]), ndim_of(of), "axis2");
  Shape axes(static_cast<std::size_t>(ndim_of(of)));
  std::iota(axes.begin(), axes.end(), Int{0});
  std::swap(axes[static_cast<std::size_t>(first)], axes[static_cast<std::size_t>(second)]);
  return array_value(transposed(of, axes));
}
Value expand_dims(const Bound& bound) {  // a axis
  const AnyArray of = to_array(bound[0]);
  const auto added = static_cast<Int>(to_ints(bound[1]).size());
  const Marks fresh = chosen_axes(&bound[1], ndim_of(of) + added, "repeated axis");
  Shape shape = shape_of(of);
  for (std::size_t axis = 0; axis < fresh.size(); ++axis) {
    if (fresh[axis]) shape.insert(shape.begin() + places(axis), 1);
  }
  return array_value(reshaped(of, shape));
}
Value squeeze(const Bound& bound) {  // a axis
  const AnyArray of = to_array(bound[0]);
  const bool all = !is_given(bound.get(1));
  const Marks chosen = chosen_axes(bound.get(1), ndim_of(of), "duplicate value in 'axis'");
  Shape shape;
  for (std::size_t axis = 0; axis < chosen.size(); ++axis) {
    const Int size = shape_of(of)[axis];
    if (chosen[axis] && size == 1) continue;
    if (chosen[axis] && !all) value_error("cannot select an axis to squeeze out which has size not equal to one");
    shape.push_back(size);
  }
  return like(bound[0], reshaped(of, shape));
}

Value concatenate_function(const Bound& bound) {  // arrays axis
  std::vector<AnyArray> arrays = arrays_of(bound[0]);
  if (arrays.empty()) value_error("need at least one array to concatenate");
  const bool flat = bound.get(1) && bound[1].as<None>();
  if (flat) {
    Marks scalars;
    for (const AnyArray& each : arrays) scalars.push_back(ndim_of(each) == 0 ? 1 : 0);
    const DType dtype = result_type(arrays, scalars);
    for (AnyArray& each : arrays) each = reshaped(cast(each, dtype), {size_of(each)});
  }
  return array_value(numpy::concatenate(arrays, flat ? 0 : int_or(bound.get(1), 0)));
}
Value stack(const Bound& bound) {  // arrays axis
  std::vector<AnyArray> arrays = arrays_of(bound[0]);
  if (arrays.empty()) value_error("need at least one array to stack");
  const Shape shape = shape_of(arrays[0]);
  for (const AnyArray& each : arrays) {
    if (shape_of(each) != shape) value_error("all input arrays must have the same shape");
  }
  const Int axis = normal_axis(int_or(bound.get(1), 0), ndim_of(arrays[0]) + 1);
  Shape longer = shape;
  longer.insert(longer.begin() + places(axis), 1);
  for (AnyArray& each : arrays) each = reshaped(each, longer);
  return array_value(numpy::concatenate(arrays, axis));
}
Value vstack(const Bound& bound) {  // tup
  std::vector<AnyArray> arrays = arrays_of(bound[0]);
  if (arrays.empty()) value_error("need at least one array to concatenate");
  for (AnyArray& each : arrays) {
    if (ndim_of(each) < 2) each = reshaped(each, {1, size_of(each)});
  }
  return array_value(numpy::concatenate(arrays, 0));
}
Value hstack(const Bound& bound) {  // tup
  std::vector<AnyArray> arrays = arrays_of(bound[0]);
  if (arrays.empty()) value_error("need at least one array to concatenate");
  for (AnyArray& each : arrays) {
    if (ndim_of(each) == 0) each = reshaped(each, {1});
  }
  return array_value(numpy::concatenate(arrays, ndim_of(arrays[0]) == 1 ? 0 : 1));
}

Value pad_function(const Bound& bound) {  // array pad_width mode constant_values
  const Value zero{Int{0}};
  return array_value(
      numpy::pad(to_array(bound[0]), bound[1], text_or(bound.get(2), "constant"), bound.get(3) ? bound[3] : zero));
}
Value flip_function(const Bound& bound) {  // m axis
  const AnyArray of = to_array(bound[0]);
  return array_value(numpy::flip(of, chosen_axes(bound.get(1), ndim_of(of), "repeated axis")));
}
Value rot90_function(const Bound& bound) {  // m k axes
  return array_value(
      numpy::rot90(to_array(bound[0]), int_or(bound.get(1), 1), bound.get(2) ? to_ints(bound[2]) : Shape{0, 1}));
}
Value diagonal_function(const Bound& bound) {  // a offset axis1 axis2
  return array_value(
      numpy::diagonal(to_array(bound[0]), int_or(bound.get(1), 0), int_or(bound.get(2), 0), int_or(bound.get(3), 1)));
}
Value trace(const Bound& bound) {  // a offset axis1 axis2
  const AnyArray numbers =
      numpy::diagonal(to_array(bound[0]), int_or(bound.get(1), 0), int_or(bound.get(2), 0), int_or(bound.get(3), 1));
  Axes last{Marks(static_cast<std::size_t>(ndim_of(numbers)), false)};
  last.reduced.back() = true;
  return result_value(numpy::sum(numbers, last));
}
Value diag(const Bound& bound) {  // v k
  const AnyArray of = to_array(bound[0]);
  const Int k = int_or(bound.get(1), 0);
  if (ndim_of(of) == 1) return array_value(diagonal_matrix(of, k));
  if (ndim_of(of) != 2) value_error("Input must be 1- or 2-d.");
  return array_value(numpy::diagonal(of, k, 0, 1));
}
Value windows(const Bound& bound) {  // x window_shape axis
  return array_value(
      sliding_window_view(to_array(bound[0]), to_ints(bound[1]), is_given(bound.get(2)) ? bound.get(2) : nullptr));
}

// ---- products ---------------------------------------------------------------------------------------------------------------

// The operands of a product: to it, a list of nothing has no dtype.
Value product_of(const Bound& bound, Value (*multiply)(const AnyArray&, const AnyArray&)) {
  AnyArray a = to_array(bound[0]), b = to_array(bound[1]);
  if (bound[0].as<Sequence>() && size_of(a) == 0) a = cast(a, dtype_of(b));
  if (bound[1].as<Sequence>() && size_of(b) == 0) b = cast(b, dtype_of(a));
  return multiply(a, b);
}
Value dot_function(const Bound& bound) { return product_of(bound, dot); }
Value vdot_function(const Bound& bound) { return product_of(bound, vdot); }
Value inner_function(const Bound& bound) { return product_of(bound, inner); }
Value matmul_function(const Bound& bound) { return matmul(to_array(bound[0]), to_array(bound[1])); }
Value outer(const Bound& bound) {  // a b
  AnyArray a = to_array(bound[0]), b = to_array(bound[1]);
  const Int rows = size_of(a), columns = size_of(b);
  return binary_ufunc("multiply", array_value(reshaped(a, {rows, 1})), array_value(reshaped(b, {1, columns})));
}
Value tensordot_function(const Bound& bound) {  // a b axes
  const Value two{Int{2}};
  return tensordot(to_array(bound[0]), to_array(bound[1]), bound.get(2) ? bound[2] : two);
}
Value einsum_function(const Bound& bound) {  // subscripts *operands
  if (!bound.get(0)) {
    value_error(
        "must specify the einstein sum subscripts string and at least one operand, or at least one operand and its "
        "corresponding "
        "subscripts list");
  }
  const Values& operands = *bound[1].as<Sequence>()->items;
  if (operands.empty()) value_error("must specify the einstein sum subscripts string and at least one operand");
  const auto* subscripts = bound[0].as<std::string>();
  if (!subscripts) left_out("einsum() with lists of numbers instead of a string of subscripts");
  std::vector<AnyArray> arrays;
  for (const Value& each : operands) arrays.push_back(kept_array(each));
  return einsum(*subscripts, arrays);
}

Value filtered(const Bound& bound, bool convolve) {  // in1 in2 mode boundary fillvalue
  if (text_or(bound.get(3), "fill") != "fill")
    left_out("boundary='" + text_or(bound.get(3), "") + "' of " + std::string(bound.name()) + "()");
  if (number_or(bound.get(4), 0) != 0) left_out("a fillvalue other than 0 of " + std::string(bound.name()) + "()");
  return correlate2d(to_array(bound[0]), to_array(bound[1]), text_or(bound.get(2), "full"), convolve);
}
Value correlate2d_function(const Bound& bound) { return filtered(bound, false); }
Value convolve2d_function(const Bound& bound) { return filtered(bound, true); }

// ---- reductions -------------------------------------------------------------------------------------------------------------

Axes axes_of(const Bound& bound, const AnyArray& array, std::size_t keepdims) {
  return {chosen_axes(bound.get(1), ndim_of(array), "duplicate value in 'axis'"), flag_or(bound.get(keepdims), false)};
}

Value total(const Bound& bound, AnyArray (*reduce)(const AnyArray&, const Axes&)) {  // a axis dtype keepdims
  AnyArray of = to_array(bound[0]);
  if (is_given(bound.get(2))) of = cast(of, to_dtype(bound[2]));
  AnyArray result = reduce(of, axes_of(bound, of, 3));
  return result_value(is_given(bound.get(2)) ? cast(result, to_dtype(bound[2])) : std::move(result));
}
Value sum_function(const Bound& bound) { return total(bound, numpy::sum); }
Value prod(const Bound& bound) { return total(bound, numpy::product); }
Value mean_function(const Bound& bound) {
  if (is_given(bound.get(1))) {  // where a sum lets a scalar have an axis, a mean does not
    const Int ndim = ndim_of(to_array(bound[0]));
    for (const Int axis : to_ints(bound[1])) static_cast<void>(normal_axis(axis, ndim));
  }
  return total(bound, numpy::mean);
}

Value reduced(const Bound& bound, AnyArray (*reduce)(const AnyArray&, const Axes&, bool), bool which) {  // a axis keepdims
  const AnyArray of = to_array(bound[0]);
  return result_value(reduce(of, axes_of(bound, of, 2), which));
}
Value largest(const Bound& bound) { return reduced(bound, extreme, true); }
Value smallest(const Bound& bound) { return reduced(bound, extreme, false); }
Value all_of(const Bound& bound) { return reduced(bound, any_or_all, true); }
Value any_of(const Bound& bound) { return reduced(bound, any_or_all, false); }

// The array along one axis, or laid out flat where no axis is given.
std::pair<AnyArray, Int> along_axis(const Bound& bound) {
  AnyArray of = to_array(bound[0]);
  const Int size = size_of(of);
  if (!is_given(bound.get(1))) return {reshaped(of, {size}), 0};
  const Int axis = to_int(bound[1]);
  if (ndim_of(of) == 0) of = reshaped(of, {1});
  return {of, normal_axis(axis, ndim_of(of))};
}
Value place_of(const Bound& bound, bool of_largest) {  // a axis keepdims
  const auto [of, axis] = along_axis(bound);
  AnyArray places = arg_extreme(of, axis, of_largest);
  if (!flag_or(bound.get(2), false)) return result_value(std::move(places));
  Shape shape = shape_of(to_array(bound[0]));
  if (is_given(bound.get(1)) && !shape.empty()) {
    shape[static_cast<std::size_t>(axis)] = 1;
  } else {
    std::fill(shape.begin(), shape.end(), 1);
  }
  return result_value(reshaped(places, shape));
}
Value argmax(const Bound& bound) { return place_of(bound, true); }
Value argmin(const Bound& bound) { return place_of(bound, false); }
Value cumsum(const Bound& bound) {  // a axis dtype
  auto [of, axis] = along_axis(bound);
  if (is_given(bound.get(2))) of = cast(of, to_dtype(bound[2]));
  return array_value(cumulative_sum(of, axis));
}

// ---- element by element -----------------------------------------------------------------------------------------------------

// The ufuncs that NumPy also has under another name.
std::string_view ufunc_of(std::string_view name) {
  if (name == "abs") return "absolute";
  if (name == "mod") return "remainder";
  if (name == "true_divide") return "divide";
  return name;
}
Value of_two(const Bound& bound) { return binary_ufunc(ufunc_of(bound.name()), bound[0], bound[1]); }
Value of_one(const Bound& bound) { return unary_ufunc(ufunc_of(bound.name()), bound[0]); }

Value classified(const Bound& bound, bool (*test)(double)) {
  const AnyArray of = to_array(bound[0]);
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
AnyArray close(const Bound& bound) {  // a b rtol atol equal_nan
  const AnyArray a = to_array(bound[0]), b = to_array(bound[1]);
  const Shape shape = broadcast_or_raise({shape_of(a), shape_of(b)});
  const bool single = promote(promote(dtype_of(a), dtype_of(b)), DType::float32) == DType::float32;
  const double rtol = number_or(bound.get(2), 1e-5), atol = number_or(bound.get(3), 1e-8);
  const bool equal_nan = flag_or(bound.get(4), false);
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
Value array_equal(const Bound& bound) {  // a1 a2 equal_nan
  AnyArray a, b;
  try {
    a = to_array(bound[0]);
    b = to_array(bound[1]);
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
    if (!equal && !(both_nan && flag_or(bound.get(2), false))) return false;
  }
  return true;
}

// ---- conversions ------------------------------------------------------------------------------------------------------------

Value astype(const Bound& bound) {  // self dtype
  return like(bound[0], cast(to_array(bound[0]), to_dtype(bound[1])));
}
Value copy_method(const Bound& bound) { return like(bound[0], to_array(bound[0])); }
Value element(const AnyArray& array, Int index) {
  switch (dtype_of(array)) {
    case DType::boolean:
      return int_at(array, index) != 0;
    case DType::int64:
      return int_at(array, index);
    default:
      return real_at(array, index);
  }
}
Value item(const Bound& bound) {  // self
  const AnyArray of = to_array(bound[0]);
  if (size_of(of) != 1) value_error("can only convert an array of size 1 to a Python scalar");
  return element(of, 0);
}
Value nested_list(const AnyArray& array, std::size_t axis, Int& next) {
  const Shape shape = shape_of(array);
  if (axis == shape.size()) return element(array, next++);
  Values items;
  work(shape[axis], kItemWork);
  for (Int i = 0; i < shape[axis]; ++i) items.push_back(nested_list(array, axis + 1, next));
  return sequence_of(false, std::move(items));
}
Value tolist(const Bound& bound) {  // self
  Int next = 0;
  return nested_list(to_array(bound[0]), 0, next);
}

Value shape_function(const Bound& bound) { return tuple_of_ints(shape_of(to_array(bound[0]))); }
Value ndim_function(const Bound& bound) { return ndim_of(to_array(bound[0])); }
Value size_function(const Bound& bound) {  // a axis
  const AnyArray of = to_array(bound[0]);
  if (!is_given(bound.get(1))) return size_of(of);
  const Int axis = to_int(bound[1]);
  if (axis < -ndim_of(of) || axis >= ndim_of(of)) index_error("tuple index out of range");
  return shape_of(of)[static_cast<std::size_t>(normal_axis(axis, ndim_of(of)))];
}

// ---- Python's own -----------------------------------------------------------------------------------------------------------

Value python_abs(const Bound& bound) {
  const Value& of = bound[0];
  if (of.as<Array>()) return unary_ufunc("absolute", of);
  if (of.as<double>()) return std::abs(*of.as<double>());
  if (of.as<Int>() || of.as<bool>()) return to_int(of) < 0 ? unary('-', of) : unary('+', of);
  type_error("bad operand type for abs(): '" + type_name(of) + "'");
}
Value python_len(const Bound& bound) {
  if (const auto* sequence = bound[0].as<Sequence>()) return static_cast<Int>(sequence->items->size());
  if (const auto* text = bound[0].as<std::string>()) return static_cast<Int>(text->size());
  if (const auto* of = bound[0].as<Array>(); of && !of->is_scalar) {
    if (ndim_of(*of->array) == 0) type_error("len() of unsized object");
    return shape_of(*of->array)[0];
  }
  type_error("object of type '" + type_name(bound[0]) + "' has no len()");
}
Value python_sum(const Bound& bound) {  // iterable start
  Value total = bound.get(1) ? bound[1] : Value(Int{0});
  for (const Value& each : items_or_raise(bound[0])) total = binary("+", total, each);
  return total;
}
Value python_extreme(const Bound& bound, const char* better) {  // *values
  const Values& given = *bound[0].as<Sequence>()->items;
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

// float(x), np.float32(x)
Value converted_to(const Type& type, const Arguments& arguments) {
  const std::string name(type.name.substr(type.name.rfind('.') + 1));
  if (!arguments.named.empty()) type_error(name + "() takes no keyword arguments");
  if (arguments.values.size() > 1) {
    type_error(name + " expected at most 1 argument, got " + std::to_string(arguments.values.size()));
  }
  const bool is_numpy = type.name.starts_with("numpy.");
  const Value zero{Int{0}};
  const Value& of = arguments.values.empty() ? zero : arguments.values[0];
  if (const auto* text = of.as<std::string>()) {
    if (type.dtype != DType::boolean || is_numpy) {
      constexpr double kInfinity = std::numeric_limits<double>::infinity(), kNan = std::numeric_limits<double>::quiet_NaN();
      if (!is_float(type.dtype)) left_out(name + "() of a string");
      const bool minus = text->starts_with('-');
      const std::string word = text->substr(minus ? 1 : 0);
      if (word == "nan") return is_numpy ? result_value(cast(scalar(kNan), type.dtype)) : Value(kNan);
      if (word != "inf" && word != "infinity") value_error("could not convert string to float: " + repr(of));
      const double value = minus ? -kInfinity : kInfinity;
      return is_numpy ? result_value(cast(scalar(value), type.dtype)) : Value(value);
    }
  }
  if (is_numpy) {
    AnyArray result = to_array(of, type.dtype);
    // float64 is Python's float too, which takes an array of one.
    const bool is_one = type.dtype == DType::float64 && of.as<Array>() && size_of(result) == 1;
    return result_value(is_one ? reshaped(result, {}) : std::move(result));
  }
  switch (type.dtype) {
    case DType::boolean:
      return truth(of);
    case DType::int64: {
      if (of.as<Int>() || of.as<bool>()) return to_int(of);
      if (const auto* array = of.as<Array>(); array && size_of(*array->array) == 1 && !is_float(dtype_of(*array->array))) {
        return int_at(*array->array, 0);
      }
      if (!of.as<double>() && !of.as<Array>()) {
        type_error("int() argument must be a string, a bytes-like object or a real number, not '" + type_name(of) + "'");
      }
      return whole_number(to_double(of));
    }
    default:
      return to_double(of);
  }
}

// ---- the tables -------------------------------------------------------------------------------------------------------------

// Of methods (.reshape) the first argument is the array.
constexpr auto kFunctions = std::to_array<Function>({
    {"np.array", "object dtype", 1, array},
    {"np.asarray", "a dtype", 1, array},
    {"np.arange", "start stop step dtype", 0, arange},
    {"np.zeros", "shape dtype", 1, zeros},
    {"np.ones", "shape dtype", 1, ones},
    {"np.full", "shape fill_value dtype", 2, full},
    {"np.zeros_like", "a dtype", 1, zeros_like},
    {"np.ones_like", "a dtype", 1, ones_like},
    {"np.eye", "N M k dtype", 1, eye},
    {"np.linspace", "start stop num endpoint dtype", 2, linspace},

    {"np.reshape", "a newshape order", 2, reshape_function},
    {"np.ravel", "a order", 1, ravel},
    {"np.transpose", "a axes", 1, transpose_function},
    {"np.swapaxes", "a axis1 axis2", 3, swapaxes},
    {"np.expand_dims", "a axis", 2, expand_dims},
    {"np.squeeze", "a axis", 1, squeeze},
    {"np.concatenate", "arrays axis", 1, concatenate_function},
    {"np.stack", "arrays axis", 1, stack},
    {"np.vstack", "tup", 1, vstack},
    {"np.hstack", "tup", 1, hstack},
    {"np.pad", "array pad_width mode constant_values", 2, pad_function},
    {"np.flip", "m axis", 1, flip_function},
    {"np.rot90", "m k axes", 1, rot90_function},
    {"np.diag", "v k", 1, diag},
    {"np.diagonal", "a offset axis1 axis2", 1, diagonal_function},
    {"np.trace", "a offset axis1 axis2", 1, trace},
    {"np.shape", "a", 1, shape_function},
    {"np.ndim", "a", 1, ndim_function},
    {"np.size", "a axis", 1, size_function},

    {"np.dot", "a b", 2, dot_function},
    {"np.vdot", "a b", 2, vdot_function},
    {"np.inner", "a b", 2, inner_function},
    {"np.outer", "a b", 2, outer},
    {"np.matmul", "x1 x2", 2, matmul_function},
    {"np.tensordot", "a b axes", 2, tensordot_function},
    {"np.einsum", "subscripts *operands", 0, einsum_function},

    {"np.sum", "a axis dtype keepdims", 1, sum_function},
    {"np.prod", "a axis dtype keepdims", 1, prod},
    {"np.mean", "a axis dtype keepdims", 1, mean_function},
    {"np.max", "a axis keepdims", 1, largest},
    {"np.min", "a axis keepdims", 1, smallest},
    {"np.amax", "a axis keepdims", 1, largest},
    {"np.amin", "a axis keepdims", 1, smallest},
    {"np.all", "a axis keepdims", 1, all_of},
    {"np.any", "a axis keepdims", 1, any_of},
    {"np.argmax", "a axis keepdims", 1, argmax},
    {"np.argmin", "a axis keepdims", 1, argmin},
    {"np.cumsum", "a axis dtype", 1, cumsum},

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
    {"np.lib.stride_tricks.sliding_window_view", "x window_shape axis", 2, windows},

    {"scipy.signal.correlate2d", "in1 in2 mode boundary fillvalue", 2, correlate2d_function},
    {"scipy.signal.convolve2d", "in1 in2 mode boundary fillvalue", 2, convolve2d_function},

    {".reshape", "self *shape order", 1, reshape_method},
    {".ravel", "self order", 1, ravel},
    {".flatten", "self order", 1, ravel},
    {".transpose", "self *axes", 1, transpose_method},
    {".swapaxes", "self axis1 axis2", 3, swapaxes},
    {".squeeze", "self axis", 1, squeeze},
    {".diagonal", "self offset axis1 axis2", 1, diagonal_function},
    {".trace", "self offset axis1 axis2", 1, trace},
    {".dot", "self b", 2, dot_function},
    {".sum", "self axis dtype keepdims", 1, sum_function},
    {".prod", "self axis dtype keepdims", 1, prod},
    {".mean", "self axis dtype keepdims", 1, mean_function},
    {".max", "self axis keepdims", 1, largest},
    {".min", "self axis keepdims", 1, smallest},
    {".all", "self axis keepdims", 1, all_of},
    {".any", "self axis keepdims", 1, any_of},
    {".argmax", "self axis keepdims", 1, argmax},
    {".argmin", "self axis keepdims", 1, argmin},
    {".cumsum", "self axis dtype", 1, cumsum},
    {".astype", "self dtype", 2, astype},
    {".copy", "self", 1, copy_method},
    {".item", "self", 1, item},
    {".tolist", "self", 1, tolist},

    {"abs", "x", 1, python_abs},
    {"len", "obj", 1, python_len},
    {"sum", "iterable start", 1, python_sum},
    {"max", "*values", 0, python_max},
    {"min", "*values", 0, python_min},
});

struct NamedType {
  std::string_view path;
  Type type;
};
constexpr auto kTypes = std::to_array<NamedType>({
    {"np.float64", {"numpy.float64", DType::float64}},
    {"np.float32", {"numpy.float32", DType::float32}},
    {"np.int64", {"numpy.int64", DType::int64}},
    {"np.bool_", {"numpy.bool_", DType::boolean}},
    {"np.float_", {"numpy.float64", DType::float64}},
    {"np.double", {"numpy.float64", DType::float64}},
    {"np.single", {"numpy.float32", DType::float32}},
    {"np.int_", {"numpy.int64", DType::int64}},
    {"float", {"float", DType::float64}},
    {"int", {"int", DType::int64}},
    {"bool", {"bool", DType::boolean}},
});

struct Constant {
  std::string_view path;
  double value;
};
constexpr auto kConstants = std::to_array<Constant>({
    {"np.pi", std::numbers::pi},
    {"np.e", std::numbers::e},
    {"np.inf", std::numeric_limits<double>::infinity()},
    {"np.nan", std::numeric_limits<double>::quiet_NaN()},
});

constexpr std::string_view kNewAxis = "np.newaxis";
constexpr auto kModules = std::to_array<std::string_view>({"np", "np.lib", "np.lib.stride_tricks", "scipy", "scipy.signal"});
constexpr auto kAttributes =
    std::to_array<std::string_view>({".T", ".shape", ".ndim", ".size", ".dtype", ".itemsize", ".nbytes"});

constexpr const char* kIsLeftOut = ": it is not supported here";

// What learners look for in numpy and do not find here.
constexpr auto kLeftOut = std::to_array<std::string_view>({
    "random", "linalg", "fft",     "where",         "std",     "var",       "median", "sort",     "argsort",    "unique",
    "round",  "around", "floor",   "ceil",          "sin",     "cos",       "tan",    "tanh",     "log2",       "log10",
    "tile",   "repeat", "roll",    "clip",          "split",   "meshgrid",  "empty",  "convolve", "correlate",  "kron",
    "cross",  "diff",   "nonzero", "count_nonzero", "ndarray", "uint8",     "int32",  "float16",  "complex128", "int8",
    "int16",  "matrix", "mat",     "load",          "save",    "vectorize",
});

// In SciPy, in scipy.signal and in numpy.lib.stride_tricks: all their names but those that are here.
constexpr std::string_view kScipyLeftOut =
    "cluster constants datasets fft fftpack integrate interpolate io linalg misc ndimage odr optimize sparse spatial "
    "special "
    "stats LowLevelCallable show_config test __version__";
constexpr std::string_view kSignalLeftOut =
    "BadCoefficients CZT StateSpace TransferFunction ZerosPolesGain ZoomFFT abcd_normalize argrelextrema argrelmax "
    "argrelmin band_stop_obj barthann bartlett bessel besselap bilinear bilinear_zpk blackman blackmanharris bode "
    "bohman boxcar bspline bsplines buttap butter buttord cascade cheb1ap cheb1ord cheb2ap cheb2ord chebwin cheby1 "
    "cheby2 check_COLA check_NOLA chirp choose_conv_method cmplx_sort coherence cont2discrete convolve correlate "
    "correlation_lags cosine csd cspline1d cspline1d_eval cspline2d cubic cwt czt czt_points daub dbode decimate "
    "deconvolve detrend dfreqresp dimpulse dlsim dlti dstep ellip ellipap ellipord exponential fftconvolve "
    "filter_design filtfilt find_peaks find_peaks_cwt findfreqs fir_filter_design firls firwin firwin2 flattop "
    "freqresp freqs freqs_zpk freqz freqz_zpk gammatone gauss_spline gaussian gausspulse general_gaussian get_window "
    "group_delay hamming hann hilbert hilbert2 iircomb iirdesign iirfilter iirnotch iirpeak impulse impulse2 invres "
    "invresz istft kaiser kaiser_atten kaiser_beta kaiserord lfilter lfilter_zi lfiltic lombscargle lp2bp lp2bp_zpk "
    "lp2bs lp2bs_zpk lp2hp lp2hp_zpk lp2lp lp2lp_zpk lsim lsim2 lti lti_conversion ltisys max_len_seq medfilt "
    "medfilt2d minimum_phase morlet morlet2 normalize nuttall oaconvolve order_filter parzen peak_prominences "
    "peak_widths periodogram place_poles qmf qspline1d qspline1d_eval qspline2d quadratic remez resample "
    "resample_poly residue residuez ricker savgol_coeffs savgol_filter sawtooth sepfir2d signaltools sos2tf sos2zpk "
    "sosfilt sosfilt_zi sosfiltfilt sosfreqz spectral spectrogram spline spline_filter square ss2tf ss2zpk step step2 "
    "stft sweep_poly symiirorder1 symiirorder2 tf2sos tf2ss tf2zpk triang tukey unique_roots unit_impulse upfirdn "
    "vectorstrength waveforms wavelets welch wiener windows zoom_fft zpk2sos zpk2ss zpk2tf";
constexpr std::string_view kStrideTricksLeftOut = "as_strided broadcast_arrays broadcast_shapes broadcast_to";

// and in Python.
constexpr auto kPythonLeftOut = std::to_array<std::string_view>(
    {"print", "range", "zip", "enumerate", "round", "list", "tuple", "str", "type", "sorted", "map"});

// Arguments that the functions have in NumPy.
constexpr auto kArgumentsLeftOut =
    std::to_array<std::string_view>({"out", "where", "initial", "order", "casting", "subok", "like", "ndmin", "copy", "ddof",
                                     "retstep", "optimize", "writeable", "reflect_type", "stat_length", "end_values"});

const Function* function_at(std::string_view path) {
  const auto* found =
      std::find_if(std::begin(kFunctions), std::end(kFunctions), [&](const Function& each) { return each.path == path; });
  return found == std::end(kFunctions) ? nullptr : found;
}

std::optional<Value> found_at(std::string_view path) {
  if (const Function* function = function_at(path)) return Callable{function, nullptr};
  for (const NamedType& each : kTypes) {
    if (each.path == path) return each.type;
  }
  for (const Constant& each : kConstants) {
    if (each.path == path) return each.value;
  }
  for (const std::string_view module : kModules) {
    if (module == path) return Module{module};
  }
  if (path == kNewAxis) return None{};
  return std::nullopt;
}

std::vector<std::string_view> paths() {
  std::vector<std::string_view> all{kNewAxis};
  for (const Function& each : kFunctions) all.push_back(each.path);
  for (const NamedType& each : kTypes) all.push_back(each.path);
  for (const Constant& each : kConstants) all.push_back(each.path);
  for (const std::string_view each : kModules) all.push_back(each);
  for (const std::string_view each : kAttributes) all.push_back(each);
  return all;
}

// Source: Levenshtein, Binary codes capable of correcting deletions, insertions and reversals, 1966.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (const char letter : a) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (letter == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row[b.size()];
}

// ---- attributes -------------------------------------------------------------------------------------------------------------

[[noreturn]] void no_attribute(const std::string& owner, const std::string& name, const std::string& prefix) {
  raise("AttributeError", owner + " has no attribute '" + name + "'" + suggestion(name, prefix));
}

// What the module of that path has in Python, and not here.
bool is_left_out(std::string_view path, std::string_view name) {
  if (path == "np") return std::find(kLeftOut.begin(), kLeftOut.end(), name) != kLeftOut.end();
  const std::string_view words = path == "scipy"                  ? kScipyLeftOut
                                 : path == "scipy.signal"         ? kSignalLeftOut
                                 : path == "np.lib.stride_tricks" ? kStrideTricksLeftOut
                                                                  : std::string_view();
  const std::string word = " " + std::string(name) + " ";
  return (" " + std::string(words) + " ").find(word) != std::string::npos;
}

Value module_attribute(const Module& module, const std::string& name) {
  const std::string prefix = std::string(module.path) + ".";
  if (auto found = found_at(prefix + name)) return *std::move(found);
  const std::string owner = "module '" + full_name(module) + "'";
  if (module.path == "np") {
    if (name == "bool" || name == "int" || name == "float") {
      raise("AttributeError", owner + " has no attribute '" + name + "'.\n`np." + name +
                                  "` was a deprecated alias for the builtin `" + name + "`; use `" + name +
                                  "`, or the NumPy scalar type `np." + (name == "bool" ? "bool_" : name + "64") + "`.");
    }
  }
  if (is_left_out(module.path, name)) raise("AttributeError", owner + " has no attribute '" + name + "'" + kIsLeftOut);
  no_attribute(owner, name, prefix);
}

Value array_attribute(const Value& value, const std::string& name) {
  const AnyArray& of = *value.as<Array>()->array;
  const Function* method = function_at("." + name);
  if (method && !(value.as<Array>()->is_scalar && name == "dot")) {
    return Callable{method, std::make_shared<const Value>(value)};
  }
  const Int bytes = with_type(dtype_of(of), [](auto type) { return static_cast<Int>(sizeof type); });
  if (name == "T") return like(value, numpy::transpose(of));
  if (name == "shape") return tuple_of_ints(shape_of(of));
  if (name == "ndim") return ndim_of(of);
  if (name == "size") return size_of(of);
  if (name == "dtype") return DTypeObject{dtype_of(of)};
  if (name == "itemsize") return bytes;
  if (name == "nbytes") return bytes * size_of(of);
  no_attribute("'" + type_name(value) + "' object", name, ".");
}

[[noreturn]] void unknown_argument(const std::string& spoken, const std::string& name) {
  if (std::find(kArgumentsLeftOut.begin(), kArgumentsLeftOut.end(), name) != kArgumentsLeftOut.end()) {
    left_out("the argument '" + name + "' of " + spoken);
  }
  type_error(spoken + " got an unexpected keyword argument '" + name + "'");
}

[[noreturn]] void repeated_argument(const std::string& spoken, const std::string& name) {
  type_error(spoken + " got multiple values for argument '" + name + "'");
}

[[noreturn]] void missing_arguments(const Function& function, const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    text += (i == 0 ? "" : i + 1 < names.size() ? ", " : names.size() == 2 ? " and " : ", and ") + ("'" + names[i] + "'");
  }
  type_error(std::string(function.name()) + "() missing " + std::to_string(names.size()) + " required positional argument" +
             (names.size() == 1 ? "" : "s") + ": " + text);
}

}  // namespace

Bound::Bound(const Function& function, const Value* self, const Arguments& arguments) : name_(function.name()) {
  std::vector<std::string_view> parameters;
  for (std::string_view rest = function.parameters; !rest.empty();) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    parameters.push_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  values_.assign(parameters.size(), nullptr);
  std::vector<const Value*> given;
  if (self) given.push_back(self);
  for (const Value& each : arguments.values) given.push_back(&each);
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (parameters[i][0] == '*') {
      Values rest;
      for (std::size_t j = i; j < given.size(); ++j) rest.push_back(*given[j]);
      given.resize(std::min(given.size(), i));
      rest_ = sequence_of(true, std::move(rest));
      values_[i] = &rest_;
    } else if (i < given.size()) {
      values_[i] = given[i];
    }
  }
  const std::string spoken = std::string(function.name()) + "()";
  if (given.size() > parameters.size()) {
    const std::string takes =
        function.required == parameters.size()
            ? std::to_string(function.required) + " positional argument" + (function.required == 1 ? "" : "s")
            : "from " + std::to_string(function.required) + " to " + std::to_string(parameters.size()) +
                  " positional arguments";
    type_error(spoken + " takes " + takes + " but " + std::to_string(given.size()) + (given.size() == 1 ? " was" : " were") +
               " given");
  }
  for (const auto& [name, value] : arguments.named) {
    const auto at = std::find(parameters.begin(), parameters.end(), name);
    if (at == parameters.end()) {
      unknown_argument(spoken, name);
    }
    const Value*& place = values_[static_cast<std::size_t>(at - parameters.begin())];
    if (place) repeated_argument(spoken, name);
    place = &value;
  }
  std::vector<std::string> missing;
  for (std::size_t i = 0; i < function.required; ++i) {
    if (!values_[i]) missing.emplace_back(parameters[i]);
  }
  if (!missing.empty()) missing_arguments(function, missing);
}

std::optional<Value> builtin(std::string_view name) {
  if (name == "numpy") return Module{kModules[0]};
  for (const std::string_view module : kModules) {  // as imported from the module that it is in
    if (module.substr(module.rfind('.') + 1) == name) return Module{module};
  }
  if (auto found = found_at(name)) return found;
  // As imported from there.
  if (auto found = found_at("scipy.signal." + std::string(name))) return found;
  return found_at("np.lib.stride_tricks." + std::string(name));
}

bool has_module(std::string_view name) {
  return std::any_of(kModules.begin(), kModules.end(), [&](std::string_view path) { return full_name({path}) == name; });
}

Imported imported(std::string_view module, std::string_view name) {
  const std::string path = module.starts_with("numpy") ? "np" + std::string(module.substr(5)) : std::string(module);
  if (found_at(path + "." + std::string(name))) return Imported::here;
  // Of numpy.lib, which re-exports much of numpy, not every name is known.
  return path == "np.lib" || is_left_out(path, name) ? Imported::left_out : Imported::unknown;
}

Value attribute(const Value& value, const std::string& name) {
  if (const auto* module = value.as<Module>()) return module_attribute(*module, name);
  if (value.as<Array>()) return array_attribute(value, name);
  if (const auto* dtype = value.as<DTypeObject>()) {
    if (name == "name") return std::string(name_of(dtype->dtype));
    if (name == "itemsize") return with_type(dtype->dtype, [](auto type) { return static_cast<Int>(sizeof type); });
  }
  no_attribute("'" + type_name(value) + "' object", name, "none");
}

Value call(const Value& callee, const Arguments& arguments) {
  work(1);
  if (const auto* callable = callee.as<Callable>()) {
    return callable->function->call(Bound(*callable->function, callable->self.get(), arguments));
  }
  if (const auto* type = callee.as<Type>()) return converted_to(*type, arguments);
  type_error("'" + type_name(callee) + "' object is not callable");
}

std::string suggestion(std::string_view name, std::string_view prefix, std::vector<std::string_view> known) {
  if (prefix.empty() && std::find(std::begin(kPythonLeftOut), std::end(kPythonLeftOut), name) != std::end(kPythonLeftOut)) {
    return kIsLeftOut;
  }
  for (const std::string_view path : paths()) {
    if (path.starts_with(prefix) && path.find('.', prefix.size()) == std::string_view::npos) {
      known.push_back(path.substr(prefix.size()));
    }
  }
  constexpr std::size_t kLongest = 40;  // no name here is longer, and to compare two takes the product of their lengths
  if (name.size() > kLongest) return "";
  const std::size_t most = name.size() / 3;  // to a name of two letters everything is near
  std::vector<std::pair<std::size_t, std::string_view>> near;
  for (const std::string_view each : known) {
    if (each.size() > kLongest) continue;
    work(static_cast<Int>(name.size() * each.size()));
    const std::size_t edits = distance(name, each);
    if (edits >= 1 && edits <= most) near.emplace_back(edits, each);
  }
  std::stable_sort(near.begin(), near.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  near.resize(std::min<std::size_t>(near.size(), 3));
  std::string text;
  for (const auto& [edits, each] : near) text += (text.empty() ? ". Did you mean: '" : ", '") + std::string(each) + "'";
  return text + (text.empty() ? "" : "?");
}

}  // namespace convdot::numpy

namespace convdot {

std::vector<std::string> names() {
  const std::vector<std::string_view> all = numpy::paths();
  return {all.begin(), all.end()};
}

}  // namespace convdot
