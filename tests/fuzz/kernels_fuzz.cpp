// Bytes as a convolution: every kernel that serves it, and conv2d(), against the readable references, on any numbers, infinities and
// NaN among them. What a kernel reads and writes is given to it in pieces of their own, so that the sanitizers see what lies outside.
#include <fuzzer/FuzzedDataProvider.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <string_view>
#include <vector>

#include "convdot/error.hpp"
#include "kernels/choose.hpp"

namespace {

using namespace convdot;

// Whole numbers where all sums are exact, or any bits.
template <class T>
T number(FuzzedDataProvider& bytes, bool is_whole) {
  if (is_whole) return static_cast<T>(bytes.ConsumeIntegralInRange(-9, 9));
  T value{};
  bytes.ConsumeData(&value, sizeof value);
  return value;
}

template <class T>
Tensor<T> tensor(FuzzedDataProvider& bytes, const Shape4& shape, bool is_whole) {
  auto result = Tensor<T>::from_shape({static_cast<std::size_t>(shape[0]), static_cast<std::size_t>(shape[1]),
                                       static_cast<std::size_t>(shape[2]), static_cast<std::size_t>(shape[3])});
  // The bytes may be few: what they give is repeated, out of step with rows and columns.
  std::array<T, 61> given;
  for (T& each : given) each = number<T>(bytes, is_whole);
  for (std::size_t i = 0; i < result.size(); ++i) result.data()[i] = given[i % given.size()];
  return result;
}

// The sign of a zero, and which NaN it is, aside.
template <class T>
void compare(std::string_view name, const Tensor<T>& found, const Tensor<T>& expected) {
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const T a = found.data()[i], b = expected.data()[i];
    if (a == b || (std::isnan(a) && std::isnan(b))) continue;
    std::cerr << name << ": output " << i << " is " << a << ", not " << b << '\n';
    std::abort();
  }
}

template <class T>
Tensor<T> run(const kernels::Entry<T>& entry, const kernels::Layer<T>& layer, const Tensor<T>& input) {
  const auto kernel = entry.make(layer);
  auto output = Tensor<T>::from_shape(
      {static_cast<std::size_t>(layer.geometry.images), static_cast<std::size_t>(layer.geometry.height.output),
       static_cast<std::size_t>(layer.geometry.width.output), static_cast<std::size_t>(layer.geometry.filters)});
  for (const Portion& portion : layer.portions) {
    const T* const first = input.data() + portion.first_input;
    const std::vector<T> part(first, first + portion.inputs);
    std::vector<T> result(static_cast<std::size_t>(portion.outputs));
    kernel->run(portion, part.data(), result.data());
    std::copy(result.begin(), result.end(), output.data() + portion.first_output);
  }
  return output;
}

template <class T>
void check(FuzzedDataProvider& bytes) {
  const auto from_to = [&](Index least, Index most) { return bytes.ConsumeIntegralInRange(least, most); };
  Options options;
  options.groups = from_to(1, 3);
  options.stride = {from_to(1, 3), from_to(1, 3)};
  options.dilation = {from_to(1, 3), from_to(1, 3)};
  options.padding = {static_cast<PaddingMode>(from_to(0, 3)), from_to(0, 3), from_to(0, 3), from_to(0, 3), from_to(0, 3)};
  options.flip = bytes.ConsumeBool();
  options.window_order = static_cast<Order>(from_to(0, 2));
  options.filter_order = static_cast<Order>(from_to(0, 2));
  const Index channels = from_to(1, 9);
  const Shape4 input_shape{from_to(0, 3), from_to(1, 24), from_to(1, 40), channels * options.groups};
  const Shape4 filter_shape{from_to(1, 7), from_to(1, 7), channels, from_to(1, 12) * options.groups};
  const Index portion_bytes = from_to(1, 4096);
  const bool is_whole = bytes.ConsumeBool();
  const bool has_bias = bytes.ConsumeBool();
  const auto input = tensor<T>(bytes, input_shape, is_whole), filter = tensor<T>(bytes, filter_shape, is_whole);
  std::vector<T> bias_values(static_cast<std::size_t>(filter_shape[3]));
  for (T& each : bias_values) each = number<T>(bytes, is_whole);
  const Bias<T> bias = has_bias ? Bias<T>(bias_values) : std::nullopt;

  const Geometry geometry = resolve(input, filter, bias, options);
  const auto sums = multiply_sum(input, filter, bias, options), dots = unrolled_dot(input, filter, bias, options);
  compare("conv2d, multiply-sum", conv2d(input, filter, bias, options, Method::multiply_sum), sums);
  compare("conv2d, unrolled dot", conv2d(input, filter, bias, options, Method::unrolled_dot), dots);
  // Kernels meet the window in height, width, channel order, whatever the orders: so are infinities and roundings.
  Options alike = options;
  alike.window_order = alike.filter_order = Order::hwc;
  const auto expected = unrolled_dot(input, filter, bias, alike);
  const auto layer = kernels::make_layer(geometry, filter, bias, alike, portion_bytes);
  for (const auto& entry : kernels::all<T>()) {
    if (entry.serves(geometry)) compare(entry.name, run(entry, layer, input), expected);
  }
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
