#include "convdot/image.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace convdot {
namespace {

// The weights of BT.709 (Recommendation ITU-R BT.709-6, 3.2) in units of 1/65536; they sum to 1.
constexpr std::uint32_t kRed = 13933, kGreen = 46871, kBlue = 4732;
static_assert(kRed + kGreen + kBlue == 65536);

constexpr float kFull = 255, kHalf = 0.5F;

// Rounded; NaN is 0.
std::uint8_t byte(float value) noexcept {
  if (!(value > 0)) return 0;
  const float raised = std::min(value, kFull) + kHalf;
  return static_cast<std::uint8_t>(raised);
}

std::uint8_t in_range(float value, Range range, float gain) noexcept {
  if (range == Range::absolute) return byte(std::abs(value) * gain);
  if (range == Range::clamped) return byte(value * gain);
  return std::isnan(value) ? 128 : byte(128 + value * gain / 2);
}

// For one channel: a pixel for each level from -255 to 255; level 0 is in the middle.
constexpr std::size_t kMiddle = 255;
using Palette = std::array<std::array<std::uint8_t, 4>, 2 * kMiddle + 1>;

std::uint8_t mixed(float amount, std::uint32_t from, std::uint32_t to, unsigned shift) noexcept {
  const auto part = [shift](std::uint32_t colour) { return static_cast<float>((colour >> shift) & 255U); };
  return byte(part(from) + amount * (part(to) - part(from)));
}

Palette make_palette(const Drawing& drawing) noexcept {
  const auto [negative, zero, positive] = drawing.colours;
  Palette palette;
  for (std::size_t index = 0; index < palette.size(); ++index) {
    const int level = static_cast<int>(index) - static_cast<int>(kMiddle);
    const auto grey = static_cast<std::uint8_t>(std::abs(level));
    std::array<std::uint8_t, 4> pixel{grey, grey, grey, 255};
    if (drawing.range == Range::diverging) {
      const float amount = static_cast<float>(grey) / kFull;
      const std::uint32_t end = level < 0 ? negative : positive;
      pixel = {mixed(amount, zero, end, 16), mixed(amount, zero, end, 8), mixed(amount, zero, end, 0), 255};
    }
    palette[index] = pixel;
  }
  return palette;
}

// The larger absolute value; NaN and infinities do not count.
float larger(float largest, float value) noexcept {
  const float size = std::abs(value);
  return size > largest && size <= std::numeric_limits<float>::max() ? size : largest;
}

}  // namespace

void read_pixels(std::span<const std::uint8_t> pixels, Index channels, float* values) noexcept {
  const std::uint8_t* from = pixels.data();
  const std::uint8_t* const end = from + pixels.size();
  if (channels == 1) {
    for (; from != end; from += 4) {
      *values++ = static_cast<float>((kRed * from[0] + kGreen * from[1] + kBlue * from[2] + 32768U) >> 16);
    }
    return;
  }
  for (; from != end; from += 4, values += 3) {
    for (int channel = 0; channel < 3; ++channel) values[channel] = from[channel];
  }
}

float write_pixels(std::span<const float> values, const float* others, const Drawing& drawing,
                   std::uint8_t* pixels) noexcept {
  float largest = 0;
  const auto [channels, range, gain, colours] = drawing;
  const auto value_at = [&](std::size_t index) { return others ? values[index] - others[index] : values[index]; };
  if (channels == 1) {
    const Palette palette = make_palette(drawing);
    for (std::size_t index = 0; index < values.size(); ++index, pixels += 4) {
      const float value = value_at(index);
      largest = larger(largest, value);
      const std::size_t level = byte((range == Range::clamped ? value : std::abs(value)) * gain);
      const bool below = range == Range::diverging && value < 0;
      std::memcpy(pixels, palette[below ? kMiddle - level : kMiddle + level].data(), 4);
    }
    return largest;
  }
  for (std::size_t index = 0; index < values.size(); pixels += 4) {
    for (int channel = 0; channel < 3; ++channel, ++index) {
      const float value = value_at(index);
      largest = larger(largest, value);
      pixels[channel] = in_range(value, range, gain);
    }
    pixels[3] = 255;
  }
  return largest;
}

}  // namespace convdot
