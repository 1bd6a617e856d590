// The second grammar, modelled on Python's own (https://docs.python.org/3.11/reference/grammar.html). It has no actions.
//
// The grammar never backtracks past a rule that has pushed a node: an alternative fails at its first token or, by `must`, ends the
// parse. So actions need no undoing, and the time is linear in the source.
#pragma once

#include "numpy/parser/lexemes.hpp"

namespace convdot::numpy::parser {

template <class... Rules>
struct Token : seq<Rules..., Blanks> {};
template <char... Characters>
struct Symbol : Token<string<Characters...>> {};

// Its rules are one level deeper in the program; tree.cpp counts the levels.
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

// Operators, the tightest first. An operator before '=' belongs to an assignment.
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

}  // namespace convdot::numpy::parser
