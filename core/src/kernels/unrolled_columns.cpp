// The unrolled matrix times the matrix of unrolled filters, where there are too few filters to fill vectors with: the unrolled matrix
// is written column by column, so that vectors run along windows. Or where they are to be added as np_sum() adds, as many as there
// are: each lane is a sum of its own. As in unrolled.cpp, a part of it exists at a time, here of one row
// of outputs, and writing it is the cost of this route.
#include "kernels/choose.hpp"
#include "kernels/tile.hpp"
#include "numpy/np_sum.hpp"

namespace convdot::kernels {
namespace {

// 4 sums hide the latency of an addition.
constexpr std::size_t kBlockVectors = 4;
template <class T>
constexpr Offset kBlockWindows = static_cast<Offset>(kBlockVectors) * kLanes<T>;

enum class Adding { from_left, as_np_sum };

template <class T>
class UnrolledColumns final : public Kernel<T> {
 public:
  UnrolledColumns(const Layer<T>& layer, Adding adding)
      : adding_(adding),
        groups_(to_offset(layer.geometry.groups)),
        group_channels_(to_offset(layer.geometry.window_channels())),
        filters_(to_offset(layer.geometry.filters)),
        group_filters_(to_offset(layer.geometry.filters_per_group())),
        terms_(to_offset(layer.geometry.terms())),
        columns_(to_offset(layer.geometry.width.output)),
        right_(Steps(layer.geometry).right),
        down_(Steps(layer.geometry).down),
        image_(layer),
        runs_(layer.geometry),
        weights_(layer.filters.begin(), layer.filters.end()),
        bias_(layer.bias) {
    const auto blocks = [](Offset windows) { return (windows + kBlockWindows<T> - 1) / kBlockWindows<T>; };
    chunk_ = std::min(blocks(kMatrixBytes / (terms_ * Offset{sizeof(T)})), blocks(columns_)) * kBlockWindows<T>;
    chunk_ = std::max(chunk_, kBlockWindows<T>);
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
    for (const Offset run : runs_.starts()) {
      for (Offset i = 0; i < runs_.length(); ++i) {
        const T* const from = windows_start + run + i;
        if (right_ == 1) {
          copy(from, column, windows);
        } else {
          for (Offset window = 0; window < windows; ++window) column[window] = from[window * right_];
        }
        column += chunk_;
      }
    }
  }

  using Sums = std::array<Vector<T>, kBlockVectors>;

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
    for (Offset first = 0; first < windows; first += kBlockWindows<T>) {
      const Sums sums = sum(matrix_.data() + first, weights);
      std::array<T, kBlockWindows<T>> values;
      for (std::size_t j = 0; j < sums.size(); ++j)
        store(values.data() + static_cast<Offset>(j) * kLanes<T>, sums[j] + bias);
      const Offset count = std::min(kBlockWindows<T>, windows - first);
      for (Offset i = 0; i < count; ++i) output[(first + i) * filters_] = values[static_cast<std::size_t>(i)];
    }
  }

  Adding adding_;
  Offset groups_, group_channels_, filters_, group_filters_, terms_, columns_, right_, down_;
  Offset
      chunk_;  // windows whose part of the matrix exists at a time: whole blocks, the last of which may be left unused in part
  PaddedImage<T> image_;
  Runs runs_;
  std::vector<T> weights_, bias_, matrix_;
};

}  // namespace

template <class T>
std::unique_ptr<Kernel<T>> make_unrolled_columns(const Layer<T>& layer) {
  return std::make_unique<UnrolledColumns<T>>(layer, Adding::from_left);
}

template <class T>
std::unique_ptr<Kernel<T>> make_np_sum(const Layer<T>& layer) {
  return std::make_unique<UnrolledColumns<T>>(layer, Adding::as_np_sum);
}

template std::unique_ptr<Kernel<float>> make_np_sum(const Layer<float>&);
template std::unique_ptr<Kernel<double>> make_np_sum(const Layer<double>&);
template std::unique_ptr<Kernel<float>> make_unrolled_columns(const Layer<float>&);
template std::unique_ptr<Kernel<double>> make_unrolled_columns(const Layer<double>&);

}  // namespace convdot::kernels
