#include "convdot/evaluate.hpp"

#include "golden.hpp"
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

TEST_CASE("what is too large, too deep or too long is refused, and the next one works") {
  check_raised("np.zeros((100000, 100000))", "MemoryError");
  check_raised("np.ones(1000000)[:, None] * np.ones(1000000)", "MemoryError");
  check_raised(std::string(4000, '(') + "1" + std::string(4000, ')'), "RecursionError");
  check_raised(std::string(9000, '-') + "1", "RecursionError");
  CHECK(std::get<Evaluated>(evaluated("1 + 1")).repr == "2");
}

TEST_CASE("every name that is offered is there") {
  for (const std::string& name : names()) {
    CAPTURE(name);
    const auto outcome = evaluated(name.front() == '.' ? "np.ones((2, 2))" + name : name);
    CHECK(std::holds_alternative<Evaluated>(outcome));
  }
}
