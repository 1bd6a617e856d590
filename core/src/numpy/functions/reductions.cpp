// Reductions over axes: np.sum, np.max, np.argmax, ...
#include <algorithm>
#include <array>

#include "numpy/functions.hpp"
#include "numpy/reduce.hpp"
#include "numpy/shaping.hpp"

namespace convdot::numpy {
namespace {

Axes axes_of(const Bound& bound, const AnyArray& array) {
  return {chosen_axes(bound.get("axis"), ndim_of(array), "duplicate value in 'axis'"),
          flag_or(bound.get("keepdims"), false)};
}

Value total(const Bound& bound, AnyArray (*reduce)(const AnyArray&, const Axes&)) {
  AnyArray of = to_array(bound.first());
  if (is_given(bound.get("dtype"))) of = cast(of, to_dtype(bound["dtype"]));
  AnyArray result = reduce(of, axes_of(bound, of));
  return result_value(is_given(bound.get("dtype")) ? cast(result, to_dtype(bound["dtype"])) : std::move(result));
}
Value sum_function(const Bound& bound) { return total(bound, numpy::sum); }
Value prod(const Bound& bound) { return total(bound, numpy::product); }
Value mean_function(const Bound& bound) {
  if (is_given(bound.get("axis"))) {  // np.sum accepts an axis for a scalar, np.mean does not
    const Int ndim = ndim_of(to_array(bound.first()));
    for (const Int axis : to_ints(bound["axis"])) static_cast<void>(normal_axis(axis, ndim));
  }
  return total(bound, numpy::mean);
}

Value reduced(const Bound& bound, AnyArray (*reduce)(const AnyArray&, const Axes&, bool), bool which) {
  const AnyArray of = to_array(bound.first());
  return result_value(reduce(of, axes_of(bound, of), which));
}
Value largest(const Bound& bound) { return reduced(bound, extreme, true); }
Value smallest(const Bound& bound) { return reduced(bound, extreme, false); }
Value all_of(const Bound& bound) { return reduced(bound, any_or_all, true); }
Value any_of(const Bound& bound) { return reduced(bound, any_or_all, false); }

// The array and its axis; without an axis, the flat array.
std::pair<AnyArray, Int> along_axis(const Bound& bound) {
  AnyArray of = to_array(bound.first());
  const Int size = size_of(of);
  if (!is_given(bound.get("axis"))) return {reshaped(of, {size}), 0};
  const Int axis = to_int(bound["axis"]);
  if (ndim_of(of) == 0) of = reshaped(of, {1});
  return {of, normal_axis(axis, ndim_of(of))};
}
Value place_of(const Bound& bound, bool of_largest) {
  const auto [of, axis] = along_axis(bound);
  AnyArray places = arg_extreme(of, axis, of_largest);
  if (!flag_or(bound.get("keepdims"), false)) return result_value(std::move(places));
  Shape shape = shape_of(to_array(bound.first()));
  if (is_given(bound.get("axis")) && !shape.empty()) {
    shape[static_cast<std::size_t>(axis)] = 1;
  } else {
    std::fill(shape.begin(), shape.end(), 1);
  }
  return result_value(reshaped(places, shape));
}
Value argmax(const Bound& bound) { return place_of(bound, true); }
Value argmin(const Bound& bound) { return place_of(bound, false); }
Value cumsum(const Bound& bound) {
  auto [of, axis] = along_axis(bound);
  if (is_given(bound.get("dtype"))) of = cast(of, to_dtype(bound["dtype"]));
  return array_value(cumulative_sum(of, axis));
}

constexpr auto kFunctions = std::to_array<Function>({
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
});

}  // namespace

std::span<const Function> reduction_functions() { return kFunctions; }

}  // namespace convdot::numpy
