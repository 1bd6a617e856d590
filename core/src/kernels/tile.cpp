// The tables that are made once for a plan, before any tile is computed.
#include "kernels/tile.hpp"

namespace convdot::kernels {

template <class T>
Panels<T>::Panels(const Convolution<T>& convolution)
    : groups_(to_offset(convolution.geometry.groups)),
      group_filters_(to_offset(convolution.geometry.filters_per_group())),
      terms_(to_offset(convolution.geometry.terms())),
      weights_(static_cast<std::size_t>(groups_ * per_group() * terms_ * kPanelFilters<T>)),
      bias_(static_cast<std::size_t>(groups_ * per_group() * kPanelFilters<T>)) {
  for (Offset group = 0; group < groups_; ++group) {
    for (Offset number = 0; number < per_group(); ++number) pack(convolution, group, number);
  }
}

template <class T>
void Panels<T>::pack(const Convolution<T>& convolution, Offset group, Offset number) {
  const Panel<T> panel = this->panel(group, number);
  T* const weights = weights_.data() + (panel.weights - weights_.data());
  std::copy_n(convolution.bias.data() + panel.first, panel.filters, bias_.data() + (panel.bias - bias_.data()));
  for (Offset filter = 0; filter < panel.filters; ++filter) {
    const T* const row = convolution.filters.data() + (panel.first + filter) * terms_;
    for (Offset term = 0; term < terms_; ++term) weights[term * kPanelFilters<T> + filter] = row[term];
  }
}

template class Panels<float>;
template class Panels<double>;

Stretches::Stretches(const Geometry& geometry) {
  const Strides strides(geometry);
  const bool row_is_stretch = geometry.width.dilation == 1 && geometry.groups == 1;
  const Index stretches_per_row = row_is_stretch ? 1 : geometry.width.filter;
  length_ = to_offset(geometry.terms() / (geometry.height.filter * stretches_per_row));
  for (Index h = 0; h < geometry.height.filter; ++h) {
    for (Index w = 0; w < stretches_per_row; ++w) {
      starts_.push_back(to_offset(geometry.height.offset(h)) * strides.row +
                        to_offset(geometry.width.offset(w)) * strides.pixel);
    }
  }
}

}  // namespace convdot::kernels
