// The copied script, run by Python with NumPy: each line prints the number in its comment.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import type { Solution } from '../../../web/src/engine/contract.ts';
import { solve } from '../../../web/src/engine/solve.ts';
import type { State } from '../../../web/src/model/state.ts';
import { pythonScript } from '../../../web/src/step/python-sum.ts';
import { words as en } from '../../../web/src/words/en.ts';
import { words as es } from '../../../web/src/words/es.ts';
import { product, random } from './support.ts';

const { load } = (await import(new URL('../../../dist/convdot/index.js', import.meta.url).href)) as typeof import('convdot');
const convdot = await load();

const candidates = process.env.CONVDOT_PYTHON ? [process.env.CONVDOT_PYTHON] : ['python3', '/usr/bin/python3'];
const python = candidates.find((each) => spawnSync(each, ['-c', 'import numpy']).status === 0);
const numpy = { skip: python === undefined && 'NumPy is missing' };

interface Given {
  x: readonly number[];
  w: readonly number[];
  /** (height, width, channels), of the input and of the filter. */
  shape: readonly [number, number, number];
  filter?: readonly [number, number, number];
  bias?: number;
  padding?: number;
  dtype?: State['dtype'];
  order?: State['order'];
}

const kInOrder: State['order'] = { window: 'hwc', filter: 'hwc' };

/** The first step of a case, and its script. */
function scriptOf(given: Given, words: typeof en = en): { script: string; solution: Solution } {
  const { x, w, shape, filter = shape, bias = 0, padding = 0, dtype = 'float64', order = kInOrder } = given;
  const answer = solve(convdot, {
    input: { shape: [1, ...shape], data: x },
    filter: { shape: [...filter, 1], data: w },
    options: { bias: bias === 0 ? null : [bias], padding, dtype, order },
    at: { image: 0, row: 0, column: 0, filter: 0 },
  });
  assert.ok(answer.ok);
  const { solution } = answer;
  return { script: pythonScript(solution, { dtype, order }, '(0, 0)', words), solution };
}

/** The lines that a script prints. NumPy's warnings about infinities go elsewhere. */
function run(script: string): string[] {
  const { status, stdout, stderr } = spawnSync(python as string, ['-'], { input: script, encoding: 'utf8' });
  assert.equal(status, 0, `${stderr}\n${script.slice(0, 2000)}`);
  return stdout.trim().split('\n');
}

/** What a script says that it prints: the comments of the lines that print, without the one of a call that raises an error. */
const promised = (script: string): string[] =>
  script.split('\n').flatMap((line) => {
    const [, comment] = /^ *print\(.*?\) {2}# (.*)$/.exec(line) ?? [];
    return comment === undefined ? [] : [comment.replace(/^= /, '')];
  });

const numberOf = (text: string) => Number(text.replace('inf', 'Infinity').replace('nan', 'NaN'));
const alike = (a: number, b: number, tolerance: number) =>
  a === b || (Number.isNaN(a) && Number.isNaN(b)) || Math.abs(a - b) <= tolerance;

/** Runs the script: it prints the numbers of its comments. */
function check(given: Given, words?: typeof en): string {
  const { script, solution } = scriptOf(given, words);
  const { step } = solution;
  const [printed, said] = [run(script), promised(script)];
  assert.equal(printed.length, said.length, script);
  // NumPy's own text, digit for digit; the sign of a zero does not matter.
  assert.equal(printed[0]?.replace(/^-0\.0$/, '0.0'), said[0], `np.sum: ${step.multiplySum}`);
  // NumPy may add the products of a dot product in another order.
  const tolerance = step.bound < Infinity ? step.bound : 0;
  for (const [index, text] of printed.entries()) {
    const comment = said[index] as string;
    // Python has no float32: the written-out sum is in float64.
    const last = index === printed.length - 1;
    const [value, expected] = [numberOf(text), numberOf(comment.replace(' in float32', ''))];
    if (Number.isNaN(expected) && comment !== 'nan') assert.equal(text, comment, script);
    else assert.ok(alike(value, expected, last && given.dtype !== 'float32' ? 0 : tolerance), `${text}, not ${comment}`);
  }
  return script;
}

const lecture: Given = {
  shape: [3, 3, 1],
  x: [3, 0, 1, 1, 5, 8, 2, 7, 2],
  w: [1, 0, -1, 1, 0, -1, 1, 0, -1],
};
const count = (shape: readonly number[], from = 0) => Array.from({ length: product(shape) }, (_, index) => from + index);

test('the script of the opening step', () => {
  const { script } = scriptOf(lecture);
  assert.equal(
    script,
    `# Output (0, 0): the same window a, the same filter W.
import numpy as np

a = np.array([
    [[3], [0], [1]],
    [[1], [5], [8]],
    [[2], [7], [2]],
], dtype=np.float64)
W = np.array([
    [[1], [0], [-1]],
    [[1], [0], [-1]],
    [[1], [0], [-1]],
], dtype=np.float64)

# Multiply, then sum
print(np.sum(a * W))  # -5.0
# Unroll, then dot
print(np.dot(a.ravel(), W.ravel()))  # -5.0
# np.dot without unrolling
print(np.dot(a[..., 0], W[..., 0]).tolist())  # [[4.0, 0.0, -4.0], [14.0, 0.0, -14.0], [11.0, 0.0, -11.0]]
try:
    print(np.dot(a, W).shape)
except ValueError as error:
    print(error)  # shapes (3,3,1) and (3,3,1) not aligned: 1 (dim 2) != 3 (dim 1)
# Output (0, 0), written out
print(3*1 + 0*0 + 1*(-1) + 1*1 + 5*0 + 8*(-1) + 2*1 + 7*0 + 2*(-1))  # = -5
`,
  );
});

const cases: [string, Given][] = [
  ['one channel', lecture],
  ['one channel, blocks that are not square', { shape: [2, 3, 1], x: count([2, 3]), w: count([2, 3], 1) }],
  ['three channels', { shape: [3, 3, 3], x: count([27]), w: count([27], -9) }],
  ['a refused np.dot', { shape: [2, 2, 3], x: count([12]), w: count([12], -4) }],
  ['one pixel', { shape: [1, 1, 1], x: [3], w: [-2] }],
  ['padding in the window', { ...lecture, filter: [3, 3, 1], padding: 1 }],
  ['a bias', { ...lecture, bias: -0.1 }],
  ['a bias in float32', { ...lecture, bias: 0.1, dtype: 'float32' }],
  ['float32', { shape: [2, 2, 2], x: [0.1, 1 / 3, 1e-8, 3e7, 1.7, 2.2, 1e16, -5], w: count([8], 0.3), dtype: 'float32' }],
  ['rounding', { shape: [2, 2, 1], x: [2 ** 24, 1, 1, -(2 ** 24)], w: [1, 1, 1, 1], dtype: 'float32' }],
  ['other orders', { shape: [2, 2, 2], x: count([8]), w: count([8]), order: { window: 'chw', filter: 'hwc' } }],
  ['both orders changed', { shape: [2, 3, 2], x: count([12]), w: count([12], 0.5), order: { window: 'fortran', filter: 'chw' } }],
  ['NaN, infinities and a negative zero', { shape: [2, 2, 1], x: [Number.NaN, Infinity, -0, 1], w: [1, -1, -0, 2] }],
  ['infinities', { shape: [1, 3, 1], x: [-Infinity, 2, 3], w: [1, 2, 3], bias: -Infinity }],
  ['a negative zero alone', { shape: [1, 1, 1], x: [-0], w: [1] }],
  ['large and small numbers', { shape: [1, 4, 1], x: [1e22, 5e-324, 123456789012345680, 1e-7], w: [1, 1, 1 / 3, 1e300] }],
];

for (const [name, given] of cases) test(`Python prints the numbers of the comments: ${name}`, numpy, () => void check(given));

test('Python prints the numbers of the comments: 2,000 products', numpy, () => {
  const next = random(3);
  const numbers = () => Array.from({ length: 2000 }, () => Math.round((next() - 0.5) * 2000) / 8);
  const script = check({ shape: [20, 20, 5], x: numbers(), w: numbers(), bias: 1.5 });
  assert.match(script, /^print\(np\.dot\(a\.ravel\(\), W\.ravel\(\)\) \+ b\) {2}# /m);
});

test('np.sum gives the page’s number to the last bit, and Python the written-out sum', numpy, () => {
  const next = random(5);
  const number = () => (next() - 0.5) * 10 ** Math.floor(next() * 6);
  for (const shape of [
    [3, 3, 3],
    [5, 5, 1],
    [4, 4, 8],
    [7, 7, 3],
  ] as const) {
    const numbers = () => Array.from({ length: product(shape) }, number);
    for (const dtype of ['float64', 'float32'] as const) check({ shape, x: numbers(), w: numbers(), bias: number(), dtype });
  }
});

test('with the words of the page’s language', numpy, () => {
  const script = check(lecture, es);
  assert.ok(script.includes(`\n# ${es.multiplyThenSum}\n`));
});
