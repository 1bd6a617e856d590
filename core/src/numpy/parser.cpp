// Two grammars, one after the other, as in CPython. `tokens` finds what is no Python whatever stands around it, and leaves of the
// layout only what means something: it blanks comments, continued lines and the newlines inside brackets. `program` is the
// language, after Python's own grammar (https://docs.python.org/3.11/reference/grammar.html), and builds the tree.
//
// Whoever reads on must know: nothing that has pushed a node is ever tried in another way. An alternative fails at its first token
// or, by `must`, ends the parse. So the actions need no undoing, and the time is linear in the source.
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <iterator>
#include <string>
#include <string_view>
#include <tao/pegtl.hpp>
#include <utility>
#include <vector>

#include "convdot/limits.hpp"
#include "numpy/array.hpp"
#include "numpy/syntax.hpp"

namespace convdot::numpy {
namespace {

namespace pegtl = tao::pegtl;
using pegtl::at, pegtl::eof, pegtl::if_must, pegtl::list, pegtl::list_tail, pegtl::must, pegtl::not_at, pegtl::one,
    pegtl::opt, pegtl::plus, pegtl::rep_opt, pegtl::seq, pegtl::sor, pegtl::star, pegtl::string, pegtl::success,
    pegtl::until;
using Input = pegtl::memory_input<pegtl::tracking_mode::lazy, pegtl::eol::lf, const char*>;
using Kind = Node::Kind;

[[noreturn]] void syntax_error(std::string message) { raise("SyntaxError", std::move(message)); }

// ---- what both grammars share ------------------------------------------------------------------------------------------------

constexpr std::array<std::string_view, 35> kKeywords = {
    "False",  "None",     "True", "and",    "as",      "assert", "async",  "await",  "break", "class",  "continue", "def",
    "del",    "elif",     "else", "except", "finally", "for",    "from",   "global", "if",    "import", "in",       "is",
    "lambda", "nonlocal", "not",  "or",     "pass",    "raise",  "return", "try",    "while", "with",   "yield"};

std::string_view word_at(std::string_view text) {
  Input in(text.data(), text.size(), "");
  pegtl::parse<opt<pegtl::identifier>>(in);
  return text.substr(0, in.byte());
}

struct blank : one<' ', '\t', '\f'> {};
struct blanks : star<blank> {};
struct digits : list<plus<pegtl::digit>, one<'_'>> {};
struct exponent : seq<one<'e', 'E'>, opt<one<'+', '-'>>, digits> {};
struct decimal
    : seq<sor<seq<digits, opt<one<'.'>, opt<digits>>>, seq<one<'.'>, digits>>, opt<exponent>, opt<one<'j', 'J'>>> {};
template <char Small, char Large, char Last>
struct based : seq<one<'0'>, one<Small, Large>, plus<opt<one<'_'>>, pegtl::range<'0', Last>>> {};
struct hexadecimal : seq<one<'0'>, one<'x', 'X'>, plus<opt<one<'_'>>, pegtl::xdigit>> {};
struct number : sor<hexadecimal, based<'o', 'O', '7'>, based<'b', 'B', '1'>, decimal> {};

template <char Quote>
struct short_string_rest : until<one<Quote>, sor<seq<one<'\\'>, pegtl::any>, pegtl::not_one<'\n'>>> {};
template <char Quote>
struct long_string_rest : until<string<Quote, Quote, Quote>, seq<opt<one<'\\'>>, pegtl::any>> {};
template <char Quote>
struct quoted
    : sor<if_must<string<Quote, Quote, Quote>, long_string_rest<Quote>>, if_must<one<Quote>, short_string_rest<Quote>>> {};
struct string_literal : seq<rep_opt<2, one<'r', 'R', 'u', 'U', 'b', 'B', 'f', 'F'>>, sor<quoted<'\''>, quoted<'"'>>> {};

// ---- tokens ------------------------------------------------------------------------------------------------------------------

struct Bracket {
  char opening;
  std::size_t at;
};

struct Layout {
  std::string source;         // with '\n' for every newline
  std::string text = source;  // the same with blanks for what means nothing
  std::vector<Bracket> open = {};

  [[nodiscard]] std::string line_of(std::size_t offset) const { return std::to_string(line(offset)); }
  [[nodiscard]] std::ptrdiff_t line(std::size_t offset) const {
    return 1 + std::count(source.begin(), source.begin() + static_cast<std::ptrdiff_t>(offset), '\n');
  }
};

struct comment : seq<one<'#'>, star<pegtl::not_one<'\n'>>> {};
struct newline : one<'\n'> {};
struct continuation_rest : seq<one<'\n'>, not_at<eof>> {};
struct continuation : if_must<one<'\\'>, continuation_rest> {};
struct opening_bracket : one<'(', '[', '{'> {};
struct closing_bracket : one<')', ']', '}'> {};
struct beyond_ascii : pegtl::utf8::not_range<0, 0x7F> {};
struct control_character : pegtl::ranges<'\0', '\x1F', '\x7F', '\x7F'> {};
// Python 3.11 still takes `1if x else y`.
struct word_after_number
    : sor<TAO_PEGTL_KEYWORD("and"), TAO_PEGTL_KEYWORD("else"), TAO_PEGTL_KEYWORD("for"), TAO_PEGTL_KEYWORD("if"),
          TAO_PEGTL_KEYWORD("in"), TAO_PEGTL_KEYWORD("is"), TAO_PEGTL_KEYWORD("not"), TAO_PEGTL_KEYWORD("or")> {};
struct broken_number
    : seq<number, not_at<word_after_number>, plus<sor<pegtl::identifier_other, pegtl::utf8::not_range<0, 0x7F>>>> {};
struct token : sor<blank, comment, newline, continuation, opening_bracket, closing_bracket, string_literal, broken_number,
                   number, pegtl::identifier, beyond_ascii, control_character, pegtl::any> {};
struct tokens : until<eof, token> {};

template <class Rule>
struct Scan : pegtl::nothing<Rule> {};

template <char Filling>
struct Blanked {
  template <class Action>
  static void apply(const Action& in, Layout& layout) {
    layout.text.replace(static_cast<std::size_t>(in.begin() - in.input().begin()), in.size(), in.size(), Filling);
  }
};

template <>
struct Scan<comment> : Blanked<' '> {};

// A form feed is the blank that is no indentation.
template <>
struct Scan<continuation> : Blanked<'\f'> {};

template <>
struct Scan<newline> {
  template <class Action>
  static void apply(const Action& in, Layout& layout) {
    if (!layout.open.empty()) Blanked<' '>::apply(in, layout);
  }
};

template <>
struct Scan<opening_bracket> {
  template <class Action>
  static void apply(const Action& in, Layout& layout) {
    layout.open.push_back({*in.begin(), static_cast<std::size_t>(in.begin() - in.input().begin())});
  }
};

void close_bracket(Layout& layout, char closing, std::size_t offset) {
  if (layout.open.empty()) syntax_error(std::string("unmatched '") + closing + "'");
  const Bracket bracket = layout.open.back();
  const char fitting = bracket.opening == '(' ? ')' : bracket.opening == '[' ? ']' : '}';
  if (closing != fitting) {
    const bool same_line = layout.line(bracket.at) == layout.line(offset);
    syntax_error(std::string("closing parenthesis '") + closing + "' does not match opening parenthesis '" +
                 bracket.opening + "'" + (same_line ? "" : " on line " + layout.line_of(bracket.at)));
  }
  layout.open.pop_back();
}

template <>
struct Scan<closing_bracket> {
  template <class Action>
  static void apply(const Action& in, Layout& layout) {
    close_bracket(layout, *in.begin(), static_cast<std::size_t>(in.begin() - in.input().begin()));
  }
};

[[noreturn]] void refuse_number(std::string_view text) {
  const char base = text.size() > 1 && text[0] == '0' ? static_cast<char>(text[1] | 0x20) : ' ';
  const auto refuse = [&](std::string_view name, char last) {
    const auto rest = std::find_if(text.begin() + 2, text.end(), [&](char c) { return c != '_' && (c < '0' || c > last); });
    const bool digit = rest != text.end() && *rest >= '0' && *rest <= '9';
    syntax_error("invalid " + (digit ? std::string("digit '") + *rest + "' in " : "") + std::string(name) + " literal");
  };
  if (base == 'x') syntax_error("invalid hexadecimal literal");
  if (base == 'o') refuse("octal", '7');
  if (base == 'b') refuse("binary", '1');
  syntax_error("invalid decimal literal");
}

template <>
struct Scan<broken_number> {
  template <class Action>
  static void apply(const Action& in, Layout& /*layout*/) {
    refuse_number(in.string_view());
  }
};

template <>
struct Scan<decimal> {
  template <class Action>
  static void apply(const Action& in, Layout& /*layout*/) {
    const std::string_view text = in.string_view();
    if (text[0] == '0' && text.find_first_not_of("0_") != std::string_view::npos &&
        text.find_first_not_of("0123456789_") == std::string_view::npos) {
      syntax_error("leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers");
    }
  }
};

std::string code_point(unsigned value) {
  constexpr const char* kDigits = "0123456789ABCDEF";
  std::string text;
  for (int shift = value > 0xFFFFF ? 20 : value > 0xFFFF ? 16 : 12; shift >= 0; shift -= 4)
    text += kDigits[value >> shift & 15];
  return "U+" + text;
}

[[noreturn]] void refuse_character(std::string_view text) {
  unsigned value = static_cast<unsigned char>(text[0]);
  if (text.size() > 1) value &= 0x7Fu >> text.size();
  for (const char c : text.substr(1)) value = value << 6 | (static_cast<unsigned char>(c) & 0x3Fu);
  // Of what Python does not print, what an editor, a word processor or a web page leaves in a text.
  constexpr std::pair<unsigned, unsigned> kNotPrinted[] = {{0, 0x1F},        {0x7F, 0xA0},     {0xAD, 0xAD},
                                                           {0x2000, 0x200F}, {0x2028, 0x202F}, {0x205F, 0x206F},
                                                           {0x3000, 0x3000}, {0xE000, 0xF8FF}, {0xFEFF, 0xFEFF}};
  const bool printed = std::none_of(std::begin(kNotPrinted), std::end(kNotPrinted),
                                    [&](auto range) { return range.first <= value && value <= range.second; });
  syntax_error(printed ? "invalid character '" + std::string(text) + "' (" + code_point(value) + ")"
                       : "invalid non-printable character " + code_point(value));
}

template <>
struct Scan<beyond_ascii> {
  template <class Action>
  static void apply(const Action& in, Layout& /*layout*/) {
    refuse_character(in.string_view());
  }
};
template <>
struct Scan<control_character> : Scan<beyond_ascii> {};

[[noreturn]] void refuse_rest(const Layout& layout, std::size_t offset, const char* what) {
  // A newline at the very end does not begin a line.
  const bool at_end = offset == layout.source.size() && layout.source.ends_with('\n');
  syntax_error(std::string("unterminated ") + what + " literal (detected at line " +
               layout.line_of(offset - (at_end ? 1 : 0)) + ")");
}

template <class Rule>
struct Unscanned;
template <char Quote>
struct Unscanned<short_string_rest<Quote>> {
  [[noreturn]] static void refuse(const Layout& layout, std::size_t offset) { refuse_rest(layout, offset, "string"); }
};
template <char Quote>
struct Unscanned<long_string_rest<Quote>> {
  [[noreturn]] static void refuse(const Layout& layout, std::size_t offset) {
    refuse_rest(layout, offset, "triple-quoted string");
  }
};
template <>
struct Unscanned<continuation_rest> {
  [[noreturn]] static void refuse(const Layout& layout, std::size_t offset) {
    syntax_error(layout.source.find_first_not_of('\n', offset) == std::string::npos
                     ? "unexpected EOF while parsing"
                     : "unexpected character after line continuation character");
  }
};

template <class Rule>
struct ScanControl : pegtl::normal<Rule> {
  [[noreturn]] static void raise(const Input& in, const Layout& layout) {
    Unscanned<Rule>::refuse(layout, static_cast<std::size_t>(in.current() - in.begin()));
  }
};

Layout layout_of(std::string_view source) {
  Layout layout;
  layout.source.reserve(source.size());
  for (std::size_t i = 0; i < source.size(); ++i) {
    const bool second = source[i] == '\n' && i > 0 && source[i - 1] == '\r';
    if (!second) layout.source += source[i] == '\r' ? '\n' : source[i];
  }
  layout.text = layout.source;
  Input in(layout.source.data(), layout.source.size(), "");
  pegtl::parse<tokens, Scan, ScanControl>(in, layout);
  return layout;
}

// ---- program: the grammar ----------------------------------------------------------------------------------------------------

template <class... Rules>
struct tok : seq<Rules..., blanks> {};
template <char... Characters>
struct symbol : tok<string<Characters...>> {};
template <char... Characters>
struct word : tok<pegtl::keyword<Characters...>> {};

// Its rules lie one level deeper in the program.
template <class... Rules>
struct nested;

// operand (operator operand)*, as one node.
template <class Operand, class Operator>
struct more_operands : plus<tok<Operator>, must<Operand>> {};
template <class Operand, class Operator>
struct chain : seq<Operand, opt<more_operands<Operand, Operator>>> {};

struct expression;
struct expressions;

// Names and literals.
struct name {
  using rule_t = name;
  using subs_t = pegtl::empty_list;
  static bool match(Input& in) {
    const std::string_view text = word_at({in.current(), in.size()});
    if (text.empty() || std::binary_search(kKeywords.begin(), kKeywords.end(), text)) return false;
    in.bump_in_this_line(text.size());
    return true;
  }
};
struct named : name {};
struct strings : plus<tok<string_literal>> {};
struct constant : sor<TAO_PEGTL_KEYWORD("None"), TAO_PEGTL_KEYWORD("True"), TAO_PEGTL_KEYWORD("False"), pegtl::ellipsis> {};
struct comma : symbol<','> {};
template <char Bracket>
struct closed : symbol<Bracket> {};

// Atoms.
struct empty_tuple : at<one<')'>> {};
struct group : seq<symbol<'('>, nested<opt<sor<empty_tuple, expressions>>, must<closed<')'>>>> {};
struct list_display : seq<symbol<'['>, nested<opt<list_tail<expression, comma>>, must<closed<']'>>>> {};
struct atom : sor<strings, tok<name>, tok<number>, tok<constant>, group, list_display> {};

// Primaries: x.T, x[0], x(0).
struct attribute_name : name {};
struct attribute : seq<symbol<'.'>, must<tok<attribute_name>>> {};
struct absent : success {};
struct colon : tok<one<':'>, not_at<one<'='>>> {};
struct rest_of_slice : seq<colon, sor<expression, absent>, opt<colon, sor<expression, absent>>> {};
struct slice : seq<sor<expression, seq<at<colon>, absent>>, opt<rest_of_slice>> {};
struct more_slices : seq<comma, opt<list_tail<slice, comma>>> {};
struct subscript : seq<symbol<'['>, nested<must<slice>, opt<more_slices>, must<closed<']'>>>> {};
struct assign : tok<one<'='>, not_at<one<'='>>> {};
struct keyword_argument : seq<at<name, blanks, assign>, tok<named>, assign, must<expression>> {};
struct argument : sor<keyword_argument, expression> {};
struct closed_call : closed<')'> {};
struct call : seq<symbol<'('>, nested<opt<list_tail<argument, comma>>, must<closed_call>>> {};
struct trail : plus<sor<attribute, subscript, call>> {};
struct primary : seq<atom, opt<trail>> {};

// Operators, the tightest first. One that is followed by '=' belongs to an assignment.
struct factor;
struct power_operator : seq<string<'*', '*'>, not_at<one<'='>>> {};
struct exponentiation : seq<tok<power_operator>, nested<must<factor>>> {};
struct power : seq<primary, opt<exponentiation>> {};
struct sign : one<'+', '-', '~'> {};
struct signed_factor : seq<tok<sign>, nested<must<factor>>> {};
struct factor : sor<signed_factor, power> {};
struct times : seq<sor<string<'/', '/'>, seq<one<'*'>, not_at<one<'*'>>>, one<'/', '%', '@'>>, not_at<one<'='>>> {};
struct plus_or_minus : seq<one<'+', '-'>, not_at<one<'='>>> {};
template <char Character>
struct bitwise : seq<one<Character>, not_at<one<'='>>> {};
struct product : chain<factor, times> {};
struct sum : chain<product, plus_or_minus> {};
struct bitwise_and : chain<sum, bitwise<'&'>> {};
struct bitwise_xor : chain<bitwise_and, bitwise<'^'>> {};
struct bitwise_or : chain<bitwise_xor, bitwise<'|'>> {};
struct comparator : sor<string<'=', '='>, string<'!', '='>, string<'<', '='>, string<'>', '='>,
                        seq<one<'<'>, not_at<one<'<'>>>, seq<one<'>'>, not_at<one<'>'>>>> {};
struct comparison : chain<bitwise_or, comparator> {};
struct not_operator : TAO_PEGTL_KEYWORD("not") {};
struct inversion;
struct negation : seq<tok<not_operator>, nested<must<inversion>>> {};
struct inversion : sor<negation, comparison> {};
struct and_operator : TAO_PEGTL_KEYWORD("and") {};
struct or_operator : TAO_PEGTL_KEYWORD("or") {};
struct conjunction : chain<inversion, and_operator> {};
struct expression : chain<conjunction, or_operator> {};
struct more_expressions : seq<comma, opt<list_tail<expression, comma>>> {};
struct expressions : seq<expression, opt<more_expressions>> {};

// Statements.
struct package : name {};
struct module : list<package, one<'.'>> {};
struct import_module : seq<tok<module>, opt<word<'a', 's'>, must<tok<named>>>> {};
struct import_name : seq<word<'i', 'm', 'p', 'o', 'r', 't'>, must<import_module>, star<comma, must<import_module>>> {};
struct source_module : module {};
struct imported_name : seq<tok<named>, opt<word<'a', 's'>, must<tok<named>>>> {};
struct imported_names : sor<symbol<'*'>, list<imported_name, comma>,
                            seq<symbol<'('>, must<list_tail<imported_name, comma>>, must<closed<')'>>>> {};
struct import_from : seq<word<'f', 'r', 'o', 'm'>, must<tok<source_module>>, must<word<'i', 'm', 'p', 'o', 'r', 't'>>,
                         must<imported_names>> {};
struct rest_of_assignment : plus<assign, must<expressions>> {};
struct augmented_operator : sor<string<'*', '*'>, string<'/', '/'>, one<'*', '/', '%', '@', '+', '-', '&', '|', '^'>> {};
struct rest_of_augmented : seq<tok<augmented_operator, one<'='>>, must<expressions>> {};
struct nothing_more : success {};
struct simple_statement : seq<expressions, sor<rest_of_assignment, rest_of_augmented, nothing_more>> {};
struct statement : sor<import_name, import_from, simple_statement> {};
struct end_of_line : sor<one<'\n'>, eof> {};
struct blank_line : seq<blanks, end_of_line> {};
struct indentation : plus<blank> {};
struct semicolon : symbol<';'> {};
struct line : sor<blank_line, seq<opt<indentation>, list_tail<statement, semicolon>, must<end_of_line>>> {};
struct program : until<eof, must<line>> {};

// ---- program: the tree -------------------------------------------------------------------------------------------------------

struct Builder {
  const Layout& layout;
  std::vector<Node> nodes = {};
  std::vector<std::string> operators = {};
  int depth = 0;

  void push(Kind kind, std::string_view text = {}) {
    nodes.emplace_back().kind = kind;
    nodes.back().text = text;
  }

  // Outside of the rules, whose frames are what the stack is full of.
  void enter() {
    if (++depth <= kMaxNesting) return;
    raise("RecursionError", "maximum recursion depth exceeded: brackets, signs and powers nest more than " +
                                std::to_string(kMaxNesting) + " deep");
  }

  void push_operator(std::string_view text) { operators.emplace_back(text); }

  // One node of the nodes and operators from these on, completed by `finish`.
  void gather(Kind kind, std::size_t first_node, std::size_t first_operator, void (*finish)(Node&)) {
    const auto node = nodes.begin() + static_cast<std::ptrdiff_t>(first_node);
    const auto sign = operators.begin() + static_cast<std::ptrdiff_t>(first_operator);
    Node gathered;
    gathered.kind = kind;
    gathered.children.assign(std::move_iterator(node), std::move_iterator(nodes.end()));
    gathered.operators.assign(std::move_iterator(sign), std::move_iterator(operators.end()));
    nodes.erase(node, nodes.end());
    operators.erase(sign, operators.end());
    if (finish != nullptr) finish(gathered);
    nodes.push_back(std::move(gathered));
  }
};

template <class... Rules>
struct nested {
  using rule_t = nested;
  using subs_t = pegtl::type_list<Rules...>;
  template <pegtl::apply_mode A, pegtl::rewind_mode M, template <class...> class Action, template <class...> class Control>
  static bool match(Input& in, Builder& builder) {
    builder.enter();
    const bool matched = Control<seq<Rules...>>::template match<A, M, Action, Control>(in, builder);
    --builder.depth;
    return matched;
  }
};

template <class Rule>
struct Build : pegtl::nothing<Rule> {};

// Makes one node of what the rule pushed and, where `Begun`, of the node before it. `Finish` completes it.
template <Kind Gathered, bool Begun = false, void (*Finish)(Node&) = nullptr>
struct Gather : pegtl::maybe_nothing {
  template <class Rule, pegtl::apply_mode A, pegtl::rewind_mode M, template <class...> class Action,
            template <class...> class Control>
  static bool match(Input& in, Builder& builder) {
    const std::size_t first_node = builder.nodes.size() - (Begun ? 1 : 0), first_operator = builder.operators.size();
    if (!pegtl::match<Rule, A, M, Action, Control>(in, builder)) return false;
    builder.gather(Gathered, first_node, first_operator, Finish);
    return true;
  }
};

template <Kind Pushed>
struct Push {
  template <class Action>
  static void apply(const Action& in, Builder& builder) {
    builder.push(Pushed, in.string_view());
  }
};

struct PushOperator {
  template <class Action>
  static void apply(const Action& in, Builder& builder) {
    builder.push_operator(in.string_view());
  }
};

void operator_to_text(Node& node) {
  node.text = std::move(node.operators.front());
  node.operators.clear();
}

// ---- literals

std::string without_underscores(std::string_view text) {
  std::string digits;
  std::copy_if(text.begin(), text.end(), std::back_inserter(digits), [](char c) { return c != '_'; });
  return digits;
}

void push_number(Builder& builder, std::string_view text) {
  const std::string digits = without_underscores(text);
  const char letter = digits.size() > 1 ? static_cast<char>(digits[1] | 0x20) : ' ';
  const int base = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 10;
  if (base == 10 && (digits.back() | 0x20) == 'j') left_out("a complex number");
  if (base == 10 && digits.find_first_of(".eE") != std::string::npos) {
    builder.push(Kind::real);
    builder.nodes.back().real = std::strtod(digits.c_str(), nullptr);
    return;
  }
  builder.push(Kind::integer);
  const char* end = digits.data() + digits.size();
  if (std::from_chars(digits.data() + (base == 10 ? 0 : 2), end, builder.nodes.back().integer, base).ec != std::errc()) {
    raise("OverflowError", "Python int too large to convert to C long");
  }
}

template <>
struct Build<number> {
  template <class Action>
  static void apply(const Action& in, Builder& builder) {
    push_number(builder, in.string_view());
  }
};

std::string unescaped(std::string_view text) {
  constexpr std::string_view kEscapes = "\n\\'\"abfnrtv", kMeanings = "\0\\'\"\a\b\f\n\r\t\v";
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      result += text[i];
      continue;
    }
    const char letter = text[++i];
    const std::size_t which = kEscapes.find(letter);
    if (std::string_view("01234567xNuU").find(letter) != std::string_view::npos) {
      left_out(std::string("the escape \\") + letter + " in a string");
    }
    if (which == std::string_view::npos) {
      result += {'\\', letter};
    } else if (letter != '\n') {
      result += kMeanings[which];
    }
  }
  return result;
}

std::string string_value(std::string_view literal) {
  const std::size_t quote = literal.find_first_of("'\"");
  const std::string_view prefix = literal.substr(0, quote);
  if (prefix.find_first_of("fF") != std::string_view::npos) left_out("an f-string");
  if (prefix.find_first_of("bB") != std::string_view::npos) left_out("a bytes literal");
  if (prefix.size() > 1) syntax_error("invalid syntax");
  literal.remove_prefix(quote);
  const bool three = literal.size() >= 6 && literal[1] == literal[0] && literal[2] == literal[0];
  const std::string_view content = literal.substr(three ? 3 : 1, literal.size() - (three ? 6 : 2));
  return prefix == "r" || prefix == "R" ? std::string(content) : unescaped(content);
}

template <>
struct Build<string_literal> {
  template <class Action>
  static void apply(const Action& in, Builder& builder) {
    builder.push(Kind::string, string_value(in.string_view()));
  }
};

void join_strings(Node& node) {
  for (const Node& part : node.children) node.text += part.text;
  node.children.clear();
}
template <>
struct Build<strings> : Gather<Kind::string, false, join_strings> {};

template <>
struct Build<constant> : Push<Kind::constant> {};
template <>
struct Build<name> : Push<Kind::name> {};
template <>
struct Build<named> : PushOperator {};
template <>
struct Build<empty_tuple> {
  static void apply0(Builder& builder) { builder.push(Kind::tuple); }
};
template <>
struct Build<list_display> : Gather<Kind::list> {};
template <>
struct Build<more_expressions> : Gather<Kind::tuple, true> {};

// ---- primaries

template <>
struct Build<attribute_name> : Push<Kind::attribute> {};
template <>
struct Build<absent> {
  static void apply0(Builder& builder) { builder.push(Kind::absent); }
};

void complete_slice(Node& node) {
  if (node.children.size() == 2) node.children.emplace_back().kind = Kind::absent;
}
template <>
struct Build<rest_of_slice> : Gather<Kind::slice, true, complete_slice> {};
template <>
struct Build<more_slices> : Gather<Kind::tuple, true> {};
template <>
struct Build<subscript> : Gather<Kind::subscript> {};
template <>
struct Build<keyword_argument> : Gather<Kind::keyword, false, operator_to_text> {};

void check_arguments(Node& call) {
  std::vector<std::string_view> keywords;
  for (const Node& argument : call.children) {
    if (argument.kind != Kind::keyword) {
      if (!keywords.empty()) syntax_error("positional argument follows keyword argument");
    } else if (std::find(keywords.begin(), keywords.end(), argument.text) == keywords.end()) {
      keywords.push_back(argument.text);
    } else {
      syntax_error("keyword argument repeated: " + argument.text);
    }
  }
}
template <>
struct Build<call> : Gather<Kind::call, false, check_arguments> {};
template <>
struct Build<trail> : Gather<Kind::trail, true> {};

// ---- operators

template <>
struct Build<exponentiation> : Gather<Kind::power, true> {};
template <>
struct Build<sign> : PushOperator {};
template <>
struct Build<not_operator> : PushOperator {};
template <>
struct Build<signed_factor> : Gather<Kind::unary, false, operator_to_text> {};
template <>
struct Build<negation> : Gather<Kind::unary, false, operator_to_text> {};
template <>
struct Build<times> : PushOperator {};
template <>
struct Build<plus_or_minus> : PushOperator {};
template <char Character>
struct Build<bitwise<Character>> : PushOperator {};
template <>
struct Build<comparator> : PushOperator {};
template <class Operand, class Operator>
struct Build<more_operands<Operand, Operator>> : Gather<Kind::operations, true> {};
template <class Operand>
struct Build<more_operands<Operand, comparator>> : Gather<Kind::comparisons, true> {};
template <class Operand>
struct Build<more_operands<Operand, and_operator>> : Gather<Kind::all, true> {};
template <class Operand>
struct Build<more_operands<Operand, or_operator>> : Gather<Kind::any, true> {};

// ---- statements

// As CPython calls it where it cannot be assigned to.
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

// Whether CPython's "Maybe you meant '=='" can begin with it.
bool may_be_compared(const Node& node) {
  const bool logical =
      node.kind == Kind::comparisons || node.kind == Kind::all || node.kind == Kind::any || node.text == "not";
  return !logical && node.kind != Kind::tuple && node.kind != Kind::list &&
         (node.kind != Kind::constant || node.text == "...");
}

[[noreturn]] void refuse_target(const Node& target, bool alone) {
  const std::string what = what_it_is(target);
  if (what == "subscript") left_out("assignment to elements (x[...] = ...)");
  if (what == "attribute") left_out("assignment to attributes (x.name = ...)");
  if (what == "list") left_out("assignment to a list of names");
  if (what == "tuple") left_out("assignment to tuples within tuples");
  syntax_error("cannot assign to " + what +
               (alone && may_be_compared(target) ? " here. Maybe you meant '==' instead of '='?" : ""));
}

void check_targets(Node& assignment) {
  std::vector<Node>& children = assignment.children;
  std::rotate(children.begin(), children.end() - 1, children.end());
  for (auto target = children.begin() + 1; target != children.end(); ++target) {
    if (target->kind == Kind::tuple) {
      for (const Node& each : target->children) {
        if (each.kind != Kind::name) refuse_target(each, false);
      }
    } else if (target->kind != Kind::name) {
      refuse_target(*target, children.size() == 2);
    }
  }
}
template <>
struct Build<rest_of_assignment> : Gather<Kind::assignment, true, check_targets> {};

void check_augmented(Node& augmented) {
  const Node& target = augmented.children.front();
  if (target.kind == Kind::name) return;
  const std::string what = what_it_is(target);
  if (what == "subscript" || what == "attribute") refuse_target(target, true);
  syntax_error("'" + what + "' is an illegal expression for augmented assignment");
}
template <>
struct Build<augmented_operator> : PushOperator {};
template <>
struct Build<rest_of_augmented> : Gather<Kind::augmented, true, check_augmented> {};
template <>
struct Build<nothing_more> : Gather<Kind::expression, true> {};

template <>
struct Build<indentation> {
  template <class Action>
  static void apply(const Action& in, Builder& /*builder*/) {
    if (*(in.end() - 1) != '\f') raise("IndentationError", "unexpected indent");
  }
};

void check_module(const std::string& module) {
  constexpr std::string_view kModules[] = {"numpy", "numpy.lib", "numpy.lib.stride_tricks", "scipy", "scipy.signal"};
  if (std::find(std::begin(kModules), std::end(kModules), module) != std::end(kModules)) return;
  const std::string package = module.substr(0, module.find('.'));
  if (package == "numpy" || package == "scipy") left_out("the module " + module);
  raise("ModuleNotFoundError", "No module named '" + package + "'");
}

template <>
struct Build<module> : PushOperator {};
template <>
struct Build<import_module> {
  static void apply0(Builder& builder) {
    const std::string& module = builder.operators.front();
    check_module(module);
    const std::string& alias = builder.operators.back();
    const std::string usual = module == "numpy" ? "np" : module.substr(module.rfind('.') + 1);
    if (alias != module && alias != usual) left_out(module + " under the name " + alias);
    builder.operators.clear();
  }
};
template <>
struct Build<source_module> {
  template <class Action>
  static void apply(const Action& in, Builder& /*builder*/) {
    check_module(in.string());
  }
};
template <>
struct Build<imported_name> {
  static void apply0(Builder& builder) {
    const std::string &imported = builder.operators.front(), alias = builder.operators.back();
    if (alias != imported) left_out(imported + " under the name " + alias);
    builder.operators.clear();
  }
};

// ---- program: where it cannot go on ------------------------------------------------------------------------------------------

enum class Place { start, operand, in_brackets, in_call, end };

template <class Rule>
constexpr Place kPlace = Place::operand;
template <>
constexpr Place kPlace<line> = Place::start;
template <>
constexpr Place kPlace<slice> = Place::start;
template <char Bracket>
constexpr Place kPlace<closed<Bracket>> = Place::in_brackets;
template <>
constexpr Place kPlace<closed_call> = Place::in_call;
template <>
constexpr Place kPlace<end_of_line> = Place::end;

bool begins_atom(std::string_view text) {
  constexpr std::string_view kWords[] = {"False", "None", "True", "not"};
  const std::string_view word = word_at(text);
  if (!word.empty() && std::binary_search(kKeywords.begin(), kKeywords.end(), word)) {
    return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
  }
  return !word.empty() || text.find_first_of("0123456789'\"") == 0 || text.starts_with("...");
}

std::string_view without_blanks(std::string_view text) {
  return text.substr(std::min(text.find_first_not_of(" \t\f"), text.size()));
}

// What Python has and this language has not, that the grammar stops at.
void refuse_what_is_left_out(std::string_view rest, Place place) {
  constexpr std::string_view kStatements[] = {"assert", "async",  "break",  "class", "continue", "def",
                                              "del",    "for",    "global", "if",    "nonlocal", "pass",
                                              "raise",  "return", "try",    "while", "with"};
  const std::string_view word = word_at(rest);
  if (word == "lambda" || word == "await" || word == "yield") left_out("'" + std::string(word) + "'");
  if (place == Place::start && std::find(std::begin(kStatements), std::end(kStatements), word) != std::end(kStatements)) {
    left_out("'" + std::string(word) + "'");
  }
  const bool bracketed = place == Place::in_brackets || place == Place::in_call,
             starred = bracketed || place == Place::start;
  if (bracketed && (word == "for" || word == "async")) left_out("a comprehension");
  if (bracketed && rest.starts_with(":=")) left_out("assignment within an expression (:=)");
  if (starred && rest.starts_with('*')) left_out("unpacking (*x, **x)");
  if (place != Place::end && rest.starts_with('{')) left_out("a dict or set");
  if (place == Place::end && rest.starts_with(':') && !rest.starts_with(":=")) left_out("an annotation (x: ...)");
  if (!bracketed && place != Place::end) return;
  if (word == "if") left_out("the conditional expression (... if ... else ...)");
  if (word == "in" || word == "is") left_out("the operator '" + std::string(word) + "'");
  if (word == "not" && word_at(without_blanks(rest.substr(3))) == "in") left_out("the operator 'not in'");
  if (rest.starts_with("<<") || rest.starts_with(">>")) left_out("the operator " + std::string(rest.substr(0, 2)));
}

// In the words of CPython's rules that begin with invalid_.
[[noreturn]] void refuse(const Builder& builder, std::size_t offset, Place place) {
  const Layout& layout = builder.layout;
  const std::string_view rest = std::string_view(layout.text).substr(offset);
  refuse_what_is_left_out(rest, place);
  if (!layout.open.empty() && (rest.empty() || layout.line(offset) > layout.line(layout.open.back().at))) {
    syntax_error(std::string("'") + layout.open.back().opening + "' was never closed");
  }
  if (place == Place::start || place == Place::operand || builder.nodes.empty()) syntax_error("invalid syntax");
  const Node& last = builder.nodes.back();
  const Node& before = last.kind == Kind::expression ? last.children.front() : last;
  const bool name = before.kind == Kind::name;
  if (begins_atom(rest)) {
    if (name && (before.text == "print" || before.text == "exec")) {
      syntax_error("Missing parentheses in call to '" + before.text + "'. Did you mean " + before.text + "(...)?");
    }
    const bool string = rest.starts_with('"') || rest.starts_with('\'');
    syntax_error(place == Place::end || (name && string) ? "invalid syntax" : "invalid syntax. Perhaps you forgot a comma?");
  }
  if (rest.starts_with('=') && !rest.starts_with("==")) {
    const std::string what = what_it_is(before);
    if (place == Place::in_call) {
      syntax_error(before.kind == Kind::constant && before.text != "..."
                       ? "cannot assign to " + what
                       : "expression cannot contain assignment, perhaps you meant \"==\"?");
    }
    if (place == Place::in_brackets && begins_atom(without_blanks(rest.substr(1))) && may_be_compared(before)) {
      syntax_error(name ? "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"
                        : "cannot assign to " + what + " here. Maybe you meant '==' instead of '='?");
    }
  }
  syntax_error("invalid syntax");
}

template <class Rule>
struct BuildControl : pegtl::normal<Rule> {
  [[noreturn]] static void raise(const Input& in, const Builder& builder) {
    refuse(builder, static_cast<std::size_t>(in.current() - in.begin()), kPlace<Rule>);
  }
};

void check_encoding(std::string_view source) {
  Input in(source.data(), source.size(), "");
  pegtl::parse<star<pegtl::utf8::any>>(in);
  if (!in.empty())
    syntax_error("(unicode error) 'utf-8' codec can't decode the byte in position " + std::to_string(in.byte()));
  if (source.find('\0') != std::string_view::npos) value_error("source code string cannot contain null bytes");
  const auto characters = std::count_if(source.begin(), source.end(), [](char c) { return (c & 0xC0) != 0x80; });
  if (characters > kMaxSourceLength) {
    raise("MemoryError", "the source has " + std::to_string(characters) + " characters, more than the " +
                             std::to_string(kMaxSourceLength) + " there may be here");
  }
}

}  // namespace

std::vector<Node> parse(std::string_view source) {
  check_encoding(source);
  const Layout layout = layout_of(source);
  Builder builder{layout};
  Input in(layout.text.data(), layout.text.size(), "");
  pegtl::parse<program, Build, BuildControl>(in, builder);
  return std::move(builder.nodes);
}

}  // namespace convdot::numpy
