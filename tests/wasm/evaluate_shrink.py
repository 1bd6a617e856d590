"""Smaller programs than a given one, by one change each: fewer statements, an operand in place of an operation, fewer arguments,
smaller and rounder variables."""

import ast
import copy

import numpy as np

MODULES = ("np", "np.lib", "np.lib.stride_tricks", "scipy", "scipy.signal")


def smaller(source, variables):
    """Pairs of source and variables."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        yield from ((source[:i] + source[i + 1:], variables) for i in range(len(source)))
        return
    size = measure(tree)
    for each in smaller_trees(tree):
        if measure(each) < size:
            text = ast.unparse(ast.fix_missing_locations(each))
            used = {node.id for node in ast.walk(each) if isinstance(node, ast.Name)}
            yield text, {name: value for name, value in variables.items() if name in used}
    for name, value in variables.items():
        for less in smaller_arrays(value):
            yield source, {**variables, name: less}


def measure(tree):
    return sum(2 if isinstance(node, (ast.Call, ast.Attribute, ast.Subscript, ast.BinOp)) else 1 for node in ast.walk(tree)) + len(ast.unparse(tree)) / 1e6


def smaller_trees(tree):
    body = tree.body
    for i in range(len(body) - 1):
        yield ast.Module(body[:i] + body[i + 1:], [])
        if isinstance(body[i], ast.Assign):
            yield ast.Module(body[:i] + [Put(body[i]).visit(copy.deepcopy(each)) for each in body[i + 1:]], [])
    if isinstance(body[-1], ast.Assign):
        yield ast.Module([*body[:-1], ast.Expr(body[-1].value)], [])
    elif len(body) > 1:
        yield ast.Module(body[:-1], [])
    for i, statement in enumerate(body):
        for value in smaller_expressions(statement.value):
            replaced = copy.copy(statement)
            replaced.value = value
            yield ast.Module([*body[:i], replaced, *body[i + 1:]], [])


class Put(ast.NodeTransformer):
    """The assigned expression in place of the name."""

    def __init__(self, assignment):
        self.assignment = assignment

    def visit_Name(self, node):
        return self.assignment.value if isinstance(node.ctx, ast.Load) and node.id == self.assignment.targets[0].id else node


def is_module(node):
    return ast.unparse(node) in MODULES


def smaller_expressions(node):
    """What lies within it, then itself with something smaller within. A module is no value."""
    if is_module(node) or isinstance(node, ast.Attribute) and is_module(node.value):
        return
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr):
            yield child
        elif isinstance(child, ast.keyword):
            yield child.value
    if not isinstance(node, (ast.Name, ast.Constant, ast.Slice)):
        yield ast.Constant(1)
    for field, value in ast.iter_fields(node):
        if isinstance(value, list):
            for i, each in enumerate(value):
                yield changed(node, field, value[:i] + value[i + 1:])
                within = each.value if isinstance(each, ast.keyword) else each
                if isinstance(within, ast.expr):
                    for less in smaller_expressions(within):
                        yield changed(node, field, [*value[:i], ast.keyword(each.arg, less) if isinstance(each, ast.keyword) else less, *value[i + 1:]])
        elif isinstance(value, ast.expr):
            for less in smaller_expressions(value):
                yield changed(node, field, less)


def changed(node, field, value):
    other = copy.copy(node)
    setattr(other, field, value)
    return other


def smaller_arrays(value):
    for axis, n in enumerate(value.shape):
        for kept in sorted(kept for kept in {1, n // 2, n - 1} if 0 < kept < n):
            yield np.take(value, range(kept), axis)
        if n == 1:
            yield np.take(value, 0, axis)
    if value.dtype != bool and value.size <= 64:
        for each in (np.zeros_like(value), np.ones_like(value), np.trunc(value)):
            with np.errstate(invalid="ignore"):
                if weight(each) < weight(value):
                    yield each
        for i in np.ndindex(value.shape):
            for simple in (0, 1):
                each = value.copy()
                each[i] = simple
                if weight(each) < weight(value):
                    yield each


def weight(value):
    """Of a number: its length when it is written."""
    return sum(len(repr(each)) + (each != 0) for each in value.ravel().tolist())
