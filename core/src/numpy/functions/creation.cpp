// Functions that make arrays: np.array, np.zeros, np.arange, ...
#include <algorithm>
#include <array>
#include <cmath>

#include "numpy/functions.hpp"
#include "numpy/operators.hpp"

namespace convdot::numpy {
namespace {

AnyArray filled(DType dtype, const Shape& shape, const AnyArray& with) {
  const auto fits = broadcast_shape({shape_of(with), shape});
  if (!fits || *fits != shape) {
    value_error("could not broadcast input array from shape " + text_of(shape_of(with)) + " into shape " + text_of(shape));
  }
  if (product(shape) == 0) return make(dtype, shape);  // nothing is cast, which would warn
  const AnyArray source = cast(with, dtype);
  return copy(source, broadcast(whole(shape_of(source)), shape));
}

Value array(const Bound& bound) {
  return array_value(is_given(bound.get("dtype")) ? to_array(bound.first(), to_dtype(bound["dtype"]))
                                                  : to_array(bound.first()));
}

Value zeros(const Bound& bound) {
  return array_value(make(dtype_or(bound.get("dtype"), DType::float64), dimensions(bound["shape"])));
}
Value ones(const Bound& bound) {
  return array_value(filled(dtype_or(bound.get("dtype"), DType::float64), dimensions(bound["shape"]), scalar(1.0)));
}
Value full(const Bound& bound) {
  const Shape shape = dimensions(bound["shape"]);
  const AnyArray value = to_array(bound["fill_value"]);
  return array_value(filled(dtype_or(bound.get("dtype"), dtype_of(value)), shape, value));
}

Value zeros_like(const Bound& bound) {
  const AnyArray of = to_array(bound["a"]);
  return array_value(make(dtype_or(bound.get("dtype"), dtype_of(of)), shape_of(of)));
}
Value ones_like(const Bound& bound) {
  const AnyArray of = to_array(bound["a"]);
  return array_value(filled(dtype_or(bound.get("dtype"), dtype_of(of)), shape_of(of), scalar(1.0)));
}
Value eye(const Bound& bound) {
  const Int rows = to_int(bound["N"]), columns = is_given(bound.get("M")) ? to_int(bound["M"]) : rows;
  const Int k = int_or(bound.get("k"), 0);
  AnyArray result = make(dtype_or(bound.get("dtype"), DType::float64), {rows, columns});
  const Int first_row = k < 0 ? (k < -rows ? rows : -k) : 0, first_column = k > 0 ? std::min(k, columns) : 0;
  const Int count = std::min(rows - first_row, columns - first_column);
  if (count > 0) {
    const AnyArray one = filled(dtype_of(result), {count}, scalar(1.0));
    assign(result, {{count}, {columns + 1}, first_row * columns + first_column}, one);
  }
  return array_value(std::move(result));
}
Value arange(const Bound& bound) {
  if (!bound.get("start")) type_error("arange() requires stop to be specified.");
  const bool has_stop = is_given(bound.get("stop"));
  const Value zero{Int{0}}, one{Int{1}};
  const Value &start = has_stop ? bound["start"] : zero, &stop = has_stop ? bound["stop"] : bound["start"];
  const Value& step = is_given(bound.get("step")) ? bound["step"] : one;
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
  const DType given = dtype_or(bound.get("dtype"), dtype);
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

Value linspace(const Bound& bound) {
  const Int count = int_or(bound.get("num"), 50);
  if (count < 0) value_error("Number of samples, " + std::to_string(count) + ", must be non-negative.");
  for (const char* end : {"start", "stop"}) {
    if (ndim_of(to_array(bound[end])) > 0) not_supported("linspace() between arrays");
  }
  const bool endpoint = flag_or(bound.get("endpoint"), true);
  const Value start = result_value(scalar(to_double(bound["start"]))), stop = result_value(scalar(to_double(bound["stop"])));
  const Int intervals = endpoint ? count - 1 : count;
  AnyArray numbers = make(DType::float64, {count});
  std::iota(data<double>(numbers), data<double>(numbers) + count, 0.0);
  Value at = array_value(std::move(numbers)), step = binary("-", stop, start);
  if (intervals > 0) {
    const Value delta = step;
    step = binary("/", delta, intervals);
    // If the step underflows, it is taken out of the product, as in NumPy.
    if (!truth(step)) {
      at = binary("/", at, intervals);
      step = delta;
    }
  }
  AnyArray result = to_array(binary("+", binary("*", at, step), start));
  auto* out = data<double>(result);
  if (endpoint && count > 1) out[count - 1] = to_double(stop);
  const DType dtype = dtype_or(bound.get("dtype"), DType::float64);
  if (dtype == DType::int64) std::transform(out, out + count, out, [](double x) { return std::floor(x); });
  return array_value(cast(result, dtype));
}

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
});

}  // namespace

std::span<const Function> creation_functions() { return kFunctions; }

}  // namespace convdot::numpy
