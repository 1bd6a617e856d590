// A W3C WebDriver client for Debian's WebKitGTK: WebKitWebDriver with MiniBrowser, on the display that DISPLAY names.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { expect } from '@playwright/test';

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
const LIBRARIES = `/usr/lib/${{ x64: 'x86_64', arm64: 'aarch64' }[process.arch as string]}-linux-gnu`;

type Reference = { [ELEMENT]: string };

export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** The newest MiniBrowser that is installed: its folder carries the API's version. */
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

export class WebDriver {
  readonly #process: ChildProcess;
  readonly #server: string;
  readonly #settings: string;
  #session = '';

  private constructor(driver: ChildProcess, server: string, settings: string) {
    this.#process = driver;
    this.#server = server;
    this.#settings = settings;
  }

  static async start({ dark, reducedMotion }: { dark: boolean; reducedMotion: boolean }): Promise<WebDriver> {
    const port = await freePort();
    // Where the browser asks for both is GTK: its theme, and a file of its settings.
    const XDG_CONFIG_HOME = mkdtempSync(`${tmpdir()}/convdot-gtk-`);
    for (const folder of ['gtk-3.0', 'gtk-4.0'].map((name) => `${XDG_CONFIG_HOME}/${name}`)) {
      mkdirSync(folder);
      writeFileSync(`${folder}/settings.ini`, `[Settings]\ngtk-enable-animations=${Number(!reducedMotion)}\n`);
    }
    const env = { ...process.env, XDG_CONFIG_HOME, GTK_THEME: dark ? 'Adwaita:dark' : 'Adwaita' };
    const server = spawn('WebKitWebDriver', [`--port=${port}`], { stdio: 'ignore', env });
    const driver = new WebDriver(server, `http://127.0.0.1:${port}`, XDG_CONFIG_HOME);
    const listens = () => driver.#request('GET', '/status').then(Boolean, () => false);
    await expect.poll(listens, { message: 'WebKitWebDriver answers', intervals: [50] }).toBe(true);
    return driver;
  }

  async #request(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(this.#server + path, { method, ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }) });
    const { value } = (await response.json()) as { value: { error?: string; message?: string } };
    if (!response.ok) throw new Error(`WebDriver ${path}: ${value.error}: ${value.message}`);
    return value;
  }

  /** A browser with no history and no storage. */
  async open(): Promise<void> {
    const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': { binary: miniBrowser(), args: ['--automation'] } } };
    const { sessionId } = (await this.#request('POST', '/session', { capabilities })) as { sessionId: string };
    this.#session = `/session/${sessionId}`;
    await this.post('/timeouts', { script: 15_000 });
  }

  async close(): Promise<void> {
    await this.#request('DELETE', this.#session);
  }

  stop(): void {
    this.#process.kill();
    rmSync(this.#settings, { recursive: true, force: true });
  }

  post(path: string, body?: unknown): Promise<unknown> {
    return this.#request('POST', this.#session + path, body);
  }

  get(path: string): Promise<unknown> {
    return this.#request('GET', this.#session + path);
  }

  /** Runs a function in the page, and waits for it where it is async. */
  evaluate(source: string, values: readonly unknown[]): Promise<unknown> {
    return this.post('/execute/sync', { script: `return (${source})(...arguments)`, args: values });
  }

  /** The element that a selector finds, as soon as it is there and drawn: 'a >> b' is b inside a, its shadow root included. */
  async element(selector: string): Promise<string> {
    const script = `
      const [parts, done] = arguments;
      const look = () => {
        let found = document;
        for (const part of parts) found = found && ((found.shadowRoot ?? found).querySelector(part));
        if (found?.getClientRects().length) done(found); else requestAnimationFrame(look);
      };
      look();`;
    const reference = await this.post('/execute/async', { script, args: [selector.split(' >> ')] }).catch((cause: unknown) => {
      throw new Error(`${selector} did not appear`, { cause });
    });
    return (reference as Reference)[ELEMENT];
  }
}
