// The first route, to be read as its definition: pad, take the window, multiply element by element, sum, add the bias.
// It must not find a window's elements in the way of unrolled_dot.cpp: the two check each other.
#include <algorithm>
#include <functional>

#include "blocks.hpp"
#include "convdot/numpy.hpp"

namespace convdot {
namespace {

// One image within a ring of zeros, (padded height, padded width, n_C).
template <class T>
using Image = xt::xtensor<T, 3>;

template <class T>
Image<T> pad(const Tensor<T>& input, Index image, const Geometry& geometry) {
  const Axis &height = geometry.height, &width = geometry.width;
  Image<T> padded({to_size(height.padded()), to_size(width.padded()), to_size(geometry.input_channels)}, T{0});
  for (Index row = 0; row < height.input; ++row) {
    std::copy_n(&input(image, row, 0, 0), geometry.input_row(), &padded(height.before + row, width.before, 0));
  }
  return padded;
}

// The window behind output (row, column), of shape (f_H, f_W, n_C / groups), from channel `channel` on.
template <class T>
void take_window(const Image<T>& padded, const Geometry& geometry, Index row, Index column, Index channel,
                 Image<T>& window) {
  const Axis &height = geometry.height, &width = geometry.width;
  T* element = window.data();
  for (Index i = 0; i < height.filter; ++i) {
    for (Index j = 0; j < width.filter; ++j) {
      const T* first = &padded(height.start(row) + height.offset(i), width.start(column) + width.offset(j), channel);
      element = std::copy_n(first, geometry.window_channels(), element);
    }
  }
}

}  // namespace

template <class T>
Tensor<T> multiply_sum(const Tensor<T>& input, const Tensor<T>& filter, Bias<T> bias, const Options& options) {
  const Geometry geometry = resolve(input, filter, bias, options);
  const Tensor<T> blocks = filter_blocks(filter, geometry, options.flip);
  auto output = make_tensor<T>(geometry.output_shape());
  auto window = Image<T>::from_shape(
      {to_size(geometry.height.filter), to_size(geometry.width.filter), to_size(geometry.window_channels())});
  auto products = Image<T>::from_shape(window.shape());

  T* value = output.data();
  for (Index image = 0; image < geometry.images; ++image) {
    const Image<T> padded = pad(input, image, geometry);
    for (Index row = 0; row < geometry.height.output; ++row) {
      for (Index column = 0; column < geometry.width.output; ++column) {
        for (Index f = 0; f < geometry.filters; ++f) {
          if (f % geometry.filters_per_group() == 0) {  // the filters of a group share their window
            take_window(padded, geometry, row, column, geometry.first_channel(f), window);
          }
          const T* block = blocks.data() + to_size(f) * window.size();
          std::transform(window.begin(), window.end(), block, products.begin(), std::multiplies<>());
          *value++ = add_bias(np_sum<T>({products.data(), products.size()}), bias, f);
        }
      }
    }
  }
  return output;
}

template Tensor<float> multiply_sum(const Tensor<float>&, const Tensor<float>&, Bias<float>, const Options&);
template Tensor<double> multiply_sum(const Tensor<double>&, const Tensor<double>&, Bias<double>, const Options&);

}  // namespace convdot
