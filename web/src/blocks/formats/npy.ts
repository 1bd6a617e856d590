// NumPy's .npy files, versions 1 to 3: numbers of every width and both byte orders, C and Fortran order. Written as version 1.
// https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html

import { DEEPEST } from '../../model/nested-lists.ts';
import { quote } from '../../model/schema.ts';
import type { BlockWords } from '../../words/words.ts';
import { MOST_NUMBERS, refused, type TableReading } from './table.ts';

const MAGIC = [0x93, ...new TextEncoder().encode('NUMPY')];
/** The limit of np.load: np.save never writes a longer header for numbers. */
const LONGEST_HEADER = 10_000;

export const isNpy = (bytes: Uint8Array): boolean => MAGIC.every((byte, index) => bytes[index] === byte);

interface Header {
  readonly descr: unknown;
  readonly fortran_order: unknown;
  readonly shape: unknown;
}

type Getter = (view: DataView, at: number, little: boolean) => number | bigint;

const GETTERS: Readonly<Record<string, Getter>> = {
  f2: (view, at, little) => float16(view.getUint16(at, little)),
  f4: (view, at, little) => view.getFloat32(at, little),
  f8: (view, at, little) => view.getFloat64(at, little),
  i1: (view, at) => view.getInt8(at),
  i2: (view, at, little) => view.getInt16(at, little),
  i4: (view, at, little) => view.getInt32(at, little),
  i8: (view, at, little) => view.getBigInt64(at, little),
  u1: (view, at) => view.getUint8(at),
  u2: (view, at, little) => view.getUint16(at, little),
  u4: (view, at, little) => view.getUint32(at, little),
  u8: (view, at, little) => view.getBigUint64(at, little),
  b1: (view, at) => (view.getUint8(at) === 0 ? 0 : 1),
};

/** Reads the bytes of a file for which `isNpy` holds. */
export function readNpy(bytes: Uint8Array): TableReading {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes[6];
  const wide = version !== 1;
  const headerAt = wide ? 12 : 10;
  if (bytes.length < headerAt) return refused((blocks) => blocks.npyCut);
  if (version < 1 || version > 3) return refused((blocks) => blocks.npyVersion(`${version}.${bytes[7]}`));
  const headerLength = wide ? view.getUint32(8, true) : view.getUint16(8, true);
  if (headerLength > LONGEST_HEADER) return refused((blocks) => blocks.npyHeader);
  const at = headerAt + headerLength;
  if (bytes.length < at) return refused((blocks) => blocks.npyCut);
  const header = parseHeader(new TextDecoder(version === 3 ? 'utf-8' : 'latin1').decode(bytes.subarray(headerAt, at)));
  if (header === null) return refused((blocks) => blocks.npyHeader);

  const { descr } = header;
  const [, order, type] = (typeof descr === 'string' && /^([<>|=])?([a-zA-Z]\d+)$/.exec(descr)) || [];
  const get = type === undefined ? undefined : GETTERS[type];
  if (get === undefined)
    return refused((blocks) => blocks.npyType(quote(typeof descr === 'string' ? descr : JSON.stringify(descr))));
  const shape = header.shape;
  const whole = (size: unknown) => Number.isSafeInteger(size) && (size as number) >= 0;
  if (!Array.isArray(shape) || !shape.every(whole)) return refused((blocks) => blocks.npyHeader);
  if (shape.length > DEEPEST) return refused((blocks) => blocks.tooDeep(DEEPEST));
  const total = shape.reduce((product, size) => product * size, 1);
  if (total === 0) return refused((blocks) => blocks.nothing);
  if (total > MOST_NUMBERS) return refused((blocks) => blocks.tooMany(total, MOST_NUMBERS));
  const size = Number(type.slice(1));
  const held = Math.floor((bytes.length - at) / size);
  if (held < total) return refused((blocks) => blocks.npyShort(held, total));

  let rounded = false;
  const inFile = Array.from({ length: total }, (_, index) => {
    const value = get(view, at + index * size, order !== '>');
    if (typeof value === 'number') return value;
    const near = Number(value);
    rounded ||= BigInt(near) !== value;
    return near;
  });
  const data = header.fortran_order === true ? fromFortran(inFile, shape) : inFile;
  // Like np.load, reads only the first array of a file.
  const more = bytes.length - at > total * size;
  return {
    ok: true,
    value: {
      // np.save writes a scalar as a number without axes.
      shape: shape.length === 0 ? [1, 1] : shape,
      data,
      typed: new Map(),
      bare: shape.length === 0,
      notes: [
        ...(rounded ? [(words: BlockWords) => words.blocks.npyRounded] : []),
        ...(more ? [(words: BlockWords) => words.blocks.npyMore] : []),
      ],
    },
  };
}

/** Parses Python's literal of a dictionary, in the few forms that np.save writes. */
function parseHeader(text: string): Header | null {
  const json = text
    .trim()
    .replaceAll("'", '"')
    .replace(/\bTrue\b/g, 'true')
    .replace(/\bFalse\b/g, 'false')
    .replace(/(\d)L\b/g, '$1') // Python 2's long
    .replaceAll('(', '[')
    .replaceAll(')', ']')
    .replace(/,\s*(?=[\]}])/g, '');
  try {
    const header: unknown = JSON.parse(json);
    if (typeof header !== 'object' || header === null) return null;
    return 'descr' in header && 'fortran_order' in header && 'shape' in header ? header : null;
  } catch {
    return null;
  }
}

/** Converts numbers from Fortran order, where the first axis varies fastest, to C order. */
function fromFortran(values: readonly number[], shape: readonly number[]): number[] {
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((product, size) => product * size, 1));
  const data: number[] = [];
  const visit = (axis: number, at: number) => {
    if (axis === shape.length) data.push(values[at]);
    else for (let index = 0; index < shape[axis]; index += 1) visit(axis + 1, at + index * strides[axis]);
  };
  visit(0, 0);
  return data;
}

function float16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** A file as np.save writes it: float32 if requested and exact for every number, otherwise float64. */
export function writeNpy(
  shape: readonly number[],
  data: readonly number[],
  dtype: 'float64' | 'float32',
): Uint8Array<ArrayBuffer> {
  const single = dtype === 'float32' && data.every((value) => Object.is(Math.fround(value), value));
  const size = single ? 4 : 8;
  const axes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const header = `{'descr': '<f${size}', 'fortran_order': False, 'shape': (${axes}), }`;
  // The numbers begin at a multiple of 64 bytes; the header ends in a newline.
  const at = Math.ceil((10 + header.length + 1) / 64) * 64;
  const bytes = new Uint8Array(at + size * data.length);
  bytes.set(MAGIC);
  bytes.set([1, 0], MAGIC.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(8, at - 10, true);
  bytes.set(new TextEncoder().encode(`${header.padEnd(at - 11)}\n`), 10);
  data.forEach((value, index) => {
    if (single) view.setFloat32(at + 4 * index, value, true);
    else view.setFloat64(at + 8 * index, value, true);
  });
  return bytes;
}
