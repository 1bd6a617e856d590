// What NumPy does, to the last bit: np.dot, np.sum, its printing, its legacy random numbers, and expressions over its arrays.
// Follows NumPy 1.24 and SciPy 1.10.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>
#include <xtensor/xarray.hpp>

#include "convdot/geometry.hpp"

namespace convdot {

// ---- np.dot, np.sum, repr ---------------------------------------------------------------------------------------------------

// What Python would raise. It is a result: the caller made no mistake in C++.
struct Raised {
  std::string type;     // 'ValueError'
  std::string message;  // byte for byte NumPy's
};

// 1-D with 1-D: the inner product. 2-D with 2-D: the matrix product. A scalar (0-D) with anything: elementwise. Otherwise the
// sum over a's last axis and w's second to last (or only) axis, shape a.shape[:-1] + w.shape[:-2] + w.shape[-1:].
// T: bool (adds as "or", multiplies as "and"), int64 (wraps around), float or double.
// Throws Error limit where the result would be too large.
template <class T>
[[nodiscard]] std::variant<xt::xarray<T>, Raised> np_dot(const xt::xarray<T>& a, const xt::xarray<T>& w);

// The sum of `values` in T (float or double), 0 where there are none: bit for bit what np.sum returns for a contiguous array of
// that type (the sign of a zero aside). Pairwise within 8192 elements, so that the error there grows with the logarithm of the
// length; NumPy's buffer is that long, and its buffers are added one after the other.
// Source: NumPy's pairwise_sum; Higham, The accuracy of floating point summation, SIAM J. Sci. Comput. 14 (1993).
template <class T>
[[nodiscard]] T np_sum(std::span<const T> values) noexcept;

// As NumPy 1.24 prints an array or (0-D) a scalar of that type: precision 8, shortest digits, columns aligned, '...' above
// 1000 elements, 'array(...)' around all but a scalar, dtype=float32 where T is float. T: bool, int64, float or double.
template <class T>
[[nodiscard]] std::string repr(const xt::xarray<T>& array);

// ---- expressions ------------------------------------------------------------------------------------------------------------

// An array of one of the supported dtypes, in C order: bool, int64, float32, float64.
using AnyArray = std::variant<xt::xarray<bool>, xt::xarray<std::int64_t>, xt::xarray<float>, xt::xarray<double>>;

// The dtype's name: 'bool', 'int64', 'float32', 'float64'.
[[nodiscard]] std::string dtype_name(const AnyArray& array);

struct Variable {    // NOLINT(bugprone-exception-escape): xtensor's moves do not say noexcept
  std::string name;  // one that Python takes as a name
  AnyArray array;
};

struct Evaluated {  // NOLINT(bugprone-exception-escape): as above
  // The result as np.asarray(result) holds it. A result that is no array of numbers (None, a string, a dtype, a function, a list
  // of arrays of different shapes) has the dtype 'object' and an array without elements, shape (0,).
  AnyArray value;
  std::string dtype;
  std::string repr;                   // as the Python prompt prints it; empty where the source ends with an assignment
  std::vector<std::string> warnings;  // 'RuntimeWarning: divide by zero encountered in divide', each once, in order
};

// Runs `source` over `variables`: lines of Python expressions and assignments to names; the last expression is the result. np,
// scipy and the names of scipy.signal are there as if imported. It reads no files and no clock, and takes no memory beyond its
// bounds (limits.hpp). Errors are Raised, with Python's type and message: NumPy's errors byte for byte, syntax errors and errors
// about unsupported features in this library's own words. Reaching a limit (limits.hpp) is Raised too: MemoryError, TimeoutError,
// RecursionError. Throws nothing but std::bad_alloc.
[[nodiscard]] std::variant<Evaluated, Raised> evaluate(std::string_view source, std::span<const Variable> variables);

// The names that completion offers: 'np.dot', 'np.einsum', 'scipy.signal.correlate2d', '.reshape' for methods and attributes.
[[nodiscard]] std::vector<std::string> names();

// ---- legacy random numbers --------------------------------------------------------------------------------------------------

// The integers that np.random.randint(low, high) draws from: low, ..., high - 1. Throws Error argument unless low < high.
class IntegerRange {
 public:
  IntegerRange(Index low, Index high);

 private:
  friend class LegacyRandom;
  Index low_;
  std::uint64_t span_;  // the largest number less the smallest; it can exceed an Index
};

// np.random.seed(seed), then np.random.randn and randint: the Mersenne Twister MT19937 (Matsumoto and Nishimura 1998; seeded by Knuth's
// multiplier as init_genrand does), 53-bit doubles, Marsaglia's polar method, which gives normals in pairs, and masked rejection
// for integers of NumPy's default type, int64. With it, a program makes the arrays of a course that calls np.random.seed(1).
// The bits are NumPy's; those of normals only where std::log is the one that NumPy calls. Emscripten's sometimes differs from
// glibc's in the last place: there, one normal in some 15,000 is off by a unit or two in the last place.
class LegacyRandom {
 public:
  // Throws Error seed unless 0 <= seed < 2^32, NumPy's own range.
  explicit LegacyRandom(Index seed);
  // One standard normal.
  double normal();
  // One integer, each of the range as likely as another.
  Index integer(const IntegerRange& range);

 private:
  std::uint32_t next_word();
  double next_double();  // uniform in [0, 1)

  std::array<std::uint32_t, 624> state_;
  std::size_t position_ = 624;
  double saved_ = 0;
  bool has_saved_ = false;
};

}  // namespace convdot
