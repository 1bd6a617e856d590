// The questions that the page asks the core, and the answers: plain data that can cross to a worker. A new method needs its type in
// Engine and its entry in METHODS; open.ts, or the worker side of a panel, answers it. Everything in between forwards all methods
// alike.

import type {
  Comparison,
  ConvDot,
  ConvOptions,
  Evaluation,
  Method,
  OutputShape,
  PixelOptions,
  Step,
  Tensor,
  TensorLike,
} from 'convdot';

/** One convolution, and the chosen output value. */
export interface Case {
  readonly input: TensorLike;
  readonly filter: TensorLike;
  readonly options: ConvOptions;
  readonly at: { readonly image: number; readonly row: number; readonly column: number; readonly filter: number };
}

/** The value or error of np.dot. Only the whole library knows how NumPy prints it. */
export type Product = Omit<Extract<Evaluation, { ok: true }>, 'repr'> | Extract<Evaluation, { ok: false }>;

/** np.dot of the step's blocks without unrolling. */
export interface RawDot {
  /** np.dot(a, W) on blocks of shape (f_H, f_W, n_C / groups), as the course has them. */
  blocks: Product;
  /** With a single channel: np.dot(a[..., 0], W[..., 0]) and np.dot(a[..., 0], W[..., 0].T), 2-D. */
  slices: Product | null;
  transposed: Product | null;
}

export interface Solution {
  geometry: OutputShape;
  comparison: Comparison;
  step: Step;
  raw: RawDot;
  /** The `at` that was used: the nearest output value if the requested one does not exist. */
  at: Case['at'];
}

/** An error of the core: its code, and a sentence with the offending value. */
export interface Refusal {
  code: string;
  message: string;
}

/** Whether the engine itself failed, rather than rejecting the question: see EngineError. */
export const isFailure = (refusal: Refusal | null): boolean => refusal?.code === 'load' || refusal?.code === 'engine';

/** Arrays by their names in a program. */
export type Variables = NonNullable<Parameters<ConvDot['evaluate']>[1]>;

export type Answer = { ok: true; solution: Solution } | { ok: false; refusal: Refusal };

/** Four bytes for each pixel: red, green, blue and alpha. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}

/** A filter for a picture that the engine holds, by both routes in float32, and how to draw its outputs. */
export interface PictureQuestion {
  readonly channels: 1 | 3;
  readonly filter: TensorLike;
  readonly options: ConvOptions;
  readonly drawing: Pick<PixelOptions, 'range' | 'gain' | 'colours'>;
  /** The gain for the picture of the differences. */
  readonly differenceGain: number;
}

export interface PictureAnswer {
  /** (n_H', n_W', n_F); n_F is 1 or 3. */
  readonly shape: readonly number[];
  readonly geometry: Pick<OutputShape, 'origins' | 'offsets'>;
  /** The outputs, and their differences between the routes, as pictures. */
  readonly result: Uint8ClampedArray<ArrayBuffer>;
  readonly difference: Uint8ClampedArray<ArrayBuffer>;
  /** The largest |output| and |difference|. */
  readonly largest: number;
  readonly largestDifference: number;
  readonly times: RouteTimes;
}

/** Milliseconds of one run, starting from the picture's bytes. */
export type RouteTimes = Readonly<Record<Method, number>>;

/** A range of rows and columns. */
export interface Area {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** Pictures, one for each owner. An owner is any unique number. The newest question about a picture wins. */
export interface PictureEngine {
  /** `picture` replaces the current one; the engine takes over its pixels. null: a newer question came. */
  filterPicture(
    owner: number,
    question: PictureQuestion,
    picture: Picture | null,
    progress: ((share: number) => void) | null,
  ): Promise<PictureAnswer | Refusal | null>;
  /** The time of one run of the last question, as the median of several runs; null: a newer question came. */
  timePicture(owner: number): Promise<RouteTimes | null>;
  /**
   * The numbers of the last question's input or output in an area, channel by channel for each pixel; null: there is no picture.
   */
  pictureNumbers(owner: number, of: 'input' | 'output', area: Area): Promise<Float32Array | null>;
  releasePicture(owner: number): Promise<void>;
}

/** A convolution to time: one image, one group, no dilation. */
export interface ConvShape {
  /** (1, n_H, n_W, n_C). */
  readonly input: readonly [number, number, number, number];
  /** (f_H, f_W, n_C, n_F). */
  readonly filter: readonly [number, number, number, number];
  /** (1, n_H', n_W', n_F). */
  readonly output: readonly [number, number, number, number];
  readonly stride: number;
  /** Rows and columns of zeros on each side. */
  readonly padding: number;
}

/** The code that computes a convolution: the package's two routes, or plain loops in JavaScript. */
export type Contestant = Method | 'loops';

export interface Measurement {
  /** Seconds of one run: the median and the quartiles. */
  seconds: number;
  low: number;
  high: number;
  /** The number of runs. */
  runs: number;
  /** The kernel's name; null for the loops. */
  kernel: string | null;
  /** Whether the result equals another contestant's, up to rounding. */
  agrees: boolean;
  multiplyAdds: number;
  inputBytes: number;
  /** The least that must be read and written: input, filter and output; for the unrolled route also its matrix, twice. */
  bytesMoved: number;
  /** The bytes of the whole unrolled matrix. */
  matrixBytes: number;
}

/** Every call rejects with an `EngineError` if the module cannot be loaded or was lost. */
export interface Engine extends PictureEngine {
  solve(question: Case): Promise<Answer>;
  /** NumPy's legacy np.random.seed(seed), then np.random.randn of each shape in turn. */
  randn(seed: number, shapes: readonly (readonly number[])[]): Promise<Tensor[]>;
  /** The same with np.random.randint(low, high, shape): whole numbers from low to high - 1. */
  randint(seed: number, low: number, high: number, shapes: readonly (readonly number[])[]): Promise<Tensor[]>;
  /** NumPy's answer to a program. Errors are answers too, also for programs that take too long. `signal` stops it in a worker. */
  evaluate(source: string, variables: Variables, signal?: AbortSignal): Promise<Evaluation>;
  /** Times a convolution on this machine. Takes a fraction of a second, or four runs if they take longer. */
  measure(layer: ConvShape, contestant: Contestant): Promise<Measurement>;
}

/** The factor by which a repeated question may take longer. */
export const PATIENCE = 10;

/** For questions that take milliseconds: on a busy machine, a worker that has waited this long gets its turn soon. */
const kLeast = 2000;
/** One multiply-add by both routes: about 15 ns on the slowest laptop of 2026, ten times as much on a cheap phone. */
const kMultiplyAdd = 100e-6;
/** One random number, likewise. */
const kNumber = 3e-3;

const countOf = (shape: readonly number[]) => shape.reduce((count, axis) => count * axis, 1);
const drawing = (shapes: readonly (readonly number[])[]) =>
  kLeast + shapes.reduce((count, shape) => count + countOf(shape), 0) * kNumber;

interface Behaviour<Question extends (...given: never[]) => Promise<unknown>> {
  /**
   * Milliseconds of silence during the question after which the worker counts as dead. A worker that was ended from outside, or by
   * the system because memory ran out, sends nothing, and a worker that computes cannot answer a ping: only time tells them apart.
   * If a deadline is too short for a slow machine, it costs a restart.
   */
  readonly deadline: (...given: Parameters<Question>) => number;
  /** Whether another worker gets the question once more if the first is lost. */
  readonly again: boolean;
}

/** A picture that was handed over is lost with its worker, so its owner asks again. */
export const METHODS: { readonly [Name in keyof Engine]: Behaviour<Engine[Name]> } = {
  solve: {
    // By an upper bound on its multiply-adds, as if the stride were 1.
    deadline: ({ input, filter, options }) => {
      const [images = 1, height = 1, width = 1] = input.shape;
      // 'same' does not enlarge the output beyond the input; sides are numbers.
      const sides = [options.padding ?? 0].flat().filter((side) => typeof side === 'number');
      const most = 2 * Math.max(0, ...sides);
      return kLeast + images * (height + most) * (width + most) * countOf(filter.shape) * kMultiplyAdd;
    },
    again: true,
  },
  randn: { deadline: (_seed, shapes) => drawing(shapes), again: true },
  randint: { deadline: (_seed, _low, _high, shapes) => drawing(shapes), again: true },
  // On a laptop the core ends a program after a second or two of work; the learner can stop it sooner.
  evaluate: { deadline: () => 10_000, again: true },
  // Until the next part is done, which reports progress: a part takes milliseconds, and packing a filter seconds at most.
  filterPicture: { deadline: () => 20_000, again: false },
  // Ten runs of a million outputs, without a report.
  timePicture: { deadline: () => 60_000, again: false },
  pictureNumbers: { deadline: () => 10_000, again: false },
  releasePicture: { deadline: () => 10_000, again: false },
  // Four runs of a convolution that took a quarter of a second at the previous size, three plans and the check.
  measure: { deadline: () => 60_000, again: true },
};

type Name = keyof Engine;

/** Calls a method by its name. */
export const ask = (engine: Engine, name: Name, given: readonly unknown[]): Promise<unknown> =>
  (engine[name] as (...given: readonly unknown[]) => Promise<unknown>)(...given);

/** An engine that forwards every method, by its name, to one function. */
export const forward = (asked: (name: Name, given: readonly unknown[]) => Promise<unknown>): Engine =>
  Object.fromEntries(
    Object.keys(METHODS).map((name) => [name, (...given: readonly unknown[]) => asked(name as Name, given)]),
  ) as unknown as Engine;

/**
 * The engine itself failed, not the question. 'load': WebAssembly, the module or its bytes are missing. 'engine': two workers died
 * during a question, or missed its deadline. The next call starts again.
 */
export class EngineError extends Error {
  override readonly name = 'ConvDotError';
  readonly code: 'load' | 'engine';
  constructor(code: 'load' | 'engine', message: string) {
    super(message);
    this.code = code;
  }
}
