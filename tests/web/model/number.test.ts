import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseNumber, pointed, shortNumber, showNumber, writeNumber } from '../../../web/src/model/number.ts';
import { random } from './support.ts';

test('texts that are numbers', () => {
  const cases: [string, number][] = [
    ['1', 1],
    [' 2.5\t', 2.5],
    ['\u00a03 ', 3],
    ['.5', 0.5],
    ['7.', 7],
    ['+4', 4],
    ['-0', -0],
    ['−3', -3],
    ['1e-3', 0.001],
    ['1E+3', 1000],
    ['2e−3', 0.002],
    ['007', 7],
    ['1/3', 1 / 3],
    ['-1/3', -1 / 3],
    ['−1/4', -0.25],
    ['1.5/2', 0.75],
    ['0/5', 0],
    ['1/-4', -0.25],
    ['nan', Number.NaN],
    ['NaN', Number.NaN],
    ['-nan', Number.NaN],
    ['inf', Infinity],
    ['+inf', Infinity],
    ['-Infinity', -Infinity],
    ['∞', Infinity],
    ['−∞', -Infinity],
    ['1e400', Infinity],
    ['5e-324', 5e-324],
  ];
  for (const [text, value] of cases) assert.ok(Object.is(parseNumber(text), value), `${text}: ${parseNumber(text)}`);
});

test('texts that are not', () => {
  const texts = ['', '  ', '-', '+', '.', 'e5', '1e', '1,5', '1 2', '1/0', '0/0', '1/0.0', '1/', '/3', '1/2/3', '1 / 3'];
  texts.push('0x10', '1_000', '1e5.5', '--1', '+-1', 'none', 'infinit', 'x', '１', '1n', 'nan/1', '1e400/1e400', '[1]', '1e5e5');
  for (const text of texts) assert.equal(parseNumber(text), null, text);
});

test('texts that would be numbers without a decimal comma', () => {
  const cases: [string[], string | null][] = [
    [['1,5'], '1.5'],
    [[' −0,25', ',5e3'], '-0.25, .5e3'],
    [['1,5', 'abc'], null],
    [['1,'], null],
    [['1,234,567'], null],
    [['1.5'], null],
  ];
  for (const [texts, expected] of cases) assert.equal(pointed(texts), expected, String(texts));
});

test('written numbers are the shortest that read back', () => {
  const cases: [number, string, string][] = [
    [0, '0', '0'],
    [-0, '-0', '−0'],
    [-3, '-3', '−3'],
    [0.1, '0.1', '0.1'],
    [1e21, '1e21', '1e21'],
    [-1.5e-7, '-1.5e-7', '−1.5e−7'],
    [100000, '100000', '100000'],
    [Number.NaN, 'nan', 'nan'],
    [Infinity, 'inf', 'inf'],
    [-Infinity, '-inf', '−inf'],
  ];
  for (const [value, written, shown] of cases) {
    assert.equal(writeNumber(value), written);
    assert.equal(showNumber(value), shown);
    assert.ok(Object.is(parseNumber(shown), value));
  }
});

test('narrow cells', () => {
  const cases: [number, number, string, boolean][] = [
    [3, 4, '3', true],
    [-16, 4, '−16', true],
    [0.5, 4, '0.5', true],
    [0.25, 3, '.25', true],
    [-0.25, 4, '−.25', true],
    [100000, 4, '1e5', true],
    [1e-7, 4, '1e−7', true],
    [123456, 4, '1e5', false],
    [123456, 5, '1.2e5', false],
    [1 / 3, 4, '.333', false],
    [1 / 3, 5, '.3333', false],
    [-1 / 3, 4, '−.33', false],
    [9.996, 4, '10.0', false],
    [9.99, 3, '10', false],
    [0.00012345, 4, '1e−4', false],
    [-0.00012345, 4, '−1e−4', false], // nothing fits: as short as possible
    [-1.7e-300, 3, '−2e−300', false],
    [Number.NaN, 2, 'nan', true],
    [-Infinity, 2, '−inf', true],
    [-0, 1, '−0', true],
    [12.5, 3, '13', false],
    [1.7976931348623157e308, 4, '1e308', false], // rounded up, it would be an infinity
  ];
  for (const [value, width, text, exact] of cases) {
    assert.deepEqual(shortNumber(value, width), { text, exact }, `${value} in ${width}`);
  }
});

test('no narrow text is another number', () => {
  const next = random(1);
  const values = [1.7976931348623157e308, -1.7976931348623157e308, 5e-324, 9.9999999e22, 0.99999, 99999.5];
  for (let i = 0; i < 4000; i += 1) values.push((next() - 0.5) * 10 ** Math.floor((next() - 0.5) * (i % 2 ? 40 : 8)));
  for (const value of values) {
    for (let width = 1; width <= 24; width += 1) {
      const { text, exact } = shortNumber(value, width);
      const read = parseNumber(text);
      assert.ok(read !== null && !text.includes('-') && !text.includes('+'), text);
      assert.equal(exact, Object.is(read, value), `${value} as ${text}`);
      assert.ok(Number.isFinite(read) && read !== 0, `${value} as ${text}`);
      // The error of one significant digit is at most half a unit of the leading digit.
      assert.ok(Math.abs(read - value) <= Math.abs(value) * 0.5000001, `${value} as ${text}`);
      if (text.length > width) assert.match(text, /^−?\de−?\d+$/, `${value} in ${width}: ${text}`);
      if (writeNumber(value).length <= width) assert.equal(text, showNumber(value));
    }
  }
});
