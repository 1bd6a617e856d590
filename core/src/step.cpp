#include "convdot/step.hpp"

#include <algorithm>
#include <string>

#include "blocks.hpp"
#include "convdot/error.hpp"
#include "convdot/numpy.hpp"

namespace convdot {
namespace {

void check_index(Index value, Index size, const std::string& what) {
  if (size == 0) {
    throw Error("step", "The output has no " + what + ", so there is no step to choose; got " + what + " " +
                            std::to_string(value) + ".");
  }
  if (value < 0 || value >= size) {
    throw Error("step", "The step's " + what + " must be between 0 and " + std::to_string(size - 1) + "; got " +
                            std::to_string(value) + ".");
  }
}

void check_inside(const StepIndex& at, const Geometry& geometry) {
  check_index(at.image, geometry.images, "image");
  check_index(at.row, geometry.height.output, "row");
  check_index(at.column, geometry.width.output, "column");
  check_index(at.filter, geometry.filters, "filter");
}

template <class T>
xt::xtensor<T, 3> make_block(const Geometry& geometry) {
  return xt::xtensor<T, 3>::from_shape(
      {to_size(geometry.height.filter), to_size(geometry.width.filter), to_size(geometry.window_channels())});
}

template <class T>
void read_window(const Tensor<T>& input, const Geometry& geometry, const StepIndex& at, Step<T>& step) {
  geometry.sources({at.image, at.row, at.column}, geometry.first_channel(at.filter), geometry.window_channels(),
                   step.source);
  step.window = make_block<T>(geometry);
  std::transform(step.source.begin(), step.source.end(), step.window.data(),
                 [&](Index source) { return source < 0 ? T{0} : input.data()[to_size(source)]; });
}

template <class T>
void read_block(const Tensor<T>& filter, const Geometry& geometry, const StepIndex& at, bool flip, Step<T>& step) {
  step.filter_source = geometry.filter_sources(at.filter, flip);
  step.block = make_block<T>(geometry);
  std::transform(step.filter_source.begin(), step.filter_source.end(), step.block.data(),
                 [&](Index source) { return filter.data()[to_size(source)]; });
}

template <class T>
void multiply_then_sum(Step<T>& step) {
  T sum{0};
  for (std::size_t i = 0; i < step.window.size(); ++i) {
    step.terms.push_back(step.window.data()[i] * step.block.data()[i]);
    step.running_multiply_sum.push_back(sum += step.terms.back());
  }
  step.sum = np_sum<T>(step.terms);
}

template <class T>
void unroll_then_dot(const Geometry& geometry, const Options& options, Step<T>& step) {
  const auto places = [&](Order order) {
    return layout(order, geometry.height.filter, geometry.width.filter, geometry.window_channels());
  };
  step.window_layout = places(options.window_order);
  step.filter_layout = places(options.filter_order);
  step.dot = 0;
  for (std::size_t i = 0; i < step.window_layout.size(); ++i) {
    step.dot_terms.push_back(step.window.data()[to_size(step.window_layout[i])] *
                             step.block.data()[to_size(step.filter_layout[i])]);
    step.running_unrolled_dot.push_back(step.dot += step.dot_terms.back());
  }
}

// The window as an image and the block as a filter of their own: a convolution with this one step.
template <class T>
double magnitude_of(const Step<T>& step, const std::optional<T>& bias) {
  const auto h = static_cast<Index>(step.window.shape(0)), w = static_cast<Index>(step.window.shape(1));
  const auto c = static_cast<Index>(step.window.shape(2));
  auto image = make_tensor<T>({1, h, w, c}), filter = make_tensor<T>({h, w, c, 1});
  std::copy_n(step.window.data(), step.window.size(), image.data());
  std::copy_n(step.block.data(), step.block.size(), filter.data());
  const Bias<T> one = bias ? Bias<T>(std::span<const T>(&*bias, 1)) : std::nullopt;
  return magnitude(image, filter, one, Options{})(0, 0, 0, 0);
}

}  // namespace

template <class T>
Step<T> step(const Tensor<T>& input, const Tensor<T>& filter, Bias<T> bias, const Options& options, const StepIndex& at) {
  const Geometry geometry = resolve(input, filter, bias, options);
  check_inside(at, geometry);
  Step<T> step{};
  step.first_channel = geometry.first_channel(at.filter);
  read_window(input, geometry, at, step);
  read_block(filter, geometry, at, options.flip, step);
  multiply_then_sum(step);
  unroll_then_dot(geometry, options, step);
  std::optional<T> own_bias;
  if (bias) own_bias = (*bias)[to_size(at.filter)];
  step.bias = own_bias.value_or(T{0});
  step.multiply_sum = add_bias(step.sum, bias, at.filter);
  step.unrolled_dot = add_bias(step.dot, bias, at.filter);
  step.difference =
      difference(step.multiply_sum, step.unrolled_dot, geometry.terms(), magnitude_of(step, own_bias), bias.has_value());
  return step;
}

template Step<float> step(const Tensor<float>&, const Tensor<float>&, Bias<float>, const Options&, const StepIndex&);
template Step<double> step(const Tensor<double>&, const Tensor<double>&, Bias<double>, const Options&, const StepIndex&);

}  // namespace convdot
