// The program as a tree. Its depth is bounded by the nesting of the source (kMaxNesting), not by its length: a sequence (a + b - c,
// x.T[0].sum()) is one node with many children.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace convdot::numpy {

struct Node {
  enum class Kind {
    constant,     // text: 'None', 'True', 'False', '...'
    integer,      // integer
    real,         // real
    string,       // text, without quotes and with its escapes resolved
    name,         // text
    tuple,        // children
    list,         // children
    slice,        // three children: start, stop, step; each may be `absent`
    absent,       //
    trail,        // children: the value it starts from, then attributes, subscripts and calls, in order
    attribute,    // text
    subscript,    // one child: the index, a tuple where there are commas
    call,         // children: the arguments, those by name as `keyword`
    keyword,      // text, one child
    unary,        // text: '-', '+', '~', 'not'; one child
    power,        // two children
    operations,   // children: operands; operators between them, from left to right: * / // % @, or + -, or &, ^, |
    comparisons,  // the same with < <= > >= == !=
    all,          // children of `and`
    any,          // children of `or`
    // Statements.
    expression,  // one child
    assignment,  // children: the value, then the targets from left to right (names, or tuples of names)
    augmented,   // operators: one, without its '='; children: name, value
  };

  Kind kind;
  std::string text;
  std::int64_t integer = 0;
  double real = 0;
  std::vector<Node> children;
  std::vector<std::string> operators;
};

// The statements of `source`; none if it has only blanks, comments and imports. Imports of names that exist anyway (import numpy as np,
// import scipy.signal, from scipy import signal) are skipped. Raises SyntaxError in CPython 3.11's words where it has some,
// RecursionError beyond kMaxNesting, and SyntaxError ("'for' is not supported here") for the features of Python that are missing here:
// def, for, if, lambda, f-strings, comprehensions, item assignment, ...
[[nodiscard]] std::vector<Node> parse(std::string_view source);

}  // namespace convdot::numpy
