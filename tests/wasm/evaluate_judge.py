"""NumPy and SciPy as the judge of the NumPy cell: a server of JSON lines, one request and one answer each. evaluate.test.mjs asks.

{"seed", "count"}: random programs (evaluate_programs.py), each with what becomes of it.
{"source", "variables"}: smaller programs than this one, each with what becomes of it, the smallest change last.

A program is {"source", "variables", "outcome"}; variables and values are {"shape", "dtype", "base64"}, bytes little-endian. An outcome
is {"type", "message", "exact"}, `exact` where the sentence is NumPy's to the byte, or {"value", "repr", "warnings", "tolerance"}:
warnings null where they are open, tolerance null where the value is the same to the bit, "any" where nothing can be said of it, or how
far each element may be off.

How far that is, is found by running the program again and again with every result that NumPy does not promise to the bit moved by as
much as its rounding may have: each sum of n products by up to gamma(n) times the sum of their magnitudes.
"""

import ast
import base64
import copy
import json
import operator
import random
import resource
import signal
import sys
import traceback
import warnings

import numpy as np

try:
    import scipy.signal
except ImportError:
    scipy = None

from evaluate_programs import TooLong, random_program, random_variables
from evaluate_shrink import smaller

DTYPES = ("bool", "int64", "float32", "float64")
# The results of these depend on the order of a sum, or on the C library's functions.
CONTRACTIONS = {"dot", "vdot", "inner", "matmul", "tensordot", "einsum", "correlate2d", "convolve2d"}
REDUCTIONS = {"sum", "mean", "prod", "trace"}
FUNCTIONS = {"exp", "power"}
# Of these, and of the elementwise operations, the sentence too.
EXACT_SENTENCES = {"dot", "vdot", "inner", "outer", "matmul", "tensordot", "einsum", "reshape"}
ELEMENTWISE = {"add", "subtract", "multiply", "divide", "power", "maximum", "minimum"}
# Where a rounding error may become a jump.
JUMPING_NODES = (ast.Compare, ast.FloorDiv, ast.Mod)
JUMPING_NAMES = {"argmax", "allclose", "isclose", "array_equal", "int", "int64", "bool", "bool_"}


def packed(array):
    little = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
    return {"shape": list(array.shape), "dtype": array.dtype.name, "base64": base64.b64encode(little.tobytes()).decode()}


def unpacked(tensor):
    dtype = np.dtype(tensor["dtype"]).newbyteorder("<")
    return np.frombuffer(base64.b64decode(tensor["base64"]), dtype).astype(tensor["dtype"]).reshape(tensor["shape"])


def environment(variables):
    return {"np": np, "scipy": scipy, **{name: value[()] for name, value in variables.items()}}  # without axes: a scalar


# ---- how far a value may be off ----------------------------------------------------------------------------------------------


def is_whole(values):
    return all(np.all(np.isfinite(v)) and np.all(np.trunc(v) == v) for v in values)


class Moved:
    """Stands in for a function: its result, moved by as much as rounding may have."""

    def __init__(self, seed):
        self.signs = np.random.RandomState(seed)
        self.moved = self.jumped = self.hides = self.signless = False

    def __call__(self, function, *args, **kwargs):
        if isinstance(getattr(function, "__self__", None), (np.ndarray, np.generic)):
            args, function = (function.__self__, *args), getattr(np, function.__name__, function)
        result = function(*args, **kwargs)
        if not isinstance(result, (float, np.floating, np.ndarray)) or np.asarray(result).dtype.kind != "f":
            return result
        unit = np.finfo(np.asarray(result).dtype).eps / 2
        with np.errstate(all="ignore"):
            bound = self.bound(function, args, kwargs, np.asarray(result, dtype=np.float64), unit)
        if not np.any(bound):
            return result
        self.moved = True
        signs = np.where(self.signs.randint(0, 2, np.shape(result)) == 0, -1, 1)
        moved = np.asarray(result + signs * bound).astype(np.asarray(result).dtype)
        return moved if isinstance(result, np.ndarray) else type(result)(moved)

    def bound(self, function, args, kwargs, result, unit):
        name = function.__name__
        if name in ("exp", "power", "pow"):
            # What has been moved may be a whole exponent no longer.
            self.jumped = self.jumped or self.moved and name != "exp" and np.any(np.asarray(args[0]) < 0)
            # C leaves open whether zero to the power of minus infinity is a division by zero.
            self.hides = self.hides or name != "exp" and np.any((np.asarray(args[0]) == 0) & np.isneginf(args[1]))
            whole = is_whole(np.asarray(each) for each in args) and is_whole([result]) and np.all(np.abs(result) < 1 / unit)
            return 0 if whole else np.where(np.isfinite(result), 8 * unit * np.abs(result), 0)
        first = 1 if name == "einsum" else 0
        last = first + 1 if name in REDUCTIONS else len(args) if name == "einsum" else first + 2
        operands = [np.asarray(each) for each in args[first:last]]

        # Once a sum is nan, what would have been invalid no longer is: the order of its terms decides.
        self.hides = self.hides or any(np.isnan(each).any() for each in operands)

        def of(values):
            return np.asarray(function(*args[:first], *values, *args[last:], **kwargs), dtype=np.float64)

        if name == "trace":
            return 0
        if name in REDUCTIONS:
            axis = args[1] if len(args) > 1 else kwargs.get("axis")
            if operands[0].flags.c_contiguous and (axis is None or operands[0].ndim == 1):
                return 0
            n = operands[0].size / max(result.size, 1)
        else:
            n = of([np.ones(each.shape) for each in operands])
        # The magnitude of a sum of products is the sum of magnitudes; of NumPy's 64-bit numbers, so that only a real overflow is one.
        magnitude = of([np.abs(each.astype(np.float64)) for each in operands])
        self.signless = self.signless or name in CONTRACTIONS and np.any(result == 0)  # of a zero the sign is open
        # Sixteenths and wholes: as long as the sum fits the significand, nothing is rounded.
        if is_whole([16 * each.astype(np.float64) for each in operands]) and np.all(magnitude * 16.0 ** len(operands) * (n if name == "mean" else 1) < 1 / unit):
            return 0
        finite = all(np.isfinite(each).all() for each in operands)
        # A factor of all terms may be taken out of the sum: infinity times a sum, or a sum of infinities. Products of matrices are the
        # BLAS's, which may leave out what is multiplied by zero.
        is_open = name == "einsum" and len(operands) > 1 or name not in REDUCTIONS and min(each.ndim for each in operands) > 1
        self.jumped = self.jumped or is_open and not finite
        if finite and not np.all(magnitude < np.finfo(np.float32 if unit > 1e-10 else np.float64).max):
            self.jumped = True
        k = n + len(operands) - 1
        return np.where(np.isfinite(result) & np.isfinite(magnitude) & (n > 1), k * unit / (1 - k * unit) * magnitude, 0)


class MoveResults(ast.NodeTransformer):
    def visit_Call(self, node):
        self.generic_visit(node)
        if isinstance(node.func, ast.Attribute) and node.func.attr in CONTRACTIONS | REDUCTIONS | FUNCTIONS:
            return self.moved(node.func, node.args, node.keywords)
        return node

    def visit_BinOp(self, node):
        self.generic_visit(node)
        if isinstance(node.op, (ast.MatMult, ast.Pow)):
            name = "matmul" if isinstance(node.op, ast.MatMult) else "pow"
            return self.moved(ast.Attribute(ast.Name("_operator", ast.Load()), name, ast.Load()), [node.left, node.right], [])
        return node

    def moved(self, function, args, keywords):
        return ast.Call(ast.Name("_moved", ast.Load()), [function, *args], keywords)


def jumps(tree):
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    names |= {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return not JUMPING_NAMES.isdisjoint(names) or any(isinstance(node, JUMPING_NODES) for node in ast.walk(tree))


def tolerance(tree, variables, value):
    """And whether the warnings are open too: what rounding may move over a jump may warn or not."""
    again = ast.fix_missing_locations(MoveResults().visit(ast.parse(ast.unparse(tree))))
    wide, spread = (None, None) if value is None else (value.astype(np.float64), np.zeros(value.shape))
    for seed in range(5):
        moved = Moved(seed)
        try:
            other = as_array(last_value(again, {**environment(variables), "_moved": moved, "_operator": operator}))
        except Exception:
            return "any", True
        if not moved.moved and not moved.jumped and not (value is None and moved.signless):
            return None, moved.hides
        if value is None or other is None or moved.jumped or jumps(tree) or other.shape != value.shape or other.dtype != value.dtype:
            return "any", True
        with np.errstate(all="ignore"):
            other = other.astype(np.float64)
            same = (other == wide) | (np.isnan(other) & np.isnan(wide))
            spread = np.maximum(spread, np.where(same, 0, np.abs(other - wide)))
    if not np.all(np.isfinite(spread)):
        return "any", True
    # Both results may be off, and five draws need not have found the worst of many operations together.
    return packed(4 * spread), True


class SeeResults(ast.NodeTransformer):
    """Passes what each part of the program gives to _seen: a dtype that is not in the cell may be gone in the end."""

    def visit(self, node):
        self.generic_visit(node)
        if isinstance(node, (ast.Call, ast.BinOp, ast.UnaryOp)):
            return ast.copy_location(ast.Call(ast.Name("_seen", ast.Load()), [node], []), node)
        return node


# ---- what becomes of a program -----------------------------------------------------------------------------------------------


def last_value(tree, names):
    """As the Python prompt does: statements are run, the last expression's value is the result."""
    *statements, last = tree.body
    if not isinstance(last, ast.Expr):
        statements.append(last)
        last = None
    exec(compile(ast.Module(statements, []), "<cell>", "exec"), names)
    return eval(compile(ast.Expression(last.value), "<cell>", "eval"), names) if last else None


def kind(error):
    """The public type of an exception: _UFuncNoLoopError is a TypeError."""
    return next(each.__name__ for each in type(error).__mro__ if not each.__module__.startswith("numpy.core._exceptions"))


def raising(source, error):
    """The part of the source that raised: Python keeps its place."""
    frame = [each for each in traceback.TracebackException.from_exception(error).stack if each.filename == "<cell>"][-1]
    lines = source.splitlines()[frame.lineno - 1:frame.end_lineno]
    if len(lines) != 1:
        return None
    part = lines[0].encode()[frame.colno:frame.end_colno].decode()
    return ast.parse(part.strip(), mode="eval").body


def sentence_is_exact(source, error):
    if isinstance(error, TypeError):
        return False
    node = raising(source, error)
    if isinstance(node, ast.BinOp):
        return not isinstance(node.op, ast.Pow) or "broadcast" in str(error)
    if isinstance(node, ast.Compare):
        return True
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in EXACT_SENTENCES | ELEMENTWISE


def as_array(result):
    """None for what is no array of numbers."""
    try:
        value = np.asarray(result)
    except ValueError:  # a list of arrays of several shapes
        return None
    return value if value.dtype.name in DTYPES else None


def supported(result):
    """Nothing but the four dtypes is in the cell: complex, unsigned and big numbers are not."""
    if isinstance(result, (list, tuple)):
        return all(map(supported, result)) and supported(as_array(result))
    if isinstance(result, int) and not -2**63 <= result < 2**63:
        return False
    return not isinstance(result, (np.ndarray, np.generic, complex)) or np.asarray(result).dtype.name in DTYPES


def is_deprecated(warned):
    return any(issubclass(each.category, (DeprecationWarning, np.VisibleDeprecationWarning)) for each in warned)


def outcome(source, variables):
    """None where the program leaves what the cell is for."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
    except SyntaxError as error:
        return {"type": "SyntaxError", "message": str(error), "exact": False}
    seen = []

    def see(value):
        seen.append(value)
        return value

    names = environment(variables)
    watched = ast.fix_missing_locations(SeeResults().visit(copy.deepcopy(tree)))
    with warnings.catch_warnings(record=True) as raised:
        warnings.simplefilter("always")
        signal.alarm(2)
        try:
            result = last_value(watched, {**names, "_seen": see})
        except TooLong:
            return None
        except Exception as error:
            if not all(map(supported, seen)) or is_deprecated(raised):
                return None
            return {"type": kind(error), "message": str(error), "exact": sentence_is_exact(source, error)}
        finally:
            signal.alarm(0)
    if not all(map(supported, [result, *seen])):
        return None
    if is_deprecated(raised):
        return None
    lines = list(dict.fromkeys(f"{each.category.__name__}: {each.message}" for each in raised if not issubclass(each.category, SyntaxWarning)))
    found = {"warnings": lines, "repr": "", "value": None, "tolerance": None}
    if isinstance(tree.body[-1], ast.Expr):
        value = as_array(result)
        found["repr"] = repr(result)
        found["value"] = {"shape": [0], "dtype": "object", "base64": ""} if value is None else packed(value)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found["tolerance"], is_open = tolerance(tree, variables, value)
        if is_open:
            found["warnings"] = None
    return found


def program(source, variables):
    return {"source": source, "variables": {name: packed(value) for name, value in variables.items()}, "outcome": outcome(source, variables)}


def random_programs(seed, count):
    rng = random.Random(seed)
    while count:
        variables = random_variables(rng)
        each = program(random_program(rng, variables, environment(variables)), variables)
        if each["outcome"]:
            count -= 1
            yield each


def answer(request):
    if "seed" in request:
        return list(random_programs(request["seed"], request["count"]))
    variables = {name: unpacked(value) for name, value in request["variables"].items()}
    return [program(*each) for each in smaller(request["source"], variables)]


if __name__ == "__main__":
    signal.signal(signal.SIGALRM, TooLong.stop)
    resource.setrlimit(resource.RLIMIT_AS, (2**32, 2**32))  # np.zeros of a large shape is refused, not tried
    print(json.dumps({"numpy": np.__version__, "scipy": scipy and scipy.__version__}), flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)
