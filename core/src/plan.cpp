#include "convdot/plan.hpp"

#include <string>

#include "blocks.hpp"
#include "convdot/error.hpp"
#include "kernels/choose.hpp"

namespace convdot {
namespace {

void check_elements(std::size_t elements, const Shape4& shape, const std::string& whose) {
  const auto expected = to_size(shape[0] * shape[1] * shape[2] * shape[3]);
  if (elements == expected) return;
  throw Error("shape", "The plan's " + whose + " has " + std::to_string(expected) + " elements; got " +
                           std::to_string(elements) + ".");
}

}  // namespace

template <class T>
Plan<T>::Plan(const Shape4& input, const Tensor<T>& filter, Bias<T> bias, const Options& options, Method method)
    : input_(input) {
  const Geometry geometry = resolve(input, filter, bias, options);
  output_ = geometry.output_shape();
  const kernels::Entry<T>& entry = kernels::choose<T>(geometry, method);
  name_ = entry.name;
  description_ = entry.description;
  const kernels::Convolution<T> convolution =
      kernels::make_convolution(geometry, filter, bias, kernels::orders_of(method, options));
  portions_ = convolution.portions;
  kernel_ = entry.make(convolution);
}

template <class T>
Plan<T>::Plan(Plan&&) noexcept = default;
template <class T>
Plan<T>& Plan<T>::operator=(Plan&&) noexcept = default;
template <class T>
Plan<T>::~Plan() = default;

template <class T>
void Plan<T>::run(std::span<const T> input, std::span<T> output) {
  check_elements(input.size(), input_, "input");
  check_elements(output.size(), output_, "output");
  for (const Portion& portion : portions_) {
    run(portion, input.data() + portion.first_input, output.data() + portion.first_output);
  }
}

template <class T>
void Plan<T>::run(const Portion& portion, const T* input, T* output) noexcept {
  kernel_->run(portion, input, output);
}

template class Plan<float>;
template class Plan<double>;

}  // namespace convdot
