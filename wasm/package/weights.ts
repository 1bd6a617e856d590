// The budgets on the sizes of the published files. A build prints each size and the parts that differ from the record, weights.json; above a
// budget it fails. It writes the sizes that it measured to build/weights.json, in the record's form: to update the record, copy it there.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const KB = 1024;

/** Bytes, as the report on that file encodes them. */
export const budgets: Readonly<Record<string, number>> = {
  'dist/convdot/convdot.wasm': 170 * KB,
  'build/example/convdot_example.wasm': 30 * KB, // its share of the first visit
  'dist/site, first visit': 120 * KB,
  'dist/convdot.html': 700 * KB,
};

export const encodings = {
  brotli: (bytes: Uint8Array) =>
    promisify(brotliCompress)(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }),
  gzip: (bytes: Uint8Array) => promisify(gzip)(bytes, { level: 9 }),
};

/** In bytes. Each part is encoded by itself, so their sum is not quite the whole. */
export interface Weight {
  encoding: keyof typeof encodings;
  size: number;
  parts: Record<string, number>;
}

/** Encodes the whole and each part, and returns their sizes. */
export async function weigh(
  encoding: Weight['encoding'],
  bytes: Uint8Array,
  parts: Iterable<readonly [string, Uint8Array]> = [],
): Promise<Weight> {
  const size = async (some: Uint8Array) => (await encodings[encoding](some)).length;
  const sizes = await Promise.all([...parts].map(async ([name, part]) => [name, await size(part)] as const));
  return { encoding, size: await size(bytes), parts: Object.fromEntries(sizes) };
}

/** The lines of a report: one for the whole, and one for each part that differs from the record, the largest difference first. */
export function account(what: string, { encoding, size, parts }: Weight, kept?: Weight, budget?: number) {
  const isOver = budget !== undefined && size > budget;
  const kilobytes = (bytes: number) => (bytes / KB).toFixed(1);
  const signed = (bytes: number) => `${bytes < 0 ? '' : '+'}${kilobytes(bytes)}`.padStart(7);
  const limit = budget === undefined ? '' : ` of ${kilobytes(budget)}`;
  const isChange = (bytes: number) => Math.abs(bytes) > KB / 20; // less is the noise of a compressor
  const change = kept && isChange(size - kept.size) ? `, ${signed(size - kept.size).trim()} since weights.json` : '';
  const lines = [`${what}: ${kilobytes(size)}${limit} KB after ${encoding}${change}`];
  if (isOver) lines.push(`${what} is ${size - budget} bytes above its budget. What differs from weights.json:`);
  const differences = [...new Set([...Object.keys(parts), ...Object.keys(kept?.parts ?? {})])]
    .map((name) => ({ name, by: (parts[name] ?? 0) - (kept?.parts[name] ?? 0) }))
    .filter(({ by }) => isChange(by))
    .toSorted((one, other) => Math.abs(other.by) - Math.abs(one.by));
  for (const { name, by } of differences) lines.push(`${signed(by)} KB  ${name}`);
  return { isOver, lines };
}

const KEPT = fileURLToPath(new URL('weights.json', import.meta.url));
const MEASURED = fileURLToPath(new URL('../../build/weights.json', import.meta.url));

function read(path: string): Record<string, Weight> {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}

/** Prints a weight and writes it to build/weights.json. Above the budget the process will exit with an error. */
export function report(what: string, weight: Weight): void {
  const { isOver, lines } = account(what, weight, read(KEPT)[what], budgets[what]);
  console.log(lines.join('\n'));
  if (isOver) process.exitCode = 1;
  writeFileSync(MEASURED, `${JSON.stringify({ ...read(MEASURED), [what]: weight }, null, 2)}\n`);
}

/** In the order of their numbers in WebAssembly's specification. */
const SECTIONS = 'custom type import function table memory global export start element code data datacount tag'.split(' ');

/** The sections of a module. */
export function sections(wasm: Uint8Array): [string, Uint8Array][] {
  const found: [string, Uint8Array][] = [];
  for (let at = 8; at < wasm.length; ) {
    const name = SECTIONS[wasm[at++] as number] as string;
    let size = 0; // LEB128
    let byte: number;
    let shift = 0;
    do {
      byte = wasm[at++] as number;
      size |= (byte & 127) << shift;
      shift += 7;
    } while (byte & 128);
    found.push([name, wasm.subarray(at, at + size)]);
    at += size;
  }
  return found;
}
