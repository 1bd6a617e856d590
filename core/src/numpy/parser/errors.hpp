// The sentences of syntax errors: CPython 3.11's where it has one, "... is not supported here" for features of Python that are missing
// here.
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
// A literal that the end of the line or of the source, at `offset`, cuts off. `what` is 'string' or 'triple-quoted string'.
[[noreturn]] void unterminated(const Layout& layout, std::size_t offset, const char* what);

// CPython's name for an expression that cannot be assigned to: 'literal', 'function call'.
[[nodiscard]] std::string what_it_is(const Node& node);
// `alone`: it is the only target of the statement.
[[noreturn]] void bad_target(const Node& target, bool alone);

// Where the grammar stopped.
enum class Place { start, operand, in_brackets, in_call, end };
// The grammar does not accept the token at `offset`. `nodes` are the nodes pushed so far.
[[noreturn]] void unexpected(const Layout& layout, const std::vector<Node>& nodes, std::size_t offset, Place place);

}  // namespace convdot::numpy::parser
