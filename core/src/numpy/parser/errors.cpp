#include "numpy/parser/errors.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "numpy/array.hpp"
#include "numpy/parser/lexemes.hpp"

namespace convdot::numpy::parser {
namespace {

using Kind = Node::Kind;

template <class Words>
bool contains(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string code_point(unsigned value) {
  constexpr const char* kDigits = "0123456789ABCDEF";
  std::string text;
  for (int shift = value > 0xFFFFF ? 20 : value > 0xFFFF ? 16 : 12; shift >= 0; shift -= 4)
    text += kDigits[value >> shift & 15];
  return "U+" + text;
}

// Whether CPython suggests "Maybe you meant '=='" after it.
bool may_be_compared(const Node& node) {
  const bool logical =
      node.kind == Kind::comparisons || node.kind == Kind::all || node.kind == Kind::any || node.text == "not";
  return !logical && node.kind != Kind::tuple && node.kind != Kind::list &&
         (node.kind != Kind::constant || node.text == "...");
}

bool begins_atom(std::string_view text) {
  constexpr std::array<std::string_view, 4> kWords = {"False", "None", "True", "not"};
  const std::string_view word = word_at(text);
  if (contains(kKeywords, word)) return contains(kWords, word);
  return !word.empty() || text.find_first_of("0123456789'\"") == 0 || text.starts_with("...");
}

std::string_view without_blanks(std::string_view text) {
  return text.substr(std::min(text.find_first_not_of(" \t\f"), text.size()));
}

// Raises if the grammar stopped at a statement or an atom of Python that is missing here.
void check_beginning(std::string_view rest, Place place) {
  constexpr std::array<std::string_view, 17> kStatements = {"assert", "async",  "break",  "class", "continue", "def",
                                                            "del",    "for",    "global", "if",    "nonlocal", "pass",
                                                            "raise",  "return", "try",    "while", "with"};
  const std::string_view word = word_at(rest);
  const bool statement = place == Place::start && contains(kStatements, word);
  if (statement || word == "lambda" || word == "await" || word == "yield") unsupported_syntax("'" + std::string(word) + "'");
  if (rest.starts_with('{')) unsupported_syntax("a dict or set");
  if (place != Place::operand && rest.starts_with('*')) unsupported_syntax("unpacking (*x, **x)");
}

// Raises if the grammar stopped at a continuation of an expression that is missing here.
void check_continuation(std::string_view rest, Place place) {
  const std::string_view word = word_at(rest);
  if (word == "if") unsupported_syntax("the conditional expression (... if ... else ...)");
  if (word == "in" || word == "is") unsupported_syntax("the operator '" + std::string(word) + "'");
  if (word == "not" && word_at(without_blanks(rest.substr(3))) == "in") unsupported_syntax("the operator 'not in'");
  if (rest.starts_with("<<") || rest.starts_with(">>")) unsupported_syntax("the operator " + std::string(rest.substr(0, 2)));
  if (place == Place::end) {
    if (rest.starts_with(':') && !rest.starts_with(":=")) unsupported_syntax("an annotation (x: ...)");
  } else {
    if (word == "for" || word == "async") unsupported_syntax("a comprehension");
    if (rest.starts_with(":=")) unsupported_syntax("assignment within an expression (:=)");
  }
}

// CPython's words (its grammar rules named invalid_...) for an atom after an expression.
std::string words_for_atom(const Node& before, std::string_view rest, Place place) {
  const bool name = before.kind == Kind::name;
  if (name && (before.text == "print" || before.text == "exec")) {
    return "Missing parentheses in call to '" + before.text + "'. Did you mean " + before.text + "(...)?";
  }
  const bool string = rest.starts_with('"') || rest.starts_with('\'');
  return place == Place::end || (name && string) ? "invalid syntax" : "invalid syntax. Perhaps you forgot a comma?";
}

// CPython's words for an equals sign after an expression, within brackets.
std::string words_for_equals(const Node& before, std::string_view rest, Place place) {
  if (place == Place::in_call) {
    return before.kind == Kind::constant && before.text != "..."
               ? "cannot assign to " + what_it_is(before)
               : "expression cannot contain assignment, perhaps you meant \"==\"?";
  }
  if (!begins_atom(without_blanks(rest.substr(1))) || !may_be_compared(before)) return "invalid syntax";
  return before.kind == Kind::name
             ? "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"
             : "cannot assign to " + what_it_is(before) + " here. Maybe you meant '==' instead of '='?";
}

}  // namespace

void syntax_error(std::string message) { raise("SyntaxError", std::move(message)); }
void unsupported_syntax(const std::string& what) { syntax_error(what + " is not supported here"); }

void bad_number(std::string_view text) {
  const char base = text.size() > 1 && text[0] == '0' ? static_cast<char>(text[1] | 0x20) : ' ';
  const auto bad_digit = [&](std::string_view name, char last) {
    const auto rest = std::find_if(text.begin() + 2, text.end(), [&](char c) { return c != '_' && (c < '0' || c > last); });
    const bool digit = rest != text.end() && *rest >= '0' && *rest <= '9';
    syntax_error("invalid " + (digit ? std::string("digit '") + *rest + "' in " : "") + std::string(name) + " literal");
  };
  if (base == 'x') syntax_error("invalid hexadecimal literal");
  if (base == 'o') bad_digit("octal", '7');
  if (base == 'b') bad_digit("binary", '1');
  syntax_error("invalid decimal literal");
}

void bad_character(std::string_view text) {
  unsigned value = static_cast<unsigned char>(text[0]);
  if (text.size() > 1) value &= 0x7Fu >> text.size();
  for (const char c : text.substr(1)) value = value << 6 | (static_cast<unsigned char>(c) & 0x3Fu);
  // Of the characters that Python does not print, those that editors, word processors and web pages leave in a text.
  constexpr std::array<std::pair<unsigned, unsigned>, 9> kNotPrinted = {{{0, 0x1F},
                                                                         {0x7F, 0xA0},
                                                                         {0xAD, 0xAD},
                                                                         {0x2000, 0x200F},
                                                                         {0x2028, 0x202F},
                                                                         {0x205F, 0x206F},
                                                                         {0x3000, 0x3000},
                                                                         {0xE000, 0xF8FF},
                                                                         {0xFEFF, 0xFEFF}}};
  const bool printed = std::none_of(kNotPrinted.begin(), kNotPrinted.end(),
                                    [&](auto range) { return range.first <= value && value <= range.second; });
  syntax_error(printed ? "invalid character '" + std::string(text) + "' (" + code_point(value) + ")"
                       : "invalid non-printable character " + code_point(value));
}

void unterminated(const Layout& layout, std::size_t offset, const char* what) {
  // A newline at the very end does not begin a line.
  const bool at_end = offset == layout.source.size() && layout.source.ends_with('\n');
  syntax_error(std::string("unterminated ") + what + " literal (detected at line " +
               layout.line_of(offset - (at_end ? 1 : 0)) + ")");
}

std::string what_it_is(const Node& node) {
  switch (node.kind) {
    case Kind::constant:
      return node.text == "..." ? "ellipsis" : node.text;
    case Kind::integer:
    case Kind::real:
    case Kind::string:
      return "literal";
    case Kind::name:
      return "name";
    case Kind::tuple:
      return "tuple";
    case Kind::list:
      return "list";
    case Kind::trail: {
      const Kind last = node.children.back().kind;
      return last == Kind::call ? "function call" : last == Kind::subscript ? "subscript" : "attribute";
    }
    case Kind::comparisons:
      return "comparison";
    default:
      return "expression";
  }
}

void bad_target(const Node& target, bool alone) {
  const std::string what = what_it_is(target);
  if (what == "subscript") unsupported_syntax("assignment to elements (x[...] = ...)");
  if (what == "attribute") unsupported_syntax("assignment to attributes (x.name = ...)");
  if (what == "list") unsupported_syntax("assignment to a list of names");
  if (what == "tuple") unsupported_syntax("assignment to tuples within tuples");
  syntax_error("cannot assign to " + what +
               (alone && may_be_compared(target) ? " here. Maybe you meant '==' instead of '='?" : ""));
}

void unexpected(const Layout& layout, const std::vector<Node>& nodes, std::size_t offset, Place place) {
  const std::string_view rest = std::string_view(layout.text).substr(offset);
  const bool after_expression = place != Place::start && place != Place::operand && !nodes.empty();
  check_beginning(rest, place);
  if (after_expression) check_continuation(rest, place);
  if (!layout.open.empty() && (rest.empty() || layout.line(offset) > layout.line(layout.open.back().at))) {
    syntax_error(std::string("'") + layout.open.back().opening + "' was never closed");
  }
  if (after_expression) {
    const Node& last = nodes.back();
    const Node& before = last.kind == Kind::expression ? last.children.front() : last;
    if (begins_atom(rest)) syntax_error(words_for_atom(before, rest, place));
    if (place != Place::end && rest.starts_with('=') && !rest.starts_with("==")) {
      syntax_error(words_for_equals(before, rest, place));
    }
  }
  syntax_error("invalid syntax");
}

}  // namespace convdot::numpy::parser
