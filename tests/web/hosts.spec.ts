// <conv-dot> on authors' pages (tests/hosts, built by tests/hosts/build.ts): in frameworks, slides, documentation and a notebook.
// On each it computes, can be edited, reports edits, and leaves the page around it alone.
import { cell, editor, expect, fact, facts, focused, poll, shown, type Tab, test, texts, words } from './page.ts';

const built = (path: string) => `/built-hosts/${path}`;

/** Records the details of the events that reach the document from now on. */
const listen = (tab: Tab) =>
  tab.evaluate(() => {
    const heard: unknown[] = [];
    Object.assign(window, { heard });
    for (const type of ['convdot-change', 'convdot-problem'])
      document.addEventListener(type, (event) => heard.push({ type, ...(event as CustomEvent<object>).detail }));
  });
interface Heard {
  type: string;
  state?: Record<string, unknown>;
  result?: { multiplySum: number[] };
  problems?: string[];
}
const heard = (tab: Tab): Promise<Heard[]> => tab.evaluate(() => (window as unknown as { heard: Heard[] }).heard);

const edit = async (tab: Tab, host: string, index: number, text: string) => {
  await tab.click(cell('x', index, host));
  await poll(() => tab.count(editor('x', host))).toBe(1);
  await tab.type(text);
  await tab.keys('Enter');
};

/** The element with the id `one`, on pages that show 1 2 3 4 and 5 6 7 8: gives 70, and 75 with a 2 instead of the 1. */
const works = async (tab: Tab, host = '#one') => {
  await poll(() => shown(tab, 'output', host)).toEqual(['70']);
  await listen(tab);
  await edit(tab, host, 0, '2');
  await poll(() => shown(tab, 'output', host)).toEqual(['75']);
  await poll(async () => (await heard(tab)).at(-1)).toMatchObject({
    type: 'convdot-change',
    state: {
      x: [
        [2, 2],
        [3, 4],
      ],
    },
    result: { multiplySum: [75] },
  });
};

/** The styles of text and controls inside an element. */
const look = (tab: Tab, host = '#one') =>
  tab.evaluate((parts) => {
    const element = parts.reduce<ParentNode>(
      (found, part) => ((found as Element).shadowRoot ?? found).querySelector(part) as Element,
      document,
    ) as Element;
    const example = element.shadowRoot as ShadowRoot;
    const kinds = ['h1', 'h2', 'h3', 'p', 'button', 'select', 'input', 'label', '.cell', 'code', 'convdot-verdict'];
    const aspects = ['fontFamily', 'fontSize', 'fontWeight', 'fontStyle', 'lineHeight', 'color', 'textAlign', 'boxSizing'].concat(
      ...['letterSpacing', 'wordSpacing', 'textTransform', 'textIndent', 'textShadow', 'whiteSpace', 'borderTopWidth'],
      ...['marginTop', 'marginLeft', 'paddingTop', 'paddingLeft', 'listStyleType', 'hyphens', 'overflowWrap', 'wordBreak'],
    );
    return kinds.map((kind) => {
      const style = getComputedStyle(example.querySelector(kind) as Element);
      return [kind, ...aspects.map((aspect) => `${aspect} ${style[aspect as 'color']}`)].join('; ');
    });
  }, host.split(' >> '));

/** The styles of the element at this width, on a page without any styles. */
const plainLook = async (tab: Tab, width: number) => {
  await tab.goto('/hosts/element-module.html');
  await tab.evaluate((pixels) => {
    (document.querySelector('#second') as HTMLElement).style.width = `${pixels}px`;
  }, width);
  await poll(() => shown(tab, 'output', '#second')).toEqual(['70']);
  return look(tab, '#second');
};

const testLook = (host: string, path: string, element = '#one') => {
  test(`${host}: it works, and neither style sheets nor its contents leak`, async ({ tab }) => {
    await tab.goto(path);
    await works(tab, element);
    await tab.keys('Escape');
    const [there] = await facts(tab, element);
    const seen = await look(tab, element);
    expect(
      await tab.evaluate(() => [
        ...document.adoptedStyleSheets,
        ...[...document.querySelectorAll('style')].filter((each) => each.textContent.includes('convdot')),
      ]),
    ).toEqual([]);
    expect(seen).toEqual(await plainLook(tab, there?.box.width ?? 0));
  });
};

testLook('inside the Shadow DOM of a component', '/hosts/shadow.html', 'course-exercise >> #one');

test('properties set before the element is defined or attached are not lost', async ({ tab }) => {
  await tab.goto('/hosts/empty.html');
  await listen(tab);
  await tab.evaluate(async () => {
    const add = (id: string, given: object) => {
      const element = Object.assign(document.createElement('conv-dot'), { id, ...given });
      document.body.append(element);
      return element;
    };
    add('keys', { x: [[1, 2, 3]], w: '[[1,1]]', b: 1, stride: 2, lang: 'es', hide: ['answer', 'step'] });
    add('state', { state: { x: [[1, '1/2']], w: [[2]] }, stride: 9 });
    const script = Object.assign(document.createElement('script'), { type: 'module', src: '/dist/convdot/element.js' });
    document.head.append(script);
    await customElements.whenDefined('conv-dot');
    // Before it is connected, it computes nothing and throws nothing.
    const element = document.createElement('conv-dot');
    const before = element.state;
    element.state = { x: [[7]], w: [[3]] };
    Object.assign(window, { before, given: element.state });
    element.id = 'late';
    document.body.append(element);
  });
  await poll(() => shown(tab, 'output', '#keys')).toEqual(['4']);
  await poll(() => shown(tab, 'output', '#state')).toEqual(['2', '1']);
  await poll(() => shown(tab, 'output', '#late')).toEqual(['21']);
  expect(await tab.count('#keys >> convdot-answer')).toBe(0);
  const { before, given } = await tab.evaluate(() => {
    const kept = window as unknown as { before: { x: unknown }; given: unknown };
    return { before: kept.before, given: kept.given };
  });
  expect(before).toMatchObject({ v: 1, stride: [1, 1] });
  expect(given).toEqual({ x: [[7]], w: [[3]] });
});

test('a rejected value sends an event with sentences in the current language, and changes nothing', async ({ tab }) => {
  await tab.goto('/hosts/element-module.html');
  await poll(() => shown(tab, 'output', '#second')).toEqual(['70']);
  await listen(tab);
  const set = (given: object) =>
    tab.evaluate((values) => void Object.assign(document.querySelector('#second') as object, values), given);
  await set({ stride: 'none' });
  await poll(() => heard(tab)).toContainEqual({ type: 'convdot-problem', problems: [words.problem.pair('stride', 'none')] });
  // A problem that only the core can find.
  await set({ stride: null, dilation: 5 });
  await poll(async () => (await heard(tab)).at(-1)).toMatchObject({
    type: 'convdot-problem',
    problems: [expect.stringContaining(words.refused('').trim())],
  });
  // No value throws.
  await tab.evaluate(() => {
    const circle: unknown[] = [];
    circle.push(circle);
    Object.assign(document.querySelector('#second') as object, { x: circle, dilation: undefined });
  });
  await poll(async () => (await heard(tab)).filter(({ type }) => type === 'convdot-problem')).toHaveLength(3);
  await set({ x: [[1]], w: [[2]] });
  await poll(async () => (await heard(tab)).at(-1)).toMatchObject({ type: 'convdot-change', result: { multiplySum: [2] } });
  // Setting the same value again computes and reports nothing.
  const before = (await heard(tab)).length;
  await set({ x: [[1]], state: { x: [[1]], w: [[2]] } });
  await tab.evaluate(async () => {
    await document.querySelector<HTMLElementTagNameMap['conv-dot']>('#second')?.example.settled();
  });
  expect(await heard(tab)).toHaveLength(before);
});

test('the author’s slots appear above and below the example; other content is for readers without scripts', async ({ tab }) => {
  await tab.goto('/hosts/guide.html');
  const [hidden, given] = ['conv-dot:nth-of-type(1)', 'conv-dot:nth-of-type(2)'];
  await poll(() => shown(tab, 'output', hidden)).toEqual(['70']);
  expect(await tab.count(`${hidden} >> convdot-matrix`)).toBe(0);
  await poll(() => shown(tab, 'output', given)).toEqual(['70']);
  const box = async (selector: string) => (await facts(tab, selector))[0]?.box ?? { left: 0, top: 0, width: 0, height: 0 };
  const [lesson, after] = [await box('[slot=lesson]'), await box('[slot=after]')];
  const [answer, dock, title] = [
    await box(`${given} >> convdot-answer`),
    await box(`${given} >> convdot-matrix`),
    await box(`${given} >> #volumes`),
  ];
  expect(lesson.top + lesson.height).toBeLessThanOrEqual(answer.top);
  expect(after.top).toBeGreaterThanOrEqual(dock.top + dock.height);
  expect([lesson.left, after.left], 'in line with the example').toEqual([title.left, title.left]);
  expect((await box(`${given} > p:not([slot])`)).height).toBe(0);

  // It belongs to the page: its style sheet applies, and its keys reach the page.
  const seen = await tab.evaluate(() => {
    const text = document.querySelector('[slot=lesson] p') as HTMLElement;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('conv-dot p { color: rgb(0, 90, 156); }');
    document.adoptedStyleSheets.push(sheet);
    const keys: string[] = [];
    document.addEventListener('keydown', ({ key }) => keys.push(key));
    text.dispatchEvent(new KeyboardEvent('keydown', { key: ' ', bubbles: true, composed: true }));
    return [getComputedStyle(text).color, ...keys];
  });
  expect(seen).toEqual(['rgb(0, 90, 156)', ' ']);
});

test('removed elements can be garbage collected', async ({ tab }) => {
  test.skip(tab.engine !== 'chromium', 'the other drivers cannot ask for a garbage collection');
  await tab.goto('/hosts/element-module.html');
  await poll(() => shown(tab, 'output', '#second')).toEqual(['70']);
  const add = (count: number) =>
    tab.evaluate((more) => {
      const kept = window as unknown as { held?: WeakRef<Element>[] };
      const host = document.querySelector('div') ?? document.body.appendChild(document.createElement('div'));
      host.insertAdjacentHTML('beforeend', '<conv-dot x="[[1]]" w="[[3]]"></conv-dot>'.repeat(more));
      kept.held = [...host.children].map((each) => new WeakRef(each));
    }, count);
  const loaded = (index: number) =>
    poll(() => tab.count(`div > conv-dot:nth-child(${index}) >> convdot-written-sum >> *`)).toBeGreaterThan(0);
  // Uses two of them, as a learner does; the last one is not even scrolled to.
  await add(2);
  await loaded(2);
  await tab.hover('div > conv-dot:nth-child(1) >> convdot-grid[data-block="x"] >> [data-index="0"]');
  await edit(tab, 'div > conv-dot:nth-child(2)', 0, '4');
  await poll(() => shown(tab, 'output', 'div > conv-dot:nth-child(2)')).toEqual(['12']);
  await add(1);
  await loaded(3);
  await tab.evaluate(() => document.querySelector('div')?.remove());
  await poll(async () => {
    await tab.collectGarbage();
    return tab.evaluate(() => (window as unknown as { held: WeakRef<Element>[] }).held.filter((each) => each.deref()).length);
  }).toBe(0);
});

// ---- slides ----

test.describe('on pages that other tools build', { tag: ['@all', '@engines'] }, () => {
  testLook('a page of MkDocs', built('mkdocs/index.html'));
  testLook('a page of Sphinx', built('sphinx/index.html'));
  testLook('a notebook of Jupyter', built('jupyter/lesson.html'));

  test('the style sheet of a page sets custom properties and parts', async ({ tab }) => {
    await tab.goto(built('sphinx/index.html'));
    await poll(() => shown(tab, 'output', '#one')).toEqual(['70']);
    expect(
      await tab.evaluate(() => {
        const element = document.querySelector('#one') as Element;
        const inside = element.shadowRoot as ShadowRoot;
        return [
          getComputedStyle(inside.querySelector('.example') as Element).getPropertyValue('--convdot-chosen'),
          getComputedStyle(inside.querySelector('.lane') as Element).borderTopWidth,
          getComputedStyle(element).marginTop,
        ];
      }),
    ).toEqual(['rgb(0, 90, 156)', '2px', '20px']);
  });

  test('a frame in a notebook of Jupyter works', async ({ tab }) => {
    await tab.goto(built('jupyter/lesson.html'));
    await tab.enterFrame('iframe');
    await poll(() => shown(tab, 'output')).toEqual(['70']);
    // WebKit's driver has no pointer or keys in a frame.
    await tab.evaluate(() =>
      document.querySelector('conv-dot')?.shadowRoot?.querySelector<HTMLElement>('[data-block=x] [data-index="0"]')?.click(),
    );
    await poll(() => tab.count(editor('x'))).toBe(1);
    await tab.evaluate(() => {
      const input = document.querySelector('conv-dot')?.shadowRoot?.querySelector<HTMLInputElement>('.editor input');
      Object.assign(input as object, { value: '2' });
      input?.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    });
    await poll(() => shown(tab, 'output')).toEqual(['75']);
  });

  for (const framework of ['react', 'vue']) {
    test(`${framework}: keys and a state as properties, events, elements that come and go`, async ({ tab }) => {
      await tab.goto(built(`${framework}/index.html`));
      const first = () => shown(tab, 'output', '#first');
      await poll(first).toHaveLength(9);
      const sums = async (id: string) => (await texts(tab, `#${id}-sums`))[0];
      // 1 2 / 3 4 with a ring of zeros, correlated with 5 6 / 7 8.
      await poll(() => sums('first')).toBe('8 23 14 30 70 38 18 39 20');
      await poll(() => sums('second')).toBe('3 5');
      expect(await texts(tab, '#first > p')).toEqual(['What does the padding add?']);

      // The page renders again at each event, with new lists; the learner's edit stays.
      await edit(tab, '#first', 0, '2');
      await poll(() => sums('first')).toBe('16 30 14 36 75 38 18 39 20');
      await edit(tab, '#second', 2, '4');
      await poll(() => sums('second')).toBe('3 6');
      expect(await sums('first')).toBe('16 30 14 36 75 38 18 39 20');

      // A changed property is read together with the other given ones.
      await tab.click('#two');
      await poll(() => sums('first')).toBe('8 14 18 20');
      await tab.click('#other');
      await poll(() => sums('second')).toBe('4 6');

      // A rejected value is reported and changes nothing.
      await tab.click('#none');
      await poll(async () => (await texts(tab, '#problem'))[0]).toContain(words.problem.pair('stride', '0'));
      await tab.click('#two');

      await tab.click('#toggle');
      await poll(() => tab.count('#first')).toBe(0);
      expect(await shown(tab, 'output', '#second')).toEqual(['4', '6']);
      await tab.click('#toggle');
      await poll(first).toEqual(['8', '14', '18', '20']);
      const theme = await facts(tab, '#second');
      expect(theme[0]?.attributes).toMatchObject({ theme: 'dark', lang: 'en' });
      const workers = (await tab.requests()).filter((url) => url.endsWith('.wasm'));
      expect(workers, 'one module for all').toHaveLength(1);
    });
  }

  interface Deck {
    getIndices(): { h: number };
    getScale(): number;
    isReady(): boolean;
    slide(h: number): void;
  }
  const slide = (tab: Tab) => tab.evaluate(() => (window as unknown as { deck: Deck }).deck.getIndices().h);
  const openDeck = async (tab: Tab, h: number) => {
    await tab.setViewport(900, 640);
    await tab.goto(built('reveal/index.html'));
    await poll(() => tab.evaluate(() => (window as unknown as { deck?: Deck }).deck?.isReady())).toBe(true);
    await tab.evaluate((to) => (window as unknown as { deck: Deck }).deck.slide(to), h);
    expect(await tab.evaluate(() => (window as unknown as { deck: Deck }).deck.getScale())).toBeLessThan(0.8);
  };

  test('reveal.js: keys that the element uses do not move the slides, all others do', async ({ tab }) => {
    await openDeck(tab, 0);
    await tab.keys('ArrowRight');
    await poll(() => slide(tab)).toBe(1);
    await works(tab);
    // In the grid, from the cell after Enter.
    await poll(() => focused(tab)).toBe('x 2');
    await tab.keys('ArrowRight', 'ArrowUp', 'ArrowLeft');
    await poll(() => focused(tab)).toBe('x 0');
    // Letters and digits start an edit; arrows and Space work in it.
    await tab.keys('5', 'ArrowLeft', 'Space', 'Escape');
    await poll(() => focused(tab)).toBe('x 0');
    // The slider.
    await tab.evaluate(() => document.querySelector('#one')?.shadowRoot?.querySelector<HTMLElement>('.by-step input')?.focus());
    await tab.keys('ArrowRight', 'ArrowLeft', 'Space', 'Space', 'n', 'p');
    expect(await slide(tab)).toBe(1);
    // A key that it does not use: an output cell is not text.
    await tab.evaluate(() =>
      document.querySelector('#one')?.shadowRoot?.querySelector<HTMLElement>('[data-block=output] [role=gridcell]')?.focus(),
    );
    await tab.keys('n');
    await poll(() => slide(tab)).toBe(2);
    await tab.keys('p');
    await poll(() => slide(tab)).toBe(1);
    await tab.evaluate(() => (document.activeElement as HTMLElement).blur());
    await tab.keys('Space');
    await poll(() => slide(tab)).toBe(2);
  });

  test('reveal.js: the bar covers nothing, and the field of a cell is as large as the cell', async ({ tab }) => {
    await openDeck(tab, 1);
    const box = async (selector: string) => (await fact(tab, `#one >> ${selector}`)).box;
    const apart = async () => {
      const [example, bar] = [await box('.settings'), await box('.dock')];
      return bar.top - (example.top + example.height);
    };
    // Scaled down, at its own size (without a transform), scaled up.
    for (const [width, height] of [
      [900, 640],
      [1400, 970],
      [1900, 1300],
    ] as const) {
      await tab.setViewport(width, height);
      await poll(apart, `${width} x ${height}`).toBeGreaterThan(0);
      await tab.click(cell('x', 1, '#one'));
      await poll(() => tab.count(editor('x', '#one'))).toBe(1);
      const [around, field] = [await box(`convdot-grid[data-block="x"] >> [data-index="1"]`), await box('.editor')];
      expect(Math.abs(field.left - around.left) + Math.abs(field.top - around.top), `${width} x ${height}`).toBeLessThan(4);
      const [size, scale] = await tab.evaluate(() => {
        const element = document.querySelector('#one') as HTMLElement;
        const input = element.shadowRoot?.querySelector('.editor input') as HTMLElement;
        return [
          input.getBoundingClientRect().height / input.offsetHeight,
          element.getBoundingClientRect().width / element.offsetWidth,
        ];
      });
      expect(size, `${width} x ${height}`).toBeCloseTo(scale as number, 1);
      await tab.keys('Escape');
    }
  });

  test('reveal.js: an element hidden at load is laid out when shown, and pointing works on scaled slides', async ({ tab }) => {
    await openDeck(tab, 2);
    const large = '#large';
    const grid = `${large} >> convdot-grid[data-block="x"]`;
    await poll(async () => (await facts(tab, `${grid} >> .cell`)).filter(({ box }) => box.width > 10).length).toBeGreaterThan(10);
    const matrix = async () =>
      (await facts(tab, `${large} >> convdot-matrix >> .cell`)).filter(({ box }) => box.width > 10).length;
    await poll(matrix).toBeGreaterThan(20);
    // Highlights the cell under the pointer. A driver may scroll the cell to the middle, and once a second reveal.js scrolls back,
    // away from the pointer.
    await poll(async () => {
      await tab.hover(`${grid} >> [data-index="5"]`);
      return (await facts(tab, `${grid} >> [data-lit=same]`)).map(({ attributes }) => attributes['data-index']);
    }).toEqual(['5']);
  });

  test('reveal.js: on scaled slides cells travel from where they were', async ({ tab }) => {
    await openDeck(tab, 3);
    await poll(() => texts(tab, '#step >> convdot-unrolled-dot >> .big')).toEqual(['70']);
    const apart = await tab.evaluate(async () => {
      const element = document.querySelector('#step') as HTMLElementTagNameMap['conv-dot'];
      const inside = element.shadowRoot as ShadowRoot;
      const cells = () => [...inside.querySelectorAll<HTMLElement>('.vectors [data-key]')];
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const settle = async () => {
        while (inside.getAnimations().length > 0) {
          for (const motion of inside.getAnimations()) motion.finish();
          await frame();
        }
      };
      // Unrolling on first view is a motion, too.
      await frame();
      await frame();
      await settle();
      const before = new Map(cells().map((cell) => [cell.dataset.key, cell.getBoundingClientRect()]));
      // Pauses each motion at its start: a slow browser may draw none of its frames.
      const motions: Animation[] = [];
      const { animate } = Element.prototype;
      Element.prototype.animate = function (...how) {
        const motion = animate.apply(this, how);
        motion.pause();
        motion.currentTime = 0;
        motions.push(motion);
        return motion;
      };
      element.setAttribute('order', 'fortran,fortran');
      while (motions.length === 0) await frame();
      await frame();
      const moving = motions.map((motion) => (motion.effect as KeyframeEffect).target as HTMLElement);
      return moving.map((cell) => {
        const [was, is] = [before.get(cell.dataset.key) as DOMRect, cell.getBoundingClientRect()];
        return Math.hypot(was.left - is.left, was.top - is.top);
      });
    });
    expect(apart.length).toBeGreaterThan(3);
    expect(Math.max(...apart)).toBeLessThan(1);
  });
});
