// The page inside other pages: messages to and from an iframe, and <conv-dot> with its attributes, properties and event.
import type { ConvDotChange } from '../../web/build/element.d.ts';
import { cell, editor, expect, facts, grid, poll, shown, type Tab, test, texts, words } from './page.ts';

interface Message {
  type: string;
  v: number;
  height?: number;
  code?: string;
  message?: string;
  state?: Record<string, unknown>;
  result?: { shape: number[]; multiplySum: number[]; unrolledDot: number[]; verdict: string };
}
interface Host {
  frame: HTMLIFrameElement;
  seen: Message[];
}

const forms = [
  { form: 'the site in an iframe', src: '/', sandbox: null },
  { form: 'the single file in a sandbox', src: '/dist/convdot.html', sandbox: 'allow-scripts' },
];

/** A course page with an exercise. Keeps every message it receives, and sends `get` as soon as the frame is ready. */
const embed = async (tab: Tab, { src, sandbox }: { src: string; sandbox: string | null }, hash = '') => {
  await tab.goto('/hosts/empty.html');
  await tab.evaluate(
    (address, rights) => {
      const frame = document.createElement('iframe');
      const seen: Message[] = [];
      Object.assign(window, { frame, seen });
      addEventListener('message', ({ data, source }) => {
        if (source !== frame.contentWindow) throw new Error('a message from elsewhere');
        seen.push(data);
        if (data.type === 'convdot:ready') frame.contentWindow?.postMessage({ type: 'convdot:get', v: 1 }, '*');
      });
      if (rights) frame.setAttribute('sandbox', rights);
      Object.assign(frame, { src: address, width: 1000, height: 700, title: 'ConvDot' });
      document.body.append(frame);
    },
    src + (hash && `#${hash}`),
    sandbox,
  );
};
const seen = (tab: Tab, type?: string): Promise<Message[]> =>
  tab.evaluate(
    (wanted) => (window as unknown as Host).seen.filter((message) => !wanted || message.type === wanted),
    type ?? null,
  );
const last = async (tab: Tab, type: string): Promise<Message | undefined> => (await seen(tab, type)).at(-1);
/** Sends a message to the frame; resolves to the answer. */
const send = async (tab: Tab, message: Record<string, unknown>): Promise<Message> => {
  const answers = async () => [...(await seen(tab, 'convdot:state')), ...(await seen(tab, 'convdot:error'))].length;
  const before = await answers();
  await tab.evaluate((content) => (window as unknown as Host).frame.contentWindow?.postMessage(content, '*'), message);
  await poll(answers).toBe(before + 1);
  const all = await seen(tab);
  return all.findLast(({ type }) => type === 'convdot:state' || type === 'convdot:error') as Message;
};

test('an iframe answers with the state of its address, also with numbers from a seed', async ({ tab }) => {
  await embed(tab, { src: '/', sandbox: null }, 'preset=course-single-step');
  await poll(() => last(tab, 'convdot:state')).toMatchObject({ result: { multiplySum: [-6.999089450680221] } });
  expect(await seen(tab, 'convdot:state'), 'and for no other before').toHaveLength(1);
});

interface Change extends ConvDotChange {
  id: string;
}

/** A page with the given elements, which keeps the details of their events. */
const elements = async (tab: Tab, html: string) => {
  await tab.goto('/hosts/element-module.html');
  await tab.evaluate((markup) => {
    const changes: Change[] = [];
    Object.assign(window, { changes });
    document.addEventListener('convdot-change', ({ target, detail }) => {
      changes.push({ id: (target as Element).id, ...detail });
    });
    for (const each of document.querySelectorAll('conv-dot')) each.remove();
    document.body.insertAdjacentHTML('beforeend', markup);
  }, html);
};
const changes = (tab: Tab, id: string): Promise<Change[]> =>
  tab.evaluate((wanted) => (window as unknown as { changes: Change[] }).changes.filter((each) => each.id === wanted), id);
const setAttribute = (tab: Tab, selector: string, name: string, value: string | null) =>
  tab.evaluate(
    (each, key, text) => {
      const element = document.querySelector(each) as Element;
      if (text === null) element.removeAttribute(key);
      else element.setAttribute(key, text);
    },
    selector,
    name,
    value,
  );

test('<conv-dot> takes its case from attributes, and follows them', async ({ tab }) => {
  await elements(
    tab,
    `<conv-dot id="a" x="[[1,2],[3,4]]" w="[[5,6],[7,8]]" stride="2" pad="1" b="1" step="1,1"></conv-dot>
     <conv-dot id="b" x="[[1,2,3]]" w="[[1,1]]"></conv-dot>`,
  );
  const a = () => shown(tab, 'output', '#a');
  await poll(a).toEqual(['9', '15', '19', '21']);
  await poll(() => shown(tab, 'output', '#b')).toEqual(['3', '5']);
  expect(await texts(tab, '#a >> convdot-multiply-sum >> .big')).toEqual(['21']);
  const attributes: [string, string | null, string[]][] = [
    ['stride', null, ['9', '24', '15', '31', '71', '39', '19', '40', '21']],
    ['pad', 'valid', ['71']],
    ['flip', '1', ['61']],
    ['b', '0', ['60']],
    ['w', '[[1]]', ['1', '2', '3', '4']],
    ['dilation', '3', ['1', '2', '3', '4']],
    ['x', '[[1/2,-0.5]]', ['0.5', '−0.5']],
  ];
  for (const [name, value, output] of attributes) {
    await setAttribute(tab, '#a', name, value);
    await poll(a, `${name}=${value}`).toEqual(output);
  }
  // A malformed attribute is explained in its own element; the other continues.
  await setAttribute(tab, '#a', 'stride', 'none');
  await poll(() => texts(tab, '#a >> .problems li')).toEqual([words.problem.pair('stride', 'none')]);
  expect(await tab.count('#b >> .problems')).toBe(0);
  expect(await shown(tab, 'output', '#b')).toEqual(['3', '5']);
  await setAttribute(tab, '#a', 'stride', '1');
  await poll(() => tab.count('#a >> .problems')).toBe(0);
  await setAttribute(tab, '#b', 'preset', 'course-single-step');
  await setAttribute(tab, '#b', 'x', null);
  await setAttribute(tab, '#b', 'w', null);
  await poll(() => texts(tab, '#b >> convdot-multiply-sum >> .big')).toEqual(['−6.999089450680221']);
});

test('<conv-dot> reports edits, stays isolated, and hides parts', async ({ tab }) => {
  await elements(
    tab,
    '<conv-dot id="a" hide="step"></conv-dot><conv-dot id="b" x="[[1]]" w="[[2]]" theme="dark" lang="es"></conv-dot>',
  );
  await poll(() => shown(tab, 'output', '#b')).toEqual(['2']);
  await poll(() => changes(tab, 'b')).not.toEqual([]);
  const before = (await changes(tab, 'a')).length;
  await tab.click(cell('x', 0, '#b'));
  await poll(() => tab.count(editor('x', '#b'))).toBe(1);
  await tab.type('1/4');
  await tab.keys('Enter');
  await poll(async () => (await changes(tab, 'b')).at(-1)).toMatchObject({
    state: { x: [['1/4']], w: [[2]] },
    result: { shape: [1, 1, 1, 1], multiplySum: [0.5], unrolledDot: [0.5], verdict: 'identical' },
  });
  expect(await changes(tab, 'a'), 'the other has not changed').toHaveLength(before);
  expect(await tab.evaluate(() => location.hash), 'the address is the host’s').toBe('');

  const parts = async () =>
    Object.fromEntries(
      await Promise.all(
        ['convdot-answer', '.volumes', '.step', 'convdot-verdict'].map(async (part) => [part, await tab.count(`#a >> ${part}`)]),
      ),
    );
  expect(await parts()).toEqual({ 'convdot-answer': 1, '.volumes': 1, '.step': 0, 'convdot-verdict': 1 });
  await setAttribute(tab, '#a', 'hide', 'answer,bench');
  await poll(parts).toEqual({ 'convdot-answer': 0, '.volumes': 0, '.step': 1, 'convdot-verdict': 1 });
  await setAttribute(tab, '#a', 'hide', null);
  await poll(parts).toEqual({ 'convdot-answer': 1, '.volumes': 1, '.step': 1, 'convdot-verdict': 1 });

  // The state as a property, and an element that moves to another place.
  const moved = await tab.evaluate(() => {
    const [a, b] = ['a', 'b'].map((id) => document.getElementById(id) as HTMLElement & { state: Record<string, unknown> });
    document.body.append(a as HTMLElement);
    Object.assign(a as object, { state: { x: [[1, 2]], w: [[3]], b: 1 } });
    const colours = [a, b].map((each) => getComputedStyle(each as Element).backgroundColor);
    return { colours, state: b?.state };
  });
  expect(moved.colours[0]).not.toBe(moved.colours[1]);
  expect(moved.state).toMatchObject({ v: 1, x: [['1/4']] });
  await poll(() => shown(tab, 'output', '#a')).toEqual(['4', '7']);
  await tab.click(cell('output', 1, '#a'));
  await poll(async () => (await changes(tab, 'a')).at(-1)?.state.step).toEqual([0, 0, 1, 0]);
  expect((await facts(tab, `${grid('output', '#a')} >> [aria-selected=true]`)).map(({ text }) => text)).toEqual(['7']);
});

test.describe('in every engine', { tag: '@engines' }, () => {
  for (const each of forms) {
    test(`${each.form} reports readiness and height, and answers`, async ({ tab }) => {
      await embed(tab, each, 'x=[[1,2],[3,4]]&w=[[5,6],[7,8]]');
      await poll(() => last(tab, 'convdot:state')).toMatchObject({
        v: 1,
        state: {
          v: 1,
          x: [
            [1, 2],
            [3, 4],
          ],
          w: [
            [5, 6],
            [7, 8],
          ],
          stride: [1, 1],
          pad: 'valid',
          dtype: 'float64',
        },
        result: { shape: [1, 1, 1, 1], multiplySum: [70], unrolledDot: [70], verdict: 'identical' },
      });
      expect((await seen(tab))[0]).toEqual({ type: 'convdot:ready', v: 1 });
      expect(await seen(tab, 'convdot:ready')).toHaveLength(1);

      const set = { type: 'convdot:set', v: 1, state: { x: '[[1,2],[3,4]]', w: [[1, '1/2']], pad: 1, b: -1, lang: 'es' } };
      const reply = await send(tab, set);
      expect(reply).toMatchObject({
        type: 'convdot:state',
        result: { shape: [1, 4, 3, 1] },
        state: { w: [[1, '1/2']], pad: 1, b: [-1] },
      });
      expect(reply.result?.multiplySum).toEqual([-1, -1, -1, -0.5, 1, 1, 0.5, 4, 3, -1, -1, -1]);

      // A frame with the reported height has nothing to scroll.
      await poll(async () => {
        const { height = 0 } = (await last(tab, 'convdot:resize')) ?? {};
        await tab.evaluate((pixels) => Object.assign((window as unknown as Host).frame, { height: pixels }), String(height));
        await tab.enterFrame('iframe');
        const needs = await tab.evaluate(() => document.documentElement.scrollHeight);
        await tab.leaveFrame();
        return [height > 500, needs - height];
      }).toEqual([true, 0]);

      // A rejected state changes nothing.
      const refused: [unknown, string, RegExp][] = [
        [{ x: [[1, 2], [3]] }, 'state', /\[3\]/],
        [{ x: [[1]], stride: 0 }, 'state', /stride/],
        [{ colour: 'red' }, 'state', /colour/],
        ['<img src=x onerror=alert(1)>', 'state', /</],
        [null, 'state', /null/],
        [{ x: [[1]], w: [[1, 2]], pad: 'valid' }, 'size', /./],
      ];
      for (const [state, code, message] of refused) {
        const error = await send(tab, { type: 'convdot:set', v: 1, state });
        expect(error, JSON.stringify(state)).toMatchObject({
          type: 'convdot:error',
          v: 1,
          message: expect.stringMatching(message),
        });
        if (code === 'state') expect(error.code, JSON.stringify(state)).toBe(code);
      }
      expect(await send(tab, { type: 'convdot:get', v: 2 })).toMatchObject({ type: 'convdot:error', code: 'version' });
      expect(await send(tab, { type: 'convdot:get', v: 1 })).toEqual(reply);
      await tab.enterFrame('iframe');
      expect(await shown(tab, 'x')).toEqual(['1', '2', '3', '4']);
      expect(await tab.count('conv-dot >> .problems')).toBe(0);
    });
  }

  test('a frame beside it gets an answer only if the page names its origin, and no other window gets it', async ({ tab }) => {
    await embed(tab, { src: '/', sandbox: null });
    await poll(() => seen(tab, 'convdot:state')).toHaveLength(1);
    await tab.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const beside = document.createElement('iframe');
          const script = `const heard = window.heard = [];
          addEventListener('message', ({ data }) => heard.push(data.type));
          window.ask = () => parent.frames[0].postMessage({ type: 'convdot:get', v: 1 }, '*');`;
          Object.assign(beside, { srcdoc: `<script>${script}</script>`, title: 'another', onload: () => resolve() });
          document.body.append(beside);
        }),
    );
    const heard = () => tab.evaluate(() => (window.frames[1] as unknown as { heard: string[] }).heard);
    const ask = () => tab.evaluate(() => (window.frames[1] as unknown as { ask: () => void }).ask());
    await ask();
    await send(tab, { type: 'convdot:get', v: 1 });
    expect(await heard()).toEqual([]);
    await tab.evaluate(() => {
      const page = (window as unknown as Host).frame.contentDocument?.querySelector('convdot-page');
      page?.setAttribute('allow', location.origin);
    });
    await ask();
    await poll(heard).toEqual(['convdot:state']);
    // The page's next answer is its third, and the other frame does not receive it.
    await send(tab, { type: 'convdot:get', v: 1 });
    expect(await seen(tab, 'convdot:state')).toHaveLength(3);
    expect(await heard()).toEqual(['convdot:state']);
    // Other messages are ignored.
    await tab.evaluate(() => {
      for (const content of ['text', null, 7, { type: 'other' }, { type: 'convdot:unknown', v: 1 }])
        (window as unknown as Host).frame.contentWindow?.postMessage(content, '*');
    });
    await send(tab, { type: 'convdot:get', v: 1 });
    expect(await seen(tab, 'convdot:error')).toEqual([]);
  });
});
