// What is made once for a plan, before any tile is run.
#include "kernels/tile.hpp"

namespace convdot::kernels {

template <class T>
Panels<T>::Panels(const Layer<T>& layer)
    : groups_(to_offset(layer.geometry.groups)),
      group_filters_(to_offset(layer.geometry.filters_per_group())),
      terms_(to_offset(layer.geometry.terms())),
      weights_(static_cast<std::size_t>(groups_ * per_group() * terms_ * kPanelFilters<T>)),
      bias_(static_cast<std::size_t>(groups_ * per_group() * kPanelFilters<T>)) {
  for (Offset group = 0; group < groups_; ++group) {
    for (Offset number = 0; number < per_group(); ++number) pack(layer, group, number);
  }
}

template <class T>
void Panels<T>::pack(const Layer<T>& layer, Offset group, Offset number) {
  const Panel<T> panel = this->panel(group, number);
  T* const weights = weights_.data() + (panel.weights - weights_.data());
  std::copy_n(layer.bias.data() + panel.first, panel.filters, bias_.data() + (panel.bias - bias_.data()));
  for (Offset filter = 0; filter < panel.filters; ++filter) {
    const T* const row = layer.filters.data() + (panel.first + filter) * terms_;
    for (Offset term = 0; term < terms_; ++term) weights[term * kPanelFilters<T> + filter] = row[term];
  }
}

template class Panels<float>;
template class Panels<double>;

Runs::Runs(const Geometry& geometry) {
  const Strides strides(geometry);
  const bool row_in_one_piece = geometry.width.dilation == 1 && geometry.groups == 1;
  const Index pieces = row_in_one_piece ? 1 : geometry.width.filter;
  length_ = to_offset(geometry.terms() / (geometry.height.filter * pieces));
  for (Index h = 0; h < geometry.height.filter; ++h) {
    for (Index w = 0; w < pieces; ++w) {
      starts_.push_back(to_offset(geometry.height.offset(h)) * strides.row +
                        to_offset(geometry.width.offset(w)) * strides.pixel);
    }
  }
}

}  // namespace convdot::kernels
