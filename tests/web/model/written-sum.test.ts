import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { pythonSum } from '../../../web/src/step/python-sum.ts';
import { type Summed, sumFromLeft, writeProducts } from '../../../web/src/step/written-products.ts';
import { random } from './support.ts';

/** The core's numbers for a step, in float64. */
function step(window: number[], block: number[], bias = 0): Summed {
  const shape = [1, window.length, 1];
  const terms = Float64Array.from(window, (value, i) => value * (block[i] as number));
  let sum = 0;
  const runningMultiplySum = terms.map((term) => {
    sum += term;
    return sum;
  });
  const tensor = (values: number[]) => ({ shape, data: Float64Array.from(values) });
  return { window: tensor(window), block: tensor(block), terms, runningMultiplySum, bias };
}

/** The values of lines of Python, from Python itself, to the last bit. */
function evaluated(lines: readonly string[]): number[] {
  const program = "import sys\nfor line in sys.stdin: print(float(eval(line)).hex().replace('0x', ''))";
  const out = execFileSync('python3', ['-c', program], { input: lines.join('\n'), encoding: 'utf8' });
  return out
    .trim()
    .split('\n')
    .map((text) => {
      const [, sign, whole, digits = '', exponent] = /^(-?)(\d)\.?([\da-f]*)p([+-]\d+)$/.exec(text) ?? [];
      if (whole === undefined) return Number(text.replace('inf', 'Infinity').replace('nan', 'NaN'));
      const mantissa = Number(BigInt(`0x${whole}${digits}`)) / 2 ** (4 * digits.length);
      // In two factors: the smallest power of two cannot be computed in one.
      const half = Math.trunc(Number(exponent) / 2);
      return (sign ? -1 : 1) * mantissa * 2 ** half * 2 ** (Number(exponent) - half);
    });
}

const lecture = step([3, 0, 1, 1, 5, 8, 2, 7, 2], [1, 0, -1, 1, 0, -1, 1, 0, -1]);

test('as it is read', () => {
  assert.equal(writeProducts(lecture, 0, 9), '3·1 + 0·0 + 1·(−1) + 1·1 + 5·0 + 8·(−1) + 2·1 + 7·0 + 2·(−1)');
  assert.equal(writeProducts(lecture, 2, 4), '1·(−1) + 1·1');
  assert.equal(writeProducts(step([-1 / 3], [1e-7]), 0, 1), '(−0.3333333333333333)·1e−7');
});

test('as Python reads it', () => {
  assert.equal(pythonSum(lecture, 'float64'), '3*1 + 0*0 + 1*(-1) + 1*1 + 5*0 + 8*(-1) + 2*1 + 7*0 + 2*(-1) # = -5');
  const cases: [Summed, string][] = [
    [step([1, 2], [3, 4], -0.5), '1*3 + 2*4 + (-0.5) # = 10.5'],
    [step([-0], [1]), '(-0.0)*1 # = 0'],
    // Beyond 2^53, Python's integers differ from doubles.
    [step([9007199254740992, 1], [1, 1]), '9007199254740992.0*1.0 + 1.0*1.0 # = 9007199254740992'],
    [step([94906267, 94906267], [94906267, 1]), '94906267.0*94906267.0 + 94906267.0*1.0 # = 9007199610781556'],
    [step([1e21], [0]), '1e21*0 # = 0'],
    [step([Infinity, 1], [1, Number.NaN], -Infinity), "float('inf')*1.0 + 1.0*float('nan') + float('-inf') # = nan"],
  ];
  for (const [given, text] of cases) assert.equal(pythonSum(given, 'float64'), text);
  assert.equal(pythonSum(step([0.5], [2], 1), 'float32'), '0.5*2 + 1 # = 2 in float32');
  assert.equal(sumFromLeft(step([1], [2 ** 24], 1), 'float32'), 2 ** 24);
});

test('Python computes the number beside it, bit for bit', () => {
  const next = random(7);
  const number = () => {
    const kind = Math.floor(next() * 8);
    if (kind < 3) return Math.floor(next() * 19) - 9;
    if (kind < 5) return (next() - 0.5) * 10 ** Math.floor((next() - 0.5) * 20);
    if (kind < 6) return next() - 0.5;
    return [1 / 3, -0, 5e-324, 123456789012345680, 0.1, -94906267, 1e22, 9007199254740991][Math.floor(next() * 8)] as number;
  };
  const numbers = (n: number) => Array.from({ length: n }, number);
  const sizes = [1, 2, 7, 8, 9, 27, 64, 128, 300];
  const cases = Array.from({ length: 300 }, (_, i) => {
    const n = sizes[i % sizes.length] as number;
    return step(numbers(n), numbers(n), i % 3 ? number() : 0);
  });
  // The most products that a step of the page has.
  cases.push(step(numbers(1936), numbers(1936), 1), lecture);
  const values = evaluated(cases.map((each) => pythonSum(each, 'float64')));
  for (const [i, each] of cases.entries()) {
    assert.equal((values[i] as number) + 0, sumFromLeft(each, 'float64') + 0, pythonSum(each, 'float64'));
    const text = pythonSum(each, 'float64');
    assert.equal(Number(text.slice(text.indexOf('# = ') + 4)), (values[i] as number) + 0);
  }
});
