// The first of two grammars, as in CPython. It rejects text that is not Python in any context, and keeps only the layout that has a
// meaning.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace convdot::numpy::parser {

struct Bracket {
  char opening;
  std::size_t at;
};

struct Layout {
  std::string source;         // with '\n' for every newline
  std::string text;           // the same, with blanks for everything that has no meaning
  std::vector<Bracket> open;  // not closed yet

  [[nodiscard]] std::string line_of(std::size_t offset) const { return std::to_string(line(offset)); }
  [[nodiscard]] std::ptrdiff_t line(std::size_t offset) const {
    return 1 + std::count(source.begin(), source.begin() + static_cast<std::ptrdiff_t>(offset), '\n');
  }
};

// Raises SyntaxError.
[[nodiscard]] Layout layout_of(std::string_view source);

}  // namespace convdot::numpy::parser
