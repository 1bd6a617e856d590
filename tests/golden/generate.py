#!/usr/bin/env python3
"""Writes the golden cases of this folder with NumPy 1.24, independently of ConvDot. README.md has their format.

Published numbers (the course's, the convolution-arithmetic guide's, the lessons') are written out and checked here against
NumPy; everything else is NumPy's own answer. Run it only to add cases: python3 generate.py
"""
import ast
import base64
import io
import json
import math
import pathlib
import re
import warnings

import numpy as np
import scipy.signal

HERE = pathlib.Path(__file__).parent


def number(value):
    value = float(value)
    if math.isfinite(value):
        return int(value) if value.is_integer() and abs(value) < 2**53 and not (value == 0 and math.copysign(1, value) < 0) else value
    return "nan" if math.isnan(value) else "inf" if value > 0 else "-inf"


def tensor(array):
    return {"shape": list(np.shape(array)), "data": [number(v) for v in np.ravel(array)]}


def write(name, content):
    lines = ["{"]
    for i, (key, cases) in enumerate(content.items()):
        lines.append(f" {json.dumps(key)}: [")
        lines += ["  " + json.dumps(case) + ("," if j + 1 < len(cases) else "") for j, case in enumerate(cases)]
        lines.append(" ]" + ("," if i + 1 < len(content) else ""))
    (HERE / name).write_text("\n".join(lines + ["}"]) + "\n")


# --- convolution, as its definition ---------------------------------------------------------------------------------------

def pads(size, taps, stride, dilation, padding, axis):
    if padding == "valid":
        return 0, 0
    if isinstance(padding, list):
        return padding[axis], padding[axis + 2]
    total = max((-(-size // stride) - 1) * stride + dilation * (taps - 1) + 1 - size, 0)
    less, more = total // 2, total - total // 2
    return (less, more) if padding == "same-upper" else (more, less)


def conv(x, w, b=None, stride=(1, 1), padding="valid", dilation=(1, 1), groups=1, flip=False):
    (sh, sw), (dh, dw) = stride, dilation
    top, bottom = pads(x.shape[1], w.shape[0], sh, dh, padding, 0)
    left, right = pads(x.shape[2], w.shape[1], sw, dw, padding, 1)
    x = np.pad(x, ((0, 0), (top, bottom), (left, right), (0, 0)))
    eh, ew = dh * (w.shape[0] - 1) + 1, dw * (w.shape[1] - 1) + 1
    channels, per_group = w.shape[2], w.shape[3] // groups
    w = w[::-1, ::-1] if flip else w
    z = np.zeros((len(x), (x.shape[1] - eh) // sh + 1, (x.shape[2] - ew) // sw + 1, w.shape[3]), x.dtype)
    for i, h, v, c in np.ndindex(*z.shape):
        first = c // per_group * channels
        window = x[i, h * sh:h * sh + eh:dh, v * sw:v * sw + ew:dw, first:first + channels]
        z[i, h, v, c] = np.sum(window * w[..., c]) + (0 if b is None else b[c])
    return z


def conv_case(name, source, x, w, expected=None, b=None, dtype="float64", order=None, unrolled=None, verdict=None, **options):
    x, w = (np.asarray(v, dtype) for v in (x, w))
    b = None if b is None else np.asarray(b, dtype)
    with np.errstate(all="ignore"):
        z = conv(x, w, b, **options)
    if expected is not None:
        assert np.array_equal(z.ravel(), np.ravel(expected)), (name, z)
    case = {"name": name, "source": source, "input": tensor(x), "filter": tensor(w), "bias": None if b is None else [number(v) for v in b],
            "stride": list(options.get("stride", (1, 1))), "padding": options.get("padding", "valid"),
            "dilation": list(options.get("dilation", (1, 1))), "groups": options.get("groups", 1),
            "flip": options.get("flip", False), "dtype": dtype, "output": tensor(z)}
    if order:
        case["order"] = {"window": order[0], "filter": order[1]}
    if unrolled is not None:
        case["unrolledOutput"] = [number(v) for v in unrolled]
    if verdict:
        case["verdict"] = verdict
    return case


EDGE = np.array([[3, 0, 1, 2, 7, 4], [1, 5, 8, 9, 3, 1], [2, 7, 2, 5, 1, 3], [0, 1, 3, 1, 7, 8], [4, 2, 1, 6, 2, 8],
                 [2, 4, 5, 2, 3, 9]]).reshape(1, 6, 6, 1)
VERTICAL = np.array([[1, 0, -1]] * 3).reshape(3, 3, 1, 1)
GUIDE = np.array([[3, 3, 2, 1, 0], [0, 0, 1, 3, 1], [3, 1, 2, 2, 3], [2, 0, 0, 2, 2], [2, 0, 0, 0, 1]]).reshape(1, 5, 5, 1)
GUIDE_FILTER = np.array([[0, 1, 2], [2, 2, 0], [0, 1, 2]]).reshape(3, 3, 1, 1)


def integers(seed, *shape):
    return np.random.RandomState(seed).randint(-9, 10, shape)


def normals(seed, *shape):
    return np.random.RandomState(seed).randn(*shape)


def conv_cases():
    own, guide = "geometry, made with NumPy", "Dumoulin and Visin, A guide to convolution arithmetic for deep learning"
    cases = [
        conv_case("vertical edge", "deeplearning.ai course 4, week 1, lecture on edge detection", EDGE, VERTICAL,
                  [-5, -4, 0, 8, -10, -2, 2, 3, 0, -2, -4, -7, -3, -2, -3, -16], verdict="identical"),
        conv_case("guide, no padding, unit strides", guide, GUIDE, GUIDE_FILTER, [12, 12, 17, 10, 17, 19, 9, 6, 14]),
        conv_case("guide, padding 1, stride 2", guide, GUIDE, GUIDE_FILTER, [6, 17, 3, 8, 17, 13, 6, 4, 4],
                  padding=[1, 1, 1, 1], stride=(2, 2)),
        conv_case("one element, one tap", own, [[[[3]]]], [[[[-2]]]], [-6]),
        conv_case("filter as large as the input", own, integers(1, 1, 4, 5, 2), integers(2, 4, 5, 2, 3), b=[1, -2, 0]),
        conv_case("filter as large as the padded input", own, integers(3, 1, 2, 3, 1), integers(4, 4, 6, 1, 1), padding=[1, 2, 1, 1]),
        conv_case("stride beyond the filter", own, integers(5, 1, 9, 8, 1), integers(6, 2, 1, 1, 1), stride=(4, 3)),
        conv_case("stride beyond the input", own, integers(5, 1, 3, 3, 1), integers(6, 2, 2, 1, 1), stride=(1048576, 100)),
        conv_case("dilation beyond the input, reached by padding", own, integers(7, 1, 3, 3, 1), integers(8, 2, 2, 1, 1), dilation=(4, 5),
                  padding=[2, 3, 2, 3]),
        conv_case("dilation with stride, two sides", own, integers(9, 2, 8, 9, 2), integers(10, 3, 2, 2, 2), dilation=(2, 3), stride=(2, 1)),
        conv_case("four paddings", own, integers(11, 1, 3, 4, 2), integers(12, 3, 3, 2, 2), padding=[0, 1, 2, 3], b=[5, -5]),
        conv_case("windows wholly in the padding", own, integers(11, 1, 2, 2, 1), integers(12, 2, 2, 1, 1), padding=[4, 3, 4, 3]),
        conv_case("no images", own, np.zeros((0, 4, 5, 2)), integers(13, 2, 2, 2, 3), []),
        conv_case("groups", own, integers(14, 2, 4, 4, 6), integers(15, 2, 3, 2, 9), groups=3, b=range(9)),
        conv_case("depthwise", own, integers(16, 1, 4, 4, 3), integers(17, 3, 3, 1, 6), groups=3, padding="same-upper"),
        conv_case("flipped, with channels", own, integers(18, 1, 4, 5, 3), integers(19, 2, 3, 3, 2), flip=True, padding=[1, 0, 0, 1]),
        conv_case("zero padding times infinity", own, np.ones((1, 1, 2, 1)), [[[[np.inf]], [[1.0]], [[1.0]]]], padding=[0, 1, 0, 1]),
        conv_case("dilation adds no product", own, [[[[1], [np.inf], [2]]]], [[[[1]], [[10]]]], [21], dilation=(1, 2)),
        conv_case("infinity less infinity", own, [[[[np.inf], [1], [np.nan], [4]]]], [[[[1]], [[-np.inf]]]]),
        conv_case("one element, a filter of two, overflow", own, [[[[1e308], [1e308], [-1e308]]]], [[[[1]], [[1]], [[1]]]], [np.inf]),
        conv_case("products that underflow", own, [[[[5e-324], [1e-200], [1e-160]]]], [[[[0.5]], [[1e-200]], [[1e-160]]]]),
    ]
    for name, padding in (("at the end", "same-upper"), ("at the beginning", "same-lower")):
        cases.append(conv_case(f"same, the odd element {name}", own, integers(20, 1, 5, 6, 1), integers(21, 2, 4, 1, 2), padding=padding))
        cases.append(conv_case(f"same, stride 2, the odd element {name}", own, integers(22, 1, 6, 5, 1), integers(23, 3, 3, 1, 1),
                               padding=padding, stride=(2, 2)))
        cases.append(conv_case(f"same, nothing to pad, {name}", own, integers(24, 1, 6, 7, 1), integers(25, 1, 2, 1, 1),
                               padding=padding, stride=(3, 4)))
    for dtype in ("float64", "float32"):
        cases += [
            conv_case(f"{dtype}, fewer than 8 products", "np.sum", normals(30, 1, 3, 3, 1), normals(31, 2, 2, 1, 1), dtype=dtype, b=normals(32, 1)),
            conv_case(f"{dtype}, 27 products", "np.sum", normals(33, 1, 4, 4, 3), normals(34, 3, 3, 3, 2), dtype=dtype, b=normals(35, 2)),
            conv_case(f"{dtype}, 175 products in two halves", "np.sum", normals(36, 1, 5, 6, 7), normals(37, 5, 5, 7, 1), dtype=dtype),
            conv_case(f"{dtype}, everything at once", "np.sum", normals(38, 2, 6, 7, 4), normals(39, 3, 2, 2, 4), dtype=dtype, b=normals(40, 4),
                      stride=(2, 1), dilation=(1, 3), padding=[2, 1, 0, 3], groups=2, flip=True),
        ]
    return cases


# --- lessons --------------------------------------------------------------------------------------------------------------

def dot_case(name, a, w, dtype="float64", **expected):
    a, w = np.asarray(a, dtype), np.asarray(w, dtype)
    case = {"name": name, "dtype": dtype, "a": tensor(a), "w": tensor(w)}
    try:
        with np.errstate(all="ignore"):
            result = np.dot(a, w)
        case |= {"result": tensor(result), "repr": repr(result)}
        assert np.sum(result) == expected.get("sum", np.sum(result)) or not np.isfinite(result).all()
        assert "trace" not in expected or np.trace(result) == expected["trace"]
    except ValueError as error:
        case["error"] = {"type": "ValueError", "message": str(error)}
    return expected | case


def lessons():
    def of(lesson, case):
        return {"lesson": lesson} | case
    def line(*values):
        return np.reshape(values, (1, 1, -1, 1))
    def taps(*values):
        return np.reshape(values, (1, -1, 1, 1))
    cube = np.arange(8).reshape(1, 2, 2, 2)
    cube_filter = np.arange(8).reshape(2, 2, 2, 1)
    nine, k27 = np.arange(9).reshape(3, 3), np.arange(27).reshape(3, 3, 3, 1)
    a, w = [[1, 2], [3, 4]], [[5, 6], [7, 8]]
    big = 2.0**24
    conv_list = [
        of(0, conv_case("opening state", "lecture", EDGE, VERTICAL, verdict="identical")),
        of(1, conv_case("2-D blocks", "lesson", np.reshape(a, (1, 2, 2, 1)), np.reshape(w, (2, 2, 1, 1)), [70], verdict="identical")),
        of(2, conv_case("3-D blocks of ones", "lesson", np.ones((1, 3, 3, 3)), np.ones((3, 3, 3, 1)), [27])),
        of(3, conv_case("channels summed, bias once", "lesson", np.ones((1, 3, 3, 3)), np.ones((3, 3, 3, 1)), [28], b=[1])),
        of(4, conv_case("1x1 filter", "lesson", np.reshape([1, 2, 3], (1, 1, 1, 3)), np.reshape([10, 1, -1], (1, 1, 3, 1)), [9])),
        of(5, conv_case("correlation", "lesson", np.reshape([1, 2, 3, 4], (1, 2, 2, 1)), np.reshape([0, 1, 2, 3], (2, 2, 1, 1)), [20])),
        of(5, conv_case("convolution", "lesson", np.reshape([1, 2, 3, 4], (1, 2, 2, 1)), np.reshape([0, 1, 2, 3], (2, 2, 1, 1)), [10], flip=True)),
        of(6, conv_case("same", "lesson", np.ones((1, 2, 2, 1)), np.arange(9).reshape(3, 3, 1, 1), [8], padding="same-upper", stride=(2, 2))),
        of(6, conv_case("padding 1", "lesson", np.ones((1, 2, 2, 1)), np.arange(9).reshape(3, 3, 1, 1), [24], padding=[1, 1, 1, 1], stride=(2, 2))),
        of(8, conv_case("both in one order", "lesson", cube, cube_filter, [140], order=("chw", "chw"), unrolled=[140], verdict="identical")),
        of(8, conv_case("one side channel-first", "lesson", cube, cube_filter, [140], order=("chw", "hwc"), unrolled=[126], verdict="different")),
        of(8, conv_case("one side column-major", "lesson", cube, cube_filter, [140], order=("hwc", "fortran"), unrolled=[122], verdict="different")),
        of(9, conv_case("the sum is lost", "lesson", line(big, 1, 1, -big), taps(1, 1, 1, 1), [0], dtype="float32", verdict="identical")),
        of(9, conv_case("the sum is kept", "lesson", line(big, -big, 1, 1), taps(1, 1, 1, 1), [2], dtype="float32", verdict="identical")),
        of(12, conv_case("3-D slice", "lesson", np.repeat(nine, 3).reshape(1, 3, 3, 3), k27, [1944])),
        of(12, conv_case("what broadcasting a 2-D slice computes", "lesson", np.broadcast_to(nine, (3, 3, 3))[None], k27, [1584])),
        of(12, conv_case("one channel alone", "lesson", nine.reshape(1, 3, 3, 1), k27[:, :, :1], [612])),
    ]
    assert np.sum(nine * k27[..., 0]) == 1584
    np_dot = [
        of(0, dot_case("opening state, 2-D", EDGE[0, :3, :3, 0], VERTICAL[:, :, 0, 0], sum=0, trace=-7)),
        of(0, dot_case("opening state, as the course holds it", EDGE[0, :3, :3], VERTICAL[..., 0])),
        of(1, dot_case("2-D blocks", a, w, sum=134, trace=69)),
        of(1, dot_case("2-D blocks, the second transposed", a, np.transpose(w), sum=132, trace=70)),
        of(1, dot_case("unrolled", np.ravel(a), np.ravel(w))),
        of(2, dot_case("(3,3,4) with (3,3,4)", np.ones((3, 3, 4)), np.ones((3, 3, 4)))),
        of(2, dot_case("(3,3,3) with (3,3,3)", np.ones((3, 3, 3)), np.ones((3, 3, 3)), sum=243)),
    ]
    shapes = [of(7, {"name": "the floor", "input": [1, 224, 224, 3], "filter": [11, 11, 3, 96], "stride": [4, 4], "padding": "valid",
                     "dilation": [1, 1], "groups": 1, "output": [1, 54, 54, 96], "resolved": [0, 0, 0, 0], "unread": [1, 1]})]
    for name, size, taps_, stride, dilation, padding in (
            ("stride beyond the filter", (10, 9), (2, 3), (4, 5), (1, 1), "valid"), ("gaps of dilation", (5, 6), (2, 2), (3, 1), (3, 4), "valid"),
            ("padding moves the floor", (6, 6), (3, 3), (2, 2), (1, 1), [1, 1, 1, 1]), ("nothing unread", (5, 5), (3, 3), (2, 2), (1, 1), "valid"),
            ("same, strided", (7, 10), (1, 2), (3, 4), (1, 1), "same-upper")):
        shapes.append(of(7, shape_case(name, size, taps_, stride, dilation, padding)))
    return {"conv": conv_list, "npDot": np_dot, "shapes": shapes}


def shape_case(name, size, taps, stride, dilation, padding):
    """Finds unread rows and columns by marking the input and convolving: a window that contains a mark reads it."""
    top, bottom = pads(size[0], taps[0], stride[0], dilation[0], padding, 0)
    left, right = pads(size[1], taps[1], stride[1], dilation[1], padding, 1)
    unread = [0, 0]
    for axis in (0, 1):
        for i in range(size[axis]):
            mark = np.zeros((1, *size, 1))
            mark[(0, i) if axis == 0 else (0, slice(None), i)] = 1
            unread[axis] += not conv(mark, np.ones((*taps, 1, 1)), None, stride, padding, dilation).any()
    shape = conv(np.zeros((1, *size, 1)), np.ones((*taps, 1, 1)), None, stride, padding, dilation).shape
    return {"name": name, "input": [1, *size, 1], "filter": [*taps, 1, 1], "stride": list(stride), "padding": padding, "dilation": list(dilation),
            "groups": 1, "output": list(shape), "resolved": [top, left, bottom, right], "unread": unread}


# --- the course's seeded cases --------------------------------------------------------------------------------------------

def course():
    np.random.seed(1)
    a, w, b = np.random.randn(4, 4, 3), np.random.randn(4, 4, 3), np.random.randn(1, 1, 1)
    assert np.sum(a * w) + float(b) == -6.999089450680221
    steps = [{"name": "conv_single_step", "seed": 1, "input": [1, 4, 4, 3], "filter": [4, 4, 3, 1], "bias": 1, "output": -6.999089450680221}]
    forwards = []
    for name, xs, ws, pad, stride, mean, at, values in (
            ("conv_forward, pad 2", (10, 4, 4, 3), (2, 2, 3, 8), 2, 2, 0.048995203528855794, (3, 2, 1),
             [-0.61490741, -6.7439236, -2.55153897, 1.75698377, 3.56208902, 0.53036437, 5.18531798, 8.75898442]),
            ("conv_forward, 10 images", (10, 5, 7, 4), (3, 3, 4, 8), 1, 2, 0.6923608807576933, (3, 2, 1),
             [-1.28912231, 2.27650251, 6.61941931, 0.95527176, 8.25132576, 2.31329639, 13.00689405, 2.34576051]),
            ("conv_forward, at present", (2, 5, 7, 4), (3, 3, 4, 8), 1, 2, 0.5511276474566768, (0, 2, 1),
             [-2.17796037, 8.07171329, -0.5772704, 3.36286738, 4.48113645, -2.89198428, 10.99288867, 3.03171932])):
        np.random.seed(1)
        x, w, b = np.random.randn(*xs), np.random.randn(*ws), np.random.randn(1, 1, 1, 8)
        z = conv(x, w, b.ravel(), stride=(stride, stride), padding=[pad] * 4)
        assert np.mean(z) == mean, (name, np.mean(z))
        assert np.allclose(z[at], values, rtol=0, atol=5e-9), (name, z[at])
        forwards.append({"name": name, "seed": 1, "input": list(xs), "filter": list(ws), "bias": 8, "stride": [stride] * 2, "padding": [pad] * 4,
                         "output": list(z.shape), "mean": mean, "at": list(at), "values": [number(v) for v in z[at]]})
    return {"steps": steps, "forwards": forwards, "mistakes": mistakes(x, w, b.ravel(), z)}


def mistakes(x, w, b, right):
    """The last forward case, computed with mistakes: lesson 11."""
    one = conv(x, w, b, padding=[1] * 4)
    rows, columns = right.shape[1:3]
    bare = conv(x, w, None, stride=(2, 2), padding=[1] * 4)
    last = conv(x[..., -1:], w[:, :, -1:], b, stride=(2, 2), padding=[1] * 4)
    wrong = {
        "stride-ignored": one[:, :rows, :columns],
        "stride-ignored-on-h": conv(x, w, b, stride=(1, 2), padding=[1] * 4)[:, :rows],
        "stride-ignored-on-w": conv(x, w, b, stride=(2, 1), padding=[1] * 4)[:, :, :columns],
        "no-bias": bare,
        "filter-0s-bias-for-all": bare + b[0],
        "last-channel-only": last,
        "bias-per-channel": bare + x.shape[3] * b,
        "flipped": conv(x, w, b, stride=(2, 2), padding=[1] * 4, flip=True),
    }
    published = {"stride-ignored": 0.5329, "stride-ignored-on-h": 0.8314, "stride-ignored-on-w": 0.3000, "no-bias": 0.3327,
                 "filter-0s-bias-for-all": -1.0662, "last-channel-only": 0.2189, "bias-per-channel": 1.2066, "flipped": 0.5511}
    for name, z in wrong.items():
        assert round(float(np.mean(z)), 4) == published[name], (name, np.mean(z))
    assert np.mean(wrong["flipped"]) == 0.5511276474566764
    return [{"lesson": 11, "name": name, "mean": number(np.mean(z))} for name, z in wrong.items()]


# --- np.dot, np.sum, repr, randn, randint ---------------------------------------------------------------------------------

def np_dots():
    shapes = [((), ()), ((), (2, 3)), ((2, 1, 2), ()), ((3,), (3,)), ((3,), (4,)), ((1,), (1,)), ((1,), (2,)), ((2, 3), (3,)), ((3,), (3, 2)),
              ((2, 3), (3, 4)), ((2, 3), (2, 3)), ((2, 3), (2,)), ((4,), (3, 4)), ((3, 3, 1), (3, 3, 1)), ((3, 3, 4), (3, 3, 4)),
              ((2, 2, 3), (2, 3, 2)), ((3, 2, 2), (2,)), ((2,), (3, 2, 2)), ((2, 3), (2, 4, 3, 2)), ((1, 2, 1, 3), (3,)), ((0,), (0,)),
              ((0,), (1,)), ((2, 0), (0, 3)), ((0, 2), (2, 3)), ((2, 2), (2, 0)), ((0, 3, 2), (2, 2)), ((1, 1), (1, 3)), ((3, 1), (1,)),
              ((3, 1), (1, 1)), ((1, 1), (1, 1))]
    cases = [dot_case(f"{a} with {w}", integers(i, *a), integers(i + 100, *w), dtype)
             for i, (a, w) in enumerate(shapes) for dtype in ("float64", "float32")]
    nan, inf = np.nan, np.inf
    for name, a, w in (("zero with two, nan", [[0.0]], [[nan, 1.0]]), ("zero with one nan", [0.0], [nan]), ("one nan with zero", [nan], [0.0]), ("nan with zeros", [[nan]], [[0.0, 0.0]]),
                       ("scalar zero with infinities", 0.0, [inf, -inf]), ("scalar zero with an infinity in three axes", 0.0, [[[inf]]]),
                       ("column of nan with zero", [[nan], [2.0]], [0.0]), ("row and column", [[0.0, 1.0]], [[inf], [1.0]])):
        cases.append(dot_case(name, a, w))
    return {"cases": cases}


def sums():
    cases = []
    for dtype in ("float64", "float32"):
        for n in (0, 1, 2, 7, 8, 9, 15, 16, 27, 127, 128, 129, 136, 200, 255, 256, 257, 1000, 4608, 8191, 8192, 8193, 16385, 30000):
            np.random.seed(n)
            x = np.random.randn(n)  # x ** 3 would ask the C library's pow
            cases.append({"dtype": dtype, "seed": n, "n": n, "sum": number(np.sum((x * x * x).astype(dtype)))})
    return {"cases": cases}


def reprs():
    rng = np.random.RandomState(7)
    arrays = {
        "integers": np.dot(EDGE[0, :3, :3, 0].astype(float), VERTICAL[:, :, 0, 0]), "scalar": np.float64(-5), "scalar float32": np.float32(0.1),
        "lesson 10, padded": np.pad(np.ones((3, 3, 3)), ((1, 1), (1, 1), (0, 0))),
        "lesson 10, one channel": np.pad(np.ones((3, 3, 3)), ((1, 1), (1, 1), (0, 0)))[:, :, 0],
        "empty": np.zeros((0, 3)), "empty vector": np.zeros(0), "empty float32": np.zeros((2, 0), "f"), "one": np.ones(1), "nested ones": np.ones((1, 1, 1, 1)),
        "specials": np.array([np.nan, np.inf, -np.inf, -0.0, 1.5]), "only nan": np.array([np.nan, np.nan]), "only infinities": np.array([[np.inf, -np.inf]]),
        "specials, scientific": np.array([np.nan, 1e-9, -np.inf]), "tie": np.array([0.123456785, 0.123456775, 0.5]), "exact tie": np.array([0.001953125, 0.005859375]), "carry": np.array([0.999999999, 9.9999999999]),
        "below 1e-4": np.array([9.9999e-5, 1.0]), "ratio of 1000": np.array([1.0, 1000.0]), "ratio above 1000": np.array([1.0, 1000.5]),
        "1e8": np.array([1e8, 3.0]), "below 1e8": np.array([99999999.0]), "three digits of exponent": np.array([1e-300, 1e5]), "smallest": np.array([5e-324]),
        "largest": np.array([1.7976931348623157e308]), "float32, exact digits": np.array([0.1, 1e-5, 0.12345678], "f"), "float32, smallest": np.array([1e-45], "f"),
        "1001 elements": np.arange(1001.0), "1000 elements": np.arange(1000.0), "many, two axes": np.arange(1200.0).reshape(30, 40),
        "many, four axes": np.arange(2401.0).reshape(7, 7, 7, 7), "many, a long and a short axis": np.arange(1500.0).reshape(2, 750) / 7,
        "type on a line of its own": np.arange(14, dtype="f") + 100, "float32": np.arange(3, dtype="f") / 3,
    }
    for value in (0.0, -0.0, 1e16, 1e15, 123456789.123, 1e-4, 9.999e-5, 1 / 3, 2.0**-1074, 1e22, 1e23, 5e-324, np.nan, -np.inf):
        arrays[f"scalar {value!r}"] = np.float64(value)
    for value in (1e16, 16777216, 1 / 3, 1e-5, 3.4028235e38):
        arrays[f"scalar float32 {value!r}"] = np.float32(value)
    for i, shape in enumerate([(3,), (20,), (5, 5), (2, 3, 4), (2, 2, 2, 2), (1, 30), (4, 1, 3)]):
        for dtype in ("float64", "float32"):
            arrays[f"normals {shape} {dtype}"] = rng.randn(*shape).astype(dtype)
            arrays[f"wide {shape} {dtype}"] = (rng.randn(*shape) * 10.0 ** rng.randint(-20, 20, shape)).astype(dtype)
            arrays[f"rounded {shape} {dtype}"] = np.round(rng.randn(*shape) * 50, i).astype(dtype)
    return {"cases": [{"name": name, "dtype": str(a.dtype), **tensor(a), "repr": repr(a)} for name, a in arrays.items()]}


def randoms():
    cases = []
    for seed in (0, 1, 2, 3, 42, 123456789, 2**31, 2**32 - 1):
        np.random.seed(seed)
        values = np.random.randn(2001)
        cases.append({"seed": seed, "first": [number(v) for v in values[:20]], "at2000": number(values[2000])})
    return {"cases": cases}


def random_integers():
    cases = []
    for seed, low, high in ((0, 0, 10), (1, -9, 10), (2, 5, 6), (3, 0, 2), (42, 0, 256), (42, 0, 257), (7, -(2**31), 2**31), (8, 0, 2**32),
                            (9, 0, 2**32 + 1), (10, -100, 2**45 + 7), (2**32 - 1, 1 - 2**53, 2**53 - 1)):
        np.random.seed(seed)
        values = np.random.randint(low, high, 2001)
        cases.append({"seed": seed, "low": low, "high": high, "first": values[:20].tolist(), "at2000": int(values[2000]), "normal": number(np.random.randn())})
    return {"cases": cases}


# --- arrays as files and as text --------------------------------------------------------------------------------------------

def npy_arrays():
    """Every type that can be read, in both byte orders and both orders of axes; then the rejected types."""
    whole = np.arange(-6, 6).reshape(3, 4)
    arrays = {f"{order}{kind}": whole.astype(f"{order}{kind}") for kind in ("i2", "i4", "i8", "f2", "f4", "f8") for order in "<>"}
    arrays |= {f"{order}{kind}": (whole + 6).astype(f"{order}{kind}") for kind in ("u2", "u4", "u8") for order in "<>"}
    arrays |= {"i1": whole.astype("i1"), "u1": (whole + 6).astype("u1"), "bool": whole % 2 == 0}
    normals4 = normals(50, 2, 3, 4, 5)
    arrays |= {"four axes": normals4, "four axes, fortran": np.asfortranarray(normals4), "fortran, big-endian": np.asfortranarray(whole.astype(">f4")),
               "vector": np.arange(5.0), "scalar": np.array(2.5), "three axes, fortran": np.asfortranarray(normals(51, 3, 2, 4)),
               "specials": np.array([[np.nan, np.inf], [-np.inf, -0.0], [5e-324, 1.7976931348623157e308]]),
               "float16, specials": np.array([[np.nan, np.inf, -np.inf], [-0.0, 6e-8, 65504]], "f2"),
               "beyond 2^53": np.array([[2**53 + 1, -(2**62) - 1]], "i8"), "beyond 2^63": np.array([[2**64 - 1, 3]], "u8")}
    refused = {"object": np.array([[1, None]], object), "complex": np.ones((2, 2), complex), "text": np.array([["a", "b"]]), "empty": np.zeros((0, 3)),
               "fields": np.zeros((2, 2), [("a", "f8")]), "five axes": np.zeros((1, 1, 1, 1, 1)), "dates": np.zeros((2, 2), "M8[D]")}
    return arrays, refused


def npy_bytes(array, version=None):
    file = io.BytesIO()
    np.lib.format.write_array(file, array, version)
    return base64.b64encode(file.getvalue()).decode()


def blocks():
    arrays, refused = npy_arrays()
    files = [{"name": name, "npy": npy_bytes(a), **tensor(a)} for name, a in arrays.items()]
    for version in ((1, 0), (2, 0), (3, 0)):
        a = normals(52, 2, 3)
        files.append({"name": f"version {version[0]}", "npy": npy_bytes(a, version), **tensor(a)})
    texts = []
    for name, a in (("integers", integers(53, 4, 3)), ("normals", normals(54, 3, 5)), ("three axes", normals(55, 2, 3, 4)),
                    ("four axes", integers(56, 2, 2, 3, 2)), ("wide rows", normals(57, 2, 40)), ("long vector", np.arange(60.0)), ("short vector", np.arange(3)),
                    ("bool", normals(58, 3, 3) > 0), ("float32", normals(59, 2, 2).astype("f4")), ("specials", np.array([[np.nan, -np.inf], [1e-300, 1e22]]))):
        with np.printoptions(floatmode="unique", threshold=10**6):
            forms = {"print": str(a), "repr": repr(a), "list": str(a.tolist())}
        if a.ndim == 2:
            for form, delimiter in (("csv", ","), ("tsv", "\t"), ("savetxt", " ")):
                file = io.StringIO()
                np.savetxt(file, a.astype(float), delimiter=delimiter, fmt="%.17g", newline="\r\n" if form == "csv" else "\n")
                forms[form] = file.getvalue()
        texts.append({"name": name, **tensor(a), "texts": forms})
    cut = str(np.zeros((100, 100)))
    return {"npy": files, "refused": [{"name": name, "npy": npy_bytes(a)} for name, a in refused.items()], "texts": texts,
            "leftOut": [{"text": cut}, {"text": repr(np.zeros((3, 2000)))}]}


# --- the NumPy cell -------------------------------------------------------------------------------------------------------

def exactly(array):
    """As `tensor`, with its dtype; integers beyond what a double holds as strings."""
    data = [str(v) if array.dtype == np.int64 and abs(v) > 2**53 else bool(v) if array.dtype == bool else number(v) for v in np.ravel(array).tolist()]
    return {"shape": list(array.shape), "dtype": array.dtype.name, "data": data}


def evaluation(source, variables):
    names = {"np": np, "scipy": scipy, **{name: value[()] for name, value in variables.items()}}  # without axes: a scalar
    case = {"source": source, "variables": {name: exactly(value) for name, value in variables.items() if re.search(rf"\b{name}\b", source)}}
    with warnings.catch_warnings(record=True) as raised:
        warnings.simplefilter("always")
        try:
            *statements, last = ast.parse(source).body
            asks = isinstance(last, ast.Expr)
            exec(compile(ast.Module(statements if asks else [*statements, last], []), "", "exec"), names)
            result = eval(compile(ast.Expression(last.value), "", "eval"), names) if asks else None
        except Exception as error:
            # Python's own messages about syntax and calls are not promised.
            own = isinstance(error, (SyntaxError, TypeError)) or "deprecated alias" in str(error)
            return {**case, "error": {"type": type(error).__name__, **({} if own else {"message": str(error)})}}
    try:
        value = np.asarray(result)
    except ValueError:  # a list of arrays of several shapes
        value = np.asarray(None)
    value = exactly(value) if value.dtype.name in ("bool", "int64", "float32", "float64") else {"shape": [0], "dtype": "object", "data": []}
    lines = dict.fromkeys(f"{each.category.__name__}: {each.message}" for each in raised if each.category is RuntimeWarning)
    return {**case, "value": value, "repr": repr(result) if asks else "", "warnings": list(lines)}


def evaluations():
    """Programs on the variables that they name. Only results that are the same on every machine: no rounding by BLAS or exp."""
    variables = {
        "a": EDGE[0, :3, :3].astype(float), "W": VERTICAL[..., 0].astype(float), "b": np.array(0.5), "x_pad": np.pad(np.ones((3, 3, 3)), ((1, 1), (1, 1), (0, 0))),
        "F": np.arange(81.0).reshape(3, 3, 3, 3) - 40, "v": np.array([3.0, -1.0, 2.5]), "f": np.array([0.5, 1.5, -2.0], "f4"), "i": np.arange(6).reshape(2, 3),
        "m": np.array([True, False, True]), "nine": np.arange(9.0).reshape(3, 3), "five": np.arange(25.0).reshape(5, 5), "cube": np.arange(27.0).reshape(3, 3, 3),
        "nan": np.array([np.nan, np.inf, -np.inf, 0.0, 1.5]), "zero": np.array([0.0]), "most": np.array([2**63 - 1, -2**63]), "e": np.zeros((0, 3)),
    }
    sources = """
np.dot(a[..., 0], W[..., 0])
np.sum(a * W)
np.dot(a, W)
np.dot(a.ravel(), W.ravel())
np.vdot(a, W)
np.tensordot(a, W, axes=3)
np.einsum('ijk,ijk->', a, W)
np.trace(a[..., 0] @ W[..., 0].T)
x_pad
x_pad[:, :, 0]
np.vdot(nine, five)
np.vdot(five, nine)
x_pad * cube
np.tensordot(v, nine, axes=2)
np.tensordot(nine, five, axes=2)
np.tensordot(v, v, axes=0)
np.tensordot(cube, cube, axes=([0, 1], [1, 0]))
nine @ five
v @ five
b @ nine
nine @ b
np.inner(nine, five)
np.outer(v, i)
np.einsum('ij,ij', nine, five)
np.einsum('ij,jk', nine, nine)
np.einsum('ii->i', nine)
np.einsum('ii', nine)
np.einsum('ji', nine)
np.einsum('...j,j->...', cube, v)
np.einsum('ij,j->ij', nine, zero)
np.einsum('ijk,ijk->', nine, nine)
np.einsum('i,i->', nine, nine)
np.einsum('ij,ij->z', nine, nine)
np.einsum('i j , j k -> i k', nine, nine)
np.einsum('i,i,i->', v, v, v)
np.einsum('ij,jk->', five, nine)
np.dot(zero, nan)
np.dot(zero, nan[:1])
np.dot(nan[:1], zero)
np.dot(0.0, nan[:2])
np.dot(0.0, nan[:1])
np.dot(zero.reshape(1, 1), nan.reshape(1, 5))
np.dot(v)
nine.reshape(2, 5)
nine.reshape(-1, -1)
nine.reshape(-1, 4)
nine.reshape(5, -1)
nine.reshape(9, 1, order='F')[:4]
e.reshape(-1)
e.reshape(0, -1)
nine + five
nine + v[:2]
np.add(nine, five)
np.maximum(cube, five)
most + 1
most * 2
most - most[::-1]
-most
np.abs(most)
most // -1
most / 2
2 ** np.arange(62, 66)
np.int64(2) ** 63
i ** -1
i / 0
i // 0
i % 0
nan / 0
nan // 2
nan % 2
1 / 0
1.0 // 0
1 % 0
v / 0.0
v[0] / 0
i[0, 0] // 0
np.float64(1e200) * 1e200
np.sqrt(-v)
np.sum(nan)
np.max(nan)
np.argmax(nan)
np.mean(e)
np.mean(e, axis=0)
e.sum(axis=0)
e.prod()
e.max()
e.argmax(axis=0)
nan.astype(int)[3:]
f + 1
f + 1.5
f * np.float64(2)
f * 1e300
f * np.float64(1e300)
f * np.float32(1e38)
f * v
f + i[0]
f + True
f + np.int64(1)
f + np.array([1, 2, 3])
f / 3
f[0] * 0.1
f[0] * v[0]
np.float32(0.1) + 0.2
np.float32(0.1) * 3
f.sum()
f.mean()
i + 0.5
i + True
i * m
m + m
m * m
m + 1
m - m
-m
np.sum(m)
m.mean()
m / 2
True + True
[1, 2] + [3]
[1, 2] * 2
(1, 2) + (3,)
7 // 2, -7 // 2, 7 % -3, -7 % 3, 7.5 // 2, -7.5 % 2
2 ** 10, 2 ** -1, -2 ** 2, 2 ** 3 ** 2, (-8) ** 2
1 < 2, 1 == 1.0, 'ij' == 'ij', not_there
v > 0
i <= 2
v[v > 0]
i[i % 2 == 0]
i[m]
i[:, m]
i[[0, 0], [1, 2]]
i[[[0], [1]], [0, 2]]
cube[1]
cube[1, ..., 0]
cube[None, :, 0, ::-1]
cube[-1, -1, -1]
cube[:, [0, 2]]
cube[0, :, [0, 2]]
cube[::2, 1:, :-1]
cube[3]
cube[0, 0, 0, 0]
cube[..., ...]
cube[0.5]
cube['a']
v[m[:2]]
v[()]
b[()]
b
b[0]
v[5:]
v[np.newaxis]
i.T
i.shape
i.ndim, i.size
i.dtype
f.dtype
m.dtype
nine.T.reshape(-1)
i.reshape(3, 2).T.ravel(order='F')
i.flatten('F')
i.transpose()
cube.transpose(2, 0, 1)[0]
cube.transpose(2, 0)
np.transpose(cube, (0, 0, 1))
np.swapaxes(cube, 0, 3)
np.swapaxes(i, 0, 1)
np.expand_dims(v, 0)
np.expand_dims(v, (0, 2))
np.squeeze(nine[None, :, :1])
np.squeeze(nine, 0)
np.concatenate([v, i])
np.concatenate([i, i], axis=1)
np.concatenate((v, m), axis=None)
np.concatenate([v, f])
np.stack([v, v * 2])
np.stack([v, v[:2]])
np.stack([i, i], axis=-1)
np.pad(i, 1)
np.pad(i, ((1, 0), (0, 2)), constant_values=9)
np.pad(v, (2, 1), mode='constant', constant_values=(0.5, 7))
np.pad(v, -1)
np.flip(i)
np.flip(i, 1)
np.rot90(i)
np.rot90(W[..., 0], 2)
np.rot90(cube, axes=(1, 2))[0]
np.array([1, 2.5, True])
np.array([[1, 2], [3]])
np.array([1, 2], dtype=np.float32)
np.array(5)
np.array([])
np.asarray(v, dtype=int)
np.arange(3)
np.arange(1, 2, 0.25)
np.arange(5, 0, -2)
np.arange(3.)
np.arange(0)
np.zeros(3)
np.zeros((2, 0))
np.ones((2, 3), dtype=int)
np.full((2, 2), 7)
np.full(2, 0.5, dtype='float32')
np.eye(3, k=1)
np.eye(2, 3, dtype=int)
np.linspace(0, 1, 5)
np.linspace(0, 1, 4, endpoint=False)
np.linspace(1, 2, 1)
np.sum(i, axis=0)
np.sum(cube, axis=(0, 2))
np.sum(cube, axis=(0, -1), keepdims=True)
np.sum(i, axis=2)
np.sum(cube, axis=(0, 0))
i.prod(axis=1)
i.cumsum()
np.cumsum(i, axis=1)
np.cumsum(m)
i.argmax(), i.max(axis=1), i.min()
np.trace(nine), np.trace(cube), np.trace(nine, offset=1)
np.trace(v)
np.diagonal(cube)
np.diag(v)
np.diag(nine, k=-1)
np.diag(cube)
np.allclose(v, v + 1e-9), np.allclose(v, v + 1), np.isclose(nan, nan)
np.isclose(nan, nan, equal_nan=True)
np.array_equal(i, i.T), np.array_equal(i, i + 0.0)
v.astype(np.int64)
v.astype(bool)
i.astype('float32')
np.float32(0.1)
np.float64(3)
np.int64(2.7)
np.bool
np.lib.stride_tricks.sliding_window_view(v, 2)
np.lib.stride_tricks.sliding_window_view(nine, (2, 2))[1, 0]
np.lib.stride_tricks.sliding_window_view(v, 4)
scipy.signal.correlate2d(nine, W[..., 0])
scipy.signal.correlate2d(nine, W[..., 0], mode='valid')
scipy.signal.convolve2d(nine, W[..., 0], mode='same')
scipy.signal.correlate2d(W[..., 0], five, 'valid')
scipy.signal.correlate2d(i, i, mode='full')
scipy.signal.convolve2d(v, v)
nan
nan.reshape(5, 1)
np.array([1e-9, 1.0])
np.array([1e16, 1.0])
np.array([123456789.123])
np.array([0.1, 100.25])
np.array([1e-5, 1e5])
np.array([np.nan, 1])
np.array([-np.inf, 1e300])
np.arange(1001)
np.arange(1001) % 2 == 0
np.arange(2000.0).reshape(2, 1000)
np.arange(2000).reshape(10, 10, 20)
np.zeros((2, 2, 2, 2), dtype=bool)
np.zeros((0,), dtype=bool)
np.zeros((3, 0), dtype='float32')
np.float32(16777217)
np.float32(1e-7)
1e16, 1e15, 1e-5, 0.0001, 123456789012345678
1.0, -0.0, 1_000, 0x1F, 1e3
'it\\'s', "two"
None, True
[v, 1]
[]
()
(1,)
[1, [2, 3]]
i.shape + (1,)
v.dtype, 'x'
z
np.foo
v.foo
v()
v.sum(3)
v.sum(axes=0)
(1
1 +
a b
"""
    multiline = ["s = a * W\nnp.sum(s)", "# the step\nt = np.sum(a * W)\n\nt + b  # with the bias\n", "t = 1\nt = t + 1", "a = np.ones(2)\na.sum()", "np.sum(a *\n       W)", "np.array([[1, 2],\n          [3, 4]])",
                 "(1 +\n 2)", "t = 1; t + 1", "t = u = 2\nt", "x = y", "1\n2", "1 + \\\n 2"]
    return {"cases": [evaluation(source, variables) for source in sources.strip("\n").split("\n") + multiline]}


if __name__ == "__main__":
    assert np.__version__.startswith("1.24."), "repr and np.dot's messages are bound to NumPy 1.24"
    write("conv.json", {"cases": conv_cases()})
    write("lessons.json", lessons())
    write("course.json", course())
    write("np_dot.json", np_dots())
    write("np_sum.json", sums())
    write("repr.json", reprs())
    write("randn.json", randoms())
    write("randint.json", random_integers())
    write("blocks.json", blocks())
    write("evaluate.json", evaluations())
