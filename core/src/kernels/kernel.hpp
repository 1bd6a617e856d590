// The interface of a kernel, and the convolution that it is made from. README.md defines the words. A kernel computes the results that
// multiply_sum() and unrolled_dot() define, for one geometry and one filter, and takes every index from geometry.hpp.
#pragma once

#include <algorithm>
#include <memory>
#include <string_view>
#include <vector>

#include "blocks.hpp"
#include "convdot/plan.hpp"
#include "kernels/vector.hpp"

namespace convdot::kernels {

// Offsets and sizes within limits.hpp fit on every target.
[[nodiscard]] constexpr Offset to_offset(Index value) noexcept { return static_cast<Offset>(value); }

// A portion's input: it fits second-level caches with room for panels and output beside it. Portions overlap by the rows that windows
// of both read, and those are copied twice: the smaller portions are, the more that costs.
inline constexpr Index kPortionBytes = Index{512} * 1024;

// One convolution, as kernels are made from it.
template <class T>
struct Convolution {
  Geometry geometry;
  Matrix<T> filters;    // (n_F, terms): the filters, in the order of the window's elements: height, width, channel
  std::vector<T> bias;  // n_F values, 0 where there is no bias
  std::vector<Portion> portions;
};

// Kernels read every window in height, width, channel order. Whatever the orders in `options`, the filters are rearranged so that the
// same elements are multiplied. A portion has about `portion_bytes` of input, but never less than a few rows.
template <class T>
[[nodiscard]] Convolution<T> make_convolution(const Geometry& geometry, const Tensor<T>& filter, const Bias<T>& bias,
                                              const Options& options, Index portion_bytes = kPortionBytes);

// The orders of unrolling count for the unrolled dot only.
[[nodiscard]] inline Options orders_of(Method method, Options options) noexcept {
  if (method == Method::multiply_sum) options.window_order = options.filter_order = Order::hwc;
  return options;
}

template <class T>
class Kernel {
 public:
  Kernel() = default;
  Kernel(const Kernel&) = delete;
  Kernel& operator=(const Kernel&) = delete;
  virtual ~Kernel() = default;

  // Computes one of the convolution's portions; input and output are in C order. Allocates nothing.
  virtual void run(const Portion& portion, const T* input, T* output) noexcept = 0;
};

// Distances between elements of a padded image.
struct Strides {
  explicit Strides(const Geometry& geometry)
      : pixel(to_offset(geometry.input_channels)), row(to_offset(geometry.width.padded()) * pixel) {}

  Offset pixel, row;
};

// Distances between the windows of two neighbouring outputs. 0 where there is one output: then the stride leads out of the image, and
// may be more than an Offset holds.
struct Steps {
  explicit Steps(const Geometry& geometry)
      : right(to_offset(step(geometry.width) * Strides(geometry).pixel)),
        down(to_offset(step(geometry.height) * Strides(geometry).row)) {}

  Offset right, down;

 private:
  [[nodiscard]] static Index step(const Axis& axis) noexcept { return axis.output > 1 ? axis.start(1) : 0; }
};

// A portion's rows of one image with the zeros around them.
template <class T>
class PaddedImage {
 public:
  explicit PaddedImage(const Convolution<T>& convolution)
      : row_elements_(to_offset(convolution.geometry.input_row())),
        strides_(convolution.geometry),
        before_(to_offset(convolution.geometry.width.before) * strides_.pixel) {
    Index rows = 0;
    for (const Portion& each : convolution.portions) rows = std::max(rows, each.rows_above + each.rows + each.rows_below);
    most_rows_ = to_offset(rows);
    const auto is_padded = [](const Axis& axis) { return axis.padded() != axis.input; };
    if (!is_padded(convolution.geometry.height) && !is_padded(convolution.geometry.width)) return;
    padded_.resize(static_cast<std::size_t>(most_rows_ * strides_.row));
  }

  // The number of elements in a row of an image, without padding.
  [[nodiscard]] Offset row_elements() const noexcept { return row_elements_; }

  // The number of rows of the largest portion, with padding.
  [[nodiscard]] Offset most_rows() const noexcept { return most_rows_; }

  // Copies the rows into their padding; without padding, returns the rows themselves.
  [[nodiscard]] const T* pad(const Portion& portion, const T* rows) noexcept {
    if (padded_.empty()) return rows;
    const Offset first = to_offset(portion.rows_above) * strides_.row;
    const Offset behind = first + to_offset(portion.rows) * strides_.row;
    const Offset end = behind + to_offset(portion.rows_below) * strides_.row;
    // The padding left and right of the rows is never written, and stays zero.
    if (first != first_ || behind != behind_ || end != end_) {
      std::fill_n(padded_.data(), first, T{0});
      std::fill(padded_.data() + behind, padded_.data() + end, T{0});
      first_ = first;
      behind_ = behind;
      end_ = end;
    }
    for (Offset row = first; row < behind; row += strides_.row, rows += row_elements_) {
      copy(rows, padded_.data() + row + before_, row_elements_);
    }
    return padded_.data();
  }

 private:
  Offset row_elements_, most_rows_;
  Strides strides_;
  Offset before_;
  std::vector<T> padded_;
  Offset first_ = -1, behind_ = -1, end_ = -1;  // of the previous portion
};

}  // namespace convdot::kernels
