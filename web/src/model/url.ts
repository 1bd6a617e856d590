// The versioned schema of the state, in the address's hash and in messages. The one place that reads and writes it: whatever
// comes in is checked, every problem is a sentence, and what is malformed gives its default. Nothing here throws.

import type { State as PublicState, StateInput } from 'convdot/messages';
import type { Sentence } from '../words/words.ts';
import { findPreset, loadPreset, openingState, type Preset, presetSettings, type Randn } from './presets.ts';
import {
  bad,
  defaultSettings,
  entriesOf,
  good,
  quote,
  type Reading,
  readBias,
  readBlock,
  readChoice,
  readSettings,
  type Settings,
  settingKeys,
  writeBias,
  writeBlock,
  writeNested,
  writeSetting,
  zeros,
} from './schema.ts';
import type { Display, State, View } from './state.ts';

export type { Randn } from './presets.ts';

/** What was read, and everything that was wrong with it, in words. */
export interface Read {
  readonly state: State;
  readonly view: View;
  readonly problems: Sentence[];
}

/** The panels and parts that `open` and `hide` name. */
export const PARTS = [
  'answer',
  'bench',
  'step',
  'matrix',
  'timeline',
  'numpy',
  'code',
  'check',
  'frameworks',
  'image',
  'speed',
  'lessons',
  'header',
] as const;

/** What `display` names. */
export const DISPLAYS: readonly Display[] = ['plain', 'numbered', 'large'];

export const defaultView: View = { open: [], hide: [], lang: 'auto', theme: 'auto', display: [], lesson: null, expr: null };

/** More text than this, unpacked or as it is, is not read. */
const MOST_BYTES = 1 << 20;
/** Longer links are packed: forums and chat programs cut them. */
const LONGEST_LINK = 2000;
/** Characters of the NumPy cell's source that a link carries. */
export const LONGEST_EXPRESSION = 2000;

const KEYS: ReadonlySet<string> = new Set<keyof StateInput>([
  ...(['v', 'x', 'w', 'b', ...settingKeys] as const),
  ...(['expr', 'preset', 'lesson', 'open', 'hide', 'lang', 'theme', 'display'] as const),
]);

type Entries = Map<string, unknown>;

// ---- reading ----

/**
 * The state of an address's hash, with or without '#'. A hash without any '=' belongs to something else (a skip link) and is
 * the opening case without a problem.
 */
export async function readHash(hash: string, randn: Randn): Promise<Read> {
  const problems: Sentence[] = [];
  // Some autolinkers take the punctuation after a link for its end; nothing that is written here ends in it.
  const entries = parsePairs(hash.replace(/^#|(?<![.,:;!?])[.,:;!?]+$/g, ''), problems, true);
  const packed = entries.get('z');
  if (typeof packed === 'string') {
    const text = await unpack(packed);
    if (text.ok) {
      entries.delete('z');
      // What was added to a packed link by hand wins.
      for (const [key, value] of parsePairs(text.value, problems, false)) if (!entries.has(key)) entries.set(key, value);
    } else {
      entries.set('z', UNREADABLE);
      problems.push(text.problem);
    }
  }
  return readEntries(entries, problems, defaultView, randn);
}

/**
 * The state of a message or of an element's attributes: an object with the keys of the address, whose values are as in the
 * address or plain data (x as nested arrays of numbers or of texts such as '1/3', stride as a number or an array of two).
 * Parts of the view that it does not name are those of `view`.
 */
export async function readObject(value: unknown, randn: Randn, view: View = defaultView): Promise<Read> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const problem = bad((words) => words.notAState(quote(value))).problem;
    return { state: openingState, view, problems: [problem] };
  }
  const problems: Sentence[] = [];
  const entries: Entries = new Map();
  for (const [key, entry] of Object.entries(value)) {
    if (entry !== undefined && known(key, problems, false)) entries.set(key, entry);
  }
  return readEntries(entries, problems, view, randn);
}

function known(key: string, problems: Sentence[], packable: boolean): boolean {
  if (KEYS.has(key) || (packable && key === 'z')) return true;
  problems.push(bad((words) => words.unknownKey(quote(key))).problem);
  return false;
}

/** The pairs of a hash. The first of two with the same key counts. */
function parsePairs(text: string, problems: Sentence[], packable: boolean): Entries {
  const entries: Entries = new Map();
  if (text.length > MOST_BYTES) {
    problems.push(bad((words) => words.tooLong(MOST_BYTES)).problem);
    return entries.set('z', UNREADABLE);
  }
  if (!text.includes('=')) return entries;
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const equals = pair.includes('=') ? pair.indexOf('=') : pair.length;
    const [key, value] = [pair.slice(0, equals), pair.slice(equals + 1)].map(decode);
    const name = key ?? pair.slice(0, equals);
    if (!known(name, problems, packable)) continue;
    if (value === null) problems.push(bad((words) => words.encoding(name, quote(pair.slice(equals + 1)))).problem);
    else if (entries.has(name)) problems.push(bad((words) => words.duplicate(name, quote(value))).problem);
    // A block that cannot be decoded must not pass for one that was left out.
    if (!entries.has(name)) entries.set(name, value ?? UNREADABLE);
  }
  return entries;
}

/** In place of a value that cannot be decoded or unpacked, which has been reported. */
const UNREADABLE = Symbol('unreadable');

/** '+' is a blank, as in a form, except in 1e+5. null where the percent-encoding is broken. */
function decode(text: string): string | null {
  try {
    return decodeURIComponent(text.replace(/(?<!\d\.?e)\+/gi, ' '));
  } catch {
    return null;
  }
}

async function readEntries(entries: Entries, problems: Sentence[], base: View, randn: Randn): Promise<Read> {
  const unreadable = new Set<string>();
  for (const [key, value] of entries) {
    if (value !== UNREADABLE) continue;
    unreadable.add(key);
    entries.delete(key);
  }

  const version = entries.get('v');
  if (version !== undefined && version !== 1 && version !== '1') {
    const problem = bad((words) => words.version(quote(version))).problem;
    return { state: openingState, view: base, problems: [problem, shown] };
  }

  const { view, lesson } = readView(entries, base, problems);
  const state = await readState(entries, lesson, unreadable, problems, randn);
  if (state !== null) return { state, view, problems };
  return { state: openingState, view, problems: [...problems, shown] };
}

const shown: Sentence = (words) => words.problem.opening;

function readView(entries: Entries, base: View, problems: Sentence[]): { view: View; lesson: Preset | null } {
  const read = <T>(key: string, fallback: T, reader: (value: unknown) => Reading<T>): T => {
    if (!entries.has(key)) return fallback;
    const reading = reader(entries.get(key));
    if (reading.ok) return reading.value;
    problems.push(reading.problem);
    return fallback;
  };
  const parts = (key: 'open' | 'hide') =>
    read(key, base[key], (value) => {
      const names = entriesOf(value).filter((name) => name !== '');
      const unknown = names.filter((name) => !(PARTS as readonly unknown[]).includes(name));
      for (const name of unknown) problems.push(bad((words) => words.noPart(key, quote(name))).problem);
      return good([...new Set(names)].filter((name) => !unknown.includes(name)) as string[]);
    });
  const lesson = read<Preset | null>('lesson', null, (value) => {
    const preset = typeof value === 'string' ? findPreset(value) : null;
    return preset?.lesson === undefined ? bad((words) => words.noLesson(quote(value))) : good(preset);
  });
  const expr = read<string | null>('expr', base.expr, (value) => {
    if (typeof value !== 'string') return bad((words) => words.text('expr', quote(value)));
    if (value.length > LONGEST_EXPRESSION) return bad((words) => words.longText('expr', value.length, LONGEST_EXPRESSION));
    return good(value === '' ? null : value);
  });
  const shown = entries.has('expr') && !entries.has('open') && expr !== null;
  const view: View = {
    // An expression alone is there to be seen.
    open: shown ? [...new Set([...base.open, 'numpy'])] : parts('open'),
    hide: parts('hide'),
    lang: read<View['lang']>('lang', base.lang, (value) => readChoice('lang', value, ['auto', 'en', 'es'])),
    theme: read<View['theme']>('theme', base.theme, (value) => readChoice('theme', value, ['auto', 'light', 'dark'])),
    display: read('display', base.display, (value) => {
      const names = entriesOf(value).filter((name) => name !== '');
      for (const name of names) {
        const known = readChoice('display', name, DISPLAYS);
        if (!known.ok) problems.push(known.problem);
      }
      return good(DISPLAYS.filter((name) => names.includes(name)));
    }),
    lesson: entries.has('lesson') ? (lesson?.slug ?? null) : base.lesson,
    expr,
  };
  return { view, lesson };
}

/** null where the case itself, x, w or the preset they come from, is malformed: nothing of it is kept then. */
async function readState(
  entries: Entries,
  lesson: Preset | null,
  unreadable: ReadonlySet<string>,
  problems: Sentence[],
  randn: Randn,
): Promise<State | null> {
  if (['z', 'x', 'w', 'preset', 'lesson'].some((key) => unreadable.has(key))) return null;
  if (entries.has('lesson') && lesson === null && !entries.has('preset')) return null;
  const base = await readPreset(entries, lesson, problems, randn);
  if (base === null) return null;

  const x = entries.has('x') ? readBlock('x', entries.get('x')) : good(base.x);
  const w = entries.has('w') ? readBlock('w', entries.get('w')) : good(base.w);
  for (const block of [x, w]) if (!block.ok) problems.push(block.problem);
  if (!x.ok || !w.ok) return null;

  const filters = w.value.shape[3];
  const inherited = entries.has('w') || unreadable.has('b') ? zeros([filters]) : base.b;
  const b = entries.has('b') ? readBias(entries.get('b'), filters) : good(inherited);
  if (!b.ok) problems.push(b.problem);

  const { settings, problems: more } = readSettings(entries, base);
  problems.push(...more);
  const untouched = !['x', 'w', 'b'].some((key) => entries.has(key) || unreadable.has(key));
  return {
    ...settings,
    x: x.value,
    w: w.value,
    b: b.ok ? b.value : zeros([filters]),
    preset: untouched ? base.preset : null,
  };
}

async function readPreset(entries: Entries, lesson: Preset | null, problems: Sentence[], randn: Randn): Promise<State | null> {
  const asked = entries.get('preset');
  const preset = typeof asked === 'string' ? findPreset(asked) : null;
  if (asked !== undefined && preset === null) {
    problems.push(bad((words) => words.noPreset(quote(asked))).problem);
    return null;
  }
  const slug = preset?.slug ?? lesson?.slug;
  if (slug === undefined) return openingState;
  try {
    return await loadPreset(slug, randn);
  } catch {
    problems.push(bad((words) => words.presetFailed(slug)).problem);
    return null;
  }
}

// ---- writing ----

/**
 * The hash of a state, without '#', in characters that autolinkers keep: letters, digits and & = , - . / % _ with a letter, a
 * digit or a percent sign's two digits at the end. Values that are defaults are left out, cells that are not numbers are
 * written as their last valid value. It reads back as the same state.
 */
export function writeHash(state: State, view: View): string {
  const pairs: [string, string][] = [['v', '1']];
  const add = (key: string, value: string | null) => {
    if (value !== null) pairs.push([key, value]);
  };
  const lesson = view.lesson === null ? null : findPreset(view.lesson);
  const preset = state.preset === null ? null : findPreset(state.preset);
  const given = lesson?.slug ?? openingState.preset;

  add('lesson', lesson?.slug ?? null);
  if (preset === null) {
    add('x', writeBlock('x', state.x));
    add('w', writeBlock('w', state.w));
    add('b', writeBias(state.b));
  } else if (preset.slug !== given) add('preset', preset.slug);

  const source = preset ?? lesson;
  const base: Settings = source === null ? defaultSettings : presetSettings(source);
  for (const key of settingKeys) {
    const value = writeSetting(key, state);
    if (value !== writeSetting(key, base)) add(key, value);
  }
  // Said even where nothing is open: an expression alone opens its cell.
  if (view.open.length > 0 || view.expr) add('open', view.open.join(','));
  add('expr', view.expr || null);
  for (const key of ['hide', 'display'] as const) if (view[key].length > 0) add(key, view[key].join(','));
  for (const key of ['lang', 'theme'] as const) if (view[key] !== 'auto') add(key, view[key]);

  return pairs.map(([key, value]) => `${key}=${key === 'expr' ? encodeAll(value) : encode(value)}`).join('&');
}

/** As writeHash, packed where that is longer than 2,000 characters. */
export async function compactHash(state: State, view: View): Promise<string> {
  const text = writeHash(state, view);
  if (text.length <= LONGEST_LINK) return text;
  // Autolinkers leave a '-' or '_' at the end out, and stop at three hyphens: an empty pair in front, which is not read, changes
  // all of the packed text until it has neither.
  for (let filler = ''; ; filler += '&') {
    const packed = await pack(filler + text);
    if (!/---|[-_]$/.test(packed)) return `v=1&z=${packed}`;
  }
}

/** Whether the hash of a state is one that is read: the largest blocks of numbers with many digits are too long. */
export const isReadable = (state: State, view: View): boolean => writeHash(state, view).length < MOST_BYTES;

/**
 * The state as a plain object that can be posted: x, w and b always stand in it, as nested arrays of numbers and, where a
 * number would lose something in JSON, of text; there is no `preset`. `readObject` reads it back as the same state but for that.
 */
export function writeObject(state: State, view: View = defaultView): PublicState {
  const { step, pad } = state;
  const parts: Pick<PublicState, 'lesson' | 'expr'> = {};
  if (view.lesson !== null) parts.lesson = view.lesson;
  if (view.expr !== null) parts.expr = view.expr;
  return {
    v: 1,
    x: writeNested('x', state.x) as PublicState['x'],
    w: writeNested('w', state.w) as PublicState['w'],
    b: writeNested('b', state.b) as PublicState['b'],
    stride: [...state.stride],
    dilation: [...state.dilation],
    pad: typeof pad === 'string' || typeof pad === 'number' ? pad : [...pad],
    groups: state.groups,
    flip: state.flip ? 1 : 0,
    dtype: state.dtype,
    order: `${state.order.window},${state.order.filter}`,
    step: [step.image, step.row, step.column, step.filter],
    ...parts,
    open: [...view.open],
    hide: [...view.hide],
    lang: view.lang,
    theme: view.theme,
    display: [...view.display],
  };
}

/** Commas and slashes stay readable; a point stays where a digit follows: at the end of a word it would end the link. */
function encode(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*~]/g, percent)
    .replace(/\.(?!\d)/g, '%2E')
    .replaceAll('%2C', ',')
    .replaceAll('%2F', '/');
}

/** Everything but letters and digits: a program's text has every character that ends a link or begins an emphasis. */
function encodeAll(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\uFFFD')).replace(/[^A-Za-z0-9%]/g, percent);
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

// ---- packing ----

async function pack(text: string): Promise<string> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

async function unpack(packed: string): Promise<Reading<string>> {
  const cut = bad((words) => words.packed(quote(packed)));
  if (!/^[\w-]+=*$/.test(packed)) return cut;
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    const binary = atob(packed.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, ''));
    bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    return cut;
  }
  // zlib's two bytes in front are rarely a raw stream's, so the likelier format goes first, and the other gets its turn.
  const zlib = (bytes[0] & 15) === 8 && (bytes[0] * 256 + bytes[1]) % 31 === 0;
  const formats: CompressionFormat[] = zlib ? ['deflate', 'deflate-raw'] : ['deflate-raw', 'deflate'];
  for (const format of formats) {
    const text = await inflate(bytes, format);
    if (text === 'too long') return bad((words) => words.tooLong(MOST_BYTES));
    if (text !== null) return good(text.text);
  }
  return cut;
}

/** null where the bytes are not of the format. Stops as soon as more comes out than is read. */
async function inflate(bytes: Uint8Array<ArrayBuffer>, format: CompressionFormat): Promise<{ text: string } | 'too long' | null> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format)).getReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let total = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { text: text + decoder.decode() };
      total += value.byteLength;
      if (total > MOST_BYTES) {
        reader.cancel().catch(() => undefined);
        return 'too long';
      }
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    return null;
  }
}
