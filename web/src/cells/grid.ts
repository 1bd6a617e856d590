// <convdot-grid>: one channel of a block as an ARIA grid with one Tab stop. Arrows, Home, End, Ctrl+Home and Ctrl+End move, also
// into the padding; Tab always leaves. Cells are edited in place (click, Enter, F2 or typing; Enter keeps, Escape restores) or, if
// the grid is for choosing, chosen by click, Enter or Space. It draws only the visible part of a large grid, and reports what the
// learner does; it knows nothing about convolution.
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { cellText, sizeOf, tint } from './cells.ts';
import { vars } from './custom-properties.ts';
import { indices, isIn, moved, type Range, Viewport } from './viewport.ts';
import { isScaled } from './zoom.ts';

export interface GridCell {
  value: number;
  /** For screen readers: the place and the full number. */
  label: string;
  /** Shown instead of the number: '1/3', or typed text that is not a number. */
  typed?: string | undefined;
  invalid?: boolean;
  classes?: string;
  /** The number's key in every view, as an input, filter or output number. See model/correspondence.ts. */
  input?: string;
  filter?: string;
  output?: string;
}

/** A rectangle of cells outlined on the grid; it may begin in the padding, so indices may be negative. */
export interface Outline {
  row: number;
  column: number;
  rows: number;
  columns: number;
  kind: 'chosen' | 'pointed' | 'reader';
}

interface Place {
  row: number;
  column: number;
}

export type Sides = readonly [top: number, left: number, bottom: number, right: number];

export interface GridEvents {
  /** Each keystroke of an edit. */
  'cell-input': { index: number; text: string; edit: number };
  /** Escape: the text before the edit. */
  'cell-restore': { index: number; text: string; edit: number };
  /** The edit has ended, and its result should be visible now. */
  'cell-left': null;
  /** Text was pasted at a cell; during an edit, only if it is more than one number. */
  'cell-paste': { index: number; text: string };
  /** Escape on a cell with invalid text: restores its last valid value. */
  'cell-reset': { index: number };
  'cell-choose': { index: number };
}

/** Brackets, or more than one number: too much for a single cell. */
const kBlock = /[\t\n\r;[\]{}]|\S\s+\S|,.*,/;

const isOther = (value: unknown, before: unknown) => JSON.stringify(value) !== JSON.stringify(before);

/**
 * Whether an edited cell's field can move to the top layer, where a keystroke repaints only the field. (Scaled slides do not scale
 * the top layer, so there the field stays in its cell.)
 */
const kAnchored = CSS.supports('anchor-name', '--cell') && 'popover' in HTMLElement.prototype;

let edits = 0;

export class ConvdotGrid extends LitElement {
  static override properties = {
    label: {},
    cellAt: { attribute: false },
    rows: { type: Number },
    columns: { type: Number },
    scale: { type: Number },
    mode: {},
    padding: { attribute: false, hasChanged: isOther },
    paddingAt: { attribute: false },
    outlines: { attribute: false, hasChanged: isOther },
    numbered: { type: Boolean },
    chosen: { type: Number },
    describedBy: { attribute: false },
    at: { state: true },
    draft: { state: true },
  };
  declare label: string;
  /** The cell at an index, row by row. Called for the drawn cells. */
  declare cellAt: (index: number) => GridCell;
  declare rows: number;
  declare columns: number;
  /** The largest |value| of the colour scale. */
  declare scale: number;
  declare mode: 'edit' | 'choose';
  declare padding: Sides;
  /** The label and the key of a padding cell. Row and column are the grid's, so at least one is negative or past the end. */
  declare paddingAt: ((row: number, column: number) => { label: string; input: string }) | undefined;
  declare outlines: readonly Outline[];
  /** Shows row and column numbers along the edges. */
  declare numbered: boolean;
  /** The index of the chosen cell, if the grid is for choosing. */
  declare chosen: number | undefined;
  /** The id of the message about an invalid cell. */
  declare describedBy: string | undefined;
  /** The cell that Tab reaches; it may be in the padding. */
  declare private at: Place;
  /** The current edit: the text before it and the text now. */
  declare private draft: { before: string; text: string; edit: number; onTop: boolean } | null;

  #focusNext = false;
  readonly #view = new Viewport(this, '.scroller');

  constructor() {
    super();
    this.mode = 'edit';
    this.padding = [0, 0, 0, 0];
    this.outlines = [];
    this.numbered = false;
    this.at = { row: 0, column: 0 };
    this.draft = null;
  }

  protected override createRenderRoot() {
    return this;
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#stopListening();
  }

  override willUpdate(changed: PropertyValues<this>) {
    if (this.mode === 'choose' && changed.has('chosen') && this.chosen !== undefined) this.at = this.#placeOf(this.chosen);
    const at = this.#within(this.at);
    if (at.row === this.at.row && at.column === this.at.column) return;
    this.at = at;
    this.draft = null;
  }

  override updated() {
    if (!this.#focusNext) return;
    const input = this.querySelector<HTMLInputElement>('.editor input');
    if (this.draft?.onTop) input?.parentElement?.showPopover();
    const cell = input ?? this.querySelector<HTMLElement>('[role=gridcell][tabindex="0"]');
    // Not drawn: scroll to it first, then focus it.
    if (!cell) return this.#scrollTo(this.at);
    this.#focusNext = false;
    if ((this.getRootNode() as Document | ShadowRoot).activeElement !== cell) cell.focus();
    if (input && this.draft && this.draft.text === this.draft.before) input.select();
  }

  #scrollTo({ row, column }: Place) {
    const scroller = this.closest('.scroller');
    const side = this.#view.cell;
    const [top, left] = this.padding;
    scroller?.scrollTo((column + left) * side - scroller.clientWidth / 2, (row + top) * side - scroller.clientHeight / 2);
  }

  #placeOf(index: number): Place {
    return { row: Math.floor(index / this.columns), column: index % this.columns };
  }

  /** The index of a place, or null in the padding. */
  #indexOf({ row, column }: Place): number | null {
    const inside = row >= 0 && row < this.rows && column >= 0 && column < this.columns;
    return inside ? row * this.columns + column : null;
  }

  /** The place, or the nearest existing one. */
  #within({ row, column }: Place): Place {
    const [top, left, bottom, right] = this.padding;
    return {
      row: Math.max(-top, Math.min(row, this.rows - 1 + bottom)),
      column: Math.max(-left, Math.min(column, this.columns - 1 + right)),
    };
  }

  #send<Name extends keyof GridEvents>(name: Name, detail: GridEvents[Name]) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  #moveTo(place: Place) {
    this.at = this.#within(place);
    this.#focusNext = true;
  }

  #textOf(index: number): string {
    const cell = this.cellAt(index);
    return (
      cell.typed ??
      String(Object.is(cell.value, -0) ? '-0' : cell.value)
        .replace('Infinity', 'inf')
        .replace('NaN', 'nan')
    );
  }

  #edit(index: number, text?: string) {
    const before = this.#textOf(index);
    this.at = this.#placeOf(index);
    edits += 1;
    this.draft = { before, text: text ?? before, edit: edits, onTop: kAnchored && !isScaled(this) };
    this.#focusNext = true;
    if (text) this.#send('cell-input', { index, text, edit: edits });
  }

  #input({ value: text, parentElement: field }: HTMLInputElement) {
    if (!this.draft) return;
    // The field shows the text already, so nothing is rendered.
    if (text.length !== this.draft.text.length) field?.style.setProperty('--typed', String(text.length));
    this.draft.text = text;
    this.#send('cell-input', { index: this.#indexOf(this.at) as number, text, edit: this.draft.edit });
  }

  #restore({ before, edit }: { before: string; edit: number }) {
    this.#send('cell-restore', { index: this.#indexOf(this.at) as number, text: before, edit });
  }

  // A cell that is left empty keeps its value.
  #close(refocus: boolean) {
    const { draft } = this;
    if (draft?.text.trim() === '') this.#restore(draft);
    this.#send('cell-left', null);
    this.draft = null;
    this.#focusNext = refocus;
  }

  /** The target of an arrow, Home or End, or null for any other key. */
  #target({ key, ctrlKey }: KeyboardEvent): Place | null {
    const { row, column } = this.at;
    switch (key) {
      case 'ArrowLeft':
        return { row, column: column - 1 };
      case 'ArrowRight':
        return { row, column: column + 1 };
      case 'ArrowUp':
        return { row: row - 1, column };
      case 'ArrowDown':
        return { row: row + 1, column };
      case 'Home':
        return { row: ctrlKey ? 0 : row, column: 0 };
      case 'End':
        return { row: ctrlKey ? this.rows - 1 : row, column: this.columns - 1 };
      default:
        return null;
    }
  }

  #key(event: KeyboardEvent) {
    if (this.draft) {
      this.#editKey(event);
      return;
    }
    const target = this.#target(event);
    const index = this.#indexOf(this.at);
    if (target !== null) this.#moveTo(target);
    else if (index === null) return;
    else if (this.mode === 'choose' && (event.key === 'Enter' || event.key === ' ')) this.#send('cell-choose', { index });
    else if (this.mode === 'edit' && (event.key === 'Enter' || event.key === 'F2')) this.#edit(index);
    else if (this.mode === 'edit' && (event.key === 'Delete' || event.key === 'Backspace')) this.#edit(index, '');
    else if (event.key === 'Escape' && this.cellAt(index).invalid) this.#send('cell-reset', { index });
    else if (
      this.mode === 'edit' &&
      event.key.length === 1 &&
      event.key !== ' ' &&
      !event.ctrlKey &&
      !event.metaKey &&
      !event.altKey
    )
      this.#edit(index, event.key);
    else return;
    event.preventDefault();
  }

  #editKey(event: KeyboardEvent) {
    if (event.key === 'Enter' || event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      const row = this.at.row + (event.key === 'ArrowUp' ? -1 : 1);
      this.#close(true);
      if (row >= 0 && row < this.rows) this.at = { ...this.at, row };
    } else if (event.key === 'Escape') {
      if (this.draft) this.#restore(this.draft);
      this.#close(true);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // If nothing editable has the focus, engines send a paste to the selection, not to the focus. The document always receives it, so
  // the grid listens there while it has the focus.
  readonly #stopListening = () => document.removeEventListener('paste', this.#paste);

  readonly #paste = (event: ClipboardEvent) => {
    const focused = (this.getRootNode() as Document | ShadowRoot).activeElement;
    if (event.defaultPrevented || !this.contains(focused)) return;
    const index = this.#indexOf(this.at);
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (index === null || text.trim() === '') return;
    if (this.draft && !kBlock.test(text.trim())) return;
    event.preventDefault();
    if (this.draft) {
      this.#restore(this.draft);
      this.#close(true);
    }
    this.#send('cell-paste', { index, text });
  };

  #cell(cell: GridCell, index: number) {
    const { sign, amount } = tint(cell.value, this.scale);
    const { text, rounded } = cellText(cell.value);
    const here = index === this.#indexOf(this.at);
    const editing = this.draft !== null && here;
    const shown = cell.typed ?? text;
    const classes = [
      `cell ${sign} ${sizeOf(shown)} ${cell.classes ?? ''}`,
      rounded && cell.typed === undefined && 'rounded',
      cell.invalid && 'invalid',
      editing && 'editing',
    ]
      .filter(Boolean)
      .join(' ');
    return html`<div
      role="gridcell"
      class=${classes}
      data-index=${index}
      data-input=${cell.input ?? nothing}
      data-filter=${cell.filter ?? nothing}
      data-output=${cell.output ?? nothing}
      tabindex=${here && !editing ? 0 : -1}
      aria-label=${editing ? nothing : cell.label}
      aria-selected=${this.mode === 'choose' ? String(index === this.chosen) : nothing}
      aria-invalid=${cell.invalid ? 'true' : nothing}
      aria-describedby=${cell.invalid && this.describedBy ? this.describedBy : nothing}
      ${vars({ '--amount': amount })}
      >${
        editing
          ? // Its own form: for a field without a form, Chromium's autofill scans all fields of the page at each keystroke.
            html`<form class="editor" popover=${this.draft?.onTop ? 'manual' : nothing} ${vars({ '--typed': this.draft?.text.length ?? 0 })}
            ><input
              aria-label=${cell.label}
              aria-invalid=${cell.invalid ? 'true' : nothing}
              autocomplete="off"
              spellcheck="false"
              enterkeyhint="next"
              .value=${live((this.draft as { text: string }).text)}
              @input=${(event: Event) => this.#input(event.target as HTMLInputElement)}
              @blur=${() => this.draft && this.#close(false)}
          /></form>`
          : html`<span class="number">${shown}</span>`
      }</div
    >`;
  }

  #ring(row: number, column: number) {
    const { label, input } = this.paddingAt?.(row, column) ?? {};
    return html`<div
      role="gridcell"
      class="cell ring"
      aria-readonly="true"
      aria-label=${label ?? nothing}
      data-at="${row},${column}"
      data-input=${input ?? nothing}
      tabindex=${row === this.at.row && column === this.at.column ? 0 : -1}
      >0</div
    >`;
  }

  #outline({ row, column, rows, columns, kind }: Outline) {
    const [top, left] = this.padding;
    return html`<i
      class="outline ${kind}"
      ${vars({ '--row': row + top, '--column': column + left, '--rows': rows, '--span': columns })}
    ></i>`;
  }

  #numbers({ first, end }: Range, before: number, kind: string) {
    return html`<div class="numbers ${kind}" aria-hidden="true" ${vars({ '--first': first })}
      >${indices({ first, end }).map((i) => html`<span>${String(i - before).replace('-', '−')}</span>`)}</div
    >`;
  }

  #placeAt(event: Event): Place | null {
    const cell = (event.target as Element).closest<HTMLElement>('[role=gridcell]');
    if (!cell) return null;
    const [row = 0, column = 0] = (cell.dataset.at ?? '').split(',').map(Number);
    return cell.dataset.index === undefined ? { row, column } : this.#placeOf(Number(cell.dataset.index));
  }

  #click = (event: MouseEvent) => {
    const place = this.#placeAt(event);
    const index = place && this.#indexOf(place);
    if (index === null || (event.target as Element).tagName === 'INPUT') return;
    if (this.mode === 'choose') {
      this.#moveTo(this.#placeOf(index));
      this.#send('cell-choose', { index });
      this.requestUpdate();
    } else {
      this.#edit(index);
    }
  };

  override render() {
    const [top, left, bottom, right] = this.padding;
    const [down, across] = [top + this.rows + bottom, left + this.columns + right];
    const [rows, columns] = [this.#view.rows(down), this.#view.columns(across)];
    return html`
      ${this.numbered ? [this.#numbers(columns, left, 'across'), this.#numbers(rows, top, 'down')] : nothing}
      <div
        class="grid ${this.mode}"
        role="grid"
        aria-label=${this.label}
        aria-rowcount=${down}
        aria-colcount=${across}
        tabindex=${isIn(rows, this.at.row + top) && isIn(columns, this.at.column + left) ? nothing : 0}
        ${vars({ '--rows': down, '--columns': across, '--drawn': columns.end - columns.first, ...moved(rows, columns) })}
        @click=${this.#click}
        @keydown=${this.#key}
        @focusin=${(event: Event) => {
          const place = this.#placeAt(event);
          // Tab or a script focused the grid itself, because the cell is not drawn.
          if (!place) this.#moveTo(this.at);
          else if (!this.draft) this.at = place;
          if (this.mode === 'edit') document.addEventListener('paste', this.#paste);
        }}
        @focusout=${this.#stopListening}
        >${repeat(
          indices(rows),
          (line) => line - top,
          (line) => html`<div class="row" role="row" aria-rowindex=${line + 1}
            >${repeat(
              indices(columns),
              (each) => each - left,
              (each) => {
                const [row, column] = [line - top, each - left];
                const index = this.#indexOf({ row, column });
                return index === null ? this.#ring(row, column) : this.#cell(this.cellAt(index), index);
              },
            )}</div
          >`,
        )}${repeat(
          this.outlines,
          // The chosen window remains the same element, so that it glides from step to step.
          ({ kind, row, column }) => (kind === 'chosen' ? kind : `${kind} ${row},${column}`),
          (outline) => this.#outline(outline),
        )}</div
      >
    `;
  }
}
customElements.define('convdot-grid', ConvdotGrid);
