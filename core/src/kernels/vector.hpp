// A SIMD register of 128 bits, which is what WebAssembly has, by the vector extensions that GCC and Clang share: the same source is
// compiled to WebAssembly and, for the tests and C++ programs, natively.
#pragma once

#include <cstddef>
#include <cstring>

namespace convdot::kernels {

// Of addresses: 32 bits on wasm32, where 64-bit arithmetic would cost time in inner loops.
using Offset = std::ptrdiff_t;

template <class T>
struct VectorOf;
template <>
struct VectorOf<float> {
  using Type [[gnu::vector_size(16)]] = float;
};
template <>
struct VectorOf<double> {
  using Type [[gnu::vector_size(16)]] = double;
};

template <class T>
using Vector = typename VectorOf<T>::Type;

template <class T>
inline constexpr Offset kLanes = sizeof(Vector<T>) / sizeof(T);

// Neither address has to be aligned.
template <class T>
[[nodiscard]] inline Vector<T> load(const T* from) noexcept {
  Vector<T> vector;
  std::memcpy(&vector, from, sizeof vector);
  return vector;
}

template <class T>
inline void store(T* to, Vector<T> vector) noexcept {
  std::memcpy(to, &vector, sizeof vector);
}

[[nodiscard]] inline Vector<float> broadcast(float value) noexcept { return Vector<float>{value, value, value, value}; }
[[nodiscard]] inline Vector<double> broadcast(double value) noexcept { return Vector<double>{value, value}; }

// Three vectors that hold triples one after the other: the sum of each triple. Each shuffle takes two lanes of one vector and two of
// another, in this order, for which x86 has an instruction; others take it three.
[[nodiscard]] inline Vector<float> sum_triples(Vector<float> a, Vector<float> b, Vector<float> c) noexcept {
  const auto ab = __builtin_shufflevector(a, b, 2, 3, 4, 5), bc = __builtin_shufflevector(b, c, 2, 3, 4, 5);
  const auto first = __builtin_shufflevector(a, bc, 0, 3, 4, 7), last = __builtin_shufflevector(ab, c, 0, 3, 4, 7);
  const auto middle = __builtin_shufflevector(__builtin_shufflevector(a, b, 1, 1, 4, 4),
                                              __builtin_shufflevector(b, c, 3, 3, 6, 6), 0, 2, 4, 6);
  return first + middle + last;
}
[[nodiscard]] inline Vector<double> sum_triples(Vector<double> a, Vector<double> b, Vector<double> c) noexcept {
  return __builtin_shufflevector(a, b, 0, 3) + __builtin_shufflevector(a, c, 1, 2) + __builtin_shufflevector(b, c, 0, 3);
}

// For short runs: Emscripten's memcpy is a call, and from 512 bytes on one into JavaScript.
template <class T>
inline void copy(const T* from, T* to, Offset count) noexcept {
  Offset at = 0;
  for (; at + kLanes<T> <= count; at += kLanes<T>) store(to + at, load(from + at));
  for (; at < count; ++at) to[at] = from[at];
}

}  // namespace convdot::kernels
