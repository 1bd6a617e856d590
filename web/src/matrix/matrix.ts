// <convdot-matrix>: the whole convolution as one matrix product: the windows as rows, the filters as columns, and the outputs.
// Beside it, how often each number of the input is copied. Only the visible part of a large matrix is drawn; the filters show the
// entries for the visible columns.
import { html, nothing, type PropertyValues } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { cell, cellText, scaleOf } from '../cells/cells.ts';
import { vars } from '../cells/custom-properties.ts';
import { lessMotion, places, travel } from '../cells/motion.ts';
import { ExamplePart } from '../cells/part.ts';
import { indices, isIn, moved, paper, type Range, Viewport } from '../cells/viewport.ts';
import type { Solution } from '../engine/contract.ts';
import { type Links, placeKey } from '../model/correspondence.ts';
import { chooseStep } from '../model/edits.ts';
import { showNumber } from '../model/number.ts';
import type { State } from '../model/state.ts';

/**
 * Up to this many filters are drawn as columns, those next to the chosen one. Only the chosen one if they leave no room for the
 * matrix.
 */
const kFilters = 3;
/** The fewest matrix columns to show beside the filters. */
const kLeastEntries = 4;
/** The height of the head and a scrollbar, in rows. */
const kHead = 3;
/** The least width of the labels and the two operators, in cells. */
const kLabels = 3;
/** The rows and columns that fit on a printed page. */
const kPrinted = 64;
/** The rows that fit at most; the others scroll. */
const kMostRows = 18;
/** The pixels that an overlay scrollbar covers. */
const kScrollbar = 14;
/** The ink in per cent for each window that reads a number, and the most. */
const kInkPerRead = 2.4;
const kMostInk = 34;
/** The fastest speed at which the motion of rows is shown. */
const kTravelSpeed = 1;

class ConvdotMatrix extends ExamplePart {
  protected override readonly onlyResults = true;
  readonly #view = new Viewport(this, '.matrix-scroller', { covered: () => this.#covered, printed: kPrinted });
  /** The width, in cells, of the labels, filters and outputs that cover the matrix. */
  #covered = 0;
  readonly #mapView = new Viewport(this, '.map-scroller', { printed: kPrinted });
  /** The cell of the matrix that Tab reaches. */
  #at = { row: 0, entry: 0 };
  #focusNext = false;
  /** The row that was last drawn as the chosen one. */
  #chosen = -1;

  readonly #redraw = () => this.requestUpdate();

  override connectedCallback() {
    super.connectedCallback();
    this.pointing.addEventListener('change', this.#redraw);
  }
  override disconnectedCallback() {
    super.disconnectedCallback();
    this.pointing.removeEventListener('change', this.#redraw);
  }

  override willUpdate(changed: PropertyValues) {
    super.willUpdate(changed);
    const { links } = this.pointing;
    if (!links) return;
    this.#at = { row: Math.min(this.#at.row, links.rows - 1), entry: Math.min(this.#at.entry, links.entries - 1) };
  }

  override updated() {
    const { links } = this.pointing;
    if (!links) return;
    if (this.#focusNext) {
      const focused = this.querySelector<HTMLElement>('.entries [tabindex="0"]');
      this.#focusNext = focused === null;
      if (focused) focused.focus();
      else this.#scrollTo(this.#at.row, this.#at.entry);
    }
    if (links.chosen === this.#chosen) return;
    const first = this.#chosen < 0;
    this.#chosen = links.chosen;
    if (first) return;
    this.#at.row = links.chosen;
    this.#reveal(links.chosen);
    if (this.player?.playing && this.player.speed <= kTravelSpeed && !lessMotion()) this.#flyIn(links.chosen);
  }

  #scrollTo(row: number, entry: number) {
    const scroller = this.querySelector('.matrix-scroller');
    const side = this.#view.cell;
    scroller?.scrollTo(entry * side - scroller.clientWidth / 4, row * side - scroller.clientHeight / 2);
  }

  // Scrolls the chosen row into view within the matrix; the page itself does not move.
  #reveal(row: number) {
    const scroller = this.querySelector('.matrix-scroller');
    const head = this.querySelector<HTMLElement>('.matrix-head')?.offsetHeight ?? 0;
    if (!scroller) return;
    const side = this.#view.cell;
    const [top, bottom] = [row * side, (row + 1) * side + head];
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (bottom > scroller.scrollTop + scroller.clientHeight) scroller.scrollTop = bottom - scroller.clientHeight;
  }

  // During play, the window's numbers move from the input into its row, if both are on screen.
  #flyIn(row: number) {
    const input = this.closest('.example')?.querySelector('convdot-grid[data-block="x"]');
    const target = this.querySelector(`[data-row="${row}"]`);
    const box = target?.getBoundingClientRect();
    const from = input?.getBoundingClientRect();
    if (!input || !target || !box || !from || box.bottom > innerHeight || from.bottom < 0) return;
    travel(target, places(input, 'input'), () => 0, 'input');
  }

  #choose(row: number, filter?: number) {
    const { links } = this.pointing;
    if (!links) return;
    const at = links.windowOf(row);
    this.example.apply((state) => chooseStep(state, filter === undefined ? at : { ...at, filter }));
  }

  #moveTo(place: { row: number; entry: number }) {
    this.#at = place;
    this.#focusNext = true;
    this.requestUpdate();
  }

  #key(event: KeyboardEvent, { rows, entries }: Links) {
    const { row, entry } = this.#at;
    const page = 10;
    const to = {
      ArrowLeft: [row, entry - 1],
      ArrowRight: [row, entry + 1],
      ArrowUp: [row - 1, entry],
      ArrowDown: [row + 1, entry],
      PageUp: [row - page, entry],
      PageDown: [row + page, entry],
      Home: [event.ctrlKey ? 0 : row, 0],
      End: [event.ctrlKey ? rows - 1 : row, entries - 1],
    }[event.key];
    if (to) this.#moveTo({ row: clamp(to[0] as number, rows), entry: clamp(to[1] as number, entries) });
    else if (event.key === 'Enter' || event.key === ' ') this.#choose(row);
    else return;
    event.preventDefault();
  }

  /** The filters drawn as columns. */
  #filters({ filters }: Links, chosen: number): readonly number[] {
    const at = filters.indexOf(chosen);
    const roomy = this.#view.shown.room >= 2 * kFilters + kLabels + kLeastEntries;
    const most = roomy ? kFilters : 1;
    const first = Math.max(0, Math.min(roomy ? at - 1 : at, filters.length - most));
    return filters.slice(first, first + most);
  }

  #entries(links: Links, rows: Range, columns: Range, scale: number, later: (row: number) => boolean) {
    const { solved } = this.example;
    // Keyed by row number, so that a scroll creates only the new rows and moves the others.
    return repeat(
      indices(rows),
      (row) => row,
      (row) => {
        const cells = indices(columns).map((entry) => {
          const place = links.place(row, entry);
          const source = links.sourceOf(place);
          return { entry, place, source, value: source < 0 ? 0 : (solved?.x.data[source] as number) };
        });
        const isLater = later(row);
        const tabbed = row === this.#at.row ? this.#at.entry : -1;
        // An edit changes few rows; the others are not rendered again.
        const by = [links, this.words, columns.first, columns.end, scale, isLater, tabbed, ...cells.map(({ value }) => value)];
        return html`<div class="row" role="row" aria-rowindex=${row + 1} data-row=${row}
        >${guard(by, () =>
          repeat(
            cells,
            ({ entry }) => entry,
            ({ entry, place, source, value }) =>
              cell(value, scale, {
                role: 'gridcell',
                label: this.#spoken(row, entry, value),
                tabindex: entry === tabbed ? 0 : -1,
                input: placeKey(place),
                entry: `${row},${entry}`,
                number: entry,
                classes: `${source < 0 ? 'from-padding' : ''} ${isLater ? 'later' : ''}`,
              }),
          ),
        )}</div
      >`;
      },
    );
  }

  #spoken(row: number, entry: number, value: number): string {
    const { words } = this;
    const { text, rounded } = cellText(value);
    return words.cellLabel(words.entrySpoken(row, entry), text, rounded ? showNumber(value) : null);
  }

  #product(links: Links, solved: State, solution: Solution) {
    const { words } = this;
    const { at, comparison } = solution;
    const { rows: total, entries } = links;
    const [rows, columns] = [this.#view.rows(total), this.#view.columns(entries)];
    const filters = this.#filters(links, at.filter);
    this.#covered = 2 * filters.length + kLabels;
    const scales = {
      x: scaleOf(solved.x.data),
      w: scaleOf(solved.w.data),
      output: scaleOf(comparison.unrolledDot.data),
    };
    // During play the rows appear one by one.
    const later = (row: number) => (this.player?.playing ?? false) && row > links.chosen;
    // If not all entries fit beside the matrix, the filters show those for the visible columns.
    const room = Math.max(1, this.#view.shown.rows - kHead);
    const all = entries <= room;
    const meet: Range = all ? { first: 0, end: entries } : range(this.#view.shown.left, room, entries);
    const { lit, pointed } = this.pointing;
    const read = new Set(lit?.rows);
    const marks = pointed && pointed.kind !== 'input' ? (lit?.rows ?? []) : [];
    const outline = (row: number, span: number, kind: string, column = 0) =>
      html`<i class="outline ${kind}" ${vars({ '--row': row, '--column': column, '--rows': 1, '--span': span })}></i>`;
    const height = moved(rows);
    const first = links.filters.indexOf(filters[0] as number);
    return html`
      ${this.#printed([words.rows, rows, total], [words.entries, columns, entries], [words.filters, { first, end: first + filters.length }, links.filters.length])}
      <div
        class="scroller matrix-scroller"
        role="group"
        aria-label=${words.unrolledMatrix(total, entries)}
        ${vars({ '--rows': total, '--high': Math.min(kMostRows, Math.max(total, entries)), '--bar': `${total > kMostRows ? kScrollbar : 0}px`, '--columns': entries, '--filters': filters.length, '--label': this.#label(links, total - 1).length })}
      >
        <div class="matrix-head caption"
          ><span class="labels">${words.stepColumn}</span><span class="entries"><span>${words.unrolledMatrix(total, entries)}</span></span
          ><span class="right"><span class="filters" ${vars({ '--columns': filters.length })}>${words.unrolledFilters(meet.first)}</span
            ><span class="outputs" ${vars({ '--columns': filters.length })}>${words.output}</span></span
        ></div>
        <div class="matrix-body">
          <div class="labels windowed-rows" ${vars(height)}
            >${indices(rows).map((row) => {
              const chosen = row === links.chosen;
              const text = this.#label(links, row);
              return html`<button type="button" class="label ${chosen ? 'chosen' : ''}" tabindex="-1" data-lit=${read.has(row) ? 'used' : nothing}
                aria-label=${words.rowSpoken(row, text)} @click=${() => this.#choose(row)}>${text}</button>`;
            })}</div
          >
          <div class="entries windowed-rows windowed-columns" role="grid" aria-label=${words.matrixSpoken} aria-rowcount=${total} aria-colcount=${entries}
            tabindex=${isIn(rows, this.#at.row) && isIn(columns, this.#at.entry) ? nothing : 0}
            ${vars({ '--drawn': columns.end - columns.first, ...moved(rows, columns) })}
            @keydown=${(event: KeyboardEvent) => this.#key(event, links)}
            @focusin=${({ target, currentTarget }: Event) =>
              // Tab or a script focused the matrix itself, because the cell is not drawn.
              target === currentTarget ? this.#moveTo(this.#at) : this.#follow(target)}
            @click=${({ target }: Event) => {
              this.#follow(target);
              this.#choose(this.#at.row);
            }}
            >${this.#entries(links, rows, columns, scales.x, later)}${marks.map((row) => outline(row, entries, 'pointed'))}${outline(links.chosen, entries, 'chosen')}</div
          >
          <div class="right">
            <span class="operator" aria-hidden="true">·</span>
            <div class="filters" tabindex="0" data-walk role="group" aria-label=${words.unrolledFiltersSpoken} ${vars({ '--columns': filters.length })}
              >${indices(meet).map((entry) =>
                filters.map((filter) =>
                  cell(solved.w.data[links.filterAt(entry, filter)] as number, scales.w, {
                    filter: links.filterAt(entry, filter),
                    number: entry,
                    classes: filter === at.filter ? '' : 'other',
                  }),
                ),
              )}</div
            >
            <span class="operator" aria-hidden="true">=</span>
            <div class="outputs windowed-rows" tabindex="0" data-walk role="group" aria-label=${words.output} ${vars({ ...height, '--columns': filters.length })}
              @click=${({ target }: Event) => {
                const output = (target as HTMLElement).closest<HTMLElement>('[data-output]')?.dataset.output;
                if (output !== undefined) this.example.apply((state) => chooseStep(state, links.placeOfOutput(Number(output))));
              }}
              >${indices(rows).map((row) =>
                filters.map((filter) => {
                  const index = links.outputOf(row, filter);
                  const value = comparison.unrolledDot.data[index] as number;
                  const unequal = Object.is(value + 0, (comparison.multiplySum.data[index] as number) + 0)
                    ? ''
                    : `unequal ${comparison.verdict}`;
                  return cell(value, scales.output, {
                    output: index,
                    classes: `${unequal} ${filter === at.filter ? '' : 'other'} ${later(row) ? 'later' : ''}`,
                  });
                }),
              )}${outline(links.chosen, 1, 'chosen', filters.indexOf(at.filter))}</div
            >
          </div>
        </div>
      </div>
    `;
  }

  /** For printing, which does not scroll: says how much of each part is printed. */
  #printed(...parts: readonly [name: string, range: Range, total: number][]) {
    const { words } = this;
    const cut = parts.filter(([, { first, end }, total]) => end - first < total);
    if (!paper.printing || cut.length === 0) return nothing;
    const said = cut.map(([name, { first, end }, total]) => words.partOf(name, first, end - 1, total));
    return html`<p class="note">${words.printed(said.join('; '))}</p>`;
  }

  /** The label of a row's output. */
  #label(links: Links, row: number): string {
    const { image, row: h, column: w } = links.windowOf(row);
    return `(${this.example.solution?.geometry.shape[0] === 1 ? '' : `${image}, `}${h}, ${w})`;
  }

  /** Tab returns to the cell that had the focus. */
  #follow(target: EventTarget | null) {
    const [row, entry] = ((target as HTMLElement).closest<HTMLElement>('[data-entry]')?.dataset.entry ?? '')
      .split(',')
      .map(Number);
    if (row !== undefined && entry !== undefined) this.#at = { row, entry };
  }

  // How often the matrix contains each number of the input, and what that costs.
  #copies(links: Links, solved: State, { geometry, at, step }: Solution, rows: Range, columns: Range) {
    const { words } = this;
    const { rows: ofRow, columns: ofColumn } = geometry.reads;
    const [images, height, width, channels] = solved.x.shape as [number, number, number, number];
    const sum = (counts: Int32Array) => counts.reduce((total, count) => total + count, 0);
    const numbers = images * height * width * channels;
    const entries = links.rows * links.entries * solved.groups;
    const padding = entries - images * channels * sum(ofRow) * sum(ofColumn);
    const bytes = solved.dtype === 'float32' ? 4 : 8;
    const most = Math.max(...ofRow) * Math.max(...ofColumn);
    const perRead = Math.min(kInkPerRead, kMostInk / most);
    return html`<div class="copies">
      <p class="note">${most > 1 ? words.copies : words.noCopies}</p>
      ${this.#printed([words.rows, rows, height], [words.columns, columns, width])}
      <div class="scroller map-scroller">
        <div class="read-map windowed-rows windowed-columns" role="img" aria-label=${words.readMap}
          ${vars({ '--rows': height, '--columns': width, '--drawn': columns.end - columns.first, ...moved(rows, columns) })}
          >${indices(rows).map((row) =>
            indices(columns).map((column) => {
              const count = (ofRow[row] as number) * (ofColumn[column] as number);
              const place = { image: at.image, row, column, channel: step.firstChannel };
              return html`<span class="cell count" data-input=${placeKey(place)} ${vars({ '--amount': `${perRead * count}%` })}>${count}</span>`;
            }),
          )}</div
        >
      </div>
      <dl class="facts">
        <dt>${words.inputSize}</dt><dd>${[...(images > 1 ? [images] : []), height, width, channels].join(' × ')} = ${words.numbersAndBytes(numbers, numbers * bytes)}</dd>
        <dt>${words.matrixSize}</dt><dd>${links.rows} × ${links.entries * solved.groups} = ${words.numbersAndBytes(entries, entries * bytes)}</dd>
        ${padding > 0 ? html`<dt>${words.ofThesePadding}</dt><dd>${padding}</dd>` : nothing}
        <dt>${words.largerBy}</dt><dd>${words.times(showNumber(Number((entries / numbers).toPrecision(3))))}</dd>
      </dl>
    </div>`;
  }

  override render() {
    const { words } = this;
    const { solution, solved, held } = this.example;
    const { links } = this.pointing;
    if (!solution || !solved || !links) return nothing;
    const group = Math.floor(solution.at.filter / links.filters.length);
    const [, height, width] = solved.x.shape as [number, number, number];
    const [rows, columns] = [this.#mapView.rows(height), this.#mapView.columns(width)];
    return html`
      <div class="section-head"
        ><h2 id="matrix">${words.allSteps(solution.comparison.total)}</h2
        ><p class="muted">${words.allStepsHint}${solved.groups > 1 ? words.ofGroup(group, solved.groups) : nothing}</p></div
      >
      <div class="product ${held ? 'stale' : ''}" part="matrix">${this.#product(links, solved, solution)}</div>
      ${guard([links, words, ...Object.values(rows), ...Object.values(columns)], () => this.#copies(links, solved, solution, rows, columns))}
    `;
  }
}

const clamp = (index: number, count: number) => Math.max(0, Math.min(index, count - 1));
function range(from: number, room: number, count: number): Range {
  const first = Math.max(0, Math.min(from, count - room));
  return { first, end: Math.min(count, first + room) };
}

customElements.define('convdot-matrix', ConvdotMatrix);
