// The first screen: the demonstration in three acts, its play, np.dot's numbers as one control, other orders, and what to try.
import { blocks as blockWords } from '../../web/src/words/blocks.en.ts';
import { cell, edit, expect, fact, facts, focus, focused, open, poll, shown, type Tab, test, texts, words } from './page.ts';

const { blocks } = blockWords;
const hash = (tab: Tab) => tab.evaluate(() => location.hash);
const demo = 'conv-dot >> convdot-demonstration';
const act = (number: 1 | 2 | 3) => `${demo} >> #act-${number}`;
const watch = `${demo} >> .watch`;
const raw = `${demo} >> .raw`;
const said = `${demo} >> .act-words`;
const tries = (number: number) => `conv-dot >> .tries li:nth-child(${number}) button`;
const place = (at: string) => `${demo} >> [data-at="${at}"]`;

/** The results in the tabs, with the signs between them. */
const results = async (tab: Tab) => {
  const proofs = await texts(tab, `${demo} >> .acts .proof`);
  const signs = await texts(tab, `${demo} >> .acts .glyph`);
  return `${proofs[0]} ${signs[0]} ${proofs[1]} ${signs[1]} ${proofs[2]}`;
};
const chosen = async (tab: Tab) =>
  (await facts(tab, `${demo} >> [role=tab]`)).findIndex(({ attributes }) => attributes['aria-selected'] === 'true') + 1;
/** Animations of cells, which run for longer than a change of colour. */
const travels = (tab: Tab) =>
  tab.evaluate(() => {
    const root = document.querySelector('conv-dot')?.shadowRoot;
    const all = root?.getAnimations() ?? [];
    return all
      .filter(({ effect }) => (effect as KeyframeEffect | null)?.target?.matches('.place'))
      .map(({ effect }) => Number(effect?.getComputedTiming().endTime));
  });
const landed = (tab: Tab) => poll(() => travels(tab), 'cells on their way').toEqual([]);
const boxes = async (tab: Tab, ...at: string[]) =>
  (await Promise.all(at.map((each) => fact(tab, place(each))))).map(({ box }) => box);

test('a bias and rounding appear in the sums; the words follow', async ({ tab }) => {
  await open(tab, 'preset=bias-once');
  expect(await results(tab)).toBe(`28 = 28 ≠ ${words.rawCount(81)}`);
  expect(await texts(tab, `${said} >> .code`)).toEqual(['np.sum(a * W) + b']);
  expect((await texts(tab, `${said} >> p`))[1]).toBe(words.eachMeets(27, '27', '28'));
  await open(tab, 'preset=rounding');
  expect(await results(tab)).toMatch(/^\S+ ≈ \S+ ≠/);
  await tab.click(act(2));
  expect(await texts(tab, said)).toEqual([expect.stringContaining(words.addedOtherwise)]);
});

test('np.dot is refused in NumPy’s words, and says why', async ({ tab }) => {
  await open(tab, 'x=[[[1,2],[3,4],[5,6]]]&w=[[[1,1],[1,1],[1,1]]]');
  expect((await texts(tab, `${demo} >> .acts .proof`))[2]).toBe(words.numpyError);
  await tab.click(act(3));
  expect(await texts(tab, `${said} >> .error`)).toEqual([
    'ValueError: shapes (1,3,2) and (1,3,2) not aligned: 2 (dim 2) != 3 (dim 1)',
  ]);
  expect(await tab.count(raw)).toBe(0);
});

test('large blocks are strips of colour, and pointing names the pair', async ({ tab }) => {
  await open(tab, 'seed=3,x.5.5.3,w.5.5.3.1');
  expect(await tab.count(`${demo} >> canvas`)).toBe(1);
  expect(await tab.count(`${demo} >> .place`)).toBe(0);
  const painted = () =>
    tab.evaluate(() => {
      const canvas = document.querySelector('conv-dot')?.shadowRoot?.querySelector<HTMLCanvasElement>('.stage canvas');
      const data = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      let inked = 0;
      for (let i = 3; i < data.length; i += 4) if (data[i]) inked += 1;
      return inked;
    });
  expect(await painted(), 'three blocks of 75 cells of 12 pixels, less their seams').toBe(3 * 75 * 11 * 11);
  await tab.click(act(2));
  await tab.mouse(`${demo} >> canvas`, [0, -100], ['move', [1, 0]]);
  await poll(async () => (await texts(tab, `${said} >> .pair-hint`))[0]).toMatch(/ × .* = /);
});

test('it plays the three acts when asked, pauses, goes on and ends; then the first thing is done', async ({ tab }) => {
  await open(tab, 'preset=blocks-2d');
  expect(await texts(tab, watch)).toEqual([words.watch]);
  await tab.click(tries(1));
  await poll(() => texts(tab, watch)).toEqual([words.pauseWatching]);
  await poll(() => tab.count(`${demo} >> .cell.playing`)).toBeGreaterThan(0);
  await poll(() => chosen(tab)).toBe(2);
  await tab.click(watch);
  await poll(() => texts(tab, watch)).toEqual([words.goOn]);
  const before = await boxes(tab, 'window0', 'window3');
  await tab.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  expect(await boxes(tab, 'window0', 'window3'), 'nothing moves while it is paused').toEqual(before);
  expect(await texts(tab, `conv-dot >> .tries .done`)).toEqual([]);
  await tab.click(watch);
  await poll(() => chosen(tab)).toBe(3);
  expect(await texts(tab, `conv-dot >> .tries .done`)).toHaveLength(1);
  await poll(() => texts(tab, watch)).toEqual([words.watchAgain]);
  // Another press begins again; choosing a tab ends it.
  await tab.click(watch);
  await poll(() => chosen(tab)).toBe(1);
  await tab.click(act(3));
  await poll(() => texts(tab, watch)).toEqual([words.watchAgain]);
  expect(await tab.count(`${demo} >> .cell.later`)).toBe(0);
});

test('the bar at the bottom comes up when the demonstration has left the screen', async ({ tab }) => {
  await open(tab);
  const bar = () => fact(tab, 'conv-dot >> .dock');
  await poll(async () => (await bar()).classes).toContain('away');
  expect((await fact(tab, 'conv-dot >> convdot-timeline')).attributes.inert).toBe('');
  await tab.evaluate(() => document.querySelector('conv-dot')?.shadowRoot?.querySelector('.step')?.scrollIntoView());
  await poll(async () => (await bar()).classes).not.toContain('away');
  await poll(async () => {
    const { box } = await bar();
    return Math.round(box.top + box.height);
  }).toBe(800);
  await tab.setViewport(1280, 440);
  expect(
    await tab.evaluate(
      () => getComputedStyle(document.querySelector('conv-dot')?.shadowRoot?.querySelector('.dock') as Element).position,
    ),
  ).toBe('relative');
});

test('own blocks are pasted in one dialog; a problem names the block, and nothing is lost', async ({ tab }) => {
  const dialog = 'conv-dot >> .paste-blocks';
  const box = (number: 1 | 2) => `${dialog} >> label:nth-child(${number}) textarea`;
  const use = `${dialog} >> .primary`;
  await open(tab);
  await tab.click(tries(3));
  await poll(async () => (await facts(tab, `${dialog} >> textarea`)).map(({ value }) => value)).toEqual([
    '3 0 1\n1 5 8\n2 7 2',
    '1 0 -1\n1 0 -1\n1 0 -1',
  ]);
  await tab.fill(box(1), '[[1 2]\n [3 4]]');
  await tab.click(use);
  await poll(() => texts(tab, `${dialog} >> .paste-problem`)).toEqual([blocks.unlikeShapes('(2, 2)', '(3, 3)')]);
  await tab.fill(box(2), '5, six\n7, 8');
  await tab.click(use);
  await poll(() => texts(tab, `${dialog} >> .paste-problem`)).toEqual([expect.stringMatching(/^filter: .*six/)]);
  expect(await results(tab)).toMatch(/^−5 = −5/);
  expect(await tab.axe()).toEqual([]);
  await tab.fill(box(2), '5, 6\n7, 8');
  await tab.click(use);
  await poll(() => results(tab)).toMatch(/^70 = 70 ≠/);
  expect(await texts(tab, `conv-dot >> .tries .done`)).toHaveLength(1);
  await poll(async () => decodeURIComponent(await hash(tab))).toBe('#v=1&x=[[1,2],[3,4]]&w=[[5,6],[7,8]]');
  // Also beside the examples, and with channels.
  await tab.click('conv-dot >> .button.own');
  await tab.fill(box(1), '[[[1, 2]]]');
  await tab.fill(box(2), '[[[3, 4]]]');
  await tab.keys('Control+Enter');
  await poll(() => results(tab)).toMatch(/^11 = 11 ≠/);
});

test('on a phone, in both languages, no sentence covers another', async ({ tab }) => {
  for (const width of [360, 320])
    for (const state of ['lang=en', 'lang=es', 'lang=es&preset=blocks-3d-integers']) {
      await tab.setViewport(width, 800);
      await open(tab, state);
      for (const number of [1, 2, 3] as const) {
        await tab.click(act(number));
        await landed(tab);
        const [total, explained] = [(await fact(tab, `${demo} >> .total`)).box, (await fact(tab, said)).box];
        expect(total.top + total.height, `${state} at ${width} px, act ${number}`).toBeLessThanOrEqual(explained.top);
      }
    }
});

test('axe finds nothing in any act', async ({ tab }) => {
  for (const preset of ['vertical-edge', 'blocks-3d-integers']) {
    await open(tab, `preset=${preset}`);
    for (const number of [1, 2, 3] as const) {
      await tab.click(act(number));
      await landed(tab);
      expect(await tab.axe(), `${preset}, act ${number}`).toEqual([]);
    }
  }
});

test.describe('in every engine', { tag: '@engines' }, () => {
  test('opens on the first act, moves nothing unasked, and follows every edit and every chosen output', async ({ tab }) => {
    await open(tab);
    expect(await results(tab)).toBe('−5 = −5 ≠ 40−4140−14110−11');
    expect(await chosen(tab)).toBe(1);
    expect(await travels(tab)).toEqual([]);
    expect(await texts(tab, `${demo} >> .written`)).toEqual(['3 + 0 − 1 + 1 + 0 − 8 + 2 + 0 − 2 =']);
    await edit(tab, 'x', 0, '4');
    await poll(() => results(tab)).toMatch(/^−4 = −4 ≠/);
    expect(await texts(tab, `${demo} >> .total .value`)).toEqual(['−4']);
    await tab.click(cell('output', 15));
    await poll(() => results(tab)).toMatch(/^−16 = −16 ≠/);
    expect(await texts(tab, `${demo} >> .foot`)).toEqual([expect.stringContaining(words.ofExample('(3, 3)'))]);
  });

  test('a tab unrolls the blocks: the same cells travel, for more than 200 ms, into two aligned rows', async ({ tab }) => {
    await open(tab);
    const { height } = (await fact(tab, `${demo} >> .stage`)).box;
    await focus(tab, act(1));
    await tab.keys('ArrowRight');
    expect(await chosen(tab)).toBe(2);
    expect(await focused(tab)).toBe(`button −5${words.acts.unroll} ${words.identical}`);
    const times = await travels(tab);
    expect(times.length).toBeGreaterThan(18);
    expect(Math.min(...times)).toBeGreaterThan(200);
    await landed(tab);
    for (const k of [0, 4, 8]) {
      const [a, w, p] = await boxes(tab, `window${k}`, `filter${k}`, `product${k}`);
      expect([w?.left, p?.left]).toEqual([a?.left, a?.left]);
    }
    expect(Math.abs((await fact(tab, `${demo} >> .stage`)).box.height - height), 'nothing below it moves').toBeLessThan(1);
    await tab.keys('End');
    await landed(tab);
    expect(await texts(tab, `${demo} >> .total`)).toEqual([
      `${words.pairsInAll(9, 3, 3)}${words.numbersAddUp(9, '0', '−5', false)}`,
    ]);
  });

  test('one of np.dot’s numbers is always chosen: by keys, by pointer', async ({ tab }) => {
    await open(tab);
    await tab.click(act(3));
    await landed(tab);
    expect((await fact(tab, raw)).attributes['aria-valuetext']).toBe(words.rawNumberSpoken('(1, 0)', '14'));
    expect(await texts(tab, `${said} >> .meets`)).toEqual(['1 + 5 + 8 = 14']);
    await focus(tab, raw);
    await tab.keys('ArrowDown', 'ArrowRight', 'ArrowRight');
    await poll(async () => (await fact(tab, raw)).attributes['aria-valuetext']).toBe(words.rawNumberSpoken('(2, 2)', '−11'));
    await tab.mouse(raw, [-32, -32], 'press', 'release');
    await poll(async () => (await fact(tab, raw)).attributes['aria-valuetext']).toBe(words.rawNumberSpoken('(0, 0)', '4'));
    expect(await texts(tab, said)).toEqual([expect.stringContaining(words.inSamePlace(1, 3))]);
    // 81 numbers have a grid without numbers.
    await tab.click(`${demo} >> .foot .link-button`);
    await poll(() => results(tab)).toBe(`18 = 18 ≠ ${words.rawCount(81)}`);
    await focus(tab, raw);
    await tab.keys('Home', 'ArrowDown');
    await poll(async () => (await fact(tab, raw)).attributes['aria-valuetext']).toMatch(/^\(0, 1, 0, 0\): /);
  });

  test('its cells are the numbers of all other views: pointing at one lights them, and the words name the pair', async ({
    tab,
  }) => {
    await open(tab);
    const lit = (selector: string) => fact(tab, selector).then(({ attributes }) => attributes['data-lit']);
    await tab.hover(`${place('window5')} >> .cell`);
    await poll(() => lit(cell('x', 8))).toBe('same');
    expect([await lit(cell('w', 5)), await lit(`${place('product5')} >> .cell`)]).toEqual(['same', 'same']);
    expect(await texts(tab, `${said} >> .pair-hint`)).toEqual([
      words.pairSamePlace('8 × (−1) = −8', words.cellPlace(1, 2, null)),
    ]);
    await tab.hover('conv-dot >> h1');
    await poll(() => texts(tab, `${said} >> .pair-hint`)).toEqual([words.pointAtCell]);
    // By keyboard: one Tab stop, and arrows from cell to cell.
    await focus(tab, `${demo} >> .stage`);
    await tab.keys('ArrowRight', 'ArrowDown');
    await poll(() => lit(cell('x', 6))).toBe('same');
    expect(await texts(tab, `${said} >> .pair-hint`)).toEqual([words.pairSamePlace('1 × 1 = 1', words.cellPlace(1, 0, null))]);
    await tab.hover(cell('w', 0));
    await poll(() => lit(`${place('filter0')} >> .cell`)).toBe('same');
  });

  test('another order breaks the answer, is kept in the address, and is taken back', async ({ tab }) => {
    await open(tab);
    await tab.click(tries(2));
    await poll(() => results(tab)).toMatch(/^−5 ≠ −7 ≠/);
    expect(await chosen(tab)).toBe(2);
    expect(await tab.count(`${demo} >> .mismatched`)).toBe(6);
    expect(await texts(tab, 'conv-dot >> h1')).toEqual([`${words.question} ${words.answer(true)}`]);
    await poll(() => hash(tab)).toContain('order=hwc,fortran');
    expect(await texts(tab, `conv-dot >> .tries .done`)).toHaveLength(1);
    await tab.click(`${demo} >> .segments button:first-child`);
    await poll(() => results(tab)).toMatch(/^−5 = −5 ≠/);
    expect(await shown(tab, 'output')).toContain('−16');
  });
});
