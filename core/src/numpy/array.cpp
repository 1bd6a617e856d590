#include "numpy/array.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <utility>

#include "convdot/limits.hpp"

namespace convdot {

std::string dtype_name(const AnyArray& array) { return numpy::name_of(numpy::dtype_of(array)); }

namespace numpy {
namespace {

thread_local Bounds* bounds = nullptr;

// 'Unable to allocate 7.28 TiB': three digits, in units of 1024, as in NumPy's _ArrayMemoryError.
std::string bytes_text(double bytes) {
  constexpr auto kUnits = std::to_array<const char*>({"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"});
  std::size_t unit = 0;
  for (; bytes >= 1024 && unit + 1 < std::size(kUnits); ++unit) bytes /= 1024;
  const int decimals = unit == 0 || bytes >= 100 ? 0 : bytes >= 10 ? 1 : 2;
  const double scale = decimals == 0 ? 1 : decimals == 1 ? 10 : 100;
  const auto scaled = static_cast<Int>(std::llround(bytes * scale));
  std::string text = std::to_string(scaled / static_cast<Int>(scale));
  if (decimals > 0) {
    const std::string fraction = std::to_string(scaled % static_cast<Int>(scale));
    text += "." + std::string(static_cast<std::size_t>(decimals) - fraction.size(), '0') + fraction;
  }
  return text + " " + kUnits[unit];
}

void count(Int elements) {
  if (bounds == nullptr) return;
  bounds->allocated += elements;
  if (bounds->allocated > kMaxEvaluationAllocated) {
    raise("MemoryError", "this makes arrays and lists of more than " + std::to_string(kMaxEvaluationAllocated) +
                             " numbers in all, the limit here");
  }
}

}  // namespace

void raise(std::string type, std::string message) { throw PythonError{{std::move(type), std::move(message)}}; }
void value_error(std::string message) { raise("ValueError", std::move(message)); }
void type_error(std::string message) { raise("TypeError", std::move(message)); }
void index_error(std::string message) { raise("IndexError", std::move(message)); }
void not_supported(const std::string& what) { raise("NotImplementedError", what + " is not supported here"); }

Bounds::Bounds() : outer_(std::exchange(bounds, this)) {}
Bounds::~Bounds() { bounds = outer_; }

void work(Int elements, Int times) {
  if (bounds == nullptr) return;
  if (elements > (kMaxEvaluationWork - bounds->work) / times) {
    raise("TimeoutError",
          "this takes more than " + std::to_string(kMaxEvaluationWork) + " operations on single numbers, the limit here");
  }
  bounds->work += elements * times;
}

void work_on_bytes(std::size_t bytes) {
  constexpr std::size_t kBytes = 32;  // copied in the time of one element of a sum
  work(static_cast<Int>(bytes / kBytes));
}

void allocate(DType dtype, const Shape& shape) {
  const auto itemsize = with_type(dtype, [](auto type) { return static_cast<double>(sizeof type); });
  double elements = 1, bytes = itemsize;  // bytes: as if no axis were empty
  for (const Int size : shape) {
    elements *= static_cast<double>(size);
    bytes *= static_cast<double>(std::max(size, Int{1}));
  }
  if (bytes >= 0x1p63) {
    value_error("array is too big; `arr.size * arr.dtype.itemsize` is larger than the maximum possible size.");
  }
  if (elements > static_cast<double>(kMaxEvaluationElements)) {
    raise("MemoryError", "Unable to allocate " + bytes_text(bytes) + " for an array with shape " + tuple_text(shape) +
                             " and data type " + name_of(dtype));
  }
  work(static_cast<Int>(elements));
  count(static_cast<Int>(elements));
}

void allocate_items(Int items) {
  constexpr Int kElements = 32;  // an item takes as many bytes as so many elements, its content included
  count(items > kMaxEvaluationAllocated ? items : items * kElements);
}

void allocate_text(std::size_t characters) { count(static_cast<Int>(characters)); }

void warn(const std::string& warning) {
  if (bounds == nullptr) return;
  auto& known = bounds->warnings;
  if (std::find(known.begin(), known.end(), warning) == known.end()) known.push_back(warning);
}

const char* name_of(DType dtype) {
  constexpr auto kNames = std::to_array<const char*>({"bool", "int64", "float32", "float64"});
  return kNames[static_cast<std::size_t>(dtype)];
}

DType promote(DType a, DType b) {
  const auto [low, high] = std::minmax(a, b);
  return low == DType::int64 && high == DType::float32 ? DType::float64 : high;
}

Shape shape_of(const AnyArray& array) {
  return visit_array([](const auto& each) { return Shape(each.shape().begin(), each.shape().end()); }, array);
}

Int product(const Shape& shape) {
  Int result = 1;
  for (const Int size : shape) {
    if (__builtin_mul_overflow(result, size, &result)) return INT64_MAX;
  }
  return result;
}

AnyArray make(DType dtype, const Shape& shape) {
  if (shape.size() > kMaxAxes) {
    value_error("maximum supported dimension for an ndarray is 32, found " + std::to_string(shape.size()));
  }
  if (std::any_of(shape.begin(), shape.end(), [](Int size) { return size < 0; })) {
    value_error("negative dimensions are not allowed");
  }
  allocate(dtype, shape);
  return with_type(dtype, [&](auto type) -> AnyArray {
    using T = decltype(type);
    return xt::xarray<T>(typename xt::xarray<T>::shape_type(shape.begin(), shape.end()), T{0});
  });
}

AnyArray duplicate(const AnyArray& array) {
  work_on_bytes(static_cast<std::size_t>(size_of(array)) * elements(array).size);
  return array;
}

AnyArray cast(const AnyArray& array, DType dtype) {
  const DType before = dtype_of(array);
  if (before == dtype) return duplicate(array);
  AnyArray result = make(dtype, shape_of(array));
  constexpr double kEnd = 0x1p63;
  bool invalid = false, overflow = false;
  for (Int i = 0, count = size_of(array); i < count; ++i) {
    if (!is_float(before)) {
      const Int value = int_at(array, i);
      with_type(dtype, [&](auto type) { data<decltype(type)>(result)[i] = converted<decltype(type)>(value); });
      continue;
    }
    const double value = real_at(array, i);
    with_type(dtype, [&](auto type) { data<decltype(type)>(result)[i] = converted<decltype(type)>(value); });
    invalid = invalid || (dtype == DType::int64 && !(value >= -kEnd && value < kEnd));
    overflow = overflow || (dtype == DType::float32 && std::isfinite(value) && std::isinf(static_cast<float>(value)));
  }
  if (invalid) warn("RuntimeWarning: invalid value encountered in cast");
  if (overflow) warn("RuntimeWarning: overflow encountered in cast");
  return result;
}

Elements elements(const AnyArray& array) {
  return visit_array(
      [](const auto& each) {
        // take() writes, but the holder of a const array only reads through it.
        auto* first = const_cast<std::byte*>(reinterpret_cast<const std::byte*>(each.data()));
        return Elements{first, sizeof(*each.data())};
      },
      array);
}

void Elements::take(Int at, const Elements& from, Int index) const {
  std::byte* to = first + at * static_cast<Int>(size);
  const std::byte* source = from.first + index * static_cast<Int>(size);
  switch (size) {
    case 1:
      *to = *source;
      break;
    case 4:
      std::memcpy(to, source, 4);
      break;
    default:
      std::memcpy(to, source, 8);
  }
}

Specials specials(const AnyArray& array) {
  Specials found;
  if (!is_float(dtype_of(array))) return found;
  work(size_of(array));
  for (Int i = 0, count = size_of(array); i < count; ++i) {
    const double value = real_at(array, i);
    found.nan = found.nan || std::isnan(value);
    found.infinity = found.infinity || std::isinf(value);
  }
  return found;
}

AnyArray reshaped(const AnyArray& array, const Shape& shape) {
  if (shape.size() > kMaxAxes) value_error("sequence too large; cannot be greater than 32");
  return copy(array, whole(shape));
}

double real_at(const AnyArray& array, Int index) {
  return visit_array([&](const auto& each) { return static_cast<double>(each.data()[index]); }, array);
}

Int int_at(const AnyArray& array, Int index) {
  return visit_array([&](const auto& each) { return converted<Int>(each.data()[index]); }, array);
}

Shape strides_of(const Shape& shape) {
  Shape strides(shape.size(), 1);
  for (std::size_t i = shape.size(); i-- > 1;) strides[i - 1] = strides[i] * shape[i];
  return strides;
}

View whole(const Shape& shape) { return {shape, strides_of(shape)}; }

View broadcast(const View& view, const Shape& shape) {
  View wide{shape, Shape(shape.size(), 0), view.offset};
  const std::size_t lead = shape.size() - view.shape.size();
  for (std::size_t i = 0; i < view.shape.size(); ++i) {
    if (view.shape[i] != 1) wide.strides[lead + i] = view.strides[i];
  }
  return wide;
}

AnyArray copy(const AnyArray& array, const View& view) {
  AnyArray result = make(dtype_of(array), view.shape);
  const Elements to = elements(result), from = elements(array);
  Int next = 0;
  for (Walk walk(view.shape, {&view}); !walk.done(); walk.next()) to.take(next++, from, walk.at(0));
  return result;
}

void assign(AnyArray& array, const View& view, const AnyArray& source) {
  const Elements to = elements(array), from = elements(source);
  Int next = 0;
  for (Walk walk(view.shape, {&view}); !walk.done(); walk.next()) to.take(walk.at(0), from, next++);
}

AnyArray transposed(const AnyArray& array, const Shape& axes) {
  const View from = whole(shape_of(array));
  View view;
  for (const Int axis : axes) {
    view.shape.push_back(from.shape[static_cast<std::size_t>(axis)]);
    view.strides.push_back(from.strides[static_cast<std::size_t>(axis)]);
  }
  return copy(array, view);
}

Walk::Walk(const Shape& shape, const std::vector<const View*>& views) : left_(product(shape)) {
  for (const View* view : views) at_.push_back(view->offset);
  for (std::size_t axis = 0; axis < shape.size(); ++axis) {
    if (shape[axis] == 1) continue;  // an axis of one element is never stepped along, but would cost time at every step
    shape_.push_back(shape[axis]);
    for (const View* view : views) strides_.push_back(view->strides[axis]);
  }
  index_.assign(shape_.size(), 0);
}

void Walk::next() {
  --left_;
  for (std::size_t axis = shape_.size(); axis-- > 0;) {
    const bool over = ++index_[axis] == shape_[axis];
    const Int* stride = &strides_[axis * at_.size()];
    for (Int& at : at_) at += over ? -*stride++ * (shape_[axis] - 1) : *stride++;
    if (!over) return;
    index_[axis] = 0;
  }
}

std::string text_of(const Shape& shape) {
  std::string text;
  for (const Int size : shape) {
    if (size < 0 && text.empty()) continue;
    text += (text.empty() ? "" : ",") + (size < 0 ? "newaxis" : std::to_string(size));
  }
  return "(" + text + (shape.size() == 1 && !text.empty() ? ",)" : ")");
}
std::string tuple_text(const Shape& shape) {
  std::string text;
  for (const Int size : shape) text += (text.empty() ? "" : ", ") + std::to_string(size);
  return "(" + text + (shape.size() == 1 ? ",)" : ")");
}

std::optional<Shape> broadcast_shape(const std::vector<Shape>& shapes) {
  Shape result;
  for (const Shape& shape : shapes) {
    if (shape.size() > result.size()) result.insert(result.begin(), shape.size() - result.size(), 1);
    const std::size_t lead = result.size() - shape.size();
    for (std::size_t i = 0; i < shape.size(); ++i) {
      Int& size = result[lead + i];
      if (size != shape[i] && size != 1 && shape[i] != 1) return std::nullopt;
      if (size == 1) size = shape[i];
    }
  }
  return result;
}

Shape broadcast_or_raise(const std::vector<Shape>& shapes) {
  if (auto shape = broadcast_shape(shapes)) return *std::move(shape);
  std::string message = "operands could not be broadcast together with shapes ";
  for (const Shape& shape : shapes) message += text_of(shape) + " ";
  value_error(message);
}

Int normal_axis(Int axis, Int ndim, const std::string& prefix) {
  if (axis < -ndim || axis >= ndim) {
    raise("AxisError", (prefix.empty() ? "" : prefix + ": ") + "axis " + std::to_string(axis) +
                           " is out of bounds for array of dimension " + std::to_string(ndim));
  }
  return axis < 0 ? axis + ndim : axis;
}

}  // namespace numpy
}  // namespace convdot
