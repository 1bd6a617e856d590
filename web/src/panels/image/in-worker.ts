// Filters pictures by both routes, in parts. Between two parts other questions are answered, and a newer question ends an older
// one. Only one part at a time is held as floats, never a whole picture.
import { transfer } from 'comlink';
import type { ConvDot, Method, Plan } from 'convdot';
import type { Area, Picture, PictureAnswer, PictureEngine, PictureQuestion, Refusal, RouteTimes } from '../../engine/contract.ts';
import { isRefusal } from '../../engine/solve.ts';
import { otherTasks } from '../../engine/tasks.ts';

/** Outputs in one part: some milliseconds of work, which every browser's clock can time. */
const PART = 1 << 18;
/** The number of rounds for the median, and the least milliseconds of each: some clocks tick once a millisecond. */
const ROUNDS = 5;
const ROUND_MS = 4;

const METHODS = ['multiply-sum', 'unrolled-dot'] as const satisfies readonly Method[];

interface Held {
  picture: Picture | null;
  question: PictureQuestion | null;
  plans: readonly Plan[];
  /** The number of the newest question. */
  turn: number;
}

export function pictures(convdot: ConvDot): PictureEngine {
  const owners = new Map<number, Held>();
  const forget = (own: Held) => {
    for (const plan of own.plans) plan.dispose();
    own.plans = [];
  };

  async function filtered(
    own: Held,
    { width, height, pixels }: Picture,
    { channels, filter, options, drawing, differenceGain }: PictureQuestion,
    progress: ((share: number) => void) | null,
  ): Promise<PictureAnswer | null> {
    const { turn } = own;
    const plans = METHODS.map((method) =>
      convdot.plan([1, height, width, channels], filter, { ...options, dtype: 'float32', method }),
    );
    own.plans = plans;
    const [multiplySum, unrolledDot] = plans as [Plan, Plan];
    const { origins, offsets } = convdot.outputShape([1, height, width, channels], filter.shape, { ...options, bias: null });
    const shape = multiplySum.shape.slice(1);
    const [rows = 0, columns = 0, depth = 1] = shape;
    const result = new Uint8ClampedArray(4 * rows * columns);
    const difference = new Uint8ClampedArray(4 * rows * columns);
    const form = { channels: depth as 1 | 3 };
    const times = { 'multiply-sum': 0, 'unrolled-dot': 0 };
    let [largest, largestDifference, done] = [0, 0, 0];
    for (const [first, end, outputs] of parts(multiplySum)) {
      const begun = performance.now();
      const sums = multiplySum.runPixels(pixels, new Float32Array(outputs), [first, end]);
      const between = performance.now();
      const dots = unrolledDot.runPixels(pixels, new Float32Array(outputs), [first, end]);
      times['multiply-sum'] += between - begun;
      times['unrolled-dot'] += performance.now() - between;
      const place = [(4 * done) / depth, (4 * (done + outputs)) / depth] as const;
      largest = Math.max(largest, convdot.toPixels(sums, { ...form, ...drawing }, result.subarray(...place)).largest);
      const apart = { ...form, colours: drawing.colours, range: 'diverging', gain: differenceGain, minus: dots } as const;
      largestDifference = Math.max(largestDifference, convdot.toPixels(sums, apart, difference.subarray(...place)).largest);
      done += outputs;
      progress?.(done / (rows * columns * depth));
      if (end < multiplySum.portions.length) await otherTasks();
      if (own.turn !== turn) return null;
    }
    return { shape, geometry: { origins, offsets }, result, difference, largest, largestDifference, times };
  }

  async function filterPicture(
    owner: number,
    question: PictureQuestion,
    picture: Picture | null,
    progress: ((share: number) => void) | null,
  ): Promise<PictureAnswer | Refusal | null> {
    const own = owners.get(owner) ?? { picture: null, question: null, plans: [], turn: 0 };
    owners.set(owner, own);
    own.picture = picture ?? own.picture;
    own.question = question;
    own.turn += 1;
    forget(own);
    if (!own.picture) throw new Error('There is no picture.');
    try {
      const answer = await filtered(own, own.picture, question, progress);
      return answer && transfer(answer, [answer.result.buffer, answer.difference.buffer]);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return { code: error.code, message: error.message };
    }
  }

  async function timePicture(owner: number): Promise<RouteTimes | null> {
    const own = owners.get(owner);
    if (!own?.picture || own.plans.length === 0) return null;
    const { turn, plans } = own;
    const { pixels } = own.picture;
    const outputs = Math.max(...(plans[0] as Plan).portions.map((portion) => portion.outputs));
    const out = new Float32Array(outputs);
    const run = (plan: Plan) => {
      for (const [index, portion] of plan.portions.entries())
        plan.runPixels(pixels, out.subarray(0, portion.outputs), [index, index + 1]);
    };
    const rounds: number[][] = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [route, plan] of plans.entries()) {
        await otherTasks();
        if (own.turn !== turn) return null;
        const begun = performance.now();
        let runs = 0;
        let taken = 0;
        while (taken < ROUND_MS) {
          run(plan);
          runs += 1;
          taken = performance.now() - begun;
        }
        rounds[route]?.push(taken / runs);
      }
    }
    const [multiplySum = 0, unrolledDot = 0] = rounds.map((each) => each.sort((a, b) => a - b)[ROUNDS >> 1] as number);
    return { 'multiply-sum': multiplySum, 'unrolled-dot': unrolledDot };
  }

  async function pictureNumbers(owner: number, of: 'input' | 'output', area: Area): Promise<Float32Array | null> {
    const own = owners.get(owner);
    const [plan] = own?.plans ?? [];
    if (!own?.picture || !own.question || !plan) return null;
    return of === 'input' ? inputs(convdot, own.picture, own.question.channels, area) : outputs(plan, own.picture.pixels, area);
  }

  return {
    filterPicture,
    timePicture,
    pictureNumbers,
    releasePicture: async (owner) => {
      const own = owners.get(owner);
      if (!own) return;
      own.turn += 1;
      forget(own);
      owners.delete(owner);
    },
  };
}

/** Portions to run together: the first, one past the last, and their outputs. */
function parts({ portions }: Plan): [first: number, end: number, outputs: number][] {
  const found: [number, number, number][] = [];
  for (const [index, { outputs }] of portions.entries()) {
    const last = found.at(-1);
    if (last && last[2] + outputs <= PART) {
      last[1] = index + 1;
      last[2] += outputs;
    } else found.push([index, index + 1, outputs]);
  }
  return found;
}

function inputs(convdot: ConvDot, { width, pixels }: Picture, channels: 1 | 3, { row, column, rows, columns }: Area) {
  const numbers = new Float32Array(rows * columns * channels);
  for (let i = 0; i < rows; i += 1) {
    const from = 4 * ((row + i) * width + column);
    const part = convdot.fromPixels(pixels.subarray(from, from + 4 * columns), channels);
    numbers.set(part, i * columns * channels);
  }
  return numbers;
}

/** Computes an area's outputs again, in whole portions, since portions are whole rows. */
function outputs(plan: Plan, pixels: Uint8ClampedArray, { row, column, rows, columns }: Area) {
  const [, , width = 0, depth = 0] = plan.shape;
  const line = width * depth;
  const numbers = new Float32Array(rows * columns * depth);
  for (const [index, { firstOutput, outputs }] of plan.portions.entries()) {
    const first = firstOutput / line;
    const begin = Math.max(row, first);
    const end = Math.min(row + rows, first + outputs / line);
    if (begin >= end) continue;
    const values = plan.runPixels(pixels, undefined, [index, index + 1]);
    for (let at = begin; at < end; at += 1) {
      const from = (at - first) * line + column * depth;
      numbers.set(values.subarray(from, from + columns * depth), (at - row) * columns * depth);
    }
  }
  return numbers;
}
