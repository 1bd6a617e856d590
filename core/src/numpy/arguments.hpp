// How a call's arguments reach a function: bound to its parameters by name, and converted as NumPy converts them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "numpy/value.hpp"

namespace convdot::numpy {

// The arguments as written: by place and by name.
struct Arguments {
  Values values;
  std::vector<std::pair<std::string, Value>> named;
};

class Bound;

// An entry of functions/.
struct Function {
  std::string_view path;        // 'np.dot', '.reshape' for a method, 'abs'
  std::string_view parameters;  // separated by spaces; a parameter with a star takes all further arguments by place
  std::size_t required;         // the number of parameters without a default
  Value (*call)(const Bound& bound);

  [[nodiscard]] std::string_view name() const { return path.substr(path.rfind('.') + 1); }
};

// The arguments of one call by the names of the function's parameters. Raises TypeError, as Python does, where they do not fit.
class Bound {
 public:
  // `self` is the array of a method, bound to its first parameter; nullptr for a function.
  Bound(const Function& function, const Value* self, const Arguments& arguments);
  Bound(const Bound&) = delete;  // values_ points to rest_ and to the call's arguments
  Bound& operator=(const Bound&) = delete;

  [[nodiscard]] std::string_view name() const { return name_; }
  // nullptr where it is not given. A parameter with a star is a tuple, and always given.
  [[nodiscard]] const Value* get(std::string_view parameter) const;
  // Only for an argument that is given.
  [[nodiscard]] const Value& operator[](std::string_view parameter) const { return *get(parameter); }
  // The first argument, whose parameter has one name in a function (a) and another in a method (self).
  [[nodiscard]] const Value& first() const { return *values_[0]; }

 private:
  std::string_view name_;
  std::vector<std::string_view> parameters_;
  std::vector<const Value*> values_;
  Value rest_;  // the arguments of the parameter with a star
};

// ---- an argument that may be missing ----------------------------------------------------------------------------------------

// Given, and not None.
[[nodiscard]] inline bool is_given(const Value* argument) { return argument && !argument->as<None>(); }
[[nodiscard]] inline Int int_or(const Value* argument, Int otherwise) { return argument ? to_int(*argument) : otherwise; }
[[nodiscard]] inline bool flag_or(const Value* argument, bool otherwise) { return argument ? truth(*argument) : otherwise; }
[[nodiscard]] inline double number_or(const Value* argument, double otherwise) {
  return argument ? to_double(*argument) : otherwise;
}
[[nodiscard]] inline DType dtype_or(const Value* argument, DType otherwise) {
  return is_given(argument) ? to_dtype(*argument) : otherwise;
}
[[nodiscard]] std::string text_or(const Value* argument, const char* otherwise);
// 'C' or 'F'.
[[nodiscard]] char order_or_c(const Value* argument);

// ---- an argument that is given ----------------------------------------------------------------------------------------------

[[nodiscard]] Values items_or_raise(const Value& value);
// An array that is kept beside others, so that its copy counts as memory.
[[nodiscard]] AnyArray kept_array(const Value& value);
// A sequence of arrays, or an array of them.
[[nodiscard]] std::vector<AnyArray> arrays_of(const Value& value);
[[nodiscard]] Shape dimensions(const Value& value);

// A function of an array gives an array, one of a scalar a scalar.
[[nodiscard]] Value like(const Value& of, AnyArray array);

}  // namespace convdot::numpy
