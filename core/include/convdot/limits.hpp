// The largest things the library takes on, all in one place, so that a mistyped number is refused with a sentence and never
// with an exhausted memory. Sizes within these limits multiply without overflow in Index.
#pragma once

#include "convdot/geometry.hpp"

namespace convdot {

inline constexpr Index kMaxElements = Index{1} << 26;    // of one tensor: a 4096 x 4096 RGBA image; 512 MiB of doubles
inline constexpr Index kMaxPadding = Index{1} << 12;     // on one side
inline constexpr Index kMaxFilterSide = Index{1} << 12;  // f_H, f_W
inline constexpr Index kMaxStride = Index{1} << 20;      // stride and dilation

}  // namespace convdot
