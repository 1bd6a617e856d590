// The unrolled matrix times the matrix of unrolled filters, where there are too few filters to fill vectors: the unrolled matrix is
// written column by column, and a vector holds one element of several windows. With any number of filters, make_np_sum() uses
// the same class to add as np_sum() does, because each lane is a sum of its own. As in unrolled.cpp, the matrix is written chunk by chunk, here from one row of outputs,
// and writing it is the cost of this route.
#include "kernels/choose.hpp"
#include "kernels/tile.hpp"
#include "numpy/np_sum.hpp"

namespace convdot::kernels {
namespace {

// A tile here is kTileVectors vectors of windows for one filter: 4 sums hide the latency of an addition.
constexpr std::size_t kTileVectors = 4;
template <class T>
constexpr Offset kVectorWindows = static_cast<Offset>(kTileVectors) * kLanes<T>;

enum class Adding { from_left, as_np_sum };

template <class T>
class UnrolledColumns final : public Kernel<T> {
 public:
  UnrolledColumns(const Convolution<T>& convolution, Adding adding)
      : adding_(adding),
        groups_(to_offset(convolution.geometry.groups)),
        group_channels_(to_offset(convolution.geometry.window_channels())),
        filters_(to_offset(convolution.geometry.filters)),
        group_filters_(to_offset(convolution.geometry.filters_per_group())),
        terms_(to_offset(convolution.geometry.terms())),
        columns_(to_offset(convolution.geometry.width.output)),
        right_(Steps(convolution.geometry).right),
        down_(Steps(convolution.geometry).down),
        image_(convolution),
        stretches_(convolution.geometry),
        weights_(convolution.filters.begin(), convolution.filters.end()),
        bias_(convolution.bias) {
    const auto tiles = [](Offset windows) { return (windows + kVectorWindows<T> - 1) / kVectorWindows<T>; };
    chunk_ = std::min(tiles(kChunkBytes / (terms_ * Offset{sizeof(T)})), tiles(columns_)) * kVectorWindows<T>;
    chunk_ = std::max(chunk_, kVectorWindows<T>);
    matrix_.resize(static_cast<std::size_t>(terms_ * chunk_));
  }

  void run(const Portion& portion, const T* input, T* output) noexcept override {
    for (Index image = 0; image < portion.images; ++image) {
      const T* const padded = image_.pad(portion, input);
      const Offset rows = to_offset(portion.output_rows);
      for (Offset row = 0; row < rows; ++row) {
        run_row(padded + row * down_, output);
        output += columns_ * filters_;
      }
      input += portion.rows * image_.row_elements();
    }
  }

 private:
  void run_row(const T* input, T* output) noexcept {
    for (Offset group = 0; group < groups_; ++group) {
      for (Offset first = 0; first < columns_; first += chunk_) {
        const Offset windows = std::min(chunk_, columns_ - first);
        unroll(input + first * right_ + group * group_channels_, windows);
        for (Offset filter = group * group_filters_; filter < (group + 1) * group_filters_; ++filter) {
          multiply_columns(windows, filter, output + first * filters_ + filter);
        }
      }
    }
  }

  void unroll(const T* windows_start, Offset windows) noexcept {
    T* column = matrix_.data();
    for (const Offset start : stretches_.starts()) {
      for (Offset i = 0; i < stretches_.length(); ++i) {
        const T* const from = windows_start + start + i;
        if (right_ == 1) {
          copy(from, column, windows);
        } else {
          for (Offset window = 0; window < windows; ++window) column[window] = from[window * right_];
        }
        column += chunk_;
      }
    }
  }

  using Sums = std::array<Vector<T>, kTileVectors>;

  // The sums of the windows whose elements begin at `column`.
  Sums sum(const T* column, const T* weights) const noexcept {
    Sums sums{};
    if (adding_ == Adding::from_left) {
      for (Offset term = 0; term < terms_; ++term) {
        const Vector<T> weight = broadcast(weights[term]);
        const T* const elements = column + term * chunk_;
        for (std::size_t j = 0; j < sums.size(); ++j) {
          sums[j] += load(elements + static_cast<Offset>(j) * kLanes<T>) * weight;
        }
      }
    } else {
      for (Vector<T>& each : sums) {
        each = NpSum::of<Vector<T>>(static_cast<std::size_t>(terms_), [&](std::size_t term) {
          return load(column + static_cast<Offset>(term) * chunk_) * broadcast(weights[term]);
        });
        column += kLanes<T>;
      }
    }
    return sums;
  }

  void multiply_columns(Offset windows, Offset filter, T* output) const noexcept {
    const T* const weights = weights_.data() + filter * terms_;
    const Vector<T> bias = broadcast(bias_[static_cast<std::size_t>(filter)]);
    for (Offset first = 0; first < windows; first += kVectorWindows<T>) {
      const Sums sums = sum(matrix_.data() + first, weights);
      std::array<T, kVectorWindows<T>> values;
      for (std::size_t j = 0; j < sums.size(); ++j)
        store(values.data() + static_cast<Offset>(j) * kLanes<T>, sums[j] + bias);
      const Offset count = std::min(kVectorWindows<T>, windows - first);
      for (Offset i = 0; i < count; ++i) output[(first + i) * filters_] = values[static_cast<std::size_t>(i)];
    }
  }

  Adding adding_;
  Offset groups_, group_channels_, filters_, group_filters_, terms_, columns_, right_, down_;
  Offset chunk_;  // windows, in whole tiles; the end of the last may be unused
  PaddedImage<T> image_;
  Stretches stretches_;
  std::vector<T> weights_, bias_, matrix_;
};

}  // namespace

template <class T>
std::unique_ptr<Kernel<T>> make_unrolled_columns(const Convolution<T>& convolution) {
  return std::make_unique<UnrolledColumns<T>>(convolution, Adding::from_left);
}

template <class T>
std::unique_ptr<Kernel<T>> make_np_sum(const Convolution<T>& convolution) {
  return std::make_unique<UnrolledColumns<T>>(convolution, Adding::as_np_sum);
}

template std::unique_ptr<Kernel<float>> make_np_sum(const Convolution<float>&);
template std::unique_ptr<Kernel<double>> make_np_sum(const Convolution<double>&);
template std::unique_ptr<Kernel<float>> make_unrolled_columns(const Convolution<float>&);
template std::unique_ptr<Kernel<double>> make_unrolled_columns(const Convolution<double>&);

}  // namespace convdot::kernels
