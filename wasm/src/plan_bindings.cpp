// Plans are made and deleted through Embind, and run through a raw export: an Embind call takes longer than a small convolution. The
// package's plan.ts holds the address of each plan and deletes it once.
#include <emscripten/bind.h>
#include <emscripten/emscripten.h>
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "convdot/image.hpp"
#include "convdot/plan.hpp"
#include "marshal.hpp"

namespace convdot::wasm {
namespace {

// A plan, with memory for the input and the output of one portion.
class PlanHolder {
 public:
  PlanHolder() = default;
  PlanHolder(const PlanHolder&) = delete;
  PlanHolder& operator=(const PlanHolder&) = delete;
  virtual ~PlanHolder() = default;

  virtual void run(std::size_t portion) noexcept = 0;

  // Fills the portion's input from bytes of RGBA. For a plan in float over 1 or 3 channels.
  virtual void read_pixels(std::size_t portion) noexcept = 0;

  // Memory for those bytes, as a view. The first call allocates it.
  [[nodiscard]] virtual val pixels() = 0;

  // {address, input, output}, the last two as views. Memory growth detaches them.
  [[nodiscard]] virtual val memory() = 0;
};

template <class T>
class PlanOf final : public PlanHolder {
 public:
  explicit PlanOf(Plan<T> plan) : plan_(std::move(plan)) {
    Index inputs = 0, outputs = 0;
    for (const Portion& portion : plan_.portions()) {
      inputs = std::max(inputs, portion.inputs);
      outputs = std::max(outputs, portion.outputs);
    }
    input_.resize(static_cast<std::size_t>(inputs));
    output_.resize(static_cast<std::size_t>(outputs));
  }

  void run(std::size_t portion) noexcept override { plan_.run(plan_.portions()[portion], input_.data(), output_.data()); }

  void read_pixels(std::size_t portion) noexcept override {
    if constexpr (std::is_same_v<T, float>) {
      convdot::read_pixels(std::span(pixels_).first(pixel_bytes(plan_.portions()[portion].inputs)), channels(),
                           input_.data());
    }
  }

  [[nodiscard]] val pixels() override {
    pixels_.resize(pixel_bytes(static_cast<Index>(input_.size())));
    return val(emscripten::typed_memory_view(pixels_.size(), pixels_.data()));
  }

  [[nodiscard]] val memory() override {
    val result = val::object();
    result.set("address", reinterpret_cast<std::uintptr_t>(static_cast<PlanHolder*>(this)));
    result.set("input", val(emscripten::typed_memory_view(input_.size(), input_.data())));
    result.set("output", val(emscripten::typed_memory_view(output_.size(), output_.data())));
    return result;
  }

 private:
  [[nodiscard]] Index channels() const noexcept { return plan_.input_shape()[3]; }
  [[nodiscard]] std::size_t pixel_bytes(Index elements) const noexcept {
    return static_cast<std::size_t>(elements / channels() * 4);
  }

  Plan<T> plan_;
  std::vector<T> input_, output_;
  std::vector<std::uint8_t> pixels_;
};

PlanHolder* holder(std::uintptr_t address) { return reinterpret_cast<PlanHolder*>(address); }

// `input` is the input's shape.
template <class T>
val make_plan_in(const val& input, const val& filter, const val& options) {
  const Options hyper = hyperparameters(options);
  const val bias = options["bias"];
  const std::optional<Index> length = bias_length(bias);
  const Shape4 input_shape = shape4(input);
  static_cast<void>(resolve(input_shape, shape4(filter["shape"]), length, hyper));  // before anything is copied
  std::vector<T> bias_values;
  if (length) bias_values = emscripten::convertJSArrayToNumberVector<T>(bias);
  Plan<T> plan(input_shape, tensor<T>(filter), length ? Bias<T>(bias_values) : std::nullopt, hyper, method(options));
  const val shape = list_out(plan.output_shape());
  const val portions = val::array();
  for (const Portion& portion : plan.portions()) {
    portions.call<void>(
        "push", list_out(std::array<Index, 4>{portion.first_input, portion.inputs, portion.first_output, portion.outputs}));
  }
  const val kernel(std::string(plan.kernel()));
  auto made = std::make_unique<PlanOf<T>>(std::move(plan));
  val result = made->memory();
  result.set("shape", shape);
  result.set("kernel", kernel);
  result.set("portions", portions);
  static_cast<void>(made.release());  // plan.ts owns it from here on
  return result;
}

val make_plan(const val& input, const val& filter, const val& options) {
  return caught(
      [&] { return in_dtype(options, [&](auto type) { return make_plan_in<decltype(type)>(input, filter, options); }); });
}

val plan_memory(std::uintptr_t address) {
  return caught([&] { return holder(address)->memory(); });
}

val plan_pixels(std::uintptr_t address) {
  return caught([&] { return holder(address)->pixels(); });
}

void dispose_plan(std::uintptr_t address) { delete holder(address); }

}  // namespace

EMSCRIPTEN_BINDINGS(convdot_plan) {
  emscripten::function("makePlan", &make_plan);
  emscripten::function("planMemory", &plan_memory);
  emscripten::function("planPixels", &plan_pixels);
  emscripten::function("disposePlan", &dispose_plan);
}

}  // namespace convdot::wasm

extern "C" EMSCRIPTEN_KEEPALIVE void runPlan(std::uintptr_t address, std::size_t portion) {
  convdot::wasm::holder(address)->run(portion);
}

extern "C" EMSCRIPTEN_KEEPALIVE void readPlanPixels(std::uintptr_t address, std::size_t portion) {
  convdot::wasm::holder(address)->read_pixels(portion);
}
