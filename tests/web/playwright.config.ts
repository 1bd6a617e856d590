// The page in three stock engines: Debian's Chromium, Firefox and WebKitGTK, one after the other, each test once.
import { defineConfig } from '@playwright/test';
import { PORT } from './server.ts';

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../../build/page-tests',
  workers: 1,
  retries: 0,
  reporter: 'list',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: { baseURL: `http://127.0.0.1:${PORT}/` },
  webServer: { command: `node ${import.meta.dirname}/server.ts`, url: `http://127.0.0.1:${PORT}/hosts/empty.html` },
  projects: [{ name: 'chromium' }, { name: 'firefox' }, { name: 'webkitgtk' }],
});
