// Blocked direct convolution, an implicit matrix product: tiles of windows are read where they lie in the padded image and
// multiplied by panels of filters. No unrolled matrix is made.
#include "kernels/choose.hpp"
#include "kernels/tile.hpp"

namespace convdot::kernels {
namespace {

// What the windows of a chunk of output rows read should stay in a second-level cache while all panels are multiplied by it.
constexpr Offset kChunkBytes = 256 * 1024;

template <class T>
class Direct final : public Kernel<T> {
 public:
  explicit Direct(const Layer<T>& layer)
      : geometry_(layer.geometry),
        filters_(to_offset(geometry_.filters)),
        rows_(to_offset(geometry_.height.output)),
        columns_(to_offset(geometry_.width.output)),
        image_(geometry_),
        runs_(geometry_),
        panels_(layer),
        walk_(geometry_) {
    const Offset row_bytes = to_offset(geometry_.height.start(1)) * Strides(geometry_).row * Offset{sizeof(T)};
    chunk_rows_ = std::clamp<Offset>(kChunkBytes / row_bytes, 1, rows_);
  }

  void run(const T* input, T* output) noexcept override {
    for (Index image = 0; image < geometry_.images; ++image) {
      const T* const padded = image_.pad(input);
      for (Offset row = 0; row < rows_; row += chunk_rows_)
        run_rows(padded, output, row, std::min(chunk_rows_, rows_ - row));
      input += image_.elements();
      output += rows_ * columns_ * filters_;
    }
  }

 private:
  void run_rows(const T* padded, T* output, Offset row, Offset rows) noexcept {
    for (Offset group = 0; group < to_offset(geometry_.groups); ++group) {
      const T* const channels = padded + group * to_offset(geometry_.window_channels());
      for (Offset number = 0; number < panels_.per_group(); ++number) {
        const Panel<T> panel = panels_.panel(group, number);
        walk_.begin(row);
        multiply_windows(channels, output + row * columns_ * filters_, rows * columns_, panel);
      }
    }
  }

  // The next `windows` of the walk.
  void multiply_windows(const T* channels, T* output, Offset windows, const Panel<T>& panel) noexcept {
    Tile<T> tile;
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
      multiply(tile, runs_.starts(), runs_.length(), panel);
    }
  }

  Geometry geometry_;
  Offset filters_, rows_, columns_, chunk_rows_;
  PaddedImage<T> image_;
  Runs runs_;
  Panels<T> panels_;
  WindowWalk walk_;
};

}  // namespace

template <class T>
std::unique_ptr<Kernel<T>> make_direct(const Layer<T>& layer) {
  return std::make_unique<Direct<T>>(layer);
}

template std::unique_ptr<Kernel<float>> make_direct(const Layer<float>&);
template std::unique_ptr<Kernel<double>> make_direct(const Layer<double>&);

}  // namespace convdot::kernels
