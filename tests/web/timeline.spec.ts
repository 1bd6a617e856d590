// The timeline: steps and products by keys, by pointer and by playing. It stops, waits for valid numbers, leaves other keys alone,
// and keeps its place at the bottom.
import {
  ask,
  cell,
  edit,
  expect,
  fact,
  facts,
  fields,
  focus,
  focused,
  grid,
  lanes,
  open,
  poll,
  setHash,
  setNumber,
  shown,
  spoken,
  type Tab,
  test,
  texts,
  typeInCell,
  words,
} from './page.ts';

/** Without the demonstration the bar is there from the start. */
const kAlwaysThere = 'hide=demonstration';
const steps = 'conv-dot >> .by-step input';
const products = 'conv-dot >> .by-product input';
const [back, play, forward] = [1, 2, 3].map((child) => `conv-dot >> .play button:nth-child(${child})`);
const unit = 'conv-dot >> .how select:nth-child(1)';
const speed = 'conv-dot >> .how select:nth-child(2)';
const dock = 'conv-dot >> .dock';

/** Running sums of the lecture's first step, by both routes. */
const running = [3, 3, 2, 3, 3, -5, -3, -3];

const asText = (value: number) => String(value).replace('-', '−');
const said = async (tab: Tab, slider: string) => (await fact(tab, slider)).attributes['aria-valuetext'];
const position = async (tab: Tab) => Number((await fact(tab, steps)).value);
const product = async (tab: Tab) => Number((await fact(tab, products)).value);
/** The current action of the middle button. */
const offer = async (tab: Tab) => (await fact(tab, play)).attributes.title;
const step = async (tab: Tab) => (await ask(tab)).state.step;
const stepSaid = (k: number, total: number, row: number, column: number) =>
  `${k} ${words.ofAll(total)}, ${words.output} ${words.place(row, column, null, null)}`;

interface Drawn {
  step: number;
  product: number;
  spoken: string;
}
/** Lets the page itself record everything that the timeline shows from now on: polling may miss some of it. */
const record = (tab: Tab): Promise<void> =>
  tab.evaluate(() => {
    const root = document.querySelector('conv-dot')?.shadowRoot as ShadowRoot;
    const drawn: Drawn[] = [];
    Object.assign(window, { drawn });
    const look = () => {
      const [step = 0, product = 0] = [...root.querySelectorAll<HTMLInputElement>('convdot-timeline input[type=range]')].map(
        ({ value }) => Number(value),
      );
      const before = drawn.at(-1);
      if (before?.step === step && before.product === product) return;
      drawn.push({ step, product, spoken: root.querySelector('convdot-verdict [role=status]')?.textContent?.trim() ?? '' });
    };
    look();
    new MutationObserver(look).observe(root.querySelector('convdot-timeline') as Node, {
      subtree: true,
      attributeFilter: ['aria-valuetext'],
    });
  });
const recorded = (tab: Tab): Promise<Drawn[]> => tab.evaluate(() => (window as unknown as { drawn: Drawn[] }).drawn);

/** Checks that nothing moves for longer than a step takes. */
const stays = async (tab: Tab) => {
  const before = [await position(tab), await product(tab)];
  await tab.evaluate(() => new Promise((resolve) => setTimeout(resolve, 900)));
  expect([await position(tab), await product(tab)]).toEqual(before);
};

test('products by keys, with both running sums, to the results', async ({ tab }) => {
  await open(tab, kAlwaysThere);
  const sums = async () => (await texts(tab, 'conv-dot >> .by-product .caption b')).at(-1);
  expect(await said(tab, products)).toBe(`9 ${words.ofAll(9)}, ${words.results} −5; −5: ${words.identical}`);
  await focus(tab, products);
  await tab.keys('Home');
  for (const [index, value] of running.entries()) {
    const text = asText(value);
    await poll(() => said(tab, products)).toBe(
      `${index + 1} ${words.ofAll(9)}, ${words.runningSums} ${text}; ${text}: ${words.identical}`,
    );
    expect(await sums()).toBe(`${text} = ${text}`);
    await tab.keys('ArrowRight');
  }
  await poll(() => product(tab)).toBe(9);
  // Another step appears complete; an edit changes only the sums.
  await tab.keys('ArrowLeft', 'ArrowLeft');
  await poll(() => product(tab)).toBe(7);
  await edit(tab, 'x', 0, '4');
  await poll(sums).toBe('−2 = −2');
  await tab.click(cell('output', 1));
  await poll(() => product(tab)).toBe(9);
  expect(await said(tab, steps)).toBe(stepSaid(2, 16, 0, 1));

  // In different orders, other pairs meet.
  await tab.click(cell('output', 0));
  await tab.select('conv-dot >> .orders label:nth-of-type(1) select', 'fortran');
  await focus(tab, products);
  await tab.keys('Home', 'ArrowRight');
  // 4·1 + 0·0, and 4·1 + 1·0: equal by chance; then − 1, and − 2
  await poll(sums).toBe('4 = 4');
  await tab.keys('ArrowRight');
  await poll(sums).toBe('3 ≠ 2');
});

test('the buttons go forward and back by steps, or by products', async ({ tab }) => {
  await open(tab, kAlwaysThere);
  await tab.click(forward);
  await tab.click(forward);
  await poll(() => position(tab)).toBe(3);
  await tab.click(back);
  await poll(() => position(tab)).toBe(2);
  await tab.select(unit, words.playsBy.product);
  await tab.click(back);
  await poll(() => product(tab)).toBe(8);
  await tab.click(forward);
  await tab.click(forward);
  await poll(async () => [await position(tab), await product(tab)]).toEqual([3, 1]);
  await tab.click(back);
  await poll(async () => [await position(tab), await product(tab)]).toEqual([2, 9]);
});

test('plays products, and then those of the next step', async ({ tab }) => {
  await open(tab, `x=[[1,2,3]]&w=[[1,1]]&${kAlwaysThere}`);
  await tab.select(unit, words.playsBy.product);
  await record(tab);
  await tab.click(play);
  // The next step is chosen at once, and gets its first product when it is solved: it may be drawn in between.
  await poll(async () => (await recorded(tab)).map(({ step, product }) => `${step}:${product}`).join(' ')).toMatch(
    /^1:2 1:1 1:2 (2:2 )?2:1 2:2$/,
  );
  await poll(() => offer(tab)).toBe(words.play);
});

test('numbers are edited while it plays; it waits while they are not valid, and says so', async ({ tab }) => {
  await open(tab, kAlwaysThere);
  await tab.click(play);
  await typeInCell(tab, 'w', 0, '-');
  await poll(() => texts(tab, 'conv-dot >> .by-step em')).toEqual([words.playWaits]);
  await ask(tab);
  await stays(tab);
  expect(await offer(tab)).toBe(words.pause);
  const at = await position(tab);
  await tab.keys('1', 'Enter');
  await poll(() => position(tab)).toBeGreaterThan(at);
  expect(await focused(tab)).toBe('w 3');
  expect((await texts(tab, 'conv-dot >> .by-step em'))[0]).toBe(words.output);

  // Fewer steps than before, and fewer products.
  await setNumber(tab, fields.stride, '3');
  await poll(() => offer(tab)).toBe(words.play);
  expect(await said(tab, steps)).toBe(stepSaid(4, 4, 1, 1));
  // Rejected settings, before the last of four steps ends on a slow machine.
  await tab.select(speed, '0.5×');
  await tab.click(play);
  await setNumber(tab, fields.filter[0], '9');
  await poll(() => texts(tab, 'conv-dot >> .by-step em')).toEqual([words.playWaits]);
  await tab.click(play);
  await poll(() => offer(tab)).toBe(words.play);
});

test('a hidden page plays nothing', async ({ tab }) => {
  await open(tab, kAlwaysThere);
  await tab.click(play);
  const hide = (hidden: boolean) =>
    tab.evaluate((value) => {
      Object.defineProperty(document, 'hidden', { value, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
  await hide(true);
  await ask(tab);
  await stays(tab);
  const at = await position(tab);
  await hide(false);
  await poll(() => position(tab)).toBeGreaterThan(at);
});

test('hide=timeline leaves the verdict, and nothing plays', async ({ tab }) => {
  await open(tab, 'hide=timeline,demonstration');
  expect(await tab.count('conv-dot >> convdot-timeline')).toBe(0);
  expect(await texts(tab, 'conv-dot >> .verdict-bar b')).toHaveLength(1);
  await setHash(tab, kAlwaysThere);
  await poll(() => tab.count(play)).toBe(1);
  await focus(tab, products);
  await tab.keys('Home');
  await tab.click(play);
  await setHash(tab, 'hide=timeline,demonstration');
  await poll(() => tab.count(play)).toBe(0);
  const at = await step(tab);
  await tab.evaluate(() => new Promise((resolve) => setTimeout(resolve, 900)));
  expect(await step(tab)).toEqual(at);
  await poll(() => tab.count(`${lanes.multiplySum} >> .later`)).toBe(0);
  await setHash(tab, 'hide=step,demonstration');
  await poll(() => tab.count(play)).toBe(1);
  expect((await facts(tab, `${grid('output')} >> [aria-selected=true]`)).length).toBe(1);
});

test.describe('in every engine', { tag: '@engines' }, () => {
  test('steps by keys: arrows, Home and End, in the order row, column', async ({ tab }) => {
    await open(tab, kAlwaysThere);
    expect(await said(tab, steps)).toBe(stepSaid(1, 16, 0, 0));
    await focus(tab, steps);
    for (const [key, k, row, column] of [
      ['ArrowLeft', 1, 0, 0],
      ['ArrowRight', 2, 0, 1],
      ['ArrowRight', 3, 0, 2],
      ['End', 16, 3, 3],
      ['ArrowRight', 16, 3, 3],
      ['ArrowLeft', 15, 3, 2],
      ['Home', 1, 0, 0],
    ] as const) {
      await tab.keys(key);
      await poll(() => said(tab, steps), key).toBe(stepSaid(k, 16, row, column));
      expect(await step(tab), key).toEqual([0, row, column, 0]);
    }
    expect(await focused(tab)).toBe(`input ${words.units.step}`);
    await setHash(tab, 'x=[[[[1,2]],[[3,4]]],[[[1,2]],[[3,4]]]]&w=[[[[1,0],[0,1]]]]&step=1,0,0,1&hide=demonstration');
    await poll(() => said(tab, steps)).toBe(`6 ${words.ofAll(8)}, ${words.output} ${words.place(0, 0, 1, 1)}`);
  });

  test('plays to the last step and stops; plays again from the first; is silent meanwhile', async ({ tab }) => {
    // Wide enough for the bar to show all of its controls in one line.
    await tab.setViewport(1280, 800);
    await open(tab, kAlwaysThere);
    await tab.select(speed, '4×');
    expect(await offer(tab)).toBe(words.play);
    await record(tab);
    await tab.click(play);
    await poll(async () => (await recorded(tab)).at(-1)?.step).toBe(16);
    await poll(() => offer(tab)).toBe(words.play);
    expect(await step(tab)).toEqual([0, 3, 3, 0]);
    const drawn = await recorded(tab);
    expect([...new Set(drawn.map((each) => each.step))]).toEqual(Array.from({ length: 16 }, (_, k) => k + 1));
    expect([...new Set(drawn.slice(0, -1).map((each) => each.spoken))], 'while it plays').toEqual([drawn[0]?.spoken]);
    await poll(async () => (await texts(tab, spoken))[0]).toContain(words.place(3, 3, null, null));
    await tab.select(speed, '1×');
    await tab.click(play);
    await poll(async () => (await recorded(tab)).slice(drawn.length).map((each) => each.step)).toContain(1);
    await tab.click(play);
    await poll(() => offer(tab)).toBe(words.play);
    await stays(tab);
  });

  test('Space plays and pauses from its own controls; other keys are left alone', { tag: '@chromium' }, async ({ tab }) => {
    await open(tab, kAlwaysThere);
    await tab.select(speed, '0.5×');
    for (const control of [steps, products]) {
      await focus(tab, control);
      await tab.keys('Space');
      await poll(() => offer(tab)).toBe(words.pause);
      await tab.keys('Space');
      await poll(() => offer(tab)).toBe(words.play);
    }
    await focus(tab, play);
    expect(await focused(tab)).toMatch(/^button/);
    await tab.keys('Space');
    await poll(() => offer(tab)).toBe(words.pause);
    expect(await focused(tab), 'the button is the same').toMatch(/^button/);
    await tab.keys('Enter');
    await poll(() => offer(tab)).toBe(words.play);
    const at = await position(tab);

    // In cells, in fields, and in a field of the page around it: every key arrives, and nothing moves.
    await typeInCell(tab, 'x', 7, '12');
    await tab.keys('Home', '3', 'End', '4', 'Space', 'ArrowLeft', 'ArrowRight', 'Enter');
    await poll(async () => (await shown(tab, 'x'))[7]).toBe('3124');
    await setNumber(tab, fields.stride, '1');
    await tab.keys('Home', 'End', 'Space', 'Backspace', 'Tab');
    await tab.evaluate(() => {
      const field = document.createElement('input');
      field.id = 'of-the-host';
      field.setAttribute('aria-label', 'of the host');
      document.body.append(field);
      field.focus();
      const taken: string[] = [];
      Object.assign(window, { taken });
      addEventListener('keydown', (event) => event.defaultPrevented && taken.push(event.key));
    });
    await tab.keys('a', 'Space', 'b', 'Home', 'c', 'End', 'd', 'ArrowLeft', 'e', 'ArrowUp', 'PageDown');
    expect((await fact(tab, '#of-the-host')).value).toBe('ca bed');
    await tab.evaluate(() => (document.activeElement as HTMLElement).blur());
    await tab.keys('Space', 'Home', 'End', 'ArrowRight', 'k');
    expect(await tab.evaluate(() => (window as unknown as { taken: string[] }).taken)).toEqual([]);
    expect(await offer(tab)).toBe(words.play);
    expect(await position(tab)).toBe(at);
  });

  test('a drag ends where the pointer leaves the frame', async ({ tab }) => {
    await open(tab, kAlwaysThere);
    const drag = (moves: readonly (readonly [event: string, x: number, value: string])[]) =>
      tab.evaluate((all) => {
        const slider = document.querySelector('conv-dot')?.shadowRoot?.querySelector<HTMLInputElement>('.by-step input');
        return all.map(([type, clientX, value]) => {
          slider?.dispatchEvent(new PointerEvent(type, { clientX, clientY: 100, bubbles: true, composed: true }));
          if (slider) slider.value = value;
          slider?.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
          return slider?.value;
        });
      }, moves);
    await drag([
      ['pointerdown', 600, '3'],
      ['pointermove', 700, '6'],
    ]);
    await poll(() => said(tab, steps)).toBe(stepSaid(6, 16, 1, 1));
    expect(
      await drag([
        ['pointermove', -20, '1'],
        ['pointermove', 500, '2'],
      ]),
      'out of the frame, and back',
    ).toEqual(['6', '6']);
    await drag([['pointerdown', 500, '2']]);
    await poll(() => said(tab, steps)).toBe(stepSaid(2, 16, 0, 1));
    expect(await step(tab)).toEqual([0, 0, 1, 0]);
  });

  test('stays at the bottom; on a narrow page the products fold away until a lane is visible', async ({ tab }) => {
    await open(tab, kAlwaysThere);
    const box = async () => {
      const [{ box: place }, height] = [await fact(tab, dock), await tab.evaluate(() => innerHeight)];
      return { height: place.height, below: Math.round(height - place.top - place.height) };
    };
    const drawn = async (selector: string) => (await fact(tab, selector)).box.height > 0;
    await tab.setViewport(1280, 800);
    await poll(async () => (await box()).height).toBeLessThan(70);
    expect((await box()).below).toBe(0);
    await tab.setViewport(900, 700);
    await poll(() => drawn(products)).toBe(false);
    expect((await box()).height).toBeLessThan(70);

    await tab.setViewport(640, 500);
    await poll(() => drawn(products)).toBe(false);
    expect(await drawn(steps)).toBe(true);
    await tab.evaluate(() => document.querySelector('conv-dot')?.shadowRoot?.querySelector('.lanes')?.scrollIntoView());
    await poll(() => drawn(products)).toBe(true);
    await tab.evaluate(() => scrollTo(0, 0));
    await poll(() => drawn(products)).toBe(false);
  });
});
