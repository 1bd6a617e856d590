// Typing numbers: while the text of a cell or field is not a number, the previous number holds.
import {
  ask,
  asShown,
  cell,
  cellProblem,
  expect,
  field,
  fields,
  focus,
  open,
  poll,
  setNumber,
  shown,
  type Tab,
  test,
  texts,
  typeInCell,
  words,
} from './page.ts';

const hash = (tab: Tab) => tab.evaluate(() => location.hash);

test('a decimal comma leaves the number that was there, in the results and in the address', async ({ tab }) => {
  const { result } = await open(tab);
  await typeInCell(tab, 'x', 0, '1');
  await poll(async () => (await shown(tab, 'output'))[0]).toBe('−7');
  await poll(() => hash(tab)).toContain('x=');
  await tab.type(',5');
  await poll(() => texts(tab, cellProblem)).toEqual([words.notANumber(['1,5'])]);
  await poll(() => shown(tab, 'output')).toEqual(asShown(result.multiplySum));
  const { state } = await ask(tab);
  expect((state.x as number[][])[0]?.[0]).toBe(3);
  await poll(() => hash(tab)).toBe('');
  expect((await texts(tab, cellProblem))[0]).toContain('Write 1.5.');

  await tab.keys('Enter');
  await focus(tab, cell('x', 0));
  await tab.keys('Enter');
  await tab.type('1.5');
  await poll(async () => (await shown(tab, 'output'))[0]).toBe('−6.5');
});

test('no part of a typed sum is computed', async ({ tab }) => {
  const { result } = await open(tab);
  await typeInCell(tab, 'w', 4, '2+3');
  await poll(() => texts(tab, cellProblem)).toEqual([words.notANumber(['2+3'])]);
  await poll(() => shown(tab, 'output')).toEqual(asShown(result.multiplySum));
  expect((await ask(tab)).state.w).toEqual([
    [1, 0, -1],
    [1, 0, -1],
    [1, 0, -1],
  ]);
});

test('fields for stride, padding and sizes keep the number from before the edit, too', async ({ tab }) => {
  await open(tab, 'stride=2&pad=3');
  const padding = field(words.padding);
  for (const [at, text, key, before] of [
    [fields.stride, '1,5', 'stride', [2, 2]],
    [padding, '2x', 'pad', 3],
  ] as const) {
    await setNumber(tab, at, text);
    await poll(async () => (await ask(tab)).state[key]).toEqual(before);
  }
  const [height] = fields.input;
  await setNumber(tab, height, '4.5');
  await poll(async () => ((await ask(tab)).state.x as number[][]).length).toBe(6);
  await setNumber(tab, height, '4');
  await poll(async () => ((await ask(tab)).state.x as number[][]).length).toBe(4);
});
