// The second route: windows unrolled into rows, filters into columns, and dot products of the two. It reads the input through
// Geometry::sources, without a padded copy: it finds no element in the way of multiply_sum.cpp.
#include <algorithm>

#include "blocks.hpp"
#include "convdot/error.hpp"
#include "convdot/limits.hpp"

namespace convdot {
namespace {

// Writes windows as rows of the unrolled matrix.
template <class T>
class Unroller {
 public:
  Unroller(const Tensor<T>& input, const Geometry& geometry, Index channels, Order order)
      : input_(input),
        geometry_(geometry),
        channels_(channels),
        layout_(layout(order, geometry.height.filter, geometry.width.filter, channels)) {}

  [[nodiscard]] std::size_t columns() const { return layout_.size(); }

  // The row of window `number`, from channel `channel` on. `row` has columns() elements.
  void unroll(Index number, Index channel, std::span<T> row) {
    geometry_.sources(geometry_.window(number), channel, channels_, sources_);
    std::transform(layout_.begin(), layout_.end(), row.begin(), [this](Index place) {
      const Index source = sources_[to_size(place)];
      return source < 0 ? T{0} : input_.data()[to_size(source)];
    });
  }

 private:
  const Tensor<T>& input_;
  const Geometry& geometry_;
  Index channels_;
  std::vector<Index> layout_, sources_;
};

// The filters as columns, (n_F, terms): the entries of a column are adjacent.
template <class T>
Matrix<T> unroll_filters(const Tensor<T>& filter, const Geometry& geometry, const Options& options) {
  const Tensor<T> blocks = filter_blocks(filter, geometry, options.flip);
  const auto places =
      layout(options.filter_order, geometry.height.filter, geometry.width.filter, geometry.window_channels());
  auto columns = Matrix<T>::from_shape({to_size(geometry.filters), places.size()});
  T* entry = columns.data();
  for (const T* block = blocks.data(); entry != columns.data() + columns.size(); block += places.size()) {
    for (const Index place : places) *entry++ = block[to_size(place)];
  }
  return columns;
}

template <class T>
T dot(std::span<const T> row, const T* column) {
  T sum{0};
  for (const T element : row) sum += element * *column++;
  return sum;
}

}  // namespace

// Only one row of the matrix exists at a time, so memory stays bounded.
template <class T>
Tensor<T> unrolled_dot(const Tensor<T>& input, const Tensor<T>& filter, Bias<T> bias, const Options& options) {
  const Geometry geometry = resolve(input, filter, bias, options);
  const Matrix<T> columns = unroll_filters(filter, geometry, options);
  Unroller<T> unroller(input, geometry, geometry.window_channels(), options.window_order);
  auto output = make_tensor<T>(geometry.output_shape());
  std::vector<T> row(unroller.columns());

  T* value = output.data();
  for (Index number = 0; number < geometry.windows(); ++number) {
    for (Index f = 0; f < geometry.filters; ++f) {
      if (f % geometry.filters_per_group() == 0) unroller.unroll(number, geometry.first_channel(f), row);
      *value++ = add_bias(dot<T>(row, columns.data() + to_size(f) * row.size()), bias, f);
    }
  }
  return output;
}

template <class T>
Matrix<T> unroll(const Tensor<T>& input, const Shape4& filter, const Options& options, Order order) {
  const Geometry geometry = resolve(shape_of(input), filter, std::nullopt, options);
  const Index rows = geometry.windows();
  const Index columns = geometry.height.filter * geometry.width.filter * geometry.input_channels;
  if (rows > kMaxElements / columns) {
    throw Error("limit", "The unrolled matrix may have at most " + std::to_string(kMaxElements) +
                             " elements; its shape is (" + std::to_string(rows) + ", " + std::to_string(columns) + ").");
  }
  Unroller<T> unroller(input, geometry, geometry.input_channels, order);
  auto matrix = Matrix<T>::from_shape({to_size(rows), to_size(columns)});
  for (Index number = 0; number < rows; ++number) {
    unroller.unroll(number, 0, {matrix.data() + to_size(number * columns), to_size(columns)});
  }
  return matrix;
}

template Tensor<float> unrolled_dot(const Tensor<float>&, const Tensor<float>&, Bias<float>, const Options&);
template Tensor<double> unrolled_dot(const Tensor<double>&, const Tensor<double>&, Bias<double>, const Options&);
template Matrix<float> unroll(const Tensor<float>&, const Shape4&, const Options&, Order);
template Matrix<double> unroll(const Tensor<double>&, const Shape4&, const Options&, Order);

}  // namespace convdot
