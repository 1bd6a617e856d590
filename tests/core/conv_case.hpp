// The checks of every golden convolution.
#pragma once

#include "convdot/compare.hpp"
#include "convdot/step.hpp"
#include "golden.hpp"
#include "testing.hpp"

namespace convdot::testing {

template <class T>
void check_conv_case_as(const Json& test_case) {
  const auto input = tensor4<T>(test_case.at("input")), filter = tensor4<T>(test_case.at("filter"));
  const auto values = bias<T>(test_case);
  const Options given = options(test_case);
  const auto result = compare(input, filter, as_bias(values), given);

  const auto expected = numbers<T>(test_case.at("output").at("data"));
  CHECK(shape_of(result.multiply_sum) == test_case.at("output").at("shape").get<std::vector<Index>>());
  CHECK(shape_of(result.unrolled_dot) == shape_of(result.multiply_sum));
  CHECK(same(flat(result.multiply_sum), expected));
  if (test_case.contains("unrolledOutput")) {
    CHECK(same(flat(result.unrolled_dot), numbers<T>(test_case.at("unrolledOutput"))));
  } else if (!result.overflow) {
    CHECK(result.verdict != Verdict::different);
  }
  if (test_case.contains("verdict")) CHECK(name(result.verdict) == test_case.at("verdict").get<std::string>());

  // Each step is one value of the output.
  for (std::size_t i = 0; i < result.multiply_sum.size(); ++i) {
    const auto place = xt::unravel_index(i, result.multiply_sum.shape());
    const auto at = [&](std::size_t axis) { return static_cast<Index>(place[axis]); };
    const auto one = step(input, filter, as_bias(values), given, {at(0), at(1), at(2), at(3)});
    CHECK(same(one.multiply_sum, result.multiply_sum.data()[i]));
    CHECK(same(one.unrolled_dot, result.unrolled_dot.data()[i]));
  }
}

inline void check_conv_case(const Json& test_case) {
  CAPTURE(test_case.at("name").get<std::string>());
  if (test_case.at("dtype") == "float32") {
    check_conv_case_as<float>(test_case);
  } else {
    check_conv_case_as<double>(test_case);
  }
}

}  // namespace convdot::testing
