// Pictures as numbers and back, part by part through memory of the module's own.
import type { ConvDot, PixelOptions } from './api.ts';
import { into, numbers, oneOf, record, rgba, wholes } from './arguments.ts';
import { refuse, shown } from './errors.ts';
import type { Holder, Module, PixelMemory } from './module.ts';

/** In the order of convdot::Range. */
const RANGES: readonly NonNullable<PixelOptions['range']>[] = ['clamped', 'absolute', 'diverging'];

const channelCount = (value: unknown): number =>
  value === 1 || value === 3 ? value : refuse(`channels must be 1 or 3; got ${shown(value)}.`);

export function pictures(module: Module): Pick<ConvDot, 'fromPixels' | 'toPixels'> {
  const holder: Holder<PixelMemory> = { memory: null };
  module.hold(holder);

  /** Looked up anew once the memory has grown. */
  function current(): PixelMemory {
    if (!holder.memory || holder.memory.values.buffer.byteLength === 0) holder.memory = module.call('pixelMemory');
    return holder.memory;
  }

  return {
    fromPixels(pixels: unknown, channels: unknown, out?: unknown) {
      const bytes = rgba(pixels);
      const width = channelCount(channels);
      const result = into(out, Float32Array, (bytes.length / 4) * width, bytes.buffer);
      const memory = current();
      return module.run((raw) => {
        for (let at = 0; at < result.length; at += memory.values.length) {
          const count = Math.min(memory.values.length, result.length - at);
          memory.pixels.set(bytes.subarray((at / width) * 4, ((at + count) / width) * 4));
          raw._readPixels(count, width);
          result.set(memory.values.subarray(0, count), at);
        }
        return result;
      });
    },

    toPixels(values: unknown, options: unknown, out?: unknown) {
      const given = record(options, ['channels', 'range', 'gain', 'colours', 'minus'], 'options');
      const { channels, range = 'clamped', gain = 1, colours = [0xcf6a12, 0xf0f1f3, 0x2f7dcc], minus } = given;
      const width = channelCount(channels);
      const drawn = numbers(values, 'values');
      if (drawn.length % width !== 0) refuse(`values must have ${width} numbers for each pixel; it has ${drawn.length} numbers.`);
      const others = minus === undefined ? null : numbers(minus, 'minus', drawn.length, 'like values');
      const form = RANGES.indexOf(oneOf(range, RANGES, 'range'));
      if (typeof gain !== 'number' || !(gain >= 0 && gain < Infinity)) {
        return refuse(`gain must be a finite number of at least 0; got ${shown(gain)}.`);
      }
      const ends = wholes(colours, 'colours');
      if (ends.length !== 3 || ends.some((colour) => colour < 0 || colour > 0xffffff)) {
        refuse(
          `colours must be three numbers from 0 to 0xffffff, for the negative end, zero and the positive end; got ${shown(colours)}.`,
        );
      }
      const [negative, zero, positive] = ends;
      const result = into(out, Uint8ClampedArray, (drawn.length / width) * 4, drawn.buffer);
      const memory = current();
      return module.run((raw) => {
        let largest = 0;
        for (let at = 0; at < drawn.length; at += memory.values.length) {
          const count = Math.min(memory.values.length, drawn.length - at);
          memory.values.set(drawn.subarray(at, at + count));
          if (others) memory.others.set(others.subarray(at, at + count));
          const most = raw._writePixels(count, width, others !== null, form, gain, negative, zero, positive);
          largest = Math.max(largest, most);
          result.set(memory.pixels.subarray(0, (count / width) * 4), (at / width) * 4);
        }
        return { pixels: result, largest };
      });
    },
  };
}
