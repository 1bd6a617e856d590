#include <convdot/compare.hpp>
#include <iostream>

int main() {
  const convdot::Tensor<double> input{{{{1}, {2}}, {{3}, {4}}}};         // (m, n_H, n_W, n_C): one image, 2 x 2, one channel
  const convdot::Tensor<double> filter{{{{5}}, {{6}}}, {{{7}}, {{8}}}};  // (f_H, f_W, n_C / groups, n_F)
  const convdot::Comparison<double> both = convdot::compare<double>(input, filter, std::nullopt, {});
  std::cout << both.multiply_sum(0, 0, 0, 0) << " and " << both.unrolled_dot(0, 0, 0, 0) << ": "
            << convdot::name(both.verdict) << '\n';  // 70 and 70: identical
}
