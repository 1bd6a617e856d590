// Catch2, version 2 or 3, and helpers for several tests.
#pragma once

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif

#include <cmath>
#include <initializer_list>
#include <string>
#include <vector>

#include "convdot/conv2d.hpp"
#include "convdot/error.hpp"

namespace convdot::testing {

[[nodiscard]] constexpr std::size_t to_size(Index value) { return static_cast<std::size_t>(value); }

template <class T>
[[nodiscard]] Tensor<T> make_tensor(const Shape4& shape, const std::vector<T>& data) {
  auto tensor = Tensor<T>::from_shape({to_size(shape[0]), to_size(shape[1]), to_size(shape[2]), to_size(shape[3])});
  REQUIRE(tensor.size() == data.size());
  std::copy(data.begin(), data.end(), tensor.data());
  return tensor;
}

template <class T>
[[nodiscard]] Tensor<T> filled(const Shape4& shape, T value) {
  return make_tensor(shape, std::vector<T>(to_size(shape[0] * shape[1] * shape[2] * shape[3]), value));
}

template <class Container>
[[nodiscard]] auto flat(const Container& tensor) {
  return std::vector<typename Container::value_type>(tensor.data(), tensor.data() + tensor.size());
}

template <class Container>
[[nodiscard]] std::vector<Index> shape_of(const Container& tensor) {
  return {tensor.shape().begin(), tensor.shape().end()};
}

// The same value, NaN with NaN; the sign of a zero aside.
template <class T>
[[nodiscard]] bool same(T a, T b) {
  return a == b || (std::isnan(a) && std::isnan(b));
}

template <class T>
[[nodiscard]] bool same(const std::vector<T>& a, const std::vector<T>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](T x, T y) { return same(x, y); });
}

template <class T>
[[nodiscard]] Bias<T> as_bias(const std::optional<std::vector<T>>& bias) {
  return bias ? Bias<T>(*bias) : std::nullopt;
}

// Runs `call`, which must throw an Error of `code` with `words` in its sentence.
template <class Call>
void check_error(const std::string& code, const std::string& words, Call call) {
  CAPTURE(code, words);
  try {
    call();
    FAIL_CHECK("nothing was thrown");
  } catch (const Error& error) {
    CAPTURE(error.what());
    CHECK(error.code() == code);
    CHECK(std::string(error.what()).find(words) != std::string::npos);
    CHECK(std::string(error.what()).back() == '.');
  }
}

}  // namespace convdot::testing
