// Function calls around numbers in a program's text: which of them leave the numbers unchanged. Any other call is rejected by name;
// nothing is evaluated here.

import { showNumber } from '../../model/number.ts';
import { quote } from '../../model/schema.ts';
import type { BlockSentence } from '../../words/words.ts';
import { refused } from './table.ts';

/** A name, and the arguments that follow the numbers. */
export interface Call {
  readonly name: string;
  readonly args: readonly string[];
}

type Judged = { readonly ok: true; readonly notes: readonly BlockSentence[] } | ReturnType<typeof refused>;

/** Constructors and printers. Type names can be calls too (np.float64, MATLAB's uint8); `typeOf` knows those. */
const CHANGE_NOTHING = new Set(
  (
    'array asarray asanyarray ascontiguousarray asfortranarray Array matrix asmatrix mat Matrix copy list tuple print disp ' +
    'tensor Tensor as_tensor from_numpy constant Variable convert_to_tensor Parameter'
  ).split(' '),
);
/** Arguments that affect where or how the numbers are stored, but not their values. */
const HARMLESS = new Set(
  'device requires_grad grad_fn layout pin_memory weak_type copy order subok name trainable is_leaf'.split(' '),
);

interface NumberType {
  readonly kind: 'float' | 'int' | 'uint' | 'bool';
  readonly bits: number;
}

/** Type names other than float64, int8 and so on. */
const ALIASES: Readonly<Record<string, string>> = {
  float: 'float64',
  double: 'float64',
  single: 'float32',
  half: 'float16',
  int: 'int64',
  int_: 'int64',
  uint: 'uint64',
  long: 'int64',
  short: 'int16',
  bool: 'bool8',
  bool_: 'bool8',
  logical: 'bool8',
  DoubleTensor: 'float64',
  FloatTensor: 'float32',
  HalfTensor: 'float16',
  LongTensor: 'int64',
  IntTensor: 'int32',
  ShortTensor: 'int16',
};
const KINDS: Readonly<Record<string, string>> = { f: 'float', i: 'int', u: 'uint', b: 'bool' };

/** The type of a name such as np.float32 or double. */
function typeOf(name: string): NumberType | null {
  const last = lastName(name);
  const known = /^(float|int|uint|bool)(8|16|32|64)$/.exec(ALIASES[last] ?? last);
  return known === null ? null : { kind: known[1] as NumberType['kind'], bits: Number(known[2]) };
}

/** The type of an argument, which may be 'float32' or '<f4' in quotes. */
function typeIn(argument: string): NumberType | null {
  const [, , text] = /^(['"])(.*)\1$/.exec(argument) ?? [];
  if (text === undefined) return typeOf(argument);
  const [, kind, bytes] = /^[<>|=]?([fiub])([1248])$/.exec(text) ?? [];
  return typeOf(kind === undefined ? text : `${KINDS[kind]}${8 * Number(bytes)}`);
}

const MODULES = /^(?:np|numpy|torch|torch\.nn|nn|tf|tensorflow|jnp|jax\.numpy|cp|cupy|mx\.nd|mx\.np|sympy|sp)\.(?=\w+$)/;

/** A name without its module. Names of other modules and of methods stay unchanged, and so are unknown. */
const lastName = (name: string) => name.replace(MODULES, '');

/** Whether a call with this name may surround numbers at all. */
export const isKnown = (name: string): boolean => CHANGE_NOTHING.has(lastName(name)) || typeOf(name) !== null;

/** Whether only PyTorch has a call with this name. Its arrays have channels first. */
export const isTorch = (name: string): boolean =>
  /^(?:torch\.)?(?:as_tensor|[tT]ensor|(?:Double|Float|Half|Long|Int|Short)Tensor|nn\.Parameter)$|^(?:nn\.)?Parameter$/.test(
    name,
  );

/** Whether a minus before such a call means the same as one before its number: an unsigned number would be another number. */
export const isSigned = (name: string): boolean => !['uint', 'bool'].includes(typeOf(name)?.kind ?? '');

/** Rejects a call by its name. */
export const changes = (name: string) => refused((blocks) => blocks.changes(`${quote(name)}(…)`));

/** Whether a call leaves these numbers unchanged. */
export function judge({ name, args }: Call, shape: readonly number[], data: readonly number[]): Judged {
  const notes: BlockSentence[] = [];
  const fit = (type: NumberType, text: string): Judged => {
    const fits = fitsIn(type, quote(text), data);
    if (fits.ok) notes.push(...fits.notes);
    return fits;
  };
  const its = CHANGE_NOTHING.has(lastName(name)) ? undefined : typeOf(name);
  if (its === null) return changes(name);
  if (its !== undefined) {
    const fits = fit(its, `${name}(…)`);
    if (!fits.ok) return fits;
  }
  for (const [index, text] of args.entries()) {
    const [, key, value] = /^([A-Za-z_]\w*)\s*=(?!=)\s*(.*)$/s.exec(text) ?? ['', null, text];
    if (key !== null && HARMLESS.has(key)) continue;
    if (key === 'shape' && sizesIn(value) === String(shape)) continue;
    // The second argument of np.array and similar functions is the type.
    const type = key === 'dtype' || (key === null && index === 0 && its === undefined) ? typeIn(value) : null;
    if (type === null) return refused((blocks) => blocks.changes(quote(`${name}(…, ${text})`)));
    const fits = fit(type, text);
    if (!fits.ok) return fits;
  }
  return { ok: true, notes };
}

/** Whether a type can hold these numbers. `said` is how the text names the type. */
function fitsIn(type: NumberType, said: string, data: readonly number[]): Judged {
  const odd = data.find((value) => !holds(type, value));
  if (odd !== undefined) return refused((blocks) => blocks.changesTo(said, showNumber(odd)));
  // A program prints a float32 with the digits that identify it; they are read as written.
  const rounds = type.kind === 'float' && data.some((value) => !isExact(type.bits, value));
  return { ok: true, notes: rounds ? [(words) => words.blocks.asWritten(said)] : [] };
}

/** The same for a type by its NumPy name. */
export function fitsType(name: string, said: string, data: readonly number[]): Judged {
  const type = typeOf(name);
  return type === null ? refused((blocks) => blocks.changes(said)) : fitsIn(type, said, data);
}

/** The sizes of '(2, 3)', 'torch.Size([2, 3])' or '(2,)' as '2,3'. */
const sizesIn = (text: string) => String(text.match(/\d+/g) ?? '');

/** Whether a number type can hold this value. */
function holds({ kind, bits }: NumberType, value: number): boolean {
  switch (kind) {
    case 'float':
      return true;
    case 'bool':
      return value === 0 || value === 1;
    case 'int':
      return Number.isInteger(value) && value >= -(2 ** (bits - 1)) && value < 2 ** (bits - 1);
    case 'uint':
      return Number.isInteger(value) && value >= 0 && value < 2 ** bits;
  }
}

/** Whether a float of so many bits holds exactly this number. */
function isExact(bits: number, value: number): boolean {
  if (bits === 64 || !Number.isFinite(value)) return true;
  if (bits === 32) return Math.fround(value) === value;
  const unit = 2 ** Math.max(-24, Math.floor(Math.log2(Math.abs(value))) - 10);
  return Math.abs(value) <= 65504 && Number.isInteger(value / unit);
}
