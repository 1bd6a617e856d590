// The browser for benchmarks: Debian's Chromium, without background activity.
import { createRequire } from 'node:module';

// Playwright is in the page's folder.
const { chromium }: typeof import('playwright') = createRequire(new URL('../../web/package.json', import.meta.url))('playwright');

export const kChromium = '/usr/bin/chromium';
export const kChromiumFlags: readonly string[] = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
];

export const launchChromium = (...flags: readonly string[]) =>
  chromium.launch({ executablePath: kChromium, args: [...kChromiumFlags, ...flags] });
