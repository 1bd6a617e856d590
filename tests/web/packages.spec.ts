// The npm package, installed by npm into an outside project: built with Vite, and unbuilt in a page without a bundler.
import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { install } from '../wasm/installed.mjs';
import { expect, expectOpeningCase, type Tab, test } from './fixtures.ts';
import { installed } from './server.ts';

const EXPECTED = /^70, identical, convdot \d+\.\d+\.\d+$/;

// The engines run side by side, so each has its own project.
const projectOf = (engine: string) => join(installed, engine);

/** The files that the element loads later are where it looks for them. */
async function expectEditor(tab: Tab) {
  await tab.evaluate(() => document.querySelector('conv-dot')?.setAttribute('open', 'numpy'));
  await expect.poll(() => tab.count('conv-dot >> .cm-content')).toBe(1);
}

// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern.
test.beforeAll(({}, { project }) => {
  const folder = projectOf(project.name);
  rmSync(folder, { recursive: true, force: true });
  install(folder);
  cpSync(join(import.meta.dirname, 'consumer'), folder, { recursive: true });
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');
  const built = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: folder, encoding: 'utf8' });
  expect([built.stdout + built.stderr, built.status], 'built without a warning').toEqual(['', 0]);
});

// biome-ignore lint/correctness/noEmptyPattern: as above
test('built with Vite, the wasm is shipped once', ({}, { project }) => {
  const names = readdirSync(join(projectOf(project.name), 'dist'), { recursive: true, encoding: 'utf8' });
  expect(names.filter((name) => name.endsWith('.wasm'))).toHaveLength(1);
});

test('built with Vite, on the page’s own thread and in a module worker', async ({ tab }) => {
  await tab.goto(`/installed/${tab.engine}/dist/index.html`);
  for (const place of ['#page', '#worker']) await expect.poll(() => tab.text(place), place).toMatch(EXPECTED);
  expect(await tab.consoleMessages()).toEqual([]);
});

test('built with Vite, the element', async ({ tab }) => {
  await tab.goto(`/installed/${tab.engine}/dist/element.html`);
  await expectOpeningCase(tab);
  await expectEditor(tab);
  expect(await tab.consoleMessages()).toEqual([]);
});

test('without a bundler, the library and the element', async ({ tab }) => {
  await tab.goto(`/installed/${tab.engine}/plain.html`);
  await expect.poll(() => tab.text('#page')).toMatch(EXPECTED);
  await expectOpeningCase(tab);
  await expectEditor(tab);
  expect(await tab.consoleMessages()).toEqual([]);
});
