// Rules that the tokens and the grammar share: words, numbers and strings.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>
#include <tao/pegtl.hpp>

namespace convdot::numpy::parser {

namespace pegtl = tao::pegtl;
using pegtl::at, pegtl::eof, pegtl::if_must, pegtl::list, pegtl::list_tail, pegtl::must, pegtl::not_at, pegtl::one,
    pegtl::opt, pegtl::plus, pegtl::rep_opt, pegtl::seq, pegtl::sor, pegtl::star, pegtl::string, pegtl::success,
    pegtl::until;
using Input = pegtl::memory_input<pegtl::tracking_mode::lazy, pegtl::eol::lf, const char*>;

// In alphabetical order.
inline constexpr std::array<std::string_view, 35> kKeywords = {
    "False",  "None",     "True", "and",    "as",      "assert", "async",  "await",  "break", "class",  "continue", "def",
    "del",    "elif",     "else", "except", "finally", "for",    "from",   "global", "if",    "import", "in",       "is",
    "lambda", "nonlocal", "not",  "or",     "pass",    "raise",  "return", "try",    "while", "with",   "yield"};

// The identifier or keyword that `text` begins with; empty if it begins with none.
inline std::string_view word_at(std::string_view text) {
  Input in(text.data(), text.size(), "");
  pegtl::parse<opt<pegtl::identifier>>(in);
  return text.substr(0, in.byte());
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

}  // namespace convdot::numpy::parser
