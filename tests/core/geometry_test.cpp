// Shapes and options: errors and their sentences, and the position of every element.
#include "convdot/geometry.hpp"

#include <algorithm>
#include <limits>

#include "convdot/limits.hpp"
#include "random_case.hpp"
#include "testing.hpp"

using namespace convdot;
using namespace convdot::testing;

namespace {

const Shape4 kInput{1, 6, 7, 4}, kFilter{3, 3, 4, 2};

Geometry resolve_with(const Options& options) { return resolve(kInput, kFilter, std::nullopt, options); }

void refuses_shapes(const std::string& code, const std::string& words, const Shape4& input, const Shape4& filter) {
  check_error(code, words, [&] { (void)resolve(input, filter, std::nullopt, Options{}); });
}

template <class Change>
void refuses_option(const std::string& code, const std::string& words, Change change) {
  Options options;
  change(options);
  check_error(code, words, [&] { (void)resolve_with(options); });
}

}  // namespace

TEST_CASE("impossible shapes") {
  refuses_shapes("shape", "The number of images must be at least 0; got -3.", {-3, 6, 7, 4}, kFilter);
  refuses_shapes("shape", "Input height must be at least 1; got 0.", {1, 0, 7, 4}, kFilter);
  refuses_shapes("shape", "Input width must be at least 1; got -1.", {1, 6, -1, 4}, kFilter);
  refuses_shapes("shape", "The number of input channels must be at least 1; got 0.", {1, 6, 7, 0}, kFilter);
  refuses_shapes("shape", "Filter height must be at least 1; got 0.", kInput, {0, 3, 4, 2});
  refuses_shapes("shape", "Filter width must be at least 1; got 0.", kInput, {3, 0, 4, 2});
  refuses_shapes("shape", "The number of filter channels must be at least 1; got 0.", kInput, {3, 3, 0, 2});
  refuses_shapes("shape", "The number of filters must be at least 1; got 0.", kInput, {3, 3, 4, 0});
  refuses_shapes("shape", "The filter has 3 channels but the input has 4; they must be equal.", kInput, {3, 3, 3, 2});
}

TEST_CASE("a filter larger than the padded input") {
  refuses_shapes("size", "its height of 7 does not fit into 6.", kInput, {7, 3, 4, 2});
  refuses_shapes("size", "its width of 8 does not fit into 7.", kInput, {3, 8, 4, 2});
  refuses_option("size", "its height of 3, dilated, spans 7 and does not fit into 6.",
                 [](Options& o) { o.dilation.height = 3; });
  Options just_fits;
  just_fits.dilation.height = 3;
  just_fits.padding = {PaddingMode::fixed, 0, 0, 1, 0};
  CHECK(resolve_with(just_fits).height.output == 1);
}

TEST_CASE("a bias without one value for each filter") {
  check_error("bias", "The bias has 3 values for 2 filters; each filter needs exactly one.",
              [] { (void)resolve(kInput, kFilter, 3, Options{}); });
  check_error("bias", "The bias has 0 values", [] { (void)resolve(kInput, kFilter, 0, Options{}); });
  CHECK(resolve(kInput, kFilter, 2, Options{}).filters == 2);
}

TEST_CASE("options out of range") {
  refuses_option("stride", "Stride along the height must be between 1 and 1048576; got 0.",
                 [](Options& o) { o.stride.height = 0; });
  refuses_option("stride", "Stride along the width must be between 1 and 1048576; got 1048577.",
                 [](Options& o) { o.stride.width = kMaxStride + 1; });
  refuses_option("dilation", "Dilation along the height must be between 1 and 1048576; got -2.",
                 [](Options& o) { o.dilation.height = -2; });
  refuses_option("dilation", "Dilation along the width must be between 1 and 1048576; got 0.",
                 [](Options& o) { o.dilation.width = 0; });
  refuses_option("padding", "Top padding must be between 0 and 4096; got -1.", [](Options& o) {
    o.padding = {PaddingMode::fixed, -1, 0, 0, 0};
  });
  refuses_option("padding", "Left padding must be between 0 and 4096; got 4097.", [](Options& o) {
    o.padding = {PaddingMode::fixed, 0, 4097, 0, 0};
  });
  refuses_option("padding", "Bottom padding must be between 0 and 4096; got -5.", [](Options& o) {
    o.padding = {PaddingMode::fixed, 0, 0, -5, 0};
  });
  refuses_option("padding", "Right padding must be between 0 and 4096; got 9999.", [](Options& o) {
    o.padding = {PaddingMode::fixed, 0, 0, 0, 9999};
  });
  refuses_option("groups", "The number of groups must be at least 1; got 0.", [](Options& o) { o.groups = 0; });
  refuses_option("groups", "3 does not divide both 4 and 2.", [](Options& o) { o.groups = 3; });
  refuses_option("groups", "4 does not divide both 4 and 2.", [](Options& o) { o.groups = 4; });
  refuses_option("shape", "The filter has 4 channels but the input has 2 in each of 2 groups; they must be equal.",
                 [](Options& o) { o.groups = 2; });
}

TEST_CASE("padding's numbers count without a mode, and are rejected in a mode that computes them") {
  Options options;
  const Geometry unpadded = resolve_with(options);
  options.padding = {.top = 1, .left = 2, .bottom = 3, .right = 4};
  const Geometry padded = resolve_with(options);
  CHECK(padded.height.output == unpadded.height.output + 4);
  CHECK(padded.width.output == unpadded.width.output + 6);
  CHECK(padded.height.before == 1);
  CHECK(padded.width.before == 2);
  refuses_option("padding", "Top padding must be between 0 and 4096; got -1.", [](Options& o) { o.padding = {.top = -1}; });
  for (const PaddingMode mode : {PaddingMode::same_upper, PaddingMode::same_lower}) {
    refuses_option("padding", "takes no numbers; got top 0, left 0, bottom 5, right 0.",
                   [&](Options& o) { o.padding = {.mode = mode, .bottom = 5}; });
  }
}

TEST_CASE("tensors beyond the limits") {
  refuses_shapes("limit", "The input may have at most 67108864 elements; its shape is (1, 8192, 8193, 1).",
                 {1, 8192, 8193, 1}, {1, 1, 1, 1});
  CHECK(resolve({1, 8192, 8192, 1}, {1, 1, 1, 1}, std::nullopt, Options{}).windows() == kMaxElements);
  refuses_shapes("limit", "its shape is (0, 8192, 8193, 1).", {0, 8192, 8193, 1}, {1, 1, 1, 1});
  refuses_shapes("limit", "Filter height and width may be at most 4096; its shape is (1, 4097, 1, 1).", {1, 1, 5000, 1},
                 {1, 4097, 1, 1});
  refuses_shapes("limit", "The filter may have at most", {1, 4096, 4096, 1}, {4096, 4096, 1, 5});
  refuses_shapes("limit", "The output may have at most 67108864 elements; its shape is (1, 1000, 1000, 68).",
                 {1, 1000, 1000, 1}, {1, 1, 1, 68});
  Options padded;
  padded.padding = {PaddingMode::fixed, 4096, 4096, 4096, 4096};
  check_error("limit", "The padded input may have at most 67108864 elements; its shape is (1, 8193, 8193, 1).", [&] {
    (void)resolve({1, 1, 1, 1}, {8, 8, 1, 1}, std::nullopt, padded);
  });
  Options same;
  same.padding.mode = PaddingMode::same_upper;
  same.dilation = {kMaxStride, kMaxStride};
  check_error("limit", "The padded input", [&] { (void)resolve({1, 9, 9, 1}, {4096, 4096, 1, 1}, std::nullopt, same); });
}

TEST_CASE("no number overflows, however large") {
  constexpr Index kMost = std::numeric_limits<Index>::max(), kLeast = std::numeric_limits<Index>::min();
  for (const Index value : {kMost, kMost - 1, Index{1} << 62, Index{1} << 32, kLeast, kLeast + 1, -(Index{1} << 62)}) {
    CAPTURE(value);
    const auto refused = [](const Shape4& input, const Shape4& filter, const Options& options) {
      CHECK_THROWS_AS(resolve(input, filter, std::nullopt, options), Error);
    };
    for (std::size_t axis = 0; axis < 4; ++axis) {
      Shape4 input = kInput, filter = kFilter, all{value, value, value, value};
      input[axis] = filter[axis] = value;
      refused(input, kFilter, {});
      refused(kInput, filter, {});
      refused(all, filter, {});
      refused(all, all, {});
    }
    for (Index Options::*option : {&Options::groups}) {
      Options options;
      options.*option = value;
      refused(kInput, kFilter, options);
    }
    for (PerAxis Options::*option : {&Options::stride, &Options::dilation}) {
      Options options;
      options.*option = {value, value};
      refused(kInput, kFilter, options);
    }
    Options options;
    options.padding = {PaddingMode::fixed, value, value, value, value};
    refused(kInput, kFilter, options);
    CHECK_THROWS_AS(resolve(kInput, kFilter, value, Options{}), Error);
  }
}

TEST_CASE("same padding") {
  const auto pads = [](Index size, Index filter, Index stride, Index dilation, PaddingMode mode) {
    Options options;
    options.stride = {stride, 1};
    options.dilation = {dilation, 1};
    options.padding.mode = mode;
    const Axis axis = resolve({1, size, 1, 1}, {filter, 1, 1, 1}, std::nullopt, options).height;
    return std::array<Index, 3>{axis.before, axis.after, axis.output};
  };
  using Pads = std::array<Index, 3>;
  CHECK(pads(5, 4, 1, 1, PaddingMode::same_upper) == Pads{1, 2, 5});
  CHECK(pads(5, 4, 1, 1, PaddingMode::same_lower) == Pads{2, 1, 5});
  CHECK(pads(2, 3, 2, 1, PaddingMode::same_upper) == Pads{0, 1, 1});
  CHECK(pads(2, 3, 2, 1, PaddingMode::same_lower) == Pads{1, 0, 1});
  CHECK(pads(10, 3, 4, 1, PaddingMode::same_upper) == Pads{0, 1, 3});
  CHECK(pads(9, 1, 5, 1, PaddingMode::same_upper) == Pads{0, 0, 2});
  CHECK(pads(5, 3, 1, 4, PaddingMode::same_upper) == Pads{4, 4, 5});
  CHECK(pads(1, 8, 3, 2, PaddingMode::same_lower) == Pads{7, 7, 1});
}

TEST_CASE("layouts of a block as a vector") {
  CHECK(layout(Order::hwc, 2, 1, 3) == std::vector<Index>{0, 1, 2, 3, 4, 5});
  CHECK(layout(Order::chw, 2, 1, 3) == std::vector<Index>{0, 3, 1, 4, 2, 5});
  CHECK(layout(Order::chw, 2, 2, 2) == std::vector<Index>{0, 2, 4, 6, 1, 3, 5, 7});
  CHECK(layout(Order::fortran, 2, 2, 2) == std::vector<Index>{0, 4, 2, 6, 1, 5, 3, 7});
  for (const Order order : {Order::hwc, Order::chw, Order::fortran}) {
    auto places = layout(order, 3, 4, 5);
    std::sort(places.begin(), places.end());
    CHECK(places == layout(Order::hwc, 3, 4, 5));
  }
}

TEST_CASE("a window's elements, one by one and all at once") {
  for (Index seed = 0; seed < 100; ++seed) {
    CAPTURE(seed);
    const auto sample = random_case<double>(seed);
    const Geometry& geometry = sample.geometry;
    std::vector<Index> sources;
    for (Index number = 0; number < geometry.windows(); ++number) {
      const Window window = geometry.window(number);
      CHECK((window.image * geometry.height.output + window.row) * geometry.width.output + window.column == number);
      geometry.sources(window, 0, geometry.input_channels, sources);
      auto entry = sources.begin();
      for (Index h = 0; h < geometry.height.filter; ++h) {
        for (Index w = 0; w < geometry.width.filter; ++w) {
          for (Index c = 0; c < geometry.input_channels; ++c) {
            const Index row = geometry.height.source(window.row, h), column = geometry.width.source(window.column, w);
            const Index flat_index =
                ((window.image * geometry.height.input + row) * geometry.width.input + column) * geometry.input_channels + c;
            REQUIRE(*entry++ == (row < 0 || column < 0 ? -1 : flat_index));
          }
        }
      }
      REQUIRE(entry == sources.end());
    }
  }
}

TEST_CASE("origins and offsets give the element behind each filter element of each window") {
  Options options;
  options.stride = {2, 1};
  options.dilation = {1, 3};
  options.padding = {PaddingMode::fixed, 1, 2, 1, 0};
  const Geometry geometry = resolve({1, 4, 3, 1}, {2, 2, 1, 1}, std::nullopt, options);
  CHECK(geometry.height.origins() == std::vector<Index>{-1, 1, 3});
  CHECK(geometry.height.offsets() == std::vector<Index>{0, 1});
  CHECK(geometry.width.origins() == std::vector<Index>{-2, -1});
  CHECK(geometry.width.offsets() == std::vector<Index>{0, 3});
  const auto positions = [](const Axis& axis) {
    std::vector<Index> found;
    for (Index out = 0; out < axis.output; ++out) {
      for (Index tap = 0; tap < axis.filter; ++tap) found.push_back(axis.position(out, tap));
    }
    return found;
  };
  CHECK(positions(geometry.height) == std::vector<Index>{-1, 0, 1, 2, 3, 4});
  CHECK(positions(geometry.width) == std::vector<Index>{-2, 1, -1, 2});
}

TEST_CASE("origins and offsets agree with a window's sources") {
  for (Index seed = 0; seed < 200; ++seed) {
    CAPTURE(seed);
    const Geometry geometry = random_case<double>(seed).geometry;
    const Axis &height = geometry.height, &width = geometry.width;
    const auto row_origins = height.origins(), row_offsets = height.offsets();
    const auto column_origins = width.origins(), column_offsets = width.offsets();
    for (const Axis* axis : {&height, &width}) {
      const auto origins = axis->origins(), offsets = axis->offsets();
      REQUIRE(static_cast<Index>(origins.size()) == axis->output);
      REQUIRE(static_cast<Index>(offsets.size()) == axis->filter);
      // All elements are within the padded input.
      const auto [first_origin, last_origin] = std::minmax_element(origins.begin(), origins.end());
      const auto [first_offset, last_offset] = std::minmax_element(offsets.begin(), offsets.end());
      CHECK(*first_origin + *first_offset == -axis->before);
      CHECK(*last_origin + *last_offset < axis->input + axis->after);
    }
    std::vector<Index> sources;
    for (Index number = 0; number < geometry.windows(); ++number) {
      const Window window = geometry.window(number);
      geometry.sources(window, 0, geometry.input_channels, sources);
      auto source = sources.begin();
      for (Index h = 0; h < height.filter; ++h) {
        for (Index w = 0; w < width.filter; ++w) {
          const Index row = row_origins[to_size(window.row)] + row_offsets[to_size(h)];
          const Index column = column_origins[to_size(window.column)] + column_offsets[to_size(w)];
          const bool padding = row < 0 || row >= height.input || column < 0 || column >= width.input;
          for (Index c = 0; c < geometry.input_channels; ++c) {
            const Index index = ((window.image * height.input + row) * width.input + column) * geometry.input_channels + c;
            REQUIRE(*source++ == (padding ? -1 : index));
          }
        }
      }
    }
  }
}

TEST_CASE("filter_sources: the block of each filter, and all of the filter once") {
  for (Index seed = 0; seed < 200; ++seed) {
    CAPTURE(seed);
    const auto sample = random_case<double>(seed);
    const Geometry& geometry = sample.geometry;
    std::vector<Index> all;
    for (Index f = 0; f < geometry.filters; ++f) {
      const auto straight = geometry.filter_sources(f, false), turned = geometry.filter_sources(f, true);
      REQUIRE(static_cast<Index>(straight.size()) == geometry.terms());
      auto source = straight.begin(), of_turned = turned.begin();
      for (Index h = 0; h < geometry.height.filter; ++h) {
        for (Index w = 0; w < geometry.width.filter; ++w) {
          for (Index c = 0; c < geometry.window_channels(); ++c) {
            const auto *first = sample.filter.data(), *here = &sample.filter(h, w, c, f);
            const auto* opposite = &sample.filter(geometry.height.filter - 1 - h, geometry.width.filter - 1 - w, c, f);
            REQUIRE(*source++ == here - first);
            REQUIRE(*of_turned++ == opposite - first);
          }
        }
      }
      all.insert(all.end(), straight.begin(), straight.end());
    }
    std::sort(all.begin(), all.end());
    for (std::size_t i = 0; i < sample.filter.size(); ++i) REQUIRE(all[i] == static_cast<Index>(i));
  }
}

TEST_CASE("reads counts the windows that read an element") {
  for (Index seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    const Axis axis = random_case<double>(seed).geometry.height;
    std::vector<Index> counts(to_size(axis.input), 0);
    for (Index out = 0; out < axis.output; ++out) {
      for (Index tap = 0; tap < axis.filter; ++tap) {
        const Index source = axis.source(out, tap);
        if (source >= 0) ++counts[to_size(source)];
      }
    }
    CHECK(axis.reads() == counts);
  }
}

TEST_CASE("reads is quick on long axes") {
  const Geometry geometry = resolve({1, kMaxElements, 1, 1}, {4096, 1, 1, 1}, std::nullopt, Options{});
  const auto reads = geometry.height.reads();
  CHECK(reads.front() == 1);
  CHECK(reads[1 << 20] == 4096);
  CHECK(reads.back() == 1);
}
