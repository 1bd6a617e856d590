#include "numpy/library.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <numbers>
#include <numeric>
#include <span>

#include "numpy/functions.hpp"
#include "numpy/shaping.hpp"
#include "numpy/unsupported.hpp"

namespace convdot::numpy {
namespace {

// ---- names ------------------------------------------------------------------------------------------------------------------

std::array<std::span<const Function>, 7> function_tables() {
  return {creation_functions(),    shape_functions(),      product_functions(), reduction_functions(),
          elementwise_functions(), conversion_functions(), python_functions()};
}

struct NamedType {
  std::string_view path;
  Type type;
};
constexpr auto kTypes = std::to_array<NamedType>({
    {"np.float64", {"numpy.float64", DType::float64}},
    {"np.float32", {"numpy.float32", DType::float32}},
    {"np.int64", {"numpy.int64", DType::int64}},
    {"np.bool_", {"numpy.bool_", DType::boolean}},
    {"np.float_", {"numpy.float64", DType::float64}},
    {"np.double", {"numpy.float64", DType::float64}},
    {"np.single", {"numpy.float32", DType::float32}},
    {"np.int_", {"numpy.int64", DType::int64}},
    {"float", {"float", DType::float64}},
    {"int", {"int", DType::int64}},
    {"bool", {"bool", DType::boolean}},
});

struct Constant {
  std::string_view path;
  double value;
};
constexpr auto kConstants = std::to_array<Constant>({
    {"np.pi", std::numbers::pi},
    {"np.e", std::numbers::e},
    {"np.inf", std::numeric_limits<double>::infinity()},
    {"np.nan", std::numeric_limits<double>::quiet_NaN()},
});

constexpr std::string_view kNewAxis = "np.newaxis";
constexpr auto kModules = std::to_array<std::string_view>({"np", "np.lib", "np.lib.stride_tricks", "scipy", "scipy.signal"});
constexpr auto kAttributes =
    std::to_array<std::string_view>({".T", ".shape", ".ndim", ".size", ".dtype", ".itemsize", ".nbytes"});

constexpr const char* kNotSupported = ": it is not supported here";

const Function* function_at(std::string_view path) {
  for (const std::span<const Function> table : function_tables()) {
    for (const Function& each : table) {
      if (each.path == path) return &each;
    }
  }
  return nullptr;
}

std::optional<Value> found_at(std::string_view path) {
  if (const Function* function = function_at(path)) return Callable{function, nullptr};
  for (const NamedType& each : kTypes) {
    if (each.path == path) return each.type;
  }
  for (const Constant& each : kConstants) {
    if (each.path == path) return each.value;
  }
  for (const std::string_view module : kModules) {
    if (module == path) return Module{module};
  }
  if (path == kNewAxis) return None{};
  return std::nullopt;
}

std::vector<std::string_view> paths() {
  std::vector<std::string_view> all{kNewAxis};
  for (const std::span<const Function> table : function_tables()) {
    for (const Function& each : table) all.push_back(each.path);
  }
  for (const NamedType& each : kTypes) all.push_back(each.path);
  for (const Constant& each : kConstants) all.push_back(each.path);
  for (const std::string_view each : kModules) all.push_back(each);
  for (const std::string_view each : kAttributes) all.push_back(each);
  return all;
}

// Source: Levenshtein, Binary codes capable of correcting deletions, insertions and reversals, 1966.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (const char letter : a) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (letter == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row[b.size()];
}

// ---- attributes -------------------------------------------------------------------------------------------------------------

[[noreturn]] void no_attribute(const std::string& owner, const std::string& name, const std::string& prefix) {
  raise("AttributeError", owner + " has no attribute '" + name + "'" + suggestion(name, prefix));
}

Value module_attribute(const Module& module, const std::string& name) {
  const std::string prefix = std::string(module.path) + ".";
  if (auto found = found_at(prefix + name)) return *std::move(found);
  const std::string owner = "module '" + full_name(module) + "'";
  if (module.path == "np") {
    if (name == "bool" || name == "int" || name == "float") {
      raise("AttributeError", owner + " has no attribute '" + name + "'.\n`np." + name +
                                  "` was a deprecated alias for the builtin `" + name + "`; use `" + name +
                                  "`, or the NumPy scalar type `np." + (name == "bool" ? "bool_" : name + "64") + "`.");
    }
  }
  if (is_unsupported(module.path, name)) raise("AttributeError", owner + " has no attribute '" + name + "'" + kNotSupported);
  no_attribute(owner, name, prefix);
}

Value array_attribute(const Value& value, const std::string& name) {
  const AnyArray& of = *value.as<Array>()->array;
  const Function* method = function_at("." + name);
  if (method && !(value.as<Array>()->is_scalar && name == "dot")) {
    return Callable{method, std::make_shared<const Value>(value)};
  }
  const Int bytes = with_type(dtype_of(of), [](auto type) { return static_cast<Int>(sizeof type); });
  if (name == "T") return like(value, numpy::transpose(of));
  if (name == "shape") return tuple_of_ints(shape_of(of));
  if (name == "ndim") return ndim_of(of);
  if (name == "size") return size_of(of);
  if (name == "dtype") return DTypeObject{dtype_of(of)};
  if (name == "itemsize") return bytes;
  if (name == "nbytes") return bytes * size_of(of);
  no_attribute("'" + type_name(value) + "' object", name, ".");
}

}  // namespace

std::optional<Value> builtin(std::string_view name) {
  if (name == "numpy") return Module{kModules[0]};
  // Names of submodules and of their functions stand alone, as if imported.
  for (const std::string_view module : kModules) {
    if (module.substr(module.rfind('.') + 1) == name) return Module{module};
  }
  if (auto found = found_at(name)) return found;
  if (auto found = found_at("scipy.signal." + std::string(name))) return found;
  return found_at("np.lib.stride_tricks." + std::string(name));
}

bool has_module(std::string_view name) {
  return std::any_of(kModules.begin(), kModules.end(), [&](std::string_view path) { return full_name({path}) == name; });
}

Imported imported(std::string_view module, std::string_view name) {
  const std::string path = module.starts_with("numpy") ? "np" + std::string(module.substr(5)) : std::string(module);
  if (found_at(path + "." + std::string(name))) return Imported::here;
  // numpy.lib re-exports much of numpy: not every name of it is known.
  return path == "np.lib" || is_unsupported(path, name) ? Imported::unsupported : Imported::unknown;
}

Value attribute(const Value& value, const std::string& name) {
  if (const auto* module = value.as<Module>()) return module_attribute(*module, name);
  if (value.as<Array>()) return array_attribute(value, name);
  if (const auto* dtype = value.as<DTypeObject>()) {
    if (name == "name") return std::string(name_of(dtype->dtype));
    if (name == "itemsize") return with_type(dtype->dtype, [](auto type) { return static_cast<Int>(sizeof type); });
  }
  no_attribute("'" + type_name(value) + "' object", name, "none");
}

Value call(const Value& callee, const Arguments& arguments) {
  work(1);
  if (const auto* callable = callee.as<Callable>()) {
    return callable->function->call(Bound(*callable->function, callable->self.get(), arguments));
  }
  if (const auto* type = callee.as<Type>()) return converted_to(*type, arguments);
  type_error("'" + type_name(callee) + "' object is not callable");
}

std::string suggestion(std::string_view name, std::string_view prefix, std::vector<std::string_view> known) {
  if (prefix.empty() && is_unsupported("", name)) return kNotSupported;
  for (const std::string_view path : paths()) {
    if (path.starts_with(prefix) && path.find('.', prefix.size()) == std::string_view::npos) {
      known.push_back(path.substr(prefix.size()));
    }
  }
  constexpr std::size_t kLongest = 40;  // no name here is longer; comparing two takes the product of their lengths
  if (name.size() > kLongest) return "";
  const std::size_t most = name.size() / 3;  // every name is near one of two letters
  std::vector<std::pair<std::size_t, std::string_view>> near;
  for (const std::string_view each : known) {
    if (each.size() > kLongest) continue;
    work(static_cast<Int>(name.size() * each.size()));
    const std::size_t edits = distance(name, each);
    if (edits >= 1 && edits <= most) near.emplace_back(edits, each);
  }
  std::stable_sort(near.begin(), near.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  near.resize(std::min<std::size_t>(near.size(), 3));
  std::string text;
  for (const auto& [edits, each] : near) text += (text.empty() ? ". Did you mean: '" : ", '") + std::string(each) + "'";
  return text + (text.empty() ? "" : "?");
}

}  // namespace convdot::numpy

namespace convdot {

std::vector<std::string> names() {
  const std::vector<std::string_view> all = numpy::paths();
  return {all.begin(), all.end()};
}

}  // namespace convdot
