// The state in the address: written with every edit, read back completely, and never trusted.
import { deflateRawSync } from 'node:zlib';
import {
  ask,
  cell,
  edit,
  expect,
  fact,
  facts,
  fields,
  focus,
  type GoldenConv,
  golden,
  grid,
  nested,
  open,
  poll,
  problems,
  setHash,
  setNumber,
  shown,
  type Tab,
  test,
  texts,
  words,
} from './page.ts';

const { problem } = words;
const opening = (golden('conv').cases as GoldenConv[])[0] as GoldenConv;
const hash = (tab: Tab) => tab.evaluate(() => location.hash);
const history = (tab: Tab) => tab.evaluate(() => window.history.length);
const block = ({ shape, data }: { shape: number[]; data: (number | string)[] }) =>
  nested({ shape: shape.filter((size) => size !== 1), data });

test.describe('in a history of its own', () => {
  // A page's history is full after fifty pages; its length then no longer changes.
  test.use({ ownPage: true });

  test('edits are written to the address, in characters that a forum keeps, and not to the history', async ({ tab }) => {
    await open(tab);
    const before = await history(tab);
    expect(await hash(tab), 'the opening case needs none').toBe('');
    const x = block(opening.input).replace('3', '1/3');
    const w = block(opening.filter);
    // The action, and the address after it.
    const edits: [() => Promise<void>, string][] = [
      [() => edit(tab, 'x', 0, '1/3'), `#v=1&x=${x}&w=${w}`],
      [() => tab.click(cell('output', 6)), `#v=1&x=${x}&w=${w}&step=1,2`],
      [() => edit(tab, 'b', 0, '-0.5'), `#v=1&x=${x}&w=${w}&b=-0.5&step=1,2`],
      [() => tab.select('conv-dot >> #padding', 'same'), `#v=1&x=${x}&w=${w}&b=-0.5&pad=same&step=1,2`],
      // Invalid text is not written; the last valid number is.
      [() => edit(tab, 'b', 0, 'x'), `#v=1&x=${x}&w=${w}&b=-0.5&pad=same&step=1,2`],
    ];
    for (const [act, expected] of edits) {
      await act();
      await poll(async () => decodeURIComponent(await hash(tab))).toBe(expected);
      expect(await hash(tab)).toMatch(/^#[\w&=,\-./%]*\w$/);
    }
    expect(await history(tab)).toBe(before);

    const { state, result } = await ask(tab);
    await tab.reload();
    await poll(() => tab.count(`${grid('output')} >> .number`)).toBe(36);
    expect(await ask(tab)).toMatchObject({ state, result });
    expect((await shown(tab, 'x'))[0]).toBe('1/3');

    await tab.click('.brand');
    await poll(() => hash(tab)).toBe('');
    expect((await ask(tab)).result.multiplySum).toEqual(opening.output.data);
  });
});

const pack = (text: string) => deflateRawSync(text, { level: 9 }).toString('base64url');
const markup = '<img src=x onerror=window.marked=1>';
const rows = (count: number) => `[${Array(count).fill('[1,2]')}]`;
/** A hash, the sentences about it, and whether the opening case replaces all of it. */
const malformed: [hash: string, sentences: string[], whole: boolean][] = [
  ['x=[[1,2],[3]]&w=[[1]]', [problem.ragged('x', '[3]', 2)], true],
  ['x=[[1,2],[3,4]&w=[[1]]', [problem.notAList('x', '[[1,2],[3,4]')], true],
  ['x=[[1,two]]', [problem.notANumber('x', 'two')], true],
  ['x=[]', [problem.empty('x', '[]')], true],
  ['w=[[[[[1]]]]]', [problem.depth('w', '[[[[[1]]]]]')], true],
  [`x=${rows(65)}`, [problem.size(problem.sizes.height, 65, 64)], true],
  [`w=[[${Array(12).fill(1)}]]`, [problem.size(problem.sizes.filterWidth, 12, 11)], true],
  [`x=${markup}`, [problem.notAList('x', markup)], true],
  ['x=%E0%A4', [problem.encoding('x', '%E0%A4')], true],
  ['preset=none', [problem.noPreset('none')], true],
  ['v=2&x=[[1]]', [problem.version('2')], true],
  ['z=a*b', [problem.packed('a*b')], true],
  ['z=abcd', [problem.packed('abcd')], true],
  [`z=${pack(`x=${' '.repeat(2 ** 21)}`)}`, [problem.tooLong(2 ** 20)], true],
  [`${markup}=1`, [problem.unknownKey('<img src')], false],
  ['stride=0', [problem.pair('stride', '0')], false],
  ['pad=17', [problem.pad('17', 16)], false],
  ['b=[1,2]', [problem.bias('[1,2]', 1)], false],
  ['flip=yes&dtype=int8', [problem.choice('flip', 'yes', '0, 1'), problem.choice('dtype', 'int8', 'float64, float32')], false],
  ['order=hwc', [problem.order('hwc')], false],
  ['step=-1,0', [problem.step('-1,0')], false],
  ['groups=1&groups=2', [problem.duplicate('groups', '2')], false],
  [
    'theme=pink&hide=everything',
    [problem.noPart('hide', 'everything'), problem.choice('theme', 'pink', 'auto, light, dark')],
    false,
  ],
];

test('a malformed link is explained, in text, and defaults replace it', async ({ tab }) => {
  // The first opens the page, the others are followed as links on it.
  await open(tab, malformed[0]?.[0]);
  for (const [given, sentences, whole] of malformed) {
    await setHash(tab, given);
    await poll(() => texts(tab, `${problems} >> li`), given).toEqual([...sentences, ...(whole ? [problem.opening] : [])]);
    expect((await ask(tab)).result.multiplySum, given).toEqual(opening.output.data);
    expect(await tab.count(`${grid('output')} >> .number`), given).toBe(16);
  }
  expect(await tab.count('conv-dot >> img')).toBe(0);
  expect(await tab.evaluate(() => 'marked' in window)).toBe(false);
  await setHash(tab, 'preset=blocks-2d');
  await poll(() => shown(tab, 'output')).toEqual(['70']);
  expect(await tab.count(problems)).toBe(0);

  // The sizes are within the page's limits, but do not match.
  await setHash(tab, 'x=[[1,2],[3,4]]&w=[[1,2,3]]');
  await poll(async () => (await ask(tab)).type).toBe('convdot:error');
  expect(await texts(tab, 'conv-dot >> convdot-controls >> .problem')).toEqual([
    words.refused((await ask(tab)).message as string),
  ]);
  await setNumber(tab, fields.filter[1], '2');
  await poll(() => shown(tab, 'output')).toEqual(['5', '11']);
});

/** Presses the button, and pastes elsewhere until the expected link arrives. */
const copy = async (tab: Tab, expected: RegExp): Promise<string> => {
  await tab.evaluate(() => {
    if (!document.querySelector('#paste')) document.body.append(Object.assign(document.createElement('input'), { id: 'paste' }));
  });
  await tab.click('header button:not([lang], [aria-haspopup], [popovertarget])');
  await poll(() => texts(tab, 'header [role=status]')).toEqual([words.copied]);
  const pasted = async () => {
    await focus(tab, '#paste');
    await tab.keys('Control+v');
    return (await fact(tab, '#paste')).value;
  };
  await poll(pasted).toMatch(expected);
  return pasted();
};

test.describe('in every engine', { tag: '@engines' }, () => {
  test('a link restores all of a state', async ({ tab }) => {
    const state = {
      x: Array.from({ length: 2 }, (_, m) =>
        Array.from({ length: 6 }, (_, h) => Array.from({ length: 7 }, (_, w) => [m + h - w, h * w, '1/7', m ? 'inf' : '-0'])),
      ),
      w: Array.from({ length: 2 }, (_, h) => Array.from({ length: 2 }, (_, w) => [0, 1].map((c) => [h, w, c, 1e-3]))),
      b: [0, 1, -2.5, '2/3'],
      stride: [2, 1],
      dilation: [1, 2],
      pad: [0, 1, 2, 3],
      groups: 2,
      flip: 1,
      dtype: 'float32',
      order: 'chw,fortran',
      step: [1, 2, 3, 2],
      lang: 'en',
      theme: 'dark',
    };
    const text = (value: unknown): string => (Array.isArray(value) ? `[${value.map(text)}]` : String(value));
    const given = Object.entries(state).map(([key, value]) =>
      ['x', 'w', 'b'].includes(key) ? `${key}=${text(value)}` : `${key}=${String(value)}`,
    );
    expect((await open(tab, given.join('&'))).state).toMatchObject(state);
    expect(await tab.count(problems)).toBe(0);
    expect(await tab.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
    expect(
      (await facts(tab, 'conv-dot >> [role=radio][aria-checked=true]')).map(({ attributes }) => attributes['aria-label']),
    ).toEqual([`${words.image} 1`, `${words.channel} 0`, `${words.filter} 2`]);

    // A link as a forum may change it: encoded brackets, blanks, a full stop at the end; and a browser's own changes.
    await setHash(tab, `${encodeURIComponent('x=[[1, 2], [3, 4]]').replace('%3D', '=')}&w=%5B%5B1%5D%5D.`);
    await poll(async () => (await ask(tab)).result.multiplySum).toEqual([1, 2, 3, 4]);
    expect(await tab.count(problems)).toBe(0);
    await setHash(tab, 'hide=header,step&preset=blocks-2d');
    await poll(() => shown(tab, 'output')).toEqual(['70']);
    await poll(async () => [await tab.count('header'), await tab.count('conv-dot >> .step')]).toEqual([0, 0]);
    // A link to a place on the page is not a state.
    await setHash(tab, 'volumes');
    await poll(async () => (await ask(tab)).result.multiplySum).toEqual(opening.output.data);
    expect(await tab.count(problems)).toBe(0);
  });

  test('on a wide page an explanation is between the answer and the numbers, not below the matrix', async ({ tab }) => {
    await open(tab, 'preset=nothing');
    await tab.setViewport(1920, 1080);
    await poll(() => tab.count(problems)).toBe(1);
    const places = () =>
      tab.evaluate(() => {
        const root = document.querySelector('conv-dot')?.shadowRoot as ShadowRoot;
        const edges = (selector: string) => (root.querySelector(selector) as Element).getBoundingClientRect();
        const [answer, told, numbers, matrix] = [
          edges('convdot-answer'),
          edges('.problems'),
          edges('.volumes'),
          edges('.all-steps'),
        ];
        return { beside: matrix.left > told.right, gaps: [told.top - answer.bottom, numbers.top - told.bottom] };
      });
    await poll(async () => (await places()).beside).toBe(true);
    for (const gap of (await places()).gaps) {
      expect(gap).toBeGreaterThanOrEqual(0);
      expect(gap).toBeLessThan(40);
    }
  });

  test('followed links and the back button show their states', async ({ tab }) => {
    await open(tab);
    for (const [given, output] of [
      ['preset=blocks-2d', '70'],
      ['preset=bias-once', '28'],
    ] as const) {
      await setHash(tab, given);
      await poll(() => shown(tab, 'output')).toEqual([output]);
    }
    await edit(tab, 'b', 0, '2');
    await poll(() => shown(tab, 'output')).toEqual(['29']);
    await tab.evaluate(() => window.history.back());
    await poll(() => shown(tab, 'output')).toEqual(['70']);
    await tab.evaluate(() => window.history.forward());
    await poll(() => shown(tab, 'output')).toEqual(['29']);
  });

  test('“Copy link” copies the state: as an edited preset, or packed where it is long', { tag: '@chromium' }, async ({ tab }) => {
    await open(tab);
    await edit(tab, 'x', 0, '-8');
    await poll(() => hash(tab)).not.toBe('');
    const short = await copy(tab, /#v=1&x=[^z]*$/);
    expect(short).toBe(await tab.evaluate(() => location.href));

    await setHash(tab, 'preset=course-conv-forward');
    await poll(async () => (await ask(tab)).result.shape).toEqual([2, 3, 4, 8]);
    await edit(tab, 'x', 0, '1/3');
    const { state, result } = await ask(tab);
    const named = await copy(tab, /#v=1&preset=course-conv-forward&edit=x\.0\.1\/3$/);
    await open(tab, new URL(named).hash.slice(1));
    await poll(async () => (await ask(tab)).result).toEqual(result);
    expect((await ask(tab)).state).toEqual(state);
    expect((await shown(tab, 'x'))[0]).toBe('1/3');

    const x = Array.from({ length: 40 }, (_, row) => `[${Array.from({ length: 40 }, (_, column) => (row * column) % 7)}]`);
    await setHash(tab, `x=[${x}]&w=[[1]]`);
    await poll(async () => (await ask(tab)).result.shape).toEqual([1, 40, 40, 1]);
    const large = await ask(tab);
    const long = await copy(tab, /#v=1&z=[\w-]*\w$/);
    await open(tab, new URL(long).hash.slice(1));
    await poll(async () => (await ask(tab)).result).toEqual(large.result);

    // Packed by another program.
    await setHash(tab, `z=${pack('x=[[1,2],[3,4]]&w=[[5,6],[7,8]]&b=1')}`);
    await poll(() => shown(tab, 'output')).toEqual(['71']);
  });

  test('without a clipboard the link is shown for copying by hand', async ({ tab }) => {
    await open(tab, 'preset=flip');
    await tab.evaluate(() => {
      Object.defineProperty(navigator, 'clipboard', { value: undefined });
    });
    await tab.click('header button:not([lang], [aria-haspopup], [popovertarget])');
    await poll(() => facts(tab, '.link input')).toMatchObject([{ value: await tab.evaluate(() => location.href) }]);
    const selection = await tab.evaluate(() => {
      const { selectionStart, selectionEnd } = document.activeElement as HTMLInputElement;
      return [selectionStart, selectionEnd, location.href.length];
    });
    expect(selection).toEqual([0, selection[2], selection[2]]);
  });
});
