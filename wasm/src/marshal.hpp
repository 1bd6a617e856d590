// How values cross between JavaScript and the core: copied in bulk, and without a C++ exception. The package checks the forms of
// arguments (a string for a number, a wrong count) and calls a binding only with what its options.ts and tensors.ts have made. The
// core checks the numbers (ranges, how shapes fit).
// No maths belongs here. No view of the module's memory may outlive the function that made it: memory growth would detach it.
#pragma once

#include <emscripten/val.h>
#include <algorithm>
#include <cstdint>
#include <exception>
#include <new>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>
#include <xtensor/xarray.hpp>
#include <xtensor/xtensor.hpp>

#include "convdot/conv2d.hpp"
#include "convdot/error.hpp"
#include "convdot/limits.hpp"
#include "convdot/numpy.hpp"

namespace convdot::wasm {

using emscripten::val;

// ---- errors -----------------------------------------------------------------------------------------------------------

inline val refusal(const std::string& code, const std::string& message) {
  val result = val::object();
  result.set("code", code);
  result.set("message", message);
  return result;
}

// A call without its type, so that caught_call() is compiled once.
struct Call {
  val (*run)(void* work);
  void* work;
};

// {value} or {code, message}. In JavaScript a C++ exception would be a bare handle.
inline val caught_call(const Call& call) {
  try {
    val result = val::object();
    result.set("value", call.run(call.work));
    return result;
  } catch (const Error& error) {
    return refusal(error.code(), error.what());
  } catch (const std::bad_alloc&) {
    return refusal("memory", "There is not enough memory for this call.");
  } catch (const std::length_error&) {  // a vector of 4 GiB or more, which wasm32 cannot have
    return refusal("memory", "There is not enough memory for this call.");
  } catch (const std::exception& error) {
    return refusal("internal", std::string("This is a bug in ConvDot: the library threw '") + error.what() + "'.");
  } catch (...) {
    return refusal("internal", "This is a bug in ConvDot: the library threw an unknown value.");
  }
}

// Runs one call: work() gives the value.
template <class Work>
val caught(Work&& work) {
  using Function = std::remove_reference_t<Work>;
  return caught_call(Call{[](void* function) -> val { return (*static_cast<Function*>(function))(); }, &work});
}

// ---- in ---------------------------------------------------------------------------------------------------------------

// The package has checked that the numbers are whole and below 2^53, so the conversion is exact.
inline std::vector<Index> whole_numbers(const val& list) {
  const std::vector<double> numbers = emscripten::convertJSArrayToNumberVector<double>(list);
  std::vector<Index> result;
  result.reserve(numbers.size());
  for (const double number : numbers) result.push_back(static_cast<Index>(number));
  return result;
}

inline Index whole_number(const val& number) { return static_cast<Index>(number.as<double>()); }

// The package has checked that there are four axes.
inline Shape4 shape4(const val& list) {
  const std::vector<Index> shape = whole_numbers(list);
  return {shape[0], shape[1], shape[2], shape[3]};
}

// The number of elements of an array that the core does not check itself (an operand of np.dot, random numbers). The limit on axes
// is the same for an array without elements. Throws Error: shape, limit.
inline std::size_t element_count(const std::vector<Index>& shape) {
  Index count = 1;
  bool empty = false;
  for (const Index axis : shape) {
    if (axis < 0) throw Error("shape", "An axis cannot have " + std::to_string(axis) + " elements.");
    empty = empty || axis == 0;
    const Index factor = std::max(axis, Index{1});
    if (factor > kMaxElements / count) {
      std::string text;
      for (const Index each : shape) text += (text.empty() ? "" : ", ") + std::to_string(each);
      throw Error("limit",
                  "An array may have at most " + std::to_string(kMaxElements) + " elements; its shape is (" + text + ").");
    }
    count *= factor;
  }
  return empty ? 0 : static_cast<std::size_t>(count);
}

// Copies a typed array into memory that the caller owns. The package has compared the lengths.
template <class T>
void copy_in(const val& numbers, T* to, std::size_t count) {
  val(emscripten::typed_memory_view(count, to)).call<void>("set", numbers);
}

// A {shape, data} of four axes.
template <class T>
Tensor<T> tensor(const val& from) {
  const Shape4 shape = shape4(from["shape"]);
  Tensor<T> result = Tensor<T>::from_shape({static_cast<std::size_t>(shape[0]), static_cast<std::size_t>(shape[1]),
                                            static_cast<std::size_t>(shape[2]), static_cast<std::size_t>(shape[3])});
  copy_in(from["data"], result.data(), result.size());
  return result;
}

// A {shape, data} of any number of axes. A scalar has none. Throws what element_count() throws.
template <class T>
xt::xarray<T> array(const val& from) {
  const std::vector<Index> axes = whole_numbers(from["shape"]);
  element_count(axes);
  typename xt::xarray<T>::shape_type shape(axes.size());
  for (std::size_t axis = 0; axis < axes.size(); ++axis) shape[axis] = static_cast<std::size_t>(axes[axis]);
  xt::xarray<T> result = xt::xarray<T>::from_shape(shape);
  copy_in(from["data"], result.data(), result.size());
  return result;
}

inline PerAxis per_axis(const val& pair) {
  const std::vector<Index> numbers = whole_numbers(pair);
  return {numbers[0], numbers[1]};
}

inline Padding padding(const val& from) {
  if (from.isString()) {
    const std::string name = from.as<std::string>();
    if (name == "same-upper") return {PaddingMode::same_upper};
    if (name == "same-lower") return {PaddingMode::same_lower};
    return {PaddingMode::valid};
  }
  const std::vector<Index> sides = whole_numbers(from);
  return {PaddingMode::fixed, sides[0], sides[1], sides[2], sides[3]};
}

inline Order order(const val& from) {
  const std::string name = from.as<std::string>();
  if (name == "chw") return Order::chw;
  if (name == "fortran") return Order::fortran;
  return Order::hwc;
}

inline Options hyperparameters(const val& from) {
  Options options;
  options.stride = per_axis(from["stride"]);
  options.padding = padding(from["padding"]);
  options.dilation = per_axis(from["dilation"]);
  options.groups = whole_number(from["groups"]);
  options.flip = from["flip"].as<bool>();
  options.window_order = order(from["windowOrder"]);
  options.filter_order = order(from["filterOrder"]);
  return options;
}

inline Method method(const val& options) {
  return options["method"].as<std::string>() == "unrolled-dot" ? Method::unrolled_dot : Method::multiply_sum;
}

// The number of values of the bias, if there is a bias.
inline std::optional<Index> bias_length(const val& bias) {
  if (bias.isNull()) return std::nullopt;
  return whole_number(bias["length"]);
}

// The arguments of a convolution, held for one call.
template <class T>
struct Operands {
  Tensor<T> input, filter;
  std::vector<T> bias_values;
  bool has_bias;
  Options options;

  [[nodiscard]] Bias<T> bias() const { return has_bias ? Bias<T>(bias_values) : std::nullopt; }
};

// Throws what resolve() throws, before it copies anything: refusing a tensor that is too large costs nothing.
template <class T>
Operands<T> operands(const val& input, const val& filter, const val& options) {
  Operands<T> result;
  result.options = hyperparameters(options);
  const val bias = options["bias"];
  const std::optional<Index> length = bias_length(bias);
  static_cast<void>(resolve(shape4(input["shape"]), shape4(filter["shape"]), length, result.options));
  result.input = tensor<T>(input);
  result.filter = tensor<T>(filter);
  result.has_bias = length.has_value();
  if (result.has_bias) result.bias_values = emscripten::convertJSArrayToNumberVector<T>(bias);
  return result;
}

// Calls work(T{}) with the type of options.dtype.
template <class Work>
val in_dtype(const val& options, Work&& work) {
  return options["dtype"].as<std::string>() == "float32" ? work(float{}) : work(double{});
}

// ---- out --------------------------------------------------------------------------------------------------------------

// A typed array with memory of its own.
template <class T>
val copied_out(const T* from, std::size_t count) {
  return val(emscripten::typed_memory_view(count, from)).template call<val>("slice");
}

template <class T>
val doubles_out(const std::vector<T>& numbers) {
  const std::vector<double> wide(numbers.begin(), numbers.end());
  return copied_out(wide.data(), wide.size());
}

inline val doubles_out(const std::vector<double>& numbers) { return copied_out(numbers.data(), numbers.size()); }

// Indices, counts and places in the padding are within kMaxElements of 0, so 32 bits hold them.
inline val indices_out(const std::vector<Index>& numbers) {
  std::vector<std::int32_t> narrow;
  narrow.reserve(numbers.size());
  for (const Index number : numbers) narrow.push_back(static_cast<std::int32_t>(number));
  return copied_out(narrow.data(), narrow.size());
}

template <class Shape>
val list_out(const Shape& numbers) {
  val result = val::array();
  unsigned index = 0;
  for (const auto number : numbers) result.set(index++, static_cast<double>(number));
  return result;
}

// The Evaluation of an error that NumPy would raise.
inline val raised_out(const Raised& raised) {
  val result = val::object();
  result.set("ok", false);
  result.set("type", raised.type);
  result.set("message", raised.message);
  return result;
}

// {shape, data} of any xtensor container in C order.
template <class Array>
val tensor_out(const Array& array) {
  val result = val::object();
  result.set("shape", list_out(array.shape()));
  result.set("data", copied_out(array.data(), array.size()));
  return result;
}

}  // namespace convdot::wasm
