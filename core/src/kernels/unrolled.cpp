// The unrolled matrix times the matrix of unrolled filters. The rows of the unrolled matrix (im2col) are written out chunk by chunk, so
// that they stay in cache, and then multiplied. Writing them is the cost of this route.
#include "kernels/choose.hpp"
#include "kernels/tile.hpp"

namespace convdot::kernels {
namespace {

// A row of the unrolled matrix is one stretch.
constexpr std::array<Offset, 1> kOneStretch{0};

template <class T>
class Unrolled final : public Kernel<T> {
 public:
  explicit Unrolled(const Convolution<T>& convolution)
      : groups_(to_offset(convolution.geometry.groups)),
        group_channels_(to_offset(convolution.geometry.window_channels())),
        filters_(to_offset(convolution.geometry.filters)),
        terms_(to_offset(convolution.geometry.terms())),
        columns_(to_offset(convolution.geometry.width.output)),
        chunk_(std::max<Offset>(1, kChunkBytes / kTileWindows / Offset{sizeof(T)} / terms_) * kTileWindows),
        image_(convolution),
        stretches_(convolution.geometry),
        panels_(convolution),
        walk_(convolution.geometry) {
    chunk_ = std::min(chunk_, to_offset(convolution.geometry.height.output) * columns_);
    matrix_.resize(static_cast<std::size_t>(chunk_ * terms_));
  }

  void run(const Portion& portion, const T* input, T* output) noexcept override {
    const Offset windows = to_offset(portion.output_rows) * columns_;
    for (Index image = 0; image < portion.images; ++image) {
      const T* const padded = image_.pad(portion, input);
      for (Offset group = 0; group < groups_; ++group) {
        walk_.begin();
        for (Offset first = 0; first < windows; first += chunk_) {
          const Offset rows = std::min(chunk_, windows - first);
          unroll(padded + group * group_channels_, rows);
          for (Offset number = 0; number < panels_.per_group(); ++number) {
            multiply_rows(rows, panels_.panel(group, number), output + first * filters_);
          }
        }
      }
      input += portion.rows * image_.row_elements();
      output += windows * filters_;
    }
  }

 private:
  // The next `rows` windows of the walk.
  void unroll(const T* channels, Offset rows) noexcept {
    T* row = matrix_.data();
    for (; rows > 0; --rows, walk_.next()) {
      for (const Offset start : stretches_.starts()) {
        copy(channels + walk_.at() + start, row, stretches_.length());
        row += stretches_.length();
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
      multiply<T>(tile, kOneStretch, terms_, panel);
    }
  }

  Offset groups_, group_channels_, filters_, terms_, columns_;
  Offset chunk_;  // windows: rows of the matrix
  PaddedImage<T> image_;
  Stretches stretches_;
  Panels<T> panels_;
  WindowWalk walk_;
  std::vector<T> matrix_;
};

}  // namespace

template <class T>
std::unique_ptr<Kernel<T>> make_unrolled(const Convolution<T>& convolution) {
  return std::make_unique<Unrolled<T>>(convolution);
}

template std::unique_ptr<Kernel<float>> make_unrolled(const Convolution<float>&);
template std::unique_ptr<Kernel<double>> make_unrolled(const Convolution<double>&);

}  // namespace convdot::kernels
