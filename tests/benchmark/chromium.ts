// The browser for benchmarks: Debian's Chromium, without background activity.
import { createRequire } from 'node:module';

// Playwright is in the page's folder.
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
