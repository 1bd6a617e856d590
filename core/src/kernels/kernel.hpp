// What a kernel is made from, and what it is. A kernel computes what multiply_sum() and unrolled_dot() define, for one geometry and
// one filter, and asks geometry.hpp where everything lies.
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

template <class T>
struct Layer {
  Geometry geometry;
  Matrix<T> filters;    // (n_F, terms): each filter as it meets the window's elements in height, width, channel order
  std::vector<T> bias;  // n_F values, 0 where there is no bias
};

// Two vectors in orders of their own have the dot product of the window in height, width, channel order and a filter that is
// rearranged to meet it: only the filter changes with the orders in `options`.
template <class T>
[[nodiscard]] Layer<T> make_layer(const Geometry& geometry, const Tensor<T>& filter, const Bias<T>& bias,
                                  const Options& options);

template <class T>
class Kernel {
 public:
  Kernel() = default;
  Kernel(const Kernel&) = delete;
  Kernel& operator=(const Kernel&) = delete;
  virtual ~Kernel() = default;

  // The whole batch, both in C order. Allocates nothing.
  virtual void run(const T* input, T* output) noexcept = 0;
};

// How the elements of one image lie within its ring of zeros.
struct Strides {
  explicit Strides(const Geometry& geometry)
      : pixel(to_offset(geometry.input_channels)), row(to_offset(geometry.width.padded()) * pixel) {}

  Offset pixel, row;
};

// One image within its ring of zeros, which is written once.
template <class T>
class PaddedImage {
 public:
  explicit PaddedImage(const Geometry& geometry)
      : rows_(to_offset(geometry.height.input)),
        row_elements_(to_offset(geometry.width.input * geometry.input_channels)),
        strides_(geometry) {
    if (geometry.height.padded() == geometry.height.input && geometry.width.padded() == geometry.width.input) return;
    padded_.resize(to_size(geometry.height.padded()) * static_cast<std::size_t>(strides_.row));
    first_ = padded_.data() + to_offset(geometry.height.before) * strides_.row +
             to_offset(geometry.width.before) * strides_.pixel;
  }
  PaddedImage(const PaddedImage&) = delete;
  PaddedImage& operator=(const PaddedImage&) = delete;

  // Of an unpadded image.
  [[nodiscard]] Offset elements() const noexcept { return rows_ * row_elements_; }

  // Without padding the image itself.
  [[nodiscard]] const T* pad(const T* image) noexcept {
    if (first_ == nullptr) return image;
    for (Offset row = 0; row < rows_; ++row) copy(image + row * row_elements_, first_ + row * strides_.row, row_elements_);
    return padded_.data();
  }

 private:
  Offset rows_, row_elements_;
  Strides strides_;
  std::vector<T> padded_;
  T* first_ = nullptr;  // the image's first element within padded_
};

}  // namespace convdot::kernels
