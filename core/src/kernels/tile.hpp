// The inner loop of both routes: a tile of windows times a panel of filters. Each output has a sum of its own, to which its
// products are added from left to right, and the bias last: bit for bit as unrolled_dot() does.
#pragma once

#include <array>
#include <span>

#include "kernels/kernel.hpp"

namespace convdot::kernels {

// 4 x 2 sums, 2 vectors of the panel and one broadcast element fit into 16 registers; 6 x 2 sums would spill into memory.
inline constexpr Offset kTileWindows = 4;
inline constexpr Offset kPanelVectors = 2;
template <class T>
inline constexpr Offset kPanelFilters = kLanes<T>* kPanelVectors;

// The unrolled matrix of one chunk: it stays in a second-level cache, beside the portion that it is made from, while all filters
// are multiplied by it.
inline constexpr Offset kChunkBytes = Offset{128} * 1024;

// Filters of one group side by side: the first element of every filter, then the second of every filter, and so on. A panel with fewer
// filters is filled up with zeros.
template <class T>
struct Panel {
  const T* weights;
  const T* bias;
  Offset first, filters;  // the first output channel, and the number of them
};

template <class T>
class Panels {
 public:
  explicit Panels(const Convolution<T>& convolution);

  [[nodiscard]] Offset per_group() const noexcept { return (group_filters_ + kPanelFilters<T> - 1) / kPanelFilters<T>; }

  [[nodiscard]] Panel<T> panel(Offset group, Offset number) const noexcept {
    const Offset place = group * per_group() + number, first = number * kPanelFilters<T>;
    return {weights_.data() + place * terms_ * kPanelFilters<T>, bias_.data() + place * kPanelFilters<T>,
            group * group_filters_ + first, std::min(kPanelFilters<T>, group_filters_ - first)};
  }

 private:
  void pack(const Convolution<T>& convolution, Offset group, Offset number);

  Offset groups_, group_filters_, terms_;
  std::vector<T> weights_, bias_;
};

// The windows of one tile, by their first elements, and where their outputs go. The last tile is filled up by repeating the last
// window.
template <class T>
struct Tile {
  std::array<const T*, kTileWindows> windows;
  std::array<T*, kTileWindows> outputs;  // of output channel 0
};

// For each window of a tile and each filter of a panel, the sum of their products.
template <class T>
using TileSums = std::array<std::array<Vector<T>, kPanelVectors>, kTileWindows>;

template <class T>
inline void write_out(const TileSums<T>& sums, const Tile<T>& tile, const Panel<T>& panel) noexcept {
  for (std::size_t i = 0; i < sums.size(); ++i) {
    std::array<T, kPanelFilters<T>> row;
    for (std::size_t j = 0; j < kPanelVectors; ++j) {
      const Offset vector = static_cast<Offset>(j) * kLanes<T>;
      store(row.data() + vector, sums[i][j] + load(panel.bias + vector));
    }
    T* const to = tile.outputs[i] + panel.first;
    if (panel.filters == kPanelFilters<T>) {  // a known number is copied as vectors
      std::copy_n(row.data(), kPanelFilters<T>, to);
    } else {
      std::copy_n(row.data(), panel.filters, to);
    }
  }
}

// A window is made of stretches of `length` elements; `starts` says how far each is from the window's first element.
template <class T>
inline void multiply(const Tile<T>& tile, std::span<const Offset> starts, Offset length, const Panel<T>& panel) noexcept {
  TileSums<T> sums{};
  const T* weights = panel.weights;
  for (const Offset start : starts) {
    std::array<const T*, kTileWindows> elements;
    for (std::size_t i = 0; i < elements.size(); ++i) elements[i] = tile.windows[i] + start;
    for (Offset left = length; left > 0; --left) {
      std::array<Vector<T>, kPanelVectors> column;
      for (std::size_t j = 0; j < column.size(); ++j) column[j] = load(weights + static_cast<Offset>(j) * kLanes<T>);
      weights += kPanelFilters<T>;
      for (std::size_t i = 0; i < elements.size(); ++i) {
        const Vector<T> element = broadcast(*elements[i]++);
        for (std::size_t j = 0; j < column.size(); ++j) sums[i][j] += element * column[j];
      }
    }
  }
  write_out(sums, tile, panel);
}

// Where a window's elements of one group are in the padded image: stretches of adjacent elements, all equally long.
class Stretches {
 public:
  explicit Stretches(const Geometry& geometry);

  [[nodiscard]] std::span<const Offset> starts() const noexcept { return starts_; }
  [[nodiscard]] Offset length() const noexcept { return length_; }

 private:
  std::vector<Offset> starts_;
  Offset length_;
};

// Goes over the windows of a padded portion, row by row.
class WindowWalk {
 public:
  explicit WindowWalk(const Geometry& geometry)
      : columns_(to_offset(geometry.width.output)), right_(Steps(geometry).right), down_(Steps(geometry).down) {}

  // Goes to the first window.
  void begin() noexcept { column_ = row_start_ = at_ = 0; }
  // Where the window begins in the padded image.
  [[nodiscard]] Offset at() const noexcept { return at_; }
  void next() noexcept {
    at_ += right_;
    if (++column_ < columns_) return;
    column_ = 0;
    row_start_ += down_;
    at_ = row_start_;
  }

 private:
  Offset columns_, right_, down_;
  Offset column_ = 0, row_start_ = 0, at_ = 0;
};

}  // namespace convdot::kernels
