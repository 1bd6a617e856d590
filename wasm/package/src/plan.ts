// Plans. The module holds the packed filter; a run copies a portion of the input in, and its outputs out.
import { ConvDotError, type Plan } from './api.ts';
import { into, numbers, rgba, wholes } from './arguments.ts';
import { attempt, refuse, refusing, shown } from './errors.ts';
import type { Holder, Module, PlanMemory } from './module.ts';
import { hyperparameters } from './options.ts';
import { FILTER_AXES, INPUT_AXES, shape4, tensor, tuple } from './tensors.ts';

type Memory = PlanMemory & { pixels?: Uint8Array };

/** What a plan holds of the module. */
interface Handle extends Holder<Memory> {
  readonly module: Module;
  disposed: boolean;
}

function release(handle: Handle): void {
  const { module, memory } = handle;
  if (memory) module.run((raw) => raw.disposePlan(memory.address));
  handle.memory = null;
  handle.disposed = true;
  module.letGo(handle);
}

const forgotten = new FinalizationRegistry(release);

export function plan(module: Module, inputShape: unknown, filter: unknown, options: unknown): Plan {
  const input = shape4(inputShape, 'inputShape', INPUT_AXES);
  const { shape: filterShape, data } = tensor(filter, 'filter', FILTER_AXES);
  const given = hyperparameters(options, 'method');
  const count = input.reduce((product, axis) => product * axis, 1);
  // The plan's own copies, from which it is made again in a new instance: later changes to the caller's arrays do not reach it.
  const weights = attempt(() => ({ shape: filterShape, data: data.slice() }));
  const hyper = { ...given, bias: given.bias?.slice() ?? null };
  const make = () => module.call('makePlan', input, weights, hyper);
  const { shape, kernel, portions, ...memory } = make();
  const total = shape.reduce((product, axis) => product * axis, 1);
  const Result = given.dtype === 'float32' ? Float32Array : Float64Array;
  const ofData = `for the plan's input ${tuple(input)}`;
  const ofOut = `for the plan's output ${tuple(shape)}`;
  const handle: Handle = { module, memory, disposed: false };
  // A program may keep run() alone, without the plan: both refer to this object, and the handle is released after the last of the two.
  const own = { handle };
  module.hold(handle);
  forgotten.register(own, handle, own);

  function checkUsable(): void {
    if (own.handle.disposed) throw new ConvDotError('disposed', `The plan for an input of ${tuple(input)} has been disposed of.`);
  }

  /** The plan's memory: made again where its instance is gone, and viewed again where the memory has grown. */
  function current(): Memory {
    const memory = own.handle.memory ?? make();
    own.handle.memory = memory;
    refreshViews(memory);
    return memory;
  }

  function refreshViews(memory: Memory): void {
    if (memory.input.buffer.byteLength > 0) return;
    Object.assign(memory, module.call('planMemory', memory.address), { pixels: undefined });
  }

  /** Memory for the pixels that a portion reads. */
  function pixelsOf(memory: Memory): Uint8Array {
    const pixels = memory.pixels ?? module.call('planPixels', memory.address);
    refreshViews(memory); // it may have grown for them
    memory.pixels = pixels;
    return pixels;
  }

  return Object.freeze({
    shape,
    kernel,
    run: refusing((values: unknown, out?: unknown) => {
      checkUsable();
      const read = numbers(values, 'data', count, ofData);
      if (out !== undefined && !(out instanceof Float32Array || out instanceof Float64Array)) {
        return refuse(`out must be a Float32Array or a Float64Array; got ${shown(out)}.`);
      }
      if (out) numbers(out, 'out', total, ofOut);
      const { address, input: from, output: to } = current();
      return module.run((raw) => {
        if (portions.length === 1) {
          from.set(read);
          raw._runPlan(address, 0);
          if (!out) return to.slice();
          out.set(to);
          return out;
        }
        // Where `out` shares memory with the input, a portion's outputs must not overwrite what later portions read.
        const apart = out && out.buffer !== read.buffer;
        const result = apart ? out : new Result(total);
        // Portion by portion, so that copies in and out meet data that is still in cache.
        for (let index = 0; index < portions.length; index++) {
          const [firstInput, inputs, firstOutput, outputs] = portions[index];
          from.set(read.subarray(firstInput, firstInput + inputs));
          raw._runPlan(address, index);
          result.set(to.subarray(0, outputs), firstOutput);
        }
        if (!out || apart) return result;
        out.set(result);
        return out;
      });
    }) as Plan['run'],
    portions: portions.map(([, , firstOutput, outputs]) => ({ firstOutput, outputs })),
    runPixels: refusing((pixels: unknown, out?: unknown, part: unknown = [0, portions.length]) => {
      checkUsable();
      const [images, height, width, channels] = input;
      if ((channels !== 1 && channels !== 3) || given.dtype !== 'float32') {
        throw new ConvDotError(
          'shape',
          `runPixels needs a float32 plan for an input of 1 or 3 channels; this plan is ${given.dtype} for ${tuple(input)}.`,
        );
      }
      const bytes = rgba(pixels, images * height * width, ofData);
      const [first, end] = wholes(part, 'part');
      if (!Array.isArray(part) || part.length !== 2 || first < 0 || end < first || end > portions.length) {
        refuse(`part must be [first, end] within the plan's ${portions.length} portions; got ${shown(part)}.`);
      }
      const outputsOfPart = portions.slice(first, end).reduce((sum, [, , , outputs]) => sum + outputs, 0);
      const result = into(out, Float32Array, outputsOfPart, bytes.buffer);
      const memory = current();
      const portionPixels = pixelsOf(memory);
      return module.run((raw) => {
        let at = 0;
        for (let index = first; index < end; index++) {
          const [firstInput, inputs, , outputs] = portions[index];
          portionPixels.set(bytes.subarray((firstInput / channels) * 4, ((firstInput + inputs) / channels) * 4));
          raw._readPlanPixels(memory.address, index);
          raw._runPlan(memory.address, index);
          result.set(memory.output.subarray(0, outputs), at);
          at += outputs;
        }
        return result;
      });
    }),
    dispose() {
      forgotten.unregister(own);
      release(own.handle);
    },
  });
}
