// The deeplearning.ai assignment's seeded cases, and the means that wrong code gives.
#include <xtensor/xview.hpp>

#include "convdot/conv2d.hpp"
#include "convdot/numpy.hpp"
#include "convdot/step.hpp"
#include "golden.hpp"
#include "testing.hpp"

using namespace convdot;
using namespace convdot::testing;

namespace {

struct Drawn {
  Tensor<double> input, filter;
  std::vector<double> bias;
};

std::vector<double> draw(LegacyRandom& random, Index count) {
  std::vector<double> values;
  for (Index i = 0; i < count; ++i) values.push_back(random.normal());
  return values;
}

Tensor<double> draw(LegacyRandom& random, const Shape4& shape) {
  return make_tensor(shape, draw(random, shape[0] * shape[1] * shape[2] * shape[3]));
}

Drawn draw(const Json& test_case) {
  LegacyRandom random(test_case.at("seed").get<Index>());
  Drawn drawn;  // the order of the draws is part of the case
  drawn.input = draw(random, shape4(test_case.at("input")));
  drawn.filter = draw(random, shape4(test_case.at("filter")));
  drawn.bias = draw(random, test_case.at("bias").get<Index>());
  return drawn;
}

template <class Expression>
double mean_of(const Expression& expression) {
  const std::vector<double> values(expression.begin(), expression.end());
  return np_sum<double>(values) / static_cast<double>(values.size());
}

// The result of code that makes `mistake`.
double mean_of_mistake(const std::string& mistake, const Drawn& drawn, Options options) {
  const Tensor<double>&input = drawn.input, &filter = drawn.filter;
  const std::vector<double>& bias = drawn.bias;
  auto rows = xt::range(0, 3), columns = xt::range(0, 4);  // xtensor's views take no constant ranges
  const auto forward = [&](const std::vector<double>& b) { return multiply_sum(input, filter, Bias<double>(b), options); };
  std::vector<double> other_bias = bias;
  if (mistake == "stride-ignored") {
    options.stride = {1, 1};
    const auto output = forward(bias);
    return mean_of(xt::view(output, xt::all(), rows, columns));
  }
  if (mistake == "stride-ignored-on-h") {
    options.stride.height = 1;
    const auto output = forward(bias);
    return mean_of(xt::view(output, xt::all(), rows));
  }
  if (mistake == "stride-ignored-on-w") {
    options.stride.width = 1;
    const auto output = forward(bias);
    return mean_of(xt::view(output, xt::all(), xt::all(), columns));
  }
  if (mistake == "no-bias") return mean_of(multiply_sum<double>(input, filter, std::nullopt, options));
  if (mistake == "filter-0s-bias-for-all") return mean_of(forward(std::vector<double>(bias.size(), bias[0])));
  if (mistake == "last-channel-only") {
    const Tensor<double> last = xt::view(input, xt::all(), xt::all(), xt::all(), xt::range(3, 4));
    const Tensor<double> last_filter = xt::view(filter, xt::all(), xt::all(), xt::range(3, 4));
    return mean_of(multiply_sum(last, last_filter, Bias<double>(bias), options));
  }
  if (mistake == "bias-per-channel") {
    for (double& value : other_bias) value *= 4;
    return mean_of(forward(other_bias));
  }
  REQUIRE(mistake == "flipped");
  options.flip = true;
  return mean_of(forward(bias));
}

}  // namespace

TEST_CASE("course: a single step") {
  for (const Json& test_case : golden("course.json", "steps")) {
    const Drawn drawn = draw(test_case);
    const auto result = step(drawn.input, drawn.filter, Bias<double>(drawn.bias), {}, {});
    CHECK(result.multiply_sum == number(test_case.at("output")));
    CHECK(result.difference.verdict != Verdict::different);
  }
}

TEST_CASE("course: a forward pass") {
  for (const Json& test_case : golden("course.json", "forwards")) {
    CAPTURE(test_case.at("name").get<std::string>());
    const Drawn drawn = draw(test_case);
    const auto output = multiply_sum(drawn.input, drawn.filter, Bias<double>(drawn.bias), options(test_case));
    CHECK(testing::shape_of(output) == test_case.at("output").get<std::vector<Index>>());
    CHECK(mean_of(output) == number(test_case.at("mean")));
    const auto at = test_case.at("at").get<std::vector<std::size_t>>();
    const auto values = numbers<double>(test_case.at("values"));
    for (std::size_t c = 0; c < values.size(); ++c) CHECK(output(at[0], at[1], at[2], c) == values[c]);
  }
}

TEST_CASE("course: the results of wrong code") {
  const Json present = golden("course.json", "forwards").back();
  const Drawn drawn = draw(present);
  for (const Json& test_case : golden("course.json", "mistakes")) {
    const auto mistake = test_case.at("name").get<std::string>();
    CAPTURE(mistake);
    CHECK(std::abs(mean_of_mistake(mistake, drawn, options(present)) - number(test_case.at("mean"))) < 1e-14);
  }
}
