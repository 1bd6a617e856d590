// The checks of every golden np.dot.
#pragma once

#include <numeric>

#include "convdot/numpy.hpp"
#include "golden.hpp"
#include "testing.hpp"

namespace convdot::testing {

template <class T>
T trace(const xt::xarray<T>& matrix) {
  T sum{0};
  for (std::size_t i = 0; i < std::min(matrix.shape(0), matrix.shape(1)); ++i) sum += matrix(i, i);
  return sum;
}

template <class T>
void check_np_dot_case_as(const Json& test_case) {
  const auto outcome = np_dot(array<T>(test_case.at("a")), array<T>(test_case.at("w")));
  if (const auto* raised = std::get_if<Raised>(&outcome)) {
    REQUIRE(test_case.contains("error"));
    CHECK(raised->type == test_case.at("error").at("type").get<std::string>());
    CHECK(raised->message == test_case.at("error").at("message").get<std::string>());
    return;
  }
  REQUIRE(!test_case.contains("error"));
  const auto& result = std::get<xt::xarray<T>>(outcome);
  CHECK(shape_of(result) == test_case.at("result").at("shape").template get<std::vector<Index>>());
  CHECK(same(flat(result), numbers<T>(test_case.at("result").at("data"))));
  CHECK(repr(result) == test_case.at("repr").get<std::string>());
  if (test_case.contains("sum"))
    CHECK(std::accumulate(result.data(), result.data() + result.size(), T{0}) == number(test_case.at("sum")));
  if (test_case.contains("trace")) CHECK(trace(result) == number(test_case.at("trace")));
}

inline void check_np_dot_case(const Json& test_case) {
  CAPTURE(test_case.at("name").get<std::string>(), test_case.at("dtype").get<std::string>());
  if (test_case.at("dtype") == "float32") {
    check_np_dot_case_as<float>(test_case);
  } else {
    check_np_dot_case_as<double>(test_case);
  }
}

}  // namespace convdot::testing
