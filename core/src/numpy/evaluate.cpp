#include "convdot/numpy.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <utility>

#include "convdot/error.hpp"
#include "convdot/limits.hpp"
#include "numpy/indexing.hpp"
#include "numpy/library.hpp"
#include "numpy/operators.hpp"
#include "numpy/syntax.hpp"
#include "numpy/value.hpp"

namespace convdot {
namespace numpy {
namespace {

// Runs a program over the names it knows.
class Interpreter {
 public:
  explicit Interpreter(std::span<const Variable> variables) {
    if (variables.size() > kMaxVariables) {
      raise("MemoryError", "there are " + std::to_string(variables.size()) + " variables; at most " +
                               std::to_string(kMaxVariables) + " are supported here");
    }
    // A variable without axes is a number: np.sum(a * W), not np.array(np.sum(a * W)).
    for (const Variable& each : variables) assign(each.name, result_value(each.array));
  }

  // The value of the last expression; nothing if the program does not end with one.
  std::optional<Value> run(const std::vector<Node>& program) {
    std::optional<Value> last;
    for (const Node& statement : program) last = execute(statement);
    return last;
  }

 private:
  std::optional<Value> execute(const Node& statement) {
    switch (statement.kind) {
      case Node::Kind::expression:
        return evaluate(statement.children[0]);
      case Node::Kind::assignment: {
        const Value value = evaluate(statement.children[0]);
        for (std::size_t i = 1; i < statement.children.size(); ++i) assign_to(statement.children[i], value);
        return std::nullopt;
      }
      default:
        augment(statement);
        return std::nullopt;
    }
  }

  void assign_to(const Node& target, const Value& value) {
    if (target.kind == Node::Kind::name) {
      assign(target.text, value);
      return;
    }
    const std::optional<Values> items = items_of(value);
    if (!items) type_error("cannot unpack non-iterable " + type_name(value) + " object");
    const std::string expected = "expected " + std::to_string(target.children.size());
    if (items->size() > target.children.size()) value_error("too many values to unpack (" + expected + ")");
    if (items->size() < target.children.size()) {
      value_error("not enough values to unpack (" + expected + ", got " + std::to_string(items->size()) + ")");
    }
    for (std::size_t i = 0; i < items->size(); ++i) assign_to(target.children[i], (*items)[i]);
  }

  void augment(const Node& statement) {
    const Node& name = statement.children[0];
    const Value before = evaluate(name);
    const std::string& op = statement.operators[0];
    // Every other name of the same array would see it change.
    if (const auto* array = before.as<Array>(); array && !array->is_scalar) {
      not_supported("changing an array in place (" + name.text + " " + op + "= ...; write " + name.text + " = " + name.text +
                    " " + op + " ...)");
    }
    assign(name.text, binary(op, before, evaluate(statement.children[1])));
  }

  Value evaluate(const Node& node) {
    work(1);
    switch (node.kind) {
      case Node::Kind::constant:
        if (node.text == "None") return None{};
        if (node.text == "...") return Ellipsis{};
        return node.text == "True";
      case Node::Kind::integer:
        return node.integer;
      case Node::Kind::real:
        return node.real;
      case Node::Kind::string:
        return node.text;
      case Node::Kind::name:
        return named(node.text);
      case Node::Kind::tuple:
      case Node::Kind::list:
        return sequence_of(node.kind == Node::Kind::tuple, evaluated(node.children));
      case Node::Kind::slice:
        return slice_of(evaluate(node.children[0]), evaluate(node.children[1]), evaluate(node.children[2]));
      case Node::Kind::absent:
        return None{};
      case Node::Kind::trail:
        return follow(node);
      case Node::Kind::unary: {
        const Value operand = evaluate(node.children[0]);
        return node.text == "not" ? Value(!truth(operand)) : unary(node.text[0], operand);
      }
      case Node::Kind::power: {
        const Value base = evaluate(node.children[0]);
        return binary("**", base, evaluate(node.children[1]));
      }
      case Node::Kind::operations: {
        Value left = evaluate(node.children[0]);
        for (std::size_t i = 0; i < node.operators.size(); ++i) {
          left = binary(node.operators[i], left, evaluate(node.children[i + 1]));
        }
        return left;
      }
      case Node::Kind::comparisons:
        return compare(node);
      default:
        return decide(node, node.kind == Node::Kind::all);
    }
  }

  Values evaluated(const std::vector<Node>& nodes) {
    Values values;
    for (const Node& each : nodes) values.push_back(evaluate(each));
    return values;
  }

  Value named(const std::string& name) {
    if (const auto found = names_.find(name); found != names_.end()) return found->second;
    if (auto found = builtin(name)) return *std::move(found);
    std::vector<std::string_view> known;
    for (const auto& each : names_) known.push_back(each.first);
    const std::string with_np = "np." + name;
    raise("NameError",
          "name '" + name + "' is not defined" +
              (builtin(with_np) ? ". Did you mean: '" + with_np + "'?" : suggestion(name, "", std::move(known))));
  }

  // x.T[0](...): attributes, subscripts and calls, from left to right.
  Value follow(const Node& trail) {
    Value value = evaluate(trail.children[0]);
    for (std::size_t i = 1; i < trail.children.size(); ++i) {
      const Node& each = trail.children[i];
      if (each.kind == Node::Kind::attribute) {
        value = attribute(value, each.text);
      } else if (each.kind == Node::Kind::subscript) {
        value = subscript(value, evaluate(each.children[0]));
      } else {
        Arguments arguments;
        for (const Node& argument : each.children) {
          if (argument.kind == Node::Kind::keyword) {
            arguments.named.emplace_back(argument.text, evaluate(argument.children[0]));
          } else {
            arguments.values.push_back(evaluate(argument));
          }
        }
        value = call(value, arguments);
      }
    }
    return value;
  }

  // a < b < c is a < b and b < c, each operand evaluated once.
  Value compare(const Node& node) {
    Value left = evaluate(node.children[0]), result;
    for (std::size_t i = 0; i < node.operators.size(); ++i) {
      Value right = evaluate(node.children[i + 1]);
      result = binary(node.operators[i], left, right);
      if (i + 1 < node.operators.size() && !truth(result)) return result;
      left = std::move(right);
    }
    return result;
  }

  // `and` gives its first operand that is false, `or` the first that is true, both their last one otherwise.
  Value decide(const Node& node, bool all) {
    Value value;
    for (const Node& each : node.children) {
      value = evaluate(each);
      if (&each != &node.children.back() && truth(value) != all) return value;
    }
    return value;
  }

  void assign(const std::string& name, Value value) { names_.insert_or_assign(name, std::move(value)); }

  std::map<std::string, Value> names_;
};

bool is_numeric(const Value& value) {
  return value.as<Array>() || value.as<bool>() || value.as<Int>() || value.as<double>() || value.as<Sequence>();
}

Evaluated shown(const std::optional<Value>& value, const Bounds& bounds) {
  Evaluated result{xt::xarray<double>::from_shape({0}), "object", value ? repr(*value) : "", {}};
  if (value && is_numeric(*value)) {
    try {
      result.value = to_array(*value);
      result.dtype = dtype_name(result.value);
    } catch (const PythonError&) {
      // A list that makes no array is shown by its repr only.
    }
  }
  result.warnings = bounds.warnings;
  return result;
}

}  // namespace
}  // namespace numpy

std::variant<Evaluated, Raised> evaluate(std::string_view source, std::span<const Variable> variables) {
  numpy::Bounds bounds;  // NOLINT(misc-const-correctness): work() and allocate() change it while it is in force
  try {
    numpy::Interpreter interpreter(variables);
    return numpy::shown(interpreter.run(numpy::parse(source)), bounds);
  } catch (const numpy::PythonError& error) {
    return error.raised;
  } catch (const Error& error) {
    return Raised{"MemoryError", error.what()};
  }
}

}  // namespace convdot
