// A W3C WebDriver client for Debian's WebKitGTK: WebKitWebDriver with MiniBrowser, on its own Xvfb display.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect } from '@playwright/test';
import { freePort } from './server.ts';

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
const LIBRARIES = `/usr/lib/${{ x64: 'x86_64', arm64: 'aarch64' }[process.arch as string]}-linux-gnu`;

type Reference = { [ELEMENT]: string };

/** The newest installed MiniBrowser; its folder carries the API's version. */
function miniBrowser(): string {
  const found = readdirSync(LIBRARIES)
    .filter((name) => name.startsWith('webkit'))
    .map((name) => `${LIBRARIES}/${name}/MiniBrowser`)
    .filter((path) => existsSync(path))
    .sort();
  const newest = found.at(-1);
  if (!newest) throw new Error(`There is no MiniBrowser in ${LIBRARIES}: install webkit2gtk-driver.`);
  return newest;
}

/** An error of the driver, with W3C's code. */
class Refused extends Error {
  readonly code: string;
  constructor(path: string, { error = '', message = '' }: { error?: string; message?: string }) {
    super(`WebDriver ${path}: ${error}: ${message}`);
    this.code = error;
  }
}

/** The element was still moving, briefly covered, or rendered again between the check and the action. */
const kMoved = ['element click intercepted', 'element not interactable', 'stale element reference'];
/** How long to wait for an element, as in the other engines. */
const kPatience = 30_000;
/** The limit for starting a browser, which takes half a second. */
const kStart = 20_000;

/** Functions, as source text, that make a check of an element found in a frame. */
const kDrawn = '() => (found) => Boolean(found?.getClientRects().length)';
// A click scrolls its element barely into view, where a sticky element may cover it. So it is scrolled to the middle.
const kStill = `() => {
  let last = {};
  return (found) => {
    if (!found?.getClientRects().length) return false;
    if (found !== last.found) found.scrollIntoView({ block: 'center', inline: 'nearest' });
    const { x, y } = found.getBoundingClientRect();
    const still = found === last.found && x === last.x && y === last.y;
    last = { found, x, y };
    return still;
  };
}`;

/** A display for one browser: windows that share a display take the focus from each other. */
async function startDisplay(): Promise<{ server: ChildProcess; name: string }> {
  // It takes a free number, and writes it to the given file.
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await text(server.stdio[3] as Readable);
  if (!number) throw new Error('Xvfb did not start');
  return { server, name: `:${number.trim()}` };
}

export class WebDriver {
  readonly #display: ChildProcess;
  readonly #env: NodeJS.ProcessEnv;
  readonly #settings: string;
  #process: ChildProcess | undefined;
  #server = '';
  #session = '';

  private constructor(display: ChildProcess, env: NodeJS.ProcessEnv, settings: string) {
    this.#display = display;
    this.#env = env;
    this.#settings = settings;
  }

  static async start({ dark, reducedMotion }: { dark: boolean; reducedMotion: boolean }): Promise<WebDriver> {
    // The browser takes both settings from GTK: its theme, and a settings file.
    const XDG_CONFIG_HOME = mkdtempSync(`${tmpdir()}/convdot-gtk-`);
    for (const folder of ['gtk-3.0', 'gtk-4.0'].map((name) => `${XDG_CONFIG_HOME}/${name}`)) {
      mkdirSync(folder);
      writeFileSync(`${folder}/settings.ini`, `[Settings]\ngtk-enable-animations=${Number(!reducedMotion)}\n`);
    }
    const { server, name: DISPLAY } = await startDisplay();
    const env = {
      ...process.env,
      DISPLAY,
      XDG_CONFIG_HOME,
      GTK_THEME: dark ? 'Adwaita:dark' : 'Adwaita',
      // No OpenGL: without a graphics card it is Mesa's, which crashes once in a few hundred pages that WebKit (2.50) draws with
      // several threads (ThreadedCompositor and SkiaGPUWorker, in swrast_dri.so), and takes the page with it.
      WEBKIT_DISABLE_COMPOSITING_MODE: '1',
    };
    const driver = new WebDriver(server, env, XDG_CONFIG_HOME);
    await driver.#serve();
    return driver;
  }

  async #serve(): Promise<void> {
    const port = await freePort();
    this.#server = `http://127.0.0.1:${port}`;
    this.#process = spawn('WebKitWebDriver', [`--port=${port}`], { stdio: 'ignore', env: this.#env });
    const listens = () => this.#request('GET', '/status').then(Boolean, () => false);
    await expect.poll(listens, { message: 'WebKitWebDriver answers', intervals: [50] }).toBe(true);
  }

  async #request(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<unknown> {
    const response = await fetch(this.#server + path, {
      method,
      ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }),
      ...(signal && { signal }),
    });
    const { value } = (await response.json()) as { value: { error?: string; message?: string } };
    if (!response.ok) throw new Refused(path, value);
    return value;
  }

  /** A browser with no history and no storage. */
  async open(serviceWorker: boolean): Promise<void> {
    // Keeps no left pages alive.
    const features = `--features=-UsesBackForwardCache${serviceWorker ? '' : ',-ServiceWorkers'}`;
    const browser = { binary: miniBrowser(), args: ['--automation', features] };
    const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': browser } };
    const begin = (signal?: AbortSignal) => this.#request('POST', '/session', { capabilities }, signal);
    // The driver (2.50) misses one browser in a hundred, and then waits forever. No test has begun, so it starts another driver.
    const begun = await begin(AbortSignal.timeout(kStart)).catch(async (cause: Error) => {
      if (cause.name !== 'TimeoutError') throw cause;
      this.#process?.kill();
      await this.#serve();
      return begin();
    });
    this.#session = `/session/${(begun as { sessionId: string }).sessionId}`;
    await this.post('/timeouts', { script: kPatience });
  }

  async close(): Promise<void> {
    await this.#request('DELETE', this.#session);
  }

  stop(): void {
    this.#process?.kill();
    this.#display.kill();
    rmSync(this.#settings, { recursive: true, force: true });
  }

  post(path: string, body?: unknown): Promise<unknown> {
    return this.#request('POST', this.#session + path, body);
  }

  get(path: string): Promise<unknown> {
    return this.#request('GET', this.#session + path);
  }

  /** Runs a function in the page, and awaits it if it is async. */
  evaluate(source: string, values: readonly unknown[]): Promise<unknown> {
    return this.post('/execute/sync', { script: `return (${source})(...arguments)`, args: values });
  }

  /** The element of a selector, as soon as it exists and is drawn: 'a >> b' is b inside a, including its shadow root. */
  async element(selector: string, ready = kDrawn): Promise<string> {
    const script = `
      const [parts, done] = arguments;
      const ready = (${ready})();
      const look = () => {
        let found = document;
        for (const part of parts) found = found && ((found.shadowRoot ?? found).querySelector(part));
        if (ready(found)) done(found); else requestAnimationFrame(look);
      };
      look();`;
    const reference = await this.post('/execute/async', { script, args: [selector.split(' >> ')] }).catch((cause: unknown) => {
      throw new Error(`${selector} did not appear`, { cause });
    });
    return (reference as Reference)[ELEMENT];
  }

  /**
   * Acts on an element when it is visible and stationary, like Playwright. If it has moved or was rendered again, looks for it
   * again.
   */
  async act(selector: string, action: (element: string) => Promise<unknown>): Promise<void> {
    for (const until = Date.now() + kPatience; ; ) {
      const element = await this.element(selector, kStill);
      try {
        await action(element);
        return;
      } catch (error) {
        if (!(error instanceof Refused && kMoved.includes(error.code)) || Date.now() > until) throw error;
      }
    }
  }
}
