// Shared by the model's tests: NumPy's legacy generator for the seeded presets, a plain convolution as the reference, an engine
// that the test answers, and random states from a seed.

import type { Answer, Case, Engine, PictureEngine, Solution } from '../../../web/src/engine/contract.ts';
import { parseNumber, writeNumber } from '../../../web/src/model/number.ts';
import { PARTS } from '../../../web/src/model/parts.ts';
import type { Generator, Randn } from '../../../web/src/model/presets.ts';
import type { Block, State, View } from '../../../web/src/model/state.ts';
import { DISPLAYS, defaultView } from '../../../web/src/model/url.ts';

/** The 32-bit words of MT19937 after np.random.seed(seed). */
function twister(seed: number): () => number {
  const key = new Uint32Array(624);
  key[0] = seed;
  for (let i = 1; i < 624; i += 1) key[i] = Math.imul(1812433253, key[i - 1] ^ (key[i - 1] >>> 30)) + i;
  let at = 624;
  return () => {
    if (at === 624) {
      for (let i = 0; i < 624; i += 1) {
        const mixed = (key[i] & 0x80000000) | (key[(i + 1) % 624] & 0x7fffffff);
        key[i] = key[(i + 397) % 624] ^ (mixed >>> 1) ^ (mixed & 1 ? 0x9908b0df : 0);
      }
      at = 0;
    }
    let y = key[at++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  };
}

/** The polar method of np.random.randn. */
export const randn: Randn = async (seed, shapes) => {
  const word = twister(seed);
  const uniform = () => {
    const high = word() >>> 5;
    return (high * 67108864 + (word() >>> 6)) / 9007199254740992;
  };
  let kept: number | null = null;
  const normal = () => {
    if (kept !== null) {
      const value = kept;
      kept = null;
      return value;
    }
    for (;;) {
      const x1 = 2 * uniform() - 1;
      const x2 = 2 * uniform() - 1;
      const r2 = x1 * x1 + x2 * x2;
      if (r2 >= 1 || r2 === 0) continue;
      const f = Math.sqrt((-2 * Math.log(r2)) / r2);
      kept = f * x1;
      return f * x2;
    }
  };
  return shapes.map((shape) => ({ shape, data: Float64Array.from({ length: product(shape) }, normal) }));
};

export const noRandn: Randn = () => Promise.reject(new Error('no engine'));

/** Whole numbers from a seed; not NumPy's. */
const randint: Generator['randint'] = async (seed, low, high, shapes) => {
  const word = twister(seed);
  return shapes.map((shape) => ({
    shape,
    data: Float64Array.from({ length: product(shape) }, () => low + (word() % (high - low))),
  }));
};
export const generator: Generator = { randn, randint };
export const noGenerator: Generator = { randn: noRandn, randint: () => noRandn(0, []) };

/** A state without the origin of its numbers, and without the numbers beyond its sizes. */
export function content(state: State): State {
  const block = ({ shape, data, typed }: Block): Block => ({ shape, data, typed });
  return { ...state, x: block(state.x), w: block(state.w), b: block(state.b) };
}

export function product(shape: readonly number[]): number {
  return shape.reduce((total, size) => total * size, 1);
}

/** Correlation with zero padding on all four sides, added from left to right. For presets of small whole numbers. */
export function convolve(state: State): { shape: number[]; data: number[] } {
  const [m, H, W, C] = state.x.shape;
  const [fH, fW, c, F] = state.w.shape;
  const axis = (size: number, filter: number, stride: number, before: number, after: number) =>
    Math.floor((size + before + after - filter) / stride) + 1;
  const [top, left, bottom, right] = sides(state);
  const shape = [m, axis(H, fH, state.stride[0], top, bottom), axis(W, fW, state.stride[1], left, right), F];
  const data: number[] = [];
  for (let i = 0; i < m; i += 1)
    for (let row = 0; row < shape[1]; row += 1)
      for (let column = 0; column < shape[2]; column += 1)
        for (let o = 0; o < F; o += 1) {
          let sum = 0;
          for (let h = 0; h < fH; h += 1)
            for (let w = 0; w < fW; w += 1)
              for (let k = 0; k < c; k += 1) {
                const [y, x] = [row * state.stride[0] + h - top, column * state.stride[1] + w - left];
                if (y < 0 || x < 0 || y >= H || x >= W) continue;
                const [u, v] = state.flip ? [fH - 1 - h, fW - 1 - w] : [h, w];
                sum += state.x.data[((i * H + y) * W + x) * C + k] * state.w.data[((u * fW + v) * c + k) * F + o];
              }
          data.push(sum + state.b.data[o]);
        }
  return { shape, data };
}

function sides(state: State): readonly number[] {
  const { pad } = state;
  if (typeof pad === 'number') return [pad, pad, pad, pad];
  if (pad === 'valid') return [0, 0, 0, 0];
  if (typeof pad !== 'string') return pad.length === 4 ? pad : [pad[0], pad[1], pad[0], pad[1]];
  const one = (axis: 0 | 1) => {
    const [size, filter, stride] = [state.x.shape[axis + 1], state.w.shape[axis], state.stride[axis]];
    const total = Math.max(0, (Math.ceil(size / stride) - 1) * stride + filter - size);
    return [Math.floor(total / 2), Math.ceil(total / 2)];
  };
  const [[top, bottom], [left, right]] = [one(0), one(1)];
  return [top, left, bottom, right];
}

// ---- an engine that the test answers ----

export interface Pending {
  question: Case;
  answer(answer: Answer): void;
  fail(error: Error): void;
}

/** Every question waits in `pending` until the test answers it. */
export class HeldEngine implements Omit<Engine, keyof PictureEngine> {
  readonly pending: Pending[] = [];
  asked = 0;

  solve(question: Case): Promise<Answer> {
    this.asked += 1;
    return new Promise((resolve, reject) => this.pending.push({ question, answer: resolve, fail: reject }));
  }

  randn(seed: number, shapes: readonly (readonly number[])[]): ReturnType<Engine['randn']> {
    return randn(seed, shapes) as ReturnType<Engine['randn']>;
  }

  randint(): ReturnType<Engine['randint']> {
    return Promise.reject(new Error('no model asks for it'));
  }

  evaluate(): ReturnType<Engine['evaluate']> {
    return Promise.reject(new Error('the example does not ask for it'));
  }

  measure(): ReturnType<Engine['measure']> {
    return Promise.reject(new Error('the example does not ask for it'));
  }
}

/** Answers at once; rejects a stride of more than `most`. */
export class QuickEngine extends HeldEngine {
  most = 8;
  override async solve(question: Case): Promise<Answer> {
    this.asked += 1;
    const [h] = question.options.stride as readonly number[];
    return h > this.most ? { ok: false, refusal: { code: 'stride', message: `stride ${h}` } } : solved(question);
  }
}

/** An answer that `mark` distinguishes from others. */
export function solved(question: Case, mark = 0, at: Case['at'] = question.at): { ok: true; solution: Solution } {
  const one = { shape: [1, 1, 1, 1], data: Float64Array.of(mark) };
  const solution = {
    geometry: { shape: [1, 1, 1, 1], padding: [0, 0, 0, 0], unread: [0, 0] },
    comparison: { multiplySum: one, unrolledDot: one, verdict: 'identical' },
    at,
  };
  return { ok: true, solution: solution as unknown as Solution };
}

/** Runs everything that only waits for promises. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

// ---- random states ----

/** Numbers in [0, 1) from a seed, the same in every run. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const TEXTS = ['1/3', '-2/7', '1.0', '+5', '1e3', '.5', '7.', 'NaN', '-inf', '1e400', '-0.0', '∞', '1E-3'];

export function randomState(seed: number): { state: State; view: View } {
  const next = random(seed);
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  const pick = <T>(list: readonly T[]): T => list[whole(0, list.length - 1)];
  const block = (shape: number[]): Block => {
    const typed = new Map<number, string>();
    const data = Array.from({ length: product(shape) }, (_, index) => {
      const kind = whole(0, 9);
      if (kind < 5) return whole(-9, 9) + 0;
      if (kind < 7) return (next() - 0.5) * 10 ** whole(-30, 30);
      if (kind === 7) return pick([Number.NaN, Infinity, -Infinity, -0, 5e-324, 1.7976931348623157e308]);
      const text = pick(TEXTS);
      const value = parseNumber(text);
      if (value === null) throw new Error(text);
      if (writeNumber(value) !== text) typed.set(index, text);
      return value;
    });
    return { shape, data, typed };
  };
  const channels = pick([1, 1, 2, 4]);
  const groups = pick([1, 1, channels]);
  const filters = pick([1, 1, 2, 3]);
  const bias = pick(['none', 'same', 'each']);
  const filled: Block = { shape: [filters], data: new Array(filters).fill(bias === 'none' ? 0 : 1.5), typed: new Map() };
  const some = <T>(list: readonly T[]) => list.filter(() => next() < 0.2);
  const state: State = {
    x: block([pick([1, 1, 3]), whole(1, 6), whole(1, 6), channels]),
    w: block([whole(1, 4), whole(1, 4), channels / groups, filters]),
    b: bias === 'each' ? block([filters]) : filled,
    stride: [whole(1, 3), whole(1, 3)],
    dilation: [whole(1, 2), whole(1, 2)],
    pad: pick(['valid', 'same', 'same-lower', 0, 2, [1, 1], [1, 2], [0, 1, 2, 3]] as const),
    groups,
    flip: next() < 0.5,
    dtype: pick(['float64', 'float32'] as const),
    order: { window: pick(['hwc', 'chw', 'fortran'] as const), filter: pick(['hwc', 'chw', 'fortran'] as const) },
    step: { image: pick([0, 1]), row: whole(0, 3), column: whole(0, 3), filter: pick([0, 2]) },
    preset: null,
  };
  const view: View = {
    ...defaultView,
    open: some(PARTS),
    hide: some(PARTS),
    lang: pick(['auto', 'en', 'es'] as const),
    theme: pick(['auto', 'light', 'dark'] as const),
    display: some(DISPLAYS),
    lesson: pick([null, null, 'flip', 'rounding']),
    expr: pick([null, 'np.dot(a[..., 0], W.T) + b*2', 'a@W # "x" & <b>=[1] 100%', 'x__y__ - ---', 'ñ 🙂 …']),
  };
  return { state, view };
}
