// <convdot-volumes>: input * filter + bias = output, as one equation. Cells of the first three are edited in place. Choosing an
// output cell chooses the step, and pointing at one shows its window.
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { BlockMenu, Shown } from '../blocks/block-menu.ts';
import { cellText, scaleOf } from '../cells/cells.ts';
import type { ConvdotGrid, GridCell, GridEvents, Outline, Sides } from '../cells/grid.ts';
import { ExamplePart } from '../cells/part.ts';
import { placeKey } from '../model/correspondence.ts';
import { chooseStep, invalidCells, resetCell, setCell } from '../model/edits.ts';
import { PADDING_LIMIT } from '../model/limits.ts';
import { showNumber } from '../model/number.ts';
import type { Block, BlockName } from '../model/state.ts';

const kNoPadding: Sides = [0, 0, 0, 0];
/** The block in each part of the equation. */
const kBlocks = { input: 'x', filter: 'w', bias: 'b', output: 'output' } as const;
const kProblemId = 'cell-problem';

/** Smaller whole numbers fit into any cell. */
const kShort = 1000;
/** Whether a block shows any number with fewer digits than it has. Computed once for each block. */
const kRounded = new WeakMap<ArrayLike<number>, boolean>();
function isRounded({ data, typed }: { data: ArrayLike<number>; typed?: Block['typed'] }): boolean {
  const known = kRounded.get(data);
  if (known !== undefined) return known;
  let found = false;
  for (let i = 0; i < data.length && !found; i++) {
    const value = data[i] as number;
    const short = Number.isInteger(value) && Math.abs(value) < kShort;
    found = !short && !typed?.has(i) && cellText(value).rounded;
  }
  kRounded.set(data, found);
  return found;
}

class ConvdotVolumes extends ExamplePart {
  static override properties = {
    ...ExamplePart.properties,
    channel: { state: true },
    dropping: { state: true },
    menu: { state: true },
  };
  /** The visible input channel; the filter shows the channel that is multiplied with it. */
  declare private channel: number;
  /** The block under a dragged file or text. */
  declare private dropping: BlockName | null;
  /** The menu for whole blocks, which is loaded at its first use. */
  declare private menu: 'none' | 'loaded' | 'failed';

  readonly #redraw = () => this.requestUpdate();

  constructor() {
    super();
    this.channel = 0;
    this.dropping = null;
    this.menu = 'none';
  }
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
    const channels = this.example.state.x.shape[3] as number;
    if (this.channel >= channels) this.channel = channels - 1;
  }

  // One channel of a block as cells, each with its flat index in the whole block.
  #cells(
    name: BlockName,
    flat: (i: number) => number,
    label: (i: number) => string,
    more: (i: number) => Pick<GridCell, 'classes' | 'input' | 'filter'>,
  ): (i: number) => GridCell {
    const { data, typed } = this.example.state[name];
    const invalid = new Set(
      invalidCells(this.example.state)
        .filter((cell) => cell.block === name)
        .map((cell) => cell.index),
    );
    return (i) => {
      const index = flat(i);
      const value = data[index] as number;
      const text = typed.get(index);
      return { value, typed: text, invalid: invalid.has(index), label: this.#label(label(i), value, text), ...more(i) };
    };
  }

  /** A cell's place, its displayed text, and the full number if the text shows less. */
  #label(place: string, value: number, typed?: string): string {
    const { text, rounded } = cellText(value);
    return this.words.cellLabel(place, typed ?? text, typed === undefined && rounded ? showNumber(value) : null);
  }

  /** `by`: the cells' dependencies besides the block. The grid is rendered again only if one of them changes. */
  #grid(
    name: BlockName,
    label: string,
    flat: (i: number) => number,
    cellAt: (i: number) => GridCell,
    by: readonly unknown[],
    [rows, columns]: readonly [number, number],
    extra: Partial<Pick<ConvdotGrid, 'padding' | 'paddingAt' | 'outlines' | 'numbered'>> = {},
  ) {
    const set =
      (act: 'type' | 'apply') =>
      ({ detail: { index, text, edit } }: CustomEvent<GridEvents['cell-input']>) =>
        this.example[act]((state) => setCell(state, name, flat(index), text), `cell ${edit}`);
    const paste = ({ detail: { index, text } }: CustomEvent<GridEvents['cell-paste']>) =>
      this.#withMenu((menu) => menu.paste(name, text, { row: Math.floor(index / columns), column: index % columns }));
    return html`<convdot-grid
      data-block=${name}
      .label=${label}
      .mode=${'edit'}
      .cellAt=${guard([this.example.state[name], this.words, ...by], () => cellAt)}
      .rows=${rows}
      .columns=${columns}
      .scale=${scaleOf(this.example.state[name].data)}
      .padding=${extra.padding ?? kNoPadding}
      .paddingAt=${guard([this.words, ...by], () => extra.paddingAt)}
      .outlines=${extra.outlines ?? []}
      .numbered=${extra.numbered ?? false}
      .describedBy=${kProblemId}
      @cell-input=${set('type')}
      @cell-restore=${set('apply')}
      @cell-left=${() => this.example.tell()}
      @cell-paste=${paste}
      @cell-reset=${({ detail }: CustomEvent<GridEvents['cell-reset']>) => this.example.apply((state) => resetCell(state, name, flat(detail.index)))}
    ></convdot-grid>`;
  }

  /** `linked`: the tab with the highlighted number, which may not be the visible one. */
  #tabs(label: string, count: number, chosen: number, choose: (index: number) => void, linked: readonly number[]) {
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
          html`<button type="button" role="radio" class=${linked.includes(i) ? 'linked' : ''} aria-checked=${String(i === chosen)} tabindex=${i === chosen ? 0 : -1} aria-label=${`${label} ${i}`} @click=${() => choose(i)}>${i}</button>`,
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
    return html`<div class="volume ${numbered ? 'numbered' : ''} ${this.dropping === kBlocks[name] ? 'dropping' : ''}" part=${name}
      ><div class="head"><b>${this.words[name]}</b>${this.#menuButton(name)}<span>${caption}</span></div
      >${tabs.length > 0 ? html`<div class="tabs">${tabs}</div>` : nothing}<div class="body"><div class="scroller">${grid}</div>${below}</div></div
    >`;
  }

  /** The visible part of the blocks. */
  get #shown(): Shown {
    const { image, filter } = this.example.state.step;
    return { channel: this.channel, image, filter };
  }

  async #withMenu(use: (menu: BlockMenu) => void) {
    try {
      await import('../blocks/block-menu.ts');
      this.menu = 'loaded';
    } catch {
      this.menu = 'failed';
    }
    await this.updateComplete;
    const menu = this.querySelector<BlockMenu>('convdot-block-menu');
    if (menu) use(menu);
  }

  #menuButton(name: 'input' | 'filter' | 'bias' | 'output') {
    const label = this.words.numbersInOut(this.words[name]);
    const open = ({ currentTarget }: Event) => this.#withMenu((menu) => menu.open(kBlocks[name], currentTarget as HTMLElement));
    return html`<button class="icon-button" type="button" aria-haspopup="dialog" aria-label=${label} title=${label} @click=${open}
      ><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M3 8h.01M8 8h.01M13 8h.01" /></svg
    ></button>`;
  }

  // Files and text can be dropped on an editable block. A file that misses it must not replace the page.
  readonly #drag = (event: DragEvent) => {
    const types = event.dataTransfer?.types ?? [];
    if (!types.includes('Files') && !types.includes('text/plain')) return;
    const part = (event.target as Element).closest('.volume')?.getAttribute('part') as keyof typeof kBlocks | undefined;
    const over = part === undefined || part === 'output' ? null : (kBlocks[part] as BlockName);
    if (over === null && !types.includes('Files')) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = over === null ? 'none' : 'copy';
    this.dropping = event.type === 'drop' ? null : over;
    if (event.type !== 'drop' || over === null) return;
    // The data of a drop can be read only during the event.
    const dropped = event.dataTransfer?.files[0] ?? event.dataTransfer?.getData('text/plain') ?? '';
    void this.#withMenu((menu) => menu.drop(over, dropped));
  };
  readonly #dragLeft = (event: DragEvent) => {
    if (!(event.currentTarget as Element).contains(event.relatedTarget as Node | null)) this.dropping = null;
  };

  // Explains the colours, and those marks that are visible.
  #legend() {
    const { words } = this;
    const { state, solution } = this.example;
    const padding = solution?.geometry.padding.some((side) => side > 0) ?? false;
    const unread = solution?.geometry.unread.some((count) => count > 0) ?? false;
    const verdict = solution?.comparison.verdict ?? 'identical';
    const anyRounded = [state.x, state.w, state.b, { data: solution?.comparison.multiplySum.data ?? [] }].some(isRounded);
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

  #window(row: number, column: number, kind: Outline['kind']): Outline {
    const { solution } = this.example;
    if (!solution) throw new Error('no solution');
    const { origins, offsets } = solution.geometry;
    return {
      row: origins.rows[row] as number,
      column: origins.columns[column] as number,
      rows: (offsets.rows.at(-1) as number) + 1,
      columns: (offsets.columns.at(-1) as number) + 1,
      kind,
    };
  }

  /** Outlines the windows that read the highlighted number, or the window of the highlighted output. */
  #readers(image: number): Outline[] {
    const { lit, pointed, links } = this.pointing;
    if (!lit || !links) return [];
    const kind = pointed?.kind === 'input' ? 'reader' : 'pointed';
    return lit.rows
      .map((row) => links.windowOf(row))
      .filter((window) => window.image === image)
      .map(({ row, column }) => this.#window(row, column, kind));
  }

  #input() {
    const { state, solution, solved } = this.example;
    const { words, channel } = this;
    const [images, height, width, channels] = state.x.shape as [number, number, number, number];
    const { image, row, column } = state.step;
    const flat = (i: number) => (image * height * width + i) * channels + channel;
    const key = (row: number, column: number) => placeKey({ image, row, column, channel });
    // The last solution's window and marks are drawn only if they belong to the current input.
    const same = solved !== null && solution !== null && String(solved.x.shape) === String(state.x.shape);
    const reads = same ? solution.geometry.reads : null;
    const unread = (row: number, column: number) => reads !== null && (reads.rows[row] === 0 || reads.columns[column] === 0);
    const taps = new Set(same && Math.max(...state.dilation) > 1 ? solution.step.source : []);
    const cellAt = this.#cells(
      'x',
      flat,
      (i) => words.inputCell(Math.floor(i / width), i % width, channel, channels),
      (i) => {
        const [row, column] = [Math.floor(i / width), i % width];
        return {
          classes: `${unread(row, column) ? 'unread' : ''} ${taps.has(flat(i)) ? 'tap' : ''}`,
          input: key(row, column),
        };
      },
    );
    const by = [image, channel, same, this.pointing.links];
    const grid = this.#grid('x', words.input, flat, cellAt, by, [height, width], {
      padding: same ? (solution.geometry.padding.map((side) => Math.min(side, PADDING_LIMIT)) as unknown as Sides) : kNoPadding,
      paddingAt: (row, column) => ({
        label: words.cellLabel(words.paddingCell(row, column), '0', null),
        input: key(row, column),
      }),
      outlines: same ? [...this.#readers(image), this.#window(row, column, 'chosen')] : [],
      numbered: true,
    });
    const places = [...(this.pointing.lit?.input ?? [])].map((place) => place.split(',').map(Number));
    const along = (axis: number) => places.map((place) => place[axis] as number);
    const tabs = [
      ...this.#tabs(words.image, images, image, (to) => this.example.apply((s) => chooseStep(s, { image: to })), along(0)),
      ...this.#tabs(
        words.channel,
        channels,
        channel,
        (to) => {
          this.channel = to;
        },
        along(3),
      ),
    ];
    return this.#part('input', words.inputCaption(height, width, channels, images), tabs, grid);
  }

  #filter() {
    const { state } = this.example;
    const { words } = this;
    const [height, width, depth, filters] = state.w.shape as [number, number, number, number];
    const { filter } = state.step;
    const channel = this.channel % depth;
    const flat = (i: number) => (i * depth + channel) * filters + filter;
    const cellAt = this.#cells(
      'w',
      flat,
      (i) => words.filterCell(Math.floor(i / width), i % width, channel, depth, filter, filters),
      (i) => ({ filter: String(flat(i)) }),
    );
    const linked = [...(this.pointing.lit?.filter ?? [])].map((index) => Number(index) % filters);
    const tabs = this.#tabs(
      words.filter,
      filters,
      filter,
      (to) => this.example.apply((s) => chooseStep(s, { filter: to })),
      linked,
    );
    return this.#part(
      'filter',
      words.filterCaption(height, width, depth, filters),
      tabs,
      this.#grid('w', words.filter, flat, cellAt, [filter, channel], [height, width]),
      this.#legend(),
    );
  }

  #bias() {
    const flat = () => this.example.state.step.filter;
    const cellAt = this.#cells(
      'b',
      flat,
      () => this.words.bias,
      () => ({}),
    );
    return this.#part('bias', '', [], this.#grid('b', this.words.bias, flat, cellAt, [flat()], [1, 1]));
  }

  #output() {
    const { state, solution } = this.example;
    const { words } = this;
    if (!solution) return this.#part('output', '', [], html`<p class="caption">${words.noOutput}</p>`);
    const { multiplySum, unrolledDot, verdict } = solution.comparison;
    const [images, height, width, filters] = multiplySum.shape as [number, number, number, number];
    const { image, filter } = solution.at;
    const cellAt = (i: number): GridCell => {
      const index = (image * height * width + i) * filters + filter;
      const value = multiplySum.data[index] as number;
      const other = unrolledDot.data[index] as number;
      const equal = value === other || (Number.isNaN(value) && Number.isNaN(other));
      const place = words.outputCell(Math.floor(i / width), i % width);
      return {
        value,
        label: this.#label(place, value) + (equal ? '' : `; ${words.twoValues(showNumber(value), showNumber(other))}`),
        classes: equal ? '' : `unequal ${verdict}`,
        output: String(index),
      };
    };
    const grid = html`<convdot-grid
      data-block="output"
      class=${this.example.held ? 'stale' : ''}
      .label=${words.output}
      .mode=${'choose'}
      .cellAt=${guard([solution, words], () => cellAt)}
      .rows=${height}
      .columns=${width}
      .scale=${scaleOf(multiplySum.data)}
      .numbered=${true}
      .chosen=${state.step.row * width + state.step.column}
      .outlines=${[{ row: state.step.row, column: state.step.column, rows: 1, columns: 1, kind: 'chosen' }]}
      @cell-choose=${({ detail: { index } }: CustomEvent<GridEvents['cell-choose']>) =>
        this.example.apply((s) => chooseStep(s, { row: Math.floor(index / width), column: index % width }))}
    ></convdot-grid>`;
    const caption = words.outputCaption(height, width, filters > 1 ? filter : null, images > 1 ? image : null);
    return this.#part('output', caption, [], grid, [
      this.#steps(height * width),
      html`<p class="caption hint">${words.chooseHint}</p>`,
    ]);
  }

  /** Back, play and forward, beside the outputs that they choose. */
  #steps(outputs: number) {
    const { player, words } = this;
    if (!player || outputs < 2) return nothing;
    const { playing } = player;
    const button = (name: string, path: string, press: () => void) =>
      html`<button class="button" type="button" aria-label=${name} title=${name} @click=${press}
        ><svg viewBox="0 0 16 16" aria-hidden="true"><path d=${path} /></svg
      ></button>`;
    return html`<div class="player" role="group" aria-label=${words.timeline}
      >${button(words.back, 'M3 3h2v10H3zM13 3v10L6 8z', () => player.move(-1))}${button(
        playing ? words.pause : words.play,
        playing ? 'M3 2.5h4v11H3zM9 2.5h4v11H9z' : 'M4 2.5v11l9.5-5.5z',
        () => (playing ? player.pause() : player.play()),
      )}${button(words.forward, 'M11 3h2v10h-2zM3 3v10l7-5z', () => player.move(1))}</div
    >`;
  }

  override render() {
    const { words } = this;
    const invalid = invalidCells(this.example.state);
    const operator = (sign: string) => html`<span class="operator" aria-hidden="true">${sign}</span>`;
    return html`
      <div class="equation" @dragenter=${this.#drag} @dragover=${this.#drag} @drop=${this.#drag} @dragleave=${this.#dragLeft}>
        <div class="terms">${this.#input()}${operator('∗')}${this.#filter()}</div>
        <div class="terms">${operator('+')}${this.#bias()}${operator('=')}${this.#output()}</div>
      </div>
      <p class="problem" id=${kProblemId} role="alert" ?hidden=${invalid.length === 0}
        >${invalid.length > 0 ? words.notANumber(invalid.map((cell) => cell.text)) : nothing}</p
      >
      <p class="problem" role="alert" ?hidden=${this.menu !== 'failed'}>${this.menu === 'failed' ? words.notLoaded : nothing}</p>
      ${
        this.menu === 'loaded'
          ? html`<convdot-block-menu .example=${this.example} .words=${words} .shown=${this.#shown}></convdot-block-menu>`
          : nothing
      }
    `;
  }
}
customElements.define('convdot-volumes', ConvdotVolumes);
