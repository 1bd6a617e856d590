// Follows NumPy's shape_base.py, arraypad.py, function_base.py and stride_tricks.py: the order of checks decides which
// error is raised.
#include "numpy/shaping.hpp"

#include <algorithm>
#include <array>

#include "numpy/products.hpp"

namespace convdot::numpy {
namespace {

constexpr Int kMaxAside = Int{1} << 31;  // a diagonal this far off has a matrix that make() rejects

Shape range(Int count) {
  Shape numbers(static_cast<std::size_t>(count));
  std::iota(numbers.begin(), numbers.end(), Int{0});
  return numbers;
}

// A number for before and after each axis, as np.pad reads them: one for all, two for all, or one or two for each axis.
AnyArray pairs(const AnyArray& given, Int ndim, bool are_widths) {
  const Shape target{ndim, 2}, shape = shape_of(given);
  const auto any_negative = [&] {
    for (Int i = 0; i < size_of(given); ++i) {
      if (real_at(given, i) < 0) return true;
    }
    return false;
  };
  if (are_widths && any_negative()) value_error("index can't contain negative values");
  AnyArray source = given;
  if (size_of(given) == 1) source = reshaped(given, {});
  if (size_of(given) == 2 && shape != Shape{2, 1}) source = reshaped(given, {2});
  const auto fits = broadcast_shape({shape_of(source), target});
  if (!fits || *fits != target) {
    value_error("operands could not be broadcast together with remapped shapes [original->remapped]: " + text_of(shape) +
                "  and requested shape " + text_of(target));
  }
  return copy(source, broadcast(whole(shape_of(source)), target));
}

// The source of an element of a padded axis.
Int source_of(Int index, Int size, const std::string& mode) {
  if (index >= 0 && index < size) return index;
  if (mode == "edge" || (mode == "reflect" && size == 1)) return index < 0 ? 0 : size - 1;
  const Int period = mode == "wrap" ? size : mode == "symmetric" ? 2 * size : 2 * (size - 1);
  const Int at = (index % period + period) % period;
  if (at < size) return at;
  return mode == "symmetric" ? period - 1 - at : period - at;
}

}  // namespace

Marks chosen_axes(const Value* axes, Int ndim, const std::string& repeated) {
  const bool all = axes == nullptr || axes->as<None>();
  Marks chosen(static_cast<std::size_t>(ndim), all ? 1 : 0);
  if (all) return chosen;
  const auto* sequence = axes->as<Sequence>();
  if (sequence && !sequence->is_tuple) static_cast<void>(to_int(*axes));  // a list is no axis: to_int raises
  const Shape numbers = to_ints(*axes);
  if (ndim == 0 && !sequence && (numbers == Shape{0} || numbers == Shape{-1}))
    return chosen;  // NumPy lets a scalar have one axis
  for (const Int axis : numbers) {
    const auto at = static_cast<std::size_t>(normal_axis(axis, ndim));
    if (chosen[at]) value_error(repeated);
    chosen[at] = true;
  }
  return chosen;
}

AnyArray reshape(const AnyArray& array, const Shape& given, char order) {
  Shape shape = resolved_shape(size_of(array), given);
  if (order == 'C') return reshaped(array, shape);
  std::reverse(shape.begin(), shape.end());
  return numpy::transpose(reshaped(numpy::transpose(array), shape));  // qualified: xtensor has another
}

AnyArray transpose(const AnyArray& array, const Shape& axes) {
  if (static_cast<Int>(axes.size()) != ndim_of(array)) value_error("axes don't match array");
  Shape normal;
  for (const Int axis : axes) {
    normal.push_back(normal_axis(axis, ndim_of(array)));
    if (std::count(normal.begin(), normal.end(), normal.back()) > 1) value_error("repeated axis in transpose");
  }
  return transposed(array, normal);
}

AnyArray transpose(const AnyArray& array) {
  Shape axes = range(ndim_of(array));
  std::reverse(axes.begin(), axes.end());
  return transposed(array, axes);
}

AnyArray concatenate(const std::vector<AnyArray>& arrays, Int given_axis) {
  const Shape first = shape_of(arrays[0]);
  const auto ndim = static_cast<Int>(first.size());
  if (ndim == 0) value_error("zero-dimensional arrays cannot be concatenated");
  const Int axis = normal_axis(given_axis, ndim);
  const auto at = static_cast<std::size_t>(axis);
  DType dtype = dtype_of(arrays[0]);
  Shape shape = first;
  for (std::size_t i = 1; i < arrays.size(); ++i) {
    const Shape other = shape_of(arrays[i]);
    const std::string index = std::to_string(i);
    if (other.size() != first.size()) {
      value_error("all the input arrays must have same number of dimensions, but the array at index 0 has " +
                  std::to_string(first.size()) + " dimension(s) and the array at index " + index + " has " +
                  std::to_string(other.size()) + " dimension(s)");
    }
    for (std::size_t d = 0; d < other.size(); ++d) {
      if (d == at || other[d] == first[d]) continue;
      value_error(
          "all the input array dimensions except for the concatenation axis must match exactly, but along dimension " +
          std::to_string(d) + ", the array at index 0 has size " + std::to_string(first[d]) + " and the array at index " +
          index + " has size " + std::to_string(other[d]));
    }
    shape[at] += other[at];
    dtype = promote(dtype, dtype_of(arrays[i]));
  }
  AnyArray result = make(dtype, shape);
  View view = whole(shape);
  for (const AnyArray& each : arrays) {
    view.shape = shape_of(each);
    assign(result, view, cast(each, dtype));
    view.offset += view.shape[at] * view.strides[at];
  }
  return result;
}

AnyArray flip(const AnyArray& array, const Marks& axes) {
  View view = whole(shape_of(array));
  for (std::size_t axis = 0; axis < axes.size(); ++axis) {
    if (!axes[axis] || view.shape[axis] == 0) continue;
    view.offset += (view.shape[axis] - 1) * view.strides[axis];
    view.strides[axis] = -view.strides[axis];
  }
  return copy(array, view);
}

AnyArray rot90(const AnyArray& array, Int times, const Shape& axes) {
  const Int ndim = ndim_of(array);
  if (axes.size() != 2) value_error("len(axes) must be 2.");
  const double apart =
      static_cast<double>(axes[0]) - static_cast<double>(axes[1]);  // the difference of two Int can overflow
  if (axes[0] == axes[1] || std::abs(apart) == static_cast<double>(ndim)) value_error("Axes must be different.");
  for (const Int axis : axes) {
    if (axis >= -ndim && axis < ndim) continue;
    value_error("Axes=" + tuple_text(axes) + " out of range for array of ndim=" + std::to_string(ndim) + ".");
  }
  const Int first = normal_axis(axes[0], ndim), second = normal_axis(axes[1], ndim);
  const auto flipped = [&](const AnyArray& of, std::initializer_list<Int> which) {
    Marks chosen(static_cast<std::size_t>(ndim), false);
    for (const Int axis : which) chosen[static_cast<std::size_t>(axis)] = true;
    return numpy::flip(of, chosen);
  };
  Shape swapped = range(ndim);
  std::swap(swapped[static_cast<std::size_t>(first)], swapped[static_cast<std::size_t>(second)]);
  switch ((times % 4 + 4) % 4) {
    case 0:
      return array;
    case 1:
      return transposed(flipped(array, {second}), swapped);
    case 2:
      return flipped(array, {first, second});
    default:
      return flipped(transposed(array, swapped), {second});
  }
}

AnyArray pad(const AnyArray& array, const Value& widths, const std::string& mode, const Value& constants) {
  const AnyArray numbers = to_array(widths);
  if (dtype_of(numbers) != DType::int64) type_error("`pad_width` must be of integral type.");
  const Int ndim = ndim_of(array);
  const AnyArray width = pairs(numbers, ndim, true);
  constexpr auto kModes = std::to_array<std::string_view>({"constant", "edge", "reflect", "symmetric", "wrap"});
  if (std::find(std::begin(kModes), std::end(kModes), mode) == std::end(kModes)) {
    for (const std::string_view other : {"linear_ramp", "maximum", "mean", "median", "minimum", "empty"}) {
      if (mode == other) not_supported("mode='" + mode + "' of pad()");
    }
    value_error("mode '" + mode + "' is not supported");
  }
  const Shape from = shape_of(array);
  Shape shape = from;
  for (std::size_t axis = 0; axis < shape.size(); ++axis) {
    const Int before = data<Int>(width)[2 * axis], after = data<Int>(width)[2 * axis + 1];
    if (mode != "constant" && from[axis] == 0 && before + after > 0) {
      value_error("can't extend empty axis " + std::to_string(axis) + " using modes other than 'constant' or 'empty'");
    }
    if (mode == "wrap" && std::max(before, after) > from[axis]) not_supported("wrapping around more than once in pad()");
    // make() rejects the sums that are cut off here.
    shape[axis] = std::min(before, Int{1} << 60) + from[axis] + std::min(after, Int{1} << 60);
  }
  const AnyArray given = mode == "constant" ? pairs(to_array(constants), ndim, false) : width;
  if (dtype_of(array) == DType::int64 && is_float(dtype_of(given))) {
    for (Int i = 0; i < size_of(given); ++i) static_cast<void>(whole_number(real_at(given, i)));
  }
  const AnyArray constant = cast(given, dtype_of(array));
  AnyArray result = make(dtype_of(array), shape);
  work(product(shape), 2 * std::max<Int>(1, ndim));
  const bool by_constant = mode == "constant";
  const View places = whole(shape);
  const Shape strides = strides_of(from);
  const Elements to = elements(result), inside = elements(array), around = elements(constant);
  for (Walk walk(shape, {&places}); !walk.done(); walk.next()) {
    Int place = walk.at(0), at = 0, outside = -1;  // outside: the constant of the last axis whose index is outside
    for (std::size_t axis = 0; axis < shape.size(); ++axis) {
      const Int index = place / places.strides[axis] - data<Int>(width)[2 * axis];
      place %= places.strides[axis];
      if (!by_constant) {
        at += source_of(index, from[axis], mode) * strides[axis];
      } else if (index < 0 || index >= from[axis]) {
        outside = static_cast<Int>(2 * axis) + (index < 0 ? 0 : 1);
      } else {
        at += index * strides[axis];
      }
    }
    if (outside < 0) {
      to.take(walk.at(0), inside, at);
    } else {
      to.take(walk.at(0), around, outside);
    }
  }
  return result;
}

AnyArray diagonal(const AnyArray& array, Int offset, Int given1, Int given2) {
  const Int ndim = ndim_of(array);
  if (ndim < 2) value_error("diag requires an array of at least two dimensions");
  const Int axis1 = normal_axis(given1, ndim, "axis1"), axis2 = normal_axis(given2, ndim, "axis2");
  if (axis1 == axis2) value_error("axis1 and axis2 cannot be the same");
  View view = whole(shape_of(array));
  const auto i = static_cast<std::size_t>(axis1), j = static_cast<std::size_t>(axis2);
  const Int rows = view.shape[i], columns = view.shape[j], step = view.strides[i] + view.strides[j];
  const Int skipped_rows = std::clamp<Int>(offset < 0 ? -std::max(offset, -rows) : 0, 0, rows);
  const Int skipped_columns = std::clamp<Int>(offset, 0, columns);
  const Int count = std::min(rows - skipped_rows, columns - skipped_columns);
  if (count > 0) view.offset = skipped_rows * view.strides[i] + skipped_columns * view.strides[j];
  for (const Int axis : {std::max(axis1, axis2), std::min(axis1, axis2)}) {
    view.shape.erase(view.shape.begin() + places(axis));
    view.strides.erase(view.strides.begin() + places(axis));
  }
  view.shape.push_back(count);
  view.strides.push_back(step);
  return copy(array, view);
}

AnyArray diagonal_matrix(const AnyArray& array, Int offset) {
  const Int count = size_of(array), aside = std::abs(std::clamp(offset, -kMaxAside, kMaxAside)), side = count + aside;
  AnyArray result = make(dtype_of(array), {side, side});
  assign(result, {{count}, {side + 1}, offset < 0 ? aside * side : aside}, array);
  return result;
}

AnyArray sliding_window_view(const AnyArray& array, const Shape& window, const Value* given_axes) {
  for (const Int size : window) {
    if (size < 0) value_error("`window_shape` cannot contain negative values");
  }
  const Int ndim = ndim_of(array);
  Shape axes = range(ndim);
  const std::string got = std::to_string(window.size()) + " window_shape elements and ";
  if (given_axes) {
    axes = to_ints(*given_axes);
    for (Int& axis : axes) axis = normal_axis(axis, ndim);
    if (axes.size() != window.size()) {
      value_error("Must provide matching length window_shape and axis; got " + got + std::to_string(axes.size()) +
                  " axes elements.");
    }
  } else if (axes.size() != window.size()) {
    value_error("Since axis is None, must provide window_shape for all dimensions of `x`; got " + got + "`x.ndim` is " +
                std::to_string(ndim) + ".");
  }
  View view = whole(shape_of(array));
  for (std::size_t i = 0; i < axes.size(); ++i) {
    const auto axis = static_cast<std::size_t>(axes[i]);
    if (view.shape[axis] < window[i]) value_error("window shape cannot be larger than input array shape");
    view.shape[axis] -= window[i] - 1;
  }
  for (std::size_t i = 0; i < axes.size(); ++i) {
    view.shape.push_back(window[i]);
    view.strides.push_back(view.strides[static_cast<std::size_t>(axes[i])]);
  }
  return copy(array, view);
}

}  // namespace convdot::numpy
