// The NumPy cell: runs programs on the page's numbers, and compares NumPy's answers with the step's value. It computes nothing
// itself and knows no element.

import type { DType, Evaluation, Verdict } from 'convdot';
import type { Engine, Solution, Variables } from '../../engine/contract.ts';
import type { Example } from '../../model/example.ts';
import type { State } from '../../model/state.ts';

type Value = Extract<Evaluation, { ok: true }>['value'];

/** Milliseconds after which the learner can stop a program: most take a few. */
const LONG = 1000;
/** The answer of a stopped program, in Python's words. */
const STOPPED: Evaluation = { ok: false, type: 'KeyboardInterrupt', message: '' };
/** The most programs kept, with their answers. */
const MOST_KEPT = 20;
/** The most rows and columns of an answer that are drawn as cells. */
const MOST_CELLS = 16;
/** Larger arrays go to the engine only with programs that name them. */
const SMALL = 1000;

export const CHIPS = [
  'np.dot(a[..., 0], W[..., 0])',
  'np.sum(a * W)',
  'np.dot(a, W)',
  'np.dot(a.ravel(), W.ravel())',
  'np.vdot(a, W)',
  'np.tensordot(a, W, axes=3)',
  "np.einsum('ijk,ijk->', a, W)",
  'np.trace(a[..., 0] @ W[..., 0].T)',
] as const;

/** A step as code: the first answer that the cell shows. */
export const FIRST_PROGRAM = CHIPS[1];

// ---- the variables ----

export type VariableName = keyof ReturnType<typeof variablesOf>;

export interface Variable {
  readonly shape: readonly number[];
  readonly dtype: DType | 'int64';
  /** undefined: the engine makes the data. */
  readonly data?: () => ArrayLike<number>;
}

/** A program's variables, in the order in which the cell lists them. */
export function variablesOf({ step, geometry, comparison }: Solution, { x, w, stride, dilation, groups, dtype }: State) {
  const numbers = (shape: readonly number[], data: ArrayLike<number>) => ({
    shape,
    dtype,
    data: () => (dtype === 'float32' ? Float32Array.from(data) : Float64Array.from(data)),
  });
  /** A single number if all are equal, as in most programs. */
  const whole = (values: readonly number[]): Variable => {
    const alike = values.every((value) => value === values[0]);
    return { shape: alike ? [] : [values.length], dtype: 'int64', data: () => (alike ? values.slice(0, 1) : values) };
  };
  const [images, height, width, channels] = x.shape as [number, number, number, number];
  const ofImages = (shape: readonly number[]) => (images === 1 ? shape.slice(1) : shape);
  const [top, left, bottom, right] = geometry.padding;
  const padded: Variable = { shape: [images, top + height + bottom, left + width + right, channels], dtype };
  return {
    a: numbers(step.window.shape, step.window.data),
    W: numbers(step.block.shape, step.block.data),
    b: numbers([], [step.bias]),
    z: numbers([], [step.multiplySum]),
    x: numbers(ofImages(x.shape), x.data),
    x_pad: { ...padded, shape: ofImages(padded.shape) },
    F: numbers(w.shape, w.data),
    Z: numbers(ofImages(comparison.multiplySum.shape), comparison.multiplySum.data),
    // The course's names.
    a_slice_prev: numbers(step.window.shape, step.window.data),
    A_prev: numbers(x.shape, x.data),
    A_prev_pad: padded,
    stride: whole(stride),
    pad: whole(geometry.padding),
    dilation: whole(dilation),
    groups: whole([groups]),
  };
}

const sizeOf = (shape: readonly number[]) => shape.reduce((size, axis) => size * axis, 1);

// ---- running ----

const names = (source: string, name: VariableName) => new RegExp(`\\b${name}\\b`).test(source);

/** A program that was run, and its answer. */
export interface Kept {
  readonly source: string;
  /** null before the answer. */
  readonly evaluation: Evaluation | null;
  /** The solution that the answer belongs to. */
  readonly solution: Solution | null;
}

/**
 * The programs that were run, newest first, with their answers for the example's current step. When the step changes, all are run
 * again, one after another. Events: 'change'; 'answered', with a `Kept` as its detail, when `run` has an answer.
 */
export class NumpyCell extends EventTarget {
  readonly #engine: Pick<Engine, 'evaluate'>;
  readonly #example: Example;
  #kept: Kept[] = [];
  /** Programs that were run and have no answer yet. */
  readonly #awaited = new Set<string>();
  #busy = false;
  /** Stops the running program. */
  #running: AbortController | null = null;
  #long = false;
  #failure: string | null = null;

  constructor(engine: Pick<Engine, 'evaluate'>, example: Example) {
    super();
    this.#engine = engine;
    this.#example = example;
    this.follow();
  }

  follow(): void {
    this.#example.addEventListener('change', this.#work);
    void this.#work();
  }

  get kept(): readonly Kept[] {
    return this.#kept;
  }

  /** Why the engine did not answer the newest question. NumPy's errors are not failures but answers. */
  get failure(): string | null {
    return this.#failure;
  }

  /** Whether a program has run for longer than a moment, so that `stop` can end it. */
  get long(): boolean {
    return this.#long;
  }

  /** The program's answer then says that it was stopped; it can be run again. */
  stop(): void {
    this.#running?.abort();
  }

  /** Runs a program. One that is kept moves to the front, with its answer. `unasked`: nobody waits for it. */
  run(source: string, unasked = false): void {
    const before = this.#kept.find((each) => each.source === source);
    const known = before && before.evaluation !== STOPPED ? before : { source, evaluation: null, solution: null };
    this.#kept = [known, ...this.#kept.filter((each) => each !== before)].slice(0, MOST_KEPT);
    if (!unasked) this.#awaited.add(source);
    if (known.solution === this.#example.solution) this.#take(known);
    this.dispatchEvent(new Event('change'));
    void this.#work();
  }

  release(): void {
    this.#example.removeEventListener('change', this.#work);
  }

  // At most one question is in progress. The newest program without an answer for the current step is next.
  readonly #work = async (): Promise<void> => {
    if (this.#busy) return;
    this.#busy = true;
    this.#failure = null;
    for (let next = this.#next(); next && this.#failure === null; next = this.#next()) {
      const [{ source }, solution, solved] = next;
      const running = new AbortController();
      this.#running = running;
      const long = setTimeout(() => {
        this.#long = true;
        this.dispatchEvent(new Event('change'));
      }, LONG);
      try {
        this.#take({ source, evaluation: await this.#ask(source, solution, solved, running.signal), solution });
      } catch (error) {
        if (running.signal.aborted) this.#take({ source, evaluation: STOPPED, solution });
        else this.#failure = error instanceof Error ? error.message : String(error);
      }
      clearTimeout(long);
      this.#running = null;
      this.#long = false;
      this.dispatchEvent(new Event('change'));
    }
    this.#busy = false;
  };

  #next(): [Kept, Solution, State] | null {
    const { solution, solved } = this.#example;
    const kept = this.#kept.find((each) => each.solution !== solution && each.evaluation !== STOPPED);
    return kept && solution && solved ? [kept, solution, solved] : null;
  }

  #take(answered: Kept): void {
    this.#kept = this.#kept.map((each) => (each.source === answered.source ? answered : each));
    if (this.#awaited.delete(answered.source)) this.dispatchEvent(new CustomEvent('answered', { detail: answered }));
  }

  async #ask(source: string, solution: Solution, solved: State, signal: AbortSignal): Promise<Evaluation> {
    const variables = variablesOf(solution, solved);
    const given: Record<string, Variables[string]> = {};
    for (const [name, { shape, dtype, data }] of Object.entries(variables) as [VariableName, Variable][])
      if (data && (sizeOf(shape) <= SMALL || names(source, name))) given[name] = { shape, dtype, data: data() };
    if (names(source, 'x_pad') || names(source, 'A_prev_pad')) {
      const { shape, dtype, data } = variables.A_prev;
      const [top, left, bottom, right] = solution.geometry.padding;
      const program = `np.pad(A_prev, ((0, 0), (${top}, ${bottom}), (${left}, ${right}), (0, 0)))`;
      const padded = await this.#engine.evaluate(program, { A_prev: { shape, dtype, data: data() } }, signal);
      if (padded.ok)
        for (const name of ['x_pad', 'A_prev_pad'] as const) given[name] = { ...padded.value, shape: [...variables[name].shape] };
    }
    return this.#engine.evaluate(source, given, signal);
  }
}

// ---- the answers ----

/** How an answer compares with the step's value, and, if there is a bias, with the sum before it is added. */
export type Compared = { readonly verdict: Verdict; readonly against: 'step' | 'sum' } | 'no number';

/** An array with one element counts as a number. null if there is nothing to compare: no answer, or not an array of numbers. */
export function compared(evaluation: Evaluation, { step }: Solution): Compared | null {
  if (!evaluation.ok || !/^(float|int)/.test(evaluation.value.dtype)) return null;
  const { data } = evaluation.value;
  if (data.length !== 1) return 'no number';
  const value = data[0] as number | bigint;
  const verdict = judge(value, step.multiplySum, step.bound);
  if (verdict !== 'different' || step.bias === 0) return { verdict, against: 'step' };
  // The products' share of the bound.
  const products = step.terms.reduce((sum, term) => sum + Math.abs(term), 0);
  const ofSum = judge(value, step.sum, step.bound * (products / (products + Math.abs(step.bias))));
  return ofSum === 'different' ? { verdict, against: 'step' } : { verdict: ofSum, against: 'sum' };
}

function judge(value: number | bigint, right: number, bound: number): Verdict {
  // Comparing a bigint with a number is exact; this also ignores the sign of a zero.
  if ((value >= right && value <= right) || (Number.isNaN(value) && Number.isNaN(right))) return 'identical';
  const apart = Math.abs(Number(value) - right);
  return apart <= bound && bound < Infinity ? 'rounding' : 'different';
}

/** A block of cells, and its part of the answer: '' for all of it. */
export interface Drawn {
  readonly part: string;
  readonly columns: number;
  readonly data: readonly number[];
}

/** An answer as blocks of cells: a vector, a matrix, or a volume channel by channel. Empty if it is anything else, or too large. */
export function blocksOf({ shape, data, dtype }: Value): Drawn[] {
  const [height, width, channels] = shape.length === 1 ? [1, ...shape, 1] : [...shape, 1];
  const fits = height <= MOST_CELLS && width <= MOST_CELLS && channels <= MOST_CELLS && data.length <= MOST_CELLS ** 2;
  if (shape.length < 1 || shape.length > 3 || data.length === 0 || !fits || dtype === 'bool') return [];
  const numbers = Array.from(data as ArrayLike<number | bigint>, Number);
  return Array.from({ length: channels }, (_, channel) => ({
    part: shape.length === 3 ? `[..., ${channel}]` : '',
    columns: width,
    data: numbers.filter((_, i) => i % channels === channel),
  }));
}
