// The browser that benchmarks run in: Debian's Chromium, which does nothing in the background that would take time.
import { createRequire } from 'node:module';

// The page's folder has Playwright.
const { chromium }: typeof import('playwright') = createRequire(new URL('../../web/package.json', import.meta.url))('playwright');

export const launchChromium = (...flags: readonly string[]) =>
  chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      ...flags,
    ],
  });
