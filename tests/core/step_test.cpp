#include "convdot/step.hpp"

#include "random_case.hpp"
#include "testing.hpp"

using namespace convdot;
using namespace convdot::testing;

TEST_CASE("a step shows its window, its products and their sources") {
  const auto input = make_tensor<double>({1, 2, 2, 1}, {1, 2, 3, 4});
  const auto filter = make_tensor<double>({2, 2, 1, 1}, {5, 6, 7, 8});
  const std::vector<double> bias{10};
  Options options;
  options.padding = {PaddingMode::fixed, 1, 0, 0, 0};
  const auto result = step(input, filter, Bias<double>(bias), options, {});
  CHECK(flat(result.window) == std::vector<double>{0, 0, 1, 2});
  CHECK(flat(result.block) == std::vector<double>{5, 6, 7, 8});
  CHECK(result.source == std::vector<Index>{-1, -1, 0, 1});
  CHECK(result.filter_source == std::vector<Index>{0, 1, 2, 3});
  CHECK(result.first_channel == 0);
  CHECK(result.terms == std::vector<double>{0, 0, 7, 16});
  CHECK(result.running_multiply_sum == std::vector<double>{0, 0, 7, 23});
  CHECK(result.running_unrolled_dot == result.running_multiply_sum);
  CHECK(result.bias == 10);
  CHECK(result.sum == 23);
  CHECK(result.dot == 23);
  CHECK(result.multiply_sum == 33);
  CHECK(result.unrolled_dot == 33);
  CHECK(result.difference.verdict == Verdict::identical);
}

TEST_CASE("the block of a flipped filter is shown rotated") {
  Options options;
  options.flip = true;
  const auto result =
      step(make_tensor<float>({1, 2, 2, 1}, {1, 2, 3, 4}), make_tensor<float>({2, 2, 1, 1}, {0, 1, 2, 3}), {}, options, {});
  CHECK(flat(result.block) == std::vector<float>{3, 2, 1, 0});
  CHECK(result.filter_source == std::vector<Index>{3, 2, 1, 0});
  CHECK(result.terms == std::vector<float>{3, 4, 3, 0});
  CHECK(result.multiply_sum == 10);
  CHECK(result.bias == 0);
}

TEST_CASE("the dot product's running sums follow the order of its vectors") {
  const auto cube = make_tensor<double>({1, 2, 2, 2}, {0, 1, 2, 3, 4, 5, 6, 7});
  const auto filter = make_tensor<double>({2, 2, 2, 1}, {0, 1, 2, 3, 4, 5, 6, 7});
  Options options;
  options.window_order = options.filter_order = Order::chw;
  const auto result = step(cube, filter, {}, options, {});
  CHECK(result.running_unrolled_dot == std::vector<double>{0, 4, 20, 56, 57, 66, 91, 140});
  CHECK(result.running_multiply_sum == std::vector<double>{0, 1, 5, 14, 30, 55, 91, 140});
  CHECK(result.terms == std::vector<double>{0, 1, 4, 9, 16, 25, 36, 49});
  CHECK(result.dot_terms == std::vector<double>{0, 4, 16, 36, 1, 9, 25, 49});
  CHECK(result.window_layout == layout(Order::chw, 2, 2, 2));
  CHECK(result.filter_layout == result.window_layout);
}

TEST_CASE("a step outside the output is rejected") {
  const auto input = filled<double>({2, 4, 5, 1}, 1), filter = filled<double>({2, 2, 1, 3}, 1);
  const auto refuses = [&](const std::string& words, const StepIndex& at) {
    check_error("step", words, [&] { (void)step(input, filter, {}, {}, at); });
  };
  refuses("The step's image must be between 0 and 1; got 2.", {2, 0, 0, 0});
  refuses("The step's row must be between 0 and 2; got 3.", {0, 3, 0, 0});
  refuses("The step's row must be between 0 and 2; got -1.", {0, -1, 0, 0});
  refuses("The step's column must be between 0 and 3; got 4.", {0, 0, 4, 0});
  refuses("The step's filter must be between 0 and 2; got 9223372036854775807.",
          {0, 0, 0, std::numeric_limits<Index>::max()});
  check_error("step", "no image", [&] { (void)step(Tensor<double>::from_shape({0, 4, 5, 1}), filter, {}, {}, {}); });
}

TEST_CASE("every step is consistent with the convolution") {
  for (Index seed = 0; seed < 100; ++seed) {
    CAPTURE(seed);
    const auto sample = random_case<float>(seed, Values::reals);
    const auto bias = as_bias(sample.bias);
    const auto whole = compare(sample.input, sample.filter, bias, sample.options);
    const Geometry& geometry = sample.geometry;
    for (Index number = 0; number < geometry.windows(); ++number) {
      const Window window = geometry.window(number);
      for (Index f = 0; f < geometry.filters; ++f) {
        const auto one =
            step(sample.input, sample.filter, bias, sample.options, {window.image, window.row, window.column, f});
        REQUIRE(one.multiply_sum == whole.multiply_sum(window.image, window.row, window.column, f));
        REQUIRE(one.unrolled_dot == whole.unrolled_dot(window.image, window.row, window.column, f));
        REQUIRE(static_cast<Index>(one.terms.size()) == geometry.terms());
        REQUIRE(one.running_unrolled_dot.back() == one.dot);
        for (std::size_t i = 0; i < one.source.size(); ++i) {
          REQUIRE(one.window.data()[i] == (one.source[i] < 0 ? 0 : sample.input.data()[to_size(one.source[i])]));
        }
        REQUIRE(one.first_channel == f / (geometry.filters / geometry.groups) * geometry.window_channels());
        REQUIRE(one.filter_source.size() == one.block.size());
        for (std::size_t i = 0; i < one.block.size(); ++i) {
          const Index channel = static_cast<Index>(i) % geometry.window_channels();
          if (one.source[i] >= 0) REQUIRE(one.source[i] % geometry.input_channels == one.first_channel + channel);
          REQUIRE(one.filter_source[i] % geometry.filters == f);
          REQUIRE(one.block.data()[i] == sample.filter.data()[to_size(one.filter_source[i])]);
        }
      }
    }
  }
}
