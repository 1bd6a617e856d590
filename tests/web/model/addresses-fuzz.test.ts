// Randomly changed links and objects, from seeds: reading never throws, reports only a few problems, and gives a state whose hash
// reads back as the same state. CONVDOT_FUZZ_SECONDS makes it run longer, with other seeds.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { setCell, setOptions } from '../../../web/src/model/edits.ts';
import { loadPreset, presets } from '../../../web/src/model/presets.ts';
import { MOST_DRAWN } from '../../../web/src/model/seed-and-edits.ts';
import { compactHash, type Read, readHash, readObject, writeHash, writeObject } from '../../../web/src/model/url.ts';
import { languages } from '../languages.ts';
import { content, type generator as Generator, generator, randn, random, randomState } from './support.ts';

const seconds = Number(process.env.CONVDOT_FUZZ_SECONDS ?? 0);
const ROUNDS = 400;
/** The most problems of one link: the first ones, a count of the others, and the note about the opening case. */
const MOST_TOLD = 10;

/** The generator, with a count of the draws. */
let drawn = 0;
const counting: typeof Generator = {
  randn: (seed, shapes) => generator.randn(seed, counted(shapes)),
  randint: (seed, low, high, shapes) => generator.randint(seed, low, high, counted(shapes)),
};
function counted(shapes: readonly (readonly number[])[]) {
  for (const shape of shapes) drawn += shape.reduce((total, size) => total * size, 1);
  return shapes;
}

async function check(name: string, reading: Promise<Read>): Promise<void> {
  drawn = 0;
  const { state, view, problems } = await reading;
  assert.ok(drawn <= MOST_DRAWN, `${name}: ${drawn} numbers were drawn`);
  assert.ok(problems.length <= MOST_TOLD, `${name}: ${problems.length} problems`);
  for (const words of Object.values(languages)) {
    for (const problem of problems) assert.ok(problem(words).length < 400, name);
  }
  for (const hash of [writeHash(state, view), await compactHash(state, view)]) {
    assert.match(hash, /^v=1(&[\w=&,\-./%]*)?$/, name);
    assert.doesNotMatch(hash, /[._-]$/, name);
    const again = await readHash(`#${hash}`, generator);
    assert.deepEqual(
      again.problems.map((problem) => problem(languages.en)),
      [],
      `${name}: ${hash}`,
    );
    assert.deepEqual([content(again.state), again.view], [content(state), view], `${name}: ${hash}`);
  }
}

const PIECES = [
  ...[
    '&',
    '=',
    ',',
    '.',
    '-',
    '/',
    '%',
    '[',
    ']',
    '[[',
    ']]',
    '%5B',
    '%2C',
    '+',
    ' ',
    ';',
    '#',
    '&amp;',
    '%26amp%3B',
    '0',
    '1',
    '-1',
    '2',
    '9',
  ],
  ...[
    '17',
    '65',
    '4294967296',
    '1e9',
    'nan',
    'inf',
    '1/3',
    '\u2212',
    '\ud800',
    '<b>',
    '__proto__',
    'x',
    'w',
    'b',
    'x.',
    'w.0.',
    '.5',
  ],
  ...[
    'v=1',
    'v=2',
    'x=',
    'w=',
    'b=',
    'stride=',
    'pad=',
    'step=',
    'groups=',
    'order=',
    'flip=',
    'open=',
    'hide=',
    'display=',
    'lang=',
  ],
  ...[
    'preset=',
    'lesson=',
    'seed=',
    'edit=',
    'z=',
    'expr=',
    'preset=flip',
    'lesson=flip',
    'seed=1,x.4.4,w.2.2',
    'edit=x.0.5,w.1.-1',
  ],
  ...['.randint.-9.10', '.randn', 'x.3.3', 'w.2.2.1.2', 'b.2', 'b.1', 'x.0.1', 'w.3.nan', 'b.0.1/3'],
];

/** Valid hashes of all forms. */
async function goodHash(seed: number): Promise<string> {
  const next = random(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)];
  const size = () => 1 + Math.floor(next() * 5);
  const { state: other, view } = randomState(seed);
  switch (Math.floor(next() * 4)) {
    case 0:
      return writeHash(other, view);
    case 1: {
      let state = await loadPreset(pick(presets).slug, randn);
      if (next() < 0.5) state = setOptions(state, { stride: other.stride, pad: other.pad });
      for (let edits = Math.floor(next() * 4); edits > 0; edits -= 1) {
        state = setCell(
          state,
          pick(['x', 'w', 'b'] as const),
          Math.floor(next() * 12),
          pick(['1', '-2', '1/3', '.5', 'nan', 'x']),
        );
      }
      return writeHash(state, view);
    }
    case 2: {
      const filters = size();
      const runs = [`${size()}`, `x.${size()}.${size()}.${size()}`, `w.${size()}.${size()}.1.${filters}`, `b.${filters}`];
      if (next() < 0.5) runs.push(`${size()}.randint.-9.10`, pick(['x.2.3', 'w.2.2', `b.${filters}`]));
      return `v=1&seed=${runs.filter(() => next() < 0.9)}${next() < 0.5 ? `&edit=${pick(['x', 'w', 'b'])}.0.5` : ''}`;
    }
    default:
      return `v=1&z=${deflateRawSync(writeHash(other, view)).toString('base64url')}`;
  }
}

function mutated(text: string, next: () => number): string {
  let result = text;
  for (let times = Math.floor(next() * 4); times > 0; times -= 1) {
    const at = Math.floor(next() * (result.length + 1));
    const length = Math.floor(next() ** 3 * 30);
    const piece = PIECES[Math.floor(next() * PIECES.length)].repeat(next() < 0.05 ? 300 : 1);
    const parts = [
      () => result.slice(0, at) + piece + result.slice(at),
      () => result.slice(0, at) + piece + result.slice(at + length),
      () => result.slice(0, at) + result.slice(at + length),
      () => result.slice(0, at) + result.slice(at, at + length) + result.slice(at),
      () => `${result}&${piece}`,
    ];
    result = parts[Math.floor(next() * parts.length)]();
  }
  return next() < 0.1 ? `z=${deflateRawSync(result).toString('base64url')}` : result;
}

function mutatedObject(seed: number, next: () => number): unknown {
  const { state, view } = randomState(seed);
  const object: Record<string, unknown> = { ...writeObject(state, view) };
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)];
  const cyclic: unknown[] = [];
  cyclic.push(cyclic);
  const odd = [null, undefined, true, -0, 1.5, Number.NaN, 1e9, '', 'x', [], {}, [[]], cyclic, new Array(3e8), [new Array(3e8)]];
  const odder = [
    () => 1,
    Symbol('x'),
    10n,
    new Date(0),
    new Map(),
    'a,'.repeat(1e5),
    [1, 'x.3.3'],
    ['x.0.5'],
    'flip',
    '1,x.3.3,w.2.2',
  ];
  const keys = [...Object.keys(object), 'preset', 'seed', 'edit', 'lesson', 'z', '__proto__', 'other'];
  for (let times = 1 + Math.floor(next() * 3); times > 0; times -= 1) {
    const key = pick(keys);
    const value = pick<unknown>([...odd, ...odder]);
    if (next() < 0.3) delete object[key];
    else Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  }
  return object;
}

test('random links and objects', async () => {
  const until = performance.now() + 1000 * seconds;
  for (let seed = 1; seed <= ROUNDS || performance.now() < until; seed += 1) {
    const next = random(seed);
    const hash = mutated(await goodHash(seed), next);
    await check(`seed ${seed}, ${hash.slice(0, 300)}`, readHash(hash, counting));
    await check(`seed ${seed}, object`, readObject(mutatedObject(seed, next), counting));
  }
});
