// Every kernel that serves a geometry, not just the chosen one, against the readable reference, on random geometries: some as small as
// those of the lessons, some large enough for several tiles, panels and chunks.
#include "kernels/choose.hpp"

#include <limits>
#include <set>
#include <xtensor/xmath.hpp>

#include "convdot/compare.hpp"
#include "convdot/limits.hpp"
#include "convdot/plan.hpp"
#include "random_case.hpp"
#include "testing.hpp"

using namespace convdot;
using namespace convdot::testing;

namespace {

constexpr Index kCases = 150;

// Cases that random_case() does not reach: rows of several vectors, more filters than a panel has, images of one and three channels.
template <class T>
RandomCase<T> image_case(Index seed, Values values) {
  Random random(seed);
  for (;;) {
    Options options;
    if (random.coin()) options = random_options(random);
    if (random.coin()) options.groups = 1;
    const bool is_image_filter = options.groups == 1 && random.coin();
    const Index channels = is_image_filter ? (random.coin() ? 1 : 3) : random.from_to(1, 9);
    const Index filters = is_image_filter ? 1 : random.from_to(1, 12) * options.groups;
    const Shape4 input{random.from_to(0, 2), random.from_to(1, 20), random.from_to(1, 30), channels * options.groups};
    const Shape4 filter{random.from_to(1, 7), random.from_to(1, 7), channels, filters};
    if (auto result = filled_case<T>(random, input, filter, options, values)) return *std::move(result);
  }
}

// Calls check(case) for random cases of both types.
template <class Check>
void for_random_cases(Values values, Check check) {
  for (Index seed = 0; seed < kCases; ++seed) {
    CAPTURE(seed);
    check(random_case<double>(seed, values));
    check(random_case<float>(seed, values));
    check(image_case<double>(seed, values));
    check(image_case<float>(seed, values));
  }
}

// Calls check(entry, output) for each kernel that serves the case, in one portion and in as many as possible.
template <class T, class Check>
void for_each_output(const RandomCase<T>& sample, Check check) {
  for (const Index portion_bytes : {kernels::kPortionBytes, Index{1}}) {
    CAPTURE(portion_bytes);
    const auto convolution =
        kernels::make_convolution(sample.geometry, sample.filter, as_bias(sample.bias), sample.options, portion_bytes);
    for (const auto& entry : kernels::all<T>()) {
      if (!entry.serves(sample.geometry)) continue;
      CAPTURE(entry.name);
      const auto kernel = entry.make(convolution);
      auto output = filled(sample.geometry.output_shape(), T{123});
      for (int run = 0; run < 2; ++run) {  // the first run must not change the second
        output.fill(T{123});
        for (const Portion& portion : convolution.portions) {
          // Copies, so that sanitizers see reads and writes outside the portion.
          const std::vector<T> input(sample.input.data() + portion.first_input,
                                     sample.input.data() + portion.first_input + portion.inputs);
          std::vector<T> part(static_cast<std::size_t>(portion.outputs));
          kernel->run(portion, input.data(), part.data());
          std::copy(part.begin(), part.end(), output.data() + portion.first_output);
        }
      }
      check(entry, output);
    }
  }
}

template <class T>
Tensor<T> planned(const RandomCase<T>& sample, Method method) {
  Plan<T> plan(convdot::shape_of(sample.input), sample.filter, as_bias(sample.bias), sample.options, method);
  auto output = filled(plan.output_shape(), T{0});
  plan.run({sample.input.data(), sample.input.size()}, {output.data(), output.size()});
  return output;
}

}  // namespace

TEST_CASE("every kernel is exact on integers") {
  for_random_cases(Values::integers, [](const auto& sample) {
    const auto expected = multiply_sum(sample.input, sample.filter, as_bias(sample.bias), sample.options);
    for_each_output(sample, [&](const auto&, const auto& output) { CHECK(flat(output) == flat(expected)); });
  });
}

// Found by fuzzing: the last portion has as many rows of the image as the previous one, and padding below them.
TEST_CASE("padding is zeros where another portion had rows of the image") {
  Options options;
  options.padding = {PaddingMode::fixed, 3, 1, 1, 1};
  Random random(1);
  const auto sample = filled_case<float>(random, {1, 18, 34, 6}, {2, 2, 6, 6}, options, Values::integers);
  REQUIRE(sample);
  const auto expected = multiply_sum(sample->input, sample->filter, as_bias(sample->bias), options);
  for_each_output(*sample, [&](const auto&, const auto& output) { CHECK(flat(output) == flat(expected)); });
}

TEST_CASE("with a single output, the distance to the next window is 0") {
  const auto steps = [](Index side) {
    Options options;
    options.stride = {kMaxStride, kMaxStride};
    const kernels::Steps found(resolve({1, side, side, 4096}, {1, 1, 4096, 1}, std::nullopt, options));
    return std::array{found.right, found.down};
  };
  CHECK(steps(4) == std::array<kernels::Offset, 2>{0, 0});
  Options options;
  options.stride = {2, 3};
  const kernels::Steps found(resolve({1, 7, 7, 5}, {1, 1, 5, 1}, std::nullopt, options));
  CHECK(std::array{found.right, found.down} == std::array<kernels::Offset, 2>{15, 70});
}

TEST_CASE("every kernel adds from left to right: the unrolled dot product, bit for bit") {
  for_random_cases(Values::reals, [](const auto& sample) {
    const auto expected = unrolled_dot(sample.input, sample.filter, as_bias(sample.bias), sample.options);
    for_each_output(sample, [&](const auto&, const auto& output) { CHECK(flat(output) == flat(expected)); });
  });
}

TEST_CASE("conv2d is both routes, bit for bit, in every order") {
  for_random_cases(Values::reals, [](auto sample) {
    const auto check = [&](const auto& expected, Method method) {
      CHECK(flat(conv2d(sample.input, sample.filter, as_bias(sample.bias), sample.options, method)) == flat(expected));
    };
    for (const Order window : {Order::hwc, Order::fortran}) {
      for (const Order filter : {Order::hwc, Order::chw}) {
        sample.options.window_order = window;
        sample.options.filter_order = filter;
        check(multiply_sum(sample.input, sample.filter, as_bias(sample.bias), sample.options), Method::multiply_sum);
        check(unrolled_dot(sample.input, sample.filter, as_bias(sample.bias), sample.options), Method::unrolled_dot);
      }
    }
  });
}

TEST_CASE("conv2d halves sums and cuts them into buffers where np_sum does") {
  for (const Index channels : {7, 8, 9, 128, 129, 1000, 8192, 8193, 20000, 70000}) {
    CAPTURE(channels);
    Random random(channels);
    const auto input = random_tensor<float>(random, {1, 1, 2, channels}, Values::reals);
    const auto filter = random_tensor<float>(random, {1, 1, channels, 2}, Values::reals);
    CHECK(flat(conv2d<float>(input, filter, std::nullopt, Options{}, Method::multiply_sum)) ==
          flat(multiply_sum<float>(input, filter, std::nullopt, Options{})));
  }
}

TEST_CASE("every kernel stays within the bound") {
  for_random_cases(Values::reals, [](const auto& sample) {
    using T = typename std::decay_t<decltype(sample.input)>::value_type;
    const auto reference = multiply_sum(sample.input, sample.filter, as_bias(sample.bias), sample.options);
    const auto magnitudes = magnitude(sample.input, sample.filter, as_bias(sample.bias), sample.options);
    for_each_output(sample, [&](const auto&, const auto& output) {
      for (std::size_t i = 0; i < output.size(); ++i) {
        const auto found = difference<T>(output.data()[i], reference.data()[i], sample.geometry.terms(),
                                         magnitudes.data()[i], sample.bias.has_value());
        REQUIRE(found.verdict != Verdict::different);
      }
    });
  });
}

TEST_CASE("every kernel is linear in the input and in the filter") {
  for_random_cases(Values::integers, [](auto sample) {
    sample.bias.reset();
    auto scaled = sample;
    scaled.input *= 3;
    scaled.filter *= -2;
    std::vector<decltype(flat(sample.input))> outputs;
    for_each_output(sample, [&](const auto&, auto output) { outputs.push_back(flat(output *= -6)); });
    auto expected = outputs.begin();
    for_each_output(scaled, [&](const auto&, const auto& output) { CHECK(flat(output) == *expected++); });
  });
}

TEST_CASE("NaN and infinities are where the reference has them") {
  for_random_cases(Values::integers, [](auto sample) {
    using T = typename std::decay_t<decltype(sample.input)>::value_type;
    constexpr T kInfinity = std::numeric_limits<T>::infinity();
    if (sample.input.size() > 0) sample.input.data()[sample.input.size() / 2] = kInfinity;
    sample.filter.data()[sample.filter.size() / 2] = -kInfinity;
    const auto expected = multiply_sum(sample.input, sample.filter, as_bias(sample.bias), sample.options);
    for_each_output(sample, [&](const auto&, const auto& output) { CHECK(same(flat(output), flat(expected))); });
  });
}

TEST_CASE("every kernel serves some of the random cases") {
  std::set<std::string> served;
  for_random_cases(Values::integers, [&](const auto& sample) {
    for_each_output(sample, [&](const auto& entry, const auto&) { served.insert(std::string(entry.name)); });
  });
  CHECK(served.size() == kernels::all<float>().size());
}

TEST_CASE("portions fill every output once") {
  for_random_cases(Values::integers, [](const auto& sample) {
    const auto convolution =
        kernels::make_convolution(sample.geometry, sample.filter, as_bias(sample.bias), sample.options, 1);
    Index next = 0;
    for (const Portion& portion : convolution.portions) {
      CHECK(portion.first_output == next);
      next += portion.outputs;
    }
    CHECK(next == sample.geometry.windows() * sample.geometry.filters);
    CHECK((convolution.portions.size() > 1) ==
          (sample.geometry.images > 1 || (sample.geometry.images == 1 && sample.geometry.height.output > 4)));
  });
}

TEST_CASE("a plan is the convolution, by either method") {
  for_random_cases(Values::integers, [](const auto& sample) {
    const auto expected = multiply_sum(sample.input, sample.filter, as_bias(sample.bias), sample.options);
    CHECK(flat(planned(sample, Method::multiply_sum)) == flat(expected));
    CHECK(flat(planned(sample, Method::unrolled_dot)) == flat(expected));
  });
}

TEST_CASE("a plan unrolls in the given orders; multiply-sum has none") {
  for_random_cases(Values::reals, [](auto sample) {
    const auto in_place = planned(sample, Method::multiply_sum);
    for (const Order window : {Order::hwc, Order::chw, Order::fortran}) {
      for (const Order filter : {Order::hwc, Order::chw, Order::fortran}) {
        sample.options.window_order = window;
        sample.options.filter_order = filter;
        CHECK(flat(planned(sample, Method::multiply_sum)) == flat(in_place));
        if (window != Order::hwc) continue;  // with other windows the same products are added in another order
        const auto expected = unrolled_dot(sample.input, sample.filter, as_bias(sample.bias), sample.options);
        CHECK(flat(planned(sample, Method::unrolled_dot)) == flat(expected));
      }
    }
  });
}

TEST_CASE("a plan with windows in another order gives the products of that order") {
  for_random_cases(Values::integers, [](auto sample) {
    for (const Order window : {Order::chw, Order::fortran}) {
      sample.options.window_order = window;
      const auto expected = unrolled_dot(sample.input, sample.filter, as_bias(sample.bias), sample.options);
      CHECK(flat(planned(sample, Method::unrolled_dot)) == flat(expected));
    }
  });
}

TEST_CASE("plans exist side by side, move, and keep their own filter") {
  auto filter = filled<float>({1, 1, 1, 1}, 2);
  const Shape4 shape{1, 2, 2, 1};
  std::vector<Plan<float>> plans;
  for (int i = 0; i < 10; ++i) {
    filter(0, 0, 0, 0) = static_cast<float>(i);
    plans.emplace_back(shape, filter, std::nullopt, Options{});
  }
  const std::vector<float> input{1, 2, 3, 4};
  std::vector<float> output(4);
  for (std::size_t i = 0; i < plans.size(); ++i) {
    plans[i].run(input, output);
    const auto scale = static_cast<float>(i);
    CHECK(output == std::vector<float>{scale, 2 * scale, 3 * scale, 4 * scale});
  }
}

TEST_CASE("a plan names its kernel") {
  const auto kernel = [](const Shape4& input, const Shape4& filter, Method method) {
    const Plan<float> plan(input, filled<float>(filter, 1), std::nullopt, Options{}, method);
    CHECK(!plan.description().empty());
    return plan.kernel();
  };
  CHECK(kernel({1, 9, 9, 1}, {3, 3, 1, 1}, Method::multiply_sum) == "one-channel stencil");
  CHECK(kernel({1, 9, 18, 3}, {3, 3, 3, 1}, Method::multiply_sum) == "RGB stencil");
  CHECK(kernel({1, 9, 9, 3}, {3, 3, 3, 2}, Method::multiply_sum) == "blocked direct");
  CHECK(kernel({1, 9, 9, 1}, {3, 3, 1, 1}, Method::unrolled_dot) == "unrolled columns");
  CHECK(kernel({1, 9, 9, 1}, {3, 3, 1, 4}, Method::unrolled_dot) == "unrolled matrix");
}

TEST_CASE("a plan rejects operands that do not fit") {
  const auto filter = filled<double>({2, 2, 1, 2}, 1);
  check_error("size", "2", [&] { Plan<double>({1, 1, 1, 1}, filter, std::nullopt, Options{}); });
  const std::vector<double> one{1};
  check_error("bias", "1", [&] { Plan<double>({1, 3, 3, 1}, filter, one, Options{}); });
  Plan<double> plan({1, 3, 3, 1}, filter, std::nullopt, Options{});
  std::vector<double> input(9), output(8);
  check_error("shape", "input has 9 elements; got 8", [&] { plan.run(std::span(input).first(8), output); });
  check_error("shape", "output has 8 elements; got 7", [&] { plan.run(input, std::span(output).first(7)); });
  plan.run(input, output);
}
