// The versioned schema of the state, in the address's hash and in messages. Only this file reads and writes it. All input is
// checked, every problem becomes a sentence, and a malformed value gives its default. Nothing here throws.

import type { State as PublicState, StateInput } from 'convdot/messages';
import type { Sentence } from '../words/words.ts';
import { PARTS, RESERVED } from './parts.ts';
import { findPreset, type Generator, loadPreset, openingState, type Preset, presetSettings } from './presets.ts';
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
import {
  drawnBy,
  drawnFor,
  drawRuns,
  MOST_DRAWN,
  MOST_EDITS,
  readEdits,
  readRuns,
  writeEdits,
  writeRuns,
} from './seed-and-edits.ts';
import { type Block, type BlockName, type Display, LANGUAGES, type Run, type State, type View } from './state.ts';

/** The result of reading, and all problems as sentences. */
export interface Read {
  readonly state: State;
  readonly view: View;
  readonly problems: Sentence[];
}

/** The values of `display`. */
export const DISPLAYS: readonly Display[] = ['plain', 'numbered', 'large'];

export const defaultView: View = { open: [], hide: [], lang: 'auto', theme: 'auto', display: [], lesson: null, expr: null };

/** Longer text is not read, packed or unpacked. */
const MOST_BYTES = 1 << 20;
/** Longer links are packed: forums and chat programs cut them. */
export const LONGEST_LINK = 2000;
/** The most characters of the NumPy cell's code in a link. */
export const LONGEST_EXPRESSION = 2000;
/** The most keys in a link or an object, known or not; the rest is not read. */
const MOST_PARTS = 100;
/** The values of `open` and `hide`. */
const NAMES: readonly unknown[] = [...PARTS, ...RESERVED];
/** The most names in `open`, `hide` and `display`. */
const MOST_NAMES = 50;
/** The most problems that are listed; the others are only counted. */
const MOST_PROBLEMS = 8;

/** The keys that determine a link's case. */
const CASE_KEYS = ['x', 'w', 'b', 'preset', 'lesson', 'seed', 'edit'] as const;
const KEYS: ReadonlySet<string> = new Set<keyof StateInput>([
  ...(['v', ...CASE_KEYS, ...settingKeys] as const),
  ...(['expr', 'open', 'hide', 'lang', 'theme', 'display'] as const),
]);
/** The separator between two keys. HTML, Markdown and mail may have escaped it, once or several times. */
const SEPARATOR = new RegExp(`&(?:(?:amp|#38|#x26)(?:;|%3B))*|%26(?:amp%3B)+(?=(?:${[...KEYS].join('|')}|z)=)`, 'i');

type Entries = Map<string, unknown>;

/** Collects the first problems and counts the others: a short link can unpack to very many. */
class Problems {
  readonly #told: Sentence[] = [];
  #others = 0;

  readonly add = (problem: Sentence): void => {
    if (this.#told.length < MOST_PROBLEMS) this.#told.push(problem);
    else this.#others += 1;
  };

  get sentences(): Sentence[] {
    const others = this.#others;
    return others === 0 ? this.#told : [...this.#told, (words) => words.problem.more(others)];
  }
}

// ---- reading ----

/**
 * Reads the state in an address's hash, with or without '#'. A hash without '=' belongs to something else (a skip link) and gives
 * the opening case without a problem.
 */
export function readHash(hash: string, generator: Generator): Promise<Read> {
  return neverThrowing(defaultView, async (problems) => {
    // Some autolinkers include the punctuation after a link. Our links never end in punctuation.
    let end = hash.length;
    while ('.,:;!?'.includes(hash[end - 1] ?? ' ')) end -= 1;
    const entries = parsePairs(hash.slice(0, end).replace(/^#/, ''), problems, true);
    const packed = entries.get('z');
    if (typeof packed === 'string') {
      const text = await unpack(packed);
      if (text.ok) {
        entries.delete('z');
        // A key added by hand to a packed link wins.
        for (const [key, value] of parsePairs(text.value, problems, false)) if (!entries.has(key)) entries.set(key, value);
      } else {
        entries.set('z', UNREADABLE);
        problems.add(text.problem);
      }
    }
    return readEntries(entries, problems, defaultView, generator);
  });
}

/** Gives the opening case, with the reason, if the browser lacks a feature, or an object throws when a key is read. */
async function neverThrowing(view: View, read: (problems: Problems) => Promise<Read>): Promise<Read> {
  const problems = new Problems();
  try {
    return await read(problems);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    problems.add(bad((words) => words.unreadable(quote(message))).problem);
    return { state: openingState, view, problems: [...problems.sentences, shown] };
  }
}

/**
 * Moves a case from an address's query, '?v=1&x=[[1]]', into a hash, and returns the rest of the query. null if the query belongs
 * to something else: it has no v=1, or no key that determines a case.
 */
export function splitQuery(query: string): { readonly hash: string; readonly rest: string } | null {
  const parts = query.replace(/^\?/, '').split(SEPARATOR, MOST_PARTS);
  const keyOf = (part: string) => part.slice(0, Math.max(0, part.indexOf('=')));
  const ours = parts.filter((part) => KEYS.has(keyOf(part)) || keyOf(part) === 'z');
  if (!ours.includes('v=1') || !ours.some((part) => [...CASE_KEYS, 'z'].includes(keyOf(part)))) return null;
  const others = parts.filter((part) => part !== '' && !ours.includes(part));
  return { hash: ours.join('&'), rest: others.length > 0 ? `?${others.join('&')}` : '' };
}

/**
 * Reads the state in a message or in an element's attributes: an object with the keys of a link. The values are as in a link, or
 * plain data (x as nested arrays of numbers or of texts such as '1/3', stride as a number or an array of two). Missing parts of the
 * view come from `view`.
 */
export function readObject(value: unknown, generator: Generator, view: View = defaultView): Promise<Read> {
  return neverThrowing(view, async (problems) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || ArrayBuffer.isView(value)) {
      problems.add(bad((words) => words.notAState(quote(value))).problem);
      return { state: openingState, view, problems: problems.sentences };
    }
    const entries: Entries = new Map();
    let parts = 0;
    for (const key in value) {
      if (!Object.hasOwn(value, key)) continue;
      parts += 1;
      if (parts > MOST_PARTS) {
        problems.add(bad((words) => words.manyParts(MOST_PARTS)).problem);
        break;
      }
      const entry = (value as Record<string, unknown>)[key];
      if (entry === undefined || !known(key, problems, false)) continue;
      const tooLong = typeof entry === 'string' && entry.length > MOST_BYTES;
      if (tooLong) problems.add(bad((words) => words.tooLong(MOST_BYTES)).problem);
      entries.set(key, tooLong ? UNREADABLE : entry);
    }
    return readEntries(entries, problems, view, generator);
  });
}

function known(key: string, problems: Problems, packable: boolean): boolean {
  if (KEYS.has(key) || (packable && key === 'z')) return true;
  problems.add(bad((words) => words.unknownKey(quote(key))).problem);
  return false;
}

/** The pairs of a hash. The first of two pairs with the same key counts. */
function parsePairs(text: string, problems: Problems, packable: boolean): Entries {
  const entries: Entries = new Map();
  if (text.length > MOST_BYTES) {
    problems.add(bad((words) => words.tooLong(MOST_BYTES)).problem);
    return entries.set('z', UNREADABLE);
  }
  if (!text.includes('=')) return entries;
  // `compactHash` adds empty pairs at the front.
  const parts = text.replace(/^&+/, '').split(SEPARATOR, MOST_PARTS + 1);
  if (parts.length > MOST_PARTS) problems.add(bad((words) => words.manyParts(MOST_PARTS)).problem);
  for (const pair of parts.slice(0, MOST_PARTS)) {
    if (pair === '') continue;
    const equals = pair.includes('=') ? pair.indexOf('=') : pair.length;
    const [key, value] = [pair.slice(0, equals), pair.slice(equals + 1)].map(decode);
    const name = key ?? pair.slice(0, equals);
    if (!known(name, problems, packable)) continue;
    if (value === null) problems.add(bad((words) => words.encoding(name, quote(pair.slice(equals + 1)))).problem);
    else if (entries.has(name)) problems.add(bad((words) => words.duplicate(name, quote(value))).problem);
    // A block that cannot be decoded must not look like an omitted one.
    if (!entries.has(name)) entries.set(name, value ?? UNREADABLE);
  }
  return entries;
}

/** Replaces a value that could not be decoded or unpacked; the problem has been reported. */
const UNREADABLE = Symbol('unreadable');

/** '+' is a space, as in a form, except in 1e+5. null if the percent-encoding is broken. */
function decode(text: string): string | null {
  try {
    return decodeURIComponent(text.replace(/(\d\.?e)?\+/gi, (plus, before?: string) => (before === undefined ? ' ' : plus)));
  } catch {
    return null;
  }
}

async function readEntries(entries: Entries, problems: Problems, base: View, generator: Generator): Promise<Read> {
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
  const state = await readState(entries, lesson, unreadable, problems, generator);
  if (state !== null) return { state, view, problems: problems.sentences };
  return { state: openingState, view, problems: [...problems.sentences, shown] };
}

const shown: Sentence = (words) => words.problem.opening;

function readView(entries: Entries, base: View, problems: Problems): { view: View; lesson: Preset | null } {
  const read = <T>(key: string, fallback: T, reader: (value: unknown) => Reading<T>): T => {
    if (!entries.has(key)) return fallback;
    const reading = reader(entries.get(key));
    if (reading.ok) return reading.value;
    problems.add(reading.problem);
    return fallback;
  };
  const namesOf = (key: string, value: unknown): Reading<unknown[]> => {
    const names = entriesOf(value, MOST_NAMES);
    if (names === null) return bad((words) => words.manyNames(key, MOST_NAMES));
    return good([...new Set(names)].filter((name) => name !== ''));
  };
  const parts = (key: 'open' | 'hide') =>
    read(key, base[key], (value) => {
      const names = namesOf(key, value);
      if (!names.ok) return names;
      const unknown = names.value.filter((name) => !NAMES.includes(name));
      for (const name of unknown) problems.add(bad((words) => words.noPart(key, quote(name))).problem);
      return good(names.value.filter((name) => !unknown.includes(name)) as string[]);
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
    // An expression without `open` opens its panel.
    open: shown ? [...new Set([...base.open, 'numpy'])] : parts('open'),
    hide: parts('hide'),
    lang: read<View['lang']>('lang', base.lang, (value) => readChoice('lang', value, ['auto', ...LANGUAGES])),
    theme: read<View['theme']>('theme', base.theme, (value) => readChoice('theme', value, ['auto', 'light', 'dark'])),
    display: read('display', base.display, (value) => {
      const names = namesOf('display', value);
      if (!names.ok) return names;
      for (const name of names.value) {
        const known = readChoice('display', name, DISPLAYS);
        if (!known.ok) problems.add(known.problem);
      }
      return good(DISPLAYS.filter((name) => names.value.includes(name)));
    }),
    lesson: entries.has('lesson') ? (lesson?.slug ?? null) : base.lesson,
    expr,
  };
  return { view, lesson };
}

/** null if the case itself (x, w, or the preset or seed) is malformed: then none of it is used. */
async function readState(
  entries: Entries,
  lesson: Preset | null,
  unreadable: ReadonlySet<string>,
  problems: Problems,
  generator: Generator,
): Promise<State | null> {
  if (['z', 'x', 'w', 'preset', 'lesson', 'seed', 'edit'].some((key) => unreadable.has(key))) return null;
  if (entries.has('lesson') && lesson === null && !entries.has('preset')) return null;
  const base = await readPreset(entries, lesson, problems, generator);
  if (base === null) return null;
  const drawn = entries.has('seed') ? await readSeed(entries.get('seed'), problems, generator) : {};
  if (drawn === null) return null;

  const x = entries.has('x') ? readBlock('x', entries.get('x')) : good(drawn.x ?? base.x);
  const w = entries.has('w') ? readBlock('w', entries.get('w')) : good(drawn.w ?? base.w);
  for (const block of [x, w]) if (!block.ok) problems.add(block.problem);
  if (!x.ok || !w.ok) return null;

  const filters = w.value.shape[3];
  const inherited = entries.has('w') || drawn.w || unreadable.has('b') ? zeros([filters]) : base.b;
  const b = entries.has('b') ? readBias(entries.get('b'), filters) : readDrawnBias(drawn.b ?? inherited, filters);
  if (!b.ok) problems.add(b.problem);

  const { settings, problems: more } = readSettings(entries, base);
  more.forEach(problems.add);
  const blocks = { x: x.value, w: w.value, b: b.ok ? b.value : zeros([filters]) };
  if (!EDITING_KEYS.some((key) => entries.has(key) || unreadable.has(key)))
    return { ...settings, ...blocks, preset: base.preset };

  // The opening case may change some day, so `edit` needs a case that the link names.
  const named = entries.has('preset') || entries.has('lesson');
  const editable = (block: Block) => (named || typeof block.origin?.of !== 'string' ? block : { ...block, origin: undefined });
  const edited = entries.has('edit')
    ? readEdits(entries.get('edit'), { x: editable(blocks.x), w: editable(blocks.w), b: editable(blocks.b) }, problems.add)
    : blocks;
  return { ...settings, ...edited, preset: null };
}

/** With any of these keys, the case is no longer a preset. */
const EDITING_KEYS = ['x', 'w', 'b', 'seed', 'edit'] as const;

async function readSeed(
  value: unknown,
  problems: Problems,
  generator: Generator,
): Promise<Awaited<ReturnType<typeof drawRuns>> | null> {
  const runs = readRuns(value);
  if (!runs.ok) {
    problems.add(runs.problem);
    return null;
  }
  try {
    return await drawRuns(runs.value, generator);
  } catch {
    problems.add(bad((words) => words.seedFailed(quote(value))).problem);
    return null;
  }
}

function readDrawnBias(block: Block, filters: number): Reading<Block> {
  const count = block.data.length;
  return count === filters ? good(block) : bad((words) => words.seedBias(count, filters));
}

async function readPreset(
  entries: Entries,
  lesson: Preset | null,
  problems: Problems,
  { randn }: Generator,
): Promise<State | null> {
  const asked = entries.get('preset');
  const preset = typeof asked === 'string' ? findPreset(asked) : null;
  if (asked !== undefined && preset === null) {
    problems.add(bad((words) => words.noPreset(quote(asked))).problem);
    return null;
  }
  const slug = preset?.slug ?? lesson?.slug;
  if (slug === undefined) return openingState;
  try {
    return await loadPreset(slug, randn);
  } catch {
    problems.add(bad((words) => words.presetFailed(slug)).problem);
    return null;
  }
}

// ---- writing ----

/**
 * Writes the hash of a state, without '#', in characters that autolinkers keep: letters, digits and & = , - . / % _, ending in a
 * letter, a digit or a percent sign's two digits. Omits default values; writes an invalid cell as its last valid value. A block
 * from a preset or a seed becomes that origin and the cells changed since, if that is shorter than its list. The hash reads back as
 * the same state.
 */
export function writeHash(state: State, view: View): string {
  const lesson = view.lesson === null ? null : findPreset(view.lesson);
  if (state.preset !== null) return writeForm(state, view, lesson, findPreset(state.preset)) as string;
  const { x, w, b } = state;
  // The opening case has few numbers, and its link has no name: after an edit, lists are written.
  const slugs = [x.origin?.of, w.origin?.of].filter((of) => typeof of === 'string');
  const named = [...new Set(slugs)].filter((slug) => slug !== openingState.preset || lesson !== null).map(findPreset);
  const forms: [State, Preset | null][] = [...named.map((preset): [State, Preset | null] => [state, preset]), [state, null]];
  const listed = (block: Block): Block => ({ ...block, origin: undefined });
  if ([x, w, b].some(({ origin }) => typeof origin?.of === 'object'))
    forms.push([{ ...state, x: listed(x), w: listed(w), b: listed(b) }, null]);
  let shortest: string | null = null;
  for (const [each, preset] of forms) {
    const form = writeForm(each, view, lesson, preset, shortest?.length);
    if (form !== null && (shortest === null || form.length < shortest.length)) shortest = form;
  }
  return shortest as string;
}

/** How a link gives a block: by a preset, by a seed, or as a list. */
type Given = 'preset' | 'seed' | 'list';

/** Writes the hash with `preset`, or without one if null. Returns null if it would have too many edits or be longer than `most`. */
function writeForm(state: State, view: View, lesson: Preset | null, preset: Preset | null, most = Infinity): string | null {
  const pairs: [string, string][] = [['v', '1']];
  const add = (key: string, value: string | null) => {
    if (value !== null) pairs.push([key, value]);
  };

  add('lesson', lesson?.slug ?? null);
  if (preset !== null && preset.slug !== (lesson?.slug ?? openingState.preset)) add('preset', preset.slug);
  if (state.preset === null) {
    const blocks = Object.entries(givenBy(state, preset)) as [BlockName, Given][];
    const lists = blocks.filter(([, given]) => given === 'list').map(([name]) => name);
    // Each number takes at least two characters: a list that is certainly too long is not made.
    if (2 * lists.reduce((total, name) => total + state[name].data.length, 0) > most + 2 * state.b.data.length) return null;
    const runs = runsOf(state, blocks);
    const edits = blocks.flatMap(([name, given]) => {
      const { origin } = state[name];
      return given === 'list' || origin === undefined ? [] : writeEdits(name, state[name], origin);
    });
    if (edits.length > MOST_EDITS || drawnFor(runs) > MOST_DRAWN) return null;
    if (runs.length > 0) add('seed', writeRuns(runs));
    for (const name of ['x', 'w'] as const) if (lists.includes(name)) add(name, writeBlock(name, state[name]));
    if (lists.includes('b')) add('b', writeBias(state.b) ?? (otherBias(blocks, runs) ? '0' : null));
    // Written even if no cell differs: a case whose settings were changed is no longer a preset.
    if (edits.length > 0 || (runs.length === 0 && lists.length === 0)) add('edit', edits.join(','));
  }

  const source = preset ?? lesson;
  const base: Settings = source === null ? defaultSettings : presetSettings(source);
  for (const key of settingKeys) {
    const value = writeSetting(key, state);
    if (value !== writeSetting(key, base)) add(key, value);
  }
  // Written even if nothing is open: an expression without `open` opens its panel.
  if (view.open.length > 0 || view.expr) add('open', view.open.join(','));
  add('expr', view.expr || null);
  for (const key of ['hide', 'display'] as const) if (view[key].length > 0) add(key, view[key].join(','));
  for (const key of ['lang', 'theme'] as const) if (view[key] !== 'auto') add(key, view[key]);

  return pairs.map(([key, value]) => `${key}=${key === 'expr' ? encodeAll(value) : encode(value)}`).join('&');
}

function givenBy({ x, w, b }: State, preset: Preset | null): Record<BlockName, Given> {
  const given = ({ origin }: Block): Given => {
    if (origin === undefined) return 'list';
    if (typeof origin.of !== 'string') return 'seed';
    return origin.of === preset?.slug ? 'preset' : 'list';
  };
  const blocks = { x: given(x), w: given(w), b: given(b) };
  // A preset's bias belongs to its filters.
  if (blocks.b === 'preset' && blocks.w !== 'preset') blocks.b = 'list';
  // If another run draws something else in a block's place, that is not the block.
  const states = { x, w, b };
  for (;;) {
    const runs = runsOf(states, Object.entries(blocks) as [BlockName, Given][]);
    const wrong = (['x', 'w', 'b'] as const).find((name) => {
      const run = drawnBy(runs, name);
      return blocks[name] === 'seed' ? run !== states[name].origin?.of : blocks[name] === 'preset' && run !== undefined;
    });
    if (wrong === undefined) return blocks;
    blocks[wrong] = 'list';
  }
}

/** The runs to write. Those that draw only one block come last, and win. */
function runsOf(blocks: Pick<State, BlockName>, given: readonly (readonly [BlockName, Given])[]): Run[] {
  const runs = given.flatMap(([name, by]) => (by === 'seed' ? [blocks[name].origin?.of as Run] : []));
  return [...new Set(runs)].sort((one, other) => other.draws.length - one.draws.length);
}

/** Whether a link without `b` would mean another bias than 0. */
const otherBias = (blocks: readonly (readonly [BlockName, Given])[], runs: readonly Run[]): boolean =>
  drawnBy(runs, 'b') !== undefined || blocks.some(([name, given]) => name === 'w' && given === 'preset');

/** Like writeHash, but packed if longer than 2,000 characters. */
export async function compactHash(state: State, view: View): Promise<string> {
  const text = writeHash(state, view);
  if (text.length <= LONGEST_LINK) return text;
  // Autolinkers drop a final '-' or '_', and stop at three hyphens. An empty pair at the front, which is ignored, changes all of
  // the packed text; pairs are added until neither occurs.
  for (let filler = ''; ; filler += '&') {
    const packed = await pack(filler + text);
    if (!/---|[-_]$/.test(packed)) return `v=1&z=${packed}`;
  }
}

/** Whether the state's hash can be read: the largest blocks of numbers with many digits are too long. */
export const isReadable = (state: State, view: View): boolean => writeHash(state, view).length < MOST_BYTES;

/**
 * The state as a plain object that can be posted. x, w and b are always present, as nested arrays of numbers, or of text if JSON
 * would lose part of a number; there is no `preset`. `readObject` reads it back as the same state, except for the preset.
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

/** Commas and slashes stay readable. A point stays only inside a word: at the end it would not belong to the link. */
function encode(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*~]/g, percent)
    .replace(/\.(?!-?\w)/g, '%2E')
    .replaceAll('%2C', ',')
    .replaceAll('%2F', '/');
}

/** Encodes everything except letters and digits: code contains every character that ends a link or starts emphasis. */
function encodeAll(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\uFFFD')).replace(/[^A-Za-z0-9%]/g, percent);
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

// ---- packing ----

/**
 * The browser's own stream, or null if it has none: Safari before 16.4, Firefox before 113, and, for raw streams, Chrome before
 * 103.
 */
function streamOf<T>(make: () => T): T | null {
  try {
    return make();
  } catch {
    return null;
  }
}

async function deflate(text: string): Promise<Uint8Array> {
  const stream = streamOf(() => new CompressionStream('deflate-raw'));
  if (stream !== null) {
    return new Uint8Array(await new Response(new Blob([text]).stream().pipeThrough(stream)).arrayBuffer());
  }
  const { deflateSync, strToU8 } = await import('./zip.ts');
  return deflateSync(strToU8(text));
}

async function pack(text: string): Promise<string> {
  const bytes = await deflate(text);
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
  // A raw stream rarely begins with zlib's two bytes, so the likelier format is tried first, and the other one second.
  const zlib = (bytes[0] & 15) === 8 && (bytes[0] * 256 + bytes[1]) % 31 === 0;
  const formats: CompressionFormat[] = zlib ? ['deflate', 'deflate-raw'] : ['deflate-raw', 'deflate'];
  for (const format of formats) {
    const text = await inflate(bytes, format);
    if (text === 'too long') return bad((words) => words.tooLong(MOST_BYTES));
    if (text !== null) return good(text.text);
  }
  return cut;
}

/** null if the bytes do not have the format. Stops as soon as the output exceeds the limit. */
async function inflate(bytes: Uint8Array<ArrayBuffer>, format: CompressionFormat): Promise<{ text: string } | 'too long' | null> {
  const stream = streamOf(() => new DecompressionStream(format));
  if (stream === null) return (await import('./zip.ts')).inflateText(bytes, format, MOST_BYTES);
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
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
