// How numbers are shown: without colours, at projector size, in print, and written out.
import { ask, cell, expect, fact, facts, focus, open, poll, setHash, type Tab, test, texts, words } from './page.ts';

const menu = 'button[popovertarget=display]';
const choice = (n: number) => `#display label:nth-of-type(${n}) input`;
const hash = (tab: Tab) => tab.evaluate(() => location.hash);

/** Computed styles of all elements in the example that match a selector. */
const styles = (tab: Tab, selector: string, property: string): Promise<string[]> =>
  tab.evaluate(
    (found, name) =>
      [...(document.querySelector('conv-dot')?.shadowRoot?.querySelectorAll(found) ?? [])].map((each) =>
        getComputedStyle(each).getPropertyValue(name),
      ),
    selector,
    property,
  );
const fills = async (tab: Tab, selector = '.cell') => new Set(await styles(tab, selector, 'background-color'));

test('colours are hidden and shown again, by the menu and by the link', async ({ tab }) => {
  await open(tab);
  expect((await fills(tab)).size).toBeGreaterThan(10);
  await tab.click(menu);
  await tab.click(choice(1));
  await poll(() => hash(tab)).toBe('#v=1&display=plain');
  const page = await tab.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await poll(async () => [...(await fills(tab, '.cell:not(.ghost)'))]).toEqual([page]);
  // Negative numbers differ by their minus, zero is lighter, the chosen window keeps its outline.
  const [positive, negative, zero] = await Promise.all(
    ['.pos', '.neg', ':not(.pos, .neg)'].map((sign) => styles(tab, `[data-block=output] .cell${sign}`, 'color')),
  );
  expect(new Set(positive)).toEqual(new Set(negative));
  expect(positive?.[0]).not.toBe(zero?.[0]);
  expect(await styles(tab, '[data-block=x] .outline.chosen', 'border-top-color')).toEqual(
    await styles(tab, '.legend .chosen-key', 'border-top-color'),
  );
  const legend = (await facts(tab, 'conv-dot >> .legend li')).filter(({ box }) => box.height > 0).map(({ text }) => text);
  expect(legend).toEqual([words.editable, words.chosenWindow]);
  expect(await tab.axe()).toEqual([]);

  await tab.reload();
  await poll(async () => [...(await fills(tab, '.cell:not(.ghost)'))]).toEqual([page]);
  await setHash(tab, 'display=numbered,plain,large');
  await poll(async () => (await fact(tab, 'conv-dot >> .example')).classes).toEqual(['example', 'plain', 'numbered', 'large']);
  // Waits until the page has written its own form of the address; the next one comes from the reader.
  await poll(() => hash(tab)).toMatch(/^#v=1&display=plain,numbered,large$/);
  await setHash(tab, '');
  await poll(async () => (await fills(tab)).size).toBeGreaterThan(10);

  // Only for the element.
  await tab.evaluate(() => document.querySelector('conv-dot')?.setAttribute('display', 'plain, loud'));
  await poll(async () => (await fact(tab, 'conv-dot >> .example')).classes).toEqual(['example', 'plain']);
});

/** The element of the example at a point of the window: the classes on the way up to it. */
const at = (tab: Tab, x: number, y: number): Promise<string> =>
  tab.evaluate(
    (left, top) => {
      const path: string[] = [];
      let element = document.querySelector('conv-dot')?.shadowRoot?.elementFromPoint(left, top);
      for (; element; element = element.parentElement) path.push(`${element.localName} ${element.className}`);
      return path.join(', ');
    },
    x,
    y,
  );

/** Opens the page, and waits for the parts that load after the example: the written-out sum and the print styles. */
const openAll = async (tab: Tab, hash = '') => {
  await open(tab, hash);
  await poll(() => tab.count('conv-dot >> .sum')).toBe(1);
};

/** The number of pages in a PDF. */
const pages = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length;

/** Applies the print rules on the screen, because not every driver can print. The page is then as wide as the text on A4. */
const asOnPaper = (tab: Tab): Promise<void> =>
  tab.evaluate(() => {
    const turn = (rules: CSSRuleList) => {
      for (const rule of rules as unknown as Iterable<CSSMediaRule>) {
        if (rule.media?.mediaText === 'print') rule.media.mediaText = 'all';
        else if (rule.media?.mediaText.startsWith('screen')) rule.media.mediaText = 'not all';
        if (rule.cssRules) turn(rule.cssRules);
      }
    };
    const root = document.querySelector('conv-dot')?.shadowRoot as ShadowRoot;
    for (const sheet of [document, root].flatMap((each) => [...each.styleSheets, ...each.adoptedStyleSheets]))
      turn(sheet.cssRules);
    document.body.style.width = '718px';
  });

test('on paper: one page for the opening case, a few for larger ones', async ({ tab }) => {
  test.skip(tab.engine !== 'chromium', 'the other drivers cannot print');
  await openAll(tab);
  for (const format of ['A4', 'Letter'] as const) expect(pages(await tab.pdf(format)), format).toBe(1);
  const wide = `[${Array.from({ length: 40 }, (_, i) => `[${Array.from({ length: 64 }, (_, j) => (i * j) % 7)}]`)}]`;
  for (const [state, most] of [
    ['preset=course-single-step', 2],
    ['preset=course-conv-forward', 2],
    [`x=${wide}&w=[[1,0],[0,1]]&lang=es`, 3],
  ] as const) {
    await openAll(tab, state);
    expect(pages(await tab.pdf('A4')), state.slice(0, 40)).toBeLessThanOrEqual(most);
  }
});

const pasted = async (tab: Tab) => {
  await tab.evaluate(() => {
    if (!document.querySelector('#paste'))
      document.body.append(Object.assign(document.createElement('textarea'), { id: 'paste' }));
  });
  await focus(tab, '#paste');
  await tab.evaluate(() => {
    (document.querySelector('#paste') as HTMLTextAreaElement).value = '';
  });
  await tab.keys('Control+v');
  return (await fact(tab, '#paste')).value;
};

test('axe finds nothing in the menu', async ({ tab }) => {
  await open(tab);
  await tab.click(menu);
  await poll(async () => (await fact(tab, '#display')).box.height > 0).toBe(true);
  expect(await tab.axe()).toEqual([]);
});

test.describe('in every engine', { tag: '@engines' }, () => {
  test('the menu closes with Escape and by a click elsewhere', async ({ tab }) => {
    await open(tab);
    const shows = async () => (await fact(tab, '#display')).box.height > 0;
    for (const close of [() => tab.keys('Escape'), () => tab.click('conv-dot >> h1')]) {
      await tab.click(menu);
      await poll(shows).toBe(true);
      await close();
      await poll(shows).toBe(false);
    }
  });

  for (const [width, height, columns] of [
    [1280, 720, 1],
    [1920, 1080, 3],
  ] as const) {
    test(`everything is half as large again for a projector of ${width} × ${height}`, { tag: '@chromium' }, async ({ tab }) => {
      await open(tab);
      await tab.setViewport(width, height);
      await tab.click(menu);
      await tab.click(choice(3));
      await tab.keys('Escape');
      await poll(() => hash(tab)).toBe('#v=1&display=large');
      const [inner, all, enlarged, frame] = await tab.evaluate(() => {
        const root = document.querySelector('conv-dot')?.shadowRoot;
        const example = root?.querySelector('.example') as HTMLElement;
        return [
          [innerWidth, innerHeight],
          document.documentElement.scrollWidth,
          // Outside the example, lengths are in the window's pixels; inside, in its own.
          (root?.querySelector('.frame')?.getBoundingClientRect().height as number) / example.offsetHeight,
          root?.querySelector('.frame')?.getBoundingClientRect().width,
        ] as const;
      });
      expect(all).toBeLessThanOrEqual(inner[0]);
      expect(enlarged).toBeCloseTo(1.5, 2);
      // A scrollbar may take some of the width.
      expect(frame).toBeLessThanOrEqual(inner[0] / 1.5 + 1);
      expect(frame).toBeGreaterThan((inner[0] - 30) / 1.5);
      await poll(async () => (await styles(tab, '.example', 'grid-template-columns'))[0]?.split(' ').length).toBe(columns);
      // The bar still sticks to the bottom, at full width, once the demonstration has left the screen.
      await tab.evaluate(() => document.querySelector('conv-dot')?.shadowRoot?.querySelector('.step')?.scrollIntoView());
      for (const x of [4, inner[0] / 2, inner[0] - 30]) await poll(() => at(tab, x, inner[1] - 6)).toContain('div dock');
    });
  }

  test('cells move into the vector from their own places, at every size', async ({ tab }) => {
    await tab.setViewport(1280, 720);
    for (const display of ['', 'large']) {
      await open(tab, `hide=demonstration&display=${display}`);
      const apart = await tab.evaluate(async () => {
        const root = document.querySelector('conv-dot')?.shadowRoot as ShadowRoot;
        const moving = () => Promise.all(root.getAnimations().map((each) => each.finished));
        const frames = () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));
        const button = root.querySelector('.orders .motion') as HTMLElement;
        button.scrollIntoView({ block: 'end' });
        await frames();
        await moving();
        button.click();
        const [from, to] = ['convdot-multiply-sum .block .cell', '.row-vector .cell'].map(
          (each) => root.querySelector(each) as HTMLElement,
        );
        for (const each of root.getAnimations()) {
          each.pause();
          each.currentTime = 0;
        }
        const [start, end] = [from, to].map((each) => (each as HTMLElement).getBoundingClientRect());
        const gap = start && end ? [start.left - end.left, start.top - end.top] : [];
        for (const each of root.getAnimations()) each.finish();
        return gap.map(Math.round);
      });
      expect(apart, display).toEqual([0, 0]);
    }
  });

  test('on paper: the whole case, light, with its settings in words and its address', async ({ tab }) => {
    await openAll(tab, 'preset=hidden-ring&step=1,1&theme=dark&display=large');
    await asOnPaper(tab);
    const drawn = async (selector: string) =>
      (await facts(tab, selector)).filter(({ box }) => box.height > 0).map(({ text }) => text);
    await poll(() => tab.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
    for (const gone of ['header', 'footer']) expect(await drawn(gone), gone).toEqual([]);
    expect(await drawn('.address')).toEqual([await tab.evaluate(() => location.href)]);
    for (const gone of ['.controls', '.more', '.button', 'input', 'convdot-timeline'])
      expect(await drawn(`conv-dot >> ${gone}`), gone).toEqual([]);
    const settings = await texts(tab, 'conv-dot >> convdot-settings');
    expect(settings).toEqual([
      `${words.stride} 1 × 1; ${words.padding} ${words.top} 1, ${words.left} 1, ${words.bottom} 1, ${words.right} 1; ${words.dilation} 1 × 1; ${words.groups} 1; float64`,
    ]);
    // Side by side, and inside the page.
    const boxes = (await facts(tab, 'conv-dot >> .lane')).map(({ box }) => box);
    expect(new Set(boxes.map(({ top }) => Math.round(top))).size).toBe(1);
    expect(await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(await drawn('conv-dot >> .sum')).toHaveLength(1);
  });

  test('the chosen number is written out, and copied as Python', async ({ tab }) => {
    await openAll(tab, 'b=-2&step=0,3');
    const sum = 'conv-dot >> .sum';
    expect(await texts(tab, sum)).toEqual([
      `2·1 + 7·0 + 4·(−1) + 9·1 + 3·0 + 1·(−1) + 5·1 + 1·0 + 3·(−1) + ${words.bias} −2 = 6`,
    ]);
    const copy = 'conv-dot >> convdot-written-sum .caption .button';
    await tab.click(copy);
    await poll(() => texts(tab, 'conv-dot >> convdot-written-sum [role=status]')).toEqual([words.sumCopied]);
    /** The last line of the copied script. */
    const written = async () => (await pasted(tab)).trim().split('\n').at(-1);
    await poll(written).toBe('print(2*1 + 7*0 + 4*(-1) + 9*1 + 3*0 + 1*(-1) + 5*1 + 1*0 + 3*(-1) + (-2))  # = 6');

    await tab.click(cell('output', 0));
    await poll(async () => (await texts(tab, sum))[0]).toMatch(/^3·1 .* = −7$/);

    // 48 products of long numbers are folded; copying takes all of them.
    await setHash(tab, 'preset=course-single-step');
    await poll(async () => (await texts(tab, `${sum} .button`))[0]).toBe(words.moreTerms(36));
    await tab.click(copy);
    await poll(async () => (await written())?.split(' + ').length).toBe(49);
    await tab.click(`${sum} .button`);
    await poll(async () => (await texts(tab, sum))[0]?.split(' + ').length).toBe(49);
    expect((await texts(tab, sum))[0]).toMatch(/= −6\.999089450680221$/);

    // If adding in pairs and adding from the left give different numbers, the page says so.
    await setHash(tab, 'x=[[1e16,1,1,1,1,1,1,1,1]]&w=[[1,1,1,1,1,1,1,1,1]]');
    const both = await ask(tab);
    await poll(() => texts(tab, 'conv-dot >> convdot-written-sum .note')).toEqual([
      words.addsInPairs('10000000000000000', String(both.result.multiplySum[0])),
    ]);
    expect(both.result.multiplySum[0]).not.toBe(1e16);
  });

  test('a selected part of the sum is copied with hyphens', async ({ tab }) => {
    await openAll(tab);
    await tab.evaluate(() => {
      const code = document.querySelector('conv-dot')?.shadowRoot?.querySelector('.sum code');
      getSelection()?.selectAllChildren(code as Element);
    });
    await tab.keys('Control+c');
    const text = await pasted(tab);
    expect(text.replace(/\s+/g, ' ').trim()).toBe('3*1 + 0*0 + 1*(-1) + 1*1 + 5*0 + 8*(-1) + 2*1 + 7*0 + 2*(-1) = -5');
  });
});
