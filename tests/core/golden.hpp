// Reads tests/golden; its README.md has the format.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>
#include <xtensor/xarray.hpp>

#include "convdot/conv2d.hpp"

namespace convdot::testing {

using Json = nlohmann::json;

// The list `key` of the file `name`.
[[nodiscard]] Json golden(const std::string& name, const std::string& key);

// A number, or a word for one that JSON does not have: nan, inf.
[[nodiscard]] double number(const Json& value);
template <class T>
[[nodiscard]] std::vector<T> numbers(const Json& list);
[[nodiscard]] Shape4 shape4(const Json& list);
template <class T>
[[nodiscard]] Tensor<T> tensor4(const Json& tensor);
template <class T>
[[nodiscard]] xt::xarray<T> array(const Json& tensor);
[[nodiscard]] Options options(const Json& test_case);
template <class T>
[[nodiscard]] std::optional<std::vector<T>> bias(const Json& test_case);

}  // namespace convdot::testing
