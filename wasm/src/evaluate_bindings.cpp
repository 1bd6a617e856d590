// The NumPy cell, by the rules of example_bindings.cpp. Elements cross as bytes, in C order: JavaScript's numbers cannot hold an
// int64, and Embind has no view of int64s.
#include <emscripten/bind.h>
#include <string>
#include <variant>
#include <vector>

#include "convdot/numpy.hpp"
#include "marshal.hpp"

namespace convdot::wasm {
namespace {

template <class T>
AnyArray array_of(const val& variable) {
  const std::vector<Index> axes = whole_numbers(variable["shape"]);
  element_count(axes);
  xt::xarray<T> result = xt::xarray<T>::from_shape(typename xt::xarray<T>::shape_type(axes.begin(), axes.end()));
  copy_in(variable["bytes"], reinterpret_cast<std::uint8_t*>(result.data()), result.size() * sizeof(T));
  return result;
}

AnyArray any_array(const val& variable) {
  const std::string dtype = variable["dtype"].as<std::string>();
  if (dtype == "bool") return array_of<bool>(variable);
  if (dtype == "int64") return array_of<std::int64_t>(variable);
  if (dtype == "float32") return array_of<float>(variable);
  return array_of<double>(variable);
}

val value_out(const Evaluated& evaluated) {
  val value = val::object();
  std::visit(
      [&](const auto& array) {
        value.set("shape", list_out(array.shape()));
        value.set("bytes",
                  copied_out(reinterpret_cast<const std::uint8_t*>(array.data()), array.size() * sizeof(*array.data())));
      },
      evaluated.value);
  value.set("dtype", evaluated.dtype);
  return value;
}

val evaluate(const std::string& source, const val& variables) {
  return caught([&] {
    std::vector<Variable> given;
    const unsigned count = variables["length"].as<unsigned>();
    for (unsigned index = 0; index < count; ++index) {
      const val variable = variables[index];
      given.push_back({variable["name"].as<std::string>(), any_array(variable)});
    }
    const std::variant<Evaluated, Raised> outcome = convdot::evaluate(source, given);
    if (const auto* raised = std::get_if<Raised>(&outcome)) return raised_out(*raised);
    val result = val::object();
    const auto& evaluated = *std::get_if<Evaluated>(&outcome);
    result.set("ok", true);
    result.set("value", value_out(evaluated));
    result.set("repr", evaluated.repr);
    if (!evaluated.warnings.empty()) result.set("warnings", val::array(evaluated.warnings));
    return result;
  });
}

val names() {
  return caught([] { return val::array(convdot::names()); });
}

}  // namespace

EMSCRIPTEN_BINDINGS(convdot_evaluate) {
  emscripten::function("evaluate", &evaluate);
  emscripten::function("names", &names);
}

}  // namespace convdot::wasm
