// Conversions: .astype, .item, .tolist, and types that are called: float(x), np.float32(x).
#include <array>
#include <limits>

#include "numpy/functions.hpp"

namespace convdot::numpy {
namespace {

Value astype(const Bound& bound) { return like(bound["self"], cast(to_array(bound["self"]), to_dtype(bound["dtype"]))); }
Value copy_method(const Bound& bound) { return like(bound["self"], to_array(bound["self"])); }
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
Value item(const Bound& bound) {
  const AnyArray of = to_array(bound["self"]);
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
Value tolist(const Bound& bound) {
  Int next = 0;
  return nested_list(to_array(bound["self"]), 0, next);
}

constexpr auto kFunctions = std::to_array<Function>({
    {".astype", "self dtype", 2, astype},
    {".copy", "self", 1, copy_method},
    {".item", "self", 1, item},
    {".tolist", "self", 1, tolist},
});

}  // namespace

std::span<const Function> conversion_functions() { return kFunctions; }

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
      if (!is_float(type.dtype)) not_supported(name + "() of a string");
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
    // float64 is also Python's float, which takes an array of one element.
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

}  // namespace convdot::numpy
