// The sentences of syntax errors: CPython 3.11's where it has one, "... is not supported here" for what Python has and this language
// does not.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "numpy/parser/tokens.hpp"
#include "numpy/syntax.hpp"

namespace convdot::numpy::parser {

[[noreturn]] void syntax_error(std::string message);
[[noreturn]] void unsupported_syntax(const std::string& what);

// A number that runs into a letter or a wrong digit.
[[noreturn]] void bad_number(std::string_view text);
// A character that is part of no token.
[[noreturn]] void bad_character(std::string_view text);
// `what` is 'string' or 'triple-quoted string'; the source ends at `offset`, or the line does.
[[noreturn]] void unterminated(const Layout& layout, std::size_t offset, const char* what);

// As CPython calls an expression that cannot be assigned to.
[[nodiscard]] std::string what_it_is(const Node& node);
// `alone`: the only target of the statement.
[[noreturn]] void bad_target(const Node& target, bool alone);

// Where the grammar stopped.
enum class Place { start, operand, in_brackets, in_call, end };
// The token at `offset`, which the grammar does not take there. `nodes` are those pushed so far.
[[noreturn]] void unexpected(const Layout& layout, const std::vector<Node>& nodes, std::size_t offset, Place place);

}  // namespace convdot::numpy::parser
