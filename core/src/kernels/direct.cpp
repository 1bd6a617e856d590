// Blocked direct convolution, an implicit matrix product: tiles of windows are read in place, in the padded image, and
// multiplied by panels of filters. No unrolled matrix is made.
#include "kernels/choose.hpp"
#include "kernels/tile.hpp"

namespace convdot::kernels {
namespace {

template <class T>
class Direct final : public Kernel<T> {
 public:
  explicit Direct(const Convolution<T>& convolution)
      : groups_(to_offset(convolution.geometry.groups)),
        group_channels_(to_offset(convolution.geometry.window_channels())),
        filters_(to_offset(convolution.geometry.filters)),
        columns_(to_offset(convolution.geometry.width.output)),
        image_(convolution),
        stretches_(convolution.geometry),
        panels_(convolution),
        walk_(convolution.geometry) {}

  void run(const Portion& portion, const T* input, T* output) noexcept override {
    const Offset windows = to_offset(portion.output_rows) * columns_;
    for (Index image = 0; image < portion.images; ++image) {
      const T* const padded = image_.pad(portion, input);
      for (Offset group = 0; group < groups_; ++group) {
        for (Offset number = 0; number < panels_.per_group(); ++number) {
          multiply_windows(padded + group * group_channels_, output, windows, panels_.panel(group, number));
        }
      }
      input += portion.rows * image_.row_elements();
      output += windows * filters_;
    }
  }

 private:
  void multiply_windows(const T* channels, T* output, Offset windows, const Panel<T>& panel) noexcept {
    Tile<T> tile;
    walk_.begin();
    for (Offset first = 0; first < windows; first += kTileWindows) {
      for (std::size_t i = 0; i < tile.windows.size(); ++i) {
        if (first + static_cast<Offset>(i) < windows) {
          tile.windows[i] = channels + walk_.at();
          tile.outputs[i] = output;
          walk_.next();
          output += filters_;
        } else {
          tile.windows[i] = tile.windows[i - 1];
          tile.outputs[i] = tile.outputs[i - 1];
        }
      }
      multiply(tile, stretches_.starts(), stretches_.length(), panel);
    }
  }

  Offset groups_, group_channels_, filters_, columns_;
  PaddedImage<T> image_;
  Stretches stretches_;
  Panels<T> panels_;
  WindowWalk walk_;
};

}  // namespace

template <class T>
std::unique_ptr<Kernel<T>> make_direct(const Convolution<T>& convolution) {
  return std::make_unique<Direct<T>>(convolution);
}

template std::unique_ptr<Kernel<float>> make_direct(const Convolution<float>&);
template std::unique_ptr<Kernel<double>> make_direct(const Convolution<double>&);

}  // namespace convdot::kernels
