// The package's functions over one module. Each checks its arguments and makes one call; the core checks the rest.
import type { ConvDot } from './api.ts';
import { oneOf, record, whole, wholes } from './arguments.ts';
import { refusing } from './errors.ts';
import { evaluate } from './evaluate.ts';
import type { Module } from './module.ts';
import { biasLength, hyperparameters, OPTIONS, ORDERS } from './options.ts';
import { pictures } from './pictures.ts';
import { plan } from './plan.ts';
import { FILTER_AXES, INPUT_AXES, shape4, tensor } from './tensors.ts';

/** The build puts in the project's one version number. */
declare const CONVDOT_VERSION: string;

const shapeList = (shapes: readonly unknown[]) => shapes.map((shape, index) => wholes(shape, `shapes[${index}]`, 'shape'));

const operands = (input: unknown, filter: unknown) =>
  [tensor(input, 'input', INPUT_AXES), tensor(filter, 'filter', FILTER_AXES)] as const;

export function publicFunctions(module: Module): ConvDot {
  const functions: Omit<ConvDot, 'version'> = {
    outputShape(inputShape: unknown, filterShape: unknown, options: unknown = {}) {
      const input = shape4(inputShape, 'inputShape', INPUT_AXES);
      const filter = shape4(filterShape, 'filterShape', FILTER_AXES);
      const hyper = hyperparameters(options, 'biasShape');
      const { biasShape } = options as { biasShape?: unknown };
      const length = biasShape === undefined ? (hyper.bias?.length ?? null) : biasLength(biasShape);
      return module.call('outputShape', input, filter, length, hyper);
    },

    conv2d: (input: unknown, filter: unknown, options: unknown = {}) =>
      module.call('conv2d', ...operands(input, filter), hyperparameters(options, 'method')),

    compare: (input: unknown, filter: unknown, options: unknown = {}) =>
      module.call('compare', ...operands(input, filter), hyperparameters(options)),

    step(input: unknown, filter: unknown, at: unknown, options: unknown = {}) {
      const { image = 0, row, column, filter: channel = 0 } = record(at, ['image', 'row', 'column', 'filter'], 'at');
      const index = [whole(image, 'at.image'), whole(row, 'at.row'), whole(column, 'at.column'), whole(channel, 'at.filter')];
      return module.call('step', ...operands(input, filter), index, hyperparameters(options));
    },

    unroll(input: unknown, filterShape: unknown, options: unknown = {}) {
      const { order = 'hwc', ...common } = record(options, OPTIONS, 'options');
      const unrollOrder = oneOf(order, ORDERS, 'order');
      const filter = shape4(filterShape, 'filterShape', FILTER_AXES);
      return module.call('unroll', tensor(input, 'input', INPUT_AXES), filter, { ...hyperparameters(common), unrollOrder });
    },

    npDot(a: unknown, w: unknown) {
      const left = tensor(a, 'a');
      const right = tensor(w, 'w');
      return module.call('npDot', left, right, left.data instanceof Float32Array && right.data instanceof Float32Array);
    },

    evaluate: (source: unknown, variables: unknown = {}) => evaluate(module, source, variables),

    names: () => module.call('names'),

    randn: (seed: unknown, ...shapes: unknown[]) => module.call('randn', whole(seed, 'seed'), shapeList(shapes)),

    randint: (seed: unknown, low: unknown, high: unknown, ...shapes: unknown[]) =>
      module.call('randint', whole(seed, 'seed'), whole(low, 'low'), whole(high, 'high'), shapeList(shapes)),

    plan: (inputShape: unknown, filter: unknown, options: unknown = {}) => plan(module, inputShape, filter, options),

    ...pictures(module),
  };
  for (const [name, work] of Object.entries(functions))
    Object.assign(functions, { [name]: refusing(work as (...values: unknown[]) => unknown) });
  return Object.freeze({ version: CONVDOT_VERSION, ...functions });
}
