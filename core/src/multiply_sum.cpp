// The first route, to be read as its definition: pad, take the window, multiply element by element, sum, add the bias.
// It must not use how unrolled_dot.cpp finds a window's elements: the two check one another.
#include <xtensor/xnoalias.hpp>
#include <xtensor/xview.hpp>

#include "blocks.hpp"
#include "convdot/sum.hpp"

namespace convdot {
namespace {

// One image within a ring of zeros, (padded height, padded width, n_C).
template <class T>
using Image = xt::xtensor<T, 3>;

template <class T>
Image<T> pad(const Tensor<T>& input, Index image, const Geometry& geometry) {
  const Axis &height = geometry.height, &width = geometry.width;
  Image<T> padded({to_size(height.padded()), to_size(width.padded()), to_size(geometry.input_channels)}, T{0});
  xt::view(padded, xt::range(height.before, height.before + height.input),
           xt::range(width.before, width.before + width.input)) = xt::view(input, image);
  return padded;
}

// The elements of a padded axis that window `out` takes.
auto taken(const Axis& axis, Index out) {
  const Index start = axis.start(out);
  return xt::range(start, start + axis.extent(), axis.dilation);
}

}  // namespace

template <class T>
Tensor<T> multiply_sum(const Tensor<T>& input, const Tensor<T>& filter, Bias<T> bias, const Options& options) {
  const Geometry geometry = resolve(input, filter, bias, options);
  const Tensor<T> blocks = filter_blocks(filter, geometry, options.flip);
  auto output = make_tensor<T>(geometry.output_shape());
  Image<T> products({to_size(geometry.height.filter), to_size(geometry.width.filter), to_size(geometry.window_channels())});

  T* value = output.data();
  for (Index image = 0; image < geometry.images; ++image) {
    const Image<T> padded = pad(input, image, geometry);
    for (Index row = 0; row < geometry.height.output; ++row) {
      for (Index column = 0; column < geometry.width.output; ++column) {
        for (Index f = 0; f < geometry.filters; ++f) {
          const Index channel = geometry.first_channel(f);
          const auto window = xt::view(padded, taken(geometry.height, row), taken(geometry.width, column),
                                       xt::range(channel, channel + geometry.window_channels()));
          xt::noalias(products) = window * xt::view(blocks, f);
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
