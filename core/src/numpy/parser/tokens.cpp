// Replaces comments, continued lines and the newlines inside brackets by blanks.
#include "numpy/parser/tokens.hpp"

#include "numpy/parser/errors.hpp"
#include "numpy/parser/lexemes.hpp"

namespace convdot::numpy::parser {
namespace {

struct Comment : seq<one<'#'>, star<pegtl::not_one<'\n'>>> {};
struct Newline : one<'\n'> {};
struct ContinuationRest : seq<one<'\n'>, not_at<eof>> {};
struct Continuation : if_must<one<'\\'>, ContinuationRest> {};
struct OpeningBracket : one<'(', '[', '{'> {};
struct ClosingBracket : one<')', ']', '}'> {};
struct BeyondAscii : pegtl::utf8::not_range<0, 0x7F> {};
struct ControlCharacter : pegtl::ranges<'\0', '\x1F', '\x7F', '\x7F'> {};
// Python 3.11 still accepts `1if x else y`.
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

// A form feed is a blank that does not count as indentation.
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

template <>
struct Scan<BrokenNumber> {
  template <class Action>
  static void apply(const Action& in, Layout& /*layout*/) {
    bad_number(in.string_view());
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

template <>
struct Scan<BeyondAscii> {
  template <class Action>
  static void apply(const Action& in, Layout& /*layout*/) {
    bad_character(in.string_view());
  }
};
template <>
struct Scan<ControlCharacter> : Scan<BeyondAscii> {};

template <class Rule>
struct Unscanned;
template <char Quote>
struct Unscanned<ShortStringRest<Quote>> {
  [[noreturn]] static void refuse(const Layout& layout, std::size_t offset) { unterminated(layout, offset, "string"); }
};
template <char Quote>
struct Unscanned<LongStringRest<Quote>> {
  [[noreturn]] static void refuse(const Layout& layout, std::size_t offset) {
    unterminated(layout, offset, "triple-quoted string");
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

}  // namespace

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

}  // namespace convdot::numpy::parser
