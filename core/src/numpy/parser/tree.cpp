// Builds the tree while grammar.hpp is matched: a rule's action pushes a node, or gathers the nodes pushed since the rule began.
#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "convdot/limits.hpp"
#include "numpy/array.hpp"
#include "numpy/decimal.hpp"
#include "numpy/library.hpp"
#include "numpy/parser/errors.hpp"
#include "numpy/parser/grammar.hpp"
#include "numpy/parser/tokens.hpp"
#include "numpy/syntax.hpp"

namespace convdot::numpy::parser {

using Kind = Node::Kind;

struct Builder {
  const Layout& layout;
  std::vector<Node> nodes = {};
  std::vector<std::string> operators = {};
  std::string source_module = {};  // of the current import
  int depth = 0;

  void push(Kind kind, std::string_view text = {}) {
    nodes.emplace_back().kind = kind;
    nodes.back().text = text;
  }

  // Not inlined into the rules: their frames fill the stack.
  void enter() {
    if (++depth <= kMaxNesting) return;
    raise("RecursionError", "maximum recursion depth exceeded: brackets, signs and powers nest more than " +
                                std::to_string(kMaxNesting) + " deep");
  }

  void push_operator(std::string_view text) { operators.emplace_back(text); }

  // Replaces the nodes and operators from these on by one node, completed by `finish`.
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

namespace {

template <class Rule>
struct Build : pegtl::nothing<Rule> {};

// Makes one node of the nodes that the rule pushed and, if `Begun`, of the node before them. `Finish` completes it.
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

void check_targets(Node& assignment) {
  std::vector<Node>& children = assignment.children;
  std::rotate(children.begin(), children.end() - 1, children.end());
  for (auto target = children.begin() + 1; target != children.end(); ++target) {
    if (target->kind == Kind::tuple) {
      for (const Node& each : target->children) {
        if (each.kind != Kind::name) bad_target(each, false);
      }
    } else if (target->kind != Kind::name) {
      bad_target(*target, children.size() == 2);
    }
  }
}
template <>
struct Build<RestOfAssignment> : Gather<Kind::assignment, true, check_targets> {};

void check_augmented(Node& augmented) {
  const Node& target = augmented.children.front();
  if (target.kind == Kind::name) return;
  const std::string what = what_it_is(target);
  if (what == "subscript" || what == "attribute") bad_target(target, true);
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
      case Imported::unsupported:
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
    // Of every other module only some names are here.
    if (builder.source_module != "scipy.signal") unsupported_syntax("the import of every name of " + builder.source_module);
  }
};

// ---- where the grammar stops -------------------------------------------------------------------------------------------------

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

template <class Rule>
struct BuildControl : pegtl::normal<Rule> {
  [[noreturn]] static void raise(const Input& in, const Builder& builder) {
    unexpected(builder.layout, builder.nodes, static_cast<std::size_t>(in.current() - in.begin()), kPlace<Rule>);
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
    raise("MemoryError", "the source has " + std::to_string(characters) + " characters; at most " +
                             std::to_string(kMaxSourceLength) + " are supported here");
  }
}

}  // namespace
}  // namespace convdot::numpy::parser

namespace convdot::numpy {

std::vector<Node> parse(std::string_view source) {
  parser::check_encoding(source);
  const parser::Layout layout = parser::layout_of(source);
  parser::Builder builder{layout};
  parser::Input in(layout.text.data(), layout.text.size(), "");
  tao::pegtl::parse<parser::Program, parser::Build, parser::BuildControl>(in, builder);
  return std::move(builder.nodes);
}

}  // namespace convdot::numpy
