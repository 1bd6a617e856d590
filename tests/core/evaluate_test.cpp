#include "convdot/numpy.hpp"

#include "golden.hpp"
#include "numpy/array.hpp"
#include "testing.hpp"

using namespace convdot;
using namespace convdot::testing;

namespace {

template <class T>
T element(const Json& value) {
  if constexpr (std::is_same_v<T, std::int64_t>)
    return value.is_string() ? std::stoll(value.get<std::string>()) : value.get<T>();
  if constexpr (std::is_same_v<T, bool>) return value.get<bool>();
  return static_cast<T>(number(value));
}

template <class T>
xt::xarray<T> array_of(const Json& value) {
  const auto shape = value.at("shape").get<std::vector<std::size_t>>();
  auto result = xt::xarray<T>::from_shape(typename xt::xarray<T>::shape_type(shape.begin(), shape.end()));
  REQUIRE(result.size() == value.at("data").size());
  std::transform(value.at("data").begin(), value.at("data").end(), result.begin(), element<T>);
  return result;
}

AnyArray any_array(const Json& value) {
  const std::string dtype = value.at("dtype").get<std::string>();
  if (dtype == "bool") return array_of<bool>(value);
  if (dtype == "int64") return array_of<std::int64_t>(value);
  if (dtype == "float32") return array_of<float>(value);
  return array_of<double>(value);
}

bool same_value(const AnyArray& a, const AnyArray& b) {
  return std::visit(
      [](const auto& x, const auto& y) {
        using T = typename std::decay_t<decltype(x)>::value_type;
        if constexpr (!std::is_same_v<std::decay_t<decltype(x)>, std::decay_t<decltype(y)>>)
          return false;
        else if constexpr (std::is_floating_point_v<T>)
          return shape_of(x) == shape_of(y) && same(flat(x), flat(y));
        else
          return x == y;
      },
      a, b);
}

std::variant<Evaluated, Raised> evaluated(const std::string& source) { return evaluate(source, {}); }

void check_raised(const std::string& source, const std::string& type, const std::string& words = "") {
  CAPTURE(source.substr(0, 80));
  const auto outcome = evaluated(source);
  REQUIRE(std::holds_alternative<Raised>(outcome));
  CHECK(std::get<Raised>(outcome).type == type);
  CAPTURE(std::get<Raised>(outcome).message);
  CHECK(std::get<Raised>(outcome).message.find(words) != std::string::npos);
}

}  // namespace

TEST_CASE("Python over NumPy's arrays") {
  for (const Json& test_case : golden("evaluate.json", "cases")) {
    const auto source = test_case.at("source").get<std::string>();
    CAPTURE(source);
    std::vector<Variable> variables;
    for (const auto& [name, value] : test_case.at("variables").items()) variables.push_back({name, any_array(value)});
    const auto outcome = evaluate(source, variables);
    if (const auto* raised = std::get_if<Raised>(&outcome)) {
      CAPTURE(raised->type, raised->message);
      REQUIRE(test_case.contains("error"));
      const Json& error = test_case.at("error");
      CHECK(raised->type == error.at("type").get<std::string>());
      if (error.contains("message")) CHECK(raised->message == error.at("message").get<std::string>());
      continue;
    }
    REQUIRE_FALSE(test_case.contains("error"));
    const auto& found = std::get<Evaluated>(outcome);
    const Json& value = test_case.at("value");
    CHECK(found.repr == test_case.at("repr").get<std::string>());
    CHECK(found.warnings == test_case.at("warnings").get<std::vector<std::string>>());
    CHECK(found.dtype == value.at("dtype").get<std::string>());
    if (found.dtype == "object") continue;
    CHECK(dtype_name(found.value) == found.dtype);
    CHECK(same_value(found.value, any_array(value)));
  }
}

TEST_CASE("a source that is too large, too deep or too long raises an error, and the next one works") {
  check_raised("np.zeros((100000, 100000))", "MemoryError");
  check_raised("np.ones(1000000)[:, None] * np.ones(1000000)", "MemoryError");
  check_raised(std::string(4000, '(') + "1" + std::string(4000, ')'), "RecursionError");
  check_raised(std::string(9000, '-') + "1", "RecursionError");
  CHECK(std::get<Evaluated>(evaluated("1 + 1")).repr == "2");
}

// Each program runs up to the limit on work: a minute for all of them under the sanitizers.
TEST_CASE("all work that grows with the size of an argument is counted", "[.][long]") {
  const auto repeated = [](const std::string& text, std::size_t times) {
    std::string all;
    while (times-- > 0) all += text;
    return all;
  };
  const std::string array = "A = np.zeros(4000000)\n";
  check_raised(array + repeated("np.ndim(A);", 800) + "1", "TimeoutError");
  check_raised(array + repeated("A.astype(float);", 500) + "1", "TimeoutError");
  check_raised("s = 'abcdefgh'\n" + repeated("s = s + s;", 20) + repeated("s == s;", 900) + "1", "TimeoutError");
  check_raised("s = ' ' + ' '\n" + repeated("s = s + s;", 20) + "np.einsum('i,i->' + s, [1], [1]);" +
                   repeated("np.einsum('i->' + s, [1]);", 100),
               "TimeoutError");
  check_raised("np.zeros((10**9, 0)).tolist()", "TimeoutError");
  check_raised("sum(np.arange(900000))", "TimeoutError");
  check_raised("np.zeros((2,) * 22)", "TimeoutError");       // four million numbers to print
  check_raised("[np.zeros(1000)] * 10000", "TimeoutError");  // ten
  check_raised("a = [0] * 1000; b = [a] * 1000; b == b", "TimeoutError");
  check_raised("np.dot(np.zeros((6 * 10**7, 0)), np.zeros((0, 1)))", "MemoryError", "(60000000, 1)");
  check_raised(array + "np.concatenate([A] * 1000)", "MemoryError");
  check_raised(array + "np.einsum('i" + repeated(",i", 999) + "', A" + repeated(", A", 999) + ")", "MemoryError");
}

TEST_CASE("an array without elements takes no work, however many lines it has") {
  const auto repr = [](const std::string& source) { return std::get<Evaluated>(evaluated(source)).repr; };
  const std::string empty = "array([], shape=(1000000000, 0), dtype=float64)";
  CHECK(repr("np.zeros((10**9, 0)).cumsum(1)") == empty);
  CHECK(repr("np.zeros((10**9, 0)).cumsum(0)") == empty);
}

TEST_CASE("the shape, the axes and the divisor may be of any kind and size") {
  const auto repr = [](const std::string& source) { return std::get<Evaluated>(evaluated(source)).repr; };
  CHECK(repr("np.arange(4).reshape(np.array([2, 2]))") == "array([[0, 1],\n       [2, 3]])");
  check_raised("np.arange(4).reshape([[4]])", "TypeError", "'list' object cannot be interpreted as an integer");
  check_raised("np.arange(4).reshape('C')", "TypeError", "'str' object cannot be interpreted as an integer");
  CHECK(repr("np.tensordot([1, 2], [3, 4], -9223372036854775807 - 1)") == "array([[3, 4],\n       [6, 8]])");
  CHECK(repr("5 % (-9223372036854775807 - 1)") == "-9223372036854775803");
  CHECK(repr("np.arange(3)[9:1:9223372036854775807]") == "array([], dtype=int64)");
  check_raised("np.rot90([[1, 2]], 1, (9223372036854775807, -2))", "ValueError", "out of range for array of ndim=2");
}

TEST_CASE("a name that is too long has no name near it") {
  const std::string long_name(9000, 'a');
  for (const std::string& owner : {std::string(), std::string("np."), std::string("np.ones(2)."), std::string("scipy.")}) {
    const auto outcome = evaluated(owner + long_name);
    REQUIRE(std::holds_alternative<Raised>(outcome));
    CHECK(std::get<Raised>(outcome).message.ends_with(long_name + (owner.empty() ? "' is not defined" : "'")));
  }
  check_raised("np.correlate2", "AttributeError", "'correlate2'");
  check_raised("scipy.signal.correlate2", "AttributeError", "Did you mean: 'correlate2d'");
}

TEST_CASE("each of many variables takes no longer than each of few") {
  const auto numbered = [](std::size_t count) {
    std::vector<Variable> variables;
    for (std::size_t i = 0; i < count; ++i) {
      variables.push_back({"v" + std::to_string(i), xt::xarray<double>(static_cast<double>(i))});
    }
    return variables;
  };
  CHECK(std::get<Evaluated>(evaluate("v1 + v9999", numbered(10'000))).repr == "10000.0");
  CHECK(std::get<Raised>(evaluate("v1", numbered(10'001))).message ==
        "there are 10001 variables; at most 10000 are supported here");
}

TEST_CASE("every supported import works, and every other one raises an error") {
  for (const char* source : {"from scipy import signal\nsignal", "from scipy.signal import convolve2d\nconvolve2d",
                             "from numpy import lib" /* refused */, "import numpy.lib as lib\nlib",
                             "from numpy.lib import stride_tricks\nstride_tricks.sliding_window_view"}) {
    CAPTURE(source);
    const auto outcome = evaluated(source);
    const auto* raised = std::get_if<Raised>(&outcome);
    CHECK((!raised || raised->message.find("not supported here") != std::string::npos));
  }
  check_raised("scipy.ndimage", "AttributeError", "module 'scipy' has no attribute 'ndimage': it is not supported here");
  check_raised("scipy.signal.lfilter", "AttributeError", "it is not supported here");
}

TEST_CASE("every name that completion offers exists") {
  for (const std::string& name : names()) {
    CAPTURE(name);
    const auto outcome = evaluated(name.front() == '.' ? "np.ones((2, 2))" + name : name);
    CHECK(std::holds_alternative<Evaluated>(outcome));
  }
}

// The sanitizers judge the tests of any value: no sum, difference or negation may overflow int64, and no value may be read as another
// type.
namespace {

constexpr std::array<std::string_view, 7> kIntegers{"A", "B", "most", "least", "(most, least)", "(least + 1, 0)", "1"};
constexpr std::array<std::string_view, 9> kOthers{"'x'", "None",      "np.sum", "np.array(2)", "1.5",
                                                  "[]",  "[A, None]", "float",  "np"};

void check_answers(std::initializer_list<std::string_view> parts) {
  std::string source =
      "A = np.array([[1, 2], [3, 4]]); most = 9223372036854775807; least = -most - 1; B = np.array([least, most]); ";
  for (const std::string_view part : parts) source += part;
  CAPTURE(source);
  const auto outcome = evaluated(source);
  const auto* raised = std::get_if<Raised>(&outcome);
  CHECK((!raised || raised->type.ends_with("Error")));
}

// A call of a function, or of a method of the first argument.
void check_call(std::string_view name, std::string_view first, std::string_view more) {
  if (name.front() == '.')
    check_answers({"(", first, ")", name, "(", more.substr(more.empty() ? 0 : 2), ")"});
  else
    check_answers({name, "(", first, more, ")"});
}

// ', second' for each value, and ', second, third' for each pair of integers.
std::vector<std::string> more_arguments(std::span<const std::string_view> thirds) {
  std::vector<std::string> all{""};
  for (const std::string_view second : kIntegers) {
    const std::string with_second = std::string(", ").append(second);
    all.push_back(with_second);
    for (const std::string_view third : thirds) all.push_back(std::string(with_second).append(", ").append(third));
  }
  return all;
}

}  // namespace

TEST_CASE("every name takes the largest and the smallest int64") {
  const std::vector<std::string> more = more_arguments(kIntegers);
  for (const std::string& name : names()) {
    for (const std::string_view first : {"A", "B", "most", "least"}) {
      for (const std::string& arguments : more) check_call(name, first, arguments);
    }
  }
}

TEST_CASE("every name takes a value of any type") {
  const std::vector<std::string> more = more_arguments(kOthers);
  for (const std::string& name : names()) {
    for (const std::string& arguments : more) check_call(name, "A", arguments);
    for (const std::string_view other : kOthers) {
      check_call(name, other, "");
      check_call(name, "A", std::string(", ").append(other));
    }
  }
}

TEST_CASE("operators and subscripts take any value, and the largest and the smallest int64") {
  for (const std::string_view other : kOthers) {
    for (const char* infix : {"+", "*", "@", "=="}) check_answers({"A", infix, other, ", ", other, infix, "most"});
    check_answers({"A[", other, "]"});
    check_answers({"A[:", other, ", 0]"});
  }
  for (const std::string_view a : kIntegers) {
    check_answers({"-", a, ", ~", a, ", +", a});
    for (const std::string_view b : kIntegers) {
      for (const char* infix : {"+", "-", "*", "/", "//", "%", "**", "@", "==", "<"}) check_answers({a, infix, b});
      for (const std::string_view c : kIntegers) check_answers({"A[", a, ":", b, ":", c, "]"});
    }
  }
}

TEST_CASE("an evaluation within another has bounds of its own, and gives the outer one's back") {
  numpy::Bounds outer;
  numpy::work(3);
  {
    numpy::Bounds inner;
    numpy::work(5);
    numpy::warn("inner");
    CHECK(inner.work == 5);
    (void)evaluated("1 + 1");
    CHECK(inner.work == 5);
  }
  numpy::work(4);
  numpy::warn("outer");
  CHECK(outer.work == 7);
  CHECK(outer.warnings == std::vector<std::string>{"outer"});
}
