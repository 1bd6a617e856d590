// Answers the page's questions by calls of the package. Pure: it loads and stores nothing, and computes no convolution itself.
import type { ConvDot, ConvDotError, Step, Tensor } from 'convdot';
import type { Answer, Case, Product, RawDot } from './contract.ts';

export function solve(convdot: ConvDot, { input, filter, options, at }: Case): Answer {
  try {
    const biasShape = options.bias ? [options.bias.length] : undefined;
    const geometry = convdot.outputShape(input.shape, filter.shape, biasShape ? { ...options, biasShape } : options);
    const comparison = convdot.compare(input, filter, options);
    const nearest = nearestOutput(at, geometry.shape);
    const step = convdot.step(input, filter, nearest, options);
    return { ok: true, solution: { geometry, comparison, step, raw: rawDot(convdot, step), at: nearest } };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { ok: false, refusal: { code: error.code, message: error.message } };
  }
}

/** The output value at `at`, or the nearest one if the output has become smaller. */
function nearestOutput(at: Case['at'], shape: readonly number[]): Case['at'] {
  const within = (index: number, axis: number) => Math.max(0, Math.min(index, (shape[axis] ?? 1) - 1));
  return { image: within(at.image, 0), row: within(at.row, 1), column: within(at.column, 2), filter: within(at.filter, 3) };
}

function rawDot(convdot: ConvDot, { window, block }: Step): RawDot {
  const blocks = convdot.npDot(window, block);
  if (block.shape[2] !== 1) return { blocks, slices: null, transposed: null };
  const [a, w] = [onlyChannel(window), onlyChannel(block)];
  const dot = (right: Tensor): Product => convdot.npDot(a, right);
  return { blocks, slices: dot(w), transposed: dot(transpose(w)) };
}

/** block[..., 0] of a block with one channel: the same values, 2-D. */
const onlyChannel = ({ shape, data }: Tensor): Tensor => ({ shape: shape.slice(0, 2), data });

function transpose({ shape: [rows = 0, columns = 0], data }: Tensor): Tensor {
  const turned = data.slice();
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) turned[j * rows + i] = data[i * columns + j] ?? 0;
  return { shape: [columns, rows], data: turned };
}

/** The package's rejections carry a code; any other error is a bug of ours. */
export const isRefusal = (error: unknown): error is ConvDotError => error instanceof Error && error.name === 'ConvDotError';
