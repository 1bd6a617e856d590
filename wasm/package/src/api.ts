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
  /** How each block is unrolled, for the unrolled dot alone. Default hwc, hwc. */
  order?: { window?: Order; filter?: Order };
}

export interface OutputShape {
  /** (m, n_H, n_W, n_F) */
  shape: number[];
  /** As resolved: top, left, bottom, right. */
  padding: [top: number, left: number, bottom: number, right: number];
  /** How many rows and columns of the input no window reads. */
  unread: [rows: number, columns: number];
  /** How many windows read each row and each column of the input. */
  reads: { rows: Int32Array; columns: Int32Array };
  /** In which row and column of the input each output row's and column's windows begin; negative in the padding. */
  origins: { rows: Int32Array; columns: Int32Array };
  /**
   * How far each row and column of the filter lies from there: multiples of the dilation. An origin plus an offset is the row or
   * column of the input that the filter's meets: negative in the padding before the input, n_H or n_W and more in the padding
   * behind it.
   */
  offsets: { rows: Int32Array; columns: Int32Array };
}

export interface Comparison {
  multiplySum: Tensor;
  unrolledDot: Tensor;
  verdict: Verdict;
  /** Outputs that are identical, of `total`. */
  identical: number;
  total: number;
  /** The largest absolute difference; Infinity where one route is finite and the other not. */
  maxAbs: number;
  /** The largest difference in units in the last place. */
  maxUlp: number;
  /** What rounding can explain, for the output with the largest error in proportion to it; Infinity where nothing can be claimed. */
  bound: number;
  /** At least one output is finite by one route and not by the other. */
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
  /** (f_H, f_W, n_C / groups), padding as 0. */
  window: Tensor;
  /** (f_H, f_W, n_C / groups), turned by 180 degrees where `flip` says so. */
  block: Tensor;
  /** For each window element its flat index in the input, -1 where it is padding. */
  source: Int32Array;
  /** For each element of `block`, in C order, its flat index in the filter: with `flip` the turned one's. */
  filterSource: Int32Array;
  /** The first input channel that the filter's group reads: the window's channel 0. */
  firstChannel: number;
  /** The products, in height, width, channel order. */
  terms: Float64Array;
  /** The products of the dot product, in the order of its vectors. */
  dotTerms: Float64Array;
  /** For each entry of the two vectors its index in `window` and in `block`. */
  layout: { window: Int32Array; filter: Int32Array };
  /** Running sums of `terms`, left to right, for showing: the result is added pairwise, as np.sum does. */
  runningMultiplySum: Float64Array;
  /** Running sums of the dot product, in the order of its vectors. */
  runningUnrolledDot: Float64Array;
  /** 0 where there is none. */
  bias: number;
  /** np.sum of the products, before the bias. */
  sum: number;
  /** The dot product of the two vectors, before the bias. */
  dot: number;
  /** The output value by each route, with the bias. */
  multiplySum: number;
  unrolledDot: number;
  verdict: Verdict;
  /** How many values of the dtype lie from one result to the other. */
  ulp: number;
  /** What rounding can explain; Infinity where nothing can be claimed. */
  bound: number;
  /** One result is finite and the other not. */
  overflow: boolean;
}

/**
 * An array by a name of `evaluate`, in C order. Shape [] is a number, a NumPy scalar. dtype: that of a Float32Array or a
 * BigInt64Array, otherwise 'float64', unless said. int64 takes whole numbers or bigints, bool true and false or 1 and 0.
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
  /** The flat index of the first output that it fills. */
  readonly firstOutput: number;
  /** How many it fills. */
  readonly outputs: number;
}

/** How numbers become bytes. */
export interface PixelOptions {
  /** Numbers for each pixel: 1 or 3. */
  channels: 1 | 3;
  /**
   * 'clamped', the default: value * gain from 0 to 255, what is less or more cut off; 'absolute': the same of |value|; 'diverging':
   * value * gain from -255 to 255, one channel between three colours, of three channels each from 0 over 128 to 255.
   */
  range?: 'clamped' | 'absolute' | 'diverging';
  /** From 0. Default 1. */
  gain?: number;
  /** 0xRRGGBB at -255, at 0 and at 255, of one diverging channel. Default 0xcf6a12, 0xf0f1f3, 0x2f7dcc. */
  colours?: readonly [negative: number, zero: number, positive: number];
  /** As many numbers, which are subtracted: the differences are drawn. */
  minus?: ArrayLike<number>;
}

/**
 * A convolution that is run again and again: the filter is packed once, into a copy of the plan's own, and a run allocates nothing but
 * the result where no `out` is given. A plan that nobody holds any more is disposed of, sooner or later; dispose() does it now.
 */
export interface Plan {
  /** Of the output, (m, n_H', n_W', n_F). */
  readonly shape: number[];
  /** The name of the kernel that does the work, chosen for the shapes. */
  readonly kernel: string;
  /**
   * One run over `data`, an input of the plan's input shape. Numbers of another type are converted to the plan's dtype, and the
   * result to the type of `out`, which is filled and returned. Without `out` the result is a new array of the plan's dtype.
   * The order of summation is not promised.
   */
  run<Out extends Float32Array | Float64Array>(data: Float32Array | Float64Array, out: Out): Out;
  run(data: Float32Array | Float64Array): Float32Array | Float64Array;
  /** What a run is made of, in this order: parts of the output, small enough to stay in cache. */
  readonly portions: readonly Portion[];
  /**
   * One run over a picture, four bytes of red, green, blue and alpha for each pixel, which `fromPixels` turns into numbers portion by
   * portion: no input of floats is ever made. For a plan in float32 over 1 channel (grey) or 3; code 'shape' otherwise. `part` is a run
   * of some portions alone, [first, end): `out`, and the result, then have their outputs and no others. `out` may not lie in the
   * memory that `pixels` lies in.
   */
  runPixels(
    pixels: Uint8Array | Uint8ClampedArray,
    out?: Float32Array,
    part?: readonly [first: number, end: number],
  ): Float32Array;
  /** Lets go of what the plan holds; `run` and `runPixels` then throw, code 'disposed'. May be called twice. */
  dispose(): void;
}

/**
 * The loaded module. Its functions need no `this`, keep nothing between calls, and hand out copies. Each throws ConvDotError; after
 * any error, a failed allocation included, the next call works.
 */
export interface ConvDot {
  readonly version: string;
  /** Where everything lies, without any values. A bias that is only checked may be given as `biasShape`: [n_F], or [1, 1, 1, n_F]. */
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
  /** Both routes, and the verdict, which is decided output by output: the worst of them. */
  compare(input: TensorLike, filter: TensorLike, options?: ConvOptions): Comparison;
  /** Everything about one output value. image and filter are 0 unless said. */
  step(input: TensorLike, filter: TensorLike, at: StepIndex, options?: ConvOptions): Step;
  /**
   * The unrolled matrix (im2col): (m * n_H' * n_W', f_H * f_W * n_C), a row a window, laid out in `order`. A row holds all input
   * channels, whatever `groups`. `bias` and `flip` change nothing.
   */
  unroll(input: TensorLike, filterShape: readonly number[], options?: Omit<ConvOptions, 'order'> & { order?: Order }): Tensor;
  /**
   * NumPy's np.dot of the two arrays as they are: its value, or its own refusal, which is a result and not thrown. Shape [] is a
   * scalar. Float32Array with Float32Array is computed in float32, all else in float64.
   */
  npDot(a: TensorLike, w: TensorLike): Evaluation;
  /**
   * Runs Python expressions and assignments to names over `variables`, with NumPy 1.24's values, dtypes, printing and words where it
   * refuses, which is a result and not thrown. np, scipy and scipy.signal's names are there; what Python or NumPy has beyond that is
   * refused, and nothing else is ever executed. `value` is the last expression as np.asarray holds it: bool as bytes of 0 and 1,
   * int64 as a BigInt64Array; what is no array of numbers (None, a string, nothing at the end) has dtype 'object' and no elements.
   * Too large or too long is a MemoryError or a TimeoutError of the result. Codes thrown: argument, shape, limit, memory.
   */
  evaluate(source: string, variables?: Readonly<Record<string, Variable>>): Evaluation;
  /** The names that `evaluate` knows from the start: 'np.dot', 'scipy.signal.correlate2d', '.reshape', 'abs'. */
  names(): string[];
  /** NumPy's legacy np.random.seed(seed), then np.random.randn of each shape in turn, float64. Shape [] is one number. */
  randn(seed: number, ...shapes: (readonly number[])[]): Tensor[];
  /**
   * NumPy's legacy np.random.seed(seed), then np.random.randint(low, high, shape) of each shape in turn: whole numbers from low to
   * high - 1, of NumPy's default type int64, as float64. low and high lie between -2^53 and 2^53; code 'argument' unless low < high.
   */
  randint(seed: number, low: number, high: number, ...shapes: (readonly number[])[]): Tensor[];
  plan(inputShape: readonly number[], filter: TensorLike, options?: ConvOptions & { method?: Method }): Plan;
  /**
   * The channels of a picture, four bytes of red, green, blue and alpha for each pixel: whole numbers from 0 to 255, three for each
   * pixel or one, grey, which is the luma of ITU-R BT.709, 0.2126 R + 0.7152 G + 0.0722 B, rounded. Alpha is not looked at.
   */
  fromPixels(pixels: Uint8Array | Uint8ClampedArray, channels: 1 | 3, out?: Float32Array): Float32Array;
  /**
   * Numbers as a picture, in float32: opaque pixels, and the largest |number| (with `minus` the largest |difference|). NaN is drawn as
   * 0; NaN and infinities are never the largest.
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
   * - 'shape': a tensor with the wrong number of axes, an axis of an impossible size, two that do not fit
   * - 'bias', 'stride', 'padding', 'dilation', 'groups': the option of that name
   * - 'size': a filter, dilated, that is larger than the padded input
   * - 'step': an output value outside the output
   * - 'limit': a tensor larger than the library takes on
   * - 'seed': a random seed out of NumPy's range
   * - 'memory': not enough memory for this call
   * - 'disposed': a plan after dispose()
   * - 'load': the module could not be fetched or compiled
   * - 'internal': a fault of the library
   */
  readonly code: string;

  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'ConvDotError';
    this.code = code;
  }
}
