// A build above its budget says so, and what grew.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { account, budgets, sections } from '../../wasm/package/weights.ts';
import { dist, root } from './package.mjs';

const KB = 1024;
const weight = (size, parts) => ({ encoding: 'brotli', size: size * KB, parts });
const kept = weight(90, { steady: 40 * KB, grown: 20 * KB, lighter: 25 * KB, gone: 5 * KB });
const measured = weight(104.5, { steady: 40 * KB + 10, grown: 34 * KB, lighter: 24 * KB, come: 6 * KB });

test('within its budget a weight is a line, and a line for each part that differs', () => {
  assert.deepEqual(account('a page', kept, kept, 100 * KB), { isOver: false, lines: ['a page: 90.0 of 100.0 KB after brotli'] });
  assert.deepEqual(account('a page', measured, kept), {
    isOver: false,
    lines: [
      'a page: 104.5 KB after brotli, +14.5 since weights.json',
      '  +14.0 KB  grown',
      '   +6.0 KB  come',
      '   -5.0 KB  gone',
      '   -1.0 KB  lighter',
    ],
  });
});

test('above its budget it fails, and names what differs, the largest difference first', () => {
  assert.deepEqual(account('a page', measured, kept, 104 * KB), {
    isOver: true,
    lines: [
      'a page: 104.5 of 104.0 KB after brotli, +14.5 since weights.json',
      'a page is 512 bytes above its budget. What differs from weights.json:',
      '  +14.0 KB  grown',
      '   +6.0 KB  come',
      '   -5.0 KB  gone',
      '   -1.0 KB  lighter',
    ],
  });
  assert.equal(account('a page', measured, kept, measured.size).isOver, false);
});

test('what has a budget has its weight kept', () => {
  const weights = JSON.parse(readFileSync(join(root, 'wasm/package/weights.json'), 'utf8'));
  for (const what of Object.keys(budgets)) assert.ok(weights[what]?.size > 0, what);
});

test('the sections of a module are the whole of it', () => {
  const wasm = readFileSync(join(dist, 'convdot.wasm'));
  const found = sections(wasm);
  assert.deepEqual(
    found.map(([name]) => name),
    'type import function table memory tag global export element code data'.split(' '),
  );
  const [, last] = found.at(-1);
  assert.equal(last.byteOffset + last.length, wasm.byteOffset + wasm.length);
});
