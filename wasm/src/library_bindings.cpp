// The package's further functions, by the rules of example_bindings.cpp.
#include <emscripten/bind.h>
#include <string>

#include "convdot/conv2d.hpp"
#include "convdot/geometry.hpp"
#include "convdot/numpy.hpp"
#include "marshal.hpp"

namespace convdot::wasm {
namespace {

template <class T>
val conv2d_in(const val& input, const val& filter, const val& options) {
  const Operands<T> given = operands<T>(input, filter, options);
  return tensor_out(convdot::conv2d<T>(given.input, given.filter, given.bias(), given.options, method(options)));
}

val conv2d(const val& input, const val& filter, const val& options) {
  return caught(
      [&] { return in_dtype(options, [&](auto type) { return conv2d_in<decltype(type)>(input, filter, options); }); });
}

// `filter` is the filter's shape.
template <class T>
val unroll_in(const val& input, const val& filter, const val& options) {
  const Options hyper = hyperparameters(options);
  const Shape4 filter_shape = shape4(filter);
  static_cast<void>(resolve(shape4(input["shape"]), filter_shape, std::nullopt, hyper));  // before anything is copied
  return tensor_out(convdot::unroll<T>(tensor<T>(input), filter_shape, hyper, order(options["unrollOrder"])));
}

val unroll(const val& input, const val& filter, const val& options) {
  return caught(
      [&] { return in_dtype(options, [&](auto type) { return unroll_in<decltype(type)>(input, filter, options); }); });
}

// One {shape, data} for each of `shapes`: integers if there is a range, otherwise normal numbers.
val random_tensors(double seed, const std::optional<IntegerRange>& range, const val& shapes) {
  LegacyRandom random(static_cast<Index>(seed));
  val result = val::array();
  const unsigned tensors = shapes["length"].as<unsigned>();
  for (unsigned index = 0; index < tensors; ++index) {
    const std::vector<Index> shape = whole_numbers(shapes[index]);
    std::vector<double> numbers(element_count(shape));
    for (double& number : numbers) number = range ? static_cast<double>(random.integer(*range)) : random.normal();
    val tensor = val::object();
    tensor.set("shape", list_out(shape));
    tensor.set("data", doubles_out(numbers));
    result.set(index, tensor);
  }
  return result;
}

val randn(double seed, const val& shapes) {
  return caught([&] { return random_tensors(seed, std::nullopt, shapes); });
}

// The package has checked that `low` and `high` are below 2^53: a double holds every number between them.
val randint(double seed, double low, double high, const val& shapes) {
  return caught(
      [&] { return random_tensors(seed, IntegerRange(static_cast<Index>(low), static_cast<Index>(high)), shapes); });
}

}  // namespace

EMSCRIPTEN_BINDINGS(convdot_library) {
  emscripten::function("conv2d", &conv2d);
  emscripten::function("unroll", &unroll);
  emscripten::function("randn", &randn);
  emscripten::function("randint", &randint);
}

}  // namespace convdot::wasm
