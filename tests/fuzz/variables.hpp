// The variables of the fuzzed programs: the names of the page's cell, in all four dtypes, small.
#pragma once

#include <cstdlib>
#include <string_view>
#include <vector>

#include "convdot/numpy.hpp"

namespace convdot::fuzzing {

inline std::vector<Variable> variables() {
  const xt::xarray<double> window{
      {{1, 2, 3}, {4, -5, 6}, {7, 8, 9}}, {{0, 1, 0}, {1, 0.5, 1}, {0, 1, 0}}, {{1, 1, 1}, {2, 2, 2}, {3, 3, 3}}};
  return {{"a", window},
          {"W", xt::xarray<double>(window * 0.25)},
          {"b", xt::xarray<double>(0.5)},
          {"x", xt::xarray<float>{{1, 2, 3, 4}, {5, 6, 7, 8}}},
          {"k", xt::xarray<std::int64_t>{2, 0, 1}},
          {"m", xt::xarray<bool>{true, false, true}},
          {"e", xt::xarray<double>::from_shape({0, 3})},
          {"Z", xt::xarray<double>{{std::numeric_limits<double>::quiet_NaN(), -0.0},
                                   {std::numeric_limits<double>::infinity(), 1e300}}}};
}

// Every source has a value that matches its dtype, or an error with a type. Sanitizers see the rest.
inline void check(std::string_view source) {
  static const std::vector<Variable> given = variables();
  const auto outcome = evaluate(source, given);
  if (const auto* raised = std::get_if<Raised>(&outcome)) {
    if (raised->type.empty()) std::abort();
    return;
  }
  const auto& found = std::get<Evaluated>(outcome);
  if (found.dtype != "object" && found.dtype != dtype_name(found.value)) std::abort();
}

}  // namespace convdot::fuzzing
