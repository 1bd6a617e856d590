// Which number is which, in every view: the input and its padding, the filter, the products, the two vectors, the unrolled matrix
// and filters, the outputs. The only mapping comes from the core: the origins and offsets of the geometry, and the sources and
// layout of the step. All views ask here. No DOM, no words, no values.
//
// A number has the same key in every view: an input number its place, a filter number its flat index in the filter, an output its
// flat index in the output, and a product of the chosen step the two elements that it multiplies.
import type { Solution } from '../engine/contract.ts';
import type { State, StepAt } from './state.ts';

/** The place of a number in the input; in the padding `row` or `column` is negative or past the end. */
export interface Place {
  readonly image: number;
  readonly row: number;
  readonly column: number;
  readonly channel: number;
}

/** The highlighted number. */
export type Pointed =
  | { readonly kind: 'input'; readonly place: Place }
  /** `index`: flat, in the filter. */
  | { readonly kind: 'filter'; readonly index: number }
  /** A product of the chosen step: an element of the window and one of the filter's block. */
  | { readonly kind: 'product'; readonly window: number; readonly filter: number }
  /** A number of the unrolled matrix. */
  | { readonly kind: 'entry'; readonly row: number; readonly entry: number }
  /** `index`: flat, in the output. */
  | { readonly kind: 'output'; readonly index: number };

/** The keys of the highlighted numbers, as the cells carry them. */
export interface Lit {
  readonly input: ReadonlySet<string>;
  readonly filter: ReadonlySet<string>;
  readonly product: ReadonlySet<string>;
  readonly output: ReadonlySet<string>;
  /** Outputs that use the input or filter number. */
  readonly used: ReadonlySet<string>;
  /** Windows that read the number, or the window of the output, by their row in the unrolled matrix. */
  readonly rows: readonly number[];
}

export const placeKey = ({ image, row, column, channel }: Place) => `${image},${row},${column},${channel}`;
export const productKey = (window: number, filter: number) => `${window}:${filter}`;

/** A row of the unrolled matrix that reads a number, and the number's entry in that row. */
export interface Reader {
  readonly row: number;
  readonly entry: number;
}

export class Links {
  /** Rows of the unrolled matrix: one for each window, ordered by image, then row, then column. */
  readonly rows: number;
  /** Entries in a row: n, the number of products in a step. */
  readonly entries: number;
  /** The unrolled filters in the chosen filter's group. Each group has its own matrix. */
  readonly filters: readonly number[];
  /** The row of the chosen step. */
  readonly chosen: number;

  readonly #solution: Solution;
  readonly #input: readonly number[];
  /** For each row (column) of the input, including padding: the output rows that read it, and with which tap. */
  readonly #readersOfRow: ReadonlyMap<number, readonly (readonly [out: number, tap: number])[]>;
  readonly #readersOfColumn: ReadonlyMap<number, readonly (readonly [out: number, tap: number])[]>;
  /** For each element of the window, its entry in the row; for each element of the filter's block, its entry in the column. */
  readonly #entryOfWindow: Int32Array;
  readonly #entryOfFilter: Int32Array;

  constructor(solved: State, solution: Solution) {
    const { geometry, step, at } = solution;
    const [images, height, width, filters] = geometry.shape as [number, number, number, number];
    this.#solution = solution;
    this.#input = solved.x.shape;
    this.rows = images * height * width;
    this.entries = step.n;
    const inGroup = filters / solved.groups;
    const first = Math.floor(at.filter / inGroup) * inGroup;
    this.filters = Array.from({ length: inGroup }, (_, i) => first + i);
    this.chosen = this.rowOf(at);
    this.#readersOfRow = readers(geometry.origins.rows, geometry.offsets.rows);
    this.#readersOfColumn = readers(geometry.origins.columns, geometry.offsets.columns);
    this.#entryOfWindow = inverse(step.layout.window);
    this.#entryOfFilter = inverse(step.layout.filter);
  }

  /** The window of a row of the unrolled matrix. */
  windowOf(row: number): Omit<StepAt, 'filter'> {
    const [, height, width] = this.#solution.geometry.shape as [number, number, number, number];
    return { image: Math.floor(row / (height * width)), row: Math.floor(row / width) % height, column: row % width };
  }

  rowOf({ image, row, column }: Omit<StepAt, 'filter'>): number {
    const [, height, width] = this.#solution.geometry.shape as [number, number, number, number];
    return (image * height + row) * width + column;
  }

  /** The flat index, in the output, for a row and a filter; and the reverse. */
  outputOf(row: number, filter: number): number {
    return row * (this.#solution.geometry.shape[3] as number) + filter;
  }
  placeOfOutput(index: number): StepAt {
    const filters = this.#solution.geometry.shape[3] as number;
    return { ...this.windowOf(Math.floor(index / filters)), filter: index % filters };
  }

  /** The input place of an entry of the unrolled matrix. */
  place(row: number, entry: number): Place {
    return this.#placeOfElement(this.windowOf(row), this.#solution.step.layout.window[entry] as number);
  }

  /** The input place of an element of the chosen window. */
  placeOfElement(element: number): Place {
    return this.#placeOfElement(this.#solution.at, element);
  }

  #placeOfElement({ image, row, column }: Omit<StepAt, 'filter'>, element: number): Place {
    const { geometry, step } = this.#solution;
    const [, width, channels] = step.window.shape as [number, number, number];
    const [i, j] = [Math.floor(element / (width * channels)), Math.floor(element / channels) % width];
    return {
      image,
      row: at(geometry.origins.rows, row) + at(geometry.offsets.rows, i),
      column: at(geometry.origins.columns, column) + at(geometry.offsets.columns, j),
      channel: step.firstChannel + (element % channels),
    };
  }

  /** The flat index of a place in the input, -1 in the padding. */
  sourceOf({ image, row, column, channel }: Place): number {
    const [, height, width, channels] = this.#input as [number, number, number, number];
    const inside = row >= 0 && row < height && column >= 0 && column < width;
    return inside ? ((image * height + row) * width + column) * channels + channel : -1;
  }

  /** The place of a flat index in the input. */
  placeOf(index: number): Place {
    const [, height, width, channels] = this.#input as [number, number, number, number];
    const pixel = Math.floor(index / channels);
    const line = Math.floor(pixel / width);
    return { image: Math.floor(line / height), row: line % height, column: pixel % width, channel: index % channels };
  }

  /** The flat index, in the filter, of an entry of an unrolled filter. */
  filterAt(entry: number, filter: number): number {
    return this.filterOfElement(this.#solution.step.layout.filter[entry] as number, filter);
  }

  /** The flat index, in the filter, of an element of a filter's block; accounts for `flip`. */
  filterOfElement(element: number, filter = this.#solution.at.filter): number {
    const { step, at } = this.#solution;
    return (step.filterSource[element] as number) + filter - at.filter;
  }

  /** The element of its block, and the filter, of a flat index in the filter. */
  elementOfFilter(index: number): { element: number; filter: number } {
    const filters = this.#solution.geometry.shape[3] as number;
    const filter = index % filters;
    const { step, at } = this.#solution;
    return { element: step.filterSource.indexOf(index - filter + at.filter), filter };
  }

  /** Every row of the unrolled matrix that reads a place, and at which entry. */
  readers({ image, row, column, channel }: Place): Reader[] {
    const { step } = this.#solution;
    const [, width, channels] = step.window.shape as [number, number, number];
    const depth = channel - step.firstChannel;
    if (depth < 0 || depth >= channels) return [];
    return (this.#readersOfRow.get(row) ?? []).flatMap(([outRow, i]) =>
      (this.#readersOfColumn.get(column) ?? []).map(([outColumn, j]) => ({
        row: this.rowOf({ image, row: outRow, column: outColumn }),
        entry: this.#entryOfWindow[(i * width + j) * channels + depth] as number,
      })),
    );
  }

  /** The number of windows that read a place, including those for other groups' filters. */
  windows({ row, column }: Place): number {
    return (this.#readersOfRow.get(row)?.length ?? 0) * (this.#readersOfColumn.get(column)?.length ?? 0);
  }

  /** The element of the chosen window at a place, or null. */
  elementOf(place: Place): number | null {
    const reader = this.readers(place).find(({ row }) => row === this.chosen);
    return reader ? (this.#solution.step.layout.window[reader.entry] as number) : null;
  }

  /** The chosen step's products that use an element of the window: by the blocks, and by the vectors. */
  #productsOfWindow(element: number): string[] {
    const met = this.#solution.step.layout.filter[this.#entryOfWindow[element] as number] as number;
    return [productKey(element, element), productKey(element, met)];
  }
  #productsOfFilter(element: number): string[] {
    const met = this.#solution.step.layout.window[this.#entryOfFilter[element] as number] as number;
    return [productKey(element, element), productKey(met, element)];
  }

  /** Whether the number exists: the sizes may have changed. */
  has(pointed: Pointed): boolean {
    const { step, comparison, geometry } = this.#solution;
    switch (pointed.kind) {
      case 'input': {
        const { image, row, column, channel } = pointed.place;
        const [images, height, width, channels] = this.#input as [number, number, number, number];
        const [top, left, bottom, right] = geometry.padding;
        const within = row >= -top && row < height + bottom && column >= -left && column < width + right;
        return within && image < images && channel < channels;
      }
      case 'filter':
        return this.elementOfFilter(pointed.index).element >= 0;
      case 'product':
        return Math.max(pointed.window, pointed.filter) < step.n;
      case 'entry':
        return pointed.row < this.rows && pointed.entry < this.entries;
      case 'output':
        return pointed.index < comparison.total;
    }
  }

  /**
   * The entry of both vectors that multiplies an element of the window with one of the filter's block, or null if there is none.
   */
  entryOf(window: number, filter: number): number | null {
    const entry = this.#entryOfWindow[window] as number;
    return entry === this.#entryOfFilter[filter] ? entry : null;
  }
  /** The vector entry of an element of the chosen window. */
  entryOfWindow(element: number): number {
    return this.#entryOfWindow[element] as number;
  }
  /** The entry in the unrolled filter of an element of the filter's block. */
  entryOfFilter(element: number): number {
    return this.#entryOfFilter[element] as number;
  }

  /** Everything to highlight for a number. */
  lit(pointed: Pointed): Lit {
    const { at } = this.#solution;
    switch (pointed.kind) {
      case 'input': {
        const element = this.elementOf(pointed.place);
        const rows = this.readers(pointed.place).map(({ row }) => row);
        return lit({
          input: [placeKey(pointed.place)],
          filter: element === null ? [] : [this.filterOfElement(element)],
          product: element === null ? [] : this.#productsOfWindow(element),
          used: rows.flatMap((row) => this.filters.map((filter) => this.outputOf(row, filter))),
          rows,
        });
      }
      case 'filter': {
        const { element, filter } = this.elementOfFilter(pointed.index);
        const here = filter === at.filter;
        return lit({
          input: here ? [placeKey(this.placeOfElement(element))] : [],
          filter: [pointed.index],
          product: here ? this.#productsOfFilter(element) : [],
        });
      }
      case 'product':
        return lit({
          input: [placeKey(this.placeOfElement(pointed.window))],
          filter: [this.filterOfElement(pointed.filter)],
          product: [productKey(pointed.window, pointed.filter)],
        });
      case 'entry': {
        const { row, entry } = pointed;
        const place = this.place(row, entry);
        const element = this.elementOf(place);
        return lit({
          input: [placeKey(place)],
          filter: [this.filterAt(entry, at.filter)],
          product: element !== null && row === this.chosen ? this.#productsOfWindow(element) : [],
          output: [this.outputOf(row, at.filter)],
          rows: [row],
        });
      }
      case 'output':
        return lit({ output: [pointed.index], rows: [this.rowOf(this.placeOfOutput(pointed.index))] });
    }
  }
}

function lit(keys: { readonly [Part in keyof Lit]?: readonly (string | number)[] }): Lit {
  const set = (some: readonly (string | number)[] = []) => new Set(some.map(String));
  return {
    input: set(keys.input),
    filter: set(keys.filter),
    product: set(keys.product),
    output: set(keys.output),
    used: set(keys.used),
    rows: (keys.rows ?? []) as number[],
  };
}

const at = (list: Int32Array, index: number) => list[index] as number;

function readers(origins: Int32Array, offsets: Int32Array): ReadonlyMap<number, readonly (readonly [number, number])[]> {
  const found = new Map<number, (readonly [number, number])[]>();
  origins.forEach((origin, out) => {
    offsets.forEach((offset, tap) => {
      const list = found.get(origin + offset) ?? [];
      list.push([out, tap]);
      found.set(origin + offset, list);
    });
  });
  return found;
}

function inverse(permutation: Int32Array): Int32Array {
  const found = new Int32Array(permutation.length);
  permutation.forEach((to, from) => {
    found[to] = from;
  });
  return found;
}
