// Draws only the visible part of a large grid. All cells have one size, so the visible range is a division. The scroller holds an
// element as large as the whole grid, and the drawn part is moved to its place.
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Up to this many rows or columns are all drawn: skipping them saves nothing, and nothing appears late while scrolling. */
const kWhole = 24;
/** The size of a cell until it can be measured. */
const kCell = 32;
/** Extra rows and columns around the visible part, for a scroll that is a frame ahead. */
const kBeyond = 2;

/** Whether the page is being drawn for printing; paper.ts sets it. */
export const paper = { printing: false };

export interface Range {
  readonly first: number;
  /** One past the last. */
  readonly end: number;
}

export class Viewport implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #selector: string;
  readonly #whole: number;
  readonly #rowHeight: (() => number) | null;
  readonly #covered: () => number;
  readonly #printed: number;
  #scroller: HTMLElement | null = null;
  /** In cells. */
  #view = { top: 0, left: 0, rows: kWhole, columns: kWhole, room: kWhole };
  readonly #resized = new ResizeObserver(() => this.#look());

  /**
   * `selector`: the scroller, inside the host or around it. `rowHeight`: for rows that differ from a row of cells. `covered`: the
   * width, in cells, that something else covers. `printed`: the number of rows and columns drawn on paper, which does not scroll.
   */
  constructor(
    host: ReactiveControllerHost & HTMLElement,
    selector: string,
    {
      whole = kWhole,
      rowHeight = null,
      covered = () => 0,
      printed = Infinity,
    }: { whole?: number; rowHeight?: (() => number) | null; covered?: () => number; printed?: number } = {},
  ) {
    this.#host = host;
    this.#selector = selector;
    this.#whole = whole;
    this.#rowHeight = rowHeight;
    this.#covered = covered;
    this.#printed = printed;
    host.addController(this);
  }

  hostUpdated() {
    const scroller = this.#host.querySelector<HTMLElement>(this.#selector) ?? this.#host.closest<HTMLElement>(this.#selector);
    if (scroller === this.#scroller || !this.#host.isConnected) return;
    this.hostDisconnected();
    this.#scroller = scroller;
    scroller?.addEventListener('scroll', this.#look, { passive: true });
    if (scroller) this.#resized.observe(scroller);
  }
  hostDisconnected() {
    this.#scroller?.removeEventListener('scroll', this.#look);
    this.#resized.disconnect();
    this.#scroller = null;
  }

  /** The side of a cell, in CSS pixels. */
  get cell(): number {
    return Number.parseFloat(getComputedStyle(this.#host).getPropertyValue('--convdot-cell')) || kCell;
  }

  readonly #look = () => {
    if (!this.#scroller) return;
    const { scrollTop, scrollLeft, clientHeight, clientWidth } = this.#scroller;
    const { cell } = this;
    const height = this.#rowHeight?.() || cell;
    const view = {
      top: Math.floor(scrollTop / height),
      left: Math.floor(scrollLeft / cell),
      rows: Math.ceil(clientHeight / height) + 1,
      columns: Math.max(1, Math.ceil(clientWidth / cell - this.#covered()) + 1),
      room: Math.floor((this.#scroller.parentElement?.clientWidth ?? clientWidth) / cell),
    };
    if (JSON.stringify(view) === JSON.stringify(this.#view)) return;
    this.#view = view;
    this.#host.requestUpdate();
  };

  /** The visible part, in cells: the first column, the rows that fit, and the largest possible width of a scroller. */
  get shown(): { readonly left: number; readonly rows: number; readonly room: number } {
    return this.#view;
  }

  rows(count: number): Range {
    return this.#within(this.#view.top, this.#view.rows, count);
  }
  columns(count: number): Range {
    return this.#within(this.#view.left, this.#view.columns, count);
  }

  #within(from: number, shown: number, count: number): Range {
    if (count <= this.#whole) return { first: 0, end: count };
    const room = paper.printing ? this.#printed : shown;
    const first = Math.max(0, Math.min(from - kBeyond, count - room - 2 * kBeyond));
    return { first, end: Math.min(count, from + room + kBeyond) };
  }
}

/** Moves the drawn part to its place. Does not use custom properties, which every cell would inherit again with each scroll. */
export const moved = (rows: Range, columns?: Range): Record<string, string> => ({
  'padding-top': cells(rows.first),
  ...(columns && { 'padding-left': cells(columns.first) }),
});
const cells = (count: number) => `calc(${count} * var(--convdot-cell))`;

export const isIn = ({ first, end }: Range, index: number) => index >= first && index < end;

/** The indices of a range. */
export const indices = ({ first, end }: Range): number[] => Array.from({ length: end - first }, (_, i) => first + i);
