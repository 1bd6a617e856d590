// The most that one core can do: independent sums in vector registers, one multiplication and one addition at a time, without
// memory access. Twelve sums hide the latency of both and still fit into the registers.
#include <array>
#include <cstddef>

#include "kernels/vector.hpp"

namespace {

using convdot::kernels::broadcast;
using convdot::kernels::Vector;

constexpr std::size_t kSums = 12;

template <class T>
T multiply_and_add(int rounds, T factor) {
  std::array<Vector<T>, kSums> sums{};
  const Vector<T> factors = broadcast(factor);
  for (int round = 0; round < rounds; ++round) {
    for (auto& sum : sums) sum = sum * factors + factors;
  }
  Vector<T> total{};
  for (const auto& sum : sums) total += sum;
  return total[0];
}

}  // namespace

// `rounds` times limitOperations*() operations. Returns the result so that the compiler keeps them.
extern "C" {
float limitFloat32(int rounds, float factor) { return multiply_and_add(rounds, factor); }
double limitFloat64(int rounds, double factor) { return multiply_and_add(rounds, factor); }
int operationsFloat32() { return 2 * static_cast<int>(kSums) * static_cast<int>(convdot::kernels::kLanes<float>); }
int operationsFloat64() { return 2 * static_cast<int>(kSums) * static_cast<int>(convdot::kernels::kLanes<double>); }
}
