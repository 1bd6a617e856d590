// Links that name the origin of the numbers and the changed cells: presets, lessons and seeds.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fill, fillDrawn } from '../../../web/src/blocks/blocks.ts';
import { resize, setCell, setOptions } from '../../../web/src/model/edits.ts';
import { loadPreset, openingState, presets } from '../../../web/src/model/presets.ts';
import type { Lang, State } from '../../../web/src/model/state.ts';
import { compactHash, defaultView, readHash, readObject, writeHash } from '../../../web/src/model/url.ts';
import { languages } from '../languages.ts';
import { content, generator, noGenerator, randn, randomState } from './support.ts';

const say = (problems: Awaited<ReturnType<typeof readHash>>['problems'], lang: Lang = 'en') =>
  problems.map((problem) => problem(languages[lang]));

async function readWell(hash: string): Promise<State> {
  const { state, problems } = await readHash(hash, generator);
  assert.deepEqual(say(problems), [], hash.slice(0, 200));
  return state;
}

/** The hash of a state; checks that it reads back as the same state. */
async function written(state: State, view = defaultView): Promise<string> {
  const hash = writeHash(state, view);
  const again = await readHash(hash, generator);
  assert.deepEqual([say(again.problems), content(again.state), again.view], [[], content(state), view], hash.slice(0, 200));
  assert.deepEqual(content((await readHash(await compactHash(state, view), generator)).state), content(state));
  return hash;
}

const forward = () => loadPreset('course-conv-forward', randn);

test('an edited preset is the preset and the changed cells', async () => {
  const edited = setCell(await forward(), 'x', 12, '5');
  assert.equal(await written(edited), 'v=1&preset=course-conv-forward&edit=x.12.5');
  const more = setCell(setCell(setCell(edited, 'w', 3, '-1'), 'x', 0, '1/3'), 'b', 7, '.5');
  const hash = await written(more);
  assert.equal(hash, 'v=1&preset=course-conv-forward&edit=x.0.1/3,x.12.5,w.3.-1,b.7%2E.5');
  assert.ok(hash.length < 200);
  // A cell with its original number is not an edit.
  const back = setCell(more, 'b', 7, String((await forward()).b.data[7]));
  assert.ok(!(await written(back)).includes('b.7'));
  // An invalid cell counts as its last valid number.
  assert.equal(writeHash(setCell(edited, 'x', 0, 'x'), defaultView), await written(edited));
});

test('every preset, edited in one cell or in its settings alone', async () => {
  for (const { slug, lesson } of presets) {
    const state = await loadPreset(slug, randn);
    const edited = setCell(state, 'w', 0, '-0.25');
    const hash = await written(edited);
    assert.ok(hash.length <= `v=1&preset=${slug}&edit=w.0.-0.25`.length || slug === 'vertical-edge', hash);
    await written(setOptions(edited, { stride: [3, 1], dtype: 'float32', order: { window: 'chw', filter: 'fortran' } }));
    await written(setOptions(state, { stride: [3, 2] }));
    if (lesson !== undefined) await written(edited, { ...defaultView, lesson: slug });
    await written(edited, { ...defaultView, lesson: 'flip' });
    await written(state, { ...defaultView, lesson: 'flip' });
  }
  const options = setOptions(await forward(), { stride: [1, 1] });
  assert.equal(await written(options), 'v=1&preset=course-conv-forward&edit=&stride=1');
  assert.equal((await readWell('preset=course-conv-forward&edit=')).preset, null);
  assert.equal((await readWell('preset=course-conv-forward&stride=1')).preset, 'course-conv-forward');
});

test('the opening case is written as its few numbers', async () => {
  assert.match(await written(setCell(openingState, 'x', 0, '8')), /^v=1&x=%5B%5B8,.*&w=/);
  assert.equal(
    await written(setCell(openingState, 'x', 0, '8'), { ...defaultView, lesson: 'flip' }).then((hash) => hash.length < 80),
    true,
  );
});

test('other sizes, a replaced block, and too many edits are written as lists', async () => {
  const resized = resize(setCell(await forward(), 'x', 0, '1'), { height: 6 });
  assert.ok(resized.ok);
  assert.match(await written(resized.state), /^v=1&preset=course-conv-forward&x=/, 'the filters are still those of the preset');
  const both = resize(resized.state, { filters: 2 });
  assert.ok(both.ok);
  assert.match(await written(both.state), /^v=1&x=[^&]*&w=[^&]*&b=/);
  const filled = fill(await forward(), 'w', 'zeros');
  assert.ok(filled.ok);
  // The preset's bias was replaced with its filters.
  assert.match(await written(filled.state), /^v=1&preset=course-conv-forward&w=[^&]*&b=/);
  const bias = fill(await forward(), 'b', 'zeros');
  assert.ok(bias.ok);
  assert.equal(await written(bias.state), 'v=1&preset=course-conv-forward&b=0');
  let all: State = await loadPreset('blur', randn);
  for (let index = 0; index < all.x.data.length; index += 1) all = setCell(all, 'x', index, '1');
  assert.match(await written(all), /^v=1&preset=blur&edit=x\.0\.1,|^v=1&x=/);
  const large = resize(openingState, { height: 64, width: 64 });
  assert.ok(large.ok);
  let seeded = fillDrawn(large.state, 'x', { kind: 'integers', seed: 1, low: 0, high: 9 }, await drawn(1, 0, 10, [1, 64, 64, 1]));
  assert.ok(seeded.ok);
  const data = seeded.state.x.data.map((value, index) => (index < 1001 ? value + 1 : value));
  seeded = { ...seeded, state: { ...seeded.state, x: { ...seeded.state.x, data } } };
  assert.match(await written(seeded.state), /^v=1&x=/, 'more edits than are read');
});

const drawn = async (seed: number, low: number, high: number, shape: readonly number[]) =>
  Array.from((await generator.randint(seed, low, high, [shape]))[0].data);

test('a seed and shapes are NumPy’s draws, in turn', async () => {
  const course = await forward();
  const state = await readWell('seed=1,x.2.5.7.4,w.3.3.4.8,b.8&pad=1&stride=2');
  assert.deepEqual([state.x.data, state.w.data, state.b.data], [course.x.data, course.w.data, course.b.data]);
  assert.deepEqual([state.x.shape, state.w.shape, state.b.shape], [course.x.shape, course.w.shape, course.b.shape]);
  assert.equal(await written(state), 'v=1&seed=1,x.2.5.7.4,w.3.3.4.8,b.8&stride=2&pad=1');
  assert.equal(await written(setCell(state, 'w', 3, '-1')), 'v=1&seed=1,x.2.5.7.4,w.3.3.4.8,b.8&edit=w.3.-1&stride=2&pad=1');
  assert.deepEqual((await readWell('seed=1,x.2.5.7.4,w.3.3.4.8,b.1.1.1.8')).b.data, course.b.data);

  const integers = await readWell('seed=7.randint.-9.10,x.4.5,8.randn,w.3.3.1.2');
  assert.deepEqual(integers.x.data, await drawn(7, -9, 10, [4, 5]));
  assert.deepEqual(
    [integers.x.shape, integers.w.shape, integers.b.data],
    [
      [1, 4, 5, 1],
      [3, 3, 1, 2],
      [0, 0],
    ],
  );
  assert.equal(await written(integers), 'v=1&seed=7.randint.-9.10,x.4.5,8,w.3.3.1.2');

  // With the filter of the opening case, of a preset, and of a list.
  assert.deepEqual((await readWell('seed=1,x.4.4')).w.data, openingState.w.data);
  assert.deepEqual((await readWell('preset=blur&seed=1,x.4.4')).w.typed.get(0), '1/9');
  const mixed = await readWell('seed=1,x.4.4,w.2.2&x=[[1,2],[3,4]]');
  assert.deepEqual(mixed.x.data, [1, 2, 3, 4]);
  assert.deepEqual(mixed.w.data, (await readWell('seed=1,x.4.4,w.2.2')).w.data);
  for (const hash of [
    'seed=1,x.4.4',
    'preset=blur&seed=1,x.4.4&edit=w.0.5,x.3.1',
    'preset=course-conv-forward&seed=5,b.8&edit=x.3.1,b.0.2',
    'seed=1,x.4.4,w.2.2,b.1&x=[[1,2],[3,4]]',
    'seed=1,x.4.4,w.2.2,b.1&w=[[1,2],[3,4]]',
    'seed=1,x.4.4,w.2.2.1.3,b.3&b=0',
    'seed=1,x.4.4,w.2.2,2,x.3.3',
    'seed=1,x.3.3,2,x.4.4,w.2.2',
    'seed=1,x.3.3,x.4.4,w.2.2',
    'seed=1,x.4.4,w.2.2,2,w.3.3,x.5.5,3,b.1',
    'lesson=flip&seed=1,x.4.4&edit=w.0.5',
  ]) {
    await written(await readWell(hash));
  }
});

test('blocks filled from a seed are written as the seed', async () => {
  let state: State = resizedTo(64, 64, 3);
  for (const [name, seed] of [
    ['x', 1],
    ['w', 2],
    ['b', 3],
  ] as const) {
    const { shape } = state[name];
    const put =
      name === 'w'
        ? fillDrawn(state, name, { kind: 'integers', seed, low: -9, high: 9 }, await drawn(seed, -9, 10, shape))
        : fillDrawn(state, name, { kind: 'normals', seed }, Array.from((await randn(seed, [shape]))[0].data));
    assert.ok(put.ok);
    state = put.state;
  }
  assert.equal(await written(state), 'v=1&seed=1,x.64.64.3,2.randint.-9.10,w.3.3.3,3,b.1');
  assert.equal(await written(setCell(state, 'x', 5000, '1')), 'v=1&seed=1,x.64.64.3,2.randint.-9.10,w.3.3.3,3,b.1&edit=x.5000.1');
});

function resizedTo(height: number, width: number, channels: number): State {
  const resized = resize(openingState, { height, width, channels });
  assert.ok(resized.ok);
  return resized.state;
}

const OPENING = 'The page shows the opening case instead.';
const SEED = (text: string) =>
  `seed must be a whole number from 0 to 4294967295 and the blocks to draw from it, such as 1,x.4.4.3,w.3.3.3 or 1.randint.-9.10,x.4.4; “${text}” is not.`;
const EDIT = (text: string) => `edit must be entries of block, flat index and number, such as x.12.5,w.3.-1; “${text}” is not.`;
/** The sentence for each, whatever else the link holds. */
const malformed: [hash: string, ...problems: string[]][] = [
  ['seed=1', SEED('1'), OPENING],
  ['seed=', SEED(''), OPENING],
  ['seed=x.4.4', SEED('x.4.4'), OPENING],
  ['seed=-1,x.4.4', SEED('-1'), OPENING],
  ['seed=4294967296,x.4.4', SEED('4294967296'), OPENING],
  ['seed=1.5,x.4.4', SEED('1.5'), OPENING],
  ['seed=1,y.4.4', SEED('y.4.4'), OPENING],
  ['seed=1,x.4', SEED('x.4'), OPENING],
  ['seed=1,x.4.4.4.4.4', SEED('x.4.4.4.4.4'), OPENING],
  ['seed=1,x.4.-4', SEED('x.4.-4'), OPENING],
  ['seed=1,b.17', SEED('b.17'), OPENING],
  ['seed=1,b.0', SEED('b.0'), OPENING],
  ['seed=1,x.4.4,2', SEED('1,x.4.4,2'), OPENING],
  [`seed=${'1,x.1.1,'.repeat(7)}1,x.1.1`, SEED(`${'1,x.1.1,'.repeat(4)}1,x.1.1…`), OPENING],
  ['seed=1.uniform.0.1,x.4.4', SEED('1.uniform.0.1'), OPENING],
  [
    'seed=1.randint.3.3,x.4.4',
    'seed: “1.randint.3.3” leaves no number to draw; the second bound must be greater than the first.',
    OPENING,
  ],
  [`seed=1${',x.16.64.64.16'.repeat(5)}`, 'seed draws 5242880 numbers; the limit is 4194304.', OPENING],
  ['seed=1,x.4.65', "The input's width must be a whole number from 1 to 64, not 65.", OPENING],
  ['seed=1,w.12.3', "The filter's height must be a whole number from 1 to 11, not 12.", OPENING],
  ['seed=1,x.0.4', "The input's height must be a whole number from 1 to 64, not 0.", OPENING],
  ['seed=1,w.3.3.1.2,b.3', 'seed draws 3 biases, but w has 2 filters.'],
  ['seed=1,b.2', 'seed draws 2 biases, but w has 1 filter.'],
  ['seed=1,w.3.3.1.2,b.1', 'seed draws 1 bias, but w has 2 filters.'],
  ['seed=%ff', 'The percent-encoding of seed is broken: “%ff”.', OPENING],
  ['preset=flip&edit=x', EDIT('x')],
  ['preset=flip&edit=x.0', EDIT('x.0')],
  ['preset=flip&edit=x.-1.5', EDIT('x.-1.5')],
  ['preset=flip&edit=y.0.5', EDIT('y.0.5')],
  ['preset=flip&edit=x.1e1.5', EDIT('x.1e1.5')],
  ['preset=flip&edit=x.0.five', 'edit: “five” is not a number.'],
  ['preset=flip&edit=x.4.5', 'edit: “x.4.5” is outside x, which has 4 numbers; the first is x.0.'],
  ['preset=flip&edit=b.1.5', 'edit: “b.1.5” is outside b, which has 1 number; the first is b.0.'],
  ['preset=flip&edit=x.0.5,x.0.6', 'edit changes x.0 more than once: “x.0.6” is ignored.'],
  ['preset=flip&edit=x.0.5,w.9.1,x.1', 'edit: “w.9.1” is outside w, which has 4 numbers; the first is w.0.', EDIT('x.1')],
  ['edit=x.0.5', 'edit: “x.0.5” is ignored, because this link takes x from no preset, lesson or seed.'],
  ['x=[[1,2]]&w=[[1]]&edit=w.0.5', 'edit: “w.0.5” is ignored, because this link takes w from no preset, lesson or seed.'],
  ['preset=flip&x=[[1,2]]&edit=x.0.5', 'edit: “x.0.5” is ignored, because this link takes x from no preset, lesson or seed.'],
  ['seed=1,x.4.4&edit=w.0.5', 'edit: “w.0.5” is ignored, because this link takes w from no preset, lesson or seed.'],
  [`preset=flip&edit=${'x.0.1,'.repeat(1001)}`, 'edit has more than 1000 entries, so all of them are ignored.'],
  ['preset=flip&edit=%ff', 'The percent-encoding of edit is broken: “%ff”.', OPENING],
];

test('every malformed seed or edit has its sentence, in both languages', async () => {
  for (const [hash, ...expected] of malformed) {
    const { state, problems } = await readHash(hash, generator);
    assert.deepEqual(say(problems), expected, hash);
    if (expected.includes(OPENING)) assert.equal(state, openingState, hash);
    else assert.equal(state.preset, null, hash);
    const spanish = say(problems, 'es');
    expected.forEach((sentence, index) => {
      assert.notEqual(spanish[index], sentence);
      const [, value] = /“(.*)”/.exec(sentence) ?? [];
      if (value !== undefined) assert.ok(spanish[index].includes(`«${value}»`), spanish[index]);
    });
    await written(state);
  }
  const { problems, state } = await readHash('seed=1,x.4.4', noGenerator);
  assert.deepEqual(say(problems), ['The numbers of the seed “1,x.4.4” could not be drawn.', OPENING]);
  assert.equal(state, openingState);
  // The readable part is used.
  const edited = (await readHash('preset=flip&edit=x.0.5,x.9.1,w.3.-1', generator)).state;
  assert.deepEqual(
    [edited.x.data, edited.w.data],
    [
      [5, 2, 3, 4],
      [0, 1, 2, -1],
    ],
  );
});

test('an object has both keys as text or as lists', async () => {
  const object = async (value: unknown) => {
    const { state, problems } = await readObject(value, generator);
    assert.deepEqual(say(problems), []);
    return content(state);
  };
  assert.deepEqual(
    await object({ preset: 'flip', edit: ['x.0.5', 'w.3.-1'] }),
    content(await readWell('preset=flip&edit=x.0.5,w.3.-1')),
  );
  assert.deepEqual(await object({ seed: [1, 'x.4.4', 'w.2.2'] }), content(await readWell('seed=1,x.4.4,w.2.2')));
  const { problems } = await readObject({ preset: 'flip', edit: [['x', 0, 5]], seed: [{}, 'x.4.4'] }, generator);
  assert.deepEqual(say(problems), [SEED('object'), OPENING]);
  assert.deepEqual(say((await readObject({ preset: 'flip', edit: [['x', 0, 5]] }, generator)).problems), [EDIT('[x,0,5]')]);
});

test('random states, from presets and seeds, read back unchanged', async () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const { state: other, view } = randomState(seed);
    const preset = presets[seed % presets.length];
    let state: State = { ...(await loadPreset(preset.slug, randn)), stride: other.stride, pad: other.pad, dtype: other.dtype };
    other.x.data.forEach((_, index) => {
      const text = other.x.typed.get(index) ?? String(other.x.data[index]).replace('Infinity', 'inf').replace('NaN', 'nan');
      state = setCell(state, (['x', 'w', 'b'] as const)[index % 3], (index * 7) % 20, text);
    });
    await written(state, view);
  }
});
