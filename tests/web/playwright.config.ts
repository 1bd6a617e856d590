// The page in three stock engines, Debian's: one after the other, two files at a time, each test once.
import { defineConfig } from '@playwright/test';
import { PORT } from './server.ts';

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../../build/page-tests',
  workers: 2,
  retries: 0,
  reporter: 'list',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: { baseURL: `http://127.0.0.1:${PORT}/` },
  webServer: { command: `node ${import.meta.dirname}/server.ts`, url: `http://127.0.0.1:${PORT}/hosts/empty.html` },
  projects: [{ name: 'chromium' }, { name: 'firefox' }, { name: 'webkitgtk' }],
});
