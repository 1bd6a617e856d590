// Binary floating point to decimal digits, exactly as NumPy does it, and back.
#pragma once

#include <string>
#include <string_view>

namespace convdot {

// d.ddd... times ten to `exponent`: at least one digit, the first of them not 0 unless the number is.
struct Decimal {
  std::string digits;
  int exponent;
};

// Limits on the digits, counted from the first digit or, if `after_point`, from the decimal point. -1: no limit.
struct Cut {
  bool after_point = false;
  int most = -1;   // at most so many digits; the last is rounded by the exact value, not by its shortest digits
  int least = -1;  // at least so many digits, even if fewer identify the number
};

// The fewest digits that identify `magnitude` (finite, not negative) among the doubles or, if `single`, among the floats; of the
// shortest candidates the closest; within `cut`.
// Source: Steele and White, How to print floating-point numbers accurately, PLDI 1990 (Dragon4), with NumPy's cutoffs.
[[nodiscard]] Decimal to_decimal(double magnitude, bool single, const Cut& cut);

// The double closest to a literal as Python writes it, digits with at most one point and an exponent ('.5', '1e-3'), half to even;
// infinity beyond the largest. Stands in for std::from_chars, which libc++ 13 does not have for doubles; musl's strtod computes with
// 128-bit long doubles, which WebAssembly emulates with 6 KB of code.
[[nodiscard]] double from_decimal(std::string_view text);

}  // namespace convdot
