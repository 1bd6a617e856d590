// The two keys that replace long lists of numbers: `seed`, the draws that made the blocks, and `edit`, the cells changed since. All
// input is checked; only errors of the generator are thrown.

import type { Sentence } from '../words/words.ts';
import { checkShape, LIMITS } from './limits.ts';
import type { Generator } from './presets.ts';
import { bad, entriesOf, fullShape, good, leastShape, quote, type Reading, readNumber, textOf } from './schema.ts';
import type { Block, BlockName, Origin, Run } from './state.ts';

type Blocks = Readonly<Record<BlockName, Block>>;

/** The most cells that one link changes: beyond that, a list of all numbers is shorter. */
export const MOST_EDITS = 1000;
/** The most seeds and blocks in one link, and the most numbers drawn for them: four times the largest input. */
const MOST_DRAWS = 12;
export const MOST_DRAWN = 4 * LIMITS.images * LIMITS.height * LIMITS.width * LIMITS.channels;

export const withOrigin = (block: Block, of: Origin['of']): Block => ({
  ...block,
  origin: { of, data: block.data, typed: block.typed },
});

// ---- seed ----

/**
 * Reads the runs of `seed`: each is a seed, followed by the blocks drawn from it in turn, '1,x.5.7.4,w.3.3.4.8,b.8' with randn, or
 * after '1.randint.-9.10' with randint. If a block is drawn twice, the later one counts.
 */
export function readRuns(value: unknown): Reading<readonly Run[]> {
  const malformed = (part: unknown) => bad((words) => words.seed(quote(part)));
  const entries = entriesOf(value, MOST_DRAWS);
  if (entries === null) return malformed(value);
  const runs: { seed: number; between: Run['between']; draws: { block: BlockName; shape: readonly number[] }[] }[] = [];
  for (const entry of entries) {
    const text = typeof entry === 'number' || typeof entry === 'string' ? String(entry) : '';
    const head = /^(\d{1,10})(?:\.randn|\.randint\.(-?\d{1,15})\.(-?\d{1,15}))?$/.exec(text);
    if (head !== null) {
      const [, seed, low, high] = head;
      if (Number(seed) >= 2 ** 32) return malformed(entry);
      const between = low === undefined ? null : ([Number(low) + 0, Number(high) + 0] as const);
      if (between !== null && between[0] >= between[1]) return bad((words) => words.seedBounds(quote(entry)));
      runs.push({ seed: Number(seed), between, draws: [] });
      continue;
    }
    const [, block, sizes] = /^([xwb])((?:\.\d{1,4}){1,4})$/.exec(text) ?? [];
    const run = runs.at(-1);
    if (block === undefined || run === undefined) return malformed(entry);
    const shape = readDrawn(block as BlockName, sizes.slice(1).split('.').map(Number));
    if (shape === null) return malformed(entry);
    if (!shape.ok) return shape;
    run.draws.push({ block: block as BlockName, shape: shape.value });
  }
  if (runs.some(({ draws }) => draws.length === 0)) return malformed(value);
  const count = drawnFor(runs);
  return count > MOST_DRAWN ? bad((words) => words.seedMany(count, MOST_DRAWN)) : good(runs);
}

/** The number of numbers that the runs draw. */
export const drawnFor = (runs: readonly Run[]): number =>
  runs.flatMap(({ draws }) => draws).reduce((total, { shape }) => total + shape.reduce((count, size) => count * size, 1), 0);

/** Reads the shape of a drawn block; null if it has too few axes. */
function readDrawn(block: BlockName, sizes: readonly number[]): Reading<readonly number[]> | null {
  if (block === 'b') {
    const count = sizes.reduce((product, size) => product * size, 1);
    return count >= 1 && count <= LIMITS.filters ? good([count]) : null;
  }
  if (sizes.length < 2) return null;
  const shape = fullShape(block, sizes);
  const problem = checkShape(block, shape);
  return problem === null ? good(shape) : { ok: false, problem };
}

/** Draws the blocks of the runs. Rejects as the generator does. */
export async function drawRuns(runs: readonly Run[], generator: Generator): Promise<Partial<Blocks>> {
  const blocks: { -readonly [Name in BlockName]?: Block } = {};
  for (const run of runs) {
    const shapes = run.draws.map(({ shape }) => shape);
    const drawn = run.between
      ? await generator.randint(run.seed, ...run.between, shapes)
      : await generator.randn(run.seed, shapes);
    run.draws.forEach(({ block, shape }, index) => {
      blocks[block] = withOrigin({ shape, data: Array.from(drawn[index].data), typed: new Map() }, run);
    });
  }
  return blocks;
}

export function writeRuns(runs: readonly Run[]): string {
  return runs
    .flatMap(({ seed, between, draws }) => [
      between ? `${seed}.randint.${between.join('.')}` : `${seed}`,
      ...draws.map(({ block, shape }) => [block, ...(block === 'b' ? shape : leastShape(block, shape))].join('.')),
    ])
    .join(',');
}

/** The run that draws a block last. */
export const drawnBy = (runs: readonly Run[], name: BlockName): Run | undefined =>
  runs.findLast(({ draws }) => draws.some(({ block }) => block === name));

// ---- edit ----

/** Changes the cells of `edit`, 'x.12.5,w.3.-1': block, flat index in C order, number. Malformed entries change nothing. */
export function readEdits(value: unknown, blocks: Blocks, add: (problem: Sentence) => void): Blocks {
  const entries = entriesOf(value, MOST_EDITS);
  if (entries === null) {
    add((words) => words.problem.edits(MOST_EDITS));
    return blocks;
  }
  const edited: { [Name in BlockName]?: { data: number[]; typed: Map<number, string> } } = {};
  const changed = new Set<string>();
  for (const entry of entries) {
    if (entry === '') continue;
    const refuse = (say: Parameters<typeof bad>[0]) => add(bad(say).problem);
    const [, block, digits, text] = (typeof entry === 'string' && /^([xwb])\.(\d{1,9})\.(.+)$/s.exec(entry)) || [];
    if (block === undefined) {
      refuse((words) => words.edit(quote(entry)));
      continue;
    }
    const name = block as BlockName;
    const index = Number(digits);
    const { origin, data, typed } = blocks[name];
    const number = readNumber('edit', text);
    const place = `${name}.${index}`;
    if (origin === undefined) refuse((words) => words.editOfList(quote(entry), name));
    else if (index >= data.length) refuse((words) => words.editPlace(quote(entry), name, data.length));
    else if (!number.ok) add(number.problem);
    else if (changed.has(place)) refuse((words) => words.editTwice(quote(entry), place));
    else {
      changed.add(place);
      edited[name] ??= { data: [...data], typed: new Map(typed) };
      edited[name].data[index] = number.value.number;
      if (number.value.text === null) edited[name].typed.delete(index);
      else edited[name].typed.set(index, number.value.text);
    }
  }
  const after = (name: BlockName): Block => ({ ...blocks[name], ...edited[name] });
  return { x: after('x'), w: after('w'), b: after('b') };
}

/** The entries of `edit` for one block: the cells that differ from its origin. */
export function writeEdits(name: BlockName, block: Block, origin: Origin): string[] {
  return block.data.flatMap((value, index) => {
    const same = Object.is(value, origin.data[index]) && block.typed.get(index) === origin.typed.get(index);
    const text = same ? '' : textOf(block, index);
    return same || text === textOf(origin, index) ? [] : [`${name}.${index}.${text}`];
  });
}
