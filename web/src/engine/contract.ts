// What the page asks of the core and what it gets back: plain data that can cross to a worker. A new method has its type in Engine and
// its entry in METHODS; open.ts, or the worker side of a panel, answers it. Whatever lies between forwards all methods alike.

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

/** One convolution and the output value that is looked at. */
export interface Case {
  readonly input: TensorLike;
  readonly filter: TensorLike;
  readonly options: ConvOptions;
  readonly at: { readonly image: number; readonly row: number; readonly column: number; readonly filter: number };
}

/** np.dot's value or refusal; how NumPy prints it is the whole library's to tell. */
export type Product = Omit<Extract<Evaluation, { ok: true }>, 'repr'> | Extract<Evaluation, { ok: false }>;

/** np.dot of the step's blocks without unrolling. */
export interface RawDot {
  /** np.dot(a, W): the blocks (f_H, f_W, n_C / groups) as the course holds them. */
  blocks: Product;
  /** One channel only: np.dot(a[..., 0], W[..., 0]) and np.dot(a[..., 0], W[..., 0].T), 2-D. */
  slices: Product | null;
  transposed: Product | null;
}

export interface Solution {
  geometry: OutputShape;
  comparison: Comparison;
  step: Step;
  raw: RawDot;
  /** `at` as it was used: the nearest output value where the one asked for is not there any more. */
  at: Case['at'];
}

/** A refusal of the core: its code, and its sentence with the offending value. */
export interface Refusal {
  code: string;
  message: string;
}

/** The engine itself failed, not the question: see EngineError. */
export const isFailure = (refusal: Refusal | null): boolean => refusal?.code === 'load' || refusal?.code === 'engine';

/** Arrays by the names under which a program has them. */
export type Variables = NonNullable<Parameters<ConvDot['evaluate']>[1]>;

export type Answer = { ok: true; solution: Solution } | { ok: false; refusal: Refusal };

/** Four bytes of red, green, blue and alpha for each pixel. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}

/** A filter over the picture that the engine holds for somebody, by both routes in float32, and how its outputs are drawn. */
export interface PictureQuestion {
  readonly channels: 1 | 3;
  readonly filter: TensorLike;
  readonly options: ConvOptions;
  readonly drawing: Pick<PixelOptions, 'range' | 'gain' | 'colours'>;
  /** The gain of the picture of the differences. */
  readonly differenceGain: number;
}

export interface PictureAnswer {
  /** (n_H', n_W', n_F), n_F being 1 or 3. */
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

/** Milliseconds of one run, from the picture's bytes on. */
export type RouteTimes = Readonly<Record<Method, number>>;

/** Some rows and columns. */
export interface Area {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** Pictures, one for each owner: any number, that nobody else uses. Of the questions about one the newest wins. */
export interface PictureEngine {
  /** `picture` takes the place of the one that is held; its pixels are the engine's from then on. null: a newer question came. */
  filterPicture(
    owner: number,
    question: PictureQuestion,
    picture: Picture | null,
    progress: ((share: number) => void) | null,
  ): Promise<PictureAnswer | Refusal | null>;
  /** What one run of the last question takes, as the median of several; null: a newer question came. */
  timePicture(owner: number): Promise<RouteTimes | null>;
  /** The numbers of the last question's input or output there, channel by channel for each pixel; null: it has no picture (any more). */
  pictureNumbers(owner: number, of: 'input' | 'output', area: Area): Promise<Float32Array | null>;
  releasePicture(owner: number): Promise<void>;
}

/** A convolution whose time is measured: one image, one group, no dilation. */
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

/** Who computes a convolution: the package's two routes, and plain loops in JavaScript. */
export type Contestant = Method | 'loops';

export interface Measurement {
  /** Seconds of one run: the median, and the quartiles. */
  seconds: number;
  low: number;
  high: number;
  /** How many there were. */
  runs: number;
  /** Its name; of loops there is none. */
  kernel: string | null;
  /** Whether the result is another contestant's, but for rounding. */
  agrees: boolean;
  multiplyAdds: number;
  inputBytes: number;
  /** What has to be read and written at least: input, filter and output; of the unrolled route its matrix too, twice. */
  bytesMoved: number;
  /** Of the whole unrolled matrix. */
  matrixBytes: number;
}

/** Every call rejects with an `EngineError` where the module cannot be loaded or was lost. */
export interface Engine extends PictureEngine {
  solve(question: Case): Promise<Answer>;
  /** NumPy's legacy np.random.seed(seed), then np.random.randn of each shape in turn. */
  randn(seed: number, shapes: readonly (readonly number[])[]): Promise<Tensor[]>;
  /** The same with np.random.randint(low, high, shape): whole numbers from low to high - 1. */
  randint(seed: number, low: number, high: number, shapes: readonly (readonly number[])[]): Promise<Tensor[]>;
  /** NumPy's answer to a program. Its refusals are answers; so are programs that take too long. `signal` stops it in a worker. */
  evaluate(source: string, variables: Variables, signal?: AbortSignal): Promise<Evaluation>;
  /** How long a convolution takes here. It takes a fraction of a second, or four runs where these take longer. */
  measure(layer: ConvShape, contestant: Contestant): Promise<Measurement>;
}

/** How many times as long as usual a worker may be silent when a question is asked again. */
export const PATIENCE = 10;

/** For whatever takes milliseconds: a worker that has not had its turn for so long on a busy machine has one soon. */
const kLeast = 2000;
/** A multiply-add by both routes: the slowest laptop of 2026 takes about 15 ns, a cheap phone ten times that. */
const kMultiplyAdd = 100e-6;
/** A random number, likewise. */
const kNumber = 3e-3;

const countOf = (shape: readonly number[]) => shape.reduce((count, axis) => count * axis, 1);
const drawing = (shapes: readonly (readonly number[])[]) =>
  kLeast + shapes.reduce((count, shape) => count + countOf(shape), 0) * kNumber;

interface Behaviour<Question extends (...given: never[]) => Promise<unknown>> {
  /**
   * Milliseconds that a worker may be silent under the question before it is taken for dead. A worker that was ended from outside, or by
   * the system for want of memory, sends nothing, and one that computes cannot answer a ping: only time tells them apart. A deadline that
   * was too short for a slow machine costs a restart.
   */
  readonly deadline: (...given: Parameters<Question>) => number;
  /** Where the worker was lost another is asked once more. */
  readonly again: boolean;
}

/** A picture that was handed over is lost with its worker: whoever has it asks again. */
export const METHODS: { readonly [Name in keyof Engine]: Behaviour<Engine[Name]> } = {
  solve: {
    // By an upper bound of its multiply-adds: as if the stride were 1.
    deadline: ({ input, filter, options }) => {
      const [images = 1, height = 1, width = 1] = input.shape;
      // 'same' makes no output larger than the input; sides are numbers.
      const sides = [options.padding ?? 0].flat().filter((side) => typeof side === 'number');
      const most = 2 * Math.max(0, ...sides);
      return kLeast + images * (height + most) * (width + most) * countOf(filter.shape) * kMultiplyAdd;
    },
    again: true,
  },
  randn: { deadline: (_seed, shapes) => drawing(shapes), again: true },
  randint: { deadline: (_seed, _low, _high, shapes) => drawing(shapes), again: true },
  // The core ends a program after a second or two of work on a laptop; the learner can stop it sooner.
  evaluate: { deadline: () => 10_000, again: true },
  // Until the next part is done, which is told as progress: its work is milliseconds, and packing a filter is seconds at most.
  filterPicture: { deadline: () => 20_000, again: false },
  // Ten runs of a million outputs, without a word.
  timePicture: { deadline: () => 60_000, again: false },
  pictureNumbers: { deadline: () => 10_000, again: false },
  releasePicture: { deadline: () => 10_000, again: false },
  // Four runs of one that took a quarter of a second at the size before, three plans and the check.
  measure: { deadline: () => 60_000, again: true },
};

type Name = keyof Engine;

/** A method by its name. */
export const ask = (engine: Engine, name: Name, given: readonly unknown[]): Promise<unknown> =>
  (engine[name] as (...given: readonly unknown[]) => Promise<unknown>)(...given);

/** An engine whose methods are one function, which is told the name of the method. */
export const forward = (asked: (name: Name, given: readonly unknown[]) => Promise<unknown>): Engine =>
  Object.fromEntries(
    Object.keys(METHODS).map((name) => [name, (...given: readonly unknown[]) => asked(name as Name, given)]),
  ) as unknown as Engine;

/** The engine itself failed, not the question: 'load' where WebAssembly, the module or its bytes are missing, 'engine' where
 * two workers died under a question, or did not answer it in time. The next call starts anew. */
export class EngineError extends Error {
  override readonly name = 'ConvDotError';
  readonly code: 'load' | 'engine';
  constructor(code: 'load' | 'engine', message: string) {
    super(message);
    this.code = code;
  }
}
