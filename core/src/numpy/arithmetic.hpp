// Arithmetic that is defined for every number of each dtype.
#pragma once

#include <cstdint>
#include <type_traits>

namespace convdot::numpy {

using Int = std::int64_t;

// bool adds as "or" and multiplies as "and"; int64 wraps around.
template <class T>
[[nodiscard]] T add(T a, T b) {
  if constexpr (std::is_same_v<T, bool>) {
    return a || b;
  } else if constexpr (std::is_same_v<T, Int>) {
    return static_cast<Int>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
  } else {
    return a + b;
  }
}
template <class T>
[[nodiscard]] T multiply(T a, T b) {
  if constexpr (std::is_same_v<T, bool>) {
    return a && b;
  } else if constexpr (std::is_same_v<T, Int>) {
    return static_cast<Int>(static_cast<std::uint64_t>(a) * static_cast<std::uint64_t>(b));
  } else {
    return a * b;
  }
}

}  // namespace convdot::numpy
