// Functions of shapes, and functions that only move elements: np.reshape, np.concatenate, np.pad, ...
#include <algorithm>
#include <array>

#include "numpy/functions.hpp"
#include "numpy/reduce.hpp"
#include "numpy/shaping.hpp"

namespace convdot::numpy {
namespace {

// The arguments of a parameter with a star: several, or a single one that holds them.
const Value& one_or_all(const Value& rest) {
  const Values& items = *rest.as<Sequence>()->items;
  return items.size() == 1 && !is_scalar_like(items[0]) ? items[0] : rest;
}

Value reshape_function(const Bound& bound) {
  return array_value(numpy::reshape(to_array(bound["a"]), dimensions(bound["newshape"]), order_or_c(bound.get("order"))));
}
Value reshape_method(const Bound& bound) {
  const Values& given = *bound["shape"].as<Sequence>()->items;
  if (given.empty()) type_error("reshape() takes exactly 1 argument (0 given)");
  return array_value(numpy::reshape(to_array(bound["self"]), dimensions(given.size() == 1 ? given[0] : bound["shape"]),
                                    order_or_c(bound.get("order"))));
}
Value ravel(const Bound& bound) {
  return array_value(numpy::reshape(to_array(bound.first()), {-1}, order_or_c(bound.get("order"))));
}
Value transpose_function(const Bound& bound) {
  const AnyArray of = to_array(bound["a"]);
  return like(bound["a"], is_given(bound.get("axes")) ? numpy::transpose(of, to_ints(bound["axes"])) : numpy::transpose(of));
}
Value transpose_method(const Bound& bound) {
  const Value& axes = one_or_all(bound["axes"]);
  const Values& items = *bound["axes"].as<Sequence>()->items;
  const bool none = items.empty() || (items.size() == 1 && items[0].as<None>());
  const AnyArray of = to_array(bound["self"]);
  return like(bound["self"], none ? numpy::transpose(of) : numpy::transpose(of, to_ints(axes)));
}
Value swapaxes(const Bound& bound) {
  const AnyArray of = to_array(bound.first());
  const Int first = normal_axis(to_int(bound["axis1"]), ndim_of(of), "axis1");
  const Int second = normal_axis(to_int(bound["axis2"]), ndim_of(of), "axis2");
  Shape axes(static_cast<std::size_t>(ndim_of(of)));
  std::iota(axes.begin(), axes.end(), Int{0});
  std::swap(axes[static_cast<std::size_t>(first)], axes[static_cast<std::size_t>(second)]);
  return array_value(transposed(of, axes));
}
Value expand_dims(const Bound& bound) {
  const AnyArray of = to_array(bound["a"]);
  const auto added = static_cast<Int>(to_ints(bound["axis"]).size());
  const Marks fresh = chosen_axes(&bound["axis"], ndim_of(of) + added, "repeated axis");
  Shape shape = shape_of(of);
  for (std::size_t axis = 0; axis < fresh.size(); ++axis) {
    if (fresh[axis]) shape.insert(shape.begin() + places(axis), 1);
  }
  return array_value(reshaped(of, shape));
}
Value squeeze(const Bound& bound) {
  const AnyArray of = to_array(bound.first());
  const bool all = !is_given(bound.get("axis"));
  const Marks chosen = chosen_axes(bound.get("axis"), ndim_of(of), "duplicate value in 'axis'");
  Shape shape;
  for (std::size_t axis = 0; axis < chosen.size(); ++axis) {
    const Int size = shape_of(of)[axis];
    if (chosen[axis] && size == 1) continue;
    if (chosen[axis] && !all) value_error("cannot select an axis to squeeze out which has size not equal to one");
    shape.push_back(size);
  }
  return like(bound.first(), reshaped(of, shape));
}

Value concatenate_function(const Bound& bound) {
  std::vector<AnyArray> arrays = arrays_of(bound["arrays"]);
  if (arrays.empty()) value_error("need at least one array to concatenate");
  const bool flat = bound.get("axis") && bound["axis"].as<None>();
  if (flat) {
    Marks scalars;
    for (const AnyArray& each : arrays) scalars.push_back(ndim_of(each) == 0 ? 1 : 0);
    const DType dtype = result_type(arrays, scalars);
    for (AnyArray& each : arrays) each = reshaped(cast(each, dtype), {size_of(each)});
  }
  return array_value(numpy::concatenate(arrays, flat ? 0 : int_or(bound.get("axis"), 0)));
}
Value stack(const Bound& bound) {
  std::vector<AnyArray> arrays = arrays_of(bound["arrays"]);
  if (arrays.empty()) value_error("need at least one array to stack");
  const Shape shape = shape_of(arrays[0]);
  for (const AnyArray& each : arrays) {
    if (shape_of(each) != shape) value_error("all input arrays must have the same shape");
  }
  const Int axis = normal_axis(int_or(bound.get("axis"), 0), ndim_of(arrays[0]) + 1);
  Shape longer = shape;
  longer.insert(longer.begin() + places(axis), 1);
  for (AnyArray& each : arrays) each = reshaped(each, longer);
  return array_value(numpy::concatenate(arrays, axis));
}
Value vstack(const Bound& bound) {
  std::vector<AnyArray> arrays = arrays_of(bound["tup"]);
  if (arrays.empty()) value_error("need at least one array to concatenate");
  for (AnyArray& each : arrays) {
    if (ndim_of(each) < 2) each = reshaped(each, {1, size_of(each)});
  }
  return array_value(numpy::concatenate(arrays, 0));
}
Value hstack(const Bound& bound) {
  std::vector<AnyArray> arrays = arrays_of(bound["tup"]);
  if (arrays.empty()) value_error("need at least one array to concatenate");
  for (AnyArray& each : arrays) {
    if (ndim_of(each) == 0) each = reshaped(each, {1});
  }
  return array_value(numpy::concatenate(arrays, ndim_of(arrays[0]) == 1 ? 0 : 1));
}

Value pad_function(const Bound& bound) {
  const Value zero{Int{0}};
  return array_value(numpy::pad(to_array(bound["array"]), bound["pad_width"], text_or(bound.get("mode"), "constant"),
                                bound.get("constant_values") ? bound["constant_values"] : zero));
}
Value flip_function(const Bound& bound) {
  const AnyArray of = to_array(bound["m"]);
  return array_value(numpy::flip(of, chosen_axes(bound.get("axis"), ndim_of(of), "repeated axis")));
}
Value rot90_function(const Bound& bound) {
  return array_value(numpy::rot90(to_array(bound["m"]), int_or(bound.get("k"), 1),
                                  bound.get("axes") ? to_ints(bound["axes"]) : Shape{0, 1}));
}
Value diagonal_function(const Bound& bound) {
  return array_value(numpy::diagonal(to_array(bound.first()), int_or(bound.get("offset"), 0), int_or(bound.get("axis1"), 0),
                                     int_or(bound.get("axis2"), 1)));
}
Value trace(const Bound& bound) {
  const AnyArray numbers = numpy::diagonal(to_array(bound.first()), int_or(bound.get("offset"), 0),
                                           int_or(bound.get("axis1"), 0), int_or(bound.get("axis2"), 1));
  Axes last{Marks(static_cast<std::size_t>(ndim_of(numbers)), false)};
  last.reduced.back() = true;
  return result_value(numpy::sum(numbers, last));
}
Value diag(const Bound& bound) {
  const AnyArray of = to_array(bound["v"]);
  const Int k = int_or(bound.get("k"), 0);
  if (ndim_of(of) == 1) return array_value(diagonal_matrix(of, k));
  if (ndim_of(of) != 2) value_error("Input must be 1- or 2-d.");
  return array_value(numpy::diagonal(of, k, 0, 1));
}
Value windows(const Bound& bound) {
  return array_value(sliding_window_view(to_array(bound["x"]), to_ints(bound["window_shape"]),
                                         is_given(bound.get("axis")) ? bound.get("axis") : nullptr));
}

Value shape_function(const Bound& bound) { return tuple_of_ints(shape_of(to_array(bound["a"]))); }
Value ndim_function(const Bound& bound) { return ndim_of(to_array(bound["a"])); }
Value size_function(const Bound& bound) {
  const AnyArray of = to_array(bound["a"]);
  if (!is_given(bound.get("axis"))) return size_of(of);
  const Int axis = to_int(bound["axis"]);
  if (axis < -ndim_of(of) || axis >= ndim_of(of)) index_error("tuple index out of range");
  return shape_of(of)[static_cast<std::size_t>(normal_axis(axis, ndim_of(of)))];
}

constexpr auto kFunctions = std::to_array<Function>({
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
    {"np.lib.stride_tricks.sliding_window_view", "x window_shape axis", 2, windows},
    {".reshape", "self *shape order", 1, reshape_method},
    {".ravel", "self order", 1, ravel},
    {".flatten", "self order", 1, ravel},
    {".transpose", "self *axes", 1, transpose_method},
    {".swapaxes", "self axis1 axis2", 3, swapaxes},
    {".squeeze", "self axis", 1, squeeze},
    {".diagonal", "self offset axis1 axis2", 1, diagonal_function},
    {".trace", "self offset axis1 axis2", 1, trace},
});

}  // namespace

std::span<const Function> shape_functions() { return kFunctions; }

}  // namespace convdot::numpy
