// The number that the reader points at, anywhere in the example: by pointer, by focus, or as the timeline's current product. The
// cells of every view carry their numbers' keys (data-input, data-filter, data-product, data-entry, data-output). Only this class
// highlights the cells with the same number (data-lit="same") and the outputs that use it (data-lit="used").

import { Links, type Lit, type Pointed } from '../model/correspondence.ts';
import type { Example } from '../model/example.ts';
import type { Player } from '../model/player.ts';

const kCells = '[data-input],[data-filter],[data-product],[data-entry],[data-output]';
type Cell = HTMLElement | SVGElement;

export class Pointing extends EventTarget {
  readonly #root: ParentNode;
  readonly #example: Example;
  readonly #player: Player;
  #links: { of: Example['solution']; geometry: string; links: Links } | null = null;
  /** The cell under the pointer, and the focused cell. */
  #hovered: Cell | null = null;
  #focused: Cell | null = null;
  /** A number that is drawn without a cell. */
  #drawn: Pointed | null = null;
  #lit: Lit | null = null;
  /** The inputs from which `#lit` was computed. */
  #litBy: { pointed: string; links: Links | null } = { pointed: 'null', links: null };
  /** Highlights cells that are drawn while a number is highlighted. */
  readonly #redrawn = new MutationObserver((records) => {
    // The cell under a stationary pointer, or with the focus, may hold another number: a scroll of the matrix reuses cells.
    this.#update();
    if (!this.#lit) return;
    for (const { type, target, addedNodes } of records) this.#lightSoon(type === 'attributes' ? [target] : addedNodes);
  });
  /** The cells to update in the next frame: in all views, or in these nodes. */
  #unlit: 'all' | Set<Node> = new Set();
  #frame = 0;

  readonly #released = new AbortController();

  /** `host` contains `root`, which holds all views. */
  constructor(host: HTMLElement, root: HTMLElement | DocumentFragment, example: Example, player: Player) {
    super();
    this.#root = root;
    this.#example = example;
    this.#player = player;
    const until = { signal: this.#released.signal };
    root.addEventListener('pointerover', ({ target }) => this.#point({ hovered: cellOf(target) }), until);
    host.addEventListener(
      'pointerleave',
      ({ pointerType }) => {
        // Lifting a finger also fires this event; the tapped cell stays highlighted.
        if (pointerType !== 'touch') this.#point({ hovered: null });
      },
      until,
    );
    root.addEventListener('focusin', ({ target }) => this.#point({ focused: cellOf(target) }), until);
    root.addEventListener('focusout', () => this.#point({ focused: null }), until);
    example.addEventListener('change', () => this.#update(), until);
    player.addEventListener('change', () => this.#update(), until);
    this.#redrawn.observe(root, {
      subtree: true,
      childList: true,
      attributeFilter: kCells.replaceAll(/[[\]]/g, '').split(','),
    });
  }

  /** Called when another example replaces this one. */
  release() {
    this.#released.abort();
    this.#redrawn.disconnect();
  }

  /** The mapping between the visible numbers, once there is a solution. It remains the same object while only values change. */
  get links(): Links | null {
    const { solution, solved } = this.#example;
    if (!solution || !solved) return null;
    if (this.#links?.of !== solution) {
      const { x, w, b: _, preset: __, ...settings } = solved;
      const geometry = JSON.stringify([x.shape, w.shape, settings]);
      this.#links =
        this.#links?.geometry === geometry
          ? { ...this.#links, of: solution }
          : { of: solution, geometry, links: new Links(solved, solution) };
    }
    return this.#links.links;
  }

  get pointed(): Pointed | null {
    return pointedBy(this.#hovered) ?? this.#drawn ?? pointedBy(this.#focused) ?? this.#added();
  }

  /** Points at a number that a view draws without a cell. */
  show(pointed: Pointed | null): void {
    this.#drawn = pointed;
    this.#update();
  }

  /** Whether the focus, not the pointer, selects the number. */
  get focused(): boolean {
    return this.#hovered === null && this.#drawn === null && this.#focused !== null;
  }

  get lit(): Lit | null {
    return this.#lit;
  }

  /** The most recently added product, while the timeline is inside a step. */
  #added(): Pointed | null {
    const { product } = this.#player;
    const { solution } = this.#example;
    if (!product || !solution || product > solution.step.n) return null;
    const { layout } = solution.step;
    return { kind: 'product', window: layout.window[product - 1] as number, filter: layout.filter[product - 1] as number };
  }

  #point(to: { hovered?: Cell | null; focused?: Cell | null }) {
    if (to.hovered !== undefined) this.#hovered = to.hovered;
    if (to.focused !== undefined) this.#focused = to.focused;
    this.#update();
  }

  #update() {
    const { pointed, links } = this;
    const by = { pointed: JSON.stringify(pointed), links };
    if (by.pointed === this.#litBy.pointed && links === this.#litBy.links) return;
    this.#litBy = by;
    const before = this.#lit;
    this.#lit = pointed && links?.has(pointed) ? links.lit(pointed) : null;
    if (!this.#lit && !before) return;
    this.#lightSoon('all');
    this.dispatchEvent(new Event('change'));
  }

  /** At most once a frame, after all views have been drawn. */
  #lightSoon(nodes: 'all' | Iterable<Node>) {
    if (nodes === 'all') this.#unlit = 'all';
    else if (this.#unlit !== 'all') for (const node of nodes) this.#unlit.add(node);
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      for (const cell of this.#cells(this.#unlit)) this.#light(cell);
      this.#unlit = new Set();
    });
  }

  *#cells(of: 'all' | Set<Node>): Iterable<Cell> {
    if (of === 'all') yield* this.#root.querySelectorAll<Cell>(this.#lit ? kCells : '[data-lit]');
    else
      for (const node of of) {
        if (!(node instanceof Element)) continue;
        if (node.matches(kCells)) yield node as Cell;
        yield* node.querySelectorAll<Cell>(kCells);
      }
  }

  #light(cell: Cell) {
    const lit = this.#lit;
    const { input, filter, product, output } = cell.dataset;
    const same =
      lit &&
      ((input !== undefined && lit.input.has(input)) ||
        (filter !== undefined && lit.filter.has(filter)) ||
        (product !== undefined && lit.product.has(product)) ||
        (output !== undefined && lit.output.has(output)));
    const state = same ? 'same' : output !== undefined && lit?.used.has(output) ? 'used' : undefined;
    if (state === cell.dataset.lit) return;
    if (state) cell.dataset.lit = state;
    else delete cell.dataset.lit;
  }
}

const cellOf = (target: EventTarget | null) => (target as Element).closest<Cell>(kCells);

/** The number of a cell, by its keys. */
function pointedBy(cell: Cell | null): Pointed | null {
  if (!cell) return null;
  const { input, filter, product, entry, output } = cell.dataset;
  const numbers = (key: string, separator = ',') => key.split(separator).map(Number) as [number, number, number, number];
  if (entry !== undefined) {
    const [row, at] = numbers(entry);
    return { kind: 'entry', row, entry: at };
  }
  if (product !== undefined) {
    const [a, w] = numbers(product, ':');
    return { kind: 'product', window: a, filter: w };
  }
  if (input !== undefined) {
    const [image, row, column, channel] = numbers(input);
    return { kind: 'input', place: { image, row, column, channel } };
  }
  if (filter !== undefined) return { kind: 'filter', index: Number(filter) };
  // A reused cell may have no number.
  return output === undefined ? null : { kind: 'output', index: Number(output) };
}
