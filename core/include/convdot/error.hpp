// The one error type of the library. The core never prints, exits or aborts. It throws an Error, with a code that a program can test
// and a sentence for people that includes the offending value.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace convdot {

// The codes:
//   shape      a tensor has the wrong number of axes or an axis of an impossible size, or two tensors do not fit
//   bias       the bias does not have one value for each filter
//   stride, padding, dilation, groups   the option of that name is out of range
//   size       the filter, dilated, is larger than the padded input: there is no output
//   step       the chosen output value is outside the output
//   limit      a tensor would be larger than limits.hpp allows
//   seed       a random seed is out of NumPy's range
//   argument   any other bad argument: the range of random integers is empty
//   memory     an allocation failed, or would be larger than memory can be addressed; nothing has changed and the next call works
class Error : public std::runtime_error {
 public:
  Error(std::string code, const std::string& sentence) : std::runtime_error(sentence), code_(std::move(code)) {}
  [[nodiscard]] const std::string& code() const noexcept { return code_; }

 private:
  std::string code_;
};

}  // namespace convdot
