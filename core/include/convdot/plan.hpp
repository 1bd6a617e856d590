// One convolution, run repeatedly on inputs of one shape: the filter is packed once and memory is allocated once.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "convdot/conv2d.hpp"

namespace convdot {

// Some images, or some rows of one image: little enough that what it reads and writes stays in cache.
struct Portion {
  Index first_input, inputs;           // it reads these adjacent elements of the input
  Index first_output, outputs;         // and fills these adjacent elements of the output
  Index images;                        // of each image, it reads
  Index rows_above, rows, rows_below;  // rows of zeros, rows of the image, rows of zeros,
  Index output_rows;                   // and fills so many rows of the output
};

namespace kernels {
template <class T>
class Kernel;
}

// T is float or double; arithmetic is done in T. Any number of plans can exist at once; a plan is for one thread at a time.
template <class T>
class Plan {
 public:
  // `input` is the shape (m, n_H, n_W, n_C) of what run() will read; filter, bias and options are as in conv2d.hpp, and copied.
  // The orders in `options` count for unrolled_dot only. Throws Error as resolve() does, and std::bad_alloc.
  Plan(const Shape4& input, const Tensor<T>& filter, Bias<T> bias, const Options& options,
       Method method = Method::multiply_sum);
  template <class Filter>
  requires NotAllTensors<T, Filter> Plan(const Shape4& input, const Filter& filter, Bias<T> bias, const Options& options,
                                         Method method = Method::multiply_sum)
      : Plan(input, as_tensor<T>(filter, "filter"), bias, options, method) {}
  Plan(Plan&&) noexcept;
  Plan& operator=(Plan&&) noexcept;
  ~Plan();

  [[nodiscard]] const Shape4& input_shape() const noexcept { return input_; }
  // (m, n_H', n_W', n_F)
  [[nodiscard]] const Shape4& output_shape() const noexcept { return output_; }
  // The name of the chosen kernel (a fast implementation, never the filter), and a sentence that describes it.
  [[nodiscard]] std::string_view kernel() const noexcept { return name_; }
  [[nodiscard]] std::string_view description() const noexcept { return description_; }

  // Reads an input in C order and fills `output`, in C order too; the two must not overlap. Allocates nothing. Each kernel adds in
  // its own order; every output is within the bound that compare.hpp states for either route.
  // Throws Error: shape if the input or the output does not have as many elements as its shape.
  void run(std::span<const T> input, std::span<T> output);

  // The same portion by portion, in any order, for callers who copy the input and the output. `input` and `output` begin with the
  // portion's first elements.
  [[nodiscard]] std::span<const Portion> portions() const noexcept { return portions_; }
  void run(const Portion& portion, const T* input, T* output) noexcept;

 private:
  Shape4 input_, output_;
  std::vector<Portion> portions_;
  std::string_view name_, description_;
  std::unique_ptr<kernels::Kernel<T>> kernel_;
};

}  // namespace convdot
