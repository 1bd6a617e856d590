// The address during edits of cases of any size; links that other programs have changed; and states that arrive late.
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { blocks as blockWords } from '../../web/src/words/blocks.en.ts';
import {
  ask,
  cell,
  edit,
  examples,
  expect,
  grid,
  open,
  poll,
  problems,
  set,
  setHash,
  shown,
  type Tab,
  test,
  texts,
  words,
} from './page.ts';

const hash = (tab: Tab) => tab.evaluate(() => location.hash);
const { blocks } = blockWords;
const menu = 'conv-dot >> .block-menu';
const pack = (text: string) => deflateRawSync(text, { level: 9 }).toString('base64url');
/** The state in a packed address, as text; '' where the address is not packed. */
const unpacked = (address: string) => {
  const [, packed] = /^#v=1&z=([\w-]+)$/.exec(address) ?? [];
  return packed ? inflateRawSync(Buffer.from(packed, 'base64url')).toString() : '';
};
/** Reloads the page at its current address, and waits until its case is computed. */
const reloaded = async (tab: Tab, shape: readonly number[]) => {
  await tab.reload();
  await poll(() => tab.count(`${grid('output')} >> .number`)).toBeGreaterThan(0);
  await poll(async () => (await ask(tab)).result.shape).toEqual(shape);
  return ask(tab);
};

test('an edit of a large preset is in the address at once, and there after a reload', async ({ tab }) => {
  await open(tab, 'v=1&preset=course-conv-forward');
  await poll(async () => (await ask(tab)).result.shape).toEqual([2, 3, 4, 8]);
  await edit(tab, 'x', 0, '-5');
  await poll(() => hash(tab)).toBe('#v=1&preset=course-conv-forward&edit=x.0.-5');
  // It is printed, and not shown on the screen.
  expect(await tab.evaluate(() => document.querySelector('.address')?.textContent)).toBe(await tab.evaluate(() => location.href));
  const { state, result } = await ask(tab);
  expect(await reloaded(tab, [2, 3, 4, 8])).toMatchObject({ state, result });
  expect((await shown(tab, 'x'))[0]).toBe('−5');
  // Undone, it is the preset again.
  await tab.select(examples, 'course-conv-forward');
  await poll(() => hash(tab)).toBe('#v=1&preset=course-conv-forward');
});

const rows = (size: number, number: (index: number) => number) =>
  `[${Array.from({ length: size }, (_, row) => `[${Array.from({ length: size }, (_, column) => number(row * size + column))}]`)}]`;

test('a case of many numbers is packed into the address; if it is too long, the page says so and writes none', async ({
  tab,
}) => {
  const x = rows(64, (index) => index % 97);
  await open(tab, `v=1&z=${pack(`x=${x}&w=[[1]]`)}`);
  await poll(async () => (await ask(tab)).result.shape).toEqual([1, 64, 64, 1]);
  await edit(tab, 'x', 0, '5');
  await poll(async () => unpacked(await hash(tab))).toMatch(/x=%5B%5B5,1,2,/);
  const { result } = await reloaded(tab, [1, 64, 64, 1]);
  expect(result.multiplySum.slice(0, 3)).toEqual([5, 1, 2]);

  // Numbers that don't compress, in an address that is longer than the page would write.
  const long = JSON.stringify(
    JSON.parse(rows(64, (index) => index)).map((row: number[]) =>
      row.map((each) => [1, 2, 3].map((by) => Number(Math.sin(each * 10 * by).toPrecision(16)))),
    ),
  );
  await setHash(tab, `v=1&x=${long}&w=[[[1,1,1]]]`);
  await poll(async () => ((await ask(tab)).state.x as unknown[][][])[0]?.[0]?.length).toBe(3);
  await poll(() => tab.text('.renewal')).toBe(words.unkept);
  await poll(() => hash(tab)).toBe('');
  await tab.select(examples, 'flip');
  await poll(() => hash(tab)).toBe('#v=1&preset=flip');
  expect(await tab.text('.renewal')).toBe('');
});

test('links whose ampersands were escaped, and links with a query in place of the hash', async ({ tab }) => {
  await open(tab, 'v=1&amp;preset=blocks-2d&amp;lang=es&amp;amp;theme=dark');
  await poll(() => shown(tab, 'output')).toEqual(['70']);
  expect(await tab.count(problems)).toBe(0);
  expect(await tab.evaluate(() => [document.documentElement.lang, document.documentElement.dataset.theme])).toEqual([
    'es',
    'dark',
  ]);

  await tab.goto('/?v=1&x=[[1,2],[3,4]]&w=[[5,6],[7,8]]&lang=en&course=4');
  await poll(() => tab.count(`${grid('output')} >> .number`)).toBe(1);
  await poll(() => shown(tab, 'output')).toEqual(['70']);
  expect(await tab.count(problems)).toBe(0);
  expect(await tab.evaluate(() => location.search)).toBe('?course=4');
  await edit(tab, 'b', 0, '1');
  await poll(async () => decodeURIComponent(await hash(tab))).toBe('#v=1&x=[[1,2],[3,4]]&w=[[5,6],[7,8]]&b=1&lang=en');
  await tab.reload();
  await poll(() => shown(tab, 'output')).toEqual(['71']);
});

test('a short link to very many problems shows the first, and how many more there are', async ({ tab }) => {
  await open(tab, `v=1&z=${pack('a=1&'.repeat(131_072))}`);
  await poll(() => tab.count(`${problems} >> li`)).toBe(9);
  expect((await texts(tab, `${problems} >> li`)).at(-1)).toBe(words.problem.more(93));
});

test('without a DecompressionStream a packed link is read all the same', async ({ tab }) => {
  await open(tab);
  await tab.evaluate(() => {
    Reflect.deleteProperty(window, 'DecompressionStream');
    Reflect.deleteProperty(window, 'CompressionStream');
  });
  await setHash(tab, `v=1&z=${pack('preset=blocks-2d&b=1')}`);
  await poll(() => shown(tab, 'output')).toEqual(['71']);
  expect(await tab.count(problems)).toBe(0);
  await setHash(tab, 'v=1&z=abc');
  await poll(() => texts(tab, `${problems} >> li`)).toEqual([words.problem.packed('abc'), words.problem.opening]);
});

test('random fills of the three blocks have seeds of their own, and the address names them', async ({ tab }) => {
  await open(tab, `x=${rows(5, () => 0)}&w=${rows(5, () => 0)}`);
  for (const part of ['input', 'filter', 'bias']) {
    await tab.click(`conv-dot >> .volume[part=${part}] >> .head .icon-button`);
    await poll(() => texts(tab, `${menu} >> button`)).toContain(blocks.normals);
    await tab.evaluate((label) => {
      const buttons = document.querySelector('conv-dot')?.shadowRoot?.querySelectorAll<HTMLElement>('.block-menu button');
      [...(buttons ?? [])].find(({ textContent }) => textContent === label)?.click();
    }, blocks.normals);
    await poll(() => tab.count(`${menu}:popover-open`)).toBe(0);
  }
  await poll(() => hash(tab)).toBe('#v=1&seed=1,x.5.5,2,w.5.5,3,b.1');
  const { state, result } = await ask(tab);
  expect((state.x as number[][]).flat()).not.toEqual((state.w as number[][]).flat());
  expect(await reloaded(tab, [1, 1, 1, 1])).toMatchObject({ state, result });
});

declare global {
  interface Window {
    drawsHeld: () => number;
    letDraw: () => void;
    drawn: Promise<number>;
  }
}

/** Holds all draws from a seed until `letDraw` is called; `drawn` resolves when the page has received them all. */
const holdDraws = (tab: Tab) =>
  tab.evaluate(() => {
    const held: (() => void)[] = [];
    const answers: Promise<void>[] = [];
    let holding = true;
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (message: { id: string; path?: string[] }, ...more: never[]) {
      const post = () => postMessage.call(this, message, ...more);
      if (!holding || message?.path?.[0] !== 'randn') return post();
      answers.push(
        new Promise((resolve) => {
          const hear = ({ data }: MessageEvent) => {
            if (data?.id !== message.id) return;
            this.removeEventListener('message', hear);
            // Runs after everything that waits for the answer.
            setTimeout(resolve);
          };
          this.addEventListener('message', hear);
        }),
      );
      held.push(post);
    };
    window.drawsHeld = () => held.length;
    window.letDraw = () => {
      holding = false;
      for (const post of held) post();
      window.drawn = Promise.all(answers).then(() => held.length);
    };
  });
/** Waits until the page has asked for a draw: the case that needs it is on its way. */
const drawHeld = (tab: Tab) => poll(() => tab.evaluate(() => window.drawsHeld()), 'draws that are held').toBe(1);
const letDraw = (tab: Tab) =>
  tab.evaluate(async () => {
    window.letDraw();
    return window.drawn;
  });

test('a late preset or address replaces nothing newer', async ({ tab }) => {
  // Starts the engine that draws.
  await open(tab, 'v=1&preset=course-single-step');
  await poll(async () => (await ask(tab)).result.shape).toEqual([1, 1, 1, 1]);
  const slow = 'course-conv-forward';
  const act: [string, () => Promise<void>, string, string[]][] = [
    ['another preset', () => tab.select(examples, 'blocks-2d'), '#v=1&preset=blocks-2d', ['70']],
    ['another address', () => setHash(tab, 'v=1&preset=bias-once'), '#v=1&preset=bias-once', ['28']],
    ['a state that is set', () => set(tab, { x: '[[1,2]]', w: '[[3]]' }), '#v=1&x=[[1,2]]&w=[[3]]', ['3', '6']],
  ];
  for (const begin of [() => tab.select(examples, slow), () => setHash(tab, `v=1&preset=${slow}&stride=1`)]) {
    for (const [name, newer, address, output] of act) {
      await holdDraws(tab);
      await begin();
      await drawHeld(tab);
      await newer();
      await poll(() => shown(tab, 'output'), name).toEqual(output);
      expect(await letDraw(tab), 'draws that were held').toBe(1);
      await ask(tab);
      expect(await shown(tab, 'output'), name).toEqual(output);
      await poll(async () => decodeURIComponent(await hash(tab)), name).toBe(address);
    }
  }
});

test('a late preset or address keeps an edit made in the meantime', async ({ tab }) => {
  await open(tab, 'v=1&preset=course-single-step');
  await poll(async () => (await ask(tab)).result.shape).toEqual([1, 1, 1, 1]);
  for (const begin of [
    () => tab.select(examples, 'course-conv-forward'),
    () => setHash(tab, 'v=1&preset=course-conv-forward&stride=1'),
  ]) {
    await setHash(tab, 'v=1&preset=flip');
    await poll(() => shown(tab, 'x')).toEqual(['1', '2', '3', '4']);
    await holdDraws(tab);
    await begin();
    await drawHeld(tab);
    await edit(tab, 'x', 0, '9');
    await poll(() => shown(tab, 'x')).toEqual(['9', '2', '3', '4']);
    expect(await letDraw(tab), 'draws that were held').toBe(1);
    await ask(tab);
    expect(await shown(tab, 'x')).toEqual(['9', '2', '3', '4']);
    await poll(() => hash(tab)).toBe('#v=1&preset=flip&edit=x.0.9');
    expect(await tab.count(cell('x', 4))).toBe(0);
  }
});
