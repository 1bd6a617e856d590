// The page in stock engines, Debian's: one after the other, two files at a time, each test once. A test that depends on the engine (focus,
// keys, clipboard, drag, wheel, print, sandbox, policies, service workers, file://, workers, motion, layout) is in a describe tagged
// @engines and runs in all three; the others check what our own code computes and run in Chromium, or in all three with CONVDOT_ALL set.
import { defineConfig } from '@playwright/test';
import { PORT } from './server.ts';

const engines = process.env.CONVDOT_ALL ? {} : { grep: /@engines/ };

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../../build/page-tests',
  // Pages whose tools the other tests have no use for (MkDocs, Sphinx, Jupyter, the packages of tests/hosts): with CONVDOT_ALL alone.
  ...(!process.env.CONVDOT_ALL && { grepInvert: /@all/ }),
  workers: 2,
  retries: 0,
  reporter: 'list',
  // Generous: they end what hangs. Nothing takes a tenth of them on a machine that has nothing else to do.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  use: { baseURL: `http://127.0.0.1:${PORT}/` },
  webServer: { command: `node ${import.meta.dirname}/server.ts`, url: `http://127.0.0.1:${PORT}/hosts/empty.html` },
  projects: [{ name: 'chromium' }, { name: 'firefox', ...engines }, { name: 'webkitgtk', ...engines }],
});
