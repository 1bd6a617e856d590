// The speed panel's model: the sizes to measure, in which order and how far; and the results in three sentences and as CSV. It
// measures nothing itself and knows no element.
import { csvFormatRows } from 'd3-dsv';
import type { Contestant, ConvShape, Engine, Measurement } from '../../engine/contract.ts';
import { inBytes } from '../../words/short.ts';
import type { SpeedWords } from '../../words/words.ts';
import { multiplyAdds } from './plain-loops.ts';

export const CONTESTANTS = ['multiply-sum', 'unrolled-dot', 'loops'] as const satisfies Contestant[];

/** Seconds. A contestant whose run would take longer is not measured: the learner waits, and so do others for the worker. */
export const LONGEST_RUN = 0.25;

// ---- measuring ----

const layer = (side: number, channels: number, filter: number): ConvShape => ({
  input: [1, side, side, channels],
  filter: [filter, filter, channels, channels],
  output: [1, side, side, channels],
  stride: 1,
  padding: (filter - 1) / 2,
});

/** The axes, with their sizes. The output is as high and wide as the input, and has as many channels. */
const axes = {
  input: { sizes: [8, 16, 32, 64, 128, 256], layer: (side: number) => layer(side, 16, 3) },
  channels: { sizes: [1, 2, 4, 8, 16, 32, 64, 128], layer: (channels: number) => layer(32, channels, 3) },
  filter: { sizes: [1, 3, 5, 7, 11, 15, 21], layer: (filter: number) => layer(64, 8, filter) },
};
export type Axis = keyof typeof axes;
export const AXES = Object.keys(axes) as Axis[];

/** The results at one size. A missing one was not measured, or not yet. */
export interface Point {
  readonly size: number;
  readonly layer: ConvShape;
  readonly times: Readonly<Partial<Record<Contestant, Measurement | 'left out'>>>;
}

export const pointsOf = (axis: Axis): Point[] =>
  axes[axis].sizes.map((size) => ({ size, layer: axes[axis].layer(size), times: {} }));

/** The valid measurement of a contestant, if any. */
export function measured({ times }: Point, contestant: Contestant): Measurement | null {
  const found = times[contestant];
  return typeof found === 'object' && found.agrees ? found : null;
}

/** Measures a whole series, one size and contestant after another. Sends `change`. */
export class Series extends EventTarget {
  readonly axis: Axis;
  points: readonly Point[];
  state: 'new' | 'running' | 'complete' | 'stopped' = 'new';
  /** The current measurement. */
  current: { readonly size: number; readonly contestant: Contestant } | null = null;
  failure: string | null = null;

  readonly #engine: Pick<Engine, 'measure'>;
  readonly #breathe: () => Promise<void>;
  #run = 0;

  /** `breathe` lets the page act between two measurements, which block it if they run in its own thread. */
  constructor(axis: Axis, engine: Pick<Engine, 'measure'>, breathe: () => Promise<void>) {
    super();
    this.axis = axis;
    this.points = pointsOf(axis);
    this.#engine = engine;
    this.#breathe = breathe;
  }

  /** The finished share of all measurements: 0 to 1. */
  get progress(): number {
    const done = this.points.reduce((sum, { times }) => sum + Object.keys(times).length, 0);
    return done / (this.points.length * CONTESTANTS.length);
  }

  /** Starts again from the first size. */
  async start(): Promise<void> {
    const run = ++this.#run;
    this.points = pointsOf(this.axis);
    this.failure = null;
    this.state = 'running';
    const last: Partial<Record<Contestant, Measurement | 'left out'>> = {};
    try {
      for (const [index, { size, layer }] of this.points.entries()) {
        for (const contestant of CONTESTANTS) {
          this.#tell({ size, contestant });
          await this.#breathe();
          if (run !== this.#run) return;
          const time = isTooLong(last[contestant], layer) ? 'left out' : await this.#engine.measure(layer, contestant);
          if (run !== this.#run) return;
          last[contestant] = time;
          this.points = this.points.map((point, i) =>
            i === index ? { ...point, times: { ...point.times, [contestant]: time } } : point,
          );
        }
      }
      this.state = 'complete';
    } catch (error) {
      if (run !== this.#run) return;
      this.state = 'stopped';
      this.failure = error instanceof Error ? error.message : String(error);
    }
    this.#tell(null);
  }

  /** Does not wait for the current measurement; keeps the results so far. */
  stop(): void {
    if (this.state !== 'running') return;
    this.#run += 1;
    this.state = 'stopped';
    this.#tell(null);
  }

  #tell(current: Series['current']): void {
    this.current = current;
    this.dispatchEvent(new Event('change'));
  }
}

/** Judged by the time for the previous size. */
function isTooLong(before: Measurement | 'left out' | undefined, layer: ConvShape): boolean {
  if (before === undefined || before === 'left out') return before !== undefined;
  return (before.seconds * multiplyAdds(layer)) / before.multiplyAdds > LONGEST_RUN;
}

// ---- the results ----

/** With a unit, and three digits by default. */
export function inTime(seconds: number, language: string, minimumSignificantDigits = 3): string {
  const shown = Number(seconds.toPrecision(3)); // a time that rounds to a second is shown as 1 s, not as 1,000 ms
  const [unit, factor] = shown < 1e-3 ? ['µs', 1e6] : shown < 1 ? ['ms', 1e3] : ['s', 1];
  return `${(shown * (factor as number)).toLocaleString(language, { minimumSignificantDigits, maximumSignificantDigits: 3 })} ${unit}`;
}

/** Compares two times: 'same' if their spreads overlap, or if they differ by less than 1 %. */
export function compared(one: Measurement, other: Measurement): 'same' | 'faster' | 'slower' {
  if (Math.abs(one.seconds - other.seconds) < 0.01 * Math.min(one.seconds, other.seconds)) return 'same';
  return one.high < other.low ? 'faster' : other.high < one.low ? 'slower' : 'same';
}

/** Up to three sentences about the measurements. */
export function sentences({ axis, points }: Pick<Series, 'axis' | 'points'>, words: SpeedWords, language: string): string[] {
  const at = (size: number) => words.at[axis](size);
  const time = ({ seconds }: Measurement) => inTime(seconds, language);
  const times = (ratio: number) => ratio.toLocaleString(language, { maximumSignificantDigits: 3 });
  const bytes = (number: number) => inBytes(number, language);
  const said: string[] = [];

  const both = points.findLast((point) => measured(point, 'multiply-sum') && measured(point, 'unrolled-dot'));
  if (!both) return said;
  const routes = (['multiply-sum', 'unrolled-dot'] as const).map((name) => [name, measured(both, name) as Measurement] as const);
  const [[quick, best], [slow, worse]] = routes.toSorted(([, one], [, other]) => one.seconds - other.seconds);
  said.push(
    compared(best, worse) === 'same'
      ? words.routesAlike(at(both.size), ...(routes.map(([, each]) => time(each)) as [string, string]))
      : words.routes(
          at(both.size),
          words.named[quick],
          time(best),
          words.named[slow],
          time(worse),
          times(worse.seconds / best.seconds),
        ),
  );

  const raced = points.findLast((point) => measured(point, 'loops') && routes.some(([name]) => measured(point, name)));
  if (raced) {
    const loops = measured(raced, 'loops') as Measurement;
    const [[name, route]] = routes
      .flatMap(([each]) => {
        const found = measured(raced, each);
        return found ? [[each, found] as const] : [];
      })
      .toSorted(([, one], [, other]) => one.seconds - other.seconds);
    const leftOut = points.find(({ times: found }) => found.loops === 'left out');
    const ratio = Math.max(loops.seconds, route.seconds) / Math.min(loops.seconds, route.seconds);
    const verdict = words.loops[compared(loops, route)];
    said.push(
      verdict(at(raced.size), time(loops), words.named[name], times(ratio)) +
        (leftOut ? words.loopsLeftOut(at(leftOut.size), inTime(LONGEST_RUN, language, 1)) : '.'),
    );
  }

  const memory = points.flatMap((point) => {
    const found = measured(point, 'unrolled-dot');
    return found ? [{ at: at(point.size), matrix: found.matrixBytes, input: found.inputBytes }] : [];
  });
  const [first, last] = [memory[0], memory.at(-1)];
  if (first && last) {
    const grown =
      first === last
        ? ''
        : words.grown(first.at, last.at, [first.matrix, last.matrix].map(bytes), [first.input, last.input].map(bytes));
    said.push(
      grown + words.matrix(last.at, bytes(last.matrix), bytes(last.input), times(last.matrix / last.input), grown !== ''),
    );
  }
  return said;
}

// ---- as CSV ----

/** For programs: in English, with a unit in each heading, seconds and bytes in full. */
const HEADINGS = [
  'growing',
  'size',
  'input (m x n_H x n_W x n_C)',
  'filter (f_H x f_W x n_C x n_F)',
  'stride',
  'padding',
  'dtype',
  'by',
  'kernel',
  'status',
  'time, median (s)',
  'time, lower quartile (s)',
  'time, upper quartile (s)',
  'runs',
  'multiply-adds',
  'bytes moved (B)',
  'input (B)',
  'whole unrolled matrix (B)',
] as const;

export function csvOf({ axis, points }: Pick<Series, 'axis' | 'points'>): string {
  const rows = points.flatMap(({ size, layer, times }) =>
    CONTESTANTS.flatMap((contestant) => {
      const found = times[contestant];
      if (!found) return [];
      const { input, filter, stride, padding } = layer;
      const asked = [axis, size, input.join('x'), filter.join('x'), stride, padding, 'float32', contestant];
      if (found === 'left out') return [[...asked, '', 'left out', ...new Array(HEADINGS.length - asked.length - 2).fill('')]];
      const time = found.agrees ? [found.seconds, found.low, found.high, found.runs] : ['', '', '', ''];
      const counted = [found.multiplyAdds, found.bytesMoved, found.inputBytes, found.matrixBytes];
      return [[...asked, found.kernel ?? '', found.agrees ? 'measured' : 'results differ', ...time, ...counted]];
    }),
  );
  return `${csvFormatRows([HEADINGS, ...rows].map((row) => row.map(String)))}\n`;
}
