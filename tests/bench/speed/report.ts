// The results as a line, a table, a list of bars, and a picture.
import { LOOPS, ONNX, OPENCV, OURS, OURS_UNROLLED, TFJS } from './contestants.ts';
import type { Result } from './measure.ts';

export interface Run {
  engine: string;
  results: readonly Result[];
}

const time = (ms: number) => (ms >= 1 ? `${ms.toPrecision(3)} ms` : `${(ms * 1000).toPrecision(3)} µs`);
const speed = (result: Result, ms: number) => result.operations / ms / 1e6;

/** The median of one who takes part, or nothing. */
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

export function table({ engine, results }: Run): string {
  const columns = [OURS, OURS_UNROLLED, TFJS, ONNX, OPENCV, LOOPS];
  const cell = (result: Result, name: string) => {
    const found = median(result, name);
    return found === undefined ? '' : time(found);
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
  const all = [head, head.map((_, index) => (index < 2 ? '---' : '---:')), ...rows];
  return `### ${engine}\n\n${all.map((row) => `| ${row.join(' | ')} |`).join('\n')}\n`;
}

const mean = (ratios: readonly number[]) => Math.exp(ratios.reduce((sum, each) => sum + Math.log(each), 0) / ratios.length);

/** What is to be reached, and what was: times are ours in proportion to the peer's. */
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
    return `| ${what} | ${reached.toPrecision(2)} | ${least ? '≥' : '≤'} ${bar} | ${met ? 'met' : 'MISSED'} |`;
  });
  return `| ours in proportion, ${engine} | reached | bar | |\n| --- | ---: | ---: | --- |\n${rows.join('\n')}\n`;
}
export function chart(_runs: readonly Run[]): string {
  return '';
}
