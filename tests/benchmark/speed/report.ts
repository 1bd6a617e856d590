// Writes the results as a line, a table, a list of bars, and a picture.
import { LOOPS, ONNX, OPENCV, OURS, OURS_UNROLLED, TFJS } from './contestants.ts';
import type { Result } from './measure.ts';

export interface Run {
  engine: string;
  results: readonly Result[];
}

const time = (ms: number) => (ms >= 1 ? `${ms.toPrecision(3)} ms` : `${(ms * 1000).toPrecision(3)} µs`);
const speed = (result: Result, ms: number) => result.operations / ms / 1e6;

/** The median of a contestant, if it takes part. */
const median = (result: Result, name: string) => result.times.find((each) => each.name === name)?.median;

function ratio(result: Result, peer: string): number | undefined {
  const ours = median(result, OURS);
  const theirs = median(result, peer);
  return ours === undefined || theirs === undefined ? undefined : ours / theirs;
}

/** One result for a terminal, with the spread. */
export function line(result: Result): string {
  const rows = result.times.map(
    ({ name, median, low, high }) =>
      `  ${name.padEnd(31)} ${time(median).padStart(8)}  (${time(low)} to ${time(high)})  ${speed(result, median).toFixed(1).padStart(6)} GFLOP/s`,
  );
  return [`${result.workload}, ${result.dtype}; limit ${result.limit.toFixed(1)} GFLOP/s`, ...rows].join('\n');
}

/** A Markdown table in aligned columns; those named in `right` are right-aligned. */
function aligned(rows: readonly (readonly string[])[], right: (column: number) => boolean): string {
  const widths = (rows[0] as readonly string[]).map((_, column) =>
    Math.max(3, ...rows.map((row) => (row[column] as string).length)),
  );
  const padded = (row: readonly string[]) =>
    row.map((cell, column) => (right(column) ? cell.padStart(widths[column] as number) : cell.padEnd(widths[column] as number)));
  const rule = widths.map((width, column) => (right(column) ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
  const [head, ...body] = rows.map(padded);
  return [head as string[], rule, ...body].map((row) => `| ${row.join(' | ')} |\n`).join('');
}

export function table({ engine, results }: Run): string {
  const columns = [OURS, OURS_UNROLLED, TFJS, ONNX, OPENCV, LOOPS];
  const cell = (result: Result, name: string) => {
    const found = result.times.find((each) => each.name === name);
    return found ? `${time(found.median)} ± ${Math.round((50 * (found.high - found.low)) / found.median)} %` : '';
  };
  const rows = results.map((result) => {
    const ours = median(result, OURS) as number;
    const share = Math.round((100 * speed(result, ours)) / result.limit);
    return [
      result.workload,
      result.dtype,
      ...columns.map((name) => cell(result, name)),
      speed(result, ours).toFixed(1),
      `${share} %`,
    ];
  });
  const head = ['input, filter', 'type', ...columns, 'GFLOP/s', 'of the limit'];
  return `### ${engine}\n\n${aligned([head, ...rows], (column) => column >= 2)}`;
}

const mean = (ratios: readonly number[]) => Math.exp(ratios.reduce((sum, each) => sum + Math.log(each), 0) / ratios.length);

/** The goals and the results: our time as a ratio of the peer's. */
export function bars({ engine, results }: Run): string {
  const ratios = (peer: string, wanted: (result: Result) => boolean) =>
    results.filter(wanted).flatMap((result) => ratio(result, peer) ?? []);
  const ofKind = (kind: Result['kind']) => (result: Result) => result.kind === kind && result.dtype === 'float32';
  const first = (result: Result) => result === results[0];
  const layers = ratios(TFJS, ofKind('layer'));
  const shares = results
    .filter((result) => ofKind('layer')(result) && result.workload.includes('3x3'))
    .map((result) => speed(result, median(result, OURS) as number) / result.limit);
  const list: [what: string, reached: number, bar: number, least?: 'least'][] = [
    ['large layers, tfjs-wasm, geometric mean', mean(layers), 0.85],
    ['large layers, tfjs-wasm, the worst', Math.max(...layers), 0.95],
    [
      'large layers, onnxruntime-web, geometric mean',
      mean(ratios(ONNX, ofKind('layer'))),
      engine.startsWith('Node') ? 0.75 : 0.85,
    ],
    ['1080p images, onnxruntime-web, the worse', Math.max(...ratios(ONNX, ofKind('image'))), 0.55],
    ['1080p images, tfjs-wasm, the worse', Math.max(...ratios(TFJS, ofKind('image'))), 0.25],
    ['1080p images, OpenCV.js, the worse', Math.max(...ratios(OPENCV, ofKind('image'))), 0.45],
    ['6x6, 3x3, tfjs-wasm', Math.max(...ratios(TFJS, first)), 0.15],
    ['6x6, 3x3, onnxruntime-web', Math.max(...ratios(ONNX, first)), 0.03],
    ['6x6, 3x3, JavaScript loops', Math.max(...ratios(LOOPS, first)), 1],
    ['float64 layers, JavaScript loops, the worst', Math.max(...ratios(LOOPS, ({ dtype }) => dtype === 'float64')), 0.06],
    ['3x3 layers, share of the limit, the least', Math.min(...shares), 0.85, 'least'],
  ];
  const rows = list.map(([what, reached, bar, least]) => {
    const met = least ? reached >= bar : reached <= bar;
    return [what, reached.toPrecision(2), `${least ? '≥' : '≤'} ${bar}`, met ? 'met' : 'MISSED'];
  });
  const head = [`ours in proportion, ${engine}`, 'reached', 'bar', ''];
  return aligned([head, ...rows], (column) => column === 1 || column === 2);
}

const WIDTH = 960;
const LEFT = 330;
const RIGHT = 30;
const ROW = 34;
const TOP = 84;
/** The marks on the scale: multiples of our time. */
const LEAST = 0.7;
const MOST = 200;
const TICKS = [1, 2, 5, 10, 20, 50, 100];
const MARKS: readonly [name: string, shape: string][] = [
  [OURS, 'M-6 0L0-6L6 0L0 6Z'],
  [TFJS, 'M-5-5H5V5H-5Z'],
  [ONNX, 'M0-6L6 5H-6Z'],
  [OPENCV, 'M-6-5H6L0 6Z'],
  [LOOPS, 'M-5-2H-2V-5H2V-2H5V2H2V5H-2V2H-5Z'],
];
const STYLE = `text{font:13px system-ui,sans-serif;fill:#1f2328}.small{font-size:11px;fill:#59636e}line{stroke:#d1d9e0}
.m0{fill:#0969da}.m1{fill:#bc4c00}.m2{fill:#8250df}.m3{fill:#1a7f37}.m4{fill:#59636e}
@media(prefers-color-scheme:dark){text{fill:#f0f6fc}.small{fill:#9198a1}line{stroke:#3d444d}
.m0{fill:#4493f8}.m1{fill:#f0883e}.m2{fill:#ab7df8}.m3{fill:#3fb950}.m4{fill:#9198a1}}`;

/** Every contestant's time for the float32 workloads, as a multiple of ours; further left is faster. */
export function chart(runs: readonly Run[]): string {
  const parts: string[] = [];
  const x = (times: number) => LEFT + ((WIDTH - LEFT - RIGHT) * Math.log(times / LEAST)) / Math.log(MOST / LEAST);
  const text = (left: number, top: number, words: string, more = '') =>
    parts.push(`<text x="${left.toFixed(1)}" y="${top}" ${more}>${words}</text>`);
  const mark = (left: number, top: number, index: number) =>
    parts.push(
      `<path class="m${index}" transform="translate(${left.toFixed(1)} ${top})" d="${(MARKS[index] as readonly string[])[1]}"/>`,
    );
  text(
    10,
    24,
    'Time for one convolution, as a multiple of ConvDot\u2019s: float32, one thread, logarithmic',
    'font-weight="600"',
  );
  let key = 16;
  MARKS.forEach(([name], index) => {
    mark(key, 48, index);
    text(key + 12, 52, name);
    key += 50 + 7.5 * name.length;
  });
  let top = TOP;
  for (const { engine, results } of runs) {
    text(10, top, engine, 'font-weight="600"');
    for (const tick of TICKS) text(x(tick), top, String(tick), 'class="small" text-anchor="middle"');
    const shown = results.filter(({ dtype }) => dtype === 'float32');
    for (const tick of TICKS) {
      const left = x(tick).toFixed(1);
      parts.push(`<line x1="${left}" x2="${left}" y1="${top + 6}" y2="${top + 6 + shown.length * ROW}"/>`);
    }
    for (const result of shown) {
      top += ROW;
      const ours = median(result, OURS) as number;
      text(10, top - 8, result.workload);
      text(10, top + 5, `${time(ours)}, ${speed(result, ours).toFixed(1)} GFLOP/s`, 'class="small"');
      MARKS.forEach(([name], index) => {
        const theirs = median(result, name);
        if (theirs !== undefined) mark(x(theirs / ours), top - 6, index);
      });
    }
    top += 44;
  }
  const height = top - 20;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="Time for one convolution, as a multiple of ConvDot\u2019s"><style>${STYLE}</style>${parts.join('')}</svg>\n`;
}
