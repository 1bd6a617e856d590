import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setOptions } from '../../../web/src/model/edits.ts';
import { findPreset, loadPreset, openingState, presetSettings, presets } from '../../../web/src/model/presets.ts';
import { settingKeys } from '../../../web/src/model/schema.ts';
import { languages } from '../languages.ts';
import { convolve, noRandn, product, randn } from './support.ts';

async function output(slug: string): Promise<number[]> {
  return convolve(await loadPreset(slug, randn)).data;
}

function mean(data: readonly number[]): number {
  return data.reduce((sum, value) => sum + value, 0) / data.length;
}

test('every preset loads, has its words, and only keys of the schema', async () => {
  assert.equal(new Set(presets.map(({ slug }) => slug)).size, presets.length);
  for (const preset of presets) {
    const state = await loadPreset(preset.slug, preset.seeded ? randn : noRandn);
    assert.equal(state.preset, preset.slug);
    for (const key of ['x', 'w', 'b'] as const) assert.equal(state[key].data.length, product(state[key].shape), preset.slug);
    assert.equal(state.b.shape[0], state.w.shape[3]);
    assert.equal(state.x.shape[3], state.w.shape[2] * state.groups);
    for (const key of Object.keys(preset.keys)) assert.ok(['x', 'w', 'b', ...settingKeys].includes(key), key);
    for (const words of Object.values(languages)) {
      const { title, description } = words.preset[preset.slug];
      assert.ok(title.length > 0 && /^[^.]+(\.\d+[^.]*|\.dot[^.]*)*\.$/.test(description), description);
      assert.ok(words.presetGroup[preset.group].length > 0);
    }
  }
  const slugs = presets.map(({ slug }) => slug).sort();
  assert.deepEqual(Object.keys(languages.en.preset).sort(), slugs, 'no words without a preset');
  assert.equal(findPreset('__proto__'), null);
  await assert.rejects(loadPreset('none', randn), RangeError);
});

test('lessons 1 to 12 begin with a preset each', () => {
  const lessons = presets.flatMap(({ lesson }) => (lesson === undefined ? [] : [lesson]));
  assert.deepEqual(
    lessons.sort((one, other) => one - other),
    Array.from({ length: 12 }, (_, index) => index + 1),
  );
});

test('the opening case is the published one', async () => {
  assert.deepEqual(convolve(openingState), {
    shape: [1, 4, 4, 1],
    data: [-5, -4, 0, 8, -10, -2, 2, 3, 0, -2, -4, -7, -3, -2, -3, -16],
  });
  assert.equal(openingState.preset, 'vertical-edge');
  assert.deepEqual(await loadPreset('vertical-edge', noRandn), openingState);
});

test('each preset gives the numbers that its words and the lessons name', async () => {
  assert.deepEqual(await output('blocks-2d'), [70]);
  assert.deepEqual(await output('blocks-3d'), [27]);
  assert.deepEqual(await output('bias-once'), [28]);
  assert.deepEqual(await output('one-by-one'), [9]);
  assert.deepEqual(await output('flip'), [10]);
  assert.deepEqual(convolve({ ...(await loadPreset('flip', randn)), flip: false }).data, [20]);
  assert.deepEqual(await output('stride-2'), [91, 100, 88, 69, 91, 117, 44, 72, 74]);
  assert.deepEqual(await output('same-shape-other-values'), [8]);
  assert.deepEqual(convolve(setOptions(await loadPreset('same-shape-other-values', randn), { pad: 1 })).data, [24]);
  assert.deepEqual(convolve(await loadPreset('same-padding', randn)).shape, [1, 6, 6, 1]);
  assert.deepEqual(await output('slice-2d'), [1944]);
  assert.deepEqual(await output('order'), [140]);

  const unread = await loadPreset('unread', randn);
  const { shape } = convolve(unread);
  const last = (shape[1] - 1) * unread.stride[0] + unread.w.shape[0] - 1;
  assert.equal(last, unread.x.shape[1] - 2, 'one row lies under no window');

  assert.deepEqual((await output('sobel-x')).slice(0, 10), [9, 0, 0, -9, -9, 27, 0, 0, -27, -27]);
  assert.deepEqual((await output('sobel-y')).slice(0, 5), [27, 36, 36, 27, 9]);
  assert.equal((await output('laplacian'))[11], 0, 'inside the square');
  assert.equal((await output('laplacian'))[4], 0, 'on the ground');
  assert.equal((await output('sharpen'))[23], 9, 'inside the square');
  assert.ok(Math.abs((await output('blur'))[23] - 9) < 1e-12);
  assert.equal((await loadPreset('blur', randn)).w.typed.get(0), '1/9');
});

test('order and rounding: by the orders that they name', async () => {
  const order = await loadPreset('order', randn);
  assert.deepEqual(order.order, { window: 'chw', filter: 'hwc' });
  const channelFirst = [0, 2, 4, 6, 1, 3, 5, 7];
  assert.equal(
    channelFirst.reduce((sum, value, index) => sum + value * order.w.data[index], 0),
    126,
  );

  const { x, w, order: unrolled, dtype } = await loadPreset('rounding', randn);
  assert.deepEqual([x.shape, w.data, dtype], [[1, 2, 2, 1], [1, 1, 1, 1], 'float32']);
  assert.deepEqual(unrolled, { window: 'fortran', filter: 'fortran' });
  const add = (values: readonly number[]) => values.reduce((sum, value) => Math.fround(sum + value), 0);
  assert.equal(add(x.data), 0, 'row by row, as np.sum adds fewer than eight');
  assert.equal(add([0, 2, 1, 3].map((index) => x.data[index])), 2, 'column by column');
});

test("the course's cases draw A, W and b in this order, and give its published numbers", async () => {
  const drawn: unknown[] = [];
  const noting = (seed: number, shapes: readonly (readonly number[])[]) => {
    drawn.push([seed, shapes]);
    return randn(seed, shapes);
  };
  const single = await loadPreset('course-single-step', noting);
  assert.deepEqual(drawn, [
    [
      1,
      [
        [4, 4, 3],
        [4, 4, 3],
        [1, 1, 1],
      ],
    ],
  ]);
  assert.equal(single.x.data[0], 1.6243453636632417);
  assert.ok(Math.abs(convolve(single).data[0] - -6.999089450680221) < 1e-12);

  const forward = await loadPreset('course-conv-forward', randn);
  assert.deepEqual([forward.x.shape, forward.w.shape, forward.pad, forward.stride], [[2, 5, 7, 4], [3, 3, 4, 8], 1, [2, 2]]);
  assert.ok(Math.abs(mean(convolve(forward).data) - 0.5511276474566768) < 1e-12);

  const older = convolve(await loadPreset('course-conv-forward-2018', randn));
  assert.deepEqual(older.shape, [10, 4, 4, 8]);
  assert.ok(Math.abs(mean(older.data) - 0.0489952035289) < 1e-12);
  const at = ((3 * 4 + 2) * 4 + 1) * 8;
  assert.ok(Math.abs(older.data[at] - -0.61490741) < 1e-8);
});

test('settings are read without an engine', () => {
  const preset = findPreset('course-conv-forward');
  assert.ok(preset !== null);
  assert.deepEqual([presetSettings(preset).pad, presetSettings(preset).stride], [1, [2, 2]]);
});
