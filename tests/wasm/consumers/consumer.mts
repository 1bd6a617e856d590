// A program that uses the whole of the package's types: compiled, never run. What is marked must not compile.

import type {
  Comparison,
  ConvDot,
  ConvOptions,
  DType,
  Evaluation,
  Method,
  Order,
  OutputShape,
  Padding,
  Plan,
  Step,
  StepIndex,
  Tensor,
  TensorLike,
  Variable,
  Verdict,
} from 'convdot';
import { ConvDotError, load, wasmUrl } from 'convdot';

const convdot: ConvDot = await load();
await load({ url: wasmUrl().href });
await load({ wasmBinary: new Uint8Array(8) });
await load({ wasmBinary: new ArrayBuffer(8) });
// @ts-expect-error
await load({ wasm: new ArrayBuffer(8) });

const shape = [1, 2, 2, 1] as const;
const input: TensorLike = { shape, data: [1, 2, 3, 4] };
const filter = { shape: [2, 2, 1, 1], data: new Float32Array(4) };
const paddings: Padding[] = ['valid', 'same', 'same-upper', 'same-lower', 1, [1, 2], [1, 2, 3, 4]];
// @ts-expect-error
paddings.push('full');
// @ts-expect-error
paddings.push([1, 2, 3]);
const order: Order = 'fortran';
const dtype: DType = 'float32';
const method: Method = 'unrolled-dot';
const options: ConvOptions = {
  bias: null,
  stride: [1, 2],
  padding: 'same',
  dilation: 2,
  groups: 1,
  flip: true,
  dtype,
  order: { window: order },
};

const result: Tensor = convdot.conv2d(input, filter, { ...options, method });
convdot.conv2d(result, result, { bias: Float64Array.of(1) });
// @ts-expect-error
convdot.conv2d(input, filter, { strides: 1 });
// @ts-expect-error
convdot.conv2d(input);
// @ts-expect-error
convdot.compare(input, filter, { method });
// @ts-expect-error
convdot.version = '2';

const outputShape: OutputShape = convdot.outputShape(shape, filter.shape, { biasShape: [1, 1, 1, 1] });
const rows: Int32Array = outputShape.reads.rows;
const { origins, offsets }: Record<'origins' | 'offsets', { rows: Int32Array; columns: Int32Array }> = outputShape;
const comparison: Comparison = convdot.compare(input, filter, options);
const verdict: Verdict = comparison.verdict;
const at: StepIndex = { row: 0, column: 0 };
const step: Step = convdot.step(input, filter, at, options);
const filterSource: Int32Array = step.filterSource;
const firstChannel: number = step.firstChannel;
// @ts-expect-error
convdot.step(input, filter, { row: 0 });
const matrix: Tensor = convdot.unroll(input, filter.shape, { order: 'chw', stride: 2 });
// @ts-expect-error
convdot.unroll(input, filter.shape, { order: { window: 'chw' } });
const [first, ...rest]: Tensor[] = convdot.randn(1, [2, 2], shape, []);

const whole: Tensor[] = convdot.randint(1, -9, 10, [2, 2], shape, []);
// @ts-expect-error
convdot.randint(1, [2, 2]);

const evaluation: Evaluation = convdot.npDot(input, filter);
const text: string = evaluation.ok ? evaluation.repr : `${evaluation.type}: ${evaluation.message}`;
// @ts-expect-error
evaluation.message;
const stride: Variable = { shape: [], data: [2], dtype: 'int64' };
const evaluated: Evaluation = convdot.evaluate('a * stride', {
  a: input,
  stride,
  again: evaluation.ok ? evaluation.value : stride,
});
convdot.evaluate('1');
const names: string[] = convdot.names();
// @ts-expect-error
convdot.evaluate('a', { a: [1, 2] });

const plan: Plan = convdot.plan(shape, filter, { method });
const filled: Float32Array = plan.run(new Float64Array(4), new Float32Array(1));
const fresh: Float32Array | Float64Array = plan.run(new Float32Array(4));
// @ts-expect-error
plan.run([1, 2, 3, 4]);
plan.dispose();

try {
  convdot.conv2d(input, filter);
} catch (error) {
  if (error instanceof ConvDotError) {
    const code: string = error.code;
    throw new ConvDotError(code, error.message, { cause: error });
  }
}

export {
  evaluated,
  filled,
  filterSource,
  first,
  firstChannel,
  fresh,
  matrix,
  names,
  offsets,
  origins,
  rest,
  rows,
  step,
  text,
  verdict,
  whole,
};
