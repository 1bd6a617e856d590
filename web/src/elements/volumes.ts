// <convdot-volumes>: input * filter + bias = output, as one equation. Cells of the first three are edited in place; choosing an
// output cell chooses the step, pointing at one shows its window.
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { chooseStep, invalidCells, resetCell, setCell } from '../model/edits.ts';
import { PADDING_LIMIT } from '../model/limits.ts';
import { showNumber } from '../model/number.ts';
import type { Block, BlockName } from '../model/state.ts';
import { cellText, scaleOf } from './cells.ts';
import type { GridCell, GridEvents, Outline, Sides } from './grid.ts';
import { BenchPart } from './part.ts';

const kNoPadding: Sides = [0, 0, 0, 0];
const kProblemId = 'cell-problem';

class ConvdotVolumes extends BenchPart {
  static override properties = { ...BenchPart.properties, channel: { state: true }, pointed: { state: true } };
  /** The input channel that is on show; the filter shows the channel that meets it. */
  declare private channel: number;
  /** What is pointed at or focused: in a block of numbers, or in the output. */
  declare private pointed: { block: BlockName | 'output'; index: number } | null;

  constructor() {
    super();
    this.channel = 0;
    this.pointed = null;
  }

  override willUpdate(changed: PropertyValues) {
    super.willUpdate(changed);
    const channels = this.bench.state.x.shape[3] as number;
    if (this.channel >= channels) this.channel = channels - 1;
  }

  // One channel of a block as cells, each with its flat index in the whole block.
  #cells(
    name: BlockName,
    block: Block,
    indices: readonly number[],
    label: (index: number) => string,
    classes: (index: number) => string,
  ): GridCell[] {
    const invalid = new Set(
      invalidCells(this.bench.state)
        .filter((cell) => cell.block === name)
        .map((cell) => cell.index),
    );
    return indices.map((index, i) => {
      const value = block.data[index] as number;
      const typed = block.typed.get(index);
      return {
        value,
        typed,
        invalid: invalid.has(index),
        label: this.#label(label(i), value, typed),
        classes: classes(i),
      };
    });
  }

  /** A cell's place, its text as it is shown, and the number in full where that shows less. */
  #label(place: string, value: number, typed?: string): string {
    const { text, rounded } = cellText(value);
    return this.words.cellLabel(place, typed ?? text, typed === undefined && rounded ? showNumber(value) : null);
  }

  #editable(name: BlockName, indices: readonly number[]) {
    const at = (event: CustomEvent<{ index: number }>) => indices[event.detail.index] as number;
    const set = (event: CustomEvent<GridEvents['cell-input']>) =>
      this.bench.apply((state) => setCell(state, name, at(event), event.detail.text));
    const point = (event: CustomEvent<GridEvents['cell-point']>) => {
      const { index } = event.detail;
      this.pointed = index === null ? null : { block: name, index: indices[index] as number };
    };
    return { set, point };
  }

  #grid(
    name: BlockName,
    label: string,
    indices: readonly number[],
    cells: readonly GridCell[],
    columns: number,
    extra: { padding?: Sides; outlines?: readonly Outline[]; numbered?: boolean } = {},
  ) {
    const { set, point } = this.#editable(name, indices);
    return html`<convdot-grid
      data-block=${name}
      .label=${label}
      .mode=${'edit'}
      .cells=${cells}
      .columns=${columns}
      .scale=${scaleOf(this.bench.state[name].data)}
      .padding=${extra.padding ?? kNoPadding}
      .outlines=${extra.outlines ?? []}
      .numbered=${extra.numbered ?? false}
      .describedBy=${kProblemId}
      @cell-input=${set}
      @cell-restore=${set}
      @cell-reset=${(event: CustomEvent<GridEvents['cell-reset']>) => this.bench.apply((state) => resetCell(state, name, indices[event.detail.index]))}
      @cell-point=${point}
    ></convdot-grid>`;
  }

  #tabs(label: string, count: number, chosen: number, choose: (index: number) => void) {
    if (count < 2) return [];
    const key = (event: KeyboardEvent) => {
      const to = { ArrowLeft: chosen - 1, ArrowRight: chosen + 1, Home: 0, End: count - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      choose(Math.min(count - 1, Math.max(0, to)));
      const list = event.currentTarget as HTMLElement;
      this.updateComplete.then(() => list.querySelector<HTMLElement>('[tabindex="0"]')?.focus());
    };
    return [
      html`<div role="radiogroup" aria-label=${label} @keydown=${key}
      ><span aria-hidden="true">${label}</span
      >${Array.from(
        { length: count },
        (_, i) =>
          html`<button type="button" role="radio" aria-checked=${String(i === chosen)} tabindex=${i === chosen ? 0 : -1} aria-label=${`${label} ${i}`} @click=${() => choose(i)}>${i}</button>`,
      )}</div
    >`,
    ];
  }

  #part(
    name: 'input' | 'filter' | 'bias' | 'output',
    caption: string,
    tabs: readonly TemplateResult[],
    grid: unknown,
    below: unknown = nothing,
  ) {
    const numbered = name === 'input' || name === 'output';
    return html`<div class="volume ${numbered ? 'numbered' : ''}" part=${name}
      ><div class="head"><b>${this.words[name]}</b><span>${caption}</span></div
      >${tabs.length > 0 ? html`<div class="tabs">${tabs}</div>` : nothing}<div class="body"><div class="scroller">${grid}</div>${below}</div></div
    >`;
  }

  // What the colours and marks mean: of the marks those that are on show.
  #legend() {
    const { words } = this;
    const { state, solution } = this.bench;
    const padding = solution?.geometry.padding.some((side) => side > 0) ?? false;
    const unread = solution?.geometry.unread.some((count) => count > 0) ?? false;
    const verdict = solution?.comparison.verdict ?? 'identical';
    const rounded = (values: ArrayLike<number>, typed?: Block['typed']) =>
      Array.from(values).some((value, i) => !typed?.has(i) && cellText(value).rounded);
    const anyRounded =
      [state.x, state.w, state.b].some(({ data, typed }) => rounded(data, typed)) ||
      rounded(solution?.comparison.multiplySum.data ?? []);
    const entries: readonly [mark: string, words: string, on?: boolean][] = [
      ['cell pos', words.positive],
      ['cell', words.zero],
      ['cell neg', words.negative],
      ['editable-key', words.editable],
      ['chosen-key', words.chosenWindow],
      ['cell ring', words.isPadding, padding],
      ['cell unread', words.isUnread, unread],
      ['cell rounded', words.isRounded, anyRounded],
      [`cell unequal ${verdict}`, words.isUnequal, verdict !== 'identical'],
    ];
    return html`<ul class="legend caption"
      >${entries.map(([mark, text, on = true]) => (on ? html`<li><i class=${mark} aria-hidden="true"></i>${text}</li>` : nothing))}</ul
    >`;
  }

  /** The output cell whose window is shown besides the chosen one, as row and column, or null. */
  get #pointedOutput(): readonly [number, number] | null {
    const { pointed } = this;
    const { solution } = this.bench;
    if (!solution || pointed?.block !== 'output') return null;
    const columns = solution.geometry.shape[2] as number;
    return [Math.floor(pointed.index / columns), pointed.index % columns];
  }

  #window(row: number, column: number, kind: Outline['kind']): Outline {
    const { solved, solution } = this.bench;
    if (!solved || !solution) throw new Error('no solution');
    const span = (axis: 0 | 1) => solved.dilation[axis] * ((solved.w.shape[axis] as number) - 1) + 1;
    const [top, left] = solution.geometry.padding;
    return {
      row: row * solved.stride[0] - top,
      column: column * solved.stride[1] - left,
      rows: span(0),
      columns: span(1),
      kind,
    };
  }

  #input() {
    const { state, solution, solved } = this.bench;
    const { words } = this;
    const [images, height, width, channels] = state.x.shape as [number, number, number, number];
    const { image, row, column } = state.step;
    const indices = Array.from({ length: height * width }, (_, i) => (image * height * width + i) * channels + this.channel);
    // What is known of the last solution is drawn only where it is of this very input.
    const same = solved !== null && solution !== null && String(solved.x.shape) === String(state.x.shape);
    const reads = same ? solution.geometry.reads : null;
    const unread = (i: number) => reads !== null && (reads.rows[Math.floor(i / width)] === 0 || reads.columns[i % width] === 0);
    const taps = new Set(same && Math.max(...state.dilation) > 1 ? solution.step.source : []);
    const cells = this.#cells(
      'x',
      state.x,
      indices,
      (i) => words.inputCell(Math.floor(i / width), i % width, this.channel, channels),
      (i) => `${unread(i) ? 'unread' : ''} ${taps.has(indices[i] as number) ? 'tap' : ''}`,
    );
    const outlines: Outline[] = [];
    const pointed = this.#pointedOutput;
    if (same) {
      if (pointed) outlines.push(this.#window(...pointed, 'pointed'));
      outlines.push(this.#window(row, column, 'chosen'));
    }
    const grid = this.#grid('x', words.input, indices, cells, width, {
      padding: same ? (solution.geometry.padding.map((side) => Math.min(side, PADDING_LIMIT)) as unknown as Sides) : kNoPadding,
      outlines,
      numbered: true,
    });
    const tabs = [
      ...this.#tabs(words.image, images, image, (to) => this.bench.apply((s) => chooseStep(s, { image: to }))),
      ...this.#tabs(words.channel, channels, this.channel, (to) => {
        this.channel = to;
      }),
    ];
    return this.#part('input', words.inputCaption(height, width, channels, images), tabs, grid);
  }

  #filter() {
    const { state } = this.bench;
    const { words } = this;
    const [height, width, depth, filters] = state.w.shape as [number, number, number, number];
    const { filter } = state.step;
    const channel = this.channel % depth;
    const indices = Array.from({ length: height * width }, (_, i) => (i * depth + channel) * filters + filter);
    const cells = this.#cells(
      'w',
      state.w,
      indices,
      (i) => words.filterCell(Math.floor(i / width), i % width, channel, depth, filter, filters),
      () => '',
    );
    const tabs = this.#tabs(words.filter, filters, filter, (to) => this.bench.apply((s) => chooseStep(s, { filter: to })));
    return this.#part(
      'filter',
      words.filterCaption(height, width, depth, filters),
      tabs,
      this.#grid('w', words.filter, indices, cells, width),
      this.#legend(),
    );
  }

  #bias() {
    const { state } = this.bench;
    const { filter } = state.step;
    const cells = this.#cells(
      'b',
      state.b,
      [filter],
      () => this.words.bias,
      () => '',
    );
    return this.#part('bias', '', [], this.#grid('b', this.words.bias, [filter], cells, 1));
  }

  #output() {
    const { state, solution } = this.bench;
    const { words } = this;
    if (!solution) return this.#part('output', '', [], html`<p class="caption">${words.noOutput}</p>`);
    const { multiplySum, unrolledDot } = solution.comparison;
    const [images, height, width, filters] = multiplySum.shape as [number, number, number, number];
    const { image, filter } = solution.at;
    const indices = Array.from({ length: height * width }, (_, i) => (image * height * width + i) * filters + filter);
    const cells = indices.map((index, i): GridCell => {
      const value = multiplySum.data[index] as number;
      const other = unrolledDot.data[index] as number;
      const equal = value === other || (Number.isNaN(value) && Number.isNaN(other));
      const place = words.outputCell(Math.floor(i / width), i % width);
      return {
        value,
        label: this.#label(place, value) + (equal ? '' : `; ${words.twoValues(showNumber(value), showNumber(other))}`),
        classes: equal ? '' : `unequal ${solution.comparison.verdict}`,
      };
    });
    const chosen = state.step.row * width + state.step.column;
    const grid = html`<convdot-grid
      data-block="output"
      class=${this.bench.held ? 'stale' : ''}
      .label=${words.output}
      .mode=${'choose'}
      .cells=${cells}
      .columns=${width}
      .scale=${scaleOf(multiplySum.data)}
      .numbered=${true}
      .chosen=${chosen}
      .outlines=${[{ row: state.step.row, column: state.step.column, rows: 1, columns: 1, kind: 'chosen' }]}
      @cell-choose=${({ detail: { index } }: CustomEvent<GridEvents['cell-choose']>) =>
        this.bench.apply((s) => chooseStep(s, { row: Math.floor(index / width), column: index % width }))}
      @cell-point=${({ detail: { index } }: CustomEvent<GridEvents['cell-point']>) => {
        this.pointed = index === null ? null : { block: 'output', index };
      }}
    ></convdot-grid>`;
    const caption = words.outputCaption(height, width, filters > 1 ? filter : null, images > 1 ? image : null);
    return this.#part('output', caption, [], grid, html`<p class="caption hint">${words.chooseHint}</p>`);
  }

  // What is pointed at or focused: its place and its number in full.
  #readout() {
    const { pointed } = this;
    const { words } = this;
    const { state, solution } = this.bench;
    if (!pointed) return nothing;
    if (pointed.block === 'output') {
      const at = this.#pointedOutput;
      if (!at || !solution) return nothing;
      const [, rows, columns, filters] = solution.geometry.shape;
      const index = (solution.at.image * rows * columns + pointed.index) * filters + solution.at.filter;
      return words.readout(words.outputCell(...at), showNumber(solution.comparison.multiplySum.data[index]));
    }
    const block = state[pointed.block];
    const value = block.data[pointed.index];
    if (value === undefined) return nothing;
    if (pointed.block === 'b') return words.readout(words.bias, showNumber(value));
    const [, second, third, fourth] = block.shape;
    const inner = Math.floor(pointed.index / fourth);
    const place =
      pointed.block === 'x'
        ? words.inputCell(Math.floor(inner / third) % second, inner % third, pointed.index % fourth, fourth)
        : words.filterCell(
            Math.floor(inner / (second * third)),
            Math.floor(inner / third) % second,
            inner % third,
            third,
            pointed.index % fourth,
            fourth,
          );
    return words.readout(place, showNumber(value));
  }

  override render() {
    const { words } = this;
    const invalid = invalidCells(this.bench.state);
    const operator = (sign: string) => html`<span class="operator" aria-hidden="true">${sign}</span>`;
    return html`
      <div class="equation">
        <div class="terms">${this.#input()}${operator('∗')}${this.#filter()}</div>
        <div class="terms">${operator('+')}${this.#bias()}${operator('=')}${this.#output()}</div>
      </div>
      <p class="problem" id=${kProblemId} role="alert" ?hidden=${invalid.length === 0}
        >${invalid.length > 0 ? words.notANumber(invalid.map((cell) => cell.text)) : nothing}</p
      >
      <p class="readout caption" aria-hidden="true">${this.#readout()}</p>
    `;
  }
}
customElements.define('convdot-volumes', ConvdotVolumes);
