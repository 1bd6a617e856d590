"""Random cases and what NumPy makes of them, as one JSON document on standard output: numpy.test.mjs holds the package to it.

usage: numpy_judge.py SEED

Arrays are {"shape", "dtype", "base64"}: their bytes, little-endian, so that nothing is rounded on the way. Everything here is
computed from NumPy's own slicing, ravel, sum and dot, and from Python's exact fractions; nothing is shared with the package.
"""

import base64
import json
import sys
import warnings
from fractions import Fraction

import numpy as np

warnings.simplefilter("ignore")  # overflow in cases that are meant to overflow
if int(np.__version__.split(".")[0]) >= 2:
    # repr as NumPy 1.24 has it, which is the package's. Since 2.0 a scalar's names its type, since 2.2 a long array's its shape.
    np.set_printoptions(legacy="1.25")
ORDERS = ("hwc", "chw", "fortran")


def packed(array):
    array = np.asarray(array)
    little = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
    return {"shape": list(array.shape), "dtype": array.dtype.name, "base64": base64.b64encode(little.tobytes()).decode()}


# ---- convolutions ------------------------------------------------------------------------------------------------------------


def values(rng, shape, kind):
    if kind == "integer":
        return rng.integers(-9, 10, shape).astype(float)
    if kind == "wide":
        return rng.standard_normal(shape) * 10.0 ** rng.integers(-8, 9, shape)
    if kind == "special":
        special = np.array([0.0, -0.0, 1.0, -2.5, np.inf, -np.inf, np.nan, 1e300, -1e300, 5e-324])
        return np.where(rng.random(shape) < 0.05, rng.choice(special, shape), rng.standard_normal(shape))
    return rng.standard_normal(shape)


def laid_out(block, order):
    if order == "chw":
        return block.transpose(2, 0, 1).ravel()
    return block.ravel(order="F" if order == "fortran" else "C")


def from_left(a, w):
    """The products added one after another, each sum rounded."""
    return np.add.accumulate(a * w)[-1]


def ulps(a, b):
    """How many values of the type lie from one to the other."""
    if a == b or (np.isnan(a) and np.isnan(b)):
        return 0
    if not (np.isfinite(a) and np.isfinite(b)):
        return -1
    whole = np.int32 if a.dtype == np.float32 else np.int64

    def place(x):
        bits = int(x.view(whole))
        return bits if bits >= 0 else np.iinfo(whole).min - bits

    return abs(place(a) - place(b))


def exact_bound(a, w, b, with_bias, dtype):
    """Twice gamma(n + 1) (sum |a w| + |b|) + n eta, without any rounding; None where it cannot be claimed."""
    if not all(np.isfinite(x).all() for x in (a, w, b)):
        return None
    u, eta = (Fraction(1, 2**24), Fraction(1, 2**149)) if dtype == np.float32 else (Fraction(1, 2**53), Fraction(1, 2**1074))
    n = a.size
    k = n + 1 if with_bias else n
    magnitude = sum((abs(Fraction(float(x)) * Fraction(float(y))) for x, y in zip(a.ravel(), w.ravel())), Fraction(0))
    return 2 * (k * u / (1 - k * u) * (magnitude + (abs(Fraction(float(b))) if with_bias else 0)) + n * eta)


def same(size, extent, stride, mode):
    total = max((-(-size // stride) - 1) * stride + extent - size, 0)
    small = total // 2
    return (small, total - small) if mode == "same-upper" else (total - small, small)


def convolution(rng, index):
    dtype = np.float32 if index % 3 == 2 else np.float64
    kind = ("normal", "wide", "integer", "normal", "special")[index % 5]
    groups = int(rng.choice([1, 1, 1, 2, 3]))
    # Now and then a window beyond the 128 products up to which np.sum adds in eight lanes, or a long one.
    channels = int(rng.choice([1, 2, 3, 4, 17, 40])) * groups
    filters = int(rng.integers(1, 4)) * groups
    f = rng.integers(1, 6, 2)
    dilation = rng.choice([1, 1, 1, 2, 3], 2)
    extent = dilation * (f - 1) + 1
    stride = rng.choice([1, 1, 2, 3, 4], 2)
    size = extent + rng.integers(-1, 6, 2)
    size = np.maximum(size, 1)
    mode = str(rng.choice(["valid", "same-upper", "same-lower", "four", "pair", "one"]))
    if mode in ("same-upper", "same-lower"):
        (top, bottom), (left, right) = (same(int(size[i]), int(extent[i]), int(stride[i]), mode) for i in range(2))
        padding = mode
    else:
        top, left, bottom, right = (int(x) for x in rng.integers(0, 4, 4))
        if mode == "valid":
            top = left = bottom = right = 0
        elif mode == "pair":
            bottom, right = top, left
        elif mode == "one":
            left = bottom = right = top
        padding = {"valid": "valid", "four": [top, left, bottom, right], "pair": [top, left], "one": top}[mode]
    m = int(rng.choice([1, 1, 2]))
    x = values(rng, (m, int(size[0]), int(size[1]), channels), kind).astype(dtype)
    w = values(rng, (int(f[0]), int(f[1]), channels // groups, filters), kind).astype(dtype)
    with_bias = bool(rng.random() < 0.6)
    b = values(rng, filters, kind).astype(dtype) if with_bias else np.zeros(filters, dtype)
    flip = bool(rng.random() < 0.25)
    orders = {"window": str(rng.choice(ORDERS)), "filter": str(rng.choice(ORDERS))} if rng.random() < 0.3 else {}

    options = {
        "stride": [int(s) for s in stride],
        "padding": padding,
        "dilation": [int(d) for d in dilation],
        "groups": groups,
        "flip": flip,
        "dtype": np.dtype(dtype).name,
        "order": orders,
    }
    case = {"index": index, "kind": kind, "options": options, "input": packed(x), "filter": packed(w), "bias": packed(b) if with_bias else None}

    padded = np.pad(x, ((0, 0), (top, bottom), (left, right), (0, 0)))
    where = np.pad(np.arange(x.size).reshape(x.shape), ((0, 0), (top, bottom), (left, right), (0, 0)), constant_values=-1)
    if (extent > padded.shape[1:3]).any():
        case["refused"] = "size"
        return case
    outputs = (np.array(padded.shape[1:3]) - extent) // stride + 1

    def unread(size, before, after, axis):
        """How many of the rows (axis 0) or columns (1) no window reads."""
        numbers = np.pad(np.arange(size), (before, after), constant_values=-1)
        windows = [numbers[n * stride[axis] :][: extent[axis] : dilation[axis]] for n in range(outputs[axis])]
        return len(set(range(size)) - set(np.concatenate(windows).tolist()))

    def positions(size, before, after, axis):
        """Which row (axis 0) or column (1), counted from the input's first, each of the filter's meets in each window."""
        numbers = np.arange(-before, size + after)
        return [int(each) for n in range(outputs[axis]) for each in numbers[n * stride[axis] :][: extent[axis] : dilation[axis]]]

    shape = (m, int(outputs[0]), int(outputs[1]), filters)
    sums, dots = np.empty(shape, dtype), np.empty(shape, dtype)
    turned = w[::-1, ::-1] if flip else w
    of_filter = np.arange(w.size).reshape(w.shape)[:: -1 if flip else 1, :: -1 if flip else 1]
    share, per_group = channels // groups, filters // groups
    chosen = tuple(int(rng.integers(0, n)) for n in shape)
    rows = {order: [] for order in ORDERS}
    for i in range(m):
        for h in range(shape[1]):
            for v in range(shape[2]):
                ys = slice(h * stride[0], h * stride[0] + extent[0], dilation[0])
                xs = slice(v * stride[1], v * stride[1] + extent[1], dilation[1])
                for order in ORDERS:
                    rows[order].append(laid_out(padded[i, ys, xs, :], order))
                for c in range(filters):
                    first = c // per_group * share
                    window = padded[i, ys, xs, first : first + share]
                    block = turned[..., c]
                    sums[i, h, v, c] = np.sum(window * block) + b[c]
                    dots[i, h, v, c] = from_left(laid_out(window, orders.get("window", "hwc")), laid_out(block, orders.get("filter", "hwc"))) + b[c]
                    if (i, h, v, c) == chosen:
                        bound = exact_bound(window, block, b[c], with_bias, dtype)
                        case["step"] = {
                            "at": dict(zip(("image", "row", "column", "filter"), chosen)),
                            "window": packed(window),
                            "block": packed(block),
                            "source": [int(s) for s in where[i, ys, xs, first : first + share].ravel()],
                            "filterSource": of_filter[..., c].ravel().tolist(),
                            "firstChannel": first,
                            "terms": packed((window * block).ravel().astype(np.float64)),
                            "sum": packed(np.sum(window * block)),
                            # From the exact bound up to one part in a million above it; as whole numbers over 2^1200.
                            "bound": None if bound is None else [str(bound.numerator), str(bound.denominator)],
                        }
    distances = [ulps(a, c) for a, c in zip(sums.ravel(), dots.ravel())]
    with np.errstate(all="ignore"):
        apart = [0.0 if d == 0 else float("inf") if d < 0 else abs(float(a) - float(c)) for d, a, c in zip(distances, sums.ravel(), dots.ravel())]
    case.update(
        multiplySum=packed(sums),
        unrolledDot=packed(dots),
        identical=sum(d == 0 for d in distances),
        maxUlp=str("inf" if min(distances) < 0 else max(distances)),
        maxAbs=packed(np.float64(max(apart))),
        overflow=bool((np.isfinite(sums) != np.isfinite(dots)).any()),
        padding=[top, left, bottom, right],
        unread=[unread(x.shape[1], top, bottom, 0), unread(x.shape[2], left, right, 1)],
        positions=[positions(x.shape[1], top, bottom, 0), positions(x.shape[2], left, right, 1)],
        unrolled={order: packed(np.array(rows[order])) for order in ORDERS},
    )
    return case


# ---- np.dot, repr, randn, randint --------------------------------------------------------------------------------------------


def operand(rng, dtype, near):
    rank = int(rng.choice([0, 1, 1, 2, 2, 2, 3, 3, 4]))
    shape = [int(n) for n in rng.integers(1, 5, rank)]
    # Often an axis that fits, sometimes an empty one.
    if rank and near and rng.random() < 0.7:
        shape[-2 if rank > 1 else -1] = near[-1]
    if rank and rng.random() < 0.06:
        shape[int(rng.integers(0, rank))] = 0
    return rng.integers(-9, 10, shape).astype(dtype)


def dot(rng, index):
    dtypes = [(np.float64, np.float64), (np.float32, np.float32), (np.float64, np.float32)][int(rng.integers(0, 3))]
    a = operand(rng, dtypes[0], None)
    w = operand(rng, dtypes[1], a.shape)
    case = {"index": index, "a": packed(a), "w": packed(w)}
    try:
        result = np.dot(a, w)
    except ValueError as error:
        return {**case, "type": type(error).__name__, "message": str(error)}
    return {**case, "result": packed(result), "repr": repr(result)}


def printed(rng, index):
    dtype = np.float32 if index % 3 == 1 else np.float64
    rank = int(rng.choice([0, 1, 1, 1, 2, 2, 3, 4]))
    shape = [int(n) for n in rng.integers(1, 7, rank)]
    if rank and rng.random() < 0.1:
        shape[int(rng.integers(0, rank))] = int(rng.choice([0, 30, 200, 1200]))
    form = int(rng.integers(0, 8))
    if form == 0:
        array = rng.integers(-1000, 1000, shape).astype(float)
    elif form == 1:
        array = rng.standard_normal(shape)
    elif form == 2:
        array = rng.standard_normal(shape) * 10.0 ** rng.integers(-12, 13, shape)
    elif form == 3:
        array = rng.standard_normal(shape) * 10.0 ** int(rng.integers(-30, 31))
    elif form == 4:
        array = np.round(rng.standard_normal(shape), int(rng.integers(0, 6)))
    elif form == 5:
        array = values(rng, shape, "special")
    elif form == 6:
        bits = rng.integers(0, 2**63, shape, dtype=np.uint64) * np.uint64(2) + rng.integers(0, 2, shape, dtype=np.uint64)
        array = np.asarray(bits).view(np.float64)
    else:
        array = rng.choice([0.1, 1e8, 1e-4, 1e16, 9.99999999e7, 123456789.0, 0.5, 1 / 3], shape)
    array = np.asarray(array, dtype)
    array = array + np.zeros((), dtype)  # np.dot, by which the package is asked to print, knows no -0
    return {"index": index, "array": packed(array), "repr": repr(array if rank else array[()])}


def normals(rng, index):
    seed = int(rng.integers(0, 2**32)) if index > 2 else (0, 1, 2**32 - 1)[index]
    shapes = [[int(n) for n in rng.integers(0, 8, int(rng.integers(0, 4)))] for _ in range(int(rng.integers(1, 5)))] + [[499]]
    np.random.seed(seed)
    return {"seed": seed, "shapes": shapes, "arrays": [packed(np.random.randn(*shape)) for shape in shapes]}


# Of a single number, of powers of two and one more and one less, across the 32 bits where NumPy takes two words for one number, and
# to the ends of what a double holds exactly.
RANGES = [(5, 6), (0, 2), (0, 10), (-9, 10), (-4, -3), (0, 256), (0, 257), (1, 256), (0, 2**31), (-(2**31), 2**31), (0, 2**32 - 1), (0, 2**32)]
RANGES += [(0, 2**32 + 1), (-1, 2**32), (0, 2**33), (7, 2**45), (0, 2**53 - 1), (1 - 2**53, 2**53 - 1), (1 - 2**53, 2 - 2**53), (1 - 2**53, -5)]


def integers(rng, index):
    seed = int(rng.integers(0, 2**32)) if index > 2 else (0, 1, 2**32 - 1)[index]
    if index < len(RANGES):
        low, high = RANGES[index]
    else:
        low = int(rng.integers(-(2 ** int(rng.integers(1, 53))), 2 ** int(rng.integers(1, 53))))
        high = min(low + 1 + int(rng.integers(0, 2 ** int(rng.integers(1, 53)))), 2**53 - 1)
    shapes = [[int(n) for n in rng.integers(0, 8, int(rng.integers(0, 4)))] for _ in range(int(rng.integers(1, 5)))] + [[199]]
    np.random.seed(seed)
    # The type named is the default of Linux and macOS, and from NumPy 2.0 on of Windows.
    arrays = [np.asarray(np.random.randint(low, high, shape, np.int64), np.float64) for shape in shapes]
    return {"seed": seed, "low": low, "high": high, "shapes": shapes, "arrays": [packed(array) for array in arrays]}


def main():
    rng = np.random.default_rng(int(sys.argv[1]))
    json.dump(
        {
            "numpy": np.__version__,
            "convolutions": [convolution(rng, index) for index in range(400)],
            "dots": [dot(rng, index) for index in range(500)],
            "printed": [printed(rng, index) for index in range(600)],
            "normals": [normals(rng, index) for index in range(100)],
            "integers": [integers(rng, index) for index in range(200)],
        },
        sys.stdout,
    )


main()
