#include "kernels/choose.hpp"

#include <array>

#include "kernels/tile.hpp"

namespace convdot::kernels {
namespace {

bool is_every(const Geometry&) { return true; }

// Fewer filters than half of a panel.
template <class T>
bool has_few_filters(const Geometry& geometry) {
  return geometry.filters_per_group() < kPanelFilters<T> / 2;
}

// Stride 1, no dilation, one filter, two rows of outputs or more, and kVectors vectors or more in each row.
template <class T, Index kChannels, Index kVectors>
bool is_image_filter(const Geometry& geometry) {
  const auto is_dense = [](const Axis& axis) { return axis.stride == 1 && axis.dilation == 1; };
  return geometry.input_channels == kChannels && geometry.filters == 1 && is_dense(geometry.height) &&
         is_dense(geometry.width) && geometry.height.output >= 2 && geometry.width.output >= kVectors * Index{kLanes<T>};
}

template <class T>
constexpr std::array<Entry<T>, 5> kKernels{{
    {"one-channel stencil", "One filter over one channel: two rows of outputs at a time, vectors along the row.",
     Method::multiply_sum, is_image_filter<T, 1, 1>, make_one_channel_stencil<T>},
    {"RGB stencil",
     "One filter over three channels, which are split first: two rows of outputs at a time, vectors along the row.",
     Method::multiply_sum, is_image_filter<T, 3, 4>, make_rgb_stencil<T>},
    {"blocked direct", "Tiles of windows, read in place, times panels of filters: no unrolled matrix is made.",
     Method::multiply_sum, is_every, make_direct<T>},
    {"unrolled columns",
     "The windows of a row of outputs are unrolled into columns, a chunk at a time; vectors run along windows.",
     Method::unrolled_dot, has_few_filters<T>, make_unrolled_columns<T>},
    {"unrolled matrix",
     "The windows are unrolled into rows of a matrix, a chunk at a time, which is multiplied by panels of filters.",
     Method::unrolled_dot, is_every, make_unrolled<T>},
}};

}  // namespace

template <class T>
std::span<const Entry<T>> all() {
  return kKernels<T>;
}

template <class T>
const Entry<T>& choose(const Geometry& geometry, Method method) {
  return *std::find_if(kKernels<T>.begin(), kKernels<T>.end(),
                       [&](const Entry<T>& entry) { return entry.method == method && entry.serves(geometry); });
}

template std::span<const Entry<float>> all();
template std::span<const Entry<double>> all();
template const Entry<float>& choose(const Geometry&, Method);
template const Entry<double>& choose(const Geometry&, Method);

}  // namespace convdot::kernels
