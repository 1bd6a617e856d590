#include "np_dot_case.hpp"

using namespace convdot;
using namespace convdot::testing;

TEST_CASE("np.dot with NumPy's results and errors") {
  for (const Json& test_case : golden("np_dot.json", "cases")) check_np_dot_case(test_case);
}

TEST_CASE("np.dot of blocks whose product is too large gives an error with its shape") {
  const auto column = xt::xarray<float>::from_shape({10000, 1}), row = xt::xarray<float>::from_shape({1, 10000});
  check_error("limit", "(10000,10000)", [&] { (void)np_dot(column, row); });
}

TEST_CASE("np.dot has at most 32 axes, as in NumPy") {
  const xt::xarray<double> many = xt::xarray<double>::from_shape(xt::xarray<double>::shape_type(18, 1));
  const auto outcome = np_dot(many, many);
  REQUIRE(std::holds_alternative<Raised>(outcome));
  CHECK(std::get<Raised>(outcome).message == "dot: too many dimensions in result");
}

namespace {

template <class T>
void check_repr(const Json& test_case) {
  CHECK(repr(array<T>(test_case)) == test_case.at("repr").get<std::string>());
}

}  // namespace

TEST_CASE("repr as NumPy prints") {
  for (const Json& test_case : golden("repr.json", "cases")) {
    CAPTURE(test_case.at("name").get<std::string>());
    if (test_case.at("dtype") == "float32") {
      check_repr<float>(test_case);
    } else {
      check_repr<double>(test_case);
    }
  }
}
