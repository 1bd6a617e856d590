// Plans natively, beside plain loops. native.ts runs this and adds NumPy.
#include <benchmark/benchmark.h>

#include <array>
#include <cmath>
#include <vector>

#include "convdot/plan.hpp"

namespace {

using namespace convdot;

// Stride 1; the padding keeps the size if the filter is odd.
struct Layer {
  const char* name;
  Shape4 input, filter;
  Index padding;
};

constexpr std::array<Layer, 4> kLayers{{
    {"6x6, 3x3", {1, 6, 6, 1}, {3, 3, 1, 1}, 0},
    {"56x56x64, 3x3, 64", {1, 56, 56, 64}, {3, 3, 64, 64}, 1},
    {"56x56x64, 1x1, 256", {1, 56, 56, 64}, {1, 1, 64, 256}, 0},
    {"1080p grey, 5x5", {1, 1080, 1920, 1}, {5, 5, 1, 1}, 0},
}};

std::size_t count(const Shape4& shape) { return static_cast<std::size_t>(shape[0] * shape[1] * shape[2] * shape[3]); }

template <class T>
std::vector<T> numbers(const Shape4& shape, double step) {
  std::vector<T> result(count(shape));
  double at = 0;
  for (T& number : result) number = static_cast<T>(std::sin(step * at++));
  return result;
}

template <class T>
Plan<T> make_plan(const Layer& layer, Method method) {
  Tensor<T> filter =
      Tensor<T>::from_shape({static_cast<std::size_t>(layer.filter[0]), static_cast<std::size_t>(layer.filter[1]),
                             static_cast<std::size_t>(layer.filter[2]), static_cast<std::size_t>(layer.filter[3])});
  const std::vector<T> values = numbers<T>(layer.filter, 0.7);
  std::copy(values.begin(), values.end(), filter.data());
  Options options;
  options.padding = {PaddingMode::fixed, layer.padding, layer.padding, layer.padding, layer.padding};
  return Plan<T>(layer.input, filter, std::nullopt, options, method);
}

const Layer& layer_of(const benchmark::State& state) { return kLayers[static_cast<std::size_t>(state.range(0))]; }

void count_operations(benchmark::State& state, const Layer& layer, const Shape4& output) {
  state.SetLabel(layer.name);
  const double products = static_cast<double>(count(output) * count(layer.filter)) / static_cast<double>(layer.filter[3]);
  state.counters["GFLOP"] = benchmark::Counter(2e-9 * products, benchmark::Counter::kIsIterationInvariantRate);
}

template <class T>
void run_plan(benchmark::State& state, Method method) {
  const Layer& layer = layer_of(state);
  Plan<T> plan = make_plan<T>(layer, method);
  const std::vector<T> input = numbers<T>(layer.input, 1);
  std::vector<T> output(count(plan.output_shape()));
  for (auto _ : state) {
    plan.run(input, output);
    benchmark::DoNotOptimize(output.data());
  }
  count_operations(state, layer, plan.output_shape());
}

template <class T>
void plan(benchmark::State& state) {
  run_plan<T>(state, Method::multiply_sum);
}

template <class T>
void plan_unrolled(benchmark::State& state) {
  run_plan<T>(state, Method::unrolled_dot);
}

template <class T>
T one_output(const Layer& layer, const T* input, const T* filter, Index row, Index column) {
  const auto [images, height, width, channels] = layer.input;
  const auto [filter_height, filter_width, filter_channels, filters] = layer.filter;
  T sum{0};
  for (Index h = 0; h < filter_height; ++h) {
    for (Index w = 0; w < filter_width; ++w) {
      const Index y = row + h - layer.padding, x = column + w - layer.padding;
      if (y < 0 || y >= height || x < 0 || x >= width) continue;
      const T* const pixel = input + (y * width + x) * channels;
      const T* const weights = filter + (h * filter_width + w) * channels * filters;
      for (Index c = 0; c < channels; ++c) sum += pixel[c] * weights[c * filters];
    }
  }
  return sum;
}

template <class T>
void loops(benchmark::State& state) {
  const Layer& layer = layer_of(state);
  const Shape4 shape = make_plan<T>(layer, Method::multiply_sum).output_shape();
  const std::vector<T> input = numbers<T>(layer.input, 1), filter = numbers<T>(layer.filter, 0.7);
  std::vector<T> output(count(shape));
  for (auto _ : state) {
    T* value = output.data();
    for (Index row = 0; row < shape[1]; ++row) {
      for (Index column = 0; column < shape[2]; ++column) {
        for (Index f = 0; f < shape[3]; ++f) *value++ = one_output(layer, input.data(), filter.data() + f, row, column);
      }
    }
    benchmark::DoNotOptimize(output.data());
  }
  count_operations(state, layer, shape);
}

constexpr int kLast = static_cast<int>(kLayers.size()) - 1;
BENCHMARK_TEMPLATE(plan, float)->DenseRange(0, kLast)->Unit(benchmark::kMicrosecond);
BENCHMARK_TEMPLATE(plan_unrolled, float)->DenseRange(0, kLast)->Unit(benchmark::kMicrosecond);
BENCHMARK_TEMPLATE(loops, float)->DenseRange(0, kLast)->Unit(benchmark::kMicrosecond);
BENCHMARK_TEMPLATE(plan, double)->DenseRange(0, kLast)->Unit(benchmark::kMicrosecond);
BENCHMARK_TEMPLATE(plan_unrolled, double)->DenseRange(0, kLast)->Unit(benchmark::kMicrosecond);
BENCHMARK_TEMPLATE(loops, double)->DenseRange(0, kLast)->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
