// Linked views: a number under the pointer or with the focus is highlighted in every view, and a sentence names it; the unrolled
// matrix shows all steps. These tests derive the places of the numbers independently, from the definition of a convolution.
import { parseNumber, showNumber } from '../../web/src/model/number.ts';
import { loadPreset, openingState } from '../../web/src/model/presets.ts';
import type { State } from '../../web/src/model/state.ts';
import { readHash } from '../../web/src/model/url.ts';
import { noGenerator, noRandn } from './model/support.ts';
import {
  ask,
  cell,
  expect,
  fact,
  facts,
  fields,
  focus,
  focused,
  grid,
  lanes,
  open,
  poll,
  setHash,
  setNumber,
  shown,
  type Tab,
  test,
  texts,
  typeInCell,
  words,
} from './page.ts';

const { load } = (await import(new URL('../../dist/convdot/index.js', import.meta.url).href)) as typeof import('convdot');
const convdot = await load();

const range = (end: number, from = 0) => Array.from({ length: end - from }, (_, i) => from + i);
type Four = [number, number, number, number];

// ---- the places of the numbers ----

/** A number's name: 'x 0,-1,2,0' is an input number or padding, 'w 1,0,2 of 3' a filter's, 'p 4 5' a product, 'o 7' an output. */
type Name = string;

/** The convolution of a state, by loops. */
class Loops {
  readonly state: State;
  /** The output: images, rows, columns, filters. */
  readonly shape: Four;
  readonly outputs: readonly number[];
  /** The padding on each side. */
  readonly sides: Four;
  readonly depth: number;
  readonly n: number;
  /** The elements of both blocks in the order of their vectors. */
  readonly window: readonly number[];
  readonly filter: readonly number[];

  constructor(state: State, { shape, multiplySum }: { shape: number[]; multiplySum: (number | string)[] }, sides: Four) {
    this.state = state;
    this.shape = shape as Four;
    this.outputs = multiplySum as number[];
    this.sides = sides;
    const [height, width, depth] = state.w.shape as Four;
    this.depth = depth;
    this.n = height * width * depth;
    const ordered = (order: string) => {
      const [rows, columns, channels] = [range(height), range(width), range(depth)];
      const flat = (i: number, j: number, c: number) => (i * width + j) * depth + c;
      if (order === 'hwc') return range(this.n);
      if (order === 'chw') return channels.flatMap((c) => rows.flatMap((i) => columns.map((j) => flat(i, j, c))));
      return channels.flatMap((c) => columns.flatMap((j) => rows.map((i) => flat(i, j, c))));
    };
    this.window = ordered(state.order.window);
    this.filter = ordered(state.order.filter);
  }

  get rows(): number {
    return this.shape[0] * this.shape[1] * this.shape[2];
  }
  get group(): number {
    return Math.floor(this.state.step.filter / this.inGroup);
  }
  get inGroup(): number {
    return this.shape[3] / this.state.groups;
  }
  get chosen(): number {
    const { image, row, column } = this.state.step;
    return (image * this.shape[1] + row) * this.shape[2] + column;
  }

  rowAt(row: number) {
    const [, height, width] = this.shape;
    return { image: Math.floor(row / (height * width)), row: Math.floor(row / width) % height, column: row % width };
  }
  #element(element: number) {
    const [, width] = this.state.w.shape;
    return {
      i: Math.floor(element / (width * this.depth)),
      j: Math.floor(element / this.depth) % width,
      c: element % this.depth,
    };
  }

  /** The number at an element of a row's window. */
  x(row: number, element: number): Name {
    const { image, row: r, column } = this.rowAt(row);
    const { i, j, c } = this.#element(element);
    const { stride, dilation } = this.state;
    const [top, left] = this.sides;
    const at = [r * stride[0] - top + i * dilation[0], column * stride[1] - left + j * dilation[1]];
    return `x ${image},${at},${this.group * this.depth + c}`;
  }
  /** The number at an element of a filter's block. */
  w(element: number, filter = this.state.step.filter): Name {
    const { i, j, c } = this.#element(element);
    const [height, width] = this.state.w.shape;
    return `w ${this.state.flip ? `${height - 1 - i},${width - 1 - j}` : `${i},${j}`},${c} of ${filter}`;
  }
  p(window: number, filter = window): Name {
    return `p ${window} ${filter}`;
  }

  valueOf(name: Name): number {
    const [kind, at = '', , filter = ''] = name.split(' ');
    const { x, w } = this.state;
    const indices = at.split(',').map(Number);
    if (kind === 'o') return this.outputs[Number(at)] as number;
    if (kind === 'x') {
      const [, height, width, channels] = x.shape as Four;
      const [image, row, column, channel] = indices as Four;
      const inside = row >= 0 && row < height && column >= 0 && column < width;
      return inside ? (x.data[((image * height + row) * width + column) * channels + channel] as number) : 0;
    }
    const [, width, depth, filters] = w.shape as Four;
    const [i, j, c] = indices as Four;
    return w.data[((i * width + j) * depth + c) * filters + Number(filter)] as number;
  }

  isPadding(name: Name): boolean {
    const [, row, column] = name.slice(2).split(',').map(Number) as Four;
    return row < 0 || column < 0 || row >= (this.state.x.shape[1] as number) || column >= (this.state.x.shape[2] as number);
  }

  /** Every row whose window reads a number, with the number's element. */
  readers(name: Name): { row: number; element: number }[] {
    return range(this.rows).flatMap((row) =>
      range(this.n).flatMap((element) => (this.x(row, element) === name ? [{ row, element }] : [])),
    );
  }
  output(row: number, filter: number): Name {
    return `o ${row * this.shape[3] + filter}`;
  }

  /** The filters in the chosen one's group. */
  get filters(): number[] {
    return range((this.group + 1) * this.inGroup, this.group * this.inGroup);
  }
  /** The filters for which the matrix has room. */
  get filtersShown(): number[] {
    const first = Math.max(0, Math.min(this.filters.indexOf(this.state.step.filter) - 1, this.filters.length - 3));
    return this.filters.slice(first, first + 3);
  }

  // ---- the highlights ----

  /** The chosen step's products with an element of the window, or of the filter: by the blocks and by the vectors. */
  #productsOf(element: number): Name[] {
    return [this.p(element), this.p(element, this.filter[this.window.indexOf(element)])];
  }
  ofInput(name: Name): Expected {
    const readers = this.readers(name);
    const here = readers.find(({ row }) => row === this.chosen);
    return {
      same: [name, ...(here ? [this.w(here.element), ...this.#productsOf(here.element)] : [])],
      used: readers.flatMap(({ row }) => this.filters.map((filter) => this.output(row, filter))),
      rows: readers.map(({ row }) => row),
    };
  }
  ofEntry(row: number, entry: number): Expected {
    const name = this.x(row, this.window[entry] as number);
    return {
      same: [
        name,
        this.w(this.filter[entry] as number),
        this.output(row, this.state.step.filter),
        ...(row === this.chosen ? this.#productsOf(this.window[entry] as number) : []),
      ],
      rows: [row],
      outlined: [row],
    };
  }
  ofFilter(element: number, filter = this.state.step.filter): Expected {
    const name = this.w(element, filter);
    if (filter !== this.state.step.filter) return { same: [name] };
    const met = this.window[this.filter.indexOf(element)] as number;
    return { same: [name, this.x(this.chosen, element), this.p(element), this.p(met, element)] };
  }
  ofProduct(window: number, filter = window): Expected {
    return { same: [this.x(this.chosen, window), this.w(filter), this.p(window, filter)] };
  }
  ofOutput(row: number, filter: number): Expected {
    return { same: [this.output(row, filter)], rows: [row], outlined: [row] };
  }

  // ---- the sentences ----

  #valued(place: string, value: number): string {
    return `${place} = ${showNumber(value)}`;
  }
  #inputPlace(name: Name): string {
    const [image, ...at] = name.slice(2).split(',');
    const place = `(${[...((this.state.x.shape[0] as number) > 1 ? [image] : []), ...at].join(', ')})`.replaceAll('-', '−');
    return words.inputPlace(place, this.isPadding(name));
  }
  #filterPlace(name: Name): string {
    const [, at = '', , filter] = name.split(' ');
    return words.filterPlace(`(${at.replaceAll(',', ', ')})`, this.shape[3] > 1 ? Number(filter) : null);
  }
  sayInput(name: Name): string {
    return this.#valued(this.#inputPlace(name), this.valueOf(name));
  }
  sayFilter(name: Name): string {
    return this.#valued(this.#filterPlace(name), this.valueOf(name));
  }
  #saysProduct(x: Name, w: Name, entry: number | null): string {
    const [a, b] = [this.valueOf(x), this.valueOf(w)];
    const product = `${showNumber(a)} × ${showNumber(b)} = ${showNumber(a * b + 0)}`;
    return words.isProduct(this.#inputPlace(x), this.#filterPlace(w), entry, product);
  }
  saysInput(name: Name): string {
    const readers = this.readers(name);
    const here = readers.find(({ row }) => row === this.chosen);
    if (!here) return words.readElsewhere(this.sayInput(name), this.windows(name));
    const entry = this.window.indexOf(here.element);
    return this.#saysProduct(name, this.w(this.filter[entry] as number), entry) + words.alsoRead(readers.length - 1);
  }
  /** The number of windows that read a place, whatever its channel. */
  windows(name: Name): number {
    return this.readers(name.replace(/\d+$/, String(this.group * this.depth))).length;
  }
  saysEntry(row: number, entry: number): string {
    const name = this.x(row, this.window[entry] as number);
    return words.isEntry(this.sayInput(name), row, entry, this.sayFilter(this.w(this.filter[entry] as number)));
  }
  saysFilter(element: number, filter = this.state.step.filter): string {
    const entry = this.filter.indexOf(element);
    const name = this.w(element, filter);
    if (filter !== this.state.step.filter) return words.isFilterEntry(this.sayFilter(name), entry);
    return `${this.#saysProduct(this.x(this.chosen, this.window[entry] as number), name, entry)}.`;
  }
  saysProduct(window: number, filter = window): string {
    const entry = this.window.indexOf(window);
    const both = this.filter[entry] === filter ? entry : null;
    return `${this.#saysProduct(this.x(this.chosen, window), this.w(filter), both)}.`;
  }
  saysOutput(row: number, filter: number): string {
    const { image, ...at } = this.rowAt(row);
    const [images, , , filters] = this.shape;
    const place = [...(images > 1 ? [image] : []), at.row, at.column, ...(filters > 1 ? [filter] : [])];
    const number = this.#valued(words.outputPlace(`(${place.join(', ')})`), this.valueOf(this.output(row, filter)));
    return words.isOutput(number, row);
  }
}

interface Expected {
  same: readonly Name[];
  used?: readonly Name[];
  /** Rows of the matrix with a highlighted label; rows with an outline. */
  rows?: readonly number[];
  outlined?: readonly number[];
}

// ---- the views ----

const matrix = 'conv-dot >> convdot-matrix';
/** Every cell with a number, by its view. Drawn bars and guides are cells too. */
const views = {
  input: `${grid('x')} >> [role=gridcell]`,
  filter: `${grid('w')} >> [role=gridcell]`,
  output: `${grid('output')} >> [role=gridcell]`,
  blocks: `${lanes.multiplySum} >> .three .cell`,
  bars: `${lanes.multiplySum} >> .chart rect[data-product]`,
  row: `${lanes.unrolledDot} >> .row-vector .cell`,
  column: `${lanes.unrolledDot} >> .column-vector .cell`,
  crossings: `${lanes.unrolledDot} >> .crossing .cell`,
  guides: `${lanes.unrolledDot} >> .weave path[data-product]`,
  pairs: `${lanes.unrolledDot} >> .line .cell`,
  slices: `${lanes.rawDot} >> .three .cell`,
  matrix: `${matrix} >> .matrix-body .entries .cell`,
  filters: `${matrix} >> .matrix-body .filters .cell`,
  outputs: `${matrix} >> .matrix-body .outputs .cell`,
  map: `${matrix} >> .read-map .cell`,
};
type View = keyof typeof views;
/** The part of a selector inside the shadow root of the page's element. */
const within = (selector: string) => selector.split(' >> ').slice(1).join(' ');

/** The name of each cell of a view, in drawing order; null if it has none. For the matrix: of all rows. */
function named(it: Loops, view: View): (Name | null)[] {
  const { state, chosen, n, depth } = it;
  const { image, filter } = state.step;
  const [, height, width] = state.x.shape as Four;
  const [filterHeight, filterWidth] = state.w.shape as Four;
  const [top, left, bottom, right] = it.sides;
  const inWindow = range(n).map((element) => it.x(chosen, element));
  const inFilter = range(n).map((element) => it.w(element));
  switch (view) {
    // The first channel is visible, and the filter's first.
    case 'input':
      return range(height + bottom, -top).flatMap((row) =>
        range(width + right, -left).map((column) => `x ${image},${row},${column},0`),
      );
    case 'filter':
      return range(filterHeight).flatMap((i) => range(filterWidth).map((j) => `w ${i},${j},0 of ${filter}`));
    case 'output':
      return range(it.shape[1] * it.shape[2]).map((i) => it.output(image * it.shape[1] * it.shape[2] + i, filter));
    case 'blocks':
      return range(depth).flatMap((channel) => {
        const elements = range(n).filter((element) => element % depth === channel);
        return [
          ...elements.map((e) => inWindow[e]),
          ...elements.map((e) => inFilter[e]),
          ...elements.map((e) => it.p(e)),
        ] as Name[];
      });
    case 'bars':
      return range(n).map((element) => it.p(element));
    case 'row':
      return n > 9 ? [] : it.window.map((element) => inWindow[element] as Name);
    case 'column':
      return n > 9 ? [] : it.filter.map((element) => inFilter[element] as Name);
    case 'crossings':
    case 'guides':
      return n > 9 ? [] : it.window.map((element, k) => it.p(element, it.filter[k]));
    case 'pairs':
      // Eight entries a line: the row's, the column's, their products.
      return range(n > 9 ? Math.ceil(n / 8) : 0).flatMap((line) => {
        const entries = range(Math.min(n, 8 * line + 8), 8 * line);
        const [a, w] = [(k: number) => it.window[k] as number, (k: number) => it.filter[k] as number];
        return [
          ...entries.map((k) => inWindow[a(k)] as Name),
          ...entries.map((k) => inFilter[w(k)] as Name),
          ...entries.map((k) => it.p(a(k), w(k))),
        ];
      });
    case 'slices': {
      // With one channel: window, filter and their np.dot, if any, and again with the filter transposed.
      if (depth > 1) return [];
      const turned = range(n).map((e) => inFilter[(e % filterHeight) * filterWidth + Math.floor(e / filterHeight)] as Name);
      const products = range(filterHeight ** 2).map(() => null);
      const direct = filterHeight === filterWidth ? [...inWindow, ...inFilter, ...products] : [];
      return [...direct, ...inWindow, ...turned, ...products];
    }
    case 'matrix':
      return range(it.rows).flatMap((row) => it.window.map((element) => it.x(row, element)));
    case 'filters':
      return it.filter.flatMap((element) => it.filtersShown.map((each) => it.w(element, each)));
    case 'outputs':
      return range(it.rows).flatMap((row) => it.filtersShown.map((each) => it.output(row, each)));
    case 'map':
      return range(height).flatMap((row) => range(width).map((column) => `x ${image},${row},${column},${it.group * depth}`));
  }
}

/** Wrong highlights: in each view by name, in the matrix by row. */
const unlike = async (tab: Tab, it: Loops, { same, used = [], rows = [], outlined = [] }: Expected): Promise<string[]> => {
  const seen = await tab.evaluate(
    (selectors, matrixPart) => {
      const root = document.querySelector('conv-dot')?.shadowRoot as ShadowRoot;
      const all = (selector: string) => [...root.querySelectorAll<HTMLElement>(selector)];
      const cells = selectors.map((selector) =>
        all(selector).map(({ dataset: { lit = '', entry = '', number = '' } }) => ({ lit, entry, number })),
      );
      const labels = all(`${matrixPart} .label`).map(({ dataset }) => dataset.lit === 'used');
      const marks = all(`${matrixPart} .entries .outline.pointed`).map((each) => Number(each.style.getPropertyValue('--row')));
      return { cells, labels, marks };
    },
    Object.values(views).map(within),
    within(matrix),
  );
  const found: string[] = [];
  const hold = (name: string, is: unknown, should: unknown) => {
    if (is !== should) found.push(`${name} is ${is || 'dark'}, not ${should || 'dark'}`);
  };
  (Object.keys(views) as View[]).forEach((view, v) => {
    const names = named(it, view);
    const drawn = seen.cells[v] as { lit: string; entry: string; number: string }[];
    const filters = it.filtersShown.length;
    // Only some columns of a large matrix are drawn, and the filters' entries for them.
    if (view !== 'matrix' && view !== 'filters') hold(`the count of ${view}`, drawn.length, names.length);
    drawn.forEach(({ lit, entry, number }, i) => {
      const [row, at] = entry.split(',').map(Number) as [number, number];
      const index = view === 'matrix' ? row * it.n + at : view === 'filters' ? Number(number) * filters + (i % filters) : i;
      const name = names[index];
      hold(`${view} ${name}`, lit, !name ? '' : same.includes(name) ? 'same' : used.includes(name) ? 'used' : '');
    });
  });
  hold('the count of labels', seen.labels.length, it.rows);
  seen.labels.forEach((is, row) => {
    hold(`row ${row}`, is, rows.includes(row));
  });
  hold('outlined', String(seen.marks), String(outlined));
  return found;
};

const readout = async (tab: Tab): Promise<string> => {
  const { text, attributes } = await fact(tab, 'conv-dot >> .readout');
  return 'hidden' in attributes ? '' : text;
};

/** Marks the n-th cell of a view; returns a selector that finds only this cell. */
const nth = async (tab: Tab, view: View, index: number): Promise<string> => {
  await tab.evaluate(
    (parts, n) => {
      const root = document.querySelector('conv-dot')?.shadowRoot;
      for (const each of root?.querySelectorAll('[data-probe]') ?? []) each.removeAttribute('data-probe');
      root?.querySelectorAll(parts)[n]?.setAttribute('data-probe', '');
    },
    within(views[view]),
    index,
  );
  return 'conv-dot >> [data-probe]';
};

/** The expected highlights and sentence for a view's n-th cell. */
interface Probe {
  view: View;
  index: number;
  lights: Expected;
  says: string;
}

/** `told`: the probe after the pointer has moved there, which may change it. */
const expectLit = async (tab: Tab, it: Loops, probe: Probe, told = async () => probe) => {
  const what = `${probe.view} ${probe.index}`;
  await poll(async () => unlike(tab, it, (await told()).lights), what).toEqual([]);
  const { says } = await told();
  await poll(() => readout(tab), what).toBe(says);
};
const expectDark = async (tab: Tab) => {
  await poll(() => tab.count('conv-dot >> [data-lit]')).toBe(0);
  await poll(() => readout(tab)).toBe('');
  expect(await tab.count('conv-dot >> .outline.pointed')).toBe(0);
  expect(await tab.count('conv-dot >> .outline.reader')).toBe(0);
};

const GROUPS = `x=[[[1,2,3,4],[5,6,7,8],[9,10,11,12]],[[13,14,15,16],[17,18,19,20],[21,22,23,24]],[[25,26,27,28],[29,30,31,32],[33,34,35,36]],[[37,38,39,40],[41,42,43,44],[45,46,47,48]]]&w=[[[[1,2,3,4],[5,6,7,8]],[[9,10,11,12],[13,14,15,16]]],[[[17,18,19,20],[21,22,23,24]],[[25,26,27,28],[29,30,31,32]]]]&groups=2&flip=1&dilation=2,1&pad=0,1,2,0&order=fortran,chw&step=0,1,2,2`;

interface Opened {
  name: string;
  hash: string;
  state: () => Promise<State>;
  sides: Four;
}
const opened: Opened[] = [
  { name: 'the opening case', hash: '', state: async () => openingState, sides: [0, 0, 0, 0] },
  { name: 'padding', hash: 'preset=hidden-ring', state: () => loadPreset('hidden-ring', noRandn), sides: [1, 1, 1, 1] },
  {
    name: 'channels, images, filters and strides',
    hash: 'preset=course-conv-forward',
    state: () => loadPreset('course-conv-forward', async (seed, shapes) => convdot.randn(seed, ...shapes)),
    sides: [1, 1, 1, 1],
  },
  { name: 'unlike orders', hash: 'preset=order', state: () => loadPreset('order', noRandn), sides: [0, 0, 0, 0] },
  {
    name: 'groups, dilation, four paddings, turned',
    hash: GROUPS,
    state: async () => (await readHash(GROUPS, noGenerator)).state,
    sides: [0, 1, 2, 0],
  },
];

/** Without the demonstration the lanes show the blocks. */
const kLanes = 'hide=demonstration';

const enter = async (tab: Tab, { hash, state, sides }: Opened): Promise<Loops> => {
  const { result } = await open(tab, hash ? `${hash}&${kLanes}` : kLanes);
  const it = new Loops(await state(), result, sides);
  // A preset with random numbers arrives a moment after the page.
  await poll(async () => (await shown(tab, 'x')).length).toBe((it.state.x.shape[1] as number) * (it.state.x.shape[2] as number));
  return new Loops(it.state, (await ask(tab)).result, sides);
};

/** One or more cells of each view, by their drawing order. */
function probes(it: Loops): Probe[] {
  const { chosen, n } = it;
  const { filter } = it.state.step;
  const input = (view: View, index: number): Probe => {
    const name = named(it, view)[index] as Name;
    return { view, index, lights: it.ofInput(name), says: it.saysInput(name) };
  };
  const product = (view: View, index: number, a: number, w = a): Probe => ({
    view,
    index,
    lights: it.ofProduct(a, w),
    says: it.saysProduct(a, w),
  });
  const filterNumber = (view: View, index: number, element: number, of = filter): Probe => ({
    view,
    index,
    lights: it.ofFilter(element, of),
    says: it.saysFilter(element, of),
  });
  const output = (view: View, index: number, row: number, of = filter): Probe => ({
    view,
    index,
    lights: it.ofOutput(row, of),
    says: it.saysOutput(row, of),
  });
  const entry = (row: number, at: number): Probe => ({
    view: 'matrix',
    index: -1,
    lights: it.ofEntry(row, at),
    says: it.saysEntry(row, at),
  });
  const inputs = named(it, 'input') as Name[];
  const first = (test: (name: Name) => boolean) => inputs.findIndex(test);
  const read = (name: Name) => it.readers(name).some(({ row }) => row === chosen);
  // A number in the chosen window, one outside it, and numbers of the ring, if they exist.
  const ofInput = [
    first((name) => read(name) && !it.isPadding(name)),
    first((name) => !read(name) && !it.isPadding(name)),
    first((name) => read(name) && it.isPadding(name)),
    inputs.findLastIndex((name) => it.isPadding(name)),
  ].filter((index) => index >= 0);
  const perBlock = n / it.depth;
  // The second element, or the one drawn in its place if the block is turned.
  const elementOf = (name: Name) => range(n).find((element) => it.w(element) === name) as number;
  const filterShown = named(it, 'filter') as Name[];
  const [, height, width] = it.shape;
  const last = it.rows - 1;
  const columns = it.filtersShown.length;
  const woven = n <= 9;
  const list: (Probe | null)[] = [
    ...ofInput.map((index) => input('input', index)),
    filterNumber('filter', 1, elementOf(filterShown[1] as Name)),
    output('output', 0, it.state.step.image * height * width),
    input('blocks', 1),
    filterNumber('blocks', perBlock + 1, it.depth),
    product('blocks', 2 * perBlock + 1, it.depth),
    product('bars', n - 1, n - 1),
    woven ? input('row', 2) : null,
    woven ? filterNumber('column', 2, it.filter[2] as number) : null,
    woven ? product('crossings', 2, it.window[2] as number, it.filter[2]) : null,
    woven ? null : input('pairs', 1),
    woven ? null : filterNumber('pairs', 8 + 1, it.filter[1] as number),
    woven ? null : product('pairs', 16 + 1, it.window[1] as number, it.filter[1]),
    named(it, 'slices').length > 0 ? input('slices', 4) : null,
    named(it, 'slices').length > 0 ? filterNumber('slices', n + 5, 5) : null,
    entry(chosen, 1),
    last === chosen ? null : entry(last === chosen ? 0 : last, 2),
    filterNumber('filters', columns, it.filter[1] as number, it.filtersShown[0]),
    output('outputs', last * columns + columns - 1, last, it.filtersShown.at(-1)),
    input('map', named(it, 'map').length - 1),
  ];
  return list.filter((probe) => probe !== null);
}

/** The place of a probe's cell. In the matrix by row and entry, because not all are drawn. */
const placeOf = async (tab: Tab, it: Loops, probe: Probe): Promise<string> => {
  if (probe.view !== 'matrix') return nth(tab, probe.view, probe.index);
  const row = probe.lights.rows?.[0] as number;
  const at = range(it.n).find((entry) => it.saysEntry(row, entry) === probe.says);
  return `${matrix} >> [data-entry="${row},${at}"]`;
};

/**
 * Moving to a number of the filters may scroll the matrix, which changes the filters' visible entries: the number under the
 * pointer.
 */
const scrolledTo = async (tab: Tab, it: Loops, probe: Probe): Promise<Probe> => {
  const element = it.filter[Number(await tab.attribute('conv-dot >> [data-probe]', 'data-number'))] as number;
  const filter = it.filtersShown[probe.index % it.filtersShown.length] as number;
  return { ...probe, lights: it.ofFilter(element, filter), says: it.saysFilter(element, filter) };
};

/** The offset of the marked cell from the focused one. */
const away = (tab: Tab) =>
  tab.evaluate(() => {
    const root = document.querySelector('conv-dot')?.shadowRoot;
    const [from, to] = [root?.activeElement, root?.querySelector('[data-probe]')].map((each) => each?.getBoundingClientRect());
    const there = root?.activeElement?.hasAttribute('data-probe') ?? false;
    return { there, x: (to?.left ?? 0) - (from?.left ?? 0), y: (to?.top ?? 0) - (from?.top ?? 0) };
  });

// ---- the tests ----

const testPointing = (each: Opened, tag: string[] = []) => {
  test(`a number under the pointer is highlighted in every view and named: ${each.name}`, { tag }, async ({ tab }) => {
    const it = await enter(tab, each);
    await expectDark(tab);
    for (const probe of probes(it)) {
      await tab.hover(await placeOf(tab, it, probe));
      await expectLit(tab, it, probe, async () => (probe.view === 'filters' ? scrolledTo(tab, it, probe) : probe));
    }
    await tab.hover('conv-dot >> h1');
    await expectDark(tab);
  });
};
for (const each of opened.slice(1)) testPointing(each);

test('a number of another channel, image or filter marks the tab that shows it', async ({ tab }) => {
  const it = await enter(tab, opened[2] as Opened);
  const linked = async () =>
    (await facts(tab, 'conv-dot >> .tabs button.linked')).map(({ attributes }) => attributes['aria-label']);
  // A channel's window, filter and products are drawn before the next channel's.
  const perChannel = (3 * it.n) / it.depth;
  await tab.hover(await nth(tab, 'blocks', 2 * perChannel));
  await poll(linked).toEqual([`${words.image} 0`, `${words.channel} 2`, `${words.filter} 0`]);
  await tab.hover(await nth(tab, 'filters', 1));
  await poll(linked).toEqual([`${words.filter} 1`]);
  await tab.hover('conv-dot >> h1');
  await poll(linked).toEqual([]);
});

/** The views that are one Tab stop each, with arrow keys inside. */
const walked: Partial<Record<View, string>> = {
  blocks: `${lanes.multiplySum} >> [data-walk]`,
  row: `${lanes.unrolledDot} >> [data-walk]`,
  column: `${lanes.unrolledDot} >> [data-walk]`,
  crossings: `${lanes.unrolledDot} >> [data-walk]`,
  pairs: `${lanes.unrolledDot} >> [data-walk]`,
  filters: `${matrix} >> .matrix-body .filters`,
  outputs: `${matrix} >> .matrix-body .outputs`,
};

const testFocus = (each: Opened) => {
  test(`a number with the focus is highlighted in every view and named: ${each.name}`, { tag: '@chromium' }, async ({ tab }) => {
    const it = await enter(tab, each);
    for (const probe of probes(it)) {
      const group = walked[probe.view];
      // Bars, the map and np.dot's blocks are pictures, without focusable cells.
      if (!group && !['input', 'filter', 'output', 'matrix'].includes(probe.view)) continue;
      if (group) {
        await focus(tab, group);
        await tab.keys('Home');
      }
      const place = await placeOf(tab, it, probe);
      if (!group) await focus(tab, place);
      else {
        // From the first cell with the arrows: along the row first, then along the column.
        let before = '';
        for (let presses = 0; ; presses += 1) {
          const { there, x, y } = await away(tab);
          if (there) break;
          expect(presses, `${probe.view} ${probe.index} is reached`).toBeLessThan(80);
          const across = Math.abs(x) > 4 && `${x},${y}` !== before;
          before = `${x},${y}`;
          await tab.keys(across ? (x > 0 ? 'ArrowRight' : 'ArrowLeft') : y > 0 ? 'ArrowDown' : 'ArrowUp');
        }
      }
      await expectLit(tab, it, probe);
      expect((await fact(tab, 'conv-dot >> .readout')).attributes['aria-live'], 'spoken').toBe('polite');
    }
    await focus(tab, 'conv-dot >> .examples select');
    await expectDark(tab);
  });
};
opened.slice(1).forEach(testFocus);

test('highlights stay while numbers and settings change elsewhere', async ({ tab }) => {
  const it = await enter(tab, opened[0] as Opened);
  const pointed = it.x(0, 4);
  await tab.hover(cell('x', 7));
  const still = async (now: Loops) => {
    await poll(() => unlike(tab, now, now.ofInput(pointed))).toEqual([]);
    await poll(() => readout(tab)).toBe(now.saysInput(pointed));
  };
  await still(it);
  const changed = async (state: Partial<State>) => new Loops({ ...it.state, ...state }, (await ask(tab)).result, it.sides);
  // Its own value, changed by keyboard, is reported again.
  await focus(tab, cell('x', 7));
  await tab.keys('4', '2', 'Enter');
  const x = { ...it.state.x, data: it.state.x.data.with(7, 42) };
  await poll(async () => (await ask(tab)).result.multiplySum[1]).toBe(42 - 4 - 5);
  await still(await changed({ x }));
  await setNumber(tab, fields.stride, '2');
  await poll(async () => (await ask(tab)).result.shape).toEqual([1, 2, 2, 1]);
  await still(await changed({ x, stride: [2, 2] }));
  await setNumber(tab, fields.filter[1], '2');
  await poll(async () => (await ask(tab)).result.shape).toEqual([1, 2, 3, 1]);
  const w = { ...it.state.w, shape: [3, 2, 1, 1], data: [1, 0, 1, 0, 1, 0] };
  await still(await changed({ x, w, stride: [2, 2] }));
  // Invalid text keeps the old results and their highlights.
  await focus(tab, cell('w', 0));
  await tab.keys('x');
  await poll(() => tab.count('conv-dot >> .stale-note')).toBe(1);
  await still(await changed({ x, w, stride: [2, 2] }));
  await tab.keys('Escape');
  await tab.hover('conv-dot >> h1');
  await focus(tab, 'conv-dot >> .examples select');
  await expectDark(tab);
});

/** A cell's full number: its title if the text has fewer digits. */
const inFull = ({ text, attributes }: { text: string; attributes: Record<string, string> }): number | null =>
  parseNumber(attributes.title ?? text);
/** The text for screen readers: the cell's place and its full number. */
const said = (attributes: Record<string, string>) => {
  const [, place, shown = '', full] = /^(.*?): (.*?)(?:, in full (.*))?$/.exec(attributes['aria-label'] ?? '') ?? [];
  return [place, parseNumber(full ?? shown)];
};
/** The focused cell of the matrix, with a short number. */
const entryWith = (row: number, entry: number, value: number) =>
  `span ${words.cellLabel(words.entrySpoken(row, entry), showNumber(value), null)}`;

for (const each of opened) {
  test(`the unrolled matrix, filters and outputs match the core: ${each.name}`, async ({ tab }) => {
    const it = await enter(tab, each);
    const { x, w, stride, dilation, groups, pad, order, flip, b } = it.state;
    const options = { stride, dilation, groups, flip, padding: pad, bias: b.data, order };
    const unrolled = convdot.unroll(x, w.shape, { stride, dilation, groups, padding: pad, order: order.window });
    const [, columns = 0] = unrolled.shape;
    const channels = x.shape[3] as number;
    const channelOf = (column: number) =>
      order.window === 'hwc' ? column % channels : Math.floor((column * channels) / columns);
    // A group's matrix has only the group's channels.
    const ours = range(columns).filter((column) => Math.floor(channelOf(column) / it.depth) === it.group);
    expect(ours).toHaveLength(it.n);
    const { data } = convdot.compare(x, w, options).unrolledDot;

    const seen = new Set<string>();
    const look = async () => {
      for (const { attributes } of await facts(tab, views.matrix)) {
        const [row, entry] = (attributes['data-entry'] as string).split(',').map(Number) as [number, number];
        const value = unrolled.data[row * columns + (ours[entry] as number)] as number;
        expect(said(attributes)).toEqual([words.entrySpoken(row, entry), value]);
        seen.add(`${row},${entry}`);
      }
      (await facts(tab, views.filters)).forEach((fact, i) => {
        const entry = Number(fact.attributes['data-number']);
        const filter = it.filtersShown[i % it.filtersShown.length];
        expect(inFull(fact), `entry ${entry} of filter ${filter}`).toBe(it.valueOf(it.w(it.filter[entry] as number, filter)));
      });
    };
    await look();
    await focus(tab, `${matrix} >> .entries [tabindex="0"]`);
    await tab.keys('Control+End');
    await poll(() => tab.count(`${matrix} >> [data-entry="${it.rows - 1},${it.n - 1}"]`)).toBe(1);
    await look();
    expect(seen.size).toBe(it.rows * it.n);

    const outputs = await facts(tab, views.outputs);
    expect(outputs.map(inFull)).toEqual(
      range(it.rows).flatMap((row) => it.filtersShown.map((filter) => (data[row * it.shape[3] + filter] as number) + 0)),
    );
    expect(await texts(tab, `${matrix} >> .label`)).toEqual(
      range(it.rows).map((row) => {
        const { image, ...at } = it.rowAt(row);
        return `(${[...(it.shape[0] > 1 ? [image] : []), at.row, at.column].join(', ')})`;
      }),
    );
    expect(await texts(tab, `${matrix} >> .matrix-head .entries`)).toEqual([words.unrolledMatrix(it.rows, it.n)]);
  });

  test(`how often each number is copied, and what that costs: ${each.name}`, async ({ tab }) => {
    const it = await enter(tab, each);
    const { x, groups, dtype } = it.state;
    const names = named(it, 'map') as Name[];
    expect(await texts(tab, views.map)).toEqual(names.map((name) => String(it.windows(name))));
    const [images, ...sizes] = x.shape as Four;
    const [numbers, entries] = [x.data.length, it.rows * it.n * groups];
    const bytes = dtype === 'float32' ? 4 : 8;
    const padding = range(it.rows).flatMap((row) => it.window.filter((element) => it.isPadding(it.x(row, element))));
    const most = Math.max(...names.map((name) => it.windows(name)));
    expect(await texts(tab, `${matrix} >> .copies .note`)).toEqual([most > 1 ? words.copies : words.noCopies]);
    expect(await texts(tab, `${matrix} >> .copies dd`)).toEqual([
      `${[...(images > 1 ? [images] : []), ...sizes].join(' × ')} = ${words.numbersAndBytes(numbers, numbers * bytes)}`,
      `${it.rows} × ${it.n * groups} = ${words.numbersAndBytes(entries, entries * bytes)}`,
      ...(padding.length > 0 ? [String(padding.length * groups)] : []),
      words.times(showNumber(Number((entries / numbers).toPrecision(3)))),
    ]);
  });
}

test('the opening case is copied four times, in half the bytes with half the digits', async ({ tab }) => {
  await open(tab, kLanes);
  const cost = () => texts(tab, `${matrix} >> .copies dd`);
  expect(await cost()).toEqual(['6 × 6 × 1 = 36 (288 B)', '16 × 9 = 144 (1.1 KiB)', words.times('4')]);
  expect((await texts(tab, views.map)).slice(0, 12)).toEqual('1 2 3 3 2 1 2 4 6 6 4 2'.split(' '));
  await setHash(tab, 'preset=vertical-edge&dtype=float32');
  await poll(cost).toEqual(['6 × 6 × 1 = 36 (144 B)', '16 × 9 = 144 (576 B)', words.times('4')]);
  await setHash(tab, 'preset=vertical-edge&stride=3');
  await poll(() => texts(tab, `${matrix} >> .copies .note`)).toEqual([words.noCopies]);
  expect(await cost()).toEqual(['6 × 6 × 1 = 36 (288 B)', '4 × 9 = 36 (288 B)', words.times('1')]);
});

test('a row, its label, its entries and its outputs choose a step', async ({ tab }) => {
  await open(tab, `x=[[1,2,3,4],[5,6,7,8],[9,10,11,12]]&w=[[[[1,0]],[[0,1]]]]&${kLanes}`);
  const step = async () => (await ask(tab)).state.step;
  const chosen = async () => {
    const outlines = await facts(tab, `${matrix} >> .entries .outline.chosen`);
    const labels = await facts(tab, `${matrix} >> .label`);
    return [
      outlines.map(({ attributes }) => Number(/--row: ?(\d+)/.exec(attributes.style ?? '')?.[1])),
      labels.flatMap(({ classes }, row) => (classes.includes('chosen') ? [row] : [])),
    ];
  };
  expect(await chosen()).toEqual([[0], [0]]);
  await tab.click(`${matrix} >> [data-entry="4,1"]`);
  await poll(step).toEqual([0, 1, 1, 0]);
  expect(await chosen()).toEqual([[4], [4]]);
  expect(await texts(tab, `${lanes.multiplySum} >> .block.outlined .cell`)).toEqual(['6', '7']);
  await tab.click(`${matrix} >> .label:nth-of-type(3)`);
  await poll(step).toEqual([0, 0, 2, 0]);
  // Choosing an output of the other filter also chooses that filter.
  await tab.click(`${matrix} >> .outputs [data-output="15"]`);
  await poll(step).toEqual([0, 2, 1, 1]);
  expect(await chosen()).toEqual([[7], [7]]);

  await focus(tab, `${matrix} >> [data-entry="2,0"]`);
  await tab.keys('ArrowDown', 'Enter');
  await poll(step).toEqual([0, 1, 0, 1]);
  expect(await focused(tab)).toBe(entryWith(3, 0, 5));
  await tab.keys('ArrowDown', ' ');
  await poll(step).toEqual([0, 1, 1, 1]);
  expect(await focused(tab), 'the focus stays').toBe(entryWith(4, 0, 6));
});

test('0 to 7 with itself: 140 in equal orders, less in others, and the wrong pairs are marked', async ({ tab }) => {
  await open(tab, `preset=order&${kLanes}`);
  const orders = {
    hwc: [0, 1, 2, 3, 4, 5, 6, 7],
    chw: [0, 2, 4, 6, 1, 3, 5, 7],
    fortran: [0, 4, 2, 6, 1, 5, 3, 7],
  };
  const names = Object.keys(orders) as (keyof typeof orders)[];
  const dots = new Map<string, number>();
  for (const window of names)
    for (const filter of names) {
      await tab.select('conv-dot >> .orders label:nth-of-type(1) select', window);
      await tab.select('conv-dot >> .orders label:nth-of-type(2) select', filter);
      const [a, w] = [orders[window], orders[filter]];
      const dot = a.reduce((sum, value, k) => sum + value * (w[k] as number), 0);
      dots.set(`${window},${filter}`, dot);
      const name = `${window}, ${filter}`;
      await poll(async () => (await ask(tab)).result.unrolledDot, name).toEqual([dot]);
      expect((await ask(tab)).result.multiplySum, name).toEqual([140]);
      await poll(() => texts(tab, `${lanes.unrolledDot} >> .big`), name).toEqual([String(dot)]);
      expect(await texts(tab, views.matrix), name).toEqual(a.map(String));
      expect(await texts(tab, views.filters), name).toEqual(w.map(String));
      expect(await texts(tab, views.row), name).toEqual(a.map(String));
      expect(await texts(tab, views.column), name).toEqual(w.map(String));
      expect(await texts(tab, views.outputs), name).toEqual([String(dot)]);
      const apart = a.map((element, k) => element !== w[k]);
      const marked = async (view: View, kind: string) =>
        (await facts(tab, views[view])).map(({ classes }) => classes.includes(kind));
      expect(await marked('crossings', 'mismatched'), name).toEqual(apart);
      expect(await marked('outputs', 'unequal'), name).toEqual([dot !== 140]);
      const count = apart.filter(Boolean).length;
      expect(await texts(tab, `${lanes.unrolledDot} >> .note`), name).toEqual(count > 0 ? [words.pairsApart(count, 8)] : []);
    }
  expect(Object.fromEntries(dots)).toMatchObject({
    'hwc,hwc': 140,
    'chw,chw': 140,
    'fortran,fortran': 140,
    'chw,hwc': 126,
    'fortran,hwc': 122,
  });
});

test.describe('in every engine', { tag: '@engines' }, () => {
  testPointing(opened[0] as Opened, ['@chromium']);
  testFocus(opened[0] as Opened);

  test('a scroll highlights and names the cell under a stationary pointer', async ({ tab }) => {
    const it = await enter(tab, opened[2] as Opened);
    const probe = probes(it).find(({ view }) => view === 'filters') as Probe;
    await tab.hover(await placeOf(tab, it, probe));
    const numbers = new Set<string>();
    for (const left of [0, 10_000]) {
      await tab.evaluate(
        (selector, at) => document.querySelector('conv-dot')?.shadowRoot?.querySelector(selector)?.scrollTo(at, 0),
        within(`${matrix} >> .matrix-scroller`),
        left,
      );
      await tab.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      await expectLit(tab, it, probe, () => scrolledTo(tab, it, probe));
      numbers.add(String(await tab.attribute('conv-dot >> [data-probe]', 'data-number')));
    }
    expect([...numbers], 'the cell shows another number').toHaveLength(2);
  });

  test('pointing leaves the outline of the chosen window where it is', async ({ tab }) => {
    await open(tab, kLanes);
    const chosen = `${grid('x')} >> .outline.chosen`;
    await tab.hover('conv-dot >> h1');
    await poll(() => tab.count(`${grid('x')} >> .outline.reader`)).toBe(0);
    const place = () =>
      tab.evaluate((parts) => {
        const found = parts.reduce<ParentNode | null>(
          (each, part) => ((each as Element | null)?.shadowRoot ?? each)?.querySelector(part) ?? null,
          document,
        ) as HTMLElement;
        const [before, now] = [found.dataset.before, `${found.offsetLeft} ${found.offsetTop}`];
        found.dataset.before = now;
        return [before ?? 'another element', now];
      }, chosen.split(' >> '));
    const [, at] = await place();
    // A number that several windows read, then none.
    await tab.hover(cell('x', 14));
    await poll(() => tab.count(`${grid('x')} >> .outline.reader`)).toBeGreaterThan(1);
    expect(await place()).toEqual([at, at]);
    await tab.hover('conv-dot >> h1');
    await poll(() => tab.count(`${grid('x')} >> .outline.reader`)).toBe(0);
    expect(await place()).toEqual([at, at]);
  });

  test('arrows, Home, End and pages lead through the matrix, which is one Tab stop', async ({ tab }) => {
    const it = await enter(tab, opened[0] as Opened);
    await focus(tab, `${matrix} >> [data-entry="0,0"]`);
    const steps: [keys: string, row: number, entry: number][] = [
      ['ArrowLeft', 0, 0],
      ['ArrowUp', 0, 0],
      ['ArrowRight ArrowRight', 0, 2],
      ['ArrowDown', 1, 2],
      ['PageDown', 11, 2],
      ['PageDown', 15, 2],
      ['ArrowDown', 15, 2],
      ['PageUp', 5, 2],
      ['End', 5, 8],
      ['ArrowRight', 5, 8],
      ['Home', 5, 0],
      ['Control+End', 15, 8],
      ['Control+Home', 0, 0],
      ['Control+End ArrowUp ArrowLeft', 14, 7],
    ];
    const spoken = (row: number, entry: number) => entryWith(row, entry, it.valueOf(it.x(row, it.window[entry] as number)));
    for (const [keys, row, entry] of steps) {
      await tab.keys(...keys.split(' '));
      await poll(() => focused(tab), keys).toBe(spoken(row, entry));
      await poll(() => unlike(tab, it, it.ofEntry(row, entry)), keys).toEqual([]);
    }
    expect(await tab.count(`${matrix} >> .entries [tabindex="0"]`)).toBe(1);
    await tab.keys('Tab');
    await poll(() => focused(tab)).toBe(`div ${words.unrolledFiltersSpoken}`);
    await tab.keys('Tab');
    await poll(() => focused(tab)).toBe(`div ${words.output}`);
    await tab.keys('Shift+Tab', 'Shift+Tab');
    await poll(() => focused(tab), 'it keeps its place').toBe(spoken(14, 7));
    await tab.keys('Shift+Tab');
    expect(await focused(tab)).not.toContain(words.unrolledMatrix(16, 9));
    // Pointing at a cell does not move the focus's place; moving the focus there does.
    await tab.click(`${matrix} >> [data-entry="3,3"]`);
    await tab.keys('ArrowRight');
    await poll(() => focused(tab)).toBe(spoken(3, 4));
  });

  test('the largest case: the visible part is drawn, up to the end, and every number can be edited', {
    tag: '@chromium',
  }, async ({ tab }) => {
    await open(tab, kLanes);
    // One-digit numbers from a formula: a link would take a megabyte.
    const [size, channels, tap] = [64, 16, 11];
    await tab.evaluate(
      (side, depth, filter) => {
        const nested = (shape: number[], value: (flat: number) => number, from = 0): unknown => {
          const [length, ...inner] = shape;
          if (length === undefined) return value(from);
          const inside = inner.reduce((product, each) => product * each, 1);
          return Array.from({ length }, (_, i) => nested(inner, value, from + i * inside));
        };
        const element = document.querySelector('conv-dot') as HTMLElementTagNameMap['conv-dot'];
        element.state = {
          x: nested([1, side, side, depth], (i) => ((i * 7) % 19) - 9) as number[][][][],
          w: nested([filter, filter, depth, 2], (i) => ((i * 5) % 7) - 3) as number[][][][],
        };
      },
      size,
      channels,
      tap,
    );
    const rows = (size - tap + 1) ** 2;
    const n = tap * tap * channels;
    await poll(async () => (await ask(tab)).result.shape).toEqual([1, size - tap + 1, size - tap + 1, 2]);
    const filled = (shape: number[], value: (flat: number) => number) => ({
      shape,
      data: Float64Array.from({ length: shape.reduce((product, each) => product * each, 1) }, (_, i) => value(i)),
    });
    const x = filled([1, size, size, channels], (i) => ((i * 7) % 19) - 9);
    const w = filled([tap, tap, channels, 2], (i) => ((i * 5) % 7) - 3);
    const unrolled = convdot.unroll(x, w.shape);
    const outputs = convdot.conv2d(x, w);
    expect(unrolled.shape).toEqual([rows, n]);

    const right = async () => {
      const drawn = await facts(tab, views.matrix);
      expect(drawn.length).toBeGreaterThan(100);
      expect(await tab.count(`${matrix} >> .cell`), 'cells of the matrix, the filters, the outputs and the map').toBeLessThan(
        2400,
      );
      for (const { attributes } of drawn) {
        const [row, entry] = (attributes['data-entry'] as string).split(',').map(Number) as [number, number];
        const value = unrolled.data[row * n + entry] as number;
        expect(said(attributes)).toEqual([words.entrySpoken(row, entry), value]);
      }
      for (const { attributes, ...each } of await facts(tab, views.outputs))
        expect(inFull({ attributes, ...each })).toBe((outputs.data[Number(attributes['data-output'])] as number) + 0);
      // The filters' numbers match the visible columns.
      const filters = await facts(tab, views.filters);
      expect(filters.length).toBeGreaterThan(0);
      for (const { attributes, text } of filters) {
        const index = Number(attributes['data-filter']);
        expect(Math.floor(index / 2)).toBe(Number(attributes['data-number']));
        expect(parseNumber(text)).toBe((w.data[index] as number) + 0);
      }
    };
    await right();
    await focus(tab, `${matrix} >> .entries [tabindex="0"]`);
    await tab.keys('Control+End');
    await poll(() => focused(tab)).toBe(entryWith(rows - 1, n - 1, unrolled.data.at(-1) as number));
    await right();
    expect(await tab.count(`${matrix} >> [data-output="${2 * rows - 1}"]`), 'the last output').toBe(1);
    // By scrolling, without the keyboard.
    await tab.evaluate(() => {
      document
        .querySelector('conv-dot')
        ?.shadowRoot?.querySelector('.matrix-scroller')
        ?.scrollTo(600 * 32, 1000 * 32);
    });
    await poll(async () => (await facts(tab, views.matrix))[0]?.attributes['data-entry'] ?? '').toMatch(/^9\d\d,|^10\d\d,/);
    await right();
    // Tab returns to the last focus: the matrix takes the focus for the cell, which is not drawn now.
    await focus(tab, `${matrix} >> .entries[tabindex="0"]`);
    await poll(() => focused(tab)).toBe(entryWith(rows - 1, n - 1, unrolled.data.at(-1) as number));
    await tab.keys('ArrowLeft');
    await poll(() => focused(tab)).toBe(entryWith(rows - 1, n - 2, unrolled.data.at(-2) as number));

    // The same for the input.
    expect(await tab.count(`${grid('x')} >> [role=gridcell]`), 'cells of the input').toBeLessThan(900);
    await tab.evaluate(() => {
      document.querySelector('conv-dot')?.shadowRoot?.querySelector('[part=input] .scroller')?.scrollTo(0, 99999);
    });
    await poll(() => tab.count(cell('x', 0))).toBe(0);
    await right();
    await focus(tab, `${grid('x')} >> .grid[tabindex="0"]`);
    await poll(() => focused(tab)).toBe('x 0');
    await tab.keys('ArrowRight');
    await poll(() => focused(tab)).toBe('x 1');
    // In the first window: the first output changes by the difference times the first filter number.
    const before = outputs.data[0] as number;
    await typeInCell(tab, 'x', 0, String((x.data[0] as number) + 100));
    await tab.keys('Enter');
    await poll(async () => (await ask(tab)).result.multiplySum[0]).toBe(before + 100 * (w.data[0] as number));
    await focus(tab, `${matrix} >> .entries [data-entry]`);
    await tab.keys('Control+Home');
    await poll(() => focused(tab)).toBe(entryWith(0, 0, (x.data[0] as number) + 100));
  });
});
