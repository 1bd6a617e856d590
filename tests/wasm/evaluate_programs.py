"""Random programs over the whole language of the NumPy cell, and their variables.

An expression is written from its operands upwards, each of which NumPy has evaluated already: axes, indices and second operands are
chosen to fit what is there, and now and then not to.
"""

import ast
import signal
import warnings

import numpy as np

NUMBERS = ("0", "1", "2", "3", "-1", "-4", "7", "1_000", "0x10", "2**31", "9007199254740993", "9223372036854775807")
DECIMALS = ("0.5", "1.", ".25", "-2.5", "1e-3", "2.5E+2", "0.1", "-0.0", "1e300", "1e-300", "np.nan", "np.inf", "3.0")
DTYPES = ("np.float64", "np.float32", "np.int64", "bool", "int", "float", "'float32'", "'int64'", "np.bool_")
ARITHMETIC = ("+", "-", "*", "/", "//", "%", "**")
COMPARISONS = ("<", "<=", "==", "!=", ">", ">=")
BINARY_FUNCTIONS = ("add", "subtract", "multiply", "divide", "power", "maximum", "minimum")
UNARY_FUNCTIONS = ("negative", "abs", "exp", "sqrt")
REDUCTIONS = ("sum", "sum", "prod", "mean", "max", "min", "argmax", "cumsum")
LARGEST = 3000  # elements: enough to be summarised when printed


class TooLong(BaseException):
    """Python's integers have no bound: 7 ** 9007199254740993 would never end."""

    @staticmethod
    def stop(*_):
        raise TooLong


class Refused(Exception):
    """What the programs' author wrote is refused by Python: the program ends with it."""

    def __init__(self, source):
        self.source = source


def random_variables(rng):
    """Name to array: a and W of one shape more often than not."""
    shape = random_shape(rng)
    other = shape if rng.random() < 0.6 else random_shape(rng)
    kind = rng.choice(("whole", "whole", "decimal", "normal", "special"))
    variables = {"a": random_array(rng, shape, kind), "W": random_array(rng, other, kind)}
    for name in ("b", "x", "k", "m"):
        if rng.random() < 0.5:
            variables[name] = random_array(rng, random_shape(rng), kind)
    return variables


def random_shape(rng):
    return tuple(rng.choice((0, 1, 1, 2, 2, 3, 3, 3, 4, 5) if rng.random() < 0.1 else (1, 2, 3, 3, 4)) for _ in range(rng.choice((0, 1, 1, 2, 2, 2, 3, 3, 4))))


def random_array(rng, shape, kind):
    source = np.random.RandomState(rng.getrandbits(32))
    whole = source.randint(-5, 6, shape)
    dtype = rng.choice(("float64", "float64", "float64", "float32", "int64", "bool"))
    if kind == "whole" or dtype in ("int64", "bool"):
        return np.asarray(whole % 3 == 0 if dtype == "bool" else whole).astype(dtype)
    if kind == "decimal":
        return np.asarray(source.randint(-500, 500, shape) / 100).astype(dtype)
    values = np.asarray(source.standard_normal(shape) * (10.0 ** source.randint(-6, 7, shape) if rng.random() < 0.3 else 1))
    if kind == "special":
        special = source.choice([0.0, -0.0, 1.0, np.inf, -np.inf, np.nan, 1e8, 1e-5], shape)
        values = np.where(source.random_sample(shape) < 0.3, special, values)
    return values.astype(dtype)


def random_program(rng, variables, environment):
    return Writer(rng, variables, environment).program()


class Writer:
    def __init__(self, rng, variables, environment):
        self.rng = rng
        self.environment = environment  # what the program sees: it grows by what the program assigns
        self.names = list(variables)
        self.productions = [getattr(self, name) for name in dir(self) if name.startswith("make_")]

    # ---- the whole -------------------------------------------------------------------------------------------------------

    def program(self):
        lines = []
        try:
            for number in range(self.rng.choice((0, 0, 0, 1, 1, 2))):
                source, value = self.expression(2)
                name = self.rng.choice((f"t{number}", f"t{number}", "a"))
                lines.append(f"{name} = {source}")
                self.environment[name] = value
                self.names.append(name)
            source, _ = self.expression(self.rng.choice((1, 2, 2, 3)))
        except Refused as refused:
            source = refused.source
        if self.rng.random() < 0.5:
            # As it is printed from its syntax tree: without the parentheses that are not needed.
            source = ast.unparse(ast.parse(source, mode="eval"))
        lines.append(source)
        if self.rng.random() < 0.2:
            lines.insert(self.rng.randrange(len(lines) + 1), self.rng.choice(("# the window", "", "  # 'two' words")))
        if self.rng.random() < 0.1:
            lines[-1] += "  # = ?"
        return "\n".join(lines)

    def expression(self, depth):
        """The source of an expression and its value."""
        while True:
            source = self.leaf() if depth <= 0 else self.rng.choice(self.productions)(depth - 1)
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    signal.alarm(2)
                    value = eval(source, self.environment)
            except TooLong:
                continue
            except Exception:
                # Most of what does not fit is written anew: about one program in four is to be refused.
                if self.rng.random() < 0.6:
                    raise Refused(source) from None
                continue
            finally:
                signal.alarm(0)
            if not isinstance(value, np.ndarray) or value.size <= LARGEST:
                return source, value

    def array(self, depth):
        """The source of an operand that is an array or a number of NumPy's, and its value."""
        for _ in range(20):
            source, value = self.expression(depth)
            if isinstance(value, (np.ndarray, np.generic)) or self.odd():
                try:
                    operand = np.asarray(value)
                except ValueError:  # a list of arrays of several shapes
                    continue
                if operand.dtype.kind in "bif":
                    return source, operand
        return "a", np.asarray(self.environment["a"])

    def odd(self):
        """Now and then, what does not fit."""
        return self.rng.random() < 0.06

    # ---- small parts -----------------------------------------------------------------------------------------------------

    def leaf(self):
        rng = self.rng
        return rng.choice((
            *[lambda: rng.choice(self.names)] * 3, *[lambda: rng.choice(self.names[-2:])] * 2,
            lambda: self.number(), lambda: self.creation(), lambda: self.creation(),
            lambda: rng.choice(("True", "False", "None", "'ij'", "np.float64", "[]", "()", "np.newaxis")) if self.odd() else self.number(),
        ))()

    def number(self):
        common = self.rng.choice((NUMBERS[:8], NUMBERS[:8], DECIMALS[:8], DECIMALS))
        return self.rng.choice(NUMBERS if self.odd() else common)

    def whole(self, low, high):
        return self.rng.randint(low - 3, high + 3) if self.odd() else self.rng.randint(min(low, high), high)

    def axis(self, ndim):
        return self.whole(-ndim, ndim - 1)

    def axes(self, ndim):
        """Several axes, none twice."""
        chosen = self.rng.sample(range(ndim), self.rng.randint(min(1, ndim), ndim))
        return tuple(axis - ndim if self.rng.random() < 0.3 else axis for axis in chosen)

    def shape(self, size):
        """A shape of so many elements."""
        rest, shape = max(size, 1), []
        while rest > 1 and len(shape) < 4:
            divisor = self.rng.choice([each for each in range(1, rest + 1) if rest % each == 0])
            shape.append(divisor)
            rest //= divisor
        shape.append(rest if size else 0)
        if self.odd():
            shape[0] += 1
        self.rng.shuffle(shape)
        return tuple(shape)

    def nested(self, shape):
        if not shape:
            return self.rng.choice((self.number(), self.rng.choice(NUMBERS[:6]), self.rng.choice(NUMBERS[:6])))
        return "[" + ", ".join(self.nested(shape[1:] if not self.odd() else shape[2:]) for _ in range(shape[0])) + "]"

    def dtype(self):
        return self.rng.choice(DTYPES)

    def with_dtype(self):
        return f", {self.rng.choice(('dtype=', ''))}{self.dtype()}" if self.rng.random() < 0.3 else ""

    def creation(self):
        rng = self.rng
        shape = random_shape(rng)
        first = rng.choice(shape) if shape else 1
        form = rng.choice(("array", "array", "asarray", "arange", "arange", "zeros", "ones", "full", "eye", "linspace", "list", "grid", "large"))
        if form in ("array", "asarray"):
            return f"np.{form}({self.nested(shape[:3])}{self.with_dtype()})"
        if form == "list":
            return self.nested(shape[:2])
        if form == "arange":
            step = rng.choice((1, 2, -1, 0.5, 0.1, 3))
            return rng.choice((f"np.arange({first})", f"np.arange({first}.)", f"np.arange({rng.randint(-3, 3)}, {rng.randint(0, 9)}, {step})",
                               f"np.arange({rng.randint(-3, 3)}, {rng.randint(-1, 9)})", f"np.arange({first}, dtype={self.dtype()})"))
        if form in ("zeros", "ones"):
            return f"np.{form}({rng.choice((shape, shape, first))}{self.with_dtype()})"
        if form == "full":
            return f"np.full({rng.choice((shape, first))}, {self.number()}{self.with_dtype()})"
        if form == "eye":
            return rng.choice((f"np.eye({first})", f"np.eye({first}, {rng.randint(1, 4)})", f"np.eye({first}, k={rng.randint(-2, 2)})",
                               f"np.eye({first}, {rng.randint(1, 4)}, {rng.randint(-2, 2)}{', dtype=' + self.dtype() if rng.random() < 0.3 else ''})"))
        if form == "linspace":
            ends = f"{self.number()}, {self.number()}"
            return rng.choice((f"np.linspace({ends}, {self.whole(0, 7)})", f"np.linspace({ends}, num={rng.randint(1, 5)}, endpoint=False)", "np.linspace(0, 1)"))
        if form == "grid":
            return f"np.arange({np.prod(shape, dtype=int)}{rng.choice(('', '.'))}).reshape({shape})"
        # np.sum adds in blocks of 128, and printing leaves out above 1000.
        size = rng.choice((130, 300, 999, 1001, 1200))
        return rng.choice((f"np.arange({size})", f"np.linspace(0, 1, {size})", f"np.arange({size}.) / 7", f"np.ones(({size // 40}, 40))"))

    def fitting(self, shape, depth):
        """An operand of exactly this shape."""
        if self.odd():
            return self.array(depth)[0]
        arrays = {name: self.environment[name] for name in self.names if isinstance(self.environment[name], np.ndarray)}
        same = [name for name, each in arrays.items() if each.shape == shape]
        equal = [name for name, each in arrays.items() if each.size == np.prod(shape, dtype=int)]
        if same and self.rng.random() < 0.7:
            return self.rng.choice(same)
        if equal and self.rng.random() < 0.5:
            return f"{self.rng.choice(equal)}.reshape({shape})"
        size = np.prod(shape, dtype=int)
        forms = [f"np.ones({shape}{self.with_dtype()})", f"np.full({shape}, {self.number()})", f"np.arange({size}).reshape({shape})", f"(np.arange({size}.).reshape({shape}) - 3.5)"]
        return self.rng.choice(forms + ([self.nested(shape)] if size <= 12 else []))

    def broadcast(self, shape):
        """A shape that broadcasts with this one."""
        kept = shape[self.rng.choice((0, 0, 0, self.rng.randint(0, len(shape)))):]
        return tuple(1 if self.rng.random() < 0.2 else n for n in kept)

    def options(self, **choices):
        """Some of the keyword arguments."""
        return "".join(f", {name}={value}" for name, value in choices.items() if self.rng.random() < 0.4)

    def called(self, name, operand, rest, method=True):
        """As a function or as a method."""
        if method and self.rng.random() < 0.4:
            return f"{parenthesised(operand)}.{name}({rest.removeprefix(', ')})"
        return f"np.{name}({operand}{rest})"

    # ---- expressions -----------------------------------------------------------------------------------------------------

    def make_leaf(self, _):
        return self.leaf()

    def make_operation(self, depth):
        left, value = self.array(depth)
        right = self.rng.choice((lambda: self.number(), lambda: self.fitting(self.broadcast(value.shape), depth), lambda: self.fitting(value.shape, depth)))()
        if self.rng.random() < 0.3:
            left, right = right, left
        return f"({left} {self.rng.choice(ARITHMETIC)} {right})"

    def make_binary(self, depth):
        left, value = self.array(depth)
        right = self.rng.choice((self.number(), self.fitting(self.broadcast(value.shape), depth)))
        return f"np.{self.rng.choice(BINARY_FUNCTIONS)}({left}, {right})"

    def make_product(self, depth):
        """a * W, which this is about."""
        left, value = self.array(depth)
        return self.rng.choice(("({} * {})", "np.sum({} * {})", "np.multiply({}, {})")).format(left, self.fitting(value.shape, depth))

    def make_comparison(self, depth):
        left, value = self.array(depth)
        return f"({left} {self.rng.choice(COMPARISONS)} {self.rng.choice((self.number(), self.fitting(self.broadcast(value.shape), depth)))})"

    def make_unary(self, depth):
        operand, _ = self.array(depth)
        return self.rng.choice((f"(-{operand})", f"(-{operand})", f"(+{operand})", *(f"np.{name}({operand})" for name in UNARY_FUNCTIONS)))

    def make_index(self, depth):
        operand, value = self.array(depth)
        if not value.ndim and not self.odd():
            return operand
        return f"{parenthesised(operand)}[{self.index(value)}]"

    def index(self, value):
        rng = self.rng
        if rng.random() < 0.1:
            return rng.choice(("...", "None", "()", "np.newaxis, ...", "..., None", "..., 0", "::-1", ":"))
        if rng.random() < 0.08:
            return f"{rng.choice(self.names)} > 0" if self.odd() else f"np.arange({value.size}).reshape({value.shape}) % 2 == {rng.randint(0, 1)}"
        parts = []
        for n in value.shape[:rng.randint(1, max(value.ndim, 1))]:
            parts.append(rng.choice((
                lambda: f"{self.whole(-n, max(n - 1, 0))}",
                lambda: f"{self.whole(-n, max(n - 1, 0))}",
                lambda: rng.choice((":", "::2", "::-1", "1:", ":-1", f"{rng.randint(-n, n)}:{rng.randint(-n, n + 2)}", f"{rng.randint(-n, n)}::{rng.choice((-2, 2, -1, 3))}")),
                lambda: rng.choice((":", "::2", "1:", ":2")),
                lambda: rng.choice(("[{}]", "np.array([{}])")).format(", ".join(str(self.whole(-n, max(n - 1, 0))) for _ in range(2))) if rng.random() < 0.4 else ":",
                lambda: f"{[bool(rng.getrandbits(1)) for _ in range(n)]}" if rng.random() < 0.3 and n < 50 else ":",
            ))())
        if rng.random() < 0.2:
            parts.insert(rng.randrange(len(parts) + 1), rng.choice(("...", "None")))
        if self.odd():
            parts.append(rng.choice(("0", ":", "...", "1.5", "'x'")))
        return ", ".join(parts) or "0"

    def make_attribute(self, depth):
        operand, value = self.array(depth)
        return f"{parenthesised(operand)}.{self.rng.choice(('T', 'T', 'T', 'shape', 'ndim', 'size', 'dtype') + (('foo', 'reshap') if self.odd() else ()))}"

    def make_shape_item(self, depth):
        operand, value = self.array(depth)
        return f"{parenthesised(operand)}.shape[{self.axis(value.ndim)}]" if value.ndim else operand

    def make_reshape(self, depth):
        operand, value = self.array(depth)
        shape = list(self.shape(value.size))
        if self.rng.random() < 0.4:
            shape[self.rng.randrange(len(shape))] = -1
        if self.odd():
            shape[0] = -1
        order = self.rng.choice(("", "", "", ", order='F'", ", order='C'"))
        forms = [f"np.reshape({operand}, {tuple(shape)}{order})", f"{parenthesised(operand)}.reshape({tuple(shape)}{order})", f"{parenthesised(operand)}.reshape({', '.join(map(str, shape))}{order})"]
        return self.rng.choice(forms)

    def make_ravel(self, depth):
        operand, _ = self.array(depth)
        order = self.rng.choice(("", "", ", order='F'", ", 'C'"))
        return self.called("ravel", operand, order) if self.rng.random() < 0.6 else f"{parenthesised(operand)}.flatten({order.removeprefix(', ')})"

    def make_transposed(self, depth):
        operand, value = self.array(depth)
        n = value.ndim
        order = list(range(n))
        self.rng.shuffle(order)
        forms = [self.called("transpose", operand, ""), self.called("expand_dims", operand, f", {self.axis(n + 1)}", method=False), self.called("squeeze", operand, "")]
        if n:
            forms += [self.called("transpose", operand, f", {tuple(order)}"), self.called("swapaxes", operand, f", {self.axis(n)}, {self.axis(n)}")]
            forms += [f"{parenthesised(operand)}.transpose({', '.join(map(str, order))})", f"np.flip({operand})", f"np.flip({operand}, {self.axis(n)})", f"np.flip({operand}, axis={self.axes(n)})"]
        if 1 in value.shape or self.odd():
            forms += [self.called("squeeze", operand, f", {value.shape.index(1) if 1 in value.shape else 0}")] * 2
        if n >= 2 or self.odd():
            forms += [f"np.rot90({operand})", f"np.rot90({operand}, {self.rng.randint(-3, 4)})", f"np.rot90({operand}, 2, axes={tuple((self.axes(n) * 2)[:2])})"]
        return self.rng.choice(forms)

    def make_joined(self, depth):
        first, value = self.array(depth)
        rest = [self.fitting(value.shape, depth) for _ in range(self.rng.randint(0, 2))]
        several = self.rng.choice(("[{}]", "({},)")).format(", ".join([first, *rest]))
        if self.rng.random() < 0.5:
            return f"np.stack({several}{self.rng.choice(('', f', axis={self.axis(value.ndim + 1)}'))})"
        return f"np.concatenate({several}{self.rng.choice(('', f', axis={self.axis(value.ndim)}', ', axis=None'))})"

    def make_pad(self, depth):
        operand, value = self.array(depth)
        width = self.rng.choice((str(self.whole(0, 2)), f"({self.whole(0, 2)}, {self.whole(0, 2)})", str(tuple((self.whole(0, 2), self.whole(0, 1)) for _ in range(value.ndim)))))
        return f"np.pad({operand}, {width}{self.rng.choice(('', '', ', mode=' + repr('constant'), f', constant_values={self.number()}', f', constant_values=({self.number()}, {self.number()})'))})"

    def make_dot(self, depth):
        left, value = self.array(depth)
        if self.rng.random() < 0.15:
            right = self.array(depth)[0]
        else:
            inner = value.shape[-1:]
            second = self.rng.choice((inner, inner + random_shape(self.rng)[:1], value.shape[:1] + inner + (2,)))
            right = self.fitting(second, depth)
        return self.rng.choice((f"np.dot({left}, {right})", f"{parenthesised(left)}.dot({right})", f"({left} @ {right})", f"np.matmul({left}, {right})"))

    def make_unrolled_dot(self, depth):
        left, value = self.array(depth)
        right = self.fitting(value.shape, depth)
        form = self.rng.choice(("np.dot({}.ravel(), {}.ravel())", "np.vdot({}, {})", "np.inner({}, {})", "np.outer({}, {})", "np.dot({}.reshape(1, -1), {}.reshape(-1, 1))", "np.trace({}.T @ {})"))
        return form.format(parenthesised(left), parenthesised(right))

    def make_tensordot(self, depth):
        left, value = self.array(depth)
        right = self.fitting(value.shape, depth)
        n = value.ndim
        axes = self.rng.choice((n, n, 0, 1, 2, 3, (list(range(n)), list(range(n))), (list(self.axes(n)),) * 2, (self.axis(n), self.axis(n)), ([0], [n - 1])))
        return f"np.tensordot({left}, {right}{self.rng.choice((', axes=', ', '))}{axes})" if self.rng.random() < 0.95 else f"np.tensordot({left}, {right})"

    def make_einsum(self, depth):
        left, value = self.array(depth)
        letters = [self.rng.choice("ijklm") if self.rng.random() < 0.08 else "ijklmnop"[i % 8] for i in range(value.ndim)]
        if self.rng.random() < 0.3:
            operands, terms = [left], ["".join(letters)]
        else:
            other = list(letters)
            self.rng.shuffle(other)
            other = other[:self.rng.randint(0, len(other))]
            if self.rng.random() < 0.4:
                other.append("x")
            sizes = dict(zip(letters, value.shape))
            shape = tuple(1 if self.rng.random() < 0.1 else sizes.get(letter, 2) for letter in other)
            operands, terms = [left, self.fitting(shape, depth)], ["".join(letters), "".join(other)]
            if self.rng.random() < 0.15:
                operands.append(self.fitting(shape, depth))
                terms.append(terms[-1])
        if self.rng.random() < 0.15:
            terms = [self.rng.choice(("...", "...", "")) + term[self.rng.randint(0, 1):] for term in terms]
        subscripts = self.rng.choice((",", ", ")).join(terms)
        used = sorted(set("".join(terms)) - {"."})
        if self.rng.random() < 0.8:
            out = self.rng.sample(used, self.rng.randint(0, len(used)))
            subscripts += self.rng.choice(("->", " -> ")) + self.rng.choice(("", "..." if "..." in subscripts else "")) + "".join(out)
        if self.odd():
            subscripts = self.rng.choice((subscripts + "z", subscripts.replace("i", ""), subscripts + "->", "i?" + subscripts, subscripts.replace(",", ""), ".." + subscripts, subscripts + "ii"))
        return f"np.einsum({subscripts!r}, {', '.join(operands)})"

    def make_reduction(self, depth):
        operand, value = self.array(depth)
        name = self.rng.choice(REDUCTIONS)
        n = value.ndim
        choices = ["", "", f", axis={self.axis(n)}", f", {self.axis(n)}", f", axis={self.axis(n)}"]
        if name not in ("argmax", "cumsum"):
            choices += [f", axis={self.axes(n)}", f", axis={self.axes(n)}, keepdims=True", ", keepdims=True", f", axis={self.axis(n)}, keepdims=True"]
        elif name == "argmax":
            choices += [f", axis={self.axis(n)}, keepdims=True"]
        return self.called(name, operand, self.rng.choice(choices))

    def make_diagonal(self, depth):
        operand, value = self.array(depth)
        n = value.ndim
        if n < 2 and not self.odd():
            return f"np.diag({operand}{self.options(k=self.rng.randint(-2, 2))})" if n else operand
        name = self.rng.choice(("trace", "diagonal", "diag"))
        if name == "diag":
            return f"np.diag({operand}{self.options(k=self.rng.randint(-2, 2))})"
        first, second = (list(self.axes(n)) * 2 + [0, 1])[:2]
        return self.called(name, operand, self.rng.choice(("", self.options(offset=self.rng.randint(-2, 2)), f", {self.rng.randint(-1, 1)}, {first}, {second}", f", axis1={first}, axis2={second}")))

    def make_close(self, depth):
        left, value = self.array(depth)
        right = self.rng.choice((left, f"({left} + 1e-9)", f"({left} * 1.00001)", self.fitting(self.broadcast(value.shape), depth)))
        name = self.rng.choice(("allclose", "isclose", "array_equal"))
        return f"np.{name}({left}, {right}{'' if name == 'array_equal' else self.options(rtol='1e-3', atol=self.rng.choice(('0', '0.5')), equal_nan='True')})"

    def make_cast(self, depth):
        operand, _ = self.array(depth)
        return self.rng.choice((f"{parenthesised(operand)}.astype({self.dtype()})", f"np.{self.rng.choice(('float32', 'float64', 'int64'))}({operand})", f"np.array({operand}{self.with_dtype()})"))

    def make_windows(self, depth):
        operand, value = self.array(depth)
        n = value.ndim
        window = tuple(self.whole(1, max(size, 1)) for size in value.shape)
        if not n:
            return operand
        axis = self.axis(n)
        return self.rng.choice((f"np.lib.stride_tricks.sliding_window_view({operand}, {window})",
                                f"np.lib.stride_tricks.sliding_window_view({operand}, {self.whole(1, max(value.shape[axis % n], 1))}, axis={axis})"))

    def make_signal(self, depth):
        operand, value = self.array(depth)
        while value.ndim > 2:
            operand, value = f"{parenthesised(operand)}[0]" if len(value) else "np.eye(3)", value[0] if len(value) else np.eye(3)
        if value.ndim < 2 and not self.odd():
            operand = "np.arange(12).reshape(3, 4)"
        shape = (self.whole(1, 3), self.whole(1, 3))
        mode = self.rng.choice(("", ", 'same'", ", mode='valid'", ", mode='full'", ", 'other'" if self.odd() else ""))
        return f"scipy.signal.{self.rng.choice(('correlate2d', 'convolve2d'))}({operand}, {self.fitting(shape, depth)}{mode})"

    def make_list(self, depth):
        parts = ", ".join(self.expression(depth)[0] for _ in range(self.rng.randint(1, 3)))
        return self.rng.choice(("[{}]", "({},)", "({},)[0]")).format(parts)

    def make_unknown(self, depth):
        if not self.odd():
            return self.leaf()
        operand, _ = self.array(depth)
        return self.rng.choice((f"np.foo({operand})", "c", f"{parenthesised(operand)}.conv()", "np.lib.foo", f"np.sum({operand}, axes=0)", f"np.dot({operand})", f"{parenthesised(operand)}()", "np.bool"))


def parenthesised(source):
    """As what a dot or a bracket may follow."""
    return source if source[0] in "([" or source.replace(".", "").replace("_", "").isalnum() and not source[0].isdigit() or source.endswith((")", "]")) and source.startswith("np.") else f"({source})"
