// Converts RGBA bytes, as browsers hold a picture, to the channels of an input and back. Callers pass any number of pixels: a whole picture, or as much as fits into memory.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "convdot/geometry.hpp"

namespace convdot {

// Each pixel as one channel, grey, or as three, red, green and blue: integers from 0 to 255, unchanged. Grey is the luma of
// ITU-R BT.709, 0.2126 R + 0.7152 G + 0.0722 B, rounded. Alpha is ignored. `pixels` has four bytes for each pixel; `values`
// has room for one number or three. `channels` is 1 or 3.
void read_pixels(std::span<const std::uint8_t> pixels, Index channels, float* values) noexcept;

// How numbers of both signs become bytes.
enum class Range {
  clamped,   // value * gain from 0 to 255; values outside are clamped
  absolute,  // the same of |value|
  diverging  // value * gain from -255 to 255: one channel from the first colour over the middle one to the last; of three channels
             // each from 0 over 128 to 255
};

struct Drawing {
  Index channels;  // 1 or 3
  Range range;
  float gain;
  std::array<std::uint32_t, 3> colours;  // 0xRRGGBB: at -255, at 0 and at 255
};

// The numbers, or their differences from `others` where there are any, as opaque pixels; `pixels` has room for four bytes each. NaN is
// drawn as 0. Returns the largest |number| or |difference|; NaN and infinities count for nothing.
[[nodiscard]] float write_pixels(std::span<const float> values, const float* others, const Drawing& drawing,
                                 std::uint8_t* pixels) noexcept;

}  // namespace convdot
