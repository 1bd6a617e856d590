// Every contestant, with one interface. One-time input (filters, and for tfjs the input too) is not measured; the work for each
// input is.
import type { ConvDot, Method } from 'convdot';
import { count, type Floats, type FloatsOf, plainLoops } from '../../../web/src/panels/speed/plain-loops.ts';
import { convModel } from './onnx.ts';
import type { Numbers, Workload } from './workloads.ts';

export interface Contestant {
  name: string;
  run: (() => void) | (() => Promise<void>);
  /** The result of the last run, NHWC. */
  output(): ArrayLike<number>;
  dispose(): void;
}

export const OURS = 'ConvDot';
export const OURS_UNROLLED = 'ConvDot, unrolled';
export const TFJS = 'tfjs-wasm (data stays inside)';
export const ONNX = 'onnxruntime-web';
export const OPENCV = 'OpenCV.js';
export const LOOPS = 'JavaScript loops';

// The used parts of the peers' interfaces: their packages are installed only for the benchmark.
interface TfTensor {
  dataSync(): Float32Array;
  dispose(): void;
}
export interface Tf {
  tensor4d(data: Float32Array, shape: readonly number[]): TfTensor;
  conv2d(
    x: TfTensor,
    filter: TfTensor,
    strides: number,
    pad: number,
    dataFormat: 'NHWC',
    dilations: number,
    rounding: 'floor',
  ): TfTensor;
  setBackend(name: string): Promise<boolean>;
  ready(): Promise<void>;
  wasm: { setWasmPaths(folder: string): void; setThreadsCount(threads: number): void };
}
interface OrtTensor {
  data: Float32Array;
}
export interface Ort {
  Tensor: new (type: 'float32', data: Float32Array, shape: readonly number[]) => OrtTensor;
  InferenceSession: {
    create(model: Uint8Array): Promise<{ run(feeds: { x: OrtTensor }): Promise<{ y: OrtTensor }>; release(): Promise<void> }>;
  };
  env: { wasm: { numThreads: number; wasmPaths?: string } };
}
interface Mat {
  data32F: Float32Array;
  delete(): void;
}
export interface Cv {
  Mat: new (rows: number, columns: number, type: number) => Mat;
  onRuntimeInitialized: () => void;
  CV_32F: number;
  BORDER_CONSTANT: number;
  filter2D(from: Mat, to: Mat, depth: number, kernel: Mat, anchor: { x: number; y: number }, delta: number, border: number): void;
  add(a: Mat, b: Mat, to: Mat): void;
}
export interface Peers {
  convdot: ConvDot;
  tf: Tf;
  ort: Ort;
  cv: Cv;
}

function ours(convdot: ConvDot, work: Workload, { input, filter }: Numbers, method: Method): Contestant {
  const dtype = input instanceof Float32Array ? 'float32' : 'float64';
  const options = { stride: work.stride, padding: work.padding, dtype, method } as const;
  const plan = convdot.plan(work.input, { shape: work.filter, data: filter }, options);
  const out = new (input.constructor as FloatsOf)(count(plan.shape));
  return {
    name: method === 'multiply-sum' ? OURS : OURS_UNROLLED,
    run: () => {
      plan.run(input, out);
    },
    output: () => out,
    dispose: () => plan.dispose(),
  };
}

function loops(work: Workload, { input, filter }: Numbers): Contestant {
  const out: Floats = new (input.constructor as FloatsOf)(count(work.output));
  return { name: LOOPS, run: () => plainLoops(work, input, filter, out), output: () => out, dispose: () => {} };
}

function tfjs(tf: Tf, work: Workload, input: Float32Array, filter: Float32Array): Contestant {
  const x = tf.tensor4d(input, work.input);
  const w = tf.tensor4d(filter, work.filter);
  const conv = () => tf.conv2d(x, w, work.stride, work.padding, 'NHWC', 1, 'floor');
  return {
    name: TFJS,
    run: () => conv().dispose(),
    output: () => {
      const result = conv();
      const data = result.dataSync();
      result.dispose();
      return data;
    },
    dispose: () => {
      x.dispose();
      w.dispose();
    },
  };
}

/** (m, h, w, c) as (m, c, h, w). */
function channelsFirst(data: Float32Array, [images, height, width, channels]: readonly [number, number, number, number]) {
  const moved = new Float32Array(data.length);
  const pixels = height * width;
  for (let i = 0; i < data.length; i++) {
    const channel = i % channels;
    const pixel = Math.floor(i / channels) % pixels;
    const image = Math.floor(i / (channels * pixels));
    moved[(image * channels + channel) * pixels + pixel] = data[i] as number;
  }
  if (moved.length !== images * pixels * channels) throw new Error('The data does not fit its shape.');
  return moved;
}

async function onnx(ort: Ort, work: Workload, input: Float32Array, filter: Float32Array): Promise<Contestant> {
  const [filterHeight, filterWidth, channels, filters] = work.filter;
  const shape = work.output;
  // (f_H * f_W * n_C, n_F) as (n_F, f_H * f_W * n_C), then each filter as an image.
  const byFilter = channelsFirst(filter, [1, filterHeight * filterWidth * channels, 1, filters]);
  const weights = channelsFirst(byFilter, [filters, filterHeight, filterWidth, channels]);
  const session = await ort.InferenceSession.create(convModel(work, weights, shape));
  const [images, height, width] = work.input;
  const x = new ort.Tensor('float32', channelsFirst(input, work.input), [images, channels, height, width]);
  let result: Float32Array = new Float32Array();
  return {
    name: ONNX,
    run: async () => {
      result = (await session.run({ x })).y.data;
    },
    // (m, n_F, h * w) as (m, h * w, n_F)
    output: () => channelsFirst(result, [shape[0], shape[3], 1, shape[1] * shape[2]]),
    dispose: () => {
      session.release();
    },
  };
}

/** One filter2D for each channel, on prepared planes, and their sum; it also filters the border, which is cut off. */
function opencv(cv: Cv, work: Workload, input: Float32Array, filter: Float32Array): Contestant {
  const [, height, width, channels] = work.input;
  const [filterHeight, filterWidth] = work.filter;
  const matrix = (rows: number, columns: number, data?: Float32Array) => {
    const made = new cv.Mat(rows, columns, cv.CV_32F);
    if (data) made.data32F.set(data);
    return made;
  };
  const planes = channelsFirst(input, work.input);
  const kernels = channelsFirst(filter, [1, filterHeight, filterWidth, channels]);
  const sources = Array.from({ length: channels }, (_, c) =>
    matrix(height, width, planes.subarray(c * height * width, (c + 1) * height * width)),
  );
  const taps = filterHeight * filterWidth;
  const filters = Array.from({ length: channels }, (_, c) =>
    matrix(filterHeight, filterWidth, kernels.subarray(c * taps, (c + 1) * taps)),
  );
  const result = matrix(height, width);
  const part = matrix(height, width);
  const corner = { x: 0, y: 0 };
  return {
    name: OPENCV,
    run: () => {
      for (let c = 0; c < channels; c++) {
        const to = c === 0 ? result : part;
        cv.filter2D(sources[c] as Mat, to, cv.CV_32F, filters[c] as Mat, corner, 0, cv.BORDER_CONSTANT);
        if (c > 0) cv.add(result, part, result);
      }
    },
    output: () => {
      const [, rows, columns] = work.output;
      const cut = new Float32Array(rows * columns);
      for (let row = 0; row < rows; row++) {
        cut.set(result.data32F.subarray(row * width, row * width + columns), row * columns);
      }
      return cut;
    },
    dispose: () => {
      for (const each of [...sources, ...filters, result, part]) each.delete();
    },
  };
}

/** No peer computes a convolution in float64. */
export async function contestants(peers: Peers, work: Workload, given: Numbers): Promise<Contestant[]> {
  const { input, filter } = given;
  const all = [
    ours(peers.convdot, work, given, 'multiply-sum'),
    ours(peers.convdot, work, given, 'unrolled-dot'),
    loops(work, given),
  ];
  if (!(input instanceof Float32Array && filter instanceof Float32Array)) return all;
  all.push(tfjs(peers.tf, work, input, filter), await onnx(peers.ort, work, input, filter));
  if (work.kind === 'image') all.push(opencv(peers.cv, work, input, filter));
  return all;
}
