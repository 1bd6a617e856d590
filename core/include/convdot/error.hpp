// The one error type of the library. The core never prints, exits or aborts: whatever it refuses, it throws as an Error
// with a code that a program can test and a sentence, with the offending value in it, that a person can read.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace convdot {

// The codes, and what each is for.
//   shape      a tensor has the wrong number of axes, an axis of a size that is not possible, or two that do not fit
//   bias       the bias does not have one value for each filter
//   stride, padding, dilation, groups   the option of that name is out of its range
//   size       the filter, dilated, is larger than the padded input: there is no output
//   step       the chosen output value lies outside the output
//   limit      a tensor would be larger than limits.hpp allows
//   seed       a random seed is out of NumPy's range
//   argument   an argument that is none of these: the range of random integers is empty
//   memory     an allocation failed, or would be larger than memory can be addressed; nothing has changed and the next call works
class Error : public std::runtime_error {
 public:
  Error(std::string code, const std::string& sentence) : std::runtime_error(sentence), code_(std::move(code)) {}
  [[nodiscard]] const std::string& code() const noexcept { return code_; }

 private:
  std::string code_;
};

}  // namespace convdot
