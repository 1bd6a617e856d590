#include "blocks.hpp"

namespace convdot {

template <class T>
Tensor<T> filter_blocks(const Tensor<T>& filter, const Geometry& geometry, bool flip) {
  auto blocks =
      make_tensor<T>({geometry.filters, geometry.height.filter, geometry.width.filter, geometry.window_channels()});
  T* block = blocks.data();
  for (Index f = 0; f < geometry.filters; ++f) {
    for (const Index source : geometry.filter_sources(f, flip)) *block++ = filter.data()[to_size(source)];
  }
  return blocks;
}

template Tensor<float> filter_blocks(const Tensor<float>&, const Geometry&, bool);
template Tensor<double> filter_blocks(const Tensor<double>&, const Geometry&, bool);

}  // namespace convdot
