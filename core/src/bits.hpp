// The bits of a floating-point number. Stands in for std::bit_cast, which libc++ 13 does not have.
#pragma once

#include <cstdint>
#include <cstring>
#include <type_traits>

namespace convdot {

template <class T>
using BitsOf = std::conditional_t<sizeof(T) == sizeof(std::uint32_t), std::uint32_t, std::uint64_t>;

template <class T>
[[nodiscard]] BitsOf<T> bits_of(T value) noexcept {
  BitsOf<T> bits = 0;
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}

}  // namespace convdot
