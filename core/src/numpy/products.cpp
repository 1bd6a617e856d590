// Follows NumPy's tensordot and vdot (numeric.py, multiarraymodule.c), the gufunc matmul, and einsum.c.src: the order of
// checks decides which error is raised.
#include "numpy/products.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "numpy/np_dot.hpp"
#include "numpy/shaping.hpp"

namespace convdot::numpy {
namespace {

// Casts both to the dtype of their product.
std::pair<AnyArray, AnyArray> promoted(const AnyArray& a, const AnyArray& b) {
  const DType dtype = promote(dtype_of(a), dtype_of(b));
  return {cast(a, dtype), cast(b, dtype)};
}

AnyArray dot_of(const AnyArray& a, const AnyArray& b) {
  const std::pair<AnyArray, AnyArray> operands = promoted(a, b);
  const AnyArray &left = operands.first, &right = operands.second;
  if (const auto shape = dot_shape(shape_of(left), shape_of(right))) {  // otherwise np_dot() raises
    const bool scales = ndim_of(left) == 0 || ndim_of(right) == 0;
    allocate(dtype_of(left), *shape);
    work(product(*shape), scales ? 1 : std::max<Int>(1, shape_of(left).back()));
  }
  return visit_array(
      [&b = right](const auto& x) -> AnyArray {
        using T = typename std::decay_t<decltype(x)>::value_type;
        auto outcome = np_dot<T>(x, *std::get_if<xt::xarray<T>>(&b));
        if (auto* raised = std::get_if<Raised>(&outcome)) throw PythonError{*raised};
        return std::move(*std::get_if<xt::xarray<T>>(&outcome));
      },
      left);
}

Shape swapped_last(Int ndim) {
  Shape axes(static_cast<std::size_t>(ndim));
  std::iota(axes.begin(), axes.end(), Int{0});
  std::swap(axes[axes.size() - 1], axes[axes.size() - 2]);
  return axes;
}

// ---- sums of products over any axes -----------------------------------------------------------------------------------------

// A sum of products: every operand is read over the same axes, those of the result first.
struct Contraction {
  Shape shape;  // all axes
  std::size_t kept;
  std::vector<View> views;
};

AnyArray contract(const Contraction& plan, std::vector<AnyArray> operands) {
  Marks scalars;
  for (const AnyArray& each : operands) scalars.push_back(ndim_of(each) == 0 ? 1 : 0);
  const DType dtype = result_type(operands, scalars);
  const Shape kept(plan.shape.begin(), plan.shape.begin() + places(plan.kept));
  const Shape summed(plan.shape.begin() + places(plan.kept), plan.shape.end());
  AnyArray result = make(dtype, kept);
  work(product(plan.shape), static_cast<Int>(operands.size()));
  std::vector<View> outer = plan.views, inner = plan.views;
  std::vector<const View*> outer_views, inner_views;
  for (std::size_t i = 0; i < operands.size(); ++i) {
    operands[i] = cast(operands[i], dtype);
    outer[i].strides.resize(plan.kept);
    inner[i].strides.erase(inner[i].strides.begin(), inner[i].strides.begin() + places(plan.kept));
    outer_views.push_back(&outer[i]);
    inner_views.push_back(&inner[i]);
  }
  work(product(kept), kItemWork);  // each begins a walk
  Int next = 0;
  for (Walk place(kept, outer_views); !place.done(); place.next()) {
    for (std::size_t i = 0; i < operands.size(); ++i) inner[i].offset = place.at(i);
    Walk term(summed, inner_views);
    with_type(dtype, [&](auto type) {
      using T = decltype(type);
      T total{0};
      for (; !term.done(); term.next()) {
        T value = data<T>(operands[0])[term.at(0)];
        for (std::size_t i = 1; i < operands.size(); ++i) value = multiply(value, data<T>(operands[i])[term.at(i)]);
        total = add(total, value);
      }
      data<T>(result)[next] = total;
    });
    ++next;
  }
  return result;
}

// ---- einsum -----------------------------------------------------------------------------------------------------------------

constexpr char kBroadcast = '\0';  // the label of an axis under an ellipsis

bool is_label(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

[[noreturn]] void bad_label(char c) {
  value_error(std::string("invalid subscript '") + c + "' in einstein sum subscripts string, subscripts must be letters");
}

// Whether an ellipsis begins at text[i]; moves on to its last dot.
bool takes_ellipsis(std::string_view text, std::size_t& i) {
  if (text.substr(i, 3) != "...") return false;
  i += 2;
  return true;
}

// A label for each axis of one operand.
std::string operand_labels(std::string_view text, std::size_t ndim, std::size_t operand) {
  std::string labels;
  std::optional<std::size_t> ellipsis;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_label(text[i])) {
      if (labels.size() >= ndim) {
        value_error("einstein sum subscripts string contains too many subscripts for operand " + std::to_string(operand));
      }
      labels += text[i];
    } else if (text[i] == '.') {
      if (ellipsis || !takes_ellipsis(text, i)) {
        value_error("einstein sum subscripts string contains a '.' that is not part of an ellipsis ('...') in operand " +
                    std::to_string(operand));
      }
      ellipsis = labels.size();
    } else if (text[i] != ' ') {
      bad_label(text[i]);
    }
  }
  if (ellipsis) {
    labels.insert(*ellipsis, ndim - labels.size(), kBroadcast);
  } else if (labels.size() != ndim) {
    value_error(
        "operand has more dimensions than subscripts given in einstein sum, but no '...' ellipsis provided to broadcast the "
        "extra "
        "dimensions.");
  }
  return labels;
}

std::string output_labels(std::string_view text, std::size_t broadcast, const std::string& used) {
  std::string labels;
  bool ellipsis = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_label(text[i])) {
      if (text.find(text[i], i + 1) != std::string_view::npos) {
        value_error(std::string("einstein sum subscripts string includes output subscript '") + text[i] +
                    "' multiple times");
      }
      if (used.find(text[i]) == std::string::npos) {
        value_error(std::string("einstein sum subscripts string included output subscript '") + text[i] +
                    "' which never appeared in an input");
      }
      labels += text[i];
    } else if (text[i] == '.') {
      if (ellipsis || !takes_ellipsis(text, i)) {
        value_error("einstein sum subscripts string contains a '.' that is not part of an ellipsis ('...') in the output");
      }
      ellipsis = true;
      labels.append(broadcast, kBroadcast);
    } else if (text[i] != ' ') {
      bad_label(text[i]);
    }
  }
  if (!ellipsis && broadcast > 0) {
    value_error(
        "output has more dimensions than subscripts given in einstein sum, but no '...' ellipsis provided to broadcast the "
        "extra "
        "dimensions.");
  }
  return labels;
}

// One operand's axes with each label once: the axes of a repeated label are walked together, along the diagonal.
struct Labelled {
  std::string labels;
  View view;
};

// `viewed`: the result's labels if this is the only operand. NumPy tries to return a view of it first.
Labelled combined(const std::string& labels, const Shape& shape, std::size_t operand, const std::string* viewed) {
  const View all = whole(shape);
  Labelled result;
  for (std::size_t axis = 0; axis < labels.size(); ++axis) {
    const std::size_t known = labels[axis] == kBroadcast ? std::string::npos : result.labels.find(labels[axis]);
    if (known == std::string::npos) {
      result.labels += labels[axis];
      result.view.shape.push_back(shape[axis]);
      result.view.strides.push_back(all.strides[axis]);
      continue;
    }
    const Int size = result.view.shape[known];
    if (size != shape[axis]) {
      const bool is_view = viewed && labels.find_first_not_of(*viewed) > axis;
      value_error("dimensions in " + (is_view ? "single operand" : "operand " + std::to_string(operand)) +
                  " for collapsing index '" + labels[axis] + "' don't match (" + std::to_string(size) +
                  " != " + std::to_string(shape[axis]) + ")");
    }
    result.view.strides[known] += all.strides[axis];
  }
  return result;
}

// For each axis of the iteration, the operand's axis or -1. Axes under an ellipsis are aligned at their end.
Shape axes_in(const Labelled& operand, const std::string& iterated) {
  Shape axes(iterated.size(), -1);
  auto next_broadcast = static_cast<Int>(operand.labels.size()) - 1;
  for (std::size_t i = iterated.size(); i-- > 0;) {
    if (iterated[i] != kBroadcast) {
      const std::size_t at = operand.labels.find(iterated[i]);
      if (at != std::string::npos) axes[i] = static_cast<Int>(at);
      continue;
    }
    while (next_broadcast >= 0 && operand.labels[static_cast<std::size_t>(next_broadcast)] != kBroadcast) --next_broadcast;
    if (next_broadcast >= 0) axes[i] = next_broadcast--;
  }
  return axes;
}

std::string remapped(const std::vector<Shape>& originals, const std::vector<Shape>& axes) {
  std::string text = "operands could not be broadcast together with remapped shapes [original->remapped]: ";
  for (std::size_t i = 0; i < originals.size(); ++i) {
    Shape sizes;
    for (const Int axis : axes[i]) sizes.push_back(axis < 0 ? -1 : originals[i][static_cast<std::size_t>(axis)]);
    text += text_of(originals[i]) + "->" + text_of(sizes) + " ";
  }
  return text;
}

}  // namespace

Value dot(const AnyArray& a, const AnyArray& b) { return result_value(dot_of(a, b)); }

Value vdot(const AnyArray& a, const AnyArray& b) {
  const Int n = size_of(a);
  if (size_of(b) != n) {
    value_error("cannot reshape array of size " + std::to_string(size_of(b)) + " into shape (" + std::to_string(n) + ",)");
  }
  return dot(reshaped(a, {n}), reshaped(b, {n}));
}

Value inner(const AnyArray& a, const AnyArray& b) {
  return dot(a, ndim_of(a) > 0 && ndim_of(b) > 1 ? transposed(b, swapped_last(ndim_of(b))) : b);
}

Value matmul(const AnyArray& given_a, const AnyArray& given_b) {
  constexpr const char* kSignature = "(n?,k),(k,m?)->(n?,m?)";
  const std::pair<AnyArray, AnyArray> operands = promoted(given_a, given_b);
  const AnyArray &a = operands.first, &b = operands.second;
  for (const auto* operand : {&a, &b}) {
    if (ndim_of(*operand) > 0) continue;
    value_error(std::string("matmul: Input operand ") + (operand == &a ? "0" : "1") +
                " does not have enough dimensions (has 0, gufunc core with signature " + kSignature + " requires 1)");
  }
  const Shape original_a = shape_of(a), original_b = shape_of(b);
  const bool row = original_a.size() == 1, column = original_b.size() == 1;
  Shape left = original_a, right = original_b;
  if (row) left.insert(left.begin(), 1);
  if (column) right.push_back(1);
  const Int n = left[left.size() - 2], k = left.back(), m = right.back();
  const Int other = right[right.size() - 2];
  if (k != other) {
    value_error(std::string("matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature ") +
                kSignature + " (size " + std::to_string(other) + " is different from " + std::to_string(k) + ")");
  }
  const Shape outer_a(left.begin(), left.end() - 2), outer_b(right.begin(), right.end() - 2);
  const auto outer = broadcast_shape({outer_a, outer_b});
  Shape core;
  if (!row) core.push_back(n);
  if (!column) core.push_back(m);
  if (!outer) {
    const std::size_t ndim = std::max(outer_a.size(), outer_b.size());
    std::vector<Shape> axes(2, Shape(ndim + core.size(), -1));
    for (std::size_t i = 0; i < outer_a.size(); ++i) axes[0][ndim - outer_a.size() + i] = static_cast<Int>(i);
    for (std::size_t i = 0; i < outer_b.size(); ++i) axes[1][ndim - outer_b.size() + i] = static_cast<Int>(i);
    value_error(remapped({original_a, original_b}, axes) + " and requested shape " + text_of(core));
  }
  Contraction plan;
  plan.shape = *outer;
  plan.shape.insert(plan.shape.end(), {n, m, k});
  plan.kept = plan.shape.size() - 1;
  Shape wide_a = outer_a, wide_b = outer_b;
  for (const Int size : {n, Int{1}, k}) wide_a.push_back(size);
  for (const Int size : {Int{1}, m, k}) wide_b.push_back(size);
  View view_a = whole(wide_a), view_b = whole(wide_b);
  // (..., k, m) read as (..., 1, m, k).
  view_b.strides[view_b.strides.size() - 2] = 1;
  view_b.strides.back() = m;
  plan.views = {broadcast(view_a, plan.shape), broadcast(view_b, plan.shape)};
  const AnyArray result = contract(plan, {a, b});
  const Specials in_a = specials(a), in_b = specials(b), in_result = specials(result);
  if (in_result.nan && !in_a.nan && !in_b.nan) warn("RuntimeWarning: invalid value encountered in matmul");
  const bool all_finite = !in_a.nan && !in_a.infinity && !in_b.nan && !in_b.infinity;
  if (all_finite && (in_result.nan || in_result.infinity)) warn("RuntimeWarning: overflow encountered in matmul");
  Shape shape = *outer;
  shape.insert(shape.end(), core.begin(), core.end());
  return result_value(reshaped(result, shape));
}

Value tensordot(const AnyArray& a, const AnyArray& b, const Value& axes) {
  Shape axes_a, axes_b;
  if (const auto pair = items_of(axes)) {
    if (pair->size() != 2) {
      value_error(pair->size() > 2 ? "too many values to unpack (expected 2)"
                                   : "not enough values to unpack (expected 2, got " + std::to_string(pair->size()) + ")");
    }
    axes_a = to_ints((*pair)[0]);
    axes_b = to_ints((*pair)[1]);
  } else {
    const Int count = std::clamp<Int>(to_int(axes), 0, 33);  // 33 is more than an array can have: the first of them raises
    for (Int axis = -count; axis < 0; ++axis) axes_a.push_back(axis);
    for (Int axis = 0; axis < count; ++axis) axes_b.push_back(axis);
  }
  const Shape shape_a = shape_of(a), shape_b = shape_of(b);
  const auto size_at = [](const Shape& shape, Int axis) {
    const auto ndim = static_cast<Int>(shape.size());
    if (axis < -ndim || axis >= ndim) index_error("tuple index out of range");
    return shape[static_cast<std::size_t>(axis < 0 ? axis + ndim : axis)];
  };
  bool fits = axes_a.size() == axes_b.size();
  for (std::size_t k = 0; fits && k < axes_a.size(); ++k) {
    fits = size_at(shape_a, axes_a[k]) == size_at(shape_b, axes_b[k]);
    if (axes_a[k] < 0) axes_a[k] += static_cast<Int>(shape_a.size());
    if (axes_b[k] < 0) axes_b[k] += static_cast<Int>(shape_b.size());
  }
  if (!fits) value_error("shape-mismatch for sum");
  const auto others = [](const Shape& shape, const Shape& axes_given) {
    Shape rest;
    for (Int axis = 0; axis < static_cast<Int>(shape.size()); ++axis) {
      if (std::find(axes_given.begin(), axes_given.end(), axis) == axes_given.end()) rest.push_back(axis);
    }
    return rest;
  };
  const auto sizes = [&](const Shape& shape, const Shape& axes_given) {
    Shape result;
    for (const Int axis : axes_given) result.push_back(size_at(shape, axis));
    return result;
  };
  const auto ordered = [](const AnyArray& array, const Shape& order) {
    if (static_cast<Int>(order.size()) != ndim_of(array)) value_error("axes don't match array");
    return transposed(array, order);
  };
  const Shape rest_a = others(shape_a, axes_a), rest_b = others(shape_b, axes_b);
  Shape order_a = rest_a, order_b = axes_b;
  order_a.insert(order_a.end(), axes_a.begin(), axes_a.end());
  order_b.insert(order_b.end(), rest_b.begin(), rest_b.end());
  const Shape kept_a = sizes(shape_a, rest_a), kept_b = sizes(shape_b, rest_b);
  const Int terms = product(sizes(shape_a, axes_a));
  const AnyArray left = reshaped(ordered(a, order_a), {product(kept_a), terms});
  const AnyArray right = reshaped(ordered(b, order_b), {terms, product(kept_b)});
  Shape shape = kept_a;
  shape.insert(shape.end(), kept_b.begin(), kept_b.end());
  // An array of no axes, not a scalar: the result of a reshape.
  return array_value(reshaped(dot_of(left, right), shape));
}

Value einsum(const std::string& subscripts, const std::vector<AnyArray>& operands) {
  work(static_cast<Int>(subscripts.size()), kItemWork);  // each label is compared with the others
  std::string_view rest = subscripts;
  std::vector<Labelled> labelled;
  std::vector<std::string> labels;
  std::string used;
  std::size_t broadcast_axes = 0;
  for (std::size_t i = 0; i < operands.size(); ++i) {
    const std::size_t end = std::min(rest.find_first_of(",-"), rest.size());
    const bool more = end < rest.size() && rest[end] == ',', last = i + 1 == operands.size();
    if (last && more) value_error("more operands provided to einstein sum function than specified in the subscripts string");
    if (!last && !more)
      value_error("fewer operands provided to einstein sum function than specified in the subscripts string");
    labels.push_back(operand_labels(rest.substr(0, end), static_cast<std::size_t>(ndim_of(operands[i])), i));
    used += labels.back();
    broadcast_axes = std::max(broadcast_axes,
                              static_cast<std::size_t>(std::count(labels.back().begin(), labels.back().end(), kBroadcast)));
    rest.remove_prefix(last ? end : end + 1);
  }
  std::string sorted;  // the labels in use, capitals first
  for (char label = 'A'; label <= 'z'; ++label) {
    if (used.find(label) != std::string::npos) sorted += label;
  }
  std::string output;
  if (rest.empty()) {
    output.assign(broadcast_axes, kBroadcast);
    for (const char label : sorted) {
      if (std::count(used.begin(), used.end(), label) == 1) output += label;
    }
  } else {
    if (!rest.starts_with("->")) value_error("einstein sum subscript string does not contain proper '->' output specified");
    output = output_labels(rest.substr(2), broadcast_axes, used);
  }
  std::vector<Shape> originals;
  for (std::size_t i = 0; i < operands.size(); ++i) {
    labelled.push_back(combined(labels[i], shape_of(operands[i]), i, operands.size() == 1 ? &output : nullptr));
    originals.push_back(labelled.back().view.shape);
  }
  std::string iterated = output;
  for (const char label : sorted) {
    if (output.find(label) == std::string::npos) iterated += label;
  }
  Contraction plan;
  plan.kept = output.size();
  plan.shape.assign(iterated.size(), 1);
  std::vector<Shape> axes;
  bool fits = true;
  for (const Labelled& each : labelled) {
    axes.push_back(axes_in(each, iterated));
    for (std::size_t i = 0; i < iterated.size(); ++i) {
      if (axes.back()[i] < 0) continue;
      const Int size = each.view.shape[static_cast<std::size_t>(axes.back()[i])];
      fits = fits && (size == plan.shape[i] || size == 1 || plan.shape[i] == 1);
      if (plan.shape[i] == 1) plan.shape[i] = size;
    }
  }
  if (!fits) value_error(remapped(originals, axes));
  for (std::size_t operand = 0; operand < labelled.size(); ++operand) {
    View view{plan.shape, Shape(iterated.size(), 0)};
    for (std::size_t i = 0; i < iterated.size(); ++i) {
      const Int axis = axes[operand][i];
      if (axis >= 0 && labelled[operand].view.shape[static_cast<std::size_t>(axis)] != 1) {
        view.strides[i] = labelled[operand].view.strides[static_cast<std::size_t>(axis)];
      }
    }
    plan.views.push_back(std::move(view));
  }
  // A single operand without a sum is copied: adding to 0 would lose the sign of a zero.
  const bool is_view = operands.size() == 1 && plan.kept == plan.shape.size();
  return result_value(is_view ? copy(operands[0], plan.views[0]) : contract(plan, operands));
}

Value correlate2d(const AnyArray& given_a, const AnyArray& given_b, const std::string& mode, bool convolve) {
  const std::string name = convolve ? "convolve2d" : "correlate2d";
  if (ndim_of(given_a) != 2 || ndim_of(given_b) != 2) value_error(name + " inputs must both be 2-D arrays");
  if (mode != "full" && mode != "same" && mode != "valid")
    value_error("Acceptable mode flags are 'valid', 'same', or 'full'.");
  std::pair<AnyArray, AnyArray> operands = promoted(given_a, given_b);
  AnyArray &a = operands.first, &b = operands.second;
  if (dtype_of(a) == DType::boolean) value_error("convolve2d not available for this type.");
  Shape size_a = shape_of(a), size_b = shape_of(b);
  bool swapped = false;
  if (mode == "valid") {
    const bool a_covers = size_a[0] >= size_b[0] && size_a[1] >= size_b[1];
    const bool b_covers = size_b[0] >= size_a[0] && size_b[1] >= size_a[1];
    if (!a_covers && !b_covers) {
      value_error("For 'valid' mode, one must be at least as large as the other in every dimension");
    }
    swapped = !a_covers;
    if (swapped) {
      std::swap(a, b);
      std::swap(size_a, size_b);
    }
  }
  Shape shape(2), origin(2);
  for (std::size_t axis = 0; axis < 2; ++axis) {
    const Int n = size_a[axis], f = size_b[axis];
    shape[axis] = mode == "full" ? n + f - 1 : mode == "same" ? n : n - f + 1;
    // The start of the first result's window: 'same' rounds the middle up for convolve2d and down for correlate2d.
    const Int half = (f - 1) / 2;
    origin[axis] = mode == "valid" ? 0 : mode == "full" ? 1 - f : convolve ? half - (f - 1) : -half;
  }
  if (size_of(b) == 0) return array_value(make(dtype_of(a), shape));
  // Zeros around, so that infinity in the filter gives NaN there.
  const Shape padded_shape{shape[0] + size_b[0] - 1, shape[1] + size_b[1] - 1};
  AnyArray padded = make(dtype_of(a), padded_shape);
  View within = whole(padded_shape);
  Shape first(2, 0);  // of the part of `a` that is read
  View read = whole(size_a);
  for (std::size_t axis = 0; axis < 2; ++axis) {
    first[axis] = std::max<Int>(0, origin[axis]);
    within.offset += std::max<Int>(0, -origin[axis]) * within.strides[axis];
    within.shape[axis] = read.shape[axis] =
        std::min(size_a[axis] - first[axis], padded_shape[axis] - std::max<Int>(0, -origin[axis]));
    read.offset += first[axis] * read.strides[axis];
  }
  assign(padded, within, copy(a, read));
  Contraction plan;
  plan.shape = {shape[0], shape[1], size_b[0], size_b[1]};
  plan.kept = 2;
  View windows{plan.shape, {padded_shape[1], 1, padded_shape[1], 1}};
  View filter{plan.shape, {0, 0, size_b[1], 1}};
  if (convolve) filter = {plan.shape, {0, 0, -size_b[1], -1}, size_of(b) - 1};
  plan.views = {windows, filter};
  const AnyArray result = contract(plan, {padded, b});
  // Correlating the smaller with the larger gives the correlation of the larger with the smaller, rotated by 180 degrees.
  return array_value(swapped && !convolve ? numpy::flip(result, {true, true}) : result);
}

Shape resolved_shape(Int size, const Shape& given) {
  Shape shape = given;
  const auto unknown = std::count_if(shape.begin(), shape.end(), [](Int each) { return each < 0; });
  if (unknown > 1) value_error("can only specify one unknown dimension");
  Int known = 1;
  bool fits = true;
  for (const Int each : shape) {
    if (each >= 0) fits = fits && !__builtin_mul_overflow(known, each, &known);
  }
  if (unknown == 1) {
    fits = fits && known != 0 && size % known == 0;
    if (fits) *std::find_if(shape.begin(), shape.end(), [](Int each) { return each < 0; }) = size / known;
  }
  fits = fits && (unknown == 1 || known == size);
  if (fits) return shape;
  value_error("cannot reshape array of size " + std::to_string(size) + " into shape " + text_of(given));
}

}  // namespace convdot::numpy
