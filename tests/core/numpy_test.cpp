// NumPy's sum and NumPy's random numbers, to the last bit.
#include "convdot/numpy.hpp"

#include <limits>

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

TEST_CASE("np.random.seed and randint") {
  for (const Json& test_case : golden("randint.json", "cases")) {
    const auto seed = test_case.at("seed").get<Index>(), low = test_case.at("low").get<Index>();
    const auto high = test_case.at("high").get<Index>();
    CAPTURE(seed, low, high);
    LegacyRandom random(seed);
    const IntegerRange range(low, high);
    std::vector<Index> values;
    for (int i = 0; i <= 2000; ++i) values.push_back(random.integer(range));
    CHECK(values.back() == test_case.at("at2000").get<Index>());
    values.resize(test_case.at("first").size());
    CHECK(values == test_case.at("first").get<std::vector<Index>>());
    CHECK(random.normal() == number(test_case.at("normal")));
  }
}

TEST_CASE("random integers over the whole range of Index") {
  LegacyRandom random(1);
  constexpr Index kMost = std::numeric_limits<Index>::max(), kLeast = std::numeric_limits<Index>::min();
  // np.random.seed(1); np.random.randint(-2**63, 2**63 - 1, 3)
  const IntegerRange whole(kLeast, kMost);
  CHECK(random.integer(whole) == -1530673954295414549);
  CHECK(random.integer(whole) == 4064269471072392264);
  CHECK(random.integer(whole) == -9221262077785750647);
}

TEST_CASE("a range without integers is rejected") {
  check_error("argument", "low 5, high 5.", [] { (void)IntegerRange(5, 5); });
  check_error("argument", "low 5, high -5.", [] { (void)IntegerRange(5, -5); });
  constexpr Index kMost = std::numeric_limits<Index>::max(), kLeast = std::numeric_limits<Index>::min();
  check_error("argument", "high -9223372036854775808.", [] { (void)IntegerRange(kMost, kLeast); });
  check_error("argument", "high -9223372036854775808.", [] { (void)IntegerRange(kLeast, kLeast); });
}

TEST_CASE("a seed out of NumPy's range is rejected") {
  check_error("seed", "-1", [] { LegacyRandom random(-1); });
  check_error("seed", "4294967296", [] { LegacyRandom random(Index{1} << 32); });
}
