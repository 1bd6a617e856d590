// The same measurements in a page, in headless Chromium. Served like on any static host: no header that allows threads.
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { serve, staticFiles } from '../../../web/build/serve.ts';
import { launchChromium } from '../chromium.ts';
import type { Result } from './measure.ts';
import type { Run } from './report.ts';

const require = createRequire(new URL('../../../web/package.json', import.meta.url));
const { build } = require('esbuild') as { build(options: object): Promise<unknown> };

const root = fileURLToPath(new URL('../../../', import.meta.url));
const page = 'build/benchmark-page/';
const peers = '/tests/benchmark/node_modules/';

async function makePage(): Promise<void> {
  await mkdir(root + page, { recursive: true });
  await build({
    entryPoints: [fileURLToPath(new URL('page.ts', import.meta.url))],
    outfile: `${root}${page}page.js`,
    alias: { convdot: `${root}dist/convdot/index.js` },
    bundle: true,
    format: 'esm',
    target: 'es2023',
    logLevel: 'warning',
  });
  const scripts = [
    '@tensorflow/tfjs-core/dist/tf-core.min.js',
    '@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.min.js',
    'onnxruntime-web/dist/ort.wasm.min.js',
    '@techstark/opencv-js/dist/opencv.js',
  ];
  const tags = scripts.map((each) => `<script src="${peers}${each}"></script>`);
  const own = '<script type="module" src="page.js"></script>';
  await writeFile(`${root}${page}index.html`, ['<!doctype html>', '<title>Speed</title>', ...tags, own].join('\n'));
}

export async function measureInChromium(limit: string, told: (result: Result) => void): Promise<Run> {
  await makePage();
  const server = await serve(staticFiles(root), 0);
  const browser = await launchChromium();
  try {
    const tab = await browser.newPage();
    tab.on('pageerror', (error) => console.error(error));
    await tab.exposeFunction('told', told);
    await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${page}`);
    const results = await tab.evaluate(([peersAt, packageAt, limitAt]) => window.measureAll(peersAt, packageAt, limitAt), [
      peers,
      '/dist/convdot/',
      `/${limit}`,
    ] as const);
    return { engine: `Chromium ${browser.version()}`, results };
  } finally {
    await browser.close();
    server.close();
  }
}
