// NumPy's sum and NumPy's random numbers, to the last bit.
#include "convdot/random.hpp"
#include "convdot/sum.hpp"
#include "golden.hpp"
#include "testing.hpp"

using namespace convdot;
using namespace convdot::testing;

namespace {

template <class T>
void check_sum(const Json& test_case) {
  LegacyRandom random(test_case.at("seed").get<Index>());
  std::vector<T> values;
  for (Index i = 0; i < test_case.at("n").get<Index>(); ++i) {
    const double x = random.normal();
    values.push_back(static_cast<T>(x * x * x));
  }
  CHECK(np_sum<T>(values) == static_cast<T>(number(test_case.at("sum"))));
}

}  // namespace

TEST_CASE("np.sum") {
  for (const Json& test_case : golden("np_sum.json", "cases")) {
    CAPTURE(test_case.at("n").get<Index>(), test_case.at("dtype").get<std::string>());
    if (test_case.at("dtype") == "float32") {
      check_sum<float>(test_case);
    } else {
      check_sum<double>(test_case);
    }
  }
}

TEST_CASE("np.random.seed and randn") {
  for (const Json& test_case : golden("randn.json", "cases")) {
    const auto seed = test_case.at("seed").get<Index>();
    CAPTURE(seed);
    LegacyRandom random(seed);
    std::vector<double> values;
    for (int i = 0; i <= 2000; ++i) values.push_back(random.normal());
    CHECK(values.back() == number(test_case.at("at2000")));
    values.resize(test_case.at("first").size());
    CHECK(values == numbers<double>(test_case.at("first")));
  }
}

TEST_CASE("a seed out of NumPy's range is refused") {
  check_error("seed", "-1", [] { LegacyRandom random(-1); });
  check_error("seed", "4294967296", [] { LegacyRandom random(Index{1} << 32); });
}
