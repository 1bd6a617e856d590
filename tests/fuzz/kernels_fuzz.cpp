// Bytes as a convolution: every kernel that serves it, plans, and conv2d(), against the readable references, on any numbers, infinities
// and NaN among them. Each portion is a copy of its own, so that the sanitizers see reads and writes outside it.
#include <fuzzer/FuzzedDataProvider.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string_view>
#include <vector>

#include "convdot/error.hpp"
#include "kernels/choose.hpp"

namespace {

using namespace convdot;

// In a case: so many take milliseconds, and need more than one chunk.
constexpr Index kMostProducts = Index{1} << 15;

// Integers, whose sums are exact, or fractions, some of which have any bits. A seed makes many numbers of few bytes.
template <class T>
class Numbers {
 public:
  explicit Numbers(FuzzedDataProvider& bytes)
      : engine_(bytes.ConsumeIntegral<std::uint16_t>() + 1U), is_whole_(bytes.ConsumeBool()) {
    if (is_whole_) return;
    any_.resize(bytes.ConsumeIntegralInRange<std::size_t>(0, 4));
    for (T& each : any_) bytes.ConsumeData(&each, sizeof each);
  }

  T operator()() {
    const auto whole = static_cast<T>(static_cast<int>(engine_() % 19) - 9);
    if (is_whole_) return whole;
    const auto chosen = static_cast<std::size_t>(engine_() % 64);
    return chosen < any_.size() ? any_[chosen] : whole / static_cast<T>(engine_() % 7 + 1);
  }

 private:
  std::minstd_rand engine_;
  bool is_whole_;
  std::vector<T> any_;
};

template <class T>
Tensor<T> tensor(const Shape4& shape, Numbers<T>& numbers) {
  auto result = make_tensor<T>(shape);
  for (T& each : result) each = numbers();
  return result;
}

// Ignores the sign of a zero and the bits of a NaN.
template <class T>
void compare(std::string_view name, const Tensor<T>& found, const Tensor<T>& expected) {
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const T a = found.data()[i], b = expected.data()[i];
    if (a == b || (std::isnan(a) && std::isnan(b))) continue;
    std::cerr << name << ": output " << i << " is " << a << ", not " << b << '\n';
    std::abort();
  }
}

// Calls run(portion, input, output) twice: the first time must not change the second.
template <class T, class Run>
void compare_portions(std::string_view name, const Run& run, std::span<const Portion> portions, const Tensor<T>& input,
                      const Tensor<T>& expected) {
  for (int time = 0; time < 2; ++time) {
    auto output = make_tensor<T>(convdot::shape_of(expected));
    for (const Portion& portion : portions) {
      const T* const first = input.data() + portion.first_input;
      const std::vector<T> part(first, first + portion.inputs);
      std::vector<T> result(to_size(portion.outputs), T{123});
      run(portion, part.data(), result.data());
      std::copy(result.begin(), result.end(), output.data() + portion.first_output);
    }
    compare(name, output, expected);
  }
}

template <class T>
void check(FuzzedDataProvider& bytes) {
  const auto from_to = [&](Index least, Index most) { return bytes.ConsumeIntegralInRange(least, most); };
  Options options;
  if (bytes.ConsumeBool()) {  // otherwise stencils serve
    options.groups = from_to(1, 3);
    options.stride = {from_to(1, 3), from_to(1, 3)};
    options.dilation = {from_to(1, 3), from_to(1, 3)};
  }
  options.padding.mode = static_cast<PaddingMode>(from_to(0, 3));
  if (options.padding.mode == PaddingMode::fixed) {
    auto& [mode, top, left, bottom, right] = options.padding;
    for (Index* side : {&top, &left, &bottom, &right}) *side = from_to(0, 3);
  }
  options.flip = bytes.ConsumeBool();
  options.window_order = static_cast<Order>(from_to(0, 2));
  options.filter_order = static_cast<Order>(from_to(0, 2));
  const Index channels = from_to(1, 10);
  const Shape4 input_shape{from_to(0, 3), from_to(1, 40), from_to(1, 80), channels * options.groups};
  const Shape4 filter_shape{from_to(1, 8), from_to(1, 8), channels, from_to(1, 20) * options.groups};
  const Geometry geometry = resolve(input_shape, filter_shape, std::nullopt, options);
  if (geometry.windows() * geometry.filters * geometry.terms() > kMostProducts) return;
  const Index portion_bytes = from_to(1, 4096);
  const bool has_bias = bytes.ConsumeBool();
  Numbers<T> numbers(bytes);
  const auto input = tensor(input_shape, numbers), filter = tensor(filter_shape, numbers);
  std::vector<T> bias_values(to_size(filter_shape[3]));
  for (T& each : bias_values) each = numbers();
  const Bias<T> bias = has_bias ? Bias<T>(bias_values) : std::nullopt;

  const auto sums = multiply_sum(input, filter, bias, options), dots = unrolled_dot(input, filter, bias, options);
  compare("conv2d, multiply-sum", conv2d(input, filter, bias, options, Method::multiply_sum), sums);
  compare("conv2d, unrolled dot", conv2d(input, filter, bias, options, Method::unrolled_dot), dots);
  // Kernels read windows in height, width, channel order, with any orders in the options; infinities and roundings follow.
  Options alike = options;
  alike.window_order = alike.filter_order = Order::hwc;
  const auto expected = unrolled_dot(input, filter, bias, alike);
  const auto convolution = kernels::make_convolution(geometry, filter, bias, alike, portion_bytes);
  const auto compare_kernel = [&](std::string_view name, kernels::Kernel<T>& kernel, const Tensor<T>& result) {
    const auto run = [&](const Portion& portion, const T* from, T* to) { kernel.run(portion, from, to); };
    compare_portions(name, run, convolution.portions, input, result);
  };
  for (const auto& entry : kernels::all<T>()) {
    if (entry.serves(geometry)) compare_kernel(entry.name, *entry.make(convolution), expected);
  }
  compare_kernel("as np.sum", *kernels::make_np_sum(convolution), sums);

  const auto compare_plan = [&](Method method, const Tensor<T>& result) {
    Plan<T> plan(input_shape, filter, bias, options, method);
    const auto run = [&](const Portion& portion, const T* from, T* to) { plan.run(portion, from, to); };
    compare_portions("plan", run, plan.portions(), input, result);
  };
  compare_plan(Method::multiply_sum, expected);
  // If windows are unrolled in another order, a plan adds the same products in its own order.
  if (options.window_order == Order::hwc) compare_plan(Method::unrolled_dot, dots);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzedDataProvider bytes(data, size);
  try {
    if (bytes.ConsumeBool()) {
      check<float>(bytes);
    } else {
      check<double>(bytes);
    }
  } catch (const convdot::Error& error) {
    if (error.code() != "size") throw;  // the filter is larger than the padded input: there is no convolution
  }
  return 0;
}
