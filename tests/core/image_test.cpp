// Pictures as numbers, and numbers as pictures.
#include <cstdint>
#include <limits>

#include "convdot/image.hpp"
#include "testing.hpp"

namespace convdot::testing {
namespace {

using Bytes = std::vector<std::uint8_t>;

std::vector<float> read(const Bytes& pixels, Index channels) {
  std::vector<float> values(pixels.size() / 4 * to_size(channels));
  read_pixels(pixels, channels, values.data());
  return values;
}

struct Written {
  Bytes pixels;
  float largest;
};

Written write(const std::vector<float>& values, const Drawing& drawing, const std::vector<float>& others = {}) {
  Written result{Bytes(values.size() / to_size(drawing.channels) * 4), 0};
  result.largest = write_pixels(values, others.empty() ? nullptr : others.data(), drawing, result.pixels.data());
  return result;
}

constexpr std::array<std::uint32_t, 3> kColours = {0xff0000, 0x808080, 0x0000ff};
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN(), kInfinity = std::numeric_limits<float>::infinity();

TEST_CASE("the channels of pixels are their bytes without alpha") {
  CHECK(read({1, 2, 3, 4, 5, 6, 7, 255}, 3) == std::vector<float>{1, 2, 3, 5, 6, 7});
  CHECK(read({}, 3).empty());
}

TEST_CASE("grey is the luma of BT.709, and of a grey pixel that grey") {
  for (int red = 0; red < 256; red += 15) {
    for (int green = 0; green < 256; green += 15) {
      for (int blue = 0; blue < 256; blue += 15) {
        const Bytes pixel = {static_cast<std::uint8_t>(red), static_cast<std::uint8_t>(green),
                             static_cast<std::uint8_t>(blue), 0};
        const double luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        const float grey = read(pixel, 1)[0];
        CHECK(std::abs(static_cast<double>(grey) - luma) <= 0.501);
        CHECK(grey == std::floor(grey));
        if (red == green && green == blue) CHECK(grey == static_cast<float>(red));
      }
    }
  }
}

TEST_CASE("clamped: values outside 0 to 255 are clamped") {
  const Drawing drawing{1, Range::clamped, 1, kColours};
  const auto [pixels, largest] = write({-5, 0.4F, 0.6F, 300, kNaN, kInfinity}, drawing);
  CHECK(pixels == Bytes{0, 0, 0, 255, 0, 0, 0, 255, 1, 1, 1, 255, 255, 255, 255, 255, 0, 0, 0, 255, 255, 255, 255, 255});
  CHECK(largest == 300);
}

TEST_CASE("absolute: the sign does not count, the gain does") {
  const auto [pixels, largest] = write({-5, 5, -1000, 2, 3, 4}, {3, Range::absolute, 2, kColours});
  CHECK(pixels == Bytes{10, 10, 255, 255, 4, 6, 8, 255});
  CHECK(largest == 1000);
}

TEST_CASE("diverging: one channel between the colours, three about 128") {
  CHECK(write({-255, 0, 255, -9999, kNaN, -kInfinity}, {1, Range::diverging, 1, kColours}).pixels ==
        Bytes{255, 0, 0, 255, 128, 128, 128, 255, 0,   0, 255, 255,  //
              255, 0, 0, 255, 128, 128, 128, 255, 255, 0, 0,   255});
  CHECK(write({51}, {1, Range::diverging, 2.5F, kColours}).pixels == Bytes{64, 64, 192, 255});
  CHECK(write({-100, 0, 100, -9999, kNaN, 9999}, {3, Range::diverging, 0.5F, kColours}).pixels ==
        Bytes{103, 128, 153, 255, 0, 128, 255, 255});
}

TEST_CASE("differences from other numbers") {
  const auto [pixels, largest] = write({1, 2, kInfinity}, {1, Range::absolute, 100, kColours}, {1, 1.5F, kInfinity});
  CHECK(pixels == Bytes{0, 0, 0, 255, 50, 50, 50, 255, 0, 0, 0, 255});
  CHECK(largest == 0.5F);
}

}  // namespace
}  // namespace convdot::testing
