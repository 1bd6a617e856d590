// Follows NumPy 1.24's loops, and its rules for floor division and remainder (npy_divmod).
#include "numpy/elementwise.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace convdot::numpy {
namespace {

// ---- one element ------------------------------------------------------------------------------------------------------------

template <class T>
T subtract(T a, T b) {
  if constexpr (std::is_same_v<T, Int>) {
    return static_cast<Int>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
  } else {
    return static_cast<T>(a - b);
  }
}

template <class T>
T divide(T a, T b) {
  return a / b;
}

Int floor_quotient(Int a, Int b) {
  if (b == 0) return 0;
  if (b == -1) return subtract<Int>(0, a);  // the least integer wraps
  return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
}

template <class T>
T floor_divide(T a, T b) {
  if constexpr (std::is_same_v<T, Int>) {
    return floor_quotient(a, b);
  } else {
    return divide_down(a, b).quotient;
  }
}

template <class T>
T remainder(T a, T b) {
  if constexpr (std::is_same_v<T, Int>) {
    if (b == 0) return 0;
    return subtract(a, multiply(floor_quotient(a, b), b));
  } else {
    return divide_down(a, b).remainder;
  }
}

// C's functions of doubles serve floats too: NumPy's own float functions differ by more than the second rounding, and fmod is exact.
template <class T>
T raised(T a, T b) {
  if constexpr (std::is_same_v<T, Int>) {
    return power(a, b);
  } else {
    if (b == 2) return a * a;  // correctly rounded, as NumPy's own short cut
    return static_cast<T>(std::pow(static_cast<double>(a), static_cast<double>(b)));
  }
}

// NaN wins; of two zeros the second wins, as in the x86 instruction.
template <class T>
T maximum(T a, T b) {
  return a > b || is_nan(a) ? a : b;
}
template <class T>
T minimum(T a, T b) {
  return a < b || is_nan(a) ? a : b;
}

template <class T>
bool less(T a, T b) {
  return a < b;
}
template <class T>
bool less_equal(T a, T b) {
  return a <= b;
}
template <class T>
bool greater(T a, T b) {
  return a > b;
}
template <class T>
bool greater_equal(T a, T b) {
  return a >= b;
}
template <class T>
bool equal(T a, T b) {
  return a == b;
}
template <class T>
bool not_equal(T a, T b) {
  return a != b;
}
template <class T>
T bitwise_and(T a, T b) {
  return static_cast<T>(a & b);
}
template <class T>
T bitwise_or(T a, T b) {
  return static_cast<T>(a | b);
}
template <class T>
T bitwise_xor(T a, T b) {
  return static_cast<T>(a ^ b);
}

// ---- warnings ---------------------------------------------------------------------------------------------------------------

// NumPy reads the processor's floating-point flags. WebAssembly has none, so they are derived from the numbers.
struct Flags {
  bool divided_by_zero = false, overflow = false, invalid = false;

  void report(const std::string& name) const {
    if (divided_by_zero) warn("RuntimeWarning: divide by zero encountered in " + name);
    if (overflow) warn("RuntimeWarning: overflow encountered in " + name);
    if (invalid) warn("RuntimeWarning: invalid value encountered in " + name);
  }

  template <class T>
  void note(T a, T b, T result, bool pole) {
    if (std::isnan(result)) {
      invalid = invalid || !(std::isnan(a) || std::isnan(b));
    } else if (std::isinf(result) && std::isfinite(a) && std::isfinite(b)) {
      (pole ? divided_by_zero : overflow) = true;
    }
  }
};

// ---- loops ------------------------------------------------------------------------------------------------------------------

template <class T, class R>
using Binary = R (*)(T, T);

template <class T, class R>
AnyArray apply(Binary<T, R> op, const AnyArray& a, const AnyArray& b, const Shape& shape, const std::string& name,
               bool divides) {
  const View left = broadcast(whole(shape_of(a)), shape), right = broadcast(whole(shape_of(b)), shape);
  AnyArray result = make(kDType<R>, shape);
  R* out = data<R>(result);
  const T* x = data<T>(a);
  const T* y = data<T>(b);
  Flags flags;
  for (Walk walk(shape, {&left, &right}); !walk.done(); walk.next()) {
    const T p = x[walk.at(0)], q = y[walk.at(1)];
    const R value = op(p, q);
    *out++ = value;
    if constexpr (std::is_floating_point_v<R>) {
      flags.note<R>(p, q, value, divides ? q == 0 : p == 0);  // 0 ** -1 is the other pole
    } else if constexpr (std::is_same_v<R, Int>) {
      flags.divided_by_zero = flags.divided_by_zero || (divides && q == 0);
      flags.overflow =
          flags.overflow || (divides && p == std::numeric_limits<Int>::min() && q == -1 && name.ends_with("floor_divide"));
    }
  }
  flags.report(name);
  return result;
}

template <class R>
constexpr bool kIsComparison = std::is_same_v<R, bool>;

// The operation in each dtype; without one, the operands are cast to the next dtype that has one.
template <class Out>
struct Loops {
  std::string_view name;
  Binary<bool, bool> boolean;
  Binary<Int, Out> int64;
  Binary<float, std::conditional_t<kIsComparison<Out>, bool, float>> float32;
  Binary<double, std::conditional_t<kIsComparison<Out>, bool, double>> float64;
};

constexpr auto kArithmetic = std::to_array<Loops<Int>>({
    {"add", add<bool>, add<Int>, add<float>, add<double>},
    {"subtract", nullptr, subtract<Int>, subtract<float>, subtract<double>},
    {"multiply", multiply<bool>, multiply<Int>, multiply<float>, multiply<double>},
    {"divide", nullptr, nullptr, divide<float>, divide<double>},
    {"floor_divide", nullptr, floor_divide<Int>, floor_divide<float>, floor_divide<double>},
    {"remainder", nullptr, remainder<Int>, remainder<float>, remainder<double>},
    {"power", nullptr, raised<Int>, raised<float>, raised<double>},
    {"maximum", maximum<bool>, maximum<Int>, maximum<float>, maximum<double>},
    {"minimum", minimum<bool>, minimum<Int>, minimum<float>, minimum<double>},
    {"bitwise_and", bitwise_and<bool>, bitwise_and<Int>, nullptr, nullptr},
    {"bitwise_or", bitwise_or<bool>, bitwise_or<Int>, nullptr, nullptr},
    {"bitwise_xor", bitwise_xor<bool>, bitwise_xor<Int>, nullptr, nullptr},
});
constexpr auto kComparisons = std::to_array<Loops<bool>>({
    {"less", less<bool>, less<Int>, less<float>, less<double>},
    {"less_equal", less_equal<bool>, less_equal<Int>, less_equal<float>, less_equal<double>},
    {"greater", greater<bool>, greater<Int>, greater<float>, greater<double>},
    {"greater_equal", greater_equal<bool>, greater_equal<Int>, greater_equal<float>, greater_equal<double>},
    {"equal", equal<bool>, equal<Int>, equal<float>, equal<double>},
    {"not_equal", not_equal<bool>, not_equal<Int>, not_equal<float>, not_equal<double>},
});

[[noreturn]] void no_loop(std::string_view name) {
  type_error(
      "ufunc '" + std::string(name) +
      "' not supported for the input types, and the inputs could not be safely coerced to any supported types according "
      "to the casting rule ''safe''");
}

template <class Out>
AnyArray run(const Loops<Out>& loops, DType dtype, const AnyArray& a, const AnyArray& b, const Shape& shape,
             const std::string& name) {
  const bool divides = loops.name == "divide" || loops.name == "floor_divide" || loops.name == "remainder";
  if (dtype == DType::boolean && !loops.boolean) {
    if (loops.name == "subtract") {
      type_error(
          "numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or the "
          "logical_xor function instead.");
    }
    if (loops.name != "divide") not_supported("int8, the dtype of '" + std::string(loops.name) + "' of two bools,");
    dtype = DType::float64;
  }
  if (dtype == DType::int64 && !loops.int64) dtype = DType::float64;
  // The time of std::fmod grows with the distance between its operands' exponents.
  if (is_float(dtype) && (loops.name == "floor_divide" || loops.name == "remainder")) work(product(shape), 256);
  if (loops.name == "power") work(product(shape), kPowerWork);
  const auto in = [&](auto op, auto type) {
    using T = decltype(type);
    return apply(op, cast(a, kDType<T>), cast(b, kDType<T>), shape, name, divides);
  };
  switch (dtype) {
    case DType::boolean:
      return in(loops.boolean, bool{});
    case DType::int64:
      return in(loops.int64, Int{});
    case DType::float32:
      return loops.float32 ? in(loops.float32, float{}) : (no_loop(loops.name), AnyArray{});
    case DType::float64:
      break;
  }
  return loops.float64 ? in(loops.float64, double{}) : (no_loop(loops.name), AnyArray{});
}

template <class T>
AnyArray map(T (*op)(T), const AnyArray& a, const std::string& name) {
  AnyArray result = make(kDType<T>, shape_of(a));
  const T* x = data<T>(a);
  T* out = data<T>(result);
  Flags flags;
  for (Int i = 0, n = size_of(a); i < n; ++i) {
    out[i] = op(x[i]);
    if constexpr (std::is_floating_point_v<T>) flags.note<T>(x[i], T{0}, out[i], x[i] == 0);
  }
  flags.report(name);
  return result;
}

template <class T>
struct UnaryOps {
  static T negative(T a) { return subtract(T{0}, a); }
  static T absolute(T a) { return a < 0 ? negative(a) : a; }
  static T same(T a) { return a; }
  static T square(T a) { return multiply(a, a); }
};
template <class T>
struct FloatOps {
  static T negative(T a) { return -a; }
  static T absolute(T a) { return std::abs(a); }
  static T same(T a) { return a; }
  static T square(T a) { return a * a; }
  static T exp(T a) { return static_cast<T>(std::exp(static_cast<double>(a))); }
  static T sqrt(T a) { return std::sqrt(a); }
  static T log(T a) { return static_cast<T>(std::log(static_cast<double>(a))); }
  static T reciprocal(T a) { return T{1} / a; }
};
bool invert(bool a) { return !a; }
bool keep(bool a) { return a; }
Int complement(Int a) { return ~a; }

struct UnaryLoops {
  std::string_view name;
  bool (*boolean)(bool);
  Int (*int64)(Int);
  float (*float32)(float);
  double (*float64)(double);
};
constexpr auto kUnary = std::to_array<UnaryLoops>({
    {"negative", nullptr, UnaryOps<Int>::negative, FloatOps<float>::negative, FloatOps<double>::negative},
    {"positive", nullptr, UnaryOps<Int>::same, FloatOps<float>::same, FloatOps<double>::same},
    {"absolute", keep, UnaryOps<Int>::absolute, FloatOps<float>::absolute, FloatOps<double>::absolute},
    {"square", nullptr, UnaryOps<Int>::square, FloatOps<float>::square, FloatOps<double>::square},
    {"exp", nullptr, nullptr, FloatOps<float>::exp, FloatOps<double>::exp},
    {"sqrt", nullptr, nullptr, FloatOps<float>::sqrt, FloatOps<double>::sqrt},
    {"log", nullptr, nullptr, FloatOps<float>::log, FloatOps<double>::log},
    {"reciprocal", nullptr, nullptr, FloatOps<float>::reciprocal, FloatOps<double>::reciprocal},  // only used by `**`
    {"invert", invert, complement, nullptr, nullptr},
});

bool has_negative(const AnyArray& array) {
  const Int* numbers = data<Int>(array);
  return std::any_of(numbers, numbers + size_of(array), [](Int each) { return each < 0; });
}

}  // namespace

template <class T>
Division<T> divide_down(T a, T b) {
  T mod = static_cast<T>(std::fmod(static_cast<double>(a), static_cast<double>(b)));
  if (b == 0) return {a / b, mod};
  T div = (a - mod) / b;
  if (mod != 0) {
    if ((b < 0) != (mod < 0)) {
      mod += b;
      div -= T{1};
    }
  } else {
    mod = std::copysign(T{0}, b);
  }
  if (div == 0) return {std::copysign(T{0}, a / b), mod};
  T floor = std::floor(div);
  if (div - floor > T{0.5}) floor += T{1};
  return {floor, mod};
}
template Division<float> divide_down(float, float);
template Division<double> divide_down(double, double);

Int power(Int base, Int exponent) {
  Int result = 1;
  for (; exponent > 0; exponent >>= 1) {
    if (exponent & 1) result = multiply(result, base);
    base = multiply(base, base);
  }
  return result;
}

Value binary_ufunc(std::string_view name, const Value& a, const Value& b, bool by_operator) {
  const AnyArray left = to_array(a), right = to_array(b);
  const bool scalars = is_scalar_like(a) && is_scalar_like(b);
  const DType dtype = result_type(
      {left, right}, Marks{static_cast<char>(is_scalar_like(a) ? 1 : 0), static_cast<char>(is_scalar_like(b) ? 1 : 0)});
  const auto scalar_object = [](const Value& value) { return !value.as<Array>() || value.as<Array>()->is_scalar; };
  // NumPy's scalars have arithmetic of their own in their dtype, except np.bool_.
  const auto has_own = [&](const Value& value) { return value.as<Array>() && dtype_of(to_array(value)) == dtype; };
  const bool scalar_math = by_operator && scalars && scalar_object(a) && scalar_object(b) &&
                           dtype_of(a.as<Array>() ? left : right) != DType::boolean && (has_own(a) || has_own(b));
  const std::string spoken = (scalar_math ? "scalar " : "") + std::string(name);
  for (const auto& loops : kComparisons) {
    if (loops.name != name) continue;
    return result_value(run(loops, dtype, left, right, broadcast_or_raise({shape_of(left), shape_of(right)}), spoken));
  }
  for (const auto& loops : kArithmetic) {
    if (loops.name != name) continue;
    const Shape shape = broadcast_or_raise({shape_of(left), shape_of(right)});
    if (name == "power" && dtype == DType::int64 && product(shape) > 0 && has_negative(cast(right, DType::int64))) {
      value_error("Integers to negative integer powers are not allowed.");
    }
    AnyArray result = run(loops, dtype, left, right, shape, spoken);
    // NumPy warns of wrapping around for scalars only.
    if (scalar_math && dtype == DType::int64 && dtype_of(result) == DType::int64) {
      const Int x = int_at(left, 0), y = int_at(right, 0);
      Int exact = 0;
      const bool over = name == "add"        ? __builtin_add_overflow(x, y, &exact)
                        : name == "subtract" ? __builtin_sub_overflow(x, y, &exact)
                        : name == "multiply" ? __builtin_mul_overflow(x, y, &exact)
                                             : false;
      if (over) warn("RuntimeWarning: overflow encountered in " + spoken);
    }
    return result_value(std::move(result));
  }
  not_supported("'" + std::string(name) + "'");
}

Value unary_ufunc(std::string_view name, const Value& a) {
  const AnyArray array = to_array(a);
  for (const UnaryLoops& loops : kUnary) {
    if (loops.name != name) continue;
    const std::string spoken(name);
    DType dtype = dtype_of(array);
    if (dtype == DType::boolean && !loops.boolean) {
      if (name == "negative") {
        type_error(
            "The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the logical_not "
            "function instead.");
      }
      if (name == "positive") no_loop(name);
      not_supported((name == "square" ? "int8" : "float16") + std::string(", the dtype of '") + spoken + "' of a bool,");
    }
    if (dtype == DType::int64 && !loops.int64) dtype = DType::float64;
    if (is_float(dtype) && !loops.float64) no_loop(name);
    if (dtype == DType::boolean) return result_value(map(loops.boolean, array, spoken));
    if (dtype == DType::int64) return result_value(map(loops.int64, array, spoken));
    if (dtype == DType::float32) return result_value(map(loops.float32, array, spoken));
    return result_value(map(loops.float64, cast(array, DType::float64), spoken));
  }
  not_supported("'" + std::string(name) + "'");
}

}  // namespace convdot::numpy
