// Follows NumPy's mapping.c: first the meaning of the index for each axis, then one walk that copies.
#include "numpy/indexing.hpp"

#include <algorithm>

namespace convdot::numpy {
namespace {

// The elements of an axis that a slice takes.
struct Range {
  Int start, count, step;
};

Range resolved(const Slice& slice, Int size) {
  const Int step = slice.step.value_or(1);
  if (step == 0) value_error("slice step cannot be zero");
  const Int least = step < 0 ? -1 : 0, most = step < 0 ? size - 1 : size;
  const auto clipped = [&](std::optional<Int> at, Int otherwise) {
    if (!at) return otherwise;
    return std::clamp(*at < 0 ? *at + size : *at, least, most);
  };
  const Int start = clipped(slice.start, step < 0 ? most : least), stop = clipped(slice.stop, step < 0 ? least : most);
  const Int length = step < 0 ? start - stop : stop - start;
  if (length <= 0) return {start, 0, 1};
  // With any step, two elements are at most the length of the axis apart.
  const Int stride = std::clamp(step, -size, size);
  return {start, (length - 1) / std::abs(stride) + 1, stride};
}

Int checked(Int index, Int size, std::size_t axis) {
  if (index < -size || index >= size) {
    index_error("index " + std::to_string(index) + " is out of bounds for axis " + std::to_string(axis) + " with size " +
                std::to_string(size));
  }
  return index < 0 ? index + size : index;
}

// ---- arrays -----------------------------------------------------------------------------------------------------------------

struct NewAxis {};
// One entry of the index: the number of an element, a slice, a new axis, `...`, or an array of indices or of flags.
using Entry = std::variant<Int, Slice, NewAxis, Ellipsis, AnyArray>;

[[noreturn]] void bad_index() {
  index_error(
      "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid "
      "indices");
}

Entry entry_of(const Value& index) {
  if (const auto* number = index.as<Int>()) return *number;
  if (const auto* slice = index.as<Slice>()) return *slice;
  if (index.as<None>()) return NewAxis{};
  if (index.as<Ellipsis>()) return Ellipsis{};
  if (const auto* flag = index.as<bool>()) return scalar(*flag);
  if (!index.as<Array>() && !index.as<Sequence>()) bad_index();
  AnyArray array = to_array(index);
  const bool is_empty_list = index.as<Sequence>() && size_of(array) == 0;
  if (is_empty_list) return cast(array, DType::int64);
  if (is_float(dtype_of(array))) {
    if (ndim_of(array) == 0) bad_index();
    index_error("arrays used as indices must be of integer (or boolean) type");
  }
  if (ndim_of(array) == 0 && dtype_of(array) == DType::int64) return int_at(array, 0);
  return array;
}

// The number of the array's axes that an entry takes.
Int taken(const Entry& entry) {
  if (const auto* array = std::get_if<AnyArray>(&entry)) return dtype_of(*array) == DType::boolean ? ndim_of(*array) : 1;
  return std::holds_alternative<NewAxis>(entry) || std::holds_alternative<Ellipsis>(entry) ? 0 : 1;
}

// The entries of an index, `...` (or the index's end) replaced by whole slices so that every axis has its entry.
std::vector<Entry> entries_of(const Value& index, Int ndim) {
  std::vector<Entry> given, entries;
  const auto* tuple = index.as<Sequence>();
  if (tuple && tuple->is_tuple) {
    for (const Value& each : *tuple->items) given.push_back(entry_of(each));
  } else {
    given.push_back(entry_of(index));
  }
  Int axes = 0;
  for (const Entry& each : given) axes += taken(each);
  if (axes > ndim) {
    index_error("too many indices for array: array is " + std::to_string(ndim) + "-dimensional, but " +
                std::to_string(axes) + " were indexed");
  }
  bool filled = false;
  const auto fill = [&] {
    filled = true;
    for (; axes < ndim; ++axes) entries.emplace_back(Slice{});
  };
  for (Entry& each : given) {
    if (!std::holds_alternative<Ellipsis>(each)) {
      entries.push_back(std::move(each));
    } else if (filled) {
      index_error("an index can only have a single ellipsis ('...')");
    } else {
      fill();
    }
  }
  fill();
  return entries;
}

// The indices along one axis that an array stands for.
struct Indices {  // NOLINT(bugprone-exception-escape): xtensor's moves do not say noexcept
  AnyArray numbers;
  std::size_t axis;
};

// The positions of True, as an array of indices for each axis.
void add_places(const AnyArray& flags, const Shape& shape, std::size_t axis, std::vector<Indices>& to) {
  const Shape own = shape_of(flags);
  for (std::size_t i = 0; i < own.size(); ++i) {
    if (own[i] == shape[axis + i] || own[i] == 0) continue;  // no flags select nothing, from any axis
    index_error("boolean index did not match indexed array along dimension " + std::to_string(axis + i) + "; dimension is " +
                std::to_string(shape[axis + i]) + " but corresponding boolean dimension is " + std::to_string(own[i]));
  }
  const bool* flag = data<bool>(flags);
  const auto count = static_cast<Int>(std::count(flag, flag + size_of(flags), true));
  const Shape strides = strides_of(own);
  for (std::size_t i = 0; i < own.size(); ++i) {
    AnyArray numbers = make(DType::int64, {count});
    Int* next = data<Int>(numbers);
    for (Int at = 0; at < size_of(flags); ++at) {
      if (flag[at]) *next++ = at / strides[i] % own[i];
    }
    to.push_back({std::move(numbers), axis + i});
  }
}

// The elements of `view` (without the axes of the index arrays) at `indices`.
AnyArray gathered(const AnyArray& array, const View& view, std::size_t place, const std::vector<Indices>& indices,
                  Int repeats) {
  const Shape shape = shape_of(array), strides = strides_of(shape);
  std::vector<Shape> shapes;
  shapes.reserve(indices.size() + 1);
  for (const Indices& each : indices) shapes.push_back(shape_of(each.numbers));
  if (repeats >= 0) shapes.push_back({repeats});
  const std::optional<Shape> common = broadcast_shape(shapes);
  if (!common) {
    std::string text = "shape mismatch: indexing arrays could not be broadcast together with shapes ";
    for (const Shape& each : shapes) text += text_of(each) + " ";
    index_error(text);
  }
  allocate(DType::int64, *common);
  std::vector<Int> offsets(static_cast<std::size_t>(product(*common)), 0);
  for (const Indices& each : indices) {
    const View spread = broadcast(whole(shape_of(each.numbers)), *common);
    std::size_t next = 0;
    for (Walk walk(*common, {&spread}); !walk.done(); walk.next()) {
      const Int index = checked(int_at(each.numbers, walk.at(0)), shape[each.axis], each.axis);
      offsets[next++] += index * strides[each.axis];
    }
  }
  View rest = view, among = whole(*common);
  const auto at = static_cast<std::ptrdiff_t>(place);
  rest.shape.insert(rest.shape.begin() + at, common->begin(), common->end());
  rest.strides.insert(rest.strides.begin() + at, common->size(), 0);
  among.strides.insert(among.strides.begin(), place, 0);
  among.strides.resize(rest.shape.size(), 0);
  AnyArray result = make(dtype_of(array), rest.shape);
  const Elements to = elements(result), from = elements(array);
  Int next = 0;
  for (Walk walk(rest.shape, {&rest, &among}); !walk.done(); walk.next()) {
    to.take(next++, from, walk.at(0) + offsets[static_cast<std::size_t>(walk.at(1))]);
  }
  return result;
}

Value array_subscript(const Array& of, const Value& index) {
  const AnyArray& array = *of.array;
  const Shape shape = shape_of(array), strides = strides_of(shape);
  const std::vector<Entry> entries = entries_of(index, ndim_of(array));
  const bool by_arrays =
      std::any_of(entries.begin(), entries.end(), [](const Entry& each) { return std::holds_alternative<AnyArray>(each); });
  View view;
  std::vector<Indices> indices;
  std::optional<std::size_t> place;  // the position of the index arrays' axes among those of the view
  bool apart = false;                // other entries between the index arrays: their axes come first
  Int repeats = -1;                  // 1 for True as an index, 0 for False; such an index takes no axis
  std::size_t axis = 0;
  for (const Entry& entry : entries) {
    const bool advanced = by_arrays && (std::holds_alternative<AnyArray>(entry) || std::holds_alternative<Int>(entry));
    if (advanced) {
      apart = apart || (place && *place != view.shape.size());
      if (!place) place = view.shape.size();
    }
    if (const auto* number = std::get_if<Int>(&entry)) {
      const Int at = checked(*number, shape[axis], axis);
      if (by_arrays) {
        indices.push_back({scalar(at), axis});
      } else {
        view.offset += at * strides[axis];
      }
    } else if (const auto* slice = std::get_if<Slice>(&entry)) {
      const Range range = resolved(*slice, shape[axis]);
      view.shape.push_back(range.count);
      view.strides.push_back(range.step * strides[axis]);
      if (range.count > 0) view.offset += range.start * strides[axis];
    } else if (std::holds_alternative<NewAxis>(entry)) {
      view.shape.push_back(1);
      view.strides.push_back(0);
    } else if (const auto* numbers = std::get_if<AnyArray>(&entry)) {
      if (dtype_of(*numbers) == DType::int64) {
        indices.push_back({*numbers, axis});
      } else if (ndim_of(*numbers) == 0) {
        repeats = std::min<Int>(repeats < 0 ? 1 : repeats, int_at(*numbers, 0));
      } else {
        add_places(*numbers, shape, axis, indices);
      }
    }
    axis += static_cast<std::size_t>(taken(entry));
  }
  if (by_arrays) return array_value(gathered(array, view, apart ? 0 : *place, indices, repeats));
  AnyArray result = copy(array, view);
  const auto* tuple = index.as<Sequence>();
  const bool has_ellipsis =
      index.as<Ellipsis>() || (tuple && std::any_of(tuple->items->begin(), tuple->items->end(),
                                                    [](const Value& each) { return each.as<Ellipsis>(); }));
  const bool is_scalar = ndim_of(result) == 0 && !has_ellipsis;
  return Array{std::make_shared<const AnyArray>(std::move(result)), is_scalar};
}

// ---- lists, tuples and strings ----------------------------------------------------------------------------------------------

[[noreturn]] void bad_item(const Value& value, const Value& index) {
  type_error(type_name(value) + " indices must be integers" +
             (value.as<std::string>() ? ", not '" + type_name(index) + "'" : " or slices, not " + type_name(index)));
}

std::optional<Int> item_index(const Value& index) {
  if (index.as<Int>() || index.as<bool>()) return to_int(index);
  const auto* array = index.as<Array>();
  if (array && ndim_of(*array->array) == 0 && dtype_of(*array->array) == DType::int64) return int_at(*array->array, 0);
  return std::nullopt;
}

Value sequence_subscript(const Value& value, const Sequence& sequence, const Value& index) {
  const auto size = static_cast<Int>(sequence.items->size());
  if (const auto* slice = index.as<Slice>()) {
    const Range range = resolved(*slice, size);
    Values items;
    for (Int i = 0; i < range.count; ++i)
      items.push_back((*sequence.items)[static_cast<std::size_t>(range.start + i * range.step)]);
    return sequence_of(sequence.is_tuple, std::move(items));
  }
  const std::optional<Int> at = item_index(index);
  if (!at) bad_item(value, index);
  if (*at < -size || *at >= size) index_error(type_name(value) + " index out of range");
  return (*sequence.items)[static_cast<std::size_t>(*at < 0 ? *at + size : *at)];
}

}  // namespace

Value subscript(const Value& value, const Value& index) {
  if (const auto* array = value.as<Array>()) {
    const auto* tuple = index.as<Sequence>();
    const bool nothing = tuple && tuple->is_tuple && tuple->items->empty();
    const auto* flags = index.as<Array>();
    const bool is_flag = index.as<bool>() || (flags && dtype_of(*flags->array) == DType::boolean);
    const bool keeps = nothing || index.as<Ellipsis>() || index.as<None>() || tuple || is_flag;
    if (array->is_scalar && !keeps) index_error("invalid index to scalar variable.");
    return array_subscript(*array, index);
  }
  if (const auto* sequence = value.as<Sequence>()) return sequence_subscript(value, *sequence, index);
  if (value.as<std::string>()) not_supported("indexing a string");
  type_error("'" + type_name(value) + "' object is not subscriptable");
}

Slice slice_of(const Value& start, const Value& stop, const Value& step) {
  const auto bound = [](const Value& value) -> std::optional<Int> {
    if (value.as<None>()) return std::nullopt;
    const std::optional<Int> number = item_index(value);
    if (!number) type_error("slice indices must be integers or None or have an __index__ method");
    return number;
  };
  return {bound(start), bound(stop), bound(step)};
}

}  // namespace convdot::numpy
