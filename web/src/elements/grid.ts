// <convdot-grid>: one channel of a block as an ARIA grid with one Tab stop. Arrows, Home, End, Ctrl+Home and Ctrl+End move;
// Tab always leaves. Cells are edited in place (click, Enter, F2 or typing; Enter keeps, Escape restores) or, where the
// grid chooses, chosen by click, Enter or Space. It draws what it is given and reports what was done; it knows no convolution.
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { live } from 'lit/directives/live.js';
import { cellText, sizeOf, tint } from './cells.ts';
import { vars } from './vars.ts';

export interface GridCell {
  value: number;
  /** What a screen reader says: the place and the number in full. */
  label: string;
  /** Shown instead of the number: '1/3', or what was typed and is not a number. */
  typed?: string | undefined;
  invalid?: boolean;
  classes?: string;
}

/** Rows and columns of cells, as a rectangle laid over the grid; may begin in the padding, so indices may be negative. */
export interface Outline {
  row: number;
  column: number;
  rows: number;
  columns: number;
  kind: 'chosen' | 'pointed';
}

export type Sides = readonly [top: number, left: number, bottom: number, right: number];

export interface GridEvents {
  /** Each keystroke of an edit. */
  'cell-input': { index: number; text: string };
  /** Escape: the text from before the edit. */
  'cell-restore': { index: number; text: string };
  /** Escape on a cell that is no number: back to its last valid value. */
  'cell-reset': { index: number };
  'cell-choose': { index: number };
  /** A cell is pointed at or focused; null: none is any more. */
  'cell-point': { index: number | null };
}

export class ConvdotGrid extends LitElement {
  static override properties = {
    label: {},
    cells: { attribute: false },
    columns: { type: Number },
    scale: { type: Number },
    mode: {},
    padding: { attribute: false },
    outlines: { attribute: false },
    numbered: { type: Boolean },
    chosen: { type: Number },
    describedBy: { attribute: false },
    at: { state: true },
    draft: { state: true },
  };
  declare label: string;
  declare cells: readonly GridCell[];
  declare columns: number;
  /** The largest |value| of the colour scale. */
  declare scale: number;
  declare mode: 'edit' | 'choose';
  declare padding: Sides;
  declare outlines: readonly Outline[];
  /** Row and column numbers along the edges. */
  declare numbered: boolean;
  /** The index of the chosen cell, where the grid chooses. */
  declare chosen: number | undefined;
  /** The id of the message about an invalid cell. */
  declare describedBy: string | undefined;
  /** The cell that Tab reaches. */
  declare private at: number;
  /** The edit under way: the text from before it and the text now. */
  declare private draft: { before: string; text: string } | null;

  #focusNext = false;

  constructor() {
    super();
    this.mode = 'edit';
    this.padding = [0, 0, 0, 0];
    this.outlines = [];
    this.numbered = false;
    this.at = 0;
    this.draft = null;
  }

  protected override createRenderRoot() {
    return this;
  }

  get #rows() {
    return Math.ceil(this.cells.length / this.columns);
  }

  override willUpdate(changed: PropertyValues<this>) {
    if (this.mode === 'choose' && changed.has('chosen') && this.chosen !== undefined) this.at = this.chosen;
    if (this.at >= this.cells.length) {
      this.at = Math.max(0, this.cells.length - 1);
      this.draft = null;
    }
  }

  override updated() {
    if (!this.#focusNext) return;
    this.#focusNext = false;
    const input = this.querySelector<HTMLInputElement>('input.editor');
    if (input) {
      if (this.ownerDocument.activeElement !== input) input.focus();
      if (this.draft && this.draft.text === this.draft.before) input.select();
    } else {
      this.querySelector<HTMLElement>('[role=gridcell][tabindex="0"]')?.focus();
    }
  }

  #send<Name extends keyof GridEvents>(name: Name, detail: GridEvents[Name]) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  #moveTo(index: number) {
    this.at = Math.min(this.cells.length - 1, Math.max(0, index));
    this.#focusNext = true;
  }

  #textOf(index: number): string {
    const cell = this.cells[index] as GridCell;
    return (
      cell.typed ??
      String(Object.is(cell.value, -0) ? '-0' : cell.value)
        .replace('Infinity', 'inf')
        .replace('NaN', 'nan')
    );
  }

  #edit(index: number, text?: string) {
    const before = this.#textOf(index);
    this.at = index;
    this.draft = { before, text: text ?? before };
    this.#focusNext = true;
    if (text) this.#send('cell-input', { index, text });
  }

  #input(text: string) {
    if (!this.draft) return;
    this.draft = { ...this.draft, text };
    this.#send('cell-input', { index: this.at, text });
  }

  // A cell that is left empty keeps what it had.
  #close(refocus: boolean) {
    const { draft } = this;
    if (draft?.text.trim() === '') this.#send('cell-restore', { index: this.at, text: draft.before });
    this.draft = null;
    this.#focusNext = refocus;
  }

  /** Where an arrow, Home or End leads from `index`, or null for any other key. */
  #target(event: KeyboardEvent, index: number): number | null {
    const row = Math.floor(index / this.columns);
    const column = index % this.columns;
    const last = this.columns - 1;
    switch (event.key) {
      case 'ArrowLeft':
        return column > 0 ? index - 1 : index;
      case 'ArrowRight':
        return column < last ? index + 1 : index;
      case 'ArrowUp':
        return row > 0 ? index - this.columns : index;
      case 'ArrowDown':
        return row < this.#rows - 1 ? index + this.columns : index;
      case 'Home':
        return event.ctrlKey ? 0 : index - column;
      case 'End':
        return event.ctrlKey ? this.cells.length - 1 : index + last - column;
      default:
        return null;
    }
  }

  #key(event: KeyboardEvent, index: number) {
    if (this.draft) {
      this.#editKey(event);
      return;
    }
    const target = this.#target(event, index);
    if (target !== null) this.#moveTo(target);
    else if (this.mode === 'choose' && (event.key === 'Enter' || event.key === ' ')) this.#send('cell-choose', { index });
    else if (this.mode === 'edit' && (event.key === 'Enter' || event.key === 'F2')) this.#edit(index);
    else if (this.mode === 'edit' && (event.key === 'Delete' || event.key === 'Backspace')) this.#edit(index, '');
    else if (event.key === 'Escape' && this.cells[index].invalid) this.#send('cell-reset', { index });
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
      const down = event.key === 'ArrowUp' ? -1 : 1;
      const next = this.at + down * this.columns;
      this.#close(true);
      if (next >= 0 && next < this.cells.length) this.at = next;
    } else if (event.key === 'Escape') {
      this.#send('cell-restore', { index: this.at, text: (this.draft as { before: string }).before });
      this.#close(true);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #cell(cell: GridCell, index: number) {
    const { sign, amount } = tint(cell.value, this.scale);
    const { text, rounded } = cellText(cell.value);
    const editing = this.draft !== null && index === this.at;
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
      tabindex=${index === this.at && !editing ? 0 : -1}
      aria-label=${editing ? nothing : cell.label}
      aria-selected=${this.mode === 'choose' ? String(index === this.chosen) : nothing}
      aria-invalid=${cell.invalid ? 'true' : nothing}
      aria-describedby=${cell.invalid && this.describedBy ? this.describedBy : nothing}
      ${vars({ '--amount': amount })}
      >${
        editing
          ? html`<input
            class="editor"
            aria-label=${cell.label}
            aria-invalid=${cell.invalid ? 'true' : nothing}
            autocomplete="off"
            spellcheck="false"
            enterkeyhint="next"
            .value=${live((this.draft as { text: string }).text)}
            @input=${(event: Event) => this.#input((event.target as HTMLInputElement).value)}
            @blur=${() => this.draft && this.#close(false)}
          />`
          : html`<span class="number">${shown}</span>`
      }</div
    >`;
  }

  #ring(count: number) {
    return Array.from({ length: count }, () => html`<span class="cell ring" aria-hidden="true">0</span>`);
  }

  #ringRow(columns: number, count: number) {
    return Array.from({ length: count }, () => html`<div class="row" aria-hidden="true">${this.#ring(columns)}</div>`);
  }

  #outline({ row, column, rows, columns, kind }: Outline) {
    const [top, left] = this.padding;
    return html`<i
      class="outline ${kind}"
      ${vars({ '--row': row + top, '--column': column + left, '--rows': rows, '--span': columns })}
    ></i>`;
  }

  #numbers(count: number, before: number, after: number, kind: string) {
    return html`<div class="numbers ${kind}" aria-hidden="true"
      >${Array.from({ length: before + count + after }, (_, i) => html`<span>${String(i - before).replace('-', '−')}</span>`)}</div
    >`;
  }

  #indexOf(event: Event): number | null {
    const cell = (event.target as Element).closest<HTMLElement>('[data-index]');
    return cell ? Number(cell.dataset.index) : null;
  }

  #click = (event: MouseEvent) => {
    const index = this.#indexOf(event);
    if (index === null || (event.target as Element).tagName === 'INPUT') return;
    if (this.mode === 'choose') {
      this.#moveTo(index);
      this.#send('cell-choose', { index });
      this.requestUpdate();
    } else {
      this.#edit(index);
    }
  };

  override render() {
    const [top, left, bottom, right] = this.padding;
    const across = left + this.columns + right;
    const rows = Array.from({ length: this.#rows }, (_, row) => row * this.columns);
    return html`
      ${
        this.numbered
          ? [this.#numbers(this.columns, left, right, 'across'), this.#numbers(this.#rows, top, bottom, 'down')]
          : nothing
      }
      <div
        class="grid ${this.mode}"
        role="grid"
        aria-label=${this.label}
        aria-rowcount=${this.#rows}
        aria-colcount=${this.columns}
        ${vars({ '--columns': across })}
        @click=${this.#click}
        @keydown=${(event: KeyboardEvent) => this.#key(event, this.#indexOf(event) ?? this.at)}
        @focusin=${(event: Event) => {
          const index = this.#indexOf(event);
          if (index === null) return;
          if (!this.draft) this.at = index;
          this.#send('cell-point', { index });
        }}
        @focusout=${() => this.#send('cell-point', { index: null })}
        @pointerover=${(event: Event) => this.#send('cell-point', { index: this.#indexOf(event) })}
        @pointerleave=${() => this.#send('cell-point', { index: null })}
        >${this.#ringRow(across, top)}${rows.map(
          (first) => html`<div class="row" role="row"
            >${this.#ring(left)}${this.cells
              .slice(first, first + this.columns)
              .map((cell, i) => this.#cell(cell, first + i))}${this.#ring(right)}</div
          >`,
        )}${this.#ringRow(across, bottom)}${this.outlines.map((outline) => this.#outline(outline))}</div
      >
    `;
  }
}
customElements.define('convdot-grid', ConvdotGrid);
