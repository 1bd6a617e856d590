// The geometry of a convolution: output sizes, resolved padding, the origin of each window, the input element behind each window
// element, and the rows and columns that no window reads. All index arithmetic of a convolution is here and nowhere else. Knows
// shapes, never values.
//
// The names of the deeplearning.ai course, and the names here:
//   m, n_H_prev, n_W_prev, n_C_prev   images, height.input, width.input, input_channels
//   f, n_C                            height.filter and width.filter, filters
//   stride, pad                       height.stride and width.stride, height.before (and after, and width's)
//   n_H, n_W                          height.output, width.output
//   vert_start, horiz_start           height.start(row), width.start(column): in the padded input
//   a_slice_prev                      the window: height.filter x width.filter x window_channels()
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace convdot {

using Index = std::int64_t;  // 64 bits on wasm32 too, so that a product of sizes within limits.hpp cannot overflow
using Shape4 = std::array<Index, 4>;

// How a block (height, width, channels) is laid out as a vector. `hwc` is NumPy's ravel of a (h, w, c) array; `fortran` its
// ravel(order='F'): the first axis runs fastest.
enum class Order { hwc, chw, fortran };

enum class PaddingMode {
  valid,       // none, unless the four numbers say otherwise
  same_upper,  // ceil(input / stride) outputs, the odd element at the end: TensorFlow's 'same'
  same_lower,  // as same_upper, the odd element at the beginning
  fixed        // the four numbers
};

struct Padding {
  PaddingMode mode = PaddingMode::valid;
  Index top = 0, left = 0, bottom = 0, right = 0;  // 0 in the two modes that compute them
};

struct PerAxis {
  Index height = 1, width = 1;
};

// The hyperparameters of a convolution, as the caller gives them: nothing is checked or resolved yet.
struct Options {
  PerAxis stride;
  Padding padding;
  PerAxis dilation;
  Index groups = 1;
  bool flip = false;                                           // true: the mathematical convolution, not cross-correlation
  Order window_order = Order::hwc, filter_order = Order::hwc;  // for the unrolled dot only
};

// One spatial axis. `output` is floor((input + before + after - extent()) / stride) + 1.
struct Axis {
  Index input, filter, stride, dilation;
  Index before, after;  // padding elements
  Index output;

  // The number of elements that one window spans: dilation * (filter - 1) + 1.
  [[nodiscard]] Index extent() const noexcept { return dilation * (filter - 1) + 1; }
  // The number of elements with padding.
  [[nodiscard]] Index padded() const noexcept { return input + before + after; }
  // The filter element that multiplies window element `at`: the same one, or the opposite one if the filter is flipped.
  [[nodiscard]] Index tap(Index at, bool flip) const noexcept { return flip ? filter - 1 - at : at; }
  // Where window `out` begins in the padded input (the course: vert_start, horiz_start).
  [[nodiscard]] Index start(Index out) const noexcept { return out * stride; }
  // The same, counted from the first element of the input: negative in the padding before it.
  [[nodiscard]] Index origin(Index out) const noexcept { return start(out) - before; }
  // The distance of filter element `tap` from there.
  [[nodiscard]] Index offset(Index tap) const noexcept { return tap * dilation; }
  // The element under filter element `tap` of window `out`, counted from the first element of the input: negative in the padding
  // before it, `input` or more in the padding after it.
  [[nodiscard]] Index position(Index out, Index tap) const noexcept { return origin(out) + offset(tap); }
  // The same where it is an element of the input, -1 where it is padding.
  [[nodiscard]] Index source(Index out, Index tap) const noexcept {
    const Index at = position(out, tap);
    return at >= 0 && at < input ? at : -1;
  }
  // For each input element, the number of windows that read it.
  [[nodiscard]] std::vector<Index> reads() const;
  // origin() of each window.
  [[nodiscard]] std::vector<Index> origins() const;
  // offset() of each filter element.
  [[nodiscard]] std::vector<Index> offsets() const;
};

// One window, by the position of its value in the output.
struct Window {
  Index image, row, column;
};

struct Geometry {
  Index images, input_channels, filters, groups;
  Axis height, width;

  [[nodiscard]] Index window_channels() const noexcept { return input_channels / groups; }
  [[nodiscard]] Index filters_per_group() const noexcept { return filters / groups; }
  // The first input channel that output channel `filter` reads.
  [[nodiscard]] Index first_channel(Index filter) const noexcept { return filter / filters_per_group() * window_channels(); }
  // Products in one step: height.filter * width.filter * window_channels().
  [[nodiscard]] Index terms() const noexcept { return height.filter * width.filter * window_channels(); }
  // Elements in one row of one image: of the input, without padding, and of the output.
  [[nodiscard]] Index input_row() const noexcept { return width.input * input_channels; }
  [[nodiscard]] Index output_row() const noexcept { return width.output * filters; }
  // Windows in all: m * n_H' * n_W'. Their order: images first, then rows, then columns.
  [[nodiscard]] Index windows() const noexcept { return images * height.output * width.output; }
  [[nodiscard]] Window window(Index number) const noexcept;
  // For each element of `window`, channels `channel` to `channel` + `channels`, in height, width, channel order, its flat index
  // in the input, -1 where it is padding. Replaces the contents of `into`, which callers keep so that not every window allocates.
  void sources(const Window& window, Index channel, Index channels, std::vector<Index>& into) const;
  // For each element of the block of `filter`, in the order of multiplication (rotated by 180 degrees if `flip`), in height, width,
  // channel order, its flat index in the filter tensor (f_H, f_W, n_C / groups, n_F).
  [[nodiscard]] std::vector<Index> filter_sources(Index filter, bool flip) const;
  [[nodiscard]] Shape4 output_shape() const noexcept { return {images, height.output, width.output, filters}; }
};

// Checks and resolves. `input` is (m, n_H, n_W, n_C), `filter` (f_H, f_W, n_C / groups, n_F), `bias` the number of its
// values, or nothing. A batch of zero images is allowed; every other axis has at least one element.
// Throws Error: shape, bias, stride, padding, dilation, groups, size, limit.
[[nodiscard]] Geometry resolve(const Shape4& input, const Shape4& filter, std::optional<Index> bias, const Options& options);

// The flat index, in a block (height, width, channels) in C order, of each entry of the block laid out in `order`.
[[nodiscard]] std::vector<Index> layout(Order order, Index height, Index width, Index channels);

}  // namespace convdot
