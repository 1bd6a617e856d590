#include "numpy/value.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "convdot/limits.hpp"
#include "numpy/arguments.hpp"
#include "numpy/indexing.hpp"

namespace convdot::numpy {
namespace {

const AnyArray* array_of(const Value& value) { return value.as<Array>() ? value.as<Array>()->array.get() : nullptr; }

// The dtype and the shape of nested sequences, by the first item at each level. Items that do not fit are found when they are read.
struct Nested {
  DType dtype = DType::float64;
  bool known = false;
  Shape shape;
};

void measure(const Value& value, std::size_t depth, Nested& nested) {
  if (const auto* sequence = value.as<Sequence>()) {
    const auto size = static_cast<Int>(sequence->items->size());
    if (depth == nested.shape.size()) nested.shape.push_back(size);
    if (depth > 32) value_error("maximum supported dimension for an ndarray is 32, found " + std::to_string(depth));
    work(size, kItemWork);
    for (const Value& item : *sequence->items) measure(item, depth + 1, nested);
    return;
  }
  DType dtype = DType::float64;
  if (const AnyArray* array = array_of(value)) {
    dtype = dtype_of(*array);
    const Shape inner = shape_of(*array);
    if (depth == nested.shape.size()) nested.shape.insert(nested.shape.end(), inner.begin(), inner.end());
  } else if (value.as<bool>()) {
    dtype = DType::boolean;
  } else if (value.as<Int>()) {
    dtype = DType::int64;
  } else if (!value.as<double>()) {
    not_supported("an array of '" + type_name(value) + "' objects");
  }
  nested.dtype = nested.known ? promote(nested.dtype, dtype) : dtype;
  nested.known = true;
}

constexpr std::size_t kAll = SIZE_MAX;

// The number of leading axes on which all entries agree, if they do not agree on all.
void agree(const Value& value, std::size_t depth, const Shape& shape, std::size_t& agreed) {
  Shape own;
  if (const auto* sequence = value.as<Sequence>()) {
    own = {static_cast<Int>(sequence->items->size())};
  } else if (const AnyArray* array = array_of(value)) {
    own = shape_of(*array);
  }
  if (own.empty()) {
    if (depth < shape.size()) agreed = std::min(agreed, depth);
    return;
  }
  for (std::size_t i = 0; i < own.size(); ++i) {
    if (depth + i >= shape.size() || own[i] != shape[depth + i]) {
      agreed = std::min(agreed, depth + i);
      return;
    }
  }
  if (const auto* sequence = value.as<Sequence>()) {
    for (const Value& item : *sequence->items) agree(item, depth + 1, shape, agreed);
  } else {
    if (depth + own.size() < shape.size()) agreed = std::min(agreed, depth + own.size());
  }
}

void fill(const Value& value, AnyArray& to, Int& next) {
  if (const auto* sequence = value.as<Sequence>()) {
    for (const Value& item : *sequence->items) fill(item, to, next);
    return;
  }
  const AnyArray given = to_array(value);
  if (dtype_of(to) == DType::int64 && is_float(dtype_of(given)) && ndim_of(given) == 0) {
    static_cast<void>(whole_number(real_at(given, 0)));  // Python's conversion, which may raise
  }
  const AnyArray numbers = cast(given, dtype_of(to));
  const Elements out = elements(to), from = elements(numbers);
  work(size_of(numbers));
  for (Int i = 0; i < size_of(numbers); ++i) out.take(next++, from, i);
}

// Whether an integer scalar fits 16 bits, all of which float32 can hold, or a float scalar the range of float32.
bool fits_float32(const AnyArray& number) {
  if (dtype_of(number) == DType::int64) {
    const Int value = int_at(number, 0);
    return value >= -32768 && value <= 65535;
  }
  const double value = real_at(number, 0);
  return !std::isfinite(value) || std::abs(value) < 3.4e38;
}

int kind(DType dtype) { return std::min(static_cast<int>(dtype), 2); }

// The number of an array's elements in its repr: of more than 1000, three from either end of each axis.
Int numbers_shown(const Shape& shape) {
  const bool summarised = product(shape) > 1000;
  Int numbers = 1;
  for (const Int size : shape) numbers *= summarised ? std::min(size, Int{6}) : size;
  return numbers;
}

}  // namespace

Value sequence_of(bool is_tuple, Values items) {
  int depth = 0;
  for (const Value& item : items) {
    if (const auto* inner = item.as<Sequence>()) depth = std::max(depth, inner->depth);
  }
  if (++depth > kMaxNesting) {
    raise("RecursionError", "lists within lists more than " + std::to_string(kMaxNesting) + " deep are not supported here");
  }
  allocate_items(static_cast<Int>(items.size()));
  return Sequence{is_tuple, depth, std::make_shared<const Values>(std::move(items))};
}

std::string full_name(const Module& module) {
  return module.path.starts_with("np") ? "numpy" + std::string(module.path.substr(2)) : std::string(module.path);
}

std::string type_name(const Value& value) {
  struct Namer {
    std::string operator()(const None&) const { return "NoneType"; }
    std::string operator()(bool) const { return "bool"; }
    std::string operator()(Int) const { return "int"; }
    std::string operator()(double) const { return "float"; }
    std::string operator()(const Text&) const { return "str"; }
    std::string operator()(const Ellipsis&) const { return "ellipsis"; }
    std::string operator()(const Slice&) const { return "slice"; }
    std::string operator()(const Sequence& of) const { return of.is_tuple ? "tuple" : "list"; }
    std::string operator()(const Array& of) const {
      if (!of.is_scalar) return "numpy.ndarray";
      return std::string("numpy.") + name_of(dtype_of(*of.array)) + (dtype_of(*of.array) == DType::boolean ? "_" : "");
    }
    std::string operator()(const DTypeObject& of) const { return std::string("numpy.dtype[") + name_of(of.dtype) + "]"; }
    std::string operator()(const Type&) const { return "type"; }
    std::string operator()(const Module&) const { return "module"; }
    std::string operator()(const Callable& of) const { return of.self ? "builtin_function_or_method" : "function"; }
  };
  return std::visit(Namer{}, value.is);
}

bool truth(const Value& value) {
  if (value.as<None>()) return false;
  if (const auto* flag = value.as<bool>()) return *flag;
  if (const auto* number = value.as<Int>()) return *number != 0;
  if (const auto* number = value.as<double>()) return *number != 0;
  if (const auto* text = value.as<std::string>()) return !text->empty();
  if (const auto* sequence = value.as<Sequence>()) return !sequence->items->empty();
  if (const AnyArray* array = array_of(value)) {
    if (size_of(*array) == 0) {
      warn(
          "DeprecationWarning: The truth value of an empty array is ambiguous. Returning False, but in future this will "
          "result in "
          "an error. Use `array.size > 0` to check that an array is not empty.");
      return false;
    }
    if (size_of(*array) > 1) {
      value_error("The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()");
    }
    return real_at(*array, 0) != 0;
  }
  return true;
}

std::optional<Values> items_of(const Value& value) {
  if (const auto* sequence = value.as<Sequence>()) {
    work(static_cast<Int>(sequence->items->size()), kItemWork);
    return *sequence->items;
  }
  const AnyArray* array = array_of(value);
  if (!array || ndim_of(*array) == 0) return std::nullopt;
  Values items;
  const Int size = shape_of(*array)[0];
  allocate_items(size);
  work(size, kValueWork);
  for (Int i = 0; i < size; ++i) items.push_back(subscript(value, i));
  return items;
}

AnyArray to_array(const Value& value, std::optional<DType> dtype) {
  if (const AnyArray* array = array_of(value)) return dtype ? cast(*array, *dtype) : duplicate(*array);
  if (!dtype) {
    if (const auto* flag = value.as<bool>()) return scalar(*flag);
    if (const auto* number = value.as<Int>()) return scalar(*number);
    if (const auto* number = value.as<double>()) return scalar(*number);
  }
  Nested nested;
  measure(value, 0, nested);
  std::size_t agreed = kAll;
  agree(value, 0, nested.shape, agreed);
  if (agreed != kAll) {
    const Shape common(nested.shape.begin(), nested.shape.begin() + places(agreed));
    value_error("setting an array element with a sequence. The requested array has an inhomogeneous shape after " +
                std::to_string(agreed) + " dimensions. The detected shape was " + tuple_text(common) +
                " + inhomogeneous part.");
  }
  AnyArray result = make(dtype.value_or(nested.dtype), nested.shape);
  Int next = 0;
  fill(value, result, next);
  return result;
}

bool is_scalar_like(const Value& value) {
  const AnyArray* array = array_of(value);
  return array ? ndim_of(*array) == 0 : !value.as<Sequence>();
}

bool is_python_number(const Value& value) { return value.as<bool>() || value.as<Int>() || value.as<double>(); }

Int python_int(const Value& value) { return value.as<bool>() ? (*value.as<bool>() ? 1 : 0) : *value.as<Int>(); }
double python_float(const Value& value) {
  return value.as<double>() ? *value.as<double>() : static_cast<double>(python_int(value));
}

Int whole_number(double value) {
  if (std::isnan(value)) value_error("cannot convert float NaN to integer");
  if (std::isinf(value)) raise("OverflowError", "cannot convert float infinity to integer");
  if (!(value >= -0x1p63 && value < 0x1p63)) raise("OverflowError", "Python int too large to convert to C long");
  return static_cast<Int>(value);
}

Int to_int(const Value& value) {
  if (const auto* number = value.as<Int>()) return *number;
  if (const auto* flag = value.as<bool>()) return *flag ? 1 : 0;
  if (const AnyArray* array = array_of(value)) {
    if (ndim_of(*array) == 0 && dtype_of(*array) == DType::int64) return int_at(*array, 0);
    if (!value.as<Array>()->is_scalar) type_error("only integer scalar arrays can be converted to a scalar index");
  }
  type_error("'" + type_name(value) + "' object cannot be interpreted as an integer");
}

Shape to_ints(const Value& value) {
  if (is_scalar_like(value)) return {to_int(value)};
  Shape result;
  const std::optional<Values> items = items_of(value);
  for (const Value& item : *items) result.push_back(to_int(item));
  return result;
}

double to_double(const Value& value) {
  if (is_python_number(value)) return python_float(value);
  if (const AnyArray* array = array_of(value)) {
    if (size_of(*array) != 1) type_error("only size-1 arrays can be converted to Python scalars");
    return real_at(*array, 0);
  }
  if (value.as<std::string>()) value_error("could not convert string to float: " + repr(value));
  type_error("float() argument must be a string or a real number, not '" + type_name(value) + "'");
}

std::optional<DType> dtype_named(std::string_view name) {
  constexpr auto kNames = std::to_array<std::pair<std::string_view, DType>>({
      {"bool", DType::boolean},
      {"?", DType::boolean},
      {"int", DType::int64},
      {"int64", DType::int64},
      {"i8", DType::int64},
      {"float32", DType::float32},
      {"f4", DType::float32},
      {"f", DType::float32},
      {"float64", DType::float64},
      {"float", DType::float64},
      {"f8", DType::float64},
      {"d", DType::float64},
  });
  for (const auto& [known, dtype] : kNames) {
    if (known == name) return dtype;
  }
  return std::nullopt;
}

DType to_dtype(const Value& value) {
  if (const auto* type = value.as<Type>()) return type->dtype;
  if (const auto* dtype = value.as<DTypeObject>()) return dtype->dtype;
  if (value.as<None>()) return DType::float64;
  if (const auto* name = value.as<std::string>()) {
    if (const auto dtype = dtype_named(*name)) return *dtype;
    for (const std::string_view other : {"int8", "int16", "int32", "uint8", "uint16", "uint32", "uint64", "float16",
                                         "complex64", "complex128", "complex", "object", "str"}) {
      if (*name == other) not_supported("the dtype " + *name);
    }
    type_error("data type " + repr(value) + " not understood");
  }
  type_error("Cannot interpret '" + repr(value) + "' as a data type");
}

DType result_type(const std::vector<AnyArray>& arrays, const Marks& scalars) {
  int scalar_kind = -1, array_kind = -1;
  for (std::size_t i = 0; i < arrays.size(); ++i) {
    int& highest = scalars[i] ? scalar_kind : array_kind;
    highest = std::max(highest, kind(dtype_of(arrays[i])));
  }
  const bool by_value = array_kind >= 0 && scalar_kind >= 0 && array_kind >= scalar_kind;
  std::optional<DType> result;
  for (std::size_t i = 0; i < arrays.size(); ++i) {
    DType dtype = dtype_of(arrays[i]);
    if (by_value && scalars[i] && dtype != DType::boolean) {
      // A small integer does not raise a float32 to float64, nor does a float within the range of float32.
      const bool small = fits_float32(arrays[i]);
      dtype = kind(dtype) == 2           ? (small ? DType::float32 : DType::float64)
              : array_kind == 2 && small ? DType::boolean
                                         : dtype;
    }
    result = result ? promote(*result, dtype) : dtype;
  }
  return *result;
}

std::string repr(const Value& value) {
  struct Printer {
    std::string operator()(const None&) const { return "None"; }
    std::string operator()(bool flag) const { return flag ? "True" : "False"; }
    std::string operator()(Int number) const { return std::to_string(number); }
    std::string operator()(double number) const {
      work(1, kPrintWork);
      return convdot::repr(xt::xarray<double>(number));
    }
    std::string operator()(const Text& held) const {
      const std::string& text = *held;
      work_on_bytes(text.size());
      const char quote = text.find('\'') != std::string::npos && text.find('"') == std::string::npos ? '"' : '\'';
      std::string result(1, quote);
      for (const char c : text) {
        if (c == quote || c == '\\') result += '\\';
        result += c;
      }
      return result + quote;
    }
    std::string operator()(const Ellipsis&) const { return "Ellipsis"; }
    std::string operator()(const Slice&) const { return "slice"; }
    std::string operator()(const Sequence& of) const {
      std::string text;
      work(static_cast<Int>(of.items->size()), kItemWork);
      for (const Value& item : *of.items) {
        const std::string word = repr(item);
        allocate_text(word.size() + 2);
        text += (text.empty() ? "" : ", ") + word;
      }
      if (!of.is_tuple) return "[" + text + "]";
      return "(" + text + (of.items->size() == 1 ? ",)" : ")");
    }
    std::string operator()(const Array& of) const {
      // An array without axes is printed as a row of one without its brackets (and bool's space).
      const bool bare = !of.is_scalar && ndim_of(*of.array) == 0;
      const auto printed = [](const AnyArray& shown) {
        work(numbers_shown(shape_of(shown)), kPrintWork);
        return visit_array([](const auto& array) { return convdot::repr(array); }, shown);
      };
      std::string text = bare ? printed(reshaped(*of.array, {1})) : printed(*of.array);
      if (bare) text.erase(text.find(']'), 1).erase(6, text[7] == ' ' ? 2 : 1);
      return text;
    }
    std::string operator()(const DTypeObject& of) const { return std::string("dtype('") + name_of(of.dtype) + "')"; }
    std::string operator()(const Type& of) const { return "<class '" + std::string(of.name) + "'>"; }
    std::string operator()(const Module& of) const { return "<module '" + full_name(of) + "'>"; }
    std::string operator()(const Callable& of) const {
      return (of.self ? "<built-in method " : "<function ") + std::string(of.function->name()) + ">";
    }
  };
  return std::visit(Printer{}, value.is);
}

}  // namespace convdot::numpy
