// Bytes as choices in a grammar: every input is a program that parses, so the evaluation is tested. An input's first
// bytes choose the outermost part: shorter inputs are shallower programs.
#include <fuzzer/FuzzedDataProvider.h>

#include <array>

#include "variables.hpp"

namespace {

class Writer {
 public:
  Writer(const std::uint8_t* data, std::size_t size) : choices_(data, size) {}

  std::string program() {
    std::string source;
    for (auto i = choices_.ConsumeIntegralInRange<std::size_t>(0, 2); i > 0; --i) source += "t = " + expression(3) + "\n";
    return source + expression(4);
  }

 private:
  static constexpr std::array kLeaves{"a",    "W",    "b",      "x",  "k", "m",   "e",
                                      "Z",    "1",    "0",      "-1", "2", "0.5", "1e300",
                                      "True", "None", "np.nan", "t",  "3", "a",   "9223372036854775807"};
  static constexpr std::array kOperators{" + ",  " - ", " * ", " / ",  " // ", " % ",
                                         " ** ", " @ ", " < ", " == ", " >= ", " != "};
  static constexpr std::array kUnary{"-",           "+",        "np.abs",     "np.exp",        "np.sqrt",
                                     "np.negative", "np.ravel", "np.squeeze", "np.transpose",  "np.trace",
                                     "np.diagonal", "np.diag",  "np.flip",    "np.rot90",      "np.array",
                                     "np.float32",  "np.int64", "np.sum",     "np.mean",       "np.zeros",
                                     "np.arange",   "np.eye",   "np.stack",   "np.concatenate"};
  static constexpr std::array kBinary{"np.dot",
                                      "np.vdot",
                                      "np.inner",
                                      "np.outer",
                                      "np.matmul",
                                      "np.tensordot",
                                      "np.multiply",
                                      "np.power",
                                      "np.maximum",
                                      "np.divide",
                                      "np.reshape",
                                      "np.expand_dims",
                                      "np.pad",
                                      "np.full",
                                      "np.sum",
                                      "np.argmax",
                                      "np.cumsum",
                                      "np.max",
                                      "np.prod",
                                      "np.transpose",
                                      "np.rot90",
                                      "np.diag",
                                      "np.isclose",
                                      "np.allclose",
                                      "np.array_equal",
                                      "np.arange",
                                      "np.concatenate",
                                      "np.stack",
                                      "np.squeeze",
                                      "np.flip",
                                      "np.lib.stride_tricks.sliding_window_view",
                                      "scipy.signal.correlate2d",
                                      "scipy.signal.convolve2d"};
  static constexpr std::array kTernary{"np.tensordot", "np.swapaxes", "np.linspace", "np.arange", "np.pad",
                                       "np.diagonal",  "np.trace",    "np.sum",      "np.einsum"};
  static constexpr std::array kAttributes{".T",
                                          ".shape",
                                          ".ndim",
                                          ".size",
                                          ".dtype",
                                          ".sum()",
                                          ".ravel('F')",
                                          ".flatten()",
                                          ".reshape(-1)",
                                          ".astype(int)",
                                          ".astype('float32')",
                                          ".max()",
                                          ".cumsum()",
                                          ".mean()",
                                          ".T"};
  static constexpr std::array kKeywords{
      "axis=", "keepdims=", "axes=", "k=", "offset=", "mode=", "constant_values=", "order=", "dtype=", "endpoint=", "rtol="};

  template <std::size_t n>
  std::string one_of(const std::array<const char*, n>& list) {
    return list[choices_.ConsumeIntegralInRange<std::size_t>(0, n - 1)];
  }

  std::string several(int depth, const char* open, const char* close) {
    std::string source = open;
    for (auto i = choices_.ConsumeIntegralInRange<std::size_t>(0, 3); i > 0; --i) source += expression(depth) + ", ";
    return source + close;
  }

  std::string subscripts() {
    static constexpr std::array kParts{"i", "j", "k", "l", ",", "->", "...", "ii", " "};
    std::string source = "'";
    for (auto i = choices_.ConsumeIntegralInRange<std::size_t>(0, 12); i > 0; --i) source += one_of(kParts);
    return source + "'";
  }

  std::string index(int depth) {
    static constexpr std::array kSlices{":",  "...", "None",   "::-1", "1:", ":-1",   "::2",
                                        "-1", "0",   "[0, 1]", "m",    "k",  "-5:9:3"};
    std::string source = choices_.ConsumeBool() ? one_of(kSlices) : expression(depth);
    for (auto i = choices_.ConsumeIntegralInRange<std::size_t>(0, 3); i > 0; --i) source += ", " + one_of(kSlices);
    return source;
  }

  std::string expression(int depth) {
    if (depth == 0) return one_of(kLeaves);
    const int within = depth - 1;
    switch (choices_.ConsumeIntegralInRange(0, 11)) {
      case 0:
        return "(" + expression(within) + one_of(kOperators) + expression(within) + ")";
      case 1:
        return one_of(kUnary) + "(" + expression(within) + ")";
      case 2:
        return one_of(kBinary) + "(" + expression(within) + ", " + expression(within) + ")";
      case 3:
        return one_of(kTernary) + "(" + expression(within) + ", " + expression(within) + ", " + expression(within) + ")";
      case 4:
        return "(" + expression(within) + ")[" + index(within) + "]";
      case 5:
        return "(" + expression(within) + ")" + one_of(kAttributes);
      case 6:
        return several(within, "[", "]");
      case 7:
        return several(within, "(", ")");
      case 8:
        return one_of(kBinary) + "(" + expression(within) + ", " + one_of(kKeywords) + expression(within) + ")";
      case 9:
        return "np.einsum(" + subscripts() + ", " + expression(within) + ", " + expression(within) + ")";
      case 10:
        return "np.einsum(" + subscripts() + ", " + expression(within) + ")";
      default:
        return one_of(kLeaves);
    }
  }

  FuzzedDataProvider choices_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  convdot::fuzzing::check(Writer(data, size).program());
  return 0;
}
