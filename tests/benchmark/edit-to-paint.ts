// Measures how soon the page shows an edit and its results, in Chromium: from the keystroke to the painted frame, at the opening
// case, at 32x32x3 and at the largest editable case; at full speed, and with the page's thread (not its worker) slowed by four, as
// in DevTools. Runs twice: with frames that begin at once, which gives the page's own time, and with those of a 60 Hz screen, where
// a keystroke waits up to a frame. For comparison, also a page with only a text field: no page can be faster. Prints medians and
// 95th percentiles; asserts nothing.
//   ./dev bench edit-to-paint
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright';
import { serve, staticFiles } from '../../web/build/serve.ts';
import { launchChromium } from './chromium.ts';

const kEdits = 60;
/** Milliseconds that a key is held: longer than any answer takes. */
const kHeld = 200;
/** Milliseconds between the answer to one keystroke and the next. */
const kPause = 120;
/** A frame at 60 Hz. */
const kFrame = 1000 / 60;

/** Frames begin when they are requested, not when a screen is ready. */
const kNoScreen = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];

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
  if (times.length === 0) return '-';
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

/** Records the time until each keystroke is painted. */
function watch() {
  window.painted = [];
  window.answered = [];
  // An urgent task posted in a frame's callback runs when the frame has been painted, before tasks that arrived in the meantime.
  window.afterPaint = (done) => requestAnimationFrame(() => void scheduler.postTask(done, { priority: 'user-blocking' }));
  addEventListener(
    'keydown',
    ({ key, timeStamp }) => {
      if (/^\d$/.test(key)) window.afterPaint(() => window.painted.push(performance.now() - timeStamp));
    },
    { capture: true },
  );
}

/** Records the time until the answer to it is painted. */
function watchAnswers() {
  const { example } = document.querySelector('conv-dot') as HTMLElement & { example: EventTarget };
  addEventListener(
    'keydown',
    ({ key, timeStamp }) => {
      const painted = () => window.afterPaint(() => window.answered.push(performance.now() - timeStamp));
      if (/^\d$/.test(key)) example.addEventListener('settled', painted, { once: true });
    },
    { capture: true },
  );
}

/** Replaces the focused field's contents with a digit, many times. */
async function edit(page: Page, slowed: number, watches: readonly (() => void)[]) {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowed });
  await page.keyboard.type('0');
  await page.waitForTimeout(kPause);
  for (const each of watches) await page.evaluate(each);
  for (let i = 0; i < kEdits; i++) {
    await page.keyboard.press('Control+A');
    await page.keyboard.down(String(1 + (i % 9)));
    // The questions to the page, and the key release, would affect the measurement.
    await page.waitForTimeout(kHeld);
    await page.keyboard.up(String(1 + (i % 9)));
    await page.waitForFunction(
      ([edits, answers]) => window.painted.length === edits && window.answered.length === answers,
      [i + 1, watches.includes(watchAnswers) ? i + 1 : 0],
      { polling: 20 },
    );
    // Avoids being in step with the screen.
    await page.waitForTimeout(kPause + (i % 17));
  }
  return page.evaluate(() => ({ painted: window.painted, answered: window.answered }));
}

async function emptyPage(browser: Browser, slowed: number) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.setContent('<input>');
  await page.locator('input').click();
  const { painted } = await edit(page, slowed, [watch]);
  await page.close();
  return painted;
}

async function convdot(browser: Browser, { input, filter }: Case, slowed: number) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.waitForFunction(() => document.querySelector('conv-dot')?.shadowRoot?.querySelector('.lanes'));
  await page.evaluate(
    (state) => {
      const element = document.querySelector('conv-dot') as HTMLElement & { state: unknown; example: EventTarget };
      return new Promise<void>((resolve) => {
        element.example.addEventListener('settled', () => resolve(), { once: true });
        element.state = state;
      });
    },
    { x: block(input), w: block(filter) },
  );
  await page.locator('convdot-grid[data-block="x"] [data-index="0"]').click();
  const times = await edit(page, slowed, [watch, watchAnswers]);
  const scrolled = await page.evaluate(async () => {
    const scroller = document.querySelector('conv-dot')?.shadowRoot?.querySelector('.matrix-scroller') as HTMLElement;
    scroller.scrollIntoView();
    const each: number[] = [];
    for (let i = 0; i < 60 && scroller.scrollHeight > scroller.clientHeight; i++) {
      const began = performance.now();
      scroller.scrollTop += 48;
      await new Promise<void>((resolve) => window.afterPaint(resolve));
      each.push(performance.now() - began);
    }
    return each;
  });
  await page.close();
  return { ...times, scrolled };
}

const server: Server = await serve(staticFiles(fileURLToPath(new URL('../../dist/site', import.meta.url))), 0);
const slowdowns = [1, 4];
const named = (name: string, slowed: number) => (slowed === 1 ? name : `  ${slowed} times slower`);
for (const screen of [false, true]) {
  const browser = await launchChromium(...(screen ? [] : kNoScreen));
  console.log(
    `Chromium ${browser.version()}, without a GPU, ${screen ? 'with a screen at 60 Hz' : 'frames begin at once'}; ${kEdits} edits of one cell; p50 / p95 in ms, from the keystroke or the scroll to its paint; a frame is ${kFrame.toFixed(1)} ms`,
  );
  row('', 'edit', 'results', 'scroll of the matrix');
  for (const slowed of slowdowns) row(named('an empty page', slowed), summary(await emptyPage(browser, slowed)));
  for (const each of cases) {
    for (const slowed of slowdowns) {
      const { painted, answered, scrolled } = await convdot(browser, each, slowed);
      row(named(each.name, slowed), summary(painted), summary(answered), summary(scrolled));
    }
  }
  await browser.close();
}
server.close();
