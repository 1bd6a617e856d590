// The site as an app: checks that the contents of its manifest exist.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { dist } from '../server.ts';

const read = (path: string) => readFile(`${dist}/site/${path}`);

/** The width and height in the first chunk of a PNG. */
const sizeOf = (png: Buffer) => {
  assert.equal(png.toString('latin1', 1, 4), 'PNG');
  return `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`;
};

test('the manifest is complete, and its icons have the sizes that it states', async () => {
  assert.match(String(await read('index.html')), /<link rel="manifest" href="\.\/manifest\.webmanifest"/);
  const { icons, name, description, ...manifest } = JSON.parse(String(await read('manifest.webmanifest')));
  assert.match(name, /ConvDot/);
  assert.ok(description);
  assert.partialDeepStrictEqual(manifest, {
    short_name: 'ConvDot',
    lang: 'en',
    dir: 'ltr',
    categories: ['education'],
    start_url: './',
    scope: './',
    display: 'standalone',
  });
  const kinds: string[] = [];
  for (const { src, sizes, type, purpose = 'any' } of icons) {
    const file = await read(src);
    // An SVG has no size.
    if (type === 'image/svg+xml') assert.match(String(file), /^<svg /);
    else assert.deepEqual([type, sizeOf(file)], ['image/png', sizes], src);
    kinds.push(`${purpose} ${sizes}`);
  }
  assert.deepEqual(kinds.sort(), ['any 192x192', 'any 512x512', 'any any', 'maskable 512x512']);
});
