#include "kernels/kernel.hpp"

namespace convdot::kernels {

template <class T>
Layer<T> make_layer(const Geometry& geometry, const Tensor<T>& filter, const Bias<T>& bias, const Options& options) {
  const Tensor<T> blocks = filter_blocks(filter, geometry, options.flip);
  const auto places = [&](Order order) {
    return layout(order, geometry.height.filter, geometry.width.filter, geometry.window_channels());
  };
  const std::vector<Index> window_places = places(options.window_order), filter_places = places(options.filter_order);
  Layer<T> layer{geometry, Matrix<T>::from_shape({to_size(geometry.filters), window_places.size()}), {}};
  const T* block = blocks.data();
  for (T* row = layer.filters.data(); row != layer.filters.data() + layer.filters.size(); row += window_places.size()) {
    for (std::size_t i = 0; i < window_places.size(); ++i) row[window_places[i]] = block[filter_places[i]];
    block += window_places.size();
  }
  layer.bias.resize(to_size(geometry.filters));
  if (bias) std::copy(bias->begin(), bias->end(), layer.bias.begin());
  return layer;
}

template Layer<float> make_layer(const Geometry&, const Tensor<float>&, const Bias<float>&, const Options&);
template Layer<double> make_layer(const Geometry&, const Tensor<double>&, const Bias<double>&, const Options&);

}  // namespace convdot::kernels
