// The unrolled matrix times the matrix of unrolled filters. The rows of the unrolled matrix (im2col) are written out, some at a time
// so that they stay in cache, and then multiplied; that they have to be written is the cost of this route.
#include "kernels/choose.hpp"
#include "kernels/tile.hpp"

namespace convdot::kernels {
namespace {

// The rows of the unrolled matrix that exist at a time stay in a second-level cache while all panels are multiplied by them.
constexpr Offset kChunkBytes = 128 * 1024;
// One run: a row of the unrolled matrix lies in one piece.
constexpr std::array<Offset, 1> kOneRun{0};

template <class T>
class Unrolled final : public Kernel<T> {
 public:
  explicit Unrolled(const Layer<T>& layer)
      : geometry_(layer.geometry),
        filters_(to_offset(geometry_.filters)),
        terms_(to_offset(geometry_.terms())),
        windows_(to_offset(geometry_.height.output * geometry_.width.output)),
        image_(geometry_),
        runs_(geometry_),
        panels_(layer),
        walk_(geometry_) {
    const Offset tiles = std::max<Offset>(1, kChunkBytes / (kTileWindows * terms_ * Offset{sizeof(T)}));
    chunk_ = std::min(tiles * kTileWindows, windows_);
    matrix_.resize(static_cast<std::size_t>(chunk_ * terms_));
  }

  void run(const T* input, T* output) noexcept override {
    for (Index image = 0; image < geometry_.images; ++image) {
      const T* const padded = image_.pad(input);
      for (Offset group = 0; group < to_offset(geometry_.groups); ++group) {
        walk_.begin(0);
        for (Offset first = 0; first < windows_; first += chunk_) {
          const Offset rows = std::min(chunk_, windows_ - first);
          unroll(padded + group * to_offset(geometry_.window_channels()), rows);
          for (Offset number = 0; number < panels_.per_group(); ++number) {
            multiply_rows(rows, panels_.panel(group, number), output + first * filters_);
          }
        }
      }
      input += image_.elements();
      output += windows_ * filters_;
    }
  }

 private:
  // The next `rows` windows of the walk.
  void unroll(const T* channels, Offset rows) noexcept {
    T* row = matrix_.data();
    for (; rows > 0; --rows, walk_.next()) {
      for (const Offset run : runs_.starts()) {
        copy(channels + walk_.at() + run, row, runs_.length());
        row += runs_.length();
      }
    }
  }

  void multiply_rows(Offset rows, const Panel<T>& panel, T* output) const noexcept {
    Tile<T> tile;
    for (Offset first = 0; first < rows; first += kTileWindows) {
      for (std::size_t i = 0; i < tile.windows.size(); ++i) {
        const Offset row = std::min(first + static_cast<Offset>(i), rows - 1);
        tile.windows[i] = matrix_.data() + row * terms_;
        tile.outputs[i] = output + row * filters_;
      }
      multiply<T>(tile, kOneRun, terms_, panel);
    }
  }

  Geometry geometry_;
  Offset filters_, terms_, windows_, chunk_;
  PaddedImage<T> image_;
  Runs runs_;
  Panels<T> panels_;
  WindowWalk walk_;
  std::vector<T> matrix_;
};

}  // namespace

template <class T>
std::unique_ptr<Kernel<T>> make_unrolled(const Layer<T>& layer) {
  return std::make_unique<Unrolled<T>>(layer);
}

template std::unique_ptr<Kernel<float>> make_unrolled(const Layer<float>&);
template std::unique_ptr<Kernel<double>> make_unrolled(const Layer<double>&);

}  // namespace convdot::kernels
