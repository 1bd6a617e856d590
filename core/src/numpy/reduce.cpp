#include "numpy/reduce.hpp"

#include <algorithm>
#include <cmath>

#include "convdot/numpy.hpp"
#include "numpy/elementwise.hpp"

namespace convdot::numpy {
namespace {

// The stretches of adjacent elements that are reduced into one element of the result, in memory order. A stretch covers the last axes,
// as far as they are reduced: a single element if the last axis is not. Axes of one element do not end it.
class Stretches {
 public:
  Stretches(const AnyArray& array, const Axes& axes) : Stretches(shape_of(array), axes) { work(size_of(array)); }

  [[nodiscard]] bool done() const { return count_ == 0 || walk_.done(); }
  void next() { walk_.next(); }
  [[nodiscard]] Int first() const { return walk_.at(0); }
  [[nodiscard]] Int count() const { return count_; }
  [[nodiscard]] Int result() const { return walk_.at(1); }

 private:
  Stretches(const Shape& shape, const Axes& axes) : walk_(from_.shape, divided(shape, axes)) {}

  // Fills the views that walk_ reads.
  std::vector<const View*> divided(const Shape& shape, const Axes& axes) {
    std::size_t outer = shape.size();
    while (outer > 0 && (axes.reduced[outer - 1] || shape[outer - 1] == 1)) count_ *= shape[--outer];
    const Shape strides = strides_of(shape);
    Int to_stride = 1;
    for (std::size_t axis = shape.size(); axis-- > 0;) {
      if (axis < outer) {
        from_.shape.insert(from_.shape.begin(), shape[axis]);
        from_.strides.insert(from_.strides.begin(), strides[axis]);
        to_.strides.insert(to_.strides.begin(), axes.reduced[axis] ? 0 : to_stride);
      }
      if (!axes.reduced[axis]) to_stride *= shape[axis];
    }
    return {&from_, &to_};
  }

  Int count_ = 1;
  View from_, to_;
  Walk walk_;
};

// bool becomes int64.
AnyArray widened(const AnyArray& array) { return dtype_of(array) == DType::boolean ? cast(array, DType::int64) : array; }

void check_finite(const AnyArray& from, const AnyArray& result, const char* name) {
  const Specials after = specials(result);
  if (!after.nan && !after.infinity) return;
  const Specials before = specials(from);
  if (!before.nan && !before.infinity) warn(std::string("RuntimeWarning: overflow encountered in ") + name);
  if (after.nan && !before.nan) warn(std::string("RuntimeWarning: invalid value encountered in ") + name);
}

template <class T>
T better(T a, T b, bool largest) {
  if (is_nan(a)) return a;
  if (is_nan(b)) return b;
  return (largest ? a > b : a < b) ? a : b;
}

// Along one axis: calls visit(first, stride, index in the result).
template <class Visit>
void along(const Shape& shape, Int axis, Visit visit) {
  View lines = whole(shape);
  const auto at = static_cast<std::size_t>(axis);
  const Int stride = lines.strides[at];
  lines.shape.erase(lines.shape.begin() + places(axis));
  lines.strides.erase(lines.strides.begin() + places(axis));
  Int index = 0;
  for (Walk walk(lines.shape, {&lines}); !walk.done(); walk.next()) visit(walk.at(0), stride, index++);
}

}  // namespace

Shape reduced_shape(const Shape& shape, const Axes& axes) {
  Shape result;
  for (std::size_t axis = 0; axis < shape.size(); ++axis) {
    if (!axes.reduced[axis]) {
      result.push_back(shape[axis]);
    } else if (axes.keep) {
      result.push_back(1);
    }
  }
  return result;
}

AnyArray sum(const AnyArray& given, const Axes& axes) {
  const AnyArray array = widened(given);
  AnyArray result = make(dtype_of(array), reduced_shape(shape_of(array), axes));
  with_number(dtype_of(array), [&](auto type) {
    using T = decltype(type);
    for (Stretches each(array, axes); !each.done(); each.next()) {
      T& total = data<T>(result)[each.result()];
      const T* first = data<T>(array) + each.first();
      if constexpr (std::is_floating_point_v<T>) {
        total += np_sum(std::span(first, static_cast<std::size_t>(each.count())));
      } else {
        for (Int i = 0; i < each.count(); ++i) total = add(total, first[i]);
      }
    }
  });
  check_finite(array, result, "reduce");
  return result;
}

AnyArray product(const AnyArray& given, const Axes& axes) {
  const AnyArray array = widened(given);
  AnyArray result = make(dtype_of(array), reduced_shape(shape_of(array), axes));
  with_number(dtype_of(array), [&](auto type) {
    using T = decltype(type);
    T* out = data<T>(result);
    std::fill(out, out + size_of(result), T{1});
    for (Stretches each(array, axes); !each.done(); each.next()) {
      const T* first = data<T>(array) + each.first();
      for (Int i = 0; i < each.count(); ++i) out[each.result()] = multiply(out[each.result()], first[i]);
    }
  });
  check_finite(array, result, "reduce");
  return result;
}

AnyArray extreme(const AnyArray& given, const Axes& axes, bool largest) {
  const AnyArray array = widened(given);
  AnyArray result = make(dtype_of(array), reduced_shape(shape_of(array), axes));
  const Shape shape = shape_of(array);
  for (std::size_t axis = 0; axis < shape.size(); ++axis) {
    if (!axes.reduced[axis] || shape[axis] > 0) continue;
    value_error(std::string("zero-size array to reduction operation ") + (largest ? "maximum" : "minimum") +
                " which has no identity");
  }
  with_number(dtype_of(array), [&](auto type) {
    using T = decltype(type);
    std::vector<char> begun(static_cast<std::size_t>(size_of(result)), 0);
    for (Stretches each(array, axes); !each.done(); each.next()) {
      T& best = data<T>(result)[each.result()];
      const T* first = data<T>(array) + each.first();
      char& known = begun[static_cast<std::size_t>(each.result())];
      if (!known) best = *first;
      known = 1;
      for (Int i = 0; i < each.count(); ++i) best = better(best, first[i], largest);
    }
  });
  return cast(result, dtype_of(given));
}

AnyArray mean(const AnyArray& array, const Axes& axes) {
  const AnyArray numbers = is_float(dtype_of(array)) ? array : cast(array, DType::float64);
  const Shape shape = shape_of(array);
  Int count = 1;
  for (std::size_t axis = 0; axis < shape.size(); ++axis) count *= axes.reduced[axis] ? shape[axis] : 1;
  if (count == 0) warn("RuntimeWarning: Mean of empty slice.");
  AnyArray total = sum(numbers, axes);
  const bool is_scalar = ndim_of(total) == 0;
  const DType dtype = dtype_of(total);
  // A scalar is divided in its own dtype.
  return cast(*binary_ufunc("divide", result_value(std::move(total)), count, is_scalar).as<Array>()->array, dtype);
}

AnyArray any_or_all(const AnyArray& array, const Axes& axes, bool all) {
  const AnyArray flags = cast(array, DType::boolean);
  AnyArray result = make(DType::boolean, reduced_shape(shape_of(array), axes));
  bool* out = data<bool>(result);
  std::fill(out, out + size_of(result), all);
  for (Stretches each(flags, axes); !each.done(); each.next()) {
    bool& total = out[each.result()];
    const bool* first = data<bool>(flags) + each.first();
    for (Int i = 0; i < each.count(); ++i) total = all ? total && first[i] : total || first[i];
  }
  return result;
}

AnyArray arg_extreme(const AnyArray& given, Int axis, bool largest) {
  const AnyArray array = widened(given);
  Shape shape = shape_of(array);
  const Int count = shape[static_cast<std::size_t>(axis)];
  Shape rest = shape;
  rest.erase(rest.begin() + places(axis));
  AnyArray result = make(DType::int64, rest);
  if (count == 0) {
    value_error(std::string("attempt to get arg") + (largest ? "max" : "min") + " of an empty sequence");
  }
  work(size_of(array));
  with_number(dtype_of(array), [&](auto type) {
    const auto* numbers = data<decltype(type)>(array);
    along(shape, axis, [&](Int first, Int stride, Int index) {
      Int best = 0;
      for (Int i = 1; i < count; ++i) {
        const auto now = numbers[first + best * stride], other = numbers[first + i * stride];
        if (is_nan(now)) break;
        if (is_nan(other) || (largest ? other > now : other < now)) best = i;
      }
      data<Int>(result)[index] = best;
    });
  });
  return result;
}

AnyArray cumulative_sum(const AnyArray& given, Int axis) {
  AnyArray result = widened(given);
  const Shape shape = shape_of(result);
  bool overflow = false, invalid = false;
  if (size_of(result) == 0) return result;  // there can be very many lines without elements
  work(size_of(result));
  with_number(dtype_of(result), [&](auto type) {
    using T = decltype(type);
    along(shape, axis, [&](Int first, Int stride, Int) {
      for (Int i = 1; i < shape[static_cast<std::size_t>(axis)]; ++i) {
        T& sum = data<T>(result)[first + i * stride];
        const T before = data<T>(result)[first + (i - 1) * stride], term = sum;
        sum = add(before, term);
        if constexpr (std::is_floating_point_v<T>) {
          invalid = invalid || (std::isnan(sum) && !std::isnan(before) && !std::isnan(term));
          overflow = overflow || (std::isinf(sum) && std::isfinite(before) && std::isfinite(term));
        }
      }
    });
  });
  if (overflow) warn("RuntimeWarning: overflow encountered in accumulate");
  if (invalid) warn("RuntimeWarning: invalid value encountered in accumulate");
  return result;
}

}  // namespace convdot::numpy
