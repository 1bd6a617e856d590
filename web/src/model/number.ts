// Numbers as text: which texts are numbers, how to write one so that it reads back, and how to show one in a narrow cell without
// misleading. It knows nothing of blocks or words.

const MINUS = '\u2212';
// Unambiguous for each digit, so the time is linear in the length of the text.
const PLAIN = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/** Normalises a text for comparing and storing: no surrounding blanks, an ASCII hyphen for every minus. */
export function tidy(text: string): string {
  return text.trim().replaceAll(MINUS, '-');
}

/**
 * The value of a text, or null if it is not a number: decimal point, exponent, sign, a fraction of two decimals ('1/3'), nan and
 * inf in any case, '−' (U+2212) and '-'. A comma is not a decimal point, and a division by zero is not a number. Digits beyond the
 * range of a double give an infinity, as in NumPy.
 */
export function parseNumber(text: string): number | null {
  const tidied = tidy(text);
  if (PLAIN.test(tidied)) return Number(tidied);
  const named = /^([+-]?)(nan|inf(?:inity)?|∞)$/i.exec(tidied);
  if (named !== null) {
    if (named[2].toLowerCase() === 'nan') return Number.NaN;
    return named[1] === '-' ? -Infinity : Infinity;
  }
  const [above, below, ...more] = tidied.split('/');
  if (below === undefined || more.length > 0 || !PLAIN.test(above) || !PLAIN.test(below)) return null;
  const quotient = Number(above) / Number(below);
  return Number(below) === 0 || Number.isNaN(quotient) ? null : quotient;
}

/** '1.5' for '1,5': the texts with decimal points, if decimal commas are the only problem in all of them; otherwise null. */
export function pointed(texts: readonly string[]): string | null {
  const fixed = texts.map((text) => tidy(text).replace(/,(?=\d)/, '.'));
  const all = fixed.every((text, index) => text !== tidy(texts[index]) && parseNumber(text) !== null);
  return all ? fixed.slice(0, 3).join(', ') : null;
}

/** The shortest digits that read back as the value, with an ASCII hyphen, for links and copying. */
export function writeNumber(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return Object.is(value, -0) ? '-0' : String(value).replace('e+', 'e');
}

/** The full value for reading: like writeNumber, with U+2212 for every minus. */
export function showNumber(value: number): string {
  return forReading(writeNumber(value));
}

/** Text from `writeNumber` or from the learner, with U+2212 for every minus. */
export function forReading(text: string): string {
  return text.replaceAll('-', MINUS);
}

/**
 * The best text of at most `width` characters. `exact` says whether it reads back as the value; otherwise it is rounded to fewer
 * digits, at least one of them significant, so that only a zero reads as zero. If nothing fits, it is longer than `width`: one
 * digit and an exponent, or the word.
 */
export function shortNumber(value: number, width: number): { text: string; exact: boolean } {
  const full = writeNumber(value);
  if (full.length <= width || !Number.isFinite(value) || value === 0) return { text: forReading(full), exact: true };

  const exact = [full.replace(/^(-?)0\./, '$1.'), scientific(value)].find((text) => text.length <= width);
  if (exact !== undefined) return { text: forReading(exact), exact: true };

  let best = scientific(value, 0).replace('2e308', '1e308'); // rounded up, it would read as an infinity
  let error = Infinity;
  for (const text of roundings(value, width)) {
    const its = Math.abs(Number(text) - value);
    if (text.length <= width && its < error && Number(text) !== 0 && Number.isFinite(Number(text))) {
      best = text;
      error = its;
    }
  }
  return { text: forReading(best), exact: Number(best) === value };
}

/**
 * The first digits of the full value, with '…' for omitted digits: the shown digits are the value's own, not rounded. If the whole
 * part alone is too long, like shortNumber.
 */
export function cutNumber(value: number, width: number): { text: string; exact: boolean } {
  const full = showNumber(value);
  if (full.length <= width) return { text: full, exact: true };
  const point = full.indexOf('.');
  if (point < 1 || point > width - 1 || full.includes('e')) return shortNumber(value, width);
  return { text: `${full.slice(0, width)}…`, exact: false };
}

function scientific(value: number, digits?: number): string {
  return value.toExponential(digits).replace('e+', 'e');
}

/** The value with fewer digits; of two equally close texts, the more readable first. */
function* roundings(value: number, width: number): Generator<string> {
  const exponent = Math.floor(Math.log10(Math.abs(value)));
  const least = Math.max(0, -exponent);
  for (let digits = Math.min(width, 100); digits >= least && Math.abs(value) < 1e21; digits -= 1) {
    const text = value.toFixed(digits);
    yield text;
    yield text.replace(/^(-?)0\./, '$1.');
  }
  for (let digits = Math.min(width, 100); digits >= 0; digits -= 1) yield scientific(value, digits);
}
