// The page in stock engines, Debian's: one after the other, two files at a time, each test once. With CONVDOT_ALL set every test runs in
// all three. Otherwise the tags decide: what is tagged @engines depends on the engine (focus, keys, clipboard, drag, wheel, print,
// sandbox, policies, service workers, file://, workers, motion, layout) and runs in all three, @chromium beside it (it takes long, and
// another test is about the same thing in the other two) takes that back; what is tagged @all does not run.
import { defineConfig } from '@playwright/test';
import { PORT } from './server.ts';

const short = !process.env.CONVDOT_ALL;
const once = short ? { grepInvert: /@all/ } : {};
const engines = short ? { grep: /@engines/, grepInvert: /@all|@chromium/ } : {};

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../../build/page-tests',
  workers: 2,
  retries: 0,
  reporter: 'list',
  // Generous: they end what hangs. Nothing takes a tenth of them on a machine that has nothing else to do.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  use: { baseURL: `http://127.0.0.1:${PORT}/` },
  webServer: { command: `node ${import.meta.dirname}/server.ts`, url: `http://127.0.0.1:${PORT}/hosts/empty.html` },
  projects: [
    { name: 'chromium', ...once },
    { name: 'firefox', ...engines },
    { name: 'webkitgtk', ...engines },
  ],
});
