// The numbers in the page's lessons.
#include <numeric>

#include "conv_case.hpp"
#include "convdot/numpy.hpp"
#include "golden.hpp"
#include "np_dot_case.hpp"
#include "testing.hpp"

using namespace convdot;
using namespace convdot::testing;

TEST_CASE("lessons: convolutions") {
  for (const Json& test_case : golden("lessons.json", "conv")) check_conv_case(test_case);
}

TEST_CASE("lessons: np.dot") {
  for (const Json& test_case : golden("lessons.json", "npDot")) check_np_dot_case(test_case);
}

TEST_CASE("lessons: sizes, padding and elements that are never read") {
  for (const Json& test_case : golden("lessons.json", "shapes")) {
    CAPTURE(test_case.at("name").get<std::string>());
    const Geometry geometry =
        resolve(shape4(test_case.at("input")), shape4(test_case.at("filter")), std::nullopt, options(test_case));
    CHECK(geometry.output_shape() == shape4(test_case.at("output")));
    CHECK(Shape4{geometry.height.before, geometry.width.before, geometry.height.after, geometry.width.after} ==
          shape4(test_case.at("resolved")));
    const auto unread = [](const Axis& axis) {
      const auto reads = axis.reads();
      return std::count(reads.begin(), reads.end(), Index{0});
    };
    CHECK(std::vector<Index>{unread(geometry.height), unread(geometry.width)} ==
          test_case.at("unread").get<std::vector<Index>>());
  }
}

TEST_CASE("lesson 9: two orders of the same four numbers are within the bound") {
  const auto rounding = difference(0.0F, 2.0F, 4, 0x1p25 + 2, false);
  CHECK(rounding.verdict == Verdict::rounding);
  CHECK(rounding.abs == 2);
  CHECK(rounding.bound > 16);
  CHECK(rounding.bound < 16.00001);
}
