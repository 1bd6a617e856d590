// The public types of the package. The build makes index.d.ts from this file and index.ts.

/** Arithmetic and result type. */
export type DType = 'float64' | 'float32';
/** C order: the last axis runs fastest. */
export interface Tensor {
  shape: number[];
  data: Float64Array | Float32Array;
}
export interface TensorLike {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}
/** 'same' is 'same-upper': the odd pixel of padding at the end. */
export type Padding =
  | 'valid'
  | 'same'
  | 'same-upper'
  | 'same-lower'
  | number
  | readonly [h: number, w: number]
  | readonly [top: number, left: number, bottom: number, right: number];
/** How a block is laid out as a vector. fortran: the first axis runs fastest. */
export type Order = 'hwc' | 'chw' | 'fortran';
export type Verdict = 'identical' | 'rounding' | 'different';
export type Method = 'multiply-sum' | 'unrolled-dot';

export interface ConvOptions {
  /** n_F values. Default: none. */
  bias?: ArrayLike<number> | null;
  /** Default 1. */
  stride?: number | readonly [h: number, w: number];
  /** Default 'valid'. */
  padding?: Padding;
  /** Default 1. */
  dilation?: number | readonly [h: number, w: number];
  /** Default 1. The filter's n_C is the input's n_C / groups. */
  groups?: number;
  /** Default false: cross-correlation, which deep learning calls convolution. true: the mathematical convolution. */
  flip?: boolean;
  /** Default 'float64'. */
  dtype?: DType;
  /** How the window and the filter are unrolled. Only 'unrolled-dot' uses it. Default hwc, hwc. */
  order?: { window?: Order; filter?: Order };
}

export interface OutputShape {
  /** (m, n_H, n_W, n_F) */
  shape: number[];
  /** The padding that 'same' or 'valid' stands for, or the one given: top, left, bottom, right. */
  padding: [top: number, left: number, bottom: number, right: number];
  /** How many rows and columns of the input no window reads. */
  unread: [rows: number, columns: number];
  /** How many windows read each row and each column of the input. */
  reads: { rows: Int32Array; columns: Int32Array };
  /** The row of the input where the windows of each output row begin, and the columns likewise; negative in the padding. */
  origins: { rows: Int32Array; columns: Int32Array };
  /**
   * The distance of each row and column of the filter from there: multiples of the dilation. Origin plus offset is the row or column
   * of the input that is multiplied by it: negative in the padding before the input, n_H or n_W and more in the padding after it.
   */
  offsets: { rows: Int32Array; columns: Int32Array };
}

export interface Comparison {
  multiplySum: Tensor;
  unrolledDot: Tensor;
  verdict: Verdict;
  /** The number of identical outputs, out of `total`. */
  identical: number;
  total: number;
  /** The largest absolute difference; Infinity if one route is finite and the other is not. */
  maxAbs: number;
  /** The largest difference in units in the last place. */
  maxUlp: number;
  /**
   * The largest difference that rounding can explain, for the output whose difference is largest in proportion to that; Infinity if
   * there is no such bound.
   */
  bound: number;
  /** Whether an output is finite by one route and not by the other. */
  overflow: boolean;
}

export interface StepIndex {
  image?: number;
  row: number;
  column: number;
  filter?: number;
}

export interface Step {
  /** Products: f_H * f_W * n_C / groups. */
  n: number;
  /** (f_H, f_W, n_C / groups), with 0 for padding. */
  window: Tensor;
  /** (f_H, f_W, n_C / groups), turned by 180 degrees with `flip`. */
  block: Tensor;
  /** For each window element its flat index in the input; -1 for padding. */
  source: Int32Array;
  /** For each element of `block`, in C order, its flat index in the filter as given. */
  filterSource: Int32Array;
  /** The first input channel that the filter's group reads: the window's channel 0. */
  firstChannel: number;
  /** The products, in height, width, channel order. */
  terms: Float64Array;
  /** The products of the dot product, in the order of its vectors. */
  dotTerms: Float64Array;
  /** For each entry of the two vectors its index in `window` and in `block`. */
  layout: { window: Int32Array; filter: Int32Array };
  /** Running sums of `terms` from left to right, for display: the result itself is summed in pairs, as np.sum does. */
  runningMultiplySum: Float64Array;
  /** Running sums of the dot product, in the order of its vectors. */
  runningUnrolledDot: Float64Array;
  /** 0 without a bias. */
  bias: number;
  /** np.sum of the products, before the bias. */
  sum: number;
  /** The dot product of the two vectors, before the bias. */
  dot: number;
  /** The output value by each route, with the bias. */
  multiplySum: number;
  unrolledDot: number;
  verdict: Verdict;
  /** The difference of the two results in units in the last place: values of the dtype from one to the other. */
  ulp: number;
  /** The largest difference that rounding can explain; Infinity if there is no such bound. */
  bound: number;
  /** Whether one result is finite and the other is not. */
  overflow: boolean;
}

/**
 * An array that `evaluate` knows by a name, in C order. Shape [] is a NumPy scalar. The default dtype is that of a Float32Array or a
 * BigInt64Array, and 'float64' for other data. int64 takes whole numbers or bigints; bool takes true and false, or 1 and 0.
 */
export interface Variable {
  shape: readonly number[];
  data: ArrayLike<number> | ArrayLike<bigint> | ArrayLike<boolean>;
  dtype?: 'float64' | 'float32' | 'int64' | 'bool' | (string & {});
}

export type Evaluation =
  | {
      ok: true;
      value: { shape: number[]; data: ArrayLike<number> | BigInt64Array; dtype: string };
      repr: string;
      warnings?: string[];
    }
  | { ok: false; type: 'ValueError' | 'TypeError' | 'IndexError' | 'SyntaxError' | (string & {}); message: string };

export interface Portion {
  /** The flat index of its first output. */
  readonly firstOutput: number;
  /** The number of its outputs. */
  readonly outputs: number;
}

/** How numbers become bytes. */
export interface PixelOptions {
  /** Numbers for each pixel: 1 or 3. */
  channels: 1 | 3;
  /**
   * 'clamped', the default: value * gain, limited to 0 to 255. 'absolute': the same for |value|. 'diverging': value * gain, limited to
   * -255 to 255: one channel becomes a mixture of `colours`, each of three channels becomes a byte, with 128 for 0.
   */
  range?: 'clamped' | 'absolute' | 'diverging';
  /** At least 0. Default 1. */
  gain?: number;
  /** 0xRRGGBB at -255, at 0 and at 255, for one diverging channel. Default 0xcf6a12, 0xf0f1f3, 0x2f7dcc. */
  colours?: readonly [negative: number, zero: number, positive: number];
  /** As many numbers as there are values. They are subtracted, so that the differences are drawn. */
  minus?: ArrayLike<number>;
}

/**
 * A convolution to run many times. The filter is copied and packed once, and a run allocates nothing but its result, and not even that
 * with `out`. The garbage collector disposes of unreachable plans at some time; dispose() does it at once.
 */
export interface Plan {
  /** The output's shape, (m, n_H', n_W', n_F). */
  readonly shape: number[];
  /** The name of the compute kernel, which is chosen by the shapes and the options. */
  readonly kernel: string;
  /**
   * Convolves `data`, an input of the plan's input shape. Numbers of another type are converted to the plan's dtype, and the result
   * to the type of `out`, which is filled and returned. Without `out` the result is a new array of the plan's dtype. The order of
   * summation is unspecified.
   */
  run<Out extends Float32Array | Float64Array>(data: Float32Array | Float64Array, out: Out): Out;
  run(data: Float32Array | Float64Array): Float32Array | Float64Array;
  /** The parts of the output, small enough to stay in cache, in the order in which a run computes them. */
  readonly portions: readonly Portion[];
  /**
   * Convolves a picture, four bytes of red, green, blue and alpha for each pixel. They become numbers as by `fromPixels`, portion by
   * portion, without a whole input of floats. The plan must be float32 with 1 input channel (grey) or 3; code 'shape' otherwise.
   * `part` limits the run to the portions from first up to but not including end: the result, and `out`, have only their outputs.
   * `out` must not share memory with `pixels`.
   */
  runPixels(
    pixels: Uint8Array | Uint8ClampedArray,
    out?: Float32Array,
    part?: readonly [first: number, end: number],
  ): Float32Array;
  /** Frees the plan's memory. `run` and `runPixels` throw afterwards, code 'disposed'. A second call does nothing. */
  dispose(): void;
}

/**
 * The loaded module. Its functions need no `this`, keep nothing between calls, and return copies. Each throws ConvDotError. After any
 * error, even a failed allocation, the next call works.
 */
export interface ConvDot {
  readonly version: string;
  /** The geometry of a convolution, from shapes alone. `biasShape` is a bias to check by its shape: [n_F], or [1, 1, 1, n_F]. */
  outputShape(
    inputShape: readonly number[],
    filterShape: readonly number[],
    options?: ConvOptions & { biasShape?: readonly number[] },
  ): OutputShape;
  /**
   * input (m, n_H, n_W, n_C) and filter (f_H, f_W, n_C / groups, n_F) give (m, n_H', n_W', n_F). 'multiply-sum', the default, is
   * np.sum(window * W[..., c]) + b bit for bit in float64 (the sign of a zero aside); 'unrolled-dot' adds the products of the two
   * vectors from left to right.
   */
  conv2d(input: TensorLike, filter: TensorLike, options?: ConvOptions & { method?: Method }): Tensor;
  /** Both routes, and the worst of the verdicts on the outputs. */
  compare(input: TensorLike, filter: TensorLike, options?: ConvOptions): Comparison;
  /** Everything about one output value. image and filter are 0 by default. */
  step(input: TensorLike, filter: TensorLike, at: StepIndex, options?: ConvOptions): Step;
  /**
   * The unrolled matrix (im2col), (m * n_H' * n_W', f_H * f_W * n_C): one row for each window, in the given order. A row has all input
   * channels, whatever `groups` is. `bias` and `flip` change nothing.
   */
  unroll(input: TensorLike, filterShape: readonly number[], options?: Omit<ConvOptions, 'order'> & { order?: Order }): Tensor;
  /**
   * NumPy's np.dot of the two arrays as they are. An error that NumPy would raise is returned, not thrown. Shape [] is a scalar. Two
   * Float32Arrays are multiplied in float32, all other data in float64.
   */
  npDot(a: TensorLike, w: TensorLike): Evaluation;
  /**
   * Runs a program in this subject's part of Python and NumPy over `variables`: expressions and assignments to names, with the names of
   * np, scipy and scipy.signal that `names()` lists. Values, dtypes, printing and error messages are NumPy 1.24's; everything else is
   * an error that says "not supported here". Errors of the program are returned, not thrown; MemoryError and TimeoutError are those of
   * a program that takes too much memory or time. `value` is the last expression as np.asarray holds it: bool as bytes of 0 and 1, int64
   * as a BigInt64Array. A value that is no array of numbers (None, a string, no expression at the end) has dtype 'object' and no
   * elements. Codes thrown: argument, shape, limit, memory.
   */
  evaluate(source: string, variables?: Readonly<Record<string, Variable>>): Evaluation;
  /** The names that `evaluate` knows from the start: 'np.dot', 'scipy.signal.correlate2d', '.reshape', 'abs'. */
  names(): string[];
  /** NumPy's legacy np.random.seed(seed), then np.random.randn of each shape in turn, float64. Shape [] is one number. */
  randn(seed: number, ...shapes: (readonly number[])[]): Tensor[];
  /**
   * NumPy's legacy np.random.seed(seed), then np.random.randint(low, high, shape) of each shape in turn: whole numbers from low to
   * high - 1, of NumPy's default type int64, as float64. low and high are between -2^53 and 2^53; code 'argument' unless low < high.
   */
  randint(seed: number, low: number, high: number, ...shapes: (readonly number[])[]): Tensor[];
  plan(inputShape: readonly number[], filter: TensorLike, options?: ConvOptions & { method?: Method }): Plan;
  /**
   * The numbers of a picture, which has four bytes of red, green, blue and alpha for each pixel: whole numbers from 0 to 255, three for
   * each pixel, or one, the luma of ITU-R BT.709 rounded: 0.2126 R + 0.7152 G + 0.0722 B. Alpha is ignored.
   */
  fromPixels(pixels: Uint8Array | Uint8ClampedArray, channels: 1 | 3, out?: Float32Array): Float32Array;
  /**
   * Draws numbers, in float32, as opaque pixels. `largest` is the largest |number|, or with `minus` the largest |difference|, leaving
   * out NaN and infinities. NaN is drawn as 0.
   */
  toPixels(
    values: ArrayLike<number>,
    options: PixelOptions,
    out?: Uint8ClampedArray,
  ): { pixels: Uint8ClampedArray; largest: number };
}

/** Every error: a code that a program can test, and a sentence with the offending value. */
export class ConvDotError extends Error {
  /**
   * - 'argument': a value of the wrong type, a wrong count, an unknown name, a range without numbers
   * - 'shape': a tensor with the wrong number of axes, an axis of an impossible size, shapes that do not fit
   * - 'bias', 'stride', 'padding', 'dilation', 'groups': a wrong value of that option
   * - 'size': the filter, dilated, is larger than the padded input
   * - 'step': a position outside the output
   * - 'limit': a tensor or a filter above the library's limits on size
   * - 'seed': a random seed outside NumPy's range
   * - 'memory': not enough memory for this call
   * - 'disposed': a run of a plan after dispose()
   * - 'load': the module could not be fetched or compiled
   * - 'internal': a bug in the library
   */
  readonly code: string;

  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'ConvDotError';
    this.code = code;
  }
}
