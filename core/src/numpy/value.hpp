// The values of expressions: Python's objects, as far as they are needed here, and arrays.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "numpy/array.hpp"

namespace convdot::numpy {

struct Value;
struct Function;

struct None {};
struct Ellipsis {};
struct Slice {
  std::optional<Int> start, stop, step;
};
struct Sequence {
  bool is_tuple;
  int depth;  // of nested sequences, this one counted
  std::shared_ptr<const std::vector<Value>> items;
};
// An ndarray or, if `is_scalar`, a number with a dtype (np.float64(3)): without axes, and its own type in Python.
struct Array {
  std::shared_ptr<const AnyArray> array;
  bool is_scalar;
};
struct DTypeObject {
  DType dtype;
};
// float, np.float64: called as a function, or given as a dtype.
struct Type {
  std::string_view name;  // 'float', 'numpy.float64'
  DType dtype;
};
struct Module {
  std::string_view path;  // 'np', 'scipy.signal'
};
// A function, or a method of `self`.
struct Callable {
  const Function* function;  // an entry of functions/
  std::shared_ptr<const Value> self;
};

// Shared, as lists and arrays are: copying any value takes the same time.
using Text = std::shared_ptr<const std::string>;

struct Value {
  std::variant<None, bool, Int, double, Text, Ellipsis, Slice, Sequence, Array, DTypeObject, Type, Module, Callable> is;

  Value() = default;
  template <class T>
  // NOLINTNEXTLINE(bugprone-forwarding-reference-overload): copies and moves are excluded
  requires(!std::is_same_v<std::decay_t<T>, Value> && !std::is_convertible_v<T, std::string>) Value(T&& of)
      : is(std::forward<T>(of)) {}  // NOLINT(google-explicit-constructor): a value is what it holds
  Value(std::string text)
      : is(std::make_shared<const std::string>(std::move(text))) {}  // NOLINT(google-explicit-constructor)

  template <class T>
  [[nodiscard]] const T* as() const {
    if constexpr (std::is_same_v<T, std::string>) {
      const auto* text = std::get_if<Text>(&is);
      return text ? text->get() : nullptr;
    } else {
      return std::get_if<T>(&is);
    }
  }
};

using Values = std::vector<Value>;

// Raises RecursionError if sequences nest too deep.
[[nodiscard]] Value sequence_of(bool is_tuple, Values items);
[[nodiscard]] inline Value tuple_of_ints(const Shape& numbers) {
  return sequence_of(true, Values(numbers.begin(), numbers.end()));
}
[[nodiscard]] inline Value array_value(AnyArray array) {
  return Array{std::make_shared<const AnyArray>(std::move(array)), false};
}
// As NumPy's functions return it: a scalar if it has no axes.
[[nodiscard]] inline Value result_value(AnyArray array) {
  const bool is_scalar = ndim_of(array) == 0;
  return Array{std::make_shared<const AnyArray>(std::move(array)), is_scalar};
}

// ---- what a value is to Python ----------------------------------------------------------------------------------------------

// 'numpy' for np.
[[nodiscard]] std::string full_name(const Module& module);
// 'int', 'numpy.ndarray', as in error messages.
[[nodiscard]] std::string type_name(const Value& value);
[[nodiscard]] bool truth(const Value& value);
[[nodiscard]] std::string repr(const Value& value);

// The items of an iteration; nothing if it cannot be iterated over.
[[nodiscard]] std::optional<Values> items_of(const Value& value);

// ---- what a value is to NumPy -----------------------------------------------------------------------------------------------

// np.asarray of a number, an array or nested sequences of them.
[[nodiscard]] AnyArray to_array(const Value& value, std::optional<DType> dtype = std::nullopt);
// Whether it counts as a scalar in promotion: a number of Python's or NumPy's, or an array without axes.
[[nodiscard]] bool is_scalar_like(const Value& value);
// Whether it is a number of Python's own: bool, int or float.
[[nodiscard]] bool is_python_number(const Value& value);
// The value must be a bool or an int.
[[nodiscard]] Int python_int(const Value& value);
// The value must be a number of Python's.
[[nodiscard]] double python_float(const Value& value);
// Python's int() of a float. Raises ValueError or OverflowError.
[[nodiscard]] Int whole_number(double value);
// An index or an axis: an int, or an array of one without axes. Raises TypeError.
[[nodiscard]] Int to_int(const Value& value);
// An int, or a tuple or list of ints.
[[nodiscard]] Shape to_ints(const Value& value);
[[nodiscard]] DType to_dtype(const Value& value);
// A dtype by any of its names: 'float64', 'float', 'f8'. Nothing if it is not supported.
[[nodiscard]] std::optional<DType> dtype_named(std::string_view name);
// Any number as a float. Raises TypeError.
[[nodiscard]] double to_double(const Value& value);

// The dtype of a result, as NumPy 1.24 promotes the operands: beside arrays of the same kind (bool, integer, float) or a higher one, a
// scalar counts by its value, not its dtype.
[[nodiscard]] DType result_type(const std::vector<AnyArray>& arrays, const Marks& scalars);

}  // namespace convdot::numpy
