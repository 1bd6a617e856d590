#include "blocks.hpp"

namespace convdot {

template <class T>
Tensor<T> filter_blocks(const Tensor<T>& filter, const Geometry& geometry, bool flip) {
  const Axis &height = geometry.height, &width = geometry.width;
  auto blocks = make_tensor<T>({geometry.filters, height.filter, width.filter, geometry.window_channels()});
  T* block = blocks.data();
  for (Index f = 0; f < geometry.filters; ++f) {
    for (Index h = 0; h < height.filter; ++h) {
      for (Index w = 0; w < width.filter; ++w) {
        for (Index c = 0; c < geometry.window_channels(); ++c) {
          *block++ = filter(height.tap(h, flip), width.tap(w, flip), c, f);
        }
      }
    }
  }
  return blocks;
}

template Tensor<float> filter_blocks(const Tensor<float>&, const Geometry&, bool);
template Tensor<double> filter_blocks(const Tensor<double>&, const Geometry&, bool);

}  // namespace convdot
