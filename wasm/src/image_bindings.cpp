// Pictures as numbers and back, through raw exports over memory of the module's own: the package's pictures.ts copies a part in, has
// it converted and copies the result out.
#include <emscripten/bind.h>
#include <emscripten/emscripten.h>
#include <array>
#include <cstdint>

#include "convdot/image.hpp"
#include "marshal.hpp"

namespace convdot::wasm {
namespace {

// The numbers of one part: a multiple of three, so that no pixel is divided, and so few that they stay in cache.
constexpr std::size_t kPart = 3 << 12;

std::array<float, kPart> values, others;
std::array<std::uint8_t, 4 * kPart> pixels;

// As views. Memory growth detaches them.
val pixel_memory() {
  return caught([] {
    val result = val::object();
    result.set("values", val(emscripten::typed_memory_view(values.size(), values.data())));
    result.set("others", val(emscripten::typed_memory_view(others.size(), others.data())));
    result.set("pixels", val(emscripten::typed_memory_view(pixels.size(), pixels.data())));
    return result;
  });
}

}  // namespace

EMSCRIPTEN_BINDINGS(convdot_image) { emscripten::function("pixelMemory", &pixel_memory); }

}  // namespace convdot::wasm

// Makes `count` numbers from count / channels pixels.
extern "C" EMSCRIPTEN_KEEPALIVE void readPixels(std::size_t count, int channels) {
  using namespace convdot::wasm;
  const std::size_t bytes = count / static_cast<std::size_t>(channels) * 4;
  convdot::read_pixels(std::span(pixels).first(bytes), channels, values.data());
}

// `range` is the value's position in convdot::Range; `negative`, `zero` and `positive` are the colours.
extern "C" EMSCRIPTEN_KEEPALIVE float writePixels(std::size_t count, int channels, bool differences, int range, float gain,
                                                  std::uint32_t negative, std::uint32_t zero, std::uint32_t positive) {
  using namespace convdot::wasm;
  const convdot::Drawing drawing{channels, static_cast<convdot::Range>(range), gain, {negative, zero, positive}};
  return convdot::write_pixels(std::span(values).first(count), differences ? others.data() : nullptr, drawing,
                               pixels.data());
}
