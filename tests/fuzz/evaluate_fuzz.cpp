// Any bytes as the source of the NumPy cell: mostly the parser, with the dictionary and the corpus also the evaluation.
#include "variables.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  convdot::fuzzing::check({reinterpret_cast<const char*>(data), size});
  return 0;
}
