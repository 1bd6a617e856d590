// How soon the page shows an edit, and what the edit leads to, in Chromium: from the keystroke to the frame that has been painted with
// it, at the opening case, at 32x32x3 and at the largest case that can be edited; as fast as the machine is, and with the page's thread
// (not its worker) slowed by four, as DevTools does it. Prints medians and 95th percentiles; asserts nothing.
//   ./dev bench edit-to-paint
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { serve, staticFiles } from '../../web/build/serve.ts';
import { launchChromium } from './chromium.ts';

const kEdits = 60;
/** Between the answer to one keystroke and the next, in milliseconds. */
const kPause = 120;
/** A frame at 60 Hz. */
const kFrame = 1000 / 60;

interface Case {
  name: string;
  input: readonly number[];
  filter: readonly number[];
}
const cases: readonly Case[] = [
  { name: '6x6, 3x3', input: [6, 6], filter: [3, 3] },
  { name: '32x32x3, 8 of 3x3x3', input: [32, 32, 3], filter: [3, 3, 3, 8] },
  { name: '64x64x16, 11x11x16', input: [64, 64, 16], filter: [11, 11, 16, 1] },
];

/** Nested lists of small whole numbers, the same in every run. */
function block(shape: readonly number[]): unknown {
  let word = 1;
  const next = () => {
    word = (word * 1103515245 + 12345) % 2 ** 31;
    return Math.floor((word / 2 ** 31) * 19) - 9;
  };
  const level = (axis: number): unknown =>
    axis === shape.length ? next() : Array.from({ length: shape[axis] as number }, () => level(axis + 1));
  return level(0);
}

/** '12.3 / 15.0' */
function summary(times: readonly number[]): string {
  const sorted = times.toSorted((one, other) => one - other);
  const quantile = (q: number) => (sorted[Math.floor(q * (sorted.length - 1))] as number).toFixed(1);
  return `${quantile(0.5)} / ${quantile(0.95)}`;
}
const row = (...cells: readonly string[]) =>
  console.log(
    cells
      .map((cell) => cell.padEnd(24))
      .join('')
      .trimEnd(),
  );

// ---- in the page ----

declare global {
  interface Window {
    painted: number[];
    answered: number[];
    afterPaint: (done: () => void) => void;
  }
}

/** Keeps how long each keystroke, and the answer to it, take to be painted. */
function watch() {
  window.painted = [];
  window.answered = [];
  // A message that is posted in a frame's callback arrives when the frame has been painted.
  window.afterPaint = (done) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = done;
      port2.postMessage(0);
    });
  const element = document.querySelector('conv-dot') as HTMLElement & { bench: EventTarget };
  addEventListener(
    'keydown',
    ({ key, timeStamp }) => {
      if (!/^\d$/.test(key)) return;
      window.afterPaint(() => window.painted.push(performance.now() - timeStamp));
      element.bench.addEventListener(
        'settled',
        () => window.afterPaint(() => window.answered.push(performance.now() - timeStamp)),
        {
          once: true,
        },
      );
    },
    { capture: true },
  );
}

const server: Server = await serve(staticFiles(fileURLToPath(new URL('../../dist/site', import.meta.url))), 0);
const browser = await launchChromium();
console.log(
  `Chromium ${browser.version()}, without a GPU; ${kEdits} edits of one cell; p50 / p95 in ms, from the keystroke or the scroll to its paint; a frame is ${kFrame.toFixed(1)} ms`,
);
row('', 'edit', 'results', 'scroll of the matrix');
for (const { name, input, filter } of cases) {
  for (const slowed of [1, 4]) {
    const { painted, answered, scrolled } = await measure(input, filter, slowed);
    row(slowed === 1 ? name : `  ${slowed} times slower`, summary(painted), summary(answered), summary(scrolled));
  }
}
await browser.close();
server.close();

async function measure(input: readonly number[], filter: readonly number[], slowed: number) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.waitForFunction(() => document.querySelector('conv-dot')?.shadowRoot?.querySelector('.lanes'));
  await page.evaluate(
    (state) => {
      const element = document.querySelector('conv-dot') as HTMLElement & { state: unknown; bench: EventTarget };
      return new Promise<void>((resolve) => {
        element.bench.addEventListener('settled', () => resolve(), { once: true });
        element.state = state;
      });
    },
    { x: block(input), w: block(filter) },
  );
  await page.locator('convdot-grid[data-block="x"] [data-index="0"]').click();
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowed });
  await page.keyboard.type('0');
  await page.waitForTimeout(kPause);
  await page.evaluate(watch);
  for (let i = 0; i < kEdits; i++) {
    await page.keyboard.press('Control+A');
    await page.keyboard.press(String(1 + (i % 9)));
    await page.waitForFunction((edits) => window.painted.length === edits && window.answered.length === edits, i + 1);
    await page.waitForTimeout(kPause);
  }
  const times = await page.evaluate(async () => {
    const scroller = document.querySelector('conv-dot')?.shadowRoot?.querySelector('.matrix-scroller') as HTMLElement;
    scroller.scrollIntoView();
    const scrolled: number[] = [];
    for (let i = 0; i < 60; i++) {
      const began = performance.now();
      scroller.scrollTop += 48;
      await new Promise<void>((resolve) => window.afterPaint(resolve));
      scrolled.push(performance.now() - began);
    }
    return { painted: window.painted, answered: window.answered, scrolled };
  });
  await page.close();
  return times;
}
