#include "convdot/conv2d.hpp"

#include "blocks.hpp"
#include "kernels/choose.hpp"

namespace convdot {
namespace {

// With more products for one output there are few outputs, and even a chunk of a single tile would be large.
constexpr Index kMostTerms = Index{1} << 16;

// Whether a kernel adds in the promised order: no kernel unrolls windows in another order than height, width, channel.
bool has_kernel(const Geometry& geometry, const Options& options, Method method) {
  return geometry.terms() <= kMostTerms && (method == Method::multiply_sum || options.window_order == Order::hwc);
}

}  // namespace

template <class T>
Tensor<T> conv2d(const Tensor<T>& input, const Tensor<T>& filter, Bias<T> bias, const Options& options, Method method) {
  const Geometry geometry = resolve(input, filter, bias, options);
  const bool is_unrolled = method == Method::unrolled_dot;
  if (!has_kernel(geometry, options, method)) {
    return is_unrolled ? unrolled_dot(input, filter, bias, options) : multiply_sum(input, filter, bias, options);
  }
  const kernels::Convolution<T> convolution =
      kernels::make_convolution(geometry, filter, bias, kernels::orders_of(method, options));
  const auto kernel =
      is_unrolled ? kernels::choose<T>(geometry, method).make(convolution) : kernels::make_np_sum(convolution);
  auto output = make_tensor<T>(geometry.output_shape());
  for (const Portion& portion : convolution.portions) {
    kernel->run(portion, input.data() + portion.first_input, output.data() + portion.first_output);
  }
  return output;
}

template Tensor<float> conv2d(const Tensor<float>&, const Tensor<float>&, Bias<float>, const Options&, Method);
template Tensor<double> conv2d(const Tensor<double>&, const Tensor<double>&, Bias<double>, const Options&, Method);

}  // namespace convdot
