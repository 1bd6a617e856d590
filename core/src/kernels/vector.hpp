// A SIMD register of 128 bits, as in WebAssembly, written with the vector extensions that GCC and Clang share: the same source
// compiles to WebAssembly and, for the tests and C++ programs, natively.
#pragma once

#include <array>
#include <cstddef>
#include <cstring>
#ifdef __wasm_simd128__
#include <wasm_simd128.h>
#endif

namespace convdot::kernels {

// For addresses: 32 bits on wasm32, where 64-bit arithmetic would slow inner loops down.
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

// load() and store() take unaligned addresses.
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

// Four of the eight lanes of two vectors. If a lane of the result is never used, Clang turns a generic shuffle into one of single bytes,
// for which engines have no quick instruction; it leaves the intrinsic alone.
template <int kFirst, int kSecond, int kThird, int kFourth>
[[nodiscard]] inline Vector<float> shuffle(Vector<float> a, Vector<float> b) noexcept {
#ifdef __wasm_simd128__
  return wasm_i32x4_shuffle(a, b, kFirst, kSecond, kThird, kFourth);
#else
  return __builtin_shufflevector(a, b, kFirst, kSecond, kThird, kFourth);
#endif
}

// From three vectors that hold consecutive triples: all first, all second and all third numbers.
[[nodiscard]] inline std::array<Vector<float>, 3> split_triples(Vector<float> a, Vector<float> b, Vector<float> c) noexcept {
  return {shuffle<0, 1, 2, 5>(shuffle<0, 3, 6, 6>(a, b), c), shuffle<0, 1, 2, 6>(shuffle<1, 4, 7, 7>(a, b), c),
          shuffle<0, 1, 4, 7>(shuffle<2, 5, 5, 5>(a, b), c)};
}
[[nodiscard]] inline std::array<Vector<double>, 3> split_triples(Vector<double> a, Vector<double> b,
                                                                 Vector<double> c) noexcept {
  return {Vector<double>{a[0], b[1]}, Vector<double>{a[1], c[0]}, Vector<double>{b[0], c[1]}};
}

// For short stretches: Emscripten's memcpy is a call, and from 512 bytes on a call into JavaScript.
template <class T>
inline void copy(const T* from, T* to, Offset count) noexcept {
  Offset at = 0;
  for (; at + kLanes<T> <= count; at += kLanes<T>) store(to + at, load(from + at));
  for (; at < count; ++at) to[at] = from[at];
}

}  // namespace convdot::kernels
