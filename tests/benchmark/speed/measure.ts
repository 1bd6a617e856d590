// Measures all workloads in one run: all contestants in turn, round after round, with the machine's limit in each round, so that a
// slow phase of the machine affects all of them. The same in Node and in a page.
import { type FloatsOf, numbers } from '../../../web/src/panels/speed/plain-loops.ts';
import { type Contestant, contestants, type Peers } from './contestants.ts';
import { check, expectedOf, operations, type Workload, workloads } from './workloads.ts';

/** The exports of limit.cpp. */
export interface Limit {
  limitFloat32(rounds: number, factor: number): number;
  limitFloat64(rounds: number, factor: number): number;
  operationsFloat32(): number;
  operationsFloat64(): number;
}

export interface Times {
  name: string;
  /** Milliseconds of one run: the median, and the 10th and 90th percentiles. */
  median: number;
  low: number;
  high: number;
}

export interface Result {
  workload: string;
  kind: Workload['kind'];
  dtype: 'float32' | 'float64';
  operations: number;
  /** The most multiplications and additions per second of one core, in 10^9: the 90th percentile of the rounds. */
  limit: number;
  times: Times[];
}

const ROUNDS = 21;
/** The number of rounds for contestants that take longer than a round should. */
const SLOW_ROUNDS = 3;
/**
 * Milliseconds: a sample is long compared with the clock's steps (up to 0.1 ms in a page), and short compared with the machine's
 * slow phases.
 */
const SAMPLE = 12;
const SLOW = 60;
/** Milliseconds, or runs for slow contestants, until engines have optimised the code. */
const WARM_UP = 300;
const WARM_UP_RUNS = 2;

const isSlow = (ms: number) => ms > SLOW;

/** Milliseconds of `runs` runs. */
async function time({ run }: Contestant, runs: number): Promise<number> {
  const began = performance.now();
  const first = run();
  // Awaiting a value that is not a promise would cost more than a small convolution.
  if (first) {
    await first;
    for (let i = 1; i < runs; i++) await run();
  } else {
    for (let i = 1; i < runs; i++) run();
  }
  return performance.now() - began;
}

/** The approximate milliseconds of one run. */
async function warmUp(contestant: Contestant): Promise<number> {
  const began = performance.now();
  let runs = 1;
  let taken = await time(contestant, runs);
  for (let done = 1; performance.now() - began < WARM_UP || done < WARM_UP_RUNS; done++) {
    if (taken < SAMPLE) runs *= 2;
    taken = await time(contestant, runs);
  }
  return taken / runs;
}

function limitOf(limit: Limit, dtype: Result['dtype']): number {
  const rounds = 4_000_000;
  const began = performance.now();
  if (dtype === 'float32') limit.limitFloat32(rounds, 0.5);
  else limit.limitFloat64(rounds, 0.5);
  const each = dtype === 'float32' ? limit.operationsFloat32() : limit.operationsFloat64();
  return (rounds * each) / (performance.now() - began) / 1e6;
}

function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.round(q * (sorted.length - 1))] as number;
}

async function measureOne(peers: Peers, limit: Limit, work: Workload, dtype: Result['dtype']): Promise<Result> {
  const Type: FloatsOf = dtype === 'float32' ? Float32Array : Float64Array;
  const given = numbers(work, Type);
  const all = await contestants(peers, work, given);
  const expected = expectedOf(work, given);
  const entries: { contestant: Contestant; runs: number; slow: boolean; samples: number[] }[] = [];
  for (const contestant of all) {
    const ms = await warmUp(contestant);
    check(work, contestant.output(), contestant.name, Type, expected);
    entries.push({ contestant, runs: Math.max(1, Math.round(SAMPLE / ms)), slow: isSlow(ms), samples: [] });
  }
  const limits: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    limits.push(limitOf(limit, dtype));
    // Varies the order, so that no contestant always follows the same one.
    const first = round % entries.length;
    for (const entry of [...entries.slice(first), ...entries.slice(0, first)]) {
      if (entry.slow && round >= SLOW_ROUNDS) continue;
      entry.samples.push((await time(entry.contestant, entry.runs)) / entry.runs);
    }
  }
  for (const contestant of all) check(work, contestant.output(), contestant.name, Type, expected);
  for (const contestant of all) contestant.dispose();
  return {
    workload: work.name,
    kind: work.kind,
    dtype,
    operations: operations(work),
    limit: quantile(limits, 0.9),
    times: entries.map(({ contestant, samples }) => ({
      name: contestant.name,
      median: quantile(samples, 0.5),
      low: quantile(samples, 0.1),
      high: quantile(samples, 0.9),
    })),
  };
}

/** `told` receives each result when it is ready. */
export async function measure(peers: Peers, limit: Limit, told: (result: Result) => void): Promise<Result[]> {
  const results: Result[] = [];
  for (const dtype of ['float32', 'float64'] as const) {
    for (const work of workloads) {
      if (dtype === 'float64' && work.kind !== 'layer') continue;
      const result = await measureOne(peers, limit, work, dtype);
      told(result);
      results.push(result);
    }
  }
  return results;
}
