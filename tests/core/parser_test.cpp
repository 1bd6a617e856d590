// The parser of expressions: the tree, written as in Lisp, and the errors, in CPython's words where it has some.
#include "convdot/limits.hpp"
#include "numpy/array.hpp"
#include "numpy/syntax.hpp"
#include "testing.hpp"

using namespace convdot;
using namespace convdot::numpy;

namespace {

std::string text_of(const Node& node);

std::string joined(std::string text, const Node& node) {
  for (const std::string& each : node.operators) text += " " + each;
  for (const Node& child : node.children) text += " " + text_of(child);
  return "(" + text + ")";
}

std::string text_of(const Node& node) {
  using Kind = Node::Kind;
  switch (node.kind) {
    case Kind::constant:
    case Kind::name:
      return node.text;
    case Kind::integer:
      return std::to_string(node.integer);
    case Kind::real:
      return "real " + std::to_string(node.real);
    case Kind::string:
      return "<" + node.text + ">";
    case Kind::tuple:
      return joined("tuple", node);
    case Kind::list:
      return joined("list", node);
    case Kind::slice:
      return joined("slice", node);
    case Kind::absent:
      return "_";
    case Kind::trail:
      return joined("trail", node);
    case Kind::attribute:
      return "." + node.text;
    case Kind::subscript:
      return joined("at", node);
    case Kind::call:
      return joined("call", node);
    case Kind::keyword:
      return joined(node.text + "=", node);
    case Kind::unary:
      return joined(node.text, node);
    case Kind::power:
      return joined("**", node);
    case Kind::operations:
    case Kind::comparisons:
      return joined("chain", node);
    case Kind::all:
      return joined("and", node);
    case Kind::any:
      return joined("or", node);
    case Kind::expression:
      return text_of(node.children.front());
    case Kind::assignment:
      return joined("assign", node);
    case Kind::augmented:
      return joined("augmented", node);
  }
  return "?";
}

// The statements, or the error as in the last line of Python's traceback.
std::string parsed(std::string_view source) {
  std::string text;
  try {
    for (const Node& statement : parse(source)) text += (text.empty() ? "" : "; ") + text_of(statement);
  } catch (const PythonError& error) {
    return error.raised.type + ": " + error.raised.message;
  }
  return text;
}

struct Case {
  std::string_view source;
  std::string result;
};

void check(const std::vector<Case>& cases) {
  for (const Case& each : cases) {
    CAPTURE(each.source);
    CHECK(parsed(each.source) == each.result);
  }
}

std::string repeated(std::string_view text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += text;
  return result;
}

}  // namespace

TEST_CASE("parse: operators bind as in Python, and a chain of one rank is one node") {
  check({{"a + b * c - d", "(chain + - a (chain * b c) d)"},
         {"a * b / c // d % e @ f", "(chain * / // % @ a b c d e f)"},
         {"a | b ^ c & d + e", "(chain | a (chain ^ b (chain & c (chain + d e))))"},
         {"(a + b) + c", "(chain + (chain + a b) c)"},
         {"-2**2", "(- (** 2 2))"},
         {"2**-1", "(** 2 (- 1))"},
         {"2**3**4", "(** 2 (** 3 4))"},
         {"-x.T[0]", "(- (trail x .T (at 0)))"},
         {"- +~a", "(- (+ (~ a)))"},
         {"a < b + 1 <= c != d", "(chain < <= != a (chain + b 1) c d)"},
         {"not a == b and c or d and not e", "(or (and (not (chain == a b)) c) (and d (not e)))"},
         {"a or b or c", "(or a b c)"}});
}

TEST_CASE("parse: numbers, strings, constants, tuples, lists") {
  check({{"0x1F, 0o17, 0b101, 1_000, 00", "(tuple 31 15 5 1000 0)"},
         {"1., .5, 1e-3, 1_0.5E1", "(tuple real 1.000000 real 0.500000 real 0.001000 real 105.000000)"},
         {"9223372036854775807", "9223372036854775807"},
         {"9223372036854775808", "OverflowError: Python int too large to convert to C long"},
         {"'ij,' \"jk\"", "<ij,jk>"},
         {R"('a\'\n\q')", "<a'\n\\q>"},
         {R"(r'\n')", "<\\n>"},
         {"'''a\r\n'b''c'''", "<a\n'b''c>"},
         {"None, True, False, ...", "(tuple None True False ...)"},
         {"a,", "(tuple a)"},
         {"(), (a), (a,), [], [a, [b],]", "(tuple (tuple) a (tuple a) (list) (list a (list b)))"}});
  CHECK(parse("9007199254740993.0").at(0).children.at(0).real == 9007199254740992.0);  // half way: to even
  CHECK(parse("2.2250738585072011e-308").at(0).children.at(0).real == 0x0.fffffffffffffp-1022);
}

TEST_CASE("parse: attributes, subscripts and calls") {
  check({{"x[0]", "(trail x (at 0))"},
         {"x[..., ::2, 1:]", "(trail x (at (tuple ... (slice _ _ 2) (slice 1 _ _))))"},
         {"x[:]", "(trail x (at (slice _ _ _)))"},
         {"x[a:b:c]", "(trail x (at (slice a b c)))"},
         {"x[0,]", "(trail x (at (tuple 0)))"},
         {"np.sum(a * W, axis=(0, 1),)[0].T", "(trail np .sum (call (chain * a W) (axis= (tuple 0 1))) (at 0) .T)"},
         {"f()(a == b)", "(trail f (call) (call (chain == a b)))"},
         {"1 .real", "(trail 1 .real)"}});
}

TEST_CASE("parse: statements and layout") {
  check(
      {{"", ""},
       {"  \n# a comment\r\n\n", ""},
       {"a = b = c", "(assign c a b)"},
       {"a, b = (c,) = x", "(assign x (tuple a b) (tuple c))"},
       {"a **= 2; a @= b,;", "(augmented ** a 2); (augmented @ a (tuple b))"},
       {"a\r\nb\rc # d\n\n  # e\nf", "a; b; c; f"},
       {"x = [1,  # one\r\n\n  2]\nx", "(assign (list 1 2) x); x"},
       {"a + \\\n  b", "(chain + a b)"},
       {"'#' # '", "<#>"},
       {"import numpy as np, scipy\nimport scipy.signal; from scipy import signal\nfrom scipy.signal import "
        "(correlate2d,\n convolve2d)\nx",
        "x"},
       {"from numpy import dot", "SyntaxError: the import of numpy's names (write np.dot) is not supported here"},
       {"from numpy.lib import stride_tricks; from numpy.lib.stride_tricks import sliding_window_view\nx", "x"},
       {"from scipy.signal import *\nx", "x"},
       {"from scipy import nosuch", "ImportError: cannot import name 'nosuch' from 'scipy' (unknown location)"},
       {"from scipy.signal import correlate2d, nosuch as n",
        "ImportError: cannot import name 'nosuch' from 'scipy.signal' (unknown location)"},
       {"from scipy import ndimage", "SyntaxError: scipy.ndimage is not supported here"},
       {"from scipy.signal import (convolve2d, fftconvolve)", "SyntaxError: scipy.signal.fftconvolve is not supported here"},
       {"from numpy.lib.stride_tricks import as_strided",
        "SyntaxError: numpy.lib.stride_tricks.as_strided is not supported here"},
       {"from scipy import *", "SyntaxError: the import of every name of scipy is not supported here"},
       {"import numpy, scipy.ndimage", "SyntaxError: the module scipy.ndimage is not supported here"},
       {"import numpy.random as random", "SyntaxError: the module numpy.random is not supported here"},
       {"a\n  b", "IndentationError: unexpected indent"},
       {"import os.path", "SyntaxError: the module os.path is not supported here"}});
}

TEST_CASE("parse: errors in CPython's words") {
  check({{"(a", "SyntaxError: '(' was never closed"},
         {"x = [1, 2\ny = 3", "SyntaxError: '[' was never closed"},
         {"a)", "SyntaxError: unmatched ')'"},
         {"(]", "SyntaxError: closing parenthesis ']' does not match opening parenthesis '('"},
         {"([\n)", "SyntaxError: closing parenthesis ')' does not match opening parenthesis '[' on line 1"},
         {"\n'abc", "SyntaxError: unterminated string literal (detected at line 2)"},
         {"'''abc\n", "SyntaxError: unterminated triple-quoted string literal (detected at line 1)"},
         {"a +", "SyntaxError: invalid syntax"},
         {"a b", "SyntaxError: invalid syntax"},
         {"a $ b", "SyntaxError: invalid syntax"},
         {"a; ; b", "SyntaxError: invalid syntax"},
         {"x[]", "SyntaxError: invalid syntax"},
         {"a\\", "SyntaxError: unexpected EOF while parsing"},
         {"a \\ b", "SyntaxError: unexpected character after line continuation character"},
         {"[1 2]", "SyntaxError: invalid syntax. Perhaps you forgot a comma?"},
         {"print a", "SyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)?"},
         {"(a = 1)", "SyntaxError: invalid syntax. Maybe you meant '==' or ':=' instead of '='?"},
         {"1 = x", "SyntaxError: cannot assign to literal here. Maybe you meant '==' instead of '='?"},
         {"f(x) = 1", "SyntaxError: cannot assign to function call here. Maybe you meant '==' instead of '='?"},
         {"a = None = 1", "SyntaxError: cannot assign to None"},
         {"a, b += 1", "SyntaxError: 'tuple' is an illegal expression for augmented assignment"},
         {"f(a=1, 2)", "SyntaxError: positional argument follows keyword argument"},
         {"f(a=1, a=2)", "SyntaxError: keyword argument repeated: a"},
         {"f(a.b=1)", "SyntaxError: expression cannot contain assignment, perhaps you meant \"==\"?"},
         {"007",
          "SyntaxError: leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers"},
         {"1abc", "SyntaxError: invalid decimal literal"},
         {"1__0", "SyntaxError: invalid decimal literal"},
         {"0xg", "SyntaxError: invalid hexadecimal literal"},
         {"0b12", "SyntaxError: invalid digit '2' in binary literal"},
         {"a \u00d7 b", "SyntaxError: invalid character '\u00d7' (U+00D7)"},
         {"a\u00a0b", "SyntaxError: invalid non-printable character U+00A0"},
         {std::string_view("a\0b", 3), "ValueError: source code string cannot contain null bytes"},
         {"a \xff", "SyntaxError: (unicode error) 'utf-8' codec can't decode the byte in position 2"},
         {"(a b $\n'", "SyntaxError: unterminated string literal (detected at line 2)"}});
}

TEST_CASE("parse: an unsupported feature of Python is named") {
  check({{"def f(): pass", "SyntaxError: 'def' is not supported here"},
         {"for i in x: i", "SyntaxError: 'for' is not supported here"},
         {"[i for i in x]", "SyntaxError: a comprehension is not supported here"},
         {"lambda: 1", "SyntaxError: 'lambda' is not supported here"},
         {"a if b else c", "SyntaxError: the conditional expression (... if ... else ...) is not supported here"},
         {"a not in b", "SyntaxError: the operator 'not in' is not supported here"},
         {"a << b", "SyntaxError: the operator << is not supported here"},
         {"{1: 2}", "SyntaxError: a dict or set is not supported here"},
         {"f(*a)", "SyntaxError: unpacking (*x, **x) is not supported here"},
         {"a, *b", "SyntaxError: unpacking (*x, **x) is not supported here"},
         {"(a := 1)", "SyntaxError: assignment within an expression (:=) is not supported here"},
         {"x[0] = 1", "SyntaxError: assignment to elements (x[...] = ...) is not supported here"},
         {"x.T = 1", "SyntaxError: assignment to attributes (x.name = ...) is not supported here"},
         {"f'{a}'", "SyntaxError: an f-string is not supported here"},
         {"1j", "SyntaxError: a complex number is not supported here"},
         {"import numpy as n", "SyntaxError: numpy under the name n is not supported here"}});
}

TEST_CASE("parse: nesting and length are bounded") {
  struct Nest {
    std::string opening, closing;
  };
  for (const Nest& nest : {Nest{"(", ")"}, Nest{"[", "]"}, Nest{"f(k=", ")"}, Nest{"x[", "]"}, Nest{"-", ""},
                           Nest{"2**", ""}, Nest{"not ", ""}}) {
    CAPTURE(nest.opening);
    const auto of_depth = [&](int depth) {
      return parsed(repeated(nest.opening, depth) + "1" + repeated(nest.closing, depth));
    };
    CHECK(of_depth(kMaxNesting).find("Error") == std::string::npos);
    CHECK(of_depth(kMaxNesting + 1).find("RecursionError: maximum recursion depth exceeded") == 0);
  }
  // A sequence is not nested.
  CHECK(parse("0" + repeated("+1", 4000)).at(0).children.at(0).children.size() == 4001);
  CHECK(parse("x" + repeated(".T", 4000)).at(0).children.at(0).children.size() == 4001);
  CHECK(parse(repeated("-1;", 3000)).size() == 3000);
  CHECK(parse("'" + repeated("\u00e9", kMaxSourceLength - 2) + "'").size() == 1);
  CHECK(parsed(repeated(" ", kMaxSourceLength + 1)) ==
        "MemoryError: the source has 10001 characters; at most 10000 are supported here");
}
