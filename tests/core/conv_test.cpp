// Both routes on golden convolutions.
#include "conv_case.hpp"
#include "convdot/compare.hpp"
#include "convdot/plan.hpp"
#include "convdot/step.hpp"
#include "golden.hpp"
#include "testing.hpp"

using namespace convdot;
using namespace convdot::testing;

TEST_CASE("convolutions by both routes") {
  for (const Json& test_case : golden("conv.json", "cases")) check_conv_case(test_case);
}

TEST_CASE("the unrolled matrix has one window in each row") {
  const auto input = make_tensor<double>({1, 2, 3, 2}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
  const Shape4 filter{2, 2, 2, 1};
  SECTION("height, width, channel") {
    const auto matrix = unroll(input, filter, {}, Order::hwc);
    CHECK(testing::shape_of(matrix) == std::vector<Index>{2, 8});
    CHECK(flat(matrix) == std::vector<double>{1, 2, 3, 4, 7, 8, 9, 10, 3, 4, 5, 6, 9, 10, 11, 12});
  }
  SECTION("channel, height, width") {
    CHECK(flat(unroll(input, filter, {}, Order::chw)) ==
          std::vector<double>{1, 3, 7, 9, 2, 4, 8, 10, 3, 5, 9, 11, 4, 6, 10, 12});
  }
  SECTION("column-major") {
    CHECK(flat(unroll(input, filter, {}, Order::fortran)) ==
          std::vector<double>{1, 7, 3, 9, 2, 8, 4, 10, 3, 9, 5, 11, 4, 10, 6, 12});
  }
  SECTION("padding is 0") {
    Options options;
    options.padding = {PaddingMode::fixed, 1, 0, 0, 0};
    options.stride = {2, 2};
    CHECK(flat(unroll(input, filter, options, Order::hwc)) == std::vector<double>{0, 0, 0, 0, 1, 2, 3, 4});
  }
  SECTION("all channels, with any groups") {
    Options options;
    options.groups = 2;
    CHECK(testing::shape_of(unroll(input, {2, 2, 1, 2}, options, Order::hwc)) == std::vector<Index>{2, 8});
  }
  SECTION("a matrix that is too large is rejected before it is made") {
    check_error("limit", "(4000000, 225)", [] {
      (void)unroll(Tensor<float>::from_shape({1, 2014, 2014, 1}), {15, 15, 1, 1}, Options{}, Order::hwc);
    });
  }
}

TEST_CASE("both routes reject a bias, a filter or an input that does not fit") {
  const auto input = filled<float>({1, 3, 3, 2}, 1.0F);
  const std::vector<float> bias{1, 2};
  const auto refuse = [&](const std::string& code, const std::string& words, const Tensor<float>& filter) {
    check_error(code, words, [&] { (void)multiply_sum(input, filter, Bias<float>(bias), {}); });
    check_error(code, words, [&] { (void)unrolled_dot(input, filter, Bias<float>(bias), {}); });
  };
  refuse("bias", "has 2 values", filled<float>({2, 2, 2, 3}, 1.0F));
  refuse("shape", "has 3 channels", filled<float>({2, 2, 3, 2}, 1.0F));
  refuse("size", "5", filled<float>({5, 2, 2, 2}, 1.0F));
}

TEST_CASE("every function rejects an array that does not have four axes") {
  const xt::xarray<double> shallow = xt::ones<double>({6, 6, 2}), x = xt::ones<double>({1, 6, 6, 2});
  const xt::xarray<double> w = xt::ones<double>({3, 3, 2, 1}), deep = xt::ones<double>({1, 3, 3, 2, 1});
  const auto refused = [&](auto call) {
    check_error("shape", "The input must have four axes; got 3.", [&] { call(shallow, w); });
    check_error("shape", "The filter must have four axes; got 5.", [&] { call(x, deep); });
    call(x, w);
    call(Tensor<double>(x), w);
    call(x, Tensor<double>(w));
  };
  refused([](const auto& a, const auto& b) { (void)multiply_sum<double>(a, b, std::nullopt, {}); });
  refused([](const auto& a, const auto& b) { (void)unrolled_dot<double>(a, b, std::nullopt, {}); });
  refused([](const auto& a, const auto& b) { (void)conv2d<double>(a, b, std::nullopt, {}, Method::multiply_sum); });
  refused([](const auto& a, const auto& b) { (void)magnitude<double>(a, b, std::nullopt, {}); });
  refused([](const auto& a, const auto& b) { (void)compare<double>(a, b, std::nullopt, {}); });
  refused([](const auto& a, const auto& b) { (void)step<double>(a, b, std::nullopt, {}, {}); });
  check_error("shape", "The input must have four axes; got 3.", [&] {
    (void)unroll<double>(shallow, {3, 3, 2, 1}, {}, Order::hwc);
  });
  check_error("shape", "The filter must have four axes; got 5.", [&] {
    (void)Plan<double>(Shape4{1, 6, 6, 2}, deep, std::nullopt, Options{});
  });
  CHECK(flat(multiply_sum<double>(x, w, std::nullopt, {})) ==
        flat(multiply_sum<double>(Tensor<double>(x), Tensor<double>(w), std::nullopt, {})));
  CHECK(Plan<double>(Shape4{1, 6, 6, 2}, w, std::nullopt, Options{}).output_shape() == Shape4{1, 4, 4, 1});
  // Expressions and other number types are accepted.
  CHECK(multiply_sum<double>(x * 2, w, std::nullopt, {})(0, 0, 0, 0) == 36);
  CHECK(multiply_sum<float>(x, w, std::nullopt, {})(0, 0, 0, 0) == 18);
}
