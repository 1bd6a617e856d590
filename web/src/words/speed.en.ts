// The words of the speed panel. Numbers arrive as formatted text.
import { phrasesOf } from './phrases.ts';

const { count } = phrasesOf('en-GB');

export const speed = {
  why: 'Why do frameworks unroll? Not to save operations: both routes multiply and add the same numbers. But unrolled, a convolution is one matrix product, and every machine has tuned code for that. Both routes here are tuned code too; the plain loops are the simplest code.',
  grows: 'What grows',
  axes: { input: 'Input size', channels: 'Channels and filters', filter: 'Filter size' },
  series: {
    input: 'A square input with 16 channels, 16 filters of 3 × 3.',
    channels: 'An input of 32 × 32, as many filters of 3 × 3 as channels.',
    filter: 'An input of 64 × 64 with 8 channels, 8 square filters.',
  },
  seriesEnd: 'Stride 1, zero padding that keeps the size, float32.',
  sizeOf: { input: 'Input', channels: 'Channels', filter: 'Filter' },
  size: {
    input: (size: number | string) => `${size} × ${size}`,
    channels: (size: number | string) => `${size}`,
    filter: (size: number | string) => `${size} × ${size}`,
  },
  at: {
    input: (size: number) => `${size} × ${size}`,
    channels: (size: number) => count(size, 'channel', 'channels'),
    filter: (size: number) => `a ${size} × ${size} filter`,
  },

  measure: 'Measure here',
  again: 'Measure again',
  stop: 'Stop',
  save: 'Save as CSV',
  toMeasure: 'It takes a few seconds; nothing is sent anywhere.',
  measuring: (name: string, at: string) => `Measuring ${name.toLowerCase()} at ${at}`,
  started: 'Measuring.',
  complete: 'Measured.',
  stopped: 'Stopped. The results so far stay.',
  failed: (message: string) => `The measurement failed (${message}).`,

  contestants: { 'multiply-sum': 'Multiply, then sum', 'unrolled-dot': 'Unroll, then dot', loops: 'Plain loops' },
  /** Within a sentence. */
  named: { 'multiply-sum': 'multiply-sum', 'unrolled-dot': 'unrolled dot' },

  found: 'Results on this machine',
  routes: (at: string, quick: string, best: string, slow: string, worse: string, times: string) =>
    `At ${at} the faster route is ${quick}: ${best} against ${worse} for ${slow}, ${times} times as fast.`,
  routesAlike: (at: string, multiplySum: string, unrolledDot: string) =>
    `At ${at} neither route is clearly faster: ${multiplySum} for multiply-sum, ${unrolledDot} for unrolled dot.`,
  loops: {
    slower: (at: string, loops: string, route: string, times: string) =>
      `Plain JavaScript loops take ${loops} at ${at}, ${times} times as long as ${route}`,
    same: (at: string, loops: string, route: string, _times: string) =>
      `Plain JavaScript loops take ${loops} at ${at}, not clearly more or less than ${route}`,
    faster: (at: string, loops: string, route: string, times: string) =>
      `Plain JavaScript loops take ${loops} at ${at}, and are ${times} times as fast as ${route}`,
  },
  loopsLeftOut: (at: string, longest: string) =>
    `; from ${at} on they are not measured, because one run would take more than about ${longest}.`,
  grown: (first: string, last: string, [matrix, largest]: readonly string[], [input, largestInput]: readonly string[]) =>
    `From ${first} to ${last} the whole unrolled matrix grows from ${matrix} to ${largest}, ${input === largestInput ? `while the input stays at ${input}` : `the input from ${input} to ${largestInput}`}: `,
  matrix: (at: string, matrix: string, input: string, times: string, goesOn: boolean) =>
    goesOn
      ? times === '1'
        ? 'at the end it is as large as the input.'
        : `at the end it is ${times} times as large as the input.`
      : times === '1'
        ? `At ${at} the whole unrolled matrix would take ${matrix}, as much as the input.`
        : `At ${at} the whole unrolled matrix would take ${matrix}, ${times} times the input’s ${input}.`,

  time: 'Time of one run',
  memory: 'Bytes moved and memory',
  timeSpoken: (grows: string) => `Chart: the time of one run against ${grows.toLowerCase()}. The table below has its numbers.`,
  memorySpoken: (grows: string) =>
    `Chart: bytes moved and the unrolled matrix against ${grows.toLowerCase()}. The table below has its numbers.`,
  logarithmic: 'Both axes are logarithmic. Point at the chart to read values.',
  moved: { 'multiply-sum': 'Moved by multiply-sum', 'unrolled-dot': 'Moved by unrolled dot' },
  wholeMatrix: 'Unrolled matrix',
  inputMemory: 'Input',

  table: 'The measurements',
  multiplyAdds: 'Multiply-adds',
  spread: (low: string, high: string) => `${low} to ${high}`,
  leftOut: 'not measured',
  differs: 'results differ',
  timeNote:
    'Medians, with the quartiles below them. If the quartiles overlap, or are within 1 %, neither is clearly faster. Times include copying into and out of WebAssembly. Every result is checked against another route’s before its time is shown.',
  memoryNote:
    'Bytes moved are counted, not measured: input, filter and output once; the unrolled route also writes its matrix and reads it again. The table counts the whole matrix, as im2col makes it; the route here holds only some rows at a time, so that they stay in cache.',
};
export type SpeedWords = typeof speed;
