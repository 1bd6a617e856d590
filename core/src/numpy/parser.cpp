// Two grammars, one after the other, as in CPython. `tokens` finds what is no Python whatever stands around it, and leaves of the
// layout only what means something: it blanks comments, continued lines and the newlines inside brackets. `program` is the
// language, after Python's own grammar (https://docs.python.org/3.11/reference/grammar.html), and builds the tree.
//
// Whoever reads on must know: nothing that has pushed a node is ever tried in another way. An alternative fails at its first token
// or, by `must`, ends the parse. So the actions need no undoing, and the time is linear in the source.
#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <string_view>
#include <tao/pegtl.hpp>
#include <utility>
#include <vector>

#include "convdot/limits.hpp"
#include "numpy/array.hpp"
#include "numpy/decimal.hpp"
#include "numpy/library.hpp"
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
[[noreturn]] void unsupported_syntax(const std::string& what) { syntax_error(what + " is not supported here"); }

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

template <class Words>
bool contains(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

struct Blank : one<' ', '\t', '\f'> {};
struct Blanks : star<Blank> {};
struct Digits : list<plus<pegtl::digit>, one<'_'>> {};
struct Exponent : seq<one<'e', 'E'>, opt<one<'+', '-'>>, Digits> {};
struct Decimal
    : seq<sor<seq<Digits, opt<one<'.'>, opt<Digits>>>, seq<one<'.'>, Digits>>, opt<Exponent>, opt<one<'j', 'J'>>> {};
template <char Small, char Large, char Last>
struct Based : seq<one<'0'>, one<Small, Large>, plus<opt<one<'_'>>, pegtl::range<'0', Last>>> {};
struct Hexadecimal : seq<one<'0'>, one<'x', 'X'>, plus<opt<one<'_'>>, pegtl::xdigit>> {};
struct Number : sor<Hexadecimal, Based<'o', 'O', '7'>, Based<'b', 'B', '1'>, Decimal> {};

template <char Quote>
struct ShortStringRest : until<one<Quote>, sor<seq<one<'\\'>, pegtl::any>, pegtl::not_one<'\n'>>> {};
template <char Quote>
struct LongStringRest : until<string<Quote, Quote, Quote>, seq<opt<one<'\\'>>, pegtl::any>> {};
template <char Quote>
struct Quoted
    : sor<if_must<string<Quote, Quote, Quote>, LongStringRest<Quote>>, if_must<one<Quote>, ShortStringRest<Quote>>> {};
struct StringLiteral : seq<rep_opt<2, one<'r', 'R', 'u', 'U', 'b', 'B', 'f', 'F'>>, sor<Quoted<'\''>, Quoted<'"'>>> {};

// ---- tokens ------------------------------------------------------------------------------------------------------------------

struct Bracket {
  char opening;
  std::size_t at;
};

struct Layout {
  std::string source;         // with '\n' for every newline
  std::string text;           // the same with blanks for what means nothing
  std::vector<Bracket> open;  // those not closed, yet

  [[nodiscard]] std::string line_of(std::size_t offset) const { return std::to_string(line(offset)); }
  [[nodiscard]] std::ptrdiff_t line(std::size_t offset) const {
    return 1 + std::count(source.begin(), source.begin() + static_cast<std::ptrdiff_t>(offset), '\n');
  }
};

struct Comment : seq<one<'#'>, star<pegtl::not_one<'\n'>>> {};
struct Newline : one<'\n'> {};
struct ContinuationRest : seq<one<'\n'>, not_at<eof>> {};
struct Continuation : if_must<one<'\\'>, ContinuationRest> {};
struct OpeningBracket : one<'(', '[', '{'> {};
struct ClosingBracket : one<')', ']', '}'> {};
struct BeyondAscii : pegtl::utf8::not_range<0, 0x7F> {};
struct ControlCharacter : pegtl::ranges<'\0', '\x1F', '\x7F', '\x7F'> {};
// Python 3.11 still takes `1if x else y`.
struct WordAfterNumber
    : sor<TAO_PEGTL_KEYWORD("and"), TAO_PEGTL_KEYWORD("else"), TAO_PEGTL_KEYWORD("for"), TAO_PEGTL_KEYWORD("if"),
          TAO_PEGTL_KEYWORD("in"), TAO_PEGTL_KEYWORD("is"), TAO_PEGTL_KEYWORD("not"), TAO_PEGTL_KEYWORD("or")> {};
struct BrokenNumber
    : seq<Number, not_at<WordAfterNumber>, plus<sor<pegtl::identifier_other, pegtl::utf8::not_range<0, 0x7F>>>> {};
struct AnyToken : sor<Blank, Comment, Newline, Continuation, OpeningBracket, ClosingBracket, StringLiteral, BrokenNumber,
                      Number, pegtl::identifier, BeyondAscii, ControlCharacter, pegtl::any> {};
struct Tokens : until<eof, AnyToken> {};

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
struct Scan<Comment> : Blanked<' '> {};

// A form feed is the blank that is no indentation.
template <>
struct Scan<Continuation> : Blanked<'\f'> {};

template <>
struct Scan<Newline> {
  template <class Action>
  static void apply(const Action& in, Layout& layout) {
    if (!layout.open.empty()) Blanked<' '>::apply(in, layout);
  }
};

template <>
struct Scan<OpeningBracket> {
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
struct Scan<ClosingBracket> {
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
struct Scan<BrokenNumber> {
  template <class Action>
  static void apply(const Action& in, Layout& /*layout*/) {
    refuse_number(in.string_view());
  }
};

template <>
struct Scan<Decimal> {
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

template <>
struct Scan<BeyondAscii> {
  template <class Action>
  static void apply(const Action& in, Layout& /*layout*/) {
    refuse_character(in.string_view());
  }
};
template <>
struct Scan<ControlCharacter> : Scan<BeyondAscii> {};

[[noreturn]] void refuse_rest(const Layout& layout, std::size_t offset, const char* what) {
  // A newline at the very end does not begin a line.
  const bool at_end = offset == layout.source.size() && layout.source.ends_with('\n');
  syntax_error(std::string("unterminated ") + what + " literal (detected at line " +
               layout.line_of(offset - (at_end ? 1 : 0)) + ")");
}

template <class Rule>
struct Unscanned;
template <char Quote>
struct Unscanned<ShortStringRest<Quote>> {
  [[noreturn]] static void refuse(const Layout& layout, std::size_t offset) { refuse_rest(layout, offset, "string"); }
};
template <char Quote>
struct Unscanned<LongStringRest<Quote>> {
  [[noreturn]] static void refuse(const Layout& layout, std::size_t offset) {
    refuse_rest(layout, offset, "triple-quoted string");
  }
};
template <>
struct Unscanned<ContinuationRest> {
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
  pegtl::parse<Tokens, Scan, ScanControl>(in, layout);
  return layout;
}

// ---- program: the grammar ----------------------------------------------------------------------------------------------------

template <class... Rules>
struct Token : seq<Rules..., Blanks> {};
template <char... Characters>
struct Symbol : Token<string<Characters...>> {};

// Its rules lie one level deeper in the program.
template <class... Rules>
struct Nested;

// operand (operator operand)*, as one node.
template <class Operand, class Operator>
struct MoreOperands : plus<Token<Operator>, must<Operand>> {};
template <class Operand, class Operator>
struct Chain : seq<Operand, opt<MoreOperands<Operand, Operator>>> {};

struct Expression;
struct Expressions;

// Names and literals.
struct Name {
  static bool match(Input& in) {
    const std::string_view text = word_at({in.current(), in.size()});
    if (text.empty() || std::binary_search(kKeywords.begin(), kKeywords.end(), text)) return false;
    in.bump_in_this_line(text.size());
    return true;
  }
};
struct Named : Name {};
struct Strings : plus<Token<StringLiteral>> {};
struct Constant : sor<TAO_PEGTL_KEYWORD("None"), TAO_PEGTL_KEYWORD("True"), TAO_PEGTL_KEYWORD("False"), pegtl::ellipsis> {};
struct Comma : Symbol<','> {};
template <char Bracket>
struct Closed : Symbol<Bracket> {};

// Atoms.
struct EmptyTuple : at<one<')'>> {};
struct Group : seq<Symbol<'('>, Nested<opt<sor<EmptyTuple, Expressions>>, must<Closed<')'>>>> {};
struct ListDisplay : seq<Symbol<'['>, Nested<opt<list_tail<Expression, Comma>>, must<Closed<']'>>>> {};
struct Atom : sor<Strings, Token<Name>, Token<Number>, Token<Constant>, Group, ListDisplay> {};

// Primaries: x.T, x[0], x(0).
struct AttributeName : Name {};
struct Attribute : seq<Symbol<'.'>, must<Token<AttributeName>>> {};
struct Absent : success {};
struct Colon : Token<one<':'>, not_at<one<'='>>> {};
struct RestOfSlice : seq<Colon, sor<Expression, Absent>, opt<Colon, sor<Expression, Absent>>> {};
struct Slice : seq<sor<Expression, seq<at<Colon>, Absent>>, opt<RestOfSlice>> {};
struct MoreSlices : seq<Comma, opt<list_tail<Slice, Comma>>> {};
struct Subscript : seq<Symbol<'['>, Nested<must<Slice>, opt<MoreSlices>, must<Closed<']'>>>> {};
struct Assign : Token<one<'='>, not_at<one<'='>>> {};
struct KeywordArgument : seq<at<Name, Blanks, Assign>, Token<Named>, Assign, must<Expression>> {};
struct Argument : sor<KeywordArgument, Expression> {};
struct ClosedCall : Closed<')'> {};
struct Call : seq<Symbol<'('>, Nested<opt<list_tail<Argument, Comma>>, must<ClosedCall>>> {};
struct Trail : plus<sor<Attribute, Subscript, Call>> {};
struct Primary : seq<Atom, opt<Trail>> {};

// Operators, the tightest first. One that is followed by '=' belongs to an assignment.
struct Factor;
struct PowerOperator : seq<string<'*', '*'>, not_at<one<'='>>> {};
struct Exponentiation : seq<Token<PowerOperator>, Nested<must<Factor>>> {};
struct Power : seq<Primary, opt<Exponentiation>> {};
struct Sign : one<'+', '-', '~'> {};
struct SignedFactor : seq<Token<Sign>, Nested<must<Factor>>> {};
struct Factor : sor<SignedFactor, Power> {};
struct Times : seq<sor<string<'/', '/'>, seq<one<'*'>, not_at<one<'*'>>>, one<'/', '%', '@'>>, not_at<one<'='>>> {};
struct PlusOrMinus : seq<one<'+', '-'>, not_at<one<'='>>> {};
template <char Character>
struct Bitwise : seq<one<Character>, not_at<one<'='>>> {};
struct Product : Chain<Factor, Times> {};
struct Sum : Chain<Product, PlusOrMinus> {};
struct BitwiseAnd : Chain<Sum, Bitwise<'&'>> {};
struct BitwiseXor : Chain<BitwiseAnd, Bitwise<'^'>> {};
struct BitwiseOr : Chain<BitwiseXor, Bitwise<'|'>> {};
struct Comparator : sor<string<'=', '='>, string<'!', '='>, string<'<', '='>, string<'>', '='>,
                        seq<one<'<'>, not_at<one<'<'>>>, seq<one<'>'>, not_at<one<'>'>>>> {};
struct Comparison : Chain<BitwiseOr, Comparator> {};
struct NotOperator : TAO_PEGTL_KEYWORD("not") {};
struct Inversion;
struct Negation : seq<Token<NotOperator>, Nested<must<Inversion>>> {};
struct Inversion : sor<Negation, Comparison> {};
struct AndOperator : TAO_PEGTL_KEYWORD("and") {};
struct OrOperator : TAO_PEGTL_KEYWORD("or") {};
struct Conjunction : Chain<Inversion, AndOperator> {};
struct Expression : Chain<Conjunction, OrOperator> {};
struct MoreExpressions : seq<Comma, opt<list_tail<Expression, Comma>>> {};
struct Expressions : seq<Expression, opt<MoreExpressions>> {};

// Statements.
struct Package : Name {};
struct Module : list<Package, one<'.'>> {};
struct ImportModule : seq<Token<Module>, opt<Token<TAO_PEGTL_KEYWORD("as")>, must<Token<Named>>>> {};
struct ImportName : seq<Token<TAO_PEGTL_KEYWORD("import")>, must<ImportModule>, star<Comma, must<ImportModule>>> {};
struct SourceModule : Module {};
struct ImportedName : seq<Token<Named>, opt<Token<TAO_PEGTL_KEYWORD("as")>, must<Token<Named>>>> {};
struct EveryName : Symbol<'*'> {};
struct ImportedNames
    : sor<EveryName, list<ImportedName, Comma>, seq<Symbol<'('>, must<list_tail<ImportedName, Comma>>, must<Closed<')'>>>> {
};
struct ImportFrom : seq<Token<TAO_PEGTL_KEYWORD("from")>, must<Token<SourceModule>>,
                        must<Token<TAO_PEGTL_KEYWORD("import")>>, must<ImportedNames>> {};
struct RestOfAssignment : plus<Assign, must<Expressions>> {};
struct AugmentedOperator : sor<string<'*', '*'>, string<'/', '/'>, one<'*', '/', '%', '@', '+', '-', '&', '|', '^'>> {};
struct RestOfAugmented : seq<Token<AugmentedOperator, one<'='>>, must<Expressions>> {};
struct NothingMore : success {};
struct SimpleStatement : seq<Expressions, sor<RestOfAssignment, RestOfAugmented, NothingMore>> {};
struct Statement : sor<ImportName, ImportFrom, SimpleStatement> {};
struct EndOfLine : sor<one<'\n'>, eof> {};
struct BlankLine : seq<Blanks, EndOfLine> {};
struct Indentation : plus<Blank> {};
struct Semicolon : Symbol<';'> {};
struct Line : sor<BlankLine, seq<opt<Indentation>, list_tail<Statement, Semicolon>, must<EndOfLine>>> {};
struct Program : until<eof, must<Line>> {};

// ---- program: the tree -------------------------------------------------------------------------------------------------------

struct Builder {
  const Layout& layout;
  std::vector<Node> nodes = {};
  std::vector<std::string> operators = {};
  std::string source_module = {};  // of the import that is read
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
struct Nested {
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
  if (base == 10 && (digits.back() | 0x20) == 'j') unsupported_syntax("a complex number");
  if (base == 10 && digits.find_first_of(".eE") != std::string::npos) {
    builder.push(Kind::real);
    builder.nodes.back().real = from_decimal(digits);
    return;
  }
  builder.push(Kind::integer);
  Int& value = builder.nodes.back().integer;
  value = 0;
  // std::from_chars would be 1.5 KB more.
  for (const char digit : std::string_view(digits).substr(base == 10 ? 0 : 2)) {
    const int number = digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
    if (__builtin_mul_overflow(value, Int{base}, &value) || __builtin_add_overflow(value, Int{number}, &value)) {
      raise("OverflowError", "Python int too large to convert to C long");
    }
  }
}

template <>
struct Build<Number> {
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
      unsupported_syntax(std::string("the escape \\") + letter + " in a string");
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
  if (prefix.find_first_of("fF") != std::string_view::npos) unsupported_syntax("an f-string");
  if (prefix.find_first_of("bB") != std::string_view::npos) unsupported_syntax("a bytes literal");
  if (prefix.size() > 1) syntax_error("invalid syntax");
  literal.remove_prefix(quote);
  const bool three = literal.size() >= 6 && literal[1] == literal[0] && literal[2] == literal[0];
  const std::string_view content = literal.substr(three ? 3 : 1, literal.size() - (three ? 6 : 2));
  return prefix == "r" || prefix == "R" ? std::string(content) : unescaped(content);
}

template <>
struct Build<StringLiteral> {
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
struct Build<Strings> : Gather<Kind::string, false, join_strings> {};

template <>
struct Build<Constant> : Push<Kind::constant> {};
template <>
struct Build<Name> : Push<Kind::name> {};
template <>
struct Build<Named> : PushOperator {};
template <>
struct Build<EmptyTuple> {
  static void apply0(Builder& builder) { builder.push(Kind::tuple); }
};
template <>
struct Build<ListDisplay> : Gather<Kind::list> {};
template <>
struct Build<MoreExpressions> : Gather<Kind::tuple, true> {};

// ---- primaries

template <>
struct Build<AttributeName> : Push<Kind::attribute> {};
template <>
struct Build<Absent> {
  static void apply0(Builder& builder) { builder.push(Kind::absent); }
};

void complete_slice(Node& node) {
  if (node.children.size() == 2) node.children.emplace_back().kind = Kind::absent;
}
template <>
struct Build<RestOfSlice> : Gather<Kind::slice, true, complete_slice> {};
template <>
struct Build<MoreSlices> : Gather<Kind::tuple, true> {};
template <>
struct Build<Subscript> : Gather<Kind::subscript> {};
template <>
struct Build<KeywordArgument> : Gather<Kind::keyword, false, operator_to_text> {};

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
struct Build<Call> : Gather<Kind::call, false, check_arguments> {};
template <>
struct Build<Trail> : Gather<Kind::trail, true> {};

// ---- operators

template <>
struct Build<Exponentiation> : Gather<Kind::power, true> {};
template <>
struct Build<Sign> : PushOperator {};
template <>
struct Build<NotOperator> : PushOperator {};
template <>
struct Build<SignedFactor> : Gather<Kind::unary, false, operator_to_text> {};
template <>
struct Build<Negation> : Gather<Kind::unary, false, operator_to_text> {};
template <>
struct Build<Times> : PushOperator {};
template <>
struct Build<PlusOrMinus> : PushOperator {};
template <char Character>
struct Build<Bitwise<Character>> : PushOperator {};
template <>
struct Build<Comparator> : PushOperator {};
template <class Operand, class Operator>
struct Build<MoreOperands<Operand, Operator>> : Gather<Kind::operations, true> {};
template <class Operand>
struct Build<MoreOperands<Operand, Comparator>> : Gather<Kind::comparisons, true> {};
template <class Operand>
struct Build<MoreOperands<Operand, AndOperator>> : Gather<Kind::all, true> {};
template <class Operand>
struct Build<MoreOperands<Operand, OrOperator>> : Gather<Kind::any, true> {};

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
  if (what == "subscript") unsupported_syntax("assignment to elements (x[...] = ...)");
  if (what == "attribute") unsupported_syntax("assignment to attributes (x.name = ...)");
  if (what == "list") unsupported_syntax("assignment to a list of names");
  if (what == "tuple") unsupported_syntax("assignment to tuples within tuples");
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
struct Build<RestOfAssignment> : Gather<Kind::assignment, true, check_targets> {};

void check_augmented(Node& augmented) {
  const Node& target = augmented.children.front();
  if (target.kind == Kind::name) return;
  const std::string what = what_it_is(target);
  if (what == "subscript" || what == "attribute") refuse_target(target, true);
  syntax_error("'" + what + "' is an illegal expression for augmented assignment");
}
template <>
struct Build<AugmentedOperator> : PushOperator {};
template <>
struct Build<RestOfAugmented> : Gather<Kind::augmented, true, check_augmented> {};
template <>
struct Build<NothingMore> : Gather<Kind::expression, true> {};

template <>
struct Build<Indentation> {
  template <class Action>
  static void apply(const Action& in, Builder& /*builder*/) {
    if (*(in.end() - 1) != '\f') raise("IndentationError", "unexpected indent");
  }
};

void check_module(const std::string& module) {
  if (!has_module(module)) unsupported_syntax("the module " + module);
}

template <>
struct Build<Module> : PushOperator {};
template <>
struct Build<ImportModule> {
  static void apply0(Builder& builder) {
    const std::string& module = builder.operators.front();
    check_module(module);
    const std::string& alias = builder.operators.back();
    const std::string usual = module == "numpy" ? "np" : module.substr(module.rfind('.') + 1);
    if (alias != module && alias != usual) unsupported_syntax(module + " under the name " + alias);
    builder.operators.clear();
  }
};
template <>
struct Build<SourceModule> {
  template <class Action>
  static void apply(const Action& in, Builder& builder) {
    if (in.string() == "numpy") unsupported_syntax("the import of numpy's names (write np.dot)");
    check_module(in.string());
    builder.source_module = in.string();
  }
};
template <>
struct Build<ImportedName> {
  static void apply0(Builder& builder) {
    const std::string &name = builder.operators.front(), alias = builder.operators.back(), &module = builder.source_module;
    switch (imported(module, name)) {
      case Imported::here:
        break;
      case Imported::unsupported_syntax:
        unsupported_syntax(module + "." + name);
      case Imported::unknown:
        raise("ImportError", "cannot import name '" + name + "' from '" + module + "' (unknown location)");
    }
    if (alias != name) unsupported_syntax(name + " under the name " + alias);
    builder.operators.clear();
  }
};

template <>
struct Build<EveryName> {
  static void apply0(Builder& builder) {
    // Of the others some names are here and some are not.
    if (builder.source_module != "scipy.signal") unsupported_syntax("the import of every name of " + builder.source_module);
  }
};

// ---- program: where it cannot go on ------------------------------------------------------------------------------------------

enum class Place { start, operand, in_brackets, in_call, end };

template <class Rule>
constexpr Place kPlace = Place::operand;
template <>
constexpr Place kPlace<Line> = Place::start;
template <>
constexpr Place kPlace<Slice> = Place::start;
template <char Bracket>
constexpr Place kPlace<Closed<Bracket>> = Place::in_brackets;
template <>
constexpr Place kPlace<ClosedCall> = Place::in_call;
template <>
constexpr Place kPlace<EndOfLine> = Place::end;

bool begins_atom(std::string_view text) {
  constexpr std::array<std::string_view, 4> kWords = {"False", "None", "True", "not"};
  const std::string_view word = word_at(text);
  if (contains(kKeywords, word)) return contains(kWords, word);
  return !word.empty() || text.find_first_of("0123456789'\"") == 0 || text.starts_with("...");
}

std::string_view without_blanks(std::string_view text) {
  return text.substr(std::min(text.find_first_not_of(" \t\f"), text.size()));
}

// What Python has and this language has not, that the grammar stops at: a statement or an atom,
void refuse_beginning(std::string_view rest, Place place) {
  constexpr std::array<std::string_view, 17> kStatements = {"assert", "async",  "break",  "class", "continue", "def",
                                                            "del",    "for",    "global", "if",    "nonlocal", "pass",
                                                            "raise",  "return", "try",    "while", "with"};
  const std::string_view word = word_at(rest);
  const bool statement = place == Place::start && contains(kStatements, word);
  if (statement || word == "lambda" || word == "await" || word == "yield") unsupported_syntax("'" + std::string(word) + "'");
  if (rest.starts_with('{')) unsupported_syntax("a dict or set");
  if (place != Place::operand && rest.starts_with('*')) unsupported_syntax("unpacking (*x, **x)");
}

// or what goes on after an expression.
void refuse_continuation(std::string_view rest, Place place) {
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

// The words of CPython's rules that begin with invalid_: for an atom after an expression,
std::string words_for_atom(const Node& before, std::string_view rest, Place place) {
  const bool name = before.kind == Kind::name;
  if (name && (before.text == "print" || before.text == "exec")) {
    return "Missing parentheses in call to '" + before.text + "'. Did you mean " + before.text + "(...)?";
  }
  const bool string = rest.starts_with('"') || rest.starts_with('\'');
  return place == Place::end || (name && string) ? "invalid syntax" : "invalid syntax. Perhaps you forgot a comma?";
}

// or for an equals sign after it, within brackets.
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

[[noreturn]] void refuse(const Builder& builder, std::size_t offset, Place place) {
  const Layout& layout = builder.layout;
  const std::string_view rest = std::string_view(layout.text).substr(offset);
  const bool after_expression = place != Place::start && place != Place::operand && !builder.nodes.empty();
  refuse_beginning(rest, place);
  if (after_expression) refuse_continuation(rest, place);
  if (!layout.open.empty() && (rest.empty() || layout.line(offset) > layout.line(layout.open.back().at))) {
    syntax_error(std::string("'") + layout.open.back().opening + "' was never closed");
  }
  if (after_expression) {
    const Node& last = builder.nodes.back();
    const Node& before = last.kind == Kind::expression ? last.children.front() : last;
    if (begins_atom(rest)) syntax_error(words_for_atom(before, rest, place));
    if (place != Place::end && rest.starts_with('=') && !rest.starts_with("==")) {
      syntax_error(words_for_equals(before, rest, place));
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
  pegtl::parse<Program, Build, BuildControl>(in, builder);
  return std::move(builder.nodes);
}

}  // namespace convdot::numpy
