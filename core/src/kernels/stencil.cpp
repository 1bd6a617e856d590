// One filter over one channel, or over three that lie interleaved (RGB), stride 1: an image filter. Vectors run along a row of
// outputs, and two rows of outputs share what they read. Three channels stay interleaved: the weights repeat every three vectors,
// and the three sums of an output are added last.
#include <array>

#include "kernels/choose.hpp"

namespace convdot::kernels {
namespace {

// kWidth is the filter's width, or 0 where only run time knows it. A block is kRows rows of outputs, and in each row what kVectors
// vectors hold.
template <class T, int kChannels, int kWidth, std::size_t kRows, std::size_t kVectors>
class Stencil final : public Kernel<T> {
 public:
  static constexpr Offset kBlockColumns = static_cast<Offset>(kVectors) * kLanes<T> / kChannels;

  explicit Stencil(const Layer<T>& layer)
      : columns_(to_offset(layer.geometry.width.output)),
        filter_rows_(to_offset(layer.geometry.height.filter)),
        filter_columns_(to_offset(layer.geometry.width.filter)),
        row_elements_(Strides(layer.geometry).row),
        bias_(layer.bias.front()),
        image_(layer) {
    for (const T* pixel = layer.filters.data(); pixel != layer.filters.data() + layer.filters.size(); pixel += kChannels) {
      for (Offset i = 0; i < kPattern; ++i) weights_.push_back(pixel[i % kChannels]);
    }
  }

  void run(const Portion& portion, const T* input, T* output) noexcept override {
    const Offset rows = to_offset(portion.output_rows);
    for (Index image = 0; image < portion.images; ++image) {
      run_rows(image_.pad(portion, input), rows, output);
      input += portion.rows * image_.row_elements();
      output += rows * columns_;
    }
  }

 private:
  // Numbers after which the weights of one filter column repeat.
  static constexpr Offset kPattern = kLanes<T> * kChannels;
  static constexpr auto kBlockRows = static_cast<Offset>(kRows);

  using Sums = std::array<std::array<Vector<T>, kVectors>, kRows>;

  // The last block of a row, and the last rows, begin where they end with the output: what two blocks share is computed twice.
  void run_rows(const T* padded, Offset rows, T* output) const noexcept {
    for (Offset next_row = 0; next_row < rows; next_row += kBlockRows) {
      const Offset row = std::min(next_row, rows - kBlockRows);
      for (Offset next_column = 0; next_column < columns_; next_column += kBlockColumns) {
        const Offset column = std::min(next_column, columns_ - kBlockColumns);
        run_block(padded + row * row_elements_ + column * kChannels, output + row * columns_ + column);
      }
    }
  }

  void run_block(const T* input, T* output) const noexcept {
    Sums sums{};
    add_row<0, 1>(sums, input, 0);
    for (Offset row = 1; row < filter_rows_; ++row) add_row<0, kRows>(sums, input, row);
    if constexpr (kRows == 2) add_row<1, 2>(sums, input, filter_rows_);
    for (std::size_t row = 0; row < kRows; ++row) {
      T* const to = output + static_cast<Offset>(row) * columns_;
      if constexpr (kChannels == 3) {
        for (std::size_t j = 0; j < kVectors; j += 3) {
          store(to + static_cast<Offset>(j) * kLanes<T> / kChannels,
                sum_triples(sums[row][j], sums[row][j + 1], sums[row][j + 2]) + broadcast(bias_));
        }
      } else {
        for (std::size_t j = 0; j < kVectors; ++j) {
          store(to + static_cast<Offset>(j) * kLanes<T>, sums[row][j] + broadcast(bias_));
        }
      }
    }
  }

  // Adds the products of the input's row `row` to those output rows, kFirst to kBehind - 1, whose windows it lies in. Output row r
  // meets it with filter row `row` - r.
  template <std::size_t kFirst, std::size_t kBehind>
  void add_row(Sums& sums, const T* input, Offset row) const noexcept {
    const Offset width = kWidth == 0 ? filter_columns_ : Offset{kWidth};
    const Offset row_weights = width * kPattern;
    const T* const elements = input + row * row_elements_;
    const T* const lowest = weights_.data() + (row + 1 - static_cast<Offset>(kBehind)) * row_weights;
    for (Offset w = 0; w < width; ++w) {
      for (std::size_t pattern = 0; pattern < kChannels; ++pattern) {
        const Offset vector = static_cast<Offset>(pattern) * kLanes<T>;
        std::array<Vector<T>, kRows> column;
        for (std::size_t r = kFirst; r < kBehind; ++r) {
          column[r] = load(lowest + (static_cast<Offset>(kBehind - 1 - r) * row_weights + w * kPattern + vector));
        }
        for (std::size_t j = pattern; j < kVectors; j += kChannels) {
          const Vector<T> element = load(elements + (w * kChannels + static_cast<Offset>(j) * kLanes<T>));
          for (std::size_t r = kFirst; r < kBehind; ++r) sums[r][j] += element * column[r];
        }
      }
    }
  }

  Offset columns_, filter_rows_, filter_columns_, row_elements_;
  T bias_;
  PaddedImage<T> image_;
  std::vector<T> weights_;
};

// Of those that the geometry allows the fastest.
template <class T, int kChannels, std::size_t kVectors>
std::unique_ptr<Kernel<T>> make(const Layer<T>& layer) {
  if (layer.geometry.height.output < 2) return std::make_unique<Stencil<T, kChannels, 0, 1, kVectors>>(layer);
  switch (layer.geometry.width.filter) {
    case 3:
      return std::make_unique<Stencil<T, kChannels, 3, 2, kVectors>>(layer);
    case 5:
      return std::make_unique<Stencil<T, kChannels, 5, 2, kVectors>>(layer);
    default:
      return std::make_unique<Stencil<T, kChannels, 0, 2, kVectors>>(layer);
  }
}

}  // namespace

template <class T>
std::unique_ptr<Kernel<T>> make_one_channel_stencil(const Layer<T>& layer) {
  return layer.geometry.width.output < 2 * kLanes<T> ? make<T, 1, 1>(layer) : make<T, 1, 2>(layer);
}

template <class T>
std::unique_ptr<Kernel<T>> make_rgb_stencil(const Layer<T>& layer) {
  return make<T, 3, 6>(layer);
}

template std::unique_ptr<Kernel<float>> make_one_channel_stencil(const Layer<float>&);
template std::unique_ptr<Kernel<double>> make_one_channel_stencil(const Layer<double>&);
template std::unique_ptr<Kernel<float>> make_rgb_stencil(const Layer<float>&);
template std::unique_ptr<Kernel<double>> make_rgb_stencil(const Layer<double>&);

}  // namespace convdot::kernels
