// One filter over one channel, or over three (RGB), stride 1, at least two output rows: an image filter. Vectors run along a row of
// outputs, and two rows of outputs share what they read. Three channels are split first, row by row.
#include <array>

#include "kernels/choose.hpp"

namespace convdot::kernels {
namespace {

constexpr std::size_t kRows = 2;
constexpr auto kTileRows = static_cast<Offset>(kRows);

// A tile here is kRows rows of outputs, and in each row kVectors vectors: 2 x 4 sums hide the latency of an addition and leave
// registers for the factors.
template <class T, int kChannels, std::size_t kVectors>
class Stencil final : public Kernel<T> {
 public:
  explicit Stencil(const Convolution<T>& convolution)
      : columns_(to_offset(convolution.geometry.width.output)),
        padded_columns_(to_offset(convolution.geometry.width.padded())),
        row_elements_(kChannels * padded_columns_),
        filter_rows_(to_offset(convolution.geometry.height.filter)),
        filter_columns_(to_offset(convolution.geometry.width.filter)),
        bias_(broadcast(convolution.bias.front())),
        image_(convolution) {
    weights_.resize(convolution.filters.size() * static_cast<std::size_t>(kLanes<T>));
    T* to = weights_.data();
    for (const T weight : convolution.filters) {
      store(to, broadcast(weight));
      to += kLanes<T>;
    }
    if (kChannels == 3) channels_.resize(static_cast<std::size_t>(image_.most_rows() * row_elements_));
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
  static constexpr Offset kTileColumns = static_cast<Offset>(kVectors) * kLanes<T>;

  using Sums = std::array<std::array<Vector<T>, kVectors>, kRows>;

  // Writes one row as all first, all second, and all third channels.
  void split(const T* pixels, T* first) const noexcept {
    const Offset columns = padded_columns_;
    T *const second = first + columns, *const third = second + columns;
    Offset at = 0;
    for (; at + kLanes<T> <= columns; at += kLanes<T>) {
      const T* const from = pixels + 3 * at;
      const auto channels = split_triples(load(from), load(from + kLanes<T>), load(from + 2 * kLanes<T>));
      store(first + at, channels[0]);
      store(second + at, channels[1]);
      store(third + at, channels[2]);
    }
    for (; at < columns; ++at) {
      first[at] = pixels[3 * at];
      second[at] = pixels[3 * at + 1];
      third[at] = pixels[3 * at + 2];
    }
  }

  // The last tile of a row, and the last tiles of all, are moved back so that they end with the output: outputs in two tiles are
  // computed twice.
  void run_rows(const T* padded, Offset rows, T* output) noexcept {
    Offset split_rows = 0;
    for (Offset next_row = 0; next_row < rows; next_row += kTileRows) {
      const Offset row = std::min(next_row, rows - kTileRows);
      if constexpr (kChannels == 3) {
        for (; split_rows < row + kTileRows + filter_rows_ - 1; ++split_rows) {
          split(padded + split_rows * row_elements_, channels_.data() + split_rows * row_elements_);
        }
      }
      const T* const first = (kChannels == 1 ? padded : channels_.data()) + row * row_elements_;
      for (Offset next_column = 0; next_column < columns_; next_column += kTileColumns) {
        const Offset column = std::min(next_column, columns_ - kTileColumns);
        run_tile(first + column, output + row * columns_ + column);
      }
    }
  }

  void run_tile(const T* input, T* output) const noexcept {
    Sums sums{};
    add_row<0, 1>(sums, input, 0);
    for (Offset row = 1; row < filter_rows_; ++row) add_row<0, kRows>(sums, input, row);
    add_row<1, kRows>(sums, input, filter_rows_);
    for (std::size_t row = 0; row < kRows; ++row) {
      T* const to = output + static_cast<Offset>(row) * columns_;
      for (std::size_t j = 0; j < kVectors; ++j) store(to + static_cast<Offset>(j) * kLanes<T>, sums[row][j] + bias_);
    }
  }

  // Adds the products of the input's row `row` to the output rows, kFirst to kBehind - 1, whose windows contain it. For output row r
  // it is multiplied by filter row `row` - r.
  template <std::size_t kFirst, std::size_t kBehind>
  void add_row(Sums& sums, const T* input, Offset row) const noexcept {
    const Offset row_weights = filter_columns_ * kChannels * kLanes<T>;
    const T* const elements = input + row * row_elements_;
    const T* weights = weights_.data() + (row + 1 - static_cast<Offset>(kBehind)) * row_weights;
    for (Offset w = 0; w < filter_columns_; ++w) {
      for (std::size_t c = 0; c < kChannels; ++c, weights += kLanes<T>) {
        for (std::size_t j = 0; j < kVectors; ++j) {
          const Vector<T> element =
              load(elements + (static_cast<Offset>(c) * padded_columns_ + w + static_cast<Offset>(j) * kLanes<T>));
          for (std::size_t r = kFirst; r < kBehind; ++r) {
            sums[r][j] += element * load(weights + static_cast<Offset>(kBehind - 1 - r) * row_weights);
          }
        }
      }
    }
  }

  Offset columns_, padded_columns_, row_elements_, filter_rows_, filter_columns_;
  Vector<T> bias_;
  PaddedImage<T> image_;
  std::vector<T> weights_;   // each repeated for every lane of a vector
  std::vector<T> channels_;  // the portion's rows, split into channels
};

}  // namespace

template <class T>
std::unique_ptr<Kernel<T>> make_one_channel_stencil(const Convolution<T>& convolution) {
  if (convolution.geometry.width.output < 4 * kLanes<T>) return std::make_unique<Stencil<T, 1, 1>>(convolution);
  return std::make_unique<Stencil<T, 1, 4>>(convolution);
}

template <class T>
std::unique_ptr<Kernel<T>> make_rgb_stencil(const Convolution<T>& convolution) {
  return std::make_unique<Stencil<T, 3, 4>>(convolution);
}

template std::unique_ptr<Kernel<float>> make_one_channel_stencil(const Convolution<float>&);
template std::unique_ptr<Kernel<double>> make_one_channel_stencil(const Convolution<double>&);
template std::unique_ptr<Kernel<float>> make_rgb_stencil(const Convolution<float>&);
template std::unique_ptr<Kernel<double>> make_rgb_stencil(const Convolution<double>&);

}  // namespace convdot::kernels
