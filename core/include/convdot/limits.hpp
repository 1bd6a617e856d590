// The limits of the library, all in one place: a mistyped number gives an error with a sentence and never exhausts the memory. Sizes
// within these limits multiply without overflow in Index.
#pragma once

#include <cstddef>

#include "convdot/geometry.hpp"

namespace convdot {

inline constexpr Index kMaxElements = Index{1} << 26;    // of one tensor: a 4096 x 4096 RGBA image; 512 MiB of doubles
inline constexpr Index kMaxPadding = Index{1} << 12;     // on one side
inline constexpr Index kMaxFilterSide = Index{1} << 12;  // f_H, f_W
inline constexpr Index kMaxStride = Index{1} << 20;      // stride and dilation

// The limits of one evaluate(): no lesson reaches them, and a browser's tab does not notice an evaluation that does.
inline constexpr Index kMaxEvaluationElements = Index{1} << 22;   // of one array; 32 MiB of doubles
inline constexpr Index kMaxEvaluationAllocated = Index{1} << 25;  // of all arrays and lists on the way
inline constexpr Index kMaxEvaluationWork = Index{1} << 27;       // elements computed, in all: a second or two
inline constexpr Index kMaxSourceLength = 10'000;                 // characters
inline constexpr std::size_t kMaxVariables = 10'000;              // that the source may name
inline constexpr int kMaxNesting = 60;                            // brackets, signs and powers within one another

}  // namespace convdot
