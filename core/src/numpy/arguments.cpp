#include "numpy/arguments.hpp"

#include <algorithm>

#include "numpy/unsupported.hpp"

namespace convdot::numpy {
namespace {

[[noreturn]] void unknown_argument(const std::string& spoken, const std::string& name) {
  if (is_unsupported_argument(name)) not_supported("the argument '" + name + "' of " + spoken);
  type_error(spoken + " got an unexpected keyword argument '" + name + "'");
}

[[noreturn]] void repeated_argument(const std::string& spoken, const std::string& name) {
  type_error(spoken + " got multiple values for argument '" + name + "'");
}

[[noreturn]] void missing_arguments(const Function& function, const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    text += (i == 0 ? "" : i + 1 < names.size() ? ", " : names.size() == 2 ? " and " : ", and ") + ("'" + names[i] + "'");
  }
  type_error(std::string(function.name()) + "() missing " + std::to_string(names.size()) + " required positional argument" +
             (names.size() == 1 ? "" : "s") + ": " + text);
}

}  // namespace

Bound::Bound(const Function& function, const Value* self, const Arguments& arguments) : name_(function.name()) {
  for (std::string_view rest = function.parameters; !rest.empty();) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    parameters_.push_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  values_.assign(parameters_.size(), nullptr);
  std::vector<const Value*> given;
  if (self) given.push_back(self);
  for (const Value& each : arguments.values) given.push_back(&each);
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    if (parameters_[i][0] == '*') {
      Values rest;
      for (std::size_t j = i; j < given.size(); ++j) rest.push_back(*given[j]);
      given.resize(std::min(given.size(), i));
      rest_ = sequence_of(true, std::move(rest));
      values_[i] = &rest_;
    } else if (i < given.size()) {
      values_[i] = given[i];
    }
  }
  const std::string spoken = std::string(function.name()) + "()";
  if (given.size() > parameters_.size()) {
    const std::string takes =
        function.required == parameters_.size()
            ? std::to_string(function.required) + " positional argument" + (function.required == 1 ? "" : "s")
            : "from " + std::to_string(function.required) + " to " + std::to_string(parameters_.size()) +
                  " positional arguments";
    type_error(spoken + " takes " + takes + " but " + std::to_string(given.size()) + (given.size() == 1 ? " was" : " were") +
               " given");
  }
  for (const auto& [name, value] : arguments.named) {
    const auto at = std::find(parameters_.begin(), parameters_.end(), name);
    if (at == parameters_.end()) {
      unknown_argument(spoken, name);
    }
    const Value*& place = values_[static_cast<std::size_t>(at - parameters_.begin())];
    if (place) repeated_argument(spoken, name);
    place = &value;
  }
  std::vector<std::string> missing;
  for (std::size_t i = 0; i < function.required; ++i) {
    if (!values_[i]) missing.emplace_back(parameters_[i]);
  }
  if (!missing.empty()) missing_arguments(function, missing);
}

const Value* Bound::get(std::string_view parameter) const {
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    const std::string_view name = parameters_[i];
    if ((name[0] == '*' ? name.substr(1) : name) == parameter) return values_[i];
  }
  raise("SystemError", std::string(name_) + "() has no parameter '" + std::string(parameter) + "'");
}

std::string text_or(const Value* argument, const char* otherwise) {
  if (!argument) return otherwise;
  if (const auto* text = argument->as<std::string>()) return *text;
  type_error("expected a string, got " + type_name(*argument));
}

char order_or_c(const Value* argument) {
  if (!is_given(argument)) return 'C';
  const std::string order = text_or(argument, "");
  if (order == "C" || order == "F") return order[0];
  if (order == "A" || order == "K") not_supported("order='" + order + "'");
  value_error("order must be one of 'C', 'F', 'A', or 'K' (got '" + order + "')");
}

Values items_or_raise(const Value& value) {
  if (auto items = items_of(value)) return *std::move(items);
  if (value.as<Array>()) type_error("iteration over a 0-d array");
  type_error("'" + type_name(value) + "' object is not iterable");
}

AnyArray kept_array(const Value& value) {
  AnyArray array = to_array(value);
  allocate(dtype_of(array), shape_of(array));
  return array;
}

std::vector<AnyArray> arrays_of(const Value& value) {
  std::vector<AnyArray> arrays;
  for (const Value& each : items_or_raise(value)) arrays.push_back(kept_array(each));
  return arrays;
}

Shape dimensions(const Value& value) {
  if (value.as<double>()) type_error("expected a sequence of integers or a single integer, got '" + repr(value) + "'");
  return to_ints(value);
}

Value like(const Value& of, AnyArray array) {
  const auto* given = of.as<Array>();
  return given && given->is_scalar ? result_value(std::move(array)) : array_value(std::move(array));
}

}  // namespace convdot::numpy
