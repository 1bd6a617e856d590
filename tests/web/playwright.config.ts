// The page in Debian's unmodified engines: one after another, two files at a time, each test once. With CONVDOT_ALL set, every test
// runs in all three. Otherwise tags decide: @engines runs in all three, because it depends on the engine (focus, keys, clipboard,
// drag, wheel, print, sandbox, policies, service workers, file://, workers, motion, layout); an additional @chromium cancels that
// for a slow test if another one covers the same subject in the other two; @all does not run.
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
  // Generous: these limits end a test that hangs. On an idle machine nothing takes a tenth of them.
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
