// index.d.ts against the real thing: every declared member exists and no other.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import * as entry from '../../dist/convdot/index.js';
import { convdot, dist, tensor } from './package.mjs';

const types = readFileSync(join(dist, 'index.d.ts'), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');

/** The names of the members in the braces that follow `head`. */
function members(head) {
  const start = types.indexOf(head);
  assert.notEqual(start, -1, head);
  const names = [];
  let depth = 0;
  let statement = '';
  for (let at = types.indexOf('{', start); ; at++) {
    const character = types[at];
    if ('{(['.includes(character)) depth++;
    if (depth === 1 && !'{};\n'.includes(character)) statement += character;
    if ('})]'.includes(character)) depth--;
    if ((depth === 1 && ';\n'.includes(character)) || depth === 0) {
      const name = /^\s*(?:readonly\s+)?(\w+)/.exec(statement)?.[1];
      if (name) names.push(name);
      statement = '';
    }
    if (depth === 0) return [...new Set(names)].sort();
  }
}

const keys = (value) => Object.keys(value).sort();
const x = tensor([1, 2, 2, 1], 1);
const w = tensor([2, 2, 1, 1], 1);

test('the reader of declarations reads', () => {
  assert.deepEqual(members('interface StepIndex'), ['column', 'filter', 'image', 'row']);
  assert.deepEqual(members('interface OutputShape'), ['offsets', 'origins', 'padding', 'reads', 'shape', 'unread']);
});

test('exports', () => {
  const declared = [...types.matchAll(/^export (?:declare )?(?:function|class|const) (\w+)/gm)].map((match) => match[1]);
  assert.deepEqual(declared.sort(), keys(entry));
});

test('the module', () => {
  assert.deepEqual(members('interface ConvDot '), keys(convdot));
});

test('results', () => {
  assert.deepEqual(members('interface Tensor '), keys(convdot.conv2d(x, w)));
  assert.deepEqual(members('interface OutputShape'), keys(convdot.outputShape(x.shape, w.shape)));
  assert.deepEqual(members('interface Comparison'), keys(convdot.compare(x, w)));
  assert.deepEqual(members('interface Step '), keys(convdot.step(x, w, { row: 0, column: 0 })));
  assert.deepEqual(members('interface Plan'), keys(convdot.plan(x.shape, w)));
});

test('options: every declared one is taken', () => {
  const values = { bias: [1], stride: 1, padding: 0, dilation: 1, groups: 1, flip: false, dtype: 'float32', order: {} };
  assert.deepEqual(members('interface ConvOptions'), keys(values));
  convdot.conv2d(x, w, values);
});
