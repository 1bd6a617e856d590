#include "kernels/kernel.hpp"

namespace convdot::kernels {
namespace {

// The fewest output rows in a portion, if the image has that many: stencils compute two rows at a time, so no portion may have a single one.
constexpr Index kLeastRows = 4;

Portion whole_images(const Geometry& geometry, Index first, Index images) {
  const Axis& height = geometry.height;
  const Index input = height.input * geometry.input_row(), output = height.output * geometry.output_row();
  return {first * input, images * input, first * output, images * output, images,
          height.before, height.input,   height.after,   height.output};
}

// Output rows `first` to `behind` - 1 of one image.
Portion rows_of(const Geometry& geometry, Index image, Index first, Index behind) {
  const Axis& height = geometry.height;
  const Index input_row = geometry.input_row(), output_row = geometry.output_row();
  // From the input's first row on: negative in the padding above, n_H and more in the padding below.
  const Index from = height.origin(first), to = height.origin(behind - 1) + height.extent();
  const Index first_row = std::clamp(from, Index{0}, height.input);
  const Index rows = std::clamp(to, first_row, height.input) - first_row;
  const Index above = std::clamp(-from, Index{0}, to - from);
  return {(image * height.input + first_row) * input_row,
          rows * input_row,
          (image * height.output + first) * output_row,
          (behind - first) * output_row,
          1,
          above,
          rows,
          to - from - above - rows,
          behind - first};
}

template <class T>
std::vector<Portion> make_portions(const Geometry& geometry, Index bytes) {
  const Index image_bytes = geometry.height.padded() * geometry.width.padded() * geometry.input_channels * Index{sizeof(T)};
  std::vector<Portion> portions;
  if (image_bytes <= bytes) {
    const Index most = bytes / image_bytes;
    for (Index image = 0; image < geometry.images; image += most) {
      portions.push_back(whole_images(geometry, image, std::min(most, geometry.images - image)));
    }
    return portions;
  }
  const Index rows = geometry.height.output;
  const Index portion_rows = std::max(rows * bytes / image_bytes, kLeastRows);
  const Index count = (rows + portion_rows - 1) / portion_rows;
  for (Index image = 0; image < geometry.images; ++image) {
    for (Index i = 0; i < count; ++i) {
      portions.push_back(rows_of(geometry, image, i * rows / count, (i + 1) * rows / count));
    }
  }
  return portions;
}

}  // namespace

template <class T>
Convolution<T> make_convolution(const Geometry& geometry, const Tensor<T>& filter, const Bias<T>& bias,
                                const Options& options, Index portion_bytes) {
  const Tensor<T> blocks = filter_blocks(filter, geometry, options.flip);
  const auto places = [&](Order order) {
    return layout(order, geometry.height.filter, geometry.width.filter, geometry.window_channels());
  };
  const std::vector<Index> window_places = places(options.window_order), filter_places = places(options.filter_order);
  Convolution<T> convolution{geometry,
                             Matrix<T>::from_shape({to_size(geometry.filters), window_places.size()}),
                             {},
                             make_portions<T>(geometry, portion_bytes)};
  const T* block = blocks.data();
  for (T* row = convolution.filters.data(); row != convolution.filters.data() + convolution.filters.size();
       row += window_places.size()) {
    for (std::size_t i = 0; i < window_places.size(); ++i) row[window_places[i]] = block[filter_places[i]];
    block += window_places.size();
  }
  convolution.bias.resize(to_size(geometry.filters));
  if (bias) std::copy(bias->begin(), bias->end(), convolution.bias.begin());
  return convolution;
}

template Convolution<float> make_convolution(const Geometry&, const Tensor<float>&, const Bias<float>&, const Options&,
                                             Index);
template Convolution<double> make_convolution(const Geometry&, const Tensor<double>&, const Bias<double>&, const Options&,
                                              Index);

}  // namespace convdot::kernels
