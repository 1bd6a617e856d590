// Draws numbers: as short text that never misleads, and with a colour that means the same in every view.
import { html, nothing, type TemplateResult } from 'lit';
import { shortNumber, showNumber } from '../model/number.ts';
import { vars } from './custom-properties.ts';

/** The characters that fit into a cell at the usual size, and in smaller type. */
const kCharacters = 4;
const kMostCharacters = 6;
/** Text whose relative error is larger than this would mislead. */
const kMisleading = 0.05;

/** The largest |value| of a block, where its colour scale ends. Ignores NaN and infinities. */
export function scaleOf(data: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < data.length; i++) {
    const size = Math.abs(data[i] as number);
    if (Number.isFinite(size) && size > largest) largest = size;
  }
  return largest;
}

/** The class of the sign, and the distance of the colour from zero: 14 % + 86 % * (|v| / M)^0.85. */
export function tint(value: number, scale: number): { sign: '' | 'pos' | 'neg'; amount: string } {
  if (value === 0 || Number.isNaN(value)) return { sign: '', amount: '0%' };
  const share = scale > 0 ? Math.min(1, Math.abs(value) / scale) : 1;
  return { sign: value > 0 ? 'pos' : 'neg', amount: `${(14 + 86 * share ** 0.85).toFixed(1)}%` };
}

/** The class for the size of a text: one for each length that needs its own. */
export const sizeOf = (text: string) => (text.length > 3 ? `size-${Math.min(text.length, 6)}` : '');

/** The text of a cell; `rounded` if it has fewer digits than the number. */
export function cellText(value: number): { text: string; rounded: boolean } {
  const usual = shortNumber(value, kCharacters);
  // A whole number is not rounded if it fits.
  const most = Number.isInteger(value) ? 0 : kMisleading;
  const misleads = Math.abs(Number(usual.text.replaceAll('−', '-')) - value) > most * Math.abs(value);
  const { text, exact } = misleads ? shortNumber(value, kMostCharacters) : usual;
  return { text, rounded: !exact };
}

/** The lanes scroll if there are more products than this. */
export const kUnscrolled = 64;

export interface CellOptions {
  /** More classes: 'later', 'ghost', 'diagonal'... */
  classes?: string;
  /** The same as the key of the cell in the other lane that it moves to or from. */
  key?: string;
  /** The number's key in every view: see model/correspondence.ts. */
  input?: string;
  filter?: string | number;
  product?: string;
  entry?: string;
  output?: string | number;
  /** Its entry in the vector, shown if the cells are numbered. */
  number?: number;
  /** The role of a focusable cell. */
  role?: string;
  label?: string;
  tabindex?: number;
}

/** One computed number. The sign of a zero affects no sum, so it is not shown. */
export function cell(computed: number, scale: number, options: CellOptions = {}): TemplateResult {
  const { classes = '', key, input, filter, product, entry, output, number, role, label, tabindex } = options;
  const value = computed === 0 ? 0 : computed;
  const { sign, amount } = tint(value, scale);
  const { text, rounded } = cellText(value);
  return html`<span
    class="cell ${sign} ${sizeOf(text)} ${rounded ? 'rounded' : ''} ${classes}"
    data-key=${key ?? nothing}
    data-input=${input ?? nothing}
    data-filter=${filter ?? nothing}
    data-product=${product ?? nothing}
    data-entry=${entry ?? nothing}
    data-output=${output ?? nothing}
    data-number=${number ?? nothing}
    role=${role ?? nothing}
    aria-label=${label ?? nothing}
    tabindex=${tabindex ?? nothing}
    title=${rounded ? showNumber(value) : nothing}
    ${vars({ '--amount': amount })}
    >${text}</span
  >`;
}

/** A block of computed numbers, `columns` wide. */
export function block(
  values: ArrayLike<number>,
  columns: number,
  scale: number,
  options: (index: number) => CellOptions = () => ({}),
  outlined = false,
): TemplateResult {
  return html`<span class="block ${outlined ? 'outlined' : ''}" ${vars({ '--columns': columns })}
    >${Array.from(values, (value, index) => cell(value, scale, options(index)))}</span
  >`;
}

/** The verdict as a shape and a glyph. `label`: null where a word beside it says the same. */
export function glyph(verdict: 'identical' | 'rounding' | 'different', label: string | null): TemplateResult {
  const sign = { identical: '=', rounding: '≈', different: '≠' }[verdict];
  if (label === null) return html`<span class="glyph ${verdict}" aria-hidden="true">${sign}</span>`;
  return html`<span class="glyph ${verdict}" role="img" aria-label=${label}>${sign}</span>`;
}

/** (3, 3, 4), as Python writes a shape. */
export const tuple = (shape: readonly number[]) => `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
