// Random convolutions. Each depends only on its seed, so the seed of a failure reproduces it.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>

#include "convdot/conv2d.hpp"
#include "testing.hpp"

namespace convdot::testing {

// SplitMix64 (Steele, Lea and Flood 2014). The standard's distributions differ between libraries.
class Random {
 public:
  explicit Random(Index seed) : state_(static_cast<std::uint64_t>(seed)) {}

  Index from_to(Index low, Index high) {
    return low + static_cast<Index>(next() % static_cast<std::uint64_t>(high - low + 1));
  }
  bool coin() { return from_to(0, 1) == 1; }
  double uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }  // [0, 1)

 private:
  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
  }

  std::uint64_t state_;
};

// integers: from -9 to 9, so that every order of adding is exact. reals: both signs, sizes from 2^-10 to 2^10.
enum class Values { integers, reals };

template <class T>
std::vector<T> random_values(Random& random, Index count, Values values) {
  std::vector<T> result;
  for (Index i = 0; i < count; ++i) {
    const double real = std::ldexp(random.uniform() * 2 - 1, static_cast<int>(random.from_to(-10, 10)));
    result.push_back(static_cast<T>(values == Values::integers ? static_cast<double>(random.from_to(-9, 9)) : real));
  }
  return result;
}

template <class T>
Tensor<T> random_tensor(Random& random, const Shape4& shape, Values values) {
  return make_tensor(shape, random_values<T>(random, shape[0] * shape[1] * shape[2] * shape[3], values));
}

template <class T>
struct RandomCase {
  Tensor<T> input, filter;
  std::optional<std::vector<T>> bias;
  Options options;
  Geometry geometry;

  [[nodiscard]] Shape4 filter_shape() const {
    return {geometry.height.filter, geometry.width.filter, geometry.window_channels(), geometry.filters};
  }
};

inline Options random_options(Random& random) {
  Options options;
  options.stride = {random.from_to(1, 3), random.from_to(1, 3)};
  options.dilation = {random.from_to(1, 3), random.from_to(1, 2)};
  options.groups = random.from_to(1, 3);
  options.flip = random.coin();
  options.padding.mode = static_cast<PaddingMode>(random.from_to(0, 3));
  if (options.padding.mode == PaddingMode::valid || options.padding.mode == PaddingMode::fixed) {
    auto& [mode, top, left, bottom, right] = options.padding;
    for (Index* side : {&top, &left, &bottom, &right}) *side = random.from_to(0, 3);
  }
  return options;
}

// With random numbers; nothing if the convolution has no output.
template <class T>
std::optional<RandomCase<T>> filled_case(Random& random, const Shape4& input, const Shape4& filter, const Options& options,
                                         Values values) {
  try {
    const Geometry geometry = resolve(input, filter, std::nullopt, options);
    RandomCase<T> result{random_tensor<T>(random, input, values), random_tensor<T>(random, filter, values), std::nullopt,
                         options, geometry};
    if (random.coin()) result.bias = random_values<T>(random, geometry.filters, values);
    return result;
  } catch (const Error& error) {
    REQUIRE(error.code() == "size");
    return std::nullopt;
  }
}

template <class T>
RandomCase<T> random_case(Index seed, Values values = Values::integers) {
  Random random(seed);
  for (;;) {
    const Options options = random_options(random);
    const Index channels = random.from_to(1, 3), filters = random.from_to(1, 2) * options.groups;
    const Shape4 input{random.from_to(0, 2), random.from_to(1, 8), random.from_to(1, 8), channels * options.groups};
    const Shape4 filter{random.from_to(1, 4), random.from_to(1, 4), channels, filters};
    if (auto result = filled_case<T>(random, input, filter, options, values)) return *std::move(result);
  }
}

}  // namespace convdot::testing
