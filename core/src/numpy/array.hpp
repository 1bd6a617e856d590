// Arrays for the whole evaluator: errors, bounds, dtypes, shapes and views. Arrays are in C order; a view is read by strides and never
// kept.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "convdot/numpy.hpp"
#include "numpy/arithmetic.hpp"

namespace convdot::numpy {

using Shape = std::vector<Int>;
using Marks = std::vector<char>;  // std::vector<bool> is another container, with 3 KB of code of its own

// ---- errors -----------------------------------------------------------------------------------------------------------------

// A Python exception on its way to evaluate(), which returns it as Raised.
struct PythonError {
  Raised raised;
};

[[noreturn]] void raise(std::string type, std::string message);
[[noreturn]] void value_error(std::string message);
[[noreturn]] void type_error(std::string message);
[[noreturn]] void index_error(std::string message);
// For features of Python or NumPy that are missing here: "... is not supported here".
[[noreturn]] void not_supported(const std::string& what);

// ---- bounds -----------------------------------------------------------------------------------------------------------------

// In the order of AnyArray's alternatives, and of NumPy's promotion, except that int64 with float32 is float64.
enum class DType { boolean, int64, float32, float64 };

// What one evaluation has used of what limits.hpp allows. In force on its thread from its construction to its destruction, when those
// of an evaluation around it, if any, are in force again.
class Bounds {
 public:
  Bounds();
  ~Bounds();
  Bounds(const Bounds&) = delete;
  Bounds& operator=(const Bounds&) = delete;

  std::vector<std::string> warnings;  // each once, in order
  Int work = 0;                       // elements computed or copied
  Int allocated = 0;                  // elements of everything allocated, freed or not

 private:
  Bounds* outer_;
};

// Counts `elements`, each `times` as much work as an element of a sum. Raises TimeoutError beyond the limit. All work that grows with the
// size of an argument (an array, a list, a text, a name) is counted: computing, copying, comparing and printing.
void work(Int elements, Int times = 1);
// The same for adjacent `bytes` that are copied or compared.
void work_on_bytes(std::size_t bytes);

// Work in units of one element of a sum: to visit one item of a list,
inline constexpr Int kItemWork = 32;
// to handle one Python object (a + b of two numbers, x[0]),
inline constexpr Int kValueWork = 128;
// to print a number,
inline constexpr Int kPrintWork = 128;
// and to compute a power, a logarithm or an exponential.
inline constexpr Int kPowerWork = 8;
// Count an array, the items of a list, or the characters of a text before they are made. Raise MemoryError, for a single array in NumPy's
// words.
void allocate(DType dtype, const Shape& shape);
void allocate_items(Int items);
void allocate_text(std::size_t characters);
void warn(const std::string& warning);

// ---- dtypes -----------------------------------------------------------------------------------------------------------------

template <class T>
inline constexpr DType kDType = DType::float64;
template <>
inline constexpr DType kDType<bool> = DType::boolean;
template <>
inline constexpr DType kDType<Int> = DType::int64;
template <>
inline constexpr DType kDType<float> = DType::float32;

[[nodiscard]] const char* name_of(DType dtype);
[[nodiscard]] DType promote(DType a, DType b);
[[nodiscard]] inline bool is_float(DType dtype) { return dtype >= DType::float32; }
[[nodiscard]] inline DType dtype_of(const AnyArray& array) { return static_cast<DType>(array.index()); }

// Calls work(T{}) with the dtype's C++ type.
template <class Work>
decltype(auto) with_type(DType dtype, Work&& work) {
  switch (dtype) {
    case DType::boolean:
      return work(bool{});
    case DType::int64:
      return work(Int{});
    case DType::float32:
      return work(float{});
    case DType::float64:
      break;
  }
  return work(double{});
}

// The same for arrays that are never bool.
template <class Work>
decltype(auto) with_number(DType dtype, Work&& work) {
  if (dtype == DType::int64) return work(Int{});
  return dtype == DType::float32 ? work(float{}) : work(double{});
}

// C's conversions, except that NaN or a float outside the range of int64 becomes the least int64, as on x86-64.
template <class To, class From>
[[nodiscard]] To converted(From value) {
  if constexpr (std::is_same_v<To, bool>) {
    return value != From{0};
  } else if constexpr (std::is_same_v<To, Int> && std::is_floating_point_v<From>) {
    constexpr auto kEnd = static_cast<From>(9223372036854775808.0);  // 2^63
    return value >= -kEnd && value < kEnd ? static_cast<Int>(value) : INT64_MIN;
  } else {
    return static_cast<To>(value);
  }
}

// std::visit for arrays, without its tables of functions, which would be larger than the code that they call.
template <class Work, class Array>
decltype(auto) visit_array(Work&& work, Array& array) {
  switch (array.index()) {
    case 0:
      return work(*std::get_if<0>(&array));
    case 1:
      return work(*std::get_if<1>(&array));
    case 2:
      return work(*std::get_if<2>(&array));
    default:
      return work(*std::get_if<3>(&array));
  }
}

template <class T>
[[nodiscard]] bool is_nan(T value) {
  if constexpr (std::is_floating_point_v<T>) return std::isnan(value);
  return false;
}

// ---- arrays -----------------------------------------------------------------------------------------------------------------

[[nodiscard]] Shape shape_of(const AnyArray& array);
[[nodiscard]] inline Int ndim_of(const AnyArray& array) {
  return visit_array([](const auto& each) { return static_cast<Int>(each.dimension()); }, array);
}
[[nodiscard]] inline Int size_of(const AnyArray& array) {
  return visit_array([](const auto& each) { return static_cast<Int>(each.size()); }, array);
}
inline constexpr std::size_t kMaxAxes = 32;  // NPY_MAXDIMS of NumPy 1

// The product of the sizes. INT64_MAX if it overflows before an empty axis makes it 0.
[[nodiscard]] Int product(const Shape& shape);

// For iterators, which count with 32 bits in WebAssembly.
[[nodiscard]] inline std::ptrdiff_t places(Int axes) { return static_cast<std::ptrdiff_t>(axes); }
[[nodiscard]] inline std::ptrdiff_t places(std::size_t axes) { return static_cast<std::ptrdiff_t>(axes); }

template <class T>
[[nodiscard]] T* data(AnyArray& array) {
  return std::get_if<xt::xarray<T>>(&array)->data();
}
template <class T>
[[nodiscard]] const T* data(const AnyArray& array) {
  return std::get_if<xt::xarray<T>>(&array)->data();
}

// Zeros. Raises MemoryError in NumPy's words if it would be too large, ValueError if it has too many axes.
[[nodiscard]] AnyArray make(DType dtype, const Shape& shape);
template <class T>
[[nodiscard]] AnyArray scalar(T value) {
  xt::xarray<T> array = xt::xarray<T>::from_shape({});
  array.data()[0] = value;
  return array;
}
// A copy, counted as work.
[[nodiscard]] AnyArray duplicate(const AnyArray& array);
[[nodiscard]] AnyArray cast(const AnyArray& array, DType dtype);
// The same elements in C order with another shape of the same size.
[[nodiscard]] AnyArray reshaped(const AnyArray& array, const Shape& shape);
// The number at a flat index, as a double or as an int64.
[[nodiscard]] double real_at(const AnyArray& array, Int index);
[[nodiscard]] Int int_at(const AnyArray& array, Int index);

// An array's elements as bytes, for code that only moves them: one loop instead of one for each dtype.
struct Elements {
  std::byte* first;
  std::size_t size;  // bytes of one element

  // this[at] = from[index], of the same dtype.
  void take(Int at, const Elements& from, Int index) const;
};
[[nodiscard]] Elements elements(const AnyArray& array);

// Whether any of its numbers is NaN or infinite.
struct Specials {
  bool nan = false, infinity = false;
};
[[nodiscard]] Specials specials(const AnyArray& array);

// Another order of reading an array's elements: element (i, j, ...) is at offset + i * strides[0] + j * strides[1] + ...
struct View {
  Shape shape, strides;
  Int offset = 0;
};

[[nodiscard]] Shape strides_of(const Shape& shape);
[[nodiscard]] View whole(const Shape& shape);
// The view with the axes of `shape`: aligned at the end, axes of size one repeated (stride 0). The caller has checked that they fit.
[[nodiscard]] View broadcast(const View& view, const Shape& shape);
[[nodiscard]] AnyArray copy(const AnyArray& array, const View& view);
// Writes `source` into the elements of `array` that `view` selects. Both have the same dtype; the view has source's shape.
void assign(AnyArray& array, const View& view, const AnyArray& source);
[[nodiscard]] AnyArray transposed(const AnyArray& array, const Shape& axes);

// Walks through all indices of `shape` in C order, and through any number of views of that shape at the same time.
class Walk {
 public:
  Walk(const Shape& shape, const std::vector<const View*>& views);
  [[nodiscard]] bool done() const { return left_ == 0; }
  [[nodiscard]] Int at(std::size_t view) const { return at_[view]; }
  void next();

 private:
  Shape shape_, strides_;  // of the axes longer than one, the views' strides side by side
  Shape index_, at_;
  Int left_;
};

// ---- shapes -----------------------------------------------------------------------------------------------------------------

// '(3,4)', '(3,)', as NumPy's C code prints a shape: an axis without a size (-1) as 'newaxis', leading ones not at all; and '(3, 4)', as
// Python prints a tuple.
[[nodiscard]] std::string text_of(const Shape& shape);
[[nodiscard]] std::string tuple_text(const Shape& shape);
// NumPy's broadcasting; nothing where the shapes do not fit.
[[nodiscard]] std::optional<Shape> broadcast_shape(const std::vector<Shape>& shapes);
// The same, raising "operands could not be broadcast together with shapes (3,) (4,) ".
[[nodiscard]] Shape broadcast_or_raise(const std::vector<Shape>& shapes);
// A negative axis counted from the end. Raises AxisError.
[[nodiscard]] Int normal_axis(Int axis, Int ndim, const std::string& prefix = "");

}  // namespace convdot::numpy
