// The one place that checks shapes and options. Each number is checked by itself before it is multiplied by another, so no input
// makes anything here overflow.
#include "convdot/geometry.hpp"

#include <algorithm>
#include <string>

#include "convdot/error.hpp"
#include "convdot/limits.hpp"

namespace convdot {
namespace {

using std::to_string;

std::string to_string(const Shape4& shape) {
  return "(" + to_string(shape[0]) + ", " + to_string(shape[1]) + ", " + to_string(shape[2]) + ", " + to_string(shape[3]) +
         ")";
}

// "1 channel", "2 channels"
std::string counted(Index count, const std::string& noun) { return to_string(count) + " " + noun + (count == 1 ? "" : "s"); }

void check_at_least(Index least, Index value, const std::string& what) {
  if (value >= least) return;
  throw Error("shape", what + " must be at least " + to_string(least) + "; got " + to_string(value) + ".");
}

// No axis is negative. A batch of zero images counts as one, so that it cannot hide other axes that are too large.
void check_elements(const Shape4& shape, const std::string& what) {
  Index elements = 1;
  for (const Index axis : shape) {
    if (axis > kMaxElements / elements) {
      throw Error("limit", what + " may have at most " + to_string(kMaxElements) + " elements; its shape is " +
                               to_string(shape) + ".");
    }
    elements *= std::max<Index>(axis, 1);
  }
}

void check_tensors(const Shape4& input, const Shape4& filter) {
  check_at_least(0, input[0], "The number of images");
  check_at_least(1, input[1], "Input height");
  check_at_least(1, input[2], "Input width");
  check_at_least(1, input[3], "The number of input channels");
  check_at_least(1, filter[0], "Filter height");
  check_at_least(1, filter[1], "Filter width");
  check_at_least(1, filter[2], "The number of filter channels");
  check_at_least(1, filter[3], "The number of filters");
  check_elements(input, "The input");
  if (std::max(filter[0], filter[1]) > kMaxFilterSide) {
    throw Error("limit", "Filter height and width may be at most " + to_string(kMaxFilterSide) + "; its shape is " +
                             to_string(filter) + ".");
  }
  check_elements(filter, "The filter");
}

void check_channels(const Shape4& input, const Shape4& filter, Index groups) {
  if (groups < 1) throw Error("groups", "The number of groups must be at least 1; got " + to_string(groups) + ".");
  if (input[3] % groups != 0 || filter[3] % groups != 0) {
    throw Error("groups", "The number of groups must divide both the input channels and the filters; " + to_string(groups) +
                              " does not divide both " + to_string(input[3]) + " and " + to_string(filter[3]) + ".");
  }
  const Index channels = input[3] / groups;
  if (filter[2] != channels) {
    const std::string in_groups = groups == 1 ? "" : " in each of " + to_string(groups) + " groups";
    throw Error("shape", "The filter has " + counted(filter[2], "channel") + " but the input has " + to_string(channels) +
                             in_groups + "; they must be equal.");
  }
}

void check_option(const char* code, Index value, Index low, Index high, const std::string& name) {
  if (value < low || value > high) {
    throw Error(code,
                name + " must be between " + to_string(low) + " and " + to_string(high) + "; got " + to_string(value) + ".");
  }
}

bool is_computed(PaddingMode mode) { return mode == PaddingMode::same_upper || mode == PaddingMode::same_lower; }

void check_options(const Options& options) {
  check_option("stride", options.stride.height, 1, kMaxStride, "Stride along the height");
  check_option("stride", options.stride.width, 1, kMaxStride, "Stride along the width");
  check_option("dilation", options.dilation.height, 1, kMaxStride, "Dilation along the height");
  check_option("dilation", options.dilation.width, 1, kMaxStride, "Dilation along the width");
  const auto& [mode, top, left, bottom, right] = options.padding;
  check_option("padding", top, 0, kMaxPadding, "Top padding");
  check_option("padding", left, 0, kMaxPadding, "Left padding");
  check_option("padding", bottom, 0, kMaxPadding, "Bottom padding");
  check_option("padding", right, 0, kMaxPadding, "Right padding");
  if (is_computed(mode) && std::max({top, left, bottom, right}) > 0) {
    throw Error("padding", "Mode 'same' computes the padding, so it takes no numbers; got top " + to_string(top) +
                               ", left " + to_string(left) + ", bottom " + to_string(bottom) + ", right " +
                               to_string(right) + ".");
  }
}

// The padding that gives ceil(input / stride) outputs.
void pad_same(Axis& axis, bool odd_at_end) {
  const Index outputs = (axis.input + axis.stride - 1) / axis.stride;
  const Index total = std::max<Index>((outputs - 1) * axis.stride + axis.extent() - axis.input, 0);
  const Index less = total / 2, more = total - less;
  axis.before = odd_at_end ? less : more;
  axis.after = odd_at_end ? more : less;
}

Axis make_axis(Index input, Index filter, Index stride, Index dilation, PaddingMode mode, Index before, Index after) {
  Axis axis{input, filter, stride, dilation, 0, 0, 0};
  if (is_computed(mode)) {
    pad_same(axis, mode == PaddingMode::same_upper);
  } else {
    axis.before = before;
    axis.after = after;
  }
  axis.output = (axis.padded() - axis.extent()) / stride + 1;
  return axis;
}

void check_fits(const Axis& axis, const std::string& name) {
  if (axis.extent() <= axis.padded()) return;
  const std::string dilated = axis.dilation == 1 ? "" : ", dilated, spans " + to_string(axis.extent()) + " and";
  throw Error("size", "The filter is larger than the padded input: its " + name + " of " + to_string(axis.filter) + dilated +
                          " does not fit into " + to_string(axis.padded()) + ".");
}

}  // namespace

std::vector<Index> Axis::reads() const {
  // One tap reads elements `stride` apart: add 1 at its first and subtract 1 after its last, then sum along each stride.
  std::vector<Index> counts(static_cast<std::size_t>(input), 0);
  const auto at = [&](Index i) -> Index& { return counts[static_cast<std::size_t>(i)]; };
  for (Index tap = 0; tap < filter; ++tap) {
    const Index of_first_window = position(0, tap);
    const Index first_window = of_first_window >= 0 ? 0 : (-of_first_window + stride - 1) / stride;
    const Index first = position(first_window, tap), behind = position(output, tap);
    if (first_window >= output || first >= input) continue;
    ++at(first);
    if (behind < input) --at(behind);
  }
  for (Index i = stride; i < input; ++i) at(i) += at(i - stride);
  return counts;
}

std::vector<Index> Axis::origins() const {
  std::vector<Index> found(static_cast<std::size_t>(output));
  Index out = 0;
  for (Index& each : found) each = origin(out++);
  return found;
}

std::vector<Index> Axis::offsets() const {
  std::vector<Index> found(static_cast<std::size_t>(filter));
  Index tap = 0;
  for (Index& each : found) each = offset(tap++);
  return found;
}

Window Geometry::window(Index number) const noexcept {
  const Index row = number / width.output;
  return {row / height.output, row % height.output, number % width.output};
}

void Geometry::sources(const Window& window, Index channel, Index channels, std::vector<Index>& into) const {
  into.clear();
  for (Index h = 0; h < height.filter; ++h) {
    const Index row = height.source(window.row, h);
    for (Index w = 0; w < width.filter; ++w) {
      const Index column = width.source(window.column, w);
      const bool padding = row < 0 || column < 0;
      const Index pixel = (window.image * height.input + row) * width.input + column;
      for (Index c = channel; c < channel + channels; ++c) into.push_back(padding ? -1 : pixel * input_channels + c);
    }
  }
}

std::vector<Index> Geometry::filter_sources(Index filter, bool flip) const {
  std::vector<Index> found;
  found.reserve(static_cast<std::size_t>(terms()));
  for (Index h = 0; h < height.filter; ++h) {
    for (Index w = 0; w < width.filter; ++w) {
      const Index first = (height.tap(h, flip) * width.filter + width.tap(w, flip)) * window_channels();
      for (Index c = 0; c < window_channels(); ++c) found.push_back((first + c) * filters + filter);
    }
  }
  return found;
}

Geometry resolve(const Shape4& input, const Shape4& filter, std::optional<Index> bias, const Options& options) {
  check_tensors(input, filter);
  check_channels(input, filter, options.groups);
  if (bias && *bias != filter[3]) {
    throw Error("bias", "The bias has " + counted(*bias, "value") + " for " + counted(filter[3], "filter") +
                            "; each filter needs exactly one.");
  }
  check_options(options);

  const auto& [stride, padding, dilation, groups, flip, window_order, filter_order] = options;
  const Geometry geometry{
      input[0],
      input[3],
      filter[3],
      groups,
      make_axis(input[1], filter[0], stride.height, dilation.height, padding.mode, padding.top, padding.bottom),
      make_axis(input[2], filter[1], stride.width, dilation.width, padding.mode, padding.left, padding.right)};
  check_fits(geometry.height, "height");
  check_fits(geometry.width, "width");
  check_elements({input[0], geometry.height.padded(), geometry.width.padded(), input[3]}, "The padded input");
  check_elements(geometry.output_shape(), "The output");
  return geometry;
}

std::vector<Index> layout(Order order, Index height, Index width, Index channels) {
  struct Loop {
    Index count, stride;
  };
  const Loop h{height, width * channels}, w{width, channels}, c{channels, 1};
  const auto outer_to_inner = [&]() -> std::array<Loop, 3> {
    if (order == Order::hwc) return {h, w, c};
    if (order == Order::chw) return {c, h, w};
    return {c, w, h};
  };
  const auto [outer, middle, inner] = outer_to_inner();
  std::vector<Index> places;
  places.reserve(static_cast<std::size_t>(height * width * channels));
  for (Index i = 0; i < outer.count; ++i) {
    for (Index j = 0; j < middle.count; ++j) {
      for (Index k = 0; k < inner.count; ++k) places.push_back(i * outer.stride + j * middle.stride + k * inner.stride);
    }
  }
  return places;
}

}  // namespace convdot
