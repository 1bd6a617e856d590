// Properties of every convolution, on random ones with integers, so that every order of adding is exact.
#include <xtensor/xmath.hpp>
#include <xtensor/xview.hpp>

#include "convdot/compare.hpp"
#include "convdot/numpy.hpp"
#include "random_case.hpp"
#include "testing.hpp"

using namespace convdot;
using namespace convdot::testing;

namespace {

constexpr Index kCases = 150;

// Calls check(case) for random cases of both types.
template <class Check>
void for_random_cases(Check check) {
  for (Index seed = 0; seed < kCases; ++seed) {
    CAPTURE(seed);
    check(random_case<double>(seed));
    check(random_case<float>(seed));
  }
}

template <class T>
Tensor<T> conv(const RandomCase<T>& sample) {
  return multiply_sum(sample.input, sample.filter, as_bias(sample.bias), sample.options);
}

// The sum of products, by plain loops.
template <class T>
T by_definition(const RandomCase<T>& sample, const Window& at, Index filter) {
  const auto& [input, weights, bias, options, geometry] = sample;
  T sum = bias ? (*bias)[to_size(filter)] : T{0};
  for (Index h = 0; h < geometry.height.filter; ++h) {
    for (Index w = 0; w < geometry.width.filter; ++w) {
      const Index row = at.row * options.stride.height + h * options.dilation.height - geometry.height.before;
      const Index column = at.column * options.stride.width + w * options.dilation.width - geometry.width.before;
      if (row < 0 || row >= geometry.height.input || column < 0 || column >= geometry.width.input) continue;
      for (Index c = 0; c < geometry.window_channels(); ++c) {
        const Index fh = options.flip ? geometry.height.filter - 1 - h : h,
                    fw = options.flip ? geometry.width.filter - 1 - w : w;
        sum += input(at.image, row, column, filter / (geometry.filters / options.groups) * geometry.window_channels() + c) *
               weights(fh, fw, c, filter);
      }
    }
  }
  return sum;
}

}  // namespace

TEST_CASE("both routes give the sum of products") {
  for_random_cases([](const auto& sample) {
    const auto result = compare(sample.input, sample.filter, as_bias(sample.bias), sample.options);
    CHECK(result.verdict == Verdict::identical);
    CHECK(result.identical == result.total);
    const Geometry& geometry = sample.geometry;
    const auto* value = result.multiply_sum.data();
    for (Index number = 0; number < geometry.windows(); ++number) {
      for (Index f = 0; f < geometry.filters; ++f) REQUIRE(*value++ == by_definition(sample, geometry.window(number), f));
    }
  });
}

TEST_CASE("linear in the input") {
  for_random_cases([](auto sample) {
    sample.bias.reset();
    const auto first = conv(sample);
    auto other = sample;
    Random random(7);
    for (auto& value : other.input) value = static_cast<std::decay_t<decltype(value)>>(random.from_to(-9, 9));
    const auto second = conv(other);
    other.input = 3 * sample.input - 2 * other.input;
    CHECK((conv(other) == 3 * first - 2 * second));
  });
}

TEST_CASE("linear in the filter, and the bias is added once") {
  for_random_cases([](auto sample) {
    const auto with_bias = conv(sample);
    const auto bias = sample.bias;
    sample.bias.reset();
    const auto without = conv(sample);
    for (std::size_t i = 0; i < without.size(); ++i) {
      REQUIRE(with_bias.data()[i] == without.data()[i] + (bias ? (*bias)[i % bias->size()] : 0));
    }
    sample.filter *= -4;
    CHECK((conv(sample) == -4 * without));
  });
}

TEST_CASE("a shifted input gives a shifted output") {
  for_random_cases([](auto sample) {
    if (sample.geometry.images == 0) return;  // xtensor's views of empty arrays step outside them
    // One more row above: with stride 1 and no padding all windows move down by one.
    sample.options.padding = {};
    sample.options.stride = {1, 1};
    sample.options.dilation = {1, 1};
    if (sample.geometry.height.filter > sample.geometry.height.input ||
        sample.geometry.width.filter > sample.geometry.width.input)
      return;
    const auto before = conv(sample);
    auto shape = sample.input.shape();
    ++shape[1];
    auto shifted = sample;
    shifted.input = std::decay_t<decltype(sample.input)>(shape, 5);
    xt::view(shifted.input, xt::all(), xt::range(1, shape[1])) = sample.input;
    const auto after = conv(shifted);
    CHECK((xt::view(after, xt::all(), xt::range(1, after.shape(1))) == before));
  });
}

TEST_CASE("a filter with a single one is the identity") {
  for_random_cases([](const auto& sample) {
    using T = typename std::decay_t<decltype(sample.input)>::value_type;
    const auto channels = static_cast<Index>(sample.input.shape(3));
    auto filter = filled<T>({3, 3, channels, channels}, T{0});
    for (Index c = 0; c < channels; ++c) filter(1, 1, c, c) = 1;
    Options options;
    options.padding.mode = PaddingMode::same_upper;
    CHECK((multiply_sum<T>(sample.input, filter, {}, options) == sample.input));
    CHECK((unrolled_dot<T>(sample.input, filter, {}, options) == sample.input));
  });
}

TEST_CASE("a filter rotated twice is the filter") {
  for_random_cases([](auto sample) {
    const auto once = conv(sample);
    auto turned = sample;
    const auto rows = sample.filter.shape(0), columns = sample.filter.shape(1);
    for (std::size_t h = 0; h < rows; ++h) {
      for (std::size_t w = 0; w < columns; ++w) {
        xt::view(turned.filter, h, w) = xt::view(sample.filter, rows - 1 - h, columns - 1 - w);
      }
    }
    turned.options.flip = !sample.options.flip;
    CHECK((conv(turned) == once));
  });
}

TEST_CASE("groups are convolutions of their own") {
  for_random_cases([](const auto& sample) {
    using T = typename std::decay_t<decltype(sample.input)>::value_type;
    if (sample.geometry.images == 0) return;
    const auto whole = conv(sample);
    const auto channels = sample.geometry.window_channels(), filters = sample.geometry.filters_per_group();
    for (Index group = 0; group < sample.geometry.groups; ++group) {
      auto alone = sample;
      alone.options.groups = 1;
      alone.input =
          xt::view(sample.input, xt::all(), xt::all(), xt::all(), xt::range(group * channels, (group + 1) * channels));
      auto of_group = xt::range(group * filters, (group + 1) * filters);
      alone.filter = xt::view(sample.filter, xt::all(), xt::all(), xt::all(), of_group);
      if (sample.bias) {
        const std::span<const T> biases(*sample.bias);
        const auto own = biases.subspan(to_size(group * filters), to_size(filters));
        alone.bias.emplace(own.begin(), own.end());
      }
      CHECK((conv(alone) == xt::view(whole, xt::all(), xt::all(), xt::all(), of_group)));
    }
  });
}

TEST_CASE("the unrolled matrix times the unrolled filters is the unrolled dot product") {
  for_random_cases([](auto sample) {
    using T = typename std::decay_t<decltype(sample.input)>::value_type;
    if (sample.geometry.groups > 1) return;
    sample.bias.reset();
    sample.options.flip = false;
    for (const Order order : {Order::hwc, Order::chw, Order::fortran}) {
      sample.options.window_order = sample.options.filter_order = order;
      const xt::xarray<T> rows = unroll(sample.input, sample.filter_shape(), sample.options, order);
      const auto places =
          layout(order, sample.geometry.height.filter, sample.geometry.width.filter, sample.geometry.input_channels);
      xt::xarray<T> columns = xt::xarray<T>::from_shape({places.size(), to_size(sample.geometry.filters)});
      for (std::size_t i = 0; i < places.size(); ++i) {
        for (std::size_t f = 0; f < columns.shape(1); ++f)
          columns(i, f) = sample.filter.data()[to_size(places[i]) * columns.shape(1) + f];
      }
      const auto product = np_dot(rows, columns);
      const auto dot = unrolled_dot(sample.input, sample.filter, as_bias(sample.bias), sample.options);
      CHECK(flat(std::get<xt::xarray<T>>(product)) == flat(dot));
    }
  });
}

TEST_CASE("the unrolled matrix of an input's indices agrees with origins and offsets") {
  for_random_cases([](auto sample) {
    Index next = 0;
    // 0 is padding.
    for (auto& value : sample.input) value = static_cast<std::decay_t<decltype(value)>>(++next);
    const auto rows = unroll(sample.input, sample.filter_shape(), sample.options, Order::hwc);
    const Axis &height = sample.geometry.height, &width = sample.geometry.width;
    const auto row_origins = height.origins(), row_offsets = height.offsets();
    const auto column_origins = width.origins(), column_offsets = width.offsets();
    const auto* value = rows.data();
    for (Index number = 0; number < sample.geometry.windows(); ++number) {
      const Window window = sample.geometry.window(number);
      for (Index h = 0; h < height.filter; ++h) {
        for (Index w = 0; w < width.filter; ++w) {
          const Index row = row_origins[to_size(window.row)] + row_offsets[to_size(h)];
          const Index column = column_origins[to_size(window.column)] + column_offsets[to_size(w)];
          const bool padding = row < 0 || row >= height.input || column < 0 || column >= width.input;
          for (Index c = 0; c < sample.geometry.input_channels; ++c) {
            REQUIRE(*value++ == (padding ? 0 : sample.input(window.image, row, column, c)));
          }
        }
      }
    }
    REQUIRE(value == rows.data() + rows.size());
  });
}

TEST_CASE("two blocks in the same order have the same dot product, in any order") {
  for_random_cases([](auto sample) {
    const auto right = conv(sample);
    for (const Order order : {Order::hwc, Order::chw, Order::fortran}) {
      sample.options.window_order = sample.options.filter_order = order;
      CHECK((unrolled_dot(sample.input, sample.filter, as_bias(sample.bias), sample.options) == right));
    }
  });
}

TEST_CASE("np.dot of random shapes has NumPy's shape") {
  for (Index seed = 0; seed < 500; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const auto shape = [&] {
      std::vector<std::size_t> sizes(to_size(random.from_to(1, 4)));
      for (auto& size : sizes) size = to_size(random.from_to(0, 3));
      return sizes;
    };
    auto a = shape(), w = shape();
    if (random.coin()) w[w.size() == 1 ? 0 : w.size() - 2] = a.back();
    const auto zeros = [](const std::vector<std::size_t>& sizes) {
      return xt::xarray<float>(xt::xarray<float>::shape_type(sizes.begin(), sizes.end()), 0);
    };
    const auto outcome = np_dot(zeros(a), zeros(w));
    const std::size_t summed = w.size() == 1 ? 0 : w.size() - 2;
    REQUIRE(std::holds_alternative<Raised>(outcome) == (a.back() != w[summed]));
    if (a.back() != w[summed]) continue;
    std::vector<Index> expected(a.begin(), a.end() - 1);
    for (std::size_t i = 0; i < w.size(); ++i) {
      if (i != summed) expected.push_back(static_cast<Index>(w[i]));
    }
    CHECK(convdot::testing::shape_of(std::get<xt::xarray<float>>(outcome)) == expected);
  }
}
