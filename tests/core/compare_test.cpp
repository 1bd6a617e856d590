// The verdicts and the bound. The judge is the definition, evaluated in a wider type.
#include "convdot/compare.hpp"

#include <limits>

#include "random_case.hpp"
#include "testing.hpp"

using namespace convdot;
using namespace convdot::testing;

namespace {

// 113 bits of significand or more: with the few terms and the range of the cases below, as good as exact.
#if defined(__SIZEOF_FLOAT128__)
using Exact = __float128;
#else
using Exact = long double;
static_assert(std::numeric_limits<long double>::digits >= 113, "this platform has no type to judge doubles by");
#endif

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

Exact absolute(Exact value) { return value < 0 ? -value : value; }

template <class T>
Exact exact_bound(Index terms, Exact magnitude, bool with_bias) {
  const Exact unit = static_cast<Exact>(std::numeric_limits<T>::epsilon()) / 2;
  const Exact ku = static_cast<Exact>(terms + (with_bias ? 1 : 0)) * unit;
  return 2 *
         (ku / (1 - ku) * magnitude + static_cast<Exact>(terms) * static_cast<Exact>(std::numeric_limits<T>::denorm_min()));
}

// One output value and its sum |a w| + |b|, by the definition.
struct Judged {
  Exact value = 0, magnitude = 0;
};

template <class T>
Judged judge(const RandomCase<T>& sample, const Window& window, Index filter) {
  const Geometry& geometry = sample.geometry;
  Judged judged;
  std::vector<Index> sources;
  geometry.sources(window, geometry.first_channel(filter), geometry.window_channels(), sources);
  auto source = sources.begin();
  for (Index h = 0; h < geometry.height.filter; ++h) {
    for (Index w = 0; w < geometry.width.filter; ++w) {
      for (Index c = 0; c < geometry.window_channels(); ++c, ++source) {
        if (*source < 0) continue;
        const T weight = sample.options.flip
                             ? sample.filter(geometry.height.filter - 1 - h, geometry.width.filter - 1 - w, c, filter)
                             : sample.filter(h, w, c, filter);
        const Exact product = static_cast<Exact>(sample.input.data()[to_size(*source)]) * static_cast<Exact>(weight);
        judged.value += product;
        judged.magnitude += absolute(product);
      }
    }
  }
  if (sample.bias) {
    const auto b = static_cast<Exact>((*sample.bias)[to_size(filter)]);
    judged.value += b;
    judged.magnitude += absolute(b);
  }
  return judged;
}

template <class T>
void check_bounds(Index seed, double scale) {
  CAPTURE(seed, scale);
  auto sample = random_case<T>(seed, Values::reals);
  for (T& value : sample.input) value *= static_cast<T>(scale);
  for (T& value : sample.filter) value *= static_cast<T>(scale);
  const Geometry& geometry = sample.geometry;
  const auto bias = as_bias(sample.bias);
  const auto result = compare(sample.input, sample.filter, bias, sample.options);
  const auto magnitudes = magnitude(sample.input, sample.filter, bias, sample.options);
  CHECK(result.verdict != Verdict::different);
  CHECK(result.total == geometry.windows() * geometry.filters);

  Exact worst = -1, bound_of_worst = 0;
  std::size_t i = 0;
  for (Index number = 0; number < geometry.windows(); ++number) {
    for (Index filter = 0; filter < geometry.filters; ++filter, ++i) {
      const Judged judged = judge(sample, geometry.window(number), filter);
      const Exact bound = exact_bound<T>(geometry.terms(), judged.magnitude, bias.has_value());
      const T by_sum = result.multiply_sum.data()[i], by_dot = result.unrolled_dot.data()[i];
      REQUIRE(absolute(static_cast<Exact>(by_sum) - judged.value) <= bound / 2);
      REQUIRE(absolute(static_cast<Exact>(by_dot) - judged.value) <= bound / 2);
      REQUIRE(static_cast<Exact>(magnitudes.data()[i]) >= judged.magnitude);

      const auto one = difference(by_sum, by_dot, geometry.terms(), magnitudes.data()[i], bias.has_value());
      REQUIRE(static_cast<Exact>(one.bound) >= bound);
      // Tight, except for the spacing of the doubles themselves.
      REQUIRE(static_cast<Exact>(one.bound) <=
              bound * (1 + static_cast<Exact>(1e-9)) + 2 * static_cast<Exact>(std::numeric_limits<double>::denorm_min()));
      const Exact ratio = static_cast<Exact>(one.abs) / bound;
      if (ratio > worst) {
        worst = ratio;
        bound_of_worst = static_cast<Exact>(one.bound);
      }
    }
  }
  if (worst > 0) CHECK(static_cast<Exact>(result.bound) == bound_of_worst);
}

}  // namespace

TEST_CASE("both routes are within the bound, and the bound is not larger than its formula") {
  for (Index seed = 0; seed < 200; ++seed) {
    check_bounds<double>(seed, 1);
    check_bounds<float>(seed, 1);
  }
}

TEST_CASE("the bound where products underflow") {
  for (Index seed = 0; seed < 50; ++seed) {
    check_bounds<double>(seed, 0x1p-530);
    check_bounds<float>(seed, 0x1p-72);
  }
}

TEST_CASE("no difference") {
  for (const double value : {0.0, 1.0, -3.5, 1e308}) {
    const auto same_value = difference(value, value, 9, std::abs(value), false);
    CHECK(same_value.verdict == Verdict::identical);
    CHECK(same_value.abs == 0);
    CHECK(same_value.ulp == 0);
    CHECK(std::isfinite(same_value.bound));
  }
  CHECK(difference(0.0, -0.0, 9, 1.0, false).verdict == Verdict::identical);
  for (const double value : {kNan, kInfinity, -kInfinity}) {
    const auto not_finite = difference(value, value, 9, value, false);
    CHECK(not_finite.verdict == Verdict::identical);
    CHECK(not_finite.abs == 0);
    CHECK_FALSE(not_finite.overflow);
    CHECK(not_finite.bound == kInfinity);
  }
}

TEST_CASE("one finite and one not finite is overflow") {
  for (const double value : {kNan, kInfinity, -kInfinity}) {
    for (const bool first : {true, false}) {
      const auto result = first ? difference(value, 1.0, 9, kInfinity, false) : difference(1.0, value, 9, 1.0, false);
      CHECK(result.verdict == Verdict::different);
      CHECK(result.overflow);
      CHECK(result.abs == kInfinity);
      CHECK(result.ulp == kInfinity);
      CHECK(result.bound == kInfinity);
    }
  }
}

TEST_CASE("neither is finite, and they are not the same") {
  for (const auto& [a, b] : {std::pair{kInfinity, -kInfinity}, {kInfinity, kNan}, {kNan, -kInfinity}}) {
    const auto result = difference(a, b, 9, kInfinity, false);
    CHECK(result.verdict == Verdict::different);
    CHECK_FALSE(result.overflow);
  }
}

TEST_CASE("rounding up to the bound and no further") {
  const auto bound = difference(1.0, 1.0, 1, 0x1p53, false).bound;  // 2 (gamma(1) 2^53 + eta), a little above 2
  CHECK(bound > 2);
  CHECK(bound < 2.0000001);
  CHECK(difference(10.0, 10.0 + 2, 1, 0x1p53, false).verdict == Verdict::rounding);
  CHECK(difference(10.0, 10.0 + 2.5, 1, 0x1p53, false).verdict == Verdict::different);
  CHECK(difference(10.0, 10.0 + 2.5, 1, 0x1p53, true).verdict == Verdict::rounding);
  CHECK(difference(0.0, std::numeric_limits<double>::denorm_min(), 1, 0, false).verdict == Verdict::rounding);
  CHECK(difference(1.0, 1.5, 1, 0, false).verdict == Verdict::different);
}

TEST_CASE("where no bound can be claimed") {
  CHECK(difference(1.0, 2.0, 9, kInfinity, false).bound == kInfinity);
  CHECK(difference(1.0, 2.0, 9, kInfinity, false).verdict == Verdict::different);
  CHECK(difference(1.0, 2.0, 9, kNan, false).bound == kInfinity);
  CHECK(std::isfinite(difference(1.0F, 1.0F, (1 << 24) - 1, 1.0, false).bound));
  CHECK(difference(1.0F, 1.0F, 1 << 24, 1.0, false).bound == kInfinity);
  CHECK(difference(1.0F, 1.0F, (1 << 24) - 1, 1.0, true).bound == kInfinity);
  CHECK(difference(1e308, -1e308, 9, 1e308, false).abs == kInfinity);
}

TEST_CASE("units in the last place are values of the type between the two") {
  CHECK(difference(1.0, std::nextafter(1.0, 2.0), 1, 1, false).ulp == 1);
  CHECK(difference(1.0F, std::nextafter(1.0F, 0.0F), 1, 1, false).ulp == 1);
  CHECK(difference(1.0F, 2.0F, 1, 1, false).ulp == 0x1p23);
  const double tiny = std::numeric_limits<double>::denorm_min();
  CHECK(difference(-tiny, tiny, 1, 1, false).ulp == 2);
  CHECK(difference(-0.0, tiny, 1, 1, false).ulp == 1);
  CHECK(difference(-1.0F, 1.0F, 1, 1, false).ulp == 2 * 127 * 0x1p23);
}

TEST_CASE("no output at all is identical") {
  const auto result = compare(Tensor<double>::from_shape({0, 3, 3, 1}), filled<double>({2, 2, 1, 1}, 1), {}, {});
  CHECK(result.verdict == Verdict::identical);
  CHECK(result.total == 0);
  CHECK(result.identical == 0);
  CHECK(result.bound == 0);
  CHECK(result.max_abs == 0);
}

TEST_CASE("overflow by only one route") {
  // np.sum adds in eight lanes, in which each 1e308 cancels with its -1e308; from left to right 1e308 + 1e308 comes first.
  const auto input = make_tensor<double>({1, 1, 16, 1}, {1e308, 1e308, 0, 0, 0, 0, 0, 0, -1e308, -1e308, 0, 0, 0, 0, 0, 1});
  const auto result = compare(input, filled<double>({1, 16, 1, 1}, 1), {}, {});
  CHECK(result.multiply_sum(0, 0, 0, 0) == 1);
  CHECK(result.unrolled_dot(0, 0, 0, 0) == kInfinity);
  CHECK(result.verdict == Verdict::different);
  CHECK(result.overflow);
  CHECK(result.max_abs == kInfinity);
  CHECK(result.bound == kInfinity);
}

TEST_CASE("neither route is finite, and they are not the same") {
  const auto input = make_tensor<double>({1, 1, 8, 1}, {1e308, 1e308, -1e308, -1e308, 0, 0, 0, 0});
  const auto result = compare(input, filled<double>({1, 8, 1, 1}, 1), {}, {});
  CHECK(result.unrolled_dot(0, 0, 0, 0) == kInfinity);
  CHECK(std::isnan(result.multiply_sum(0, 0, 0, 0)));
  CHECK(result.verdict == Verdict::different);
  CHECK_FALSE(result.overflow);
}

TEST_CASE("the bound is that of the largest error in proportion to it") {
  // The first output has the larger bound and is exact, the second a rounding error.
  const auto input =
      make_tensor<float>({1, 2, 9, 1}, {1000, 0, 0, 0, 0, 0, 0, 0, 0, 0x1p24F, 1, 1, 1, 1, 1, 1, 1, -0x1p24F});
  const auto result = compare(input, filled<float>({1, 9, 1, 1}, 1), {}, {});
  CHECK(result.identical == 1);
  CHECK(result.total == 2);
  CHECK(result.verdict == Verdict::rounding);
  CHECK(result.bound == difference(result.multiply_sum(0, 1, 0, 0), result.unrolled_dot(0, 1, 0, 0), 9,
                                   magnitude(input, filled<float>({1, 9, 1, 1}, 1), {}, {})(0, 1, 0, 0), false)
                            .bound);
}

TEST_CASE("verdicts by name") {
  CHECK(name(Verdict::identical) == "identical");
  CHECK(name(Verdict::rounding) == "rounding");
  CHECK(name(Verdict::different) == "different");
}
