// One driver, `tab`, for three unmodified engines: Playwright in Chromium and Firefox, WebDriver in WebKitGTK. Tests use only this
// interface, so that each can run in all three. The selector 'a >> b' finds b inside a, including its shadow root.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, test as base, expect, type Frame, type Page } from '@playwright/test';
import { WebDriver } from './webdriver.ts';

export { expect };
export type EngineName = 'chromium' | 'firefox' | 'webkitgtk';

export type Offset = readonly [x: number, y: number];
/** Moves by an offset, or turns the wheel by one. */
export type MouseStroke = 'press' | 'release' | readonly ['move' | 'wheel', Offset];

export interface Tab {
  readonly engine: EngineName;
  /** Loads the page, even if it is open with another hash. */
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  click(selector: string): Promise<void>;
  /** Replaces the contents of a field. */
  fill(selector: string, text: string): Promise<void>;
  /** Chooses the option of a select with this value. */
  select(selector: string, value: string): Promise<void>;
  /** Types text at the focus. */
  type(text: string): Promise<void>;
  /** Presses keys one after another: 'Tab', 'ArrowLeft', 'Shift+Tab', 'a'. */
  keys(...keys: string[]): Promise<void>;
  /** Moves the pointer over an element. */
  hover(selector: string): Promise<void>;
  /** Uses the mouse, starting at an offset from the middle of a visible element; x to the right, y down. */
  mouse(selector: string, from: Offset, ...strokes: MouseStroke[]): Promise<void>;
  /** Waits for the element, like every method with a selector. */
  text(selector: string): Promise<string>;
  attribute(selector: string, name: string): Promise<string | null>;
  /** The number of elements that match now, drawn or not. */
  count(selector: string): Promise<number>;
  evaluate<A extends unknown[], R>(body: (...values: A) => R, ...values: A): Promise<Awaited<R>>;
  screenshot(path: string): Promise<void>;
  /** The printed page as PDF. Only in Chromium: the other drivers cannot print. */
  pdf(format: 'A4' | 'Letter'): Promise<Buffer>;
  /** Collects garbage. Only in Chromium: the other drivers cannot. */
  collectGarbage(): Promise<void>;
  /** The size of the viewport, in CSS pixels. */
  setViewport(width: number, height: number): Promise<void>;
  /** All later calls act on the document in this iframe, until leaveFrame. */
  enterFrame(selector: string): Promise<void>;
  leaveFrame(): Promise<void>;
  /** Errors and warnings since the last goto, including uncaught errors and policy violations. WebKitGTK: not on file://. */
  consoleMessages(): Promise<string[]>;
  /** Requested addresses since the last goto. WebKitGTK: without the workers' requests. */
  requests(): Promise<string[]>;
  /** axe-core's violations of WCAG 2.2 AA in the current document, as text. */
  axe(): Promise<string[]>;
}

export const CHROMIUM = {
  // The headless shell is the same engine without browser windows, at half the processor time. A full run uses the browser itself.
  executablePath: process.env.CONVDOT_ALL ? '/usr/bin/chromium' : '/usr/bin/chromium-headless-shell',
  // --no-sandbox: CI runs as root. A spare renderer would be started for each page and never used. The other options keep the
  // browser from contacting its servers.
  args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'].concat(
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-features=SpareRendererForSitePerProcess',
  ),
};
const firefox = ({ dark, reducedMotion }: System) => ({
  channel: 'moz-firefox',
  executablePath: '/usr/bin/firefox-esr',
  firefoxUserPrefs: {
    // Set as in every user's Firefox; the automation profile differs.
    'security.fileuri.strict_origin_policy': true,
    'layout.css.prefers-color-scheme.content-override': dark ? 0 : 1,
    'ui.prefersReducedMotion': Number(reducedMotion),
  },
});

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResult {
  violations: { id: string; help: string; nodes: { target: unknown[]; failureSummary?: string }[] }[];
}
async function axeViolations(evaluate: (source: string) => Promise<unknown>): Promise<string[]> {
  const tags = JSON.stringify(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']);
  await evaluate(`() => { ${axeSource}; }`);
  const { violations } = (await evaluate(
    `() => axe.run(document, { runOnly: ${tags}, resultTypes: ['violations'] })`,
  )) as AxeResult;
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${JSON.stringify(node.target)}`));
}

/** Whether the addresses differ only in the hash, which loads nothing. */
const isSameDocument = (from: string, to: string) => to.includes('#') && from.replace(/#.*/, '') === to.replace(/#.*/, '');

/**
 * Presses a key and checks that the page received it. On a busy machine a few key presses had no effect in Firefox (ESR 153, WebDriver
 * BiDi); the cause is not known. Firefox dispatches a key before the command ends, so if the page has seen no keydown by then, nothing
 * has happened yet and the key can be pressed again. Keys for an inner frame are not checked.
 */
async function pressSeen(page: Page, key: string, press: () => Promise<void>) {
  const chord = key.length > 1 ? key.split('+').length : 1;
  for (let tries = 0; tries < 3; tries += 1) {
    const before = await page.evaluate(() => {
      const watched = window as unknown as { keysSeen?: number };
      if (watched.keysSeen === undefined) {
        watched.keysSeen = 0;
        const count = () => {
          watched.keysSeen = (watched.keysSeen ?? 0) + 1;
        };
        addEventListener('keydown', count, { capture: true });
      }
      return document.activeElement instanceof HTMLIFrameElement ? null : watched.keysSeen;
    });
    await press();
    // The key may have led to another page, which counts nothing.
    const after = await page.evaluate(() => (window as unknown as { keysSeen?: number }).keysSeen).catch(() => undefined);
    if (before === null || after === undefined || after >= before + chord) return;
  }
  throw new Error(`Firefox did not deliver the key ${key} in three attempts.`);
}

const twoFrames = () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));

function withPlaywright(page: Page, engine: EngineName): Tab {
  let frame: Frame = page.mainFrame();
  let messages: string[] = [];
  let requests: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') messages.push(message.text());
  });
  page.on('pageerror', (error) => messages.push(String(error)));
  page.on('request', (request) => requests.push(request.url()));
  const evaluate = (source: string, values: readonly unknown[] = []) =>
    frame.evaluate(`(${source})(...${JSON.stringify(values)})`);
  const fresh = () => {
    frame = page.mainFrame();
    messages = [];
    requests = [];
  };
  return {
    engine,
    goto: async (url) => {
      fresh();
      const before = page.url();
      await page.goto(url);
      if (isSameDocument(before, page.url())) await page.reload();
    },
    reload: async () => {
      fresh();
      await page.reload();
    },
    click: (selector) => frame.locator(selector).click(),
    fill: (selector, text) => frame.locator(selector).fill(text),
    select: async (selector, value) => {
      await frame.locator(selector).selectOption(value);
    },
    type: async (text) => {
      for (const character of text) {
        const press = () => page.keyboard.type(character);
        // Playwright inserts other characters without a key.
        await (engine === 'firefox' && /[ -~]/.test(character) ? pressSeen(page, character, press) : press());
      }
    },
    keys: async (...keys) => {
      for (const key of keys) {
        const press = () => page.keyboard.press(key);
        await (engine === 'firefox' ? pressSeen(page, key, press) : press());
      }
    },
    hover: (selector) => frame.locator(selector).hover(),
    mouse: async (selector, from, ...strokes) => {
      const { x = 0, y = 0, width = 0, height = 0 } = (await frame.locator(selector).boundingBox()) ?? {};
      let [left, top] = [x + width / 2 + from[0], y + height / 2 + from[1]];
      await page.mouse.move(left, top);
      for (const stroke of strokes) {
        if (stroke === 'press') await page.mouse.down();
        else if (stroke === 'release') await page.mouse.up();
        else if (stroke[0] === 'wheel') await page.mouse.wheel(...stroke[1]);
        else {
          left += stroke[1][0];
          top += stroke[1][1];
          await page.mouse.move(left, top, { steps: 3 });
        }
      }
    },
    text: (selector) => frame.locator(selector).innerText(),
    attribute: (selector, name) => frame.locator(selector).getAttribute(name),
    count: (selector) => frame.locator(selector).count(),
    evaluate: (body, ...values) => evaluate(String(body), values) as never,
    screenshot: async (path) => {
      await page.screenshot({ path });
    },
    pdf: (format) => page.pdf({ format }),
    collectGarbage: () => page.requestGC(),
    setViewport: (width, height) => page.setViewportSize({ width, height }),
    enterFrame: async (selector) => {
      const handle = await frame.locator(selector).elementHandle();
      const inner = await handle?.contentFrame();
      if (!inner) throw new Error(`${selector} has no document`);
      frame = inner;
    },
    leaveFrame: async () => {
      frame = page.mainFrame();
    },
    consoleMessages: async () => messages,
    requests: async () => requests,
    axe: () => axeViolations(evaluate),
  };
}

/** WebDriver's codes for keys that are not characters. */
const KEYS: Record<string, string> = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  Space: ' ',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Delete: '\uE017',
  F2: '\uE032',
};

/** The presses and releases of 'Shift+Tab'. */
function strokes(key: string): { type: 'keyDown' | 'keyUp'; value: string }[] {
  const values = key.length === 1 ? [key] : key.split('+').map((name) => KEYS[name] ?? name);
  return [
    ...values.map((value) => ({ type: 'keyDown' as const, value })),
    ...values.toReversed().map((value) => ({ type: 'keyUp' as const, value })),
  ];
}

function withWebDriver(driver: WebDriver, baseURL: string): Tab {
  const evaluate = (source: string, values: readonly unknown[] = []) => driver.evaluate(source, values);
  const press = (keys: readonly string[]) =>
    driver.post('/actions', { actions: [{ type: 'key', id: 'keyboard', actions: keys.flatMap(strokes) }] });
  // The driver turns the wheel by the difference from the last turn, so it gets their sum.
  let turns: Offset = [0, 0];
  const reference = (id: string) => ({ 'element-6066-11e4-a52e-4f735466cecf': id });
  return {
    engine: 'webkitgtk',
    goto: async (url) => {
      await driver.post('/frame', { id: null });
      const [before, { href }] = [String(await driver.get('/url')), new URL(url, baseURL)];
      await driver.post('/url', { url: href });
      if (isSameDocument(before, href)) await driver.post('/refresh');
    },
    reload: async () => {
      await driver.post('/refresh');
    },
    click: (selector) => driver.act(selector, (element) => driver.post(`/element/${element}/click`)),
    fill: async (selector, text) => {
      const element = await driver.element(selector);
      await driver.post(`/element/${element}/clear`);
      await driver.post(`/element/${element}/value`, { text });
    },
    select: (selector, value) =>
      driver.act(selector, async (element) => {
        const values = [reference(element), value];
        const option = await evaluate('(select, value) => [...select.options].find((each) => each.value === value)', values);
        await driver.post(`/element/${Object.values(option as object)[0]}/click`);
      }),
    type: async (text) => {
      await press([...text]);
    },
    keys: async (...keys) => {
      await press(keys);
    },
    hover: (selector) =>
      driver.act(selector, (element) => {
        const actions = [{ type: 'pointerMove', origin: reference(element), x: 0, y: 0, duration: 0 }];
        return driver.post('/actions', {
          actions: [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }],
        });
      }),
    mouse: async (selector, from, ...strokes) => {
      const origin = reference(await driver.element(selector));
      let [x, y] = from;
      // Each step has one action for each of the two devices.
      const mouse: object[] = [{ type: 'pointerMove', origin, x, y, duration: 0 }];
      const wheel: object[] = [{ type: 'pause' }];
      for (const stroke of strokes) {
        const turned = Array.isArray(stroke) && stroke[0] === 'wheel';
        if (turned) {
          turns = [turns[0] + stroke[1][0], turns[1] + stroke[1][1]];
          wheel.push({ type: 'scroll', origin, x, y, deltaX: turns[0], deltaY: turns[1] });
        } else wheel.push({ type: 'pause' });
        if (stroke === 'press') mouse.push({ type: 'pointerDown', button: 0 });
        else if (stroke === 'release') mouse.push({ type: 'pointerUp', button: 0 });
        else if (turned) mouse.push({ type: 'pause' });
        else {
          x += stroke[1][0];
          y += stroke[1][1];
          mouse.push({ type: 'pointerMove', origin, x, y, duration: 0 });
        }
      }
      const actions = [
        { type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions: mouse },
        ...(wheel.some((each) => 'deltaY' in each) ? [{ type: 'wheel', id: 'wheel', actions: wheel }] : []),
      ];
      await driver.post('/actions', { actions });
    },
    text: async (selector) => String(await driver.get(`/element/${await driver.element(selector)}/text`)),
    attribute: async (selector, name) =>
      (await evaluate('(element, name) => element.getAttribute(name)', [reference(await driver.element(selector)), name])) as
        | string
        | null,
    count: async (selector) =>
      (await evaluate(
        `(parts) => parts.reduce(
          (found, part) => found.flatMap((each) => [...(each.shadowRoot ?? each).querySelectorAll(part)]), [document]).length`,
        [selector.split(' >> ')],
      )) as number,
    evaluate: (body, ...values) => evaluate(String(body), values) as never,
    screenshot: async (path) => {
      // The first screenshot may show an older frame.
      await evaluate(String(twoFrames));
      writeFileSync(path, Buffer.from(String(await driver.get('/screenshot')), 'base64'));
    },
    pdf: () => Promise.reject(new Error('WebKitGTK’s driver cannot print')),
    collectGarbage: () => Promise.reject(new Error('WebKitGTK’s driver cannot collect garbage')),
    setViewport: async (width, height) => {
      // The page learns of a new size a moment later: it is read when it has stayed the same.
      const inner = async () => {
        for (let before = ''; ; ) {
          const now = (await evaluate(
            '() => new Promise((resolve) => setTimeout(() => resolve([innerWidth, innerHeight]), 60))',
          )) as [number, number];
          if (String(now) === before) return now;
          before = String(now);
        }
      };
      // This sets the window's size, which includes its frame and bars.
      await driver.post('/window/rect', { width, height });
      const [w, h] = await inner();
      await driver.post('/window/rect', { width: 2 * width - w, height: 2 * height - h });
      await inner();
    },
    enterFrame: async (selector) => {
      await driver.post('/frame', { id: reference(await driver.element(selector)) });
    },
    leaveFrame: async () => {
      await driver.post('/frame', { id: null });
    },
    consoleMessages: async () => (await evaluate('() => window.convdotConsole ?? []')) as string[],
    requests: async () =>
      (await evaluate(
        "() => [location.href, ...performance.getEntriesByType('resource').map(({ name }) => name)].filter((url) => !url.endsWith('/capture.js'))",
      )) as string[],
    axe: () => axeViolations(evaluate),
  };
}

type Started = { engine: 'webkitgtk'; driver: WebDriver } | { engine: 'chromium' | 'firefox'; program: Browser };

/** The preferences that the reader's system sets for every page. */
export interface System {
  dark: boolean;
  reducedMotion: boolean;
}

interface Opened {
  tab: Tab;
  /** Resets the state that survives a page load: the size of the window and the position of the pointer. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a page with no history, cache or storage. */
async function openPage(started: Started, system: System, baseURL: string, serviceWorker: boolean): Promise<Opened> {
  if (started.engine === 'webkitgtk') {
    const { driver } = started;
    await driver.open(serviceWorker);
    const size = await driver.get('/window/rect');
    const reset = async () => {
      await driver.post('/frame', { id: null });
      await driver.post('/window/rect', size);
      const actions = [{ type: 'pointerMove', origin: 'viewport', x: 0, y: 0, duration: 0 }];
      await driver.post('/actions', {
        actions: [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }],
      });
    };
    return { tab: withWebDriver(driver, baseURL), reset, close: () => driver.close() };
  }
  const viewport = { width: 1280, height: 800 };
  const page = await started.program.newPage({
    baseURL,
    viewport,
    ...(started.engine === 'chromium' && {
      colorScheme: system.dark ? 'dark' : 'light',
      reducedMotion: system.reducedMotion ? 'reduce' : 'no-preference',
      // The headless shell denies this without asking; a browser lets a clicked page write to the clipboard.
      ...(!process.env.CONVDOT_ALL && { permissions: ['clipboard-write'] }),
    }),
  });
  if (!serviceWorker)
    await page.addInitScript(() => {
      const { ServiceWorkerContainer: container } = globalThis;
      if (container) container.prototype.register = () => new Promise(() => {});
    });
  // The same as for WebDriver's scripts.
  page.setDefaultTimeout(30_000);
  const reset = async () => {
    await page.setViewportSize(viewport);
    await page.mouse.move(0, 0);
  };
  return { tab: withPlaywright(page, started.engine), reset, close: () => page.context().close() };
}

interface Options {
  /** The test's page belongs to a new browser context, with no history, cache or storage. */
  ownPage: boolean;
  /**
   * Installs the site's service worker; implies `ownPage`. Its first visit fetches the whole site again, a fifth of a test's time.
   */
  serviceWorker: boolean;
}

export const test = base.extend<{ tab: Tab } & Options, { system: System; started: Started; kept: { opened: Opened | null } }>({
  ownPage: [false, { option: true }],
  serviceWorker: [false, { option: true }],
  system: [
    { dark: false, reducedMotion: false },
    { option: true, scope: 'worker' },
  ],
  started: [
    async ({ playwright, system }, use, worker) => {
      const engine = worker.project.name as EngineName;
      if (engine === 'webkitgtk') {
        const driver = await WebDriver.start(system);
        await use({ engine, driver });
        driver.stop();
      } else {
        const program =
          engine === 'chromium' ? await playwright.chromium.launch(CHROMIUM) : await playwright.firefox.launch(firefox(system));
        await use({ engine, program });
        await program.close();
      }
    },
    { scope: 'worker' },
  ],
  // One page serves all tests in turn, and each reloads it, at a quarter of the cost of a new page. After a failure Playwright
  // starts another worker, and so another page.
  kept: [
    // Ends before the browser does.
    async ({ started: _ }, use) => {
      const kept: { opened: Opened | null } = { opened: null };
      await use(kept);
      await kept.opened?.close();
    },
    { scope: 'worker' },
  ],
  tab: async ({ started, system, kept, ownPage, serviceWorker, baseURL }, use) => {
    if (ownPage || serviceWorker) {
      // WebKitGTK has one page at a time.
      await kept.opened?.close();
      kept.opened = null;
      const { tab, close } = await openPage(started, system, baseURL ?? '', serviceWorker);
      await use(tab);
      await close();
    } else {
      await kept.opened?.reset();
      kept.opened ??= await openPage(started, system, baseURL ?? '', false);
      await use(kept.opened.tab);
    }
  },
});

/** The opening case has been computed: the lecture's first output, by both routes. */
export async function expectOpeningCase(tab: Tab, element = 'conv-dot'): Promise<void> {
  await expect.poll(() => tab.text(`${element} >> .acts[role=tablist]`)).toMatch(/−5[^−]*=[^−]*−5/);
}
