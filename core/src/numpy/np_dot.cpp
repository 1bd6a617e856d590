// Follows NumPy's cblas_matrixproduct and PyArray_MatrixProduct2, whose quirks are named where they appear.
#include "numpy/np_dot.hpp"

#include <functional>
#include <numeric>

#include "blocks.hpp"
#include "convdot/error.hpp"
#include "convdot/limits.hpp"
#include "numpy/arithmetic.hpp"

namespace convdot {
namespace {

using numpy::Shape, numpy::text_of;

template <class T>
Shape shape_of(const xt::xarray<T>& array) {
  return {array.shape().begin(), array.shape().end()};
}

Index product(Shape::const_iterator begin, Shape::const_iterator end) {
  return std::accumulate(begin, end, Index{1}, std::multiplies<>());
}
Index product(const Shape& shape) { return product(shape.begin(), shape.end()); }

// The axis of the second array that the sum runs over.
std::size_t summed_axis(const Shape& w) { return w.size() == 1 ? 0 : w.size() - 2; }

std::string not_aligned(const Shape& a, const Shape& w) {
  const auto axis = [](const Shape& shape, std::size_t i) {
    return std::to_string(shape[i]) + " (dim " + std::to_string(i) + ")";
  };
  return "shapes " + text_of(a) + " and " + text_of(w) + " not aligned: " + axis(a, a.size() - 1) +
         " != " + axis(w, summed_axis(w));
}

void check_size(const Shape& shape) {
  Index elements = 1;
  for (const Index size : shape) {
    if (size != 0 && elements > kMaxElements / size) {
      throw Error("limit", "The result of np.dot may have at most " + std::to_string(kMaxElements) +
                               " elements; its shape is " + text_of(shape) + ".");
    }
    elements *= size;
  }
}

template <class T>
xt::xarray<T> make_array(const Shape& shape) {
  return xt::xarray<T>::from_shape(typename xt::xarray<T>::shape_type(shape.begin(), shape.end()));
}

// NumPy multiplies arrays of at most two axes by BLAS. An array of a single element is a factor there: y += factor * x, with y zeros.
// BLAS leaves y alone if the factor is 0, so 0 times nan is 0. NumPy itself multiplies a single product.
bool is_factor(const Shape& shape) { return shape.size() <= 2 && product(shape) == 1; }

template <class T>
xt::xarray<T> scaled(const xt::xarray<T>& x, T factor, const Shape& shape, bool by_blas) {
  auto result = make_array<T>(shape);
  for (std::size_t i = 0; i < x.size(); ++i) {
    const T scaled = numpy::multiply(factor, x.data()[i]);
    result.data()[i] = !by_blas || x.size() == 1 ? scaled : factor == T{0} ? T{0} : numpy::add(T{0}, scaled);
  }
  return result;
}

// Rows of `a` (all axes but the last) by columns of `w` (the last axis) in each of w's leading blocks.
template <class T>
xt::xarray<T> sum_products(const xt::xarray<T>& a, const xt::xarray<T>& w, const Shape& shape) {
  const Shape a_shape = shape_of(a), w_shape = shape_of(w);
  const std::size_t terms = to_size(a_shape.back()), rows = to_size(product(a_shape.begin(), a_shape.end() - 1));
  const std::size_t columns = w_shape.size() == 1 ? 1 : to_size(w_shape.back());
  const std::size_t blocks = w_shape.size() <= 2 ? 1 : to_size(product(w_shape.begin(), w_shape.end() - 2));
  auto result = make_array<T>(shape);
  T* value = result.data();
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t block = 0; block < blocks; ++block) {
      for (std::size_t column = 0; column < columns; ++column) {
        T sum{0};
        for (std::size_t k = 0; k < terms; ++k) {
          sum =
              numpy::add(sum, numpy::multiply(a.data()[row * terms + k], w.data()[(block * terms + k) * columns + column]));
        }
        *value++ = sum;
      }
    }
  }
  return result;
}

}  // namespace

std::optional<Shape> numpy::dot_shape(const Shape& a, const Shape& w) {
  if (a.empty()) return w;
  if (w.empty()) return a;
  if (a.back() != w[summed_axis(w)]) return std::nullopt;
  Shape shape(a.begin(), a.end() - 1);
  for (std::size_t i = 0; i < w.size(); ++i) {
    if (i != summed_axis(w)) shape.push_back(w[i]);
  }
  return shape;
}

template <class T>
std::variant<xt::xarray<T>, Raised> np_dot(const xt::xarray<T>& a, const xt::xarray<T>& w) {
  const Shape a_shape = shape_of(a), w_shape = shape_of(w);
  const std::optional<Shape> found = numpy::dot_shape(a_shape, w_shape);
  if (!found) return Raised{"ValueError", not_aligned(a_shape, w_shape)};
  const Shape& shape = *found;
  if (shape.size() > numpy::kMaxAxes) return Raised{"ValueError", "dot: too many dimensions in result"};
  check_size(shape);
  const bool by_blas = a_shape.size() <= 2 && w_shape.size() <= 2;
  if (w_shape.empty() || (by_blas && is_factor(w_shape))) return scaled(a, w.data()[0], shape, by_blas);
  if (a_shape.empty() || (by_blas && is_factor(a_shape))) return scaled(w, a.data()[0], shape, by_blas);
  return sum_products(a, w, shape);
}

template std::variant<xt::xarray<bool>, Raised> np_dot(const xt::xarray<bool>&, const xt::xarray<bool>&);
template std::variant<xt::xarray<std::int64_t>, Raised> np_dot(const xt::xarray<std::int64_t>&,
                                                               const xt::xarray<std::int64_t>&);
template std::variant<xt::xarray<float>, Raised> np_dot(const xt::xarray<float>&, const xt::xarray<float>&);
template std::variant<xt::xarray<double>, Raised> np_dot(const xt::xarray<double>&, const xt::xarray<double>&);

}  // namespace convdot
