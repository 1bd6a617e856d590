// Binary floating point to decimal digits, exactly as NumPy does it.
#pragma once

#include <string>

namespace convdot {

// d.ddd... times ten to `exponent`: at least one digit, the first of them not 0 unless the number is.
struct Decimal {
  std::string digits;
  int exponent;
};

// Where digits end, counted from the first digit or, where `after_point`, from the decimal point; -1: no limit.
struct Cut {
  bool after_point = false;
  int most = -1;   // no digit beyond so many: the last is rounded, by the exact value and not by its shortest digits
  int least = -1;  // exact digits up to there even where fewer identify the number
};

// The fewest digits that identify `magnitude` (finite, not negative) among the doubles, or where `single` among the floats,
// of these the ones closest to it; within `cut`.
// Source: Steele and White, How to print floating-point numbers accurately, PLDI 1990 (Dragon4), with NumPy's cutoffs.
[[nodiscard]] Decimal to_decimal(double magnitude, bool single, const Cut& cut);

}  // namespace convdot
