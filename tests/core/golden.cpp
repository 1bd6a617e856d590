#include "golden.hpp"

#include <fstream>
#include <limits>
#include <map>

#include "testing.hpp"

namespace convdot::testing {

Json golden(const std::string& name, const std::string& key) {
  std::ifstream file(std::string(CONVDOT_GOLDEN_DIR) + "/" + name);
  REQUIRE(file.good());
  Json list = Json::parse(file).at(key);
  REQUIRE(!list.empty());
  return list;
}

double number(const Json& value) {
  if (!value.is_string()) return value.get<double>();
  static const std::map<std::string, double> words{{"nan", std::numeric_limits<double>::quiet_NaN()},
                                                   {"inf", std::numeric_limits<double>::infinity()},
                                                   {"-inf", -std::numeric_limits<double>::infinity()}};
  return words.at(value.get<std::string>());
}

template <class T>
std::vector<T> numbers(const Json& list) {
  std::vector<T> values;
  for (const Json& value : list) values.push_back(static_cast<T>(number(value)));
  return values;
}

Shape4 shape4(const Json& list) { return list.get<Shape4>(); }

template <class T>
Tensor<T> tensor4(const Json& tensor) {
  return make_tensor(shape4(tensor.at("shape")), numbers<T>(tensor.at("data")));
}

template <class T>
xt::xarray<T> array(const Json& tensor) {
  const auto shape = tensor.at("shape").get<std::vector<std::size_t>>();
  const auto data = numbers<T>(tensor.at("data"));
  auto result = xt::xarray<T>::from_shape(typename xt::xarray<T>::shape_type(shape.begin(), shape.end()));
  REQUIRE(result.size() == data.size());
  std::copy(data.begin(), data.end(), result.data());
  return result;
}

namespace {

Padding padding(const Json& value) {
  if (value == "valid") return {};
  if (value == "same-upper") return {PaddingMode::same_upper};
  if (value == "same-lower") return {PaddingMode::same_lower};
  const auto side = [&](std::size_t i) { return value.at(i).get<Index>(); };
  return {PaddingMode::fixed, side(0), side(1), side(2), side(3)};
}

PerAxis per_axis(const Json& value) { return {value.at(0).get<Index>(), value.at(1).get<Index>()}; }

Order order(const Json& value) { return value == "hwc" ? Order::hwc : value == "chw" ? Order::chw : Order::fortran; }

}  // namespace

Options options(const Json& test_case) {
  Options result;
  result.stride = per_axis(test_case.at("stride"));
  result.padding = padding(test_case.at("padding"));
  if (test_case.contains("dilation")) result.dilation = per_axis(test_case.at("dilation"));
  result.groups = test_case.value("groups", Index{1});
  result.flip = test_case.value("flip", false);
  if (test_case.contains("order")) {
    result.window_order = order(test_case.at("order").at("window"));
    result.filter_order = order(test_case.at("order").at("filter"));
  }
  return result;
}

template <class T>
std::optional<std::vector<T>> bias(const Json& test_case) {
  const Json& value = test_case.at("bias");
  if (value.is_null()) return std::nullopt;
  return numbers<T>(value);
}

template std::vector<float> numbers(const Json&);
template std::vector<double> numbers(const Json&);
template Tensor<float> tensor4(const Json&);
template Tensor<double> tensor4(const Json&);
template xt::xarray<float> array(const Json&);
template xt::xarray<double> array(const Json&);
template std::optional<std::vector<float>> bias(const Json&);
template std::optional<std::vector<double>> bias(const Json&);

}  // namespace convdot::testing
