#include "numpy/operators.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "convdot/limits.hpp"
#include "numpy/elementwise.hpp"
#include "numpy/products.hpp"

namespace convdot::numpy {
namespace {

bool is_comparison(const std::string& op) { return op[0] == '<' || op[0] == '>' || op == "==" || op == "!="; }

[[noreturn]] void unsupported_operands(const std::string& op, const Value& left, const Value& right) {
  if (is_comparison(op)) {
    type_error("'" + op + "' not supported between instances of '" + type_name(left) + "' and '" + type_name(right) + "'");
  }
  type_error("unsupported operand type(s) for " + op + ": '" + type_name(left) + "' and '" + type_name(right) + "'");
}

// ---- Python's own arithmetic ------------------------------------------------------------------------------------------------

[[noreturn]] void too_large() { raise("OverflowError", "integers beyond 64 bits are not supported here"); }

Value int_arithmetic(const std::string& op, Int a, Int b) {
  Int result = 0;
  if (op == "+") return __builtin_add_overflow(a, b, &result) ? (too_large(), Value()) : Value(result);
  if (op == "-") return __builtin_sub_overflow(a, b, &result) ? (too_large(), Value()) : Value(result);
  if (op == "*") return __builtin_mul_overflow(a, b, &result) ? (too_large(), Value()) : Value(result);
  if (op == "&") return Int{a & b};
  if (op == "|") return Int{a | b};
  if (op == "^") return Int{a ^ b};
  if (op == "/") {
    if (b == 0) raise("ZeroDivisionError", "division by zero");
    return static_cast<double>(a) / static_cast<double>(b);
  }
  if (op == "//" || op == "%") {
    if (b == 0) raise("ZeroDivisionError", op == "%" ? "integer modulo by zero" : "integer division or modulo by zero");
    if (b == -1) return op == "%" ? Value(Int{0}) : int_arithmetic("-", 0, a);
    const bool towards_zero = a % b != 0 && (a < 0) != (b < 0);  // C rounds so, Python down
    return op == "//" ? Int{a / b - (towards_zero ? 1 : 0)} : Int{a % b + (towards_zero ? b : 0)};
  }
  // op is **
  if (b < 0) {
    if (a == 0) raise("ZeroDivisionError", "0.0 cannot be raised to a negative power");
    return std::pow(static_cast<double>(a), static_cast<double>(b));
  }
  result = 1;
  for (Int i = 0; i < b && result != 0 && !(a == 1) && !(a == -1 && i >= b % 2); ++i) {
    if (__builtin_mul_overflow(result, a, &result)) too_large();
  }
  return result;
}

Value float_arithmetic(const std::string& op, double a, double b, const Value& left, const Value& right) {
  if (op == "+") return a + b;
  if (op == "-") return a - b;
  if (op == "*") return a * b;
  if (op == "&" || op == "|" || op == "^") unsupported_operands(op, left, right);
  if (op == "**") {
    if (a == 0 && b < 0) raise("ZeroDivisionError", "0.0 cannot be raised to a negative power");
    if (a < 0 && std::isfinite(a) && std::isfinite(b) && b != std::floor(b)) not_supported("a complex number");
    const double result = std::pow(a, b);
    if (std::isinf(result) && std::isfinite(a) && std::isfinite(b))
      raise("OverflowError", "(34, 'Numerical result out of range')");
    return result;
  }
  if (b == 0) {
    raise("ZeroDivisionError", op == "/"   ? "float division by zero"
                               : op == "%" ? "float modulo"
                                           : "float floor division by zero");
  }
  if (op == "/") return a / b;
  const Division<double> division = divide_down(a, b);
  return op == "//" ? division.quotient : division.remainder;
}

template <class T>
bool compared(const std::string& op, const T& a, const T& b) {
  if (op == "<") return a < b;
  if (op == "<=") return a <= b;
  if (op == ">") return a > b;
  if (op == ">=") return a >= b;
  return op == "==" ? a == b : !(a == b);
}

std::string_view ufunc_name(const std::string& op) {
  constexpr auto kNames = std::to_array<std::pair<std::string_view, std::string_view>>({
      {"+", "add"},
      {"-", "subtract"},
      {"*", "multiply"},
      {"/", "divide"},
      {"//", "floor_divide"},
      {"%", "remainder"},
      {"**", "power"},
      {"&", "bitwise_and"},
      {"|", "bitwise_or"},
      {"^", "bitwise_xor"},
      {"<", "less"},
      {"<=", "less_equal"},
      {">", "greater"},
      {">=", "greater_equal"},
      {"==", "equal"},
      {"!=", "not_equal"},
  });
  return std::find_if(std::begin(kNames), std::end(kNames), [&](const auto& each) { return each.first == op; })->second;
}

bool sequences_equal(const Sequence& a, const Sequence& b) {
  if (a.is_tuple != b.is_tuple || a.items->size() != b.items->size()) return false;
  work(static_cast<Int>(a.items->size()), kItemWork);
  for (std::size_t i = 0; i < a.items->size(); ++i) {
    if (!truth(binary("==", (*a.items)[i], (*b.items)[i]))) return false;
  }
  return true;
}

Value repeated(const Sequence& sequence, Int times) {
  Values items;
  if (times > 0) allocate_items(std::min(times, kMaxEvaluationAllocated) * static_cast<Int>(sequence.items->size()));
  for (Int i = 0; i < times && !sequence.items->empty(); ++i) {
    for (const Value& each : *sequence.items) items.push_back(each);
  }
  return sequence_of(sequence.is_tuple, std::move(items));
}

// NumPy's short cuts for an array of floats `**` one of these numbers: in the array's dtype, with warnings under another name.
std::optional<Value> fast_power(const Value& base, const Value& exponent) {
  const auto* array = base.as<Array>();
  if (!array || array->is_scalar || !is_float(dtype_of(*array->array)) || !is_scalar_like(exponent)) return std::nullopt;
  const AnyArray number = to_array(exponent);
  if (dtype_of(number) == DType::boolean) return std::nullopt;
  constexpr auto kNames = std::to_array<std::pair<double, std::string_view>>(
      {{1, "positive"}, {-1, "reciprocal"}, {0.5, "sqrt"}, {2, "square"}});
  if (real_at(number, 0) == 0) {
    return result_value(cast(to_array(binary_ufunc("power", base, exponent)), dtype_of(*array->array)));
  }
  for (const auto& [power, name] : kNames) {
    if (real_at(number, 0) == power) return unary_ufunc(name, base);
  }
  return std::nullopt;
}

// ---- by the kinds of the operands --------------------------------------------------------------------------------------------

Value binary_of_arrays(const std::string& op, const Value& left, const Value& right) {
  for (const Value* side : {&left, &right}) {
    const bool numeric = side->as<Array>() || side->as<Sequence>() || is_python_number(*side);
    if (numeric) continue;
    if (op == "==" || op == "!=") return op == "!=";
    unsupported_operands(op, left, right);
  }
  if (op == "@") {
    const auto is_array = [](const Value& value) { return value.as<Array>() && !value.as<Array>()->is_scalar; };
    if (!is_array(left) && !is_array(right)) unsupported_operands(op, left, right);
    return matmul(to_array(left), to_array(right));
  }
  if (op == "==" || op == "!=") {
    if (!broadcast_shape({shape_of(to_array(left)), shape_of(to_array(right))})) {
      warn("DeprecationWarning: elementwise comparison failed; this will raise an error in the future.");
      return op == "!=";
    }
  }
  if (op == "**") {
    if (auto power = fast_power(left, right)) return *std::move(power);
  }
  return binary_ufunc(ufunc_name(op), left, right, true);
}

Value binary_of_numbers(const std::string& op, const Value& left, const Value& right) {
  if (op == "@") unsupported_operands(op, left, right);
  const bool floats = left.as<double>() || right.as<double>();
  if (is_comparison(op)) {
    return floats ? compared(op, python_float(left), python_float(right))
                  : compared(op, python_int(left), python_int(right));
  }
  if (floats) return float_arithmetic(op, python_float(left), python_float(right), left, right);
  if (left.as<bool>() && right.as<bool>() && (op == "&" || op == "|" || op == "^")) {
    return python_int(int_arithmetic(op, python_int(left), python_int(right))) != 0;
  }
  return int_arithmetic(op, python_int(left), python_int(right));
}

Value binary_of_sequences(const std::string& op, const Value& left, const Value& right) {
  const auto *a = left.as<Sequence>(), *b = right.as<Sequence>();
  const auto *s = left.as<std::string>(), *t = right.as<std::string>();
  if (s && t) {
    work_on_bytes(std::min(s->size(), t->size()));
    if (is_comparison(op)) return compared(op, *s, *t);
    if (op == "+") {
      allocate_text(s->size() + t->size());
      return *s + *t;
    }
  }
  if (a && b) {
    if (op == "==" || op == "!=") return sequences_equal(*a, *b) == (op == "==");
    if (op == "+" && a->is_tuple == b->is_tuple) {
      Values items = *a->items;
      for (const Value& each : *b->items) items.push_back(each);
      return sequence_of(a->is_tuple, std::move(items));
    }
    if (is_comparison(op) && a->is_tuple == b->is_tuple) not_supported("ordering lists and tuples");
  }
  if (op == "*" && (s || t)) not_supported("repeating a string");
  if (op == "*" && a && right.as<Int>()) return repeated(*a, *right.as<Int>());
  if (op == "*" && b && left.as<Int>()) return repeated(*b, *left.as<Int>());
  if (op == "==" || op == "!=") {
    const auto dtype = [](const Value& value) -> std::optional<DType> {
      if (value.as<DTypeObject>()) return value.as<DTypeObject>()->dtype;
      if (value.as<Type>()) return value.as<Type>()->dtype;
      if (value.as<std::string>()) return dtype_named(*value.as<std::string>());
      return std::nullopt;
    };
    const bool dtypes = left.as<DTypeObject>() || right.as<DTypeObject>();
    const bool alike = dtypes ? dtype(left) && dtype(left) == dtype(right) : left.as<None>() && right.as<None>();
    return alike == (op == "==");
  }
  if (op == "+" && (a || s)) {
    type_error("can only concatenate " + type_name(left) + " (not \"" + type_name(right) + "\") to " + type_name(left));
  }
  unsupported_operands(op == "**" ? "** or pow()" : op, left, right);
}

}  // namespace

Value unary(char op, const Value& operand) {
  if (is_python_number(operand)) {
    if (operand.as<double>()) {
      if (op == '~') type_error("bad operand type for unary ~: 'float'");
      return op == '-' ? -*operand.as<double>() : *operand.as<double>();
    }
    const Int number = python_int(operand);
    return op == '-' ? int_arithmetic("-", 0, number) : op == '~' ? Value(Int{~number}) : Value(number);
  }
  if (!operand.as<Array>()) type_error(std::string("bad operand type for unary ") + op + ": '" + type_name(operand) + "'");
  return unary_ufunc(op == '-' ? "negative" : op == '+' ? "positive" : "invert", operand);
}

Value binary(const std::string& op, const Value& left, const Value& right) {
  work(1, kValueWork);
  if (left.as<Array>() || right.as<Array>()) return binary_of_arrays(op, left, right);
  if (is_python_number(left) && is_python_number(right)) return binary_of_numbers(op, left, right);
  return binary_of_sequences(op, left, right);
}

}  // namespace convdot::numpy
