// <convdot-controls>: the hyperparameters and sizes. Rarely used settings fold under "More".
import { html, nothing, type TemplateResult } from 'lit';
import { chosen } from '../cells/chosen.ts';
import type { NumberInput } from '../cells/number-field.ts';
import { ExamplePart } from '../cells/part.ts';
import { isFailure } from '../engine/contract.ts';
import { type Options, resize, type Sizes, setOptions, sizesOf } from '../model/edits.ts';
import { LIMITS, PADDING_LIMIT } from '../model/limits.ts';
import type { Pair } from '../model/state.ts';
import type { Sentence } from '../words/words.ts';

const kPaddingKinds = ['valid', 'same', 'same-lower', 'number', 'pair', 'sides'] as const;
type PaddingKind = (typeof kPaddingKinds)[number];
/** The largest number in the fields for stride, dilation and groups; beyond any size that the page shows. */
const kLargestField = 999;

class ConvdotControls extends ExamplePart {
  static override properties = { ...ExamplePart.properties, problem: { state: true }, opened: { state: true } };
  /** Why the last typed number was rejected. */
  declare private problem: Sentence | null;

  /** The learner has opened "More", so it stays open. */
  declare private opened: boolean;

  constructor() {
    super();
    this.problem = null;
    this.opened = false;
  }

  /** Groups the keystrokes in one field, so that undo takes them back together. */
  #during: string | undefined;

  #set(options: Partial<Options>) {
    this.problem = null;
    this.example.apply((state) => setOptions(state, options), this.#during);
  }

  #resize(sizes: Partial<Sizes>) {
    const result = resize(this.example.state, sizes);
    this.problem = result.ok ? null : result.problem;
    if (result.ok) this.example.replace(result.state, this.#during);
  }

  #number(label: string, value: number, min: number, max: number, set: (value: number) => void) {
    return html`<convdot-number
      .label=${label}
      .value=${value}
      .min=${min}
      .max=${max}
      @number-input=${({ detail: { edit, value, refused } }: CustomEvent<NumberInput>) => {
        this.#during = `field ${edit}`;
        set(value);
        if (refused !== null) this.problem = (words) => words.notAWholeNumber(label, refused, min, max);
        this.#during = undefined;
      }}
    ></convdot-number>`;
  }

  #pair(label: string, value: Pair, max: number, set: (pair: Pair) => void): TemplateResult {
    const { words } = this;
    return html`<div class="control" role="group" aria-label=${label}
      ><span>${label}</span
      ><span class="fields"
        ><span aria-hidden="true">${words.h}</span>${this.#number(`${label}, ${words.height}`, value[0], 1, max, (h) => set([h, value[1]]))}<span aria-hidden="true">${words.w}</span>${this.#number(`${label}, ${words.width}`, value[1], 1, max, (w) => set([value[0], w]))}</span
      ></div
    >`;
  }

  #single(label: string, value: number, max: number, set: (value: number) => void): TemplateResult {
    return html`<div class="control"><span>${label}</span>${this.#number(label, value, 1, max, set)}</div>`;
  }

  get #paddingKind(): PaddingKind {
    const { pad } = this.example.state;
    if (typeof pad === 'number') return 'number';
    if (typeof pad === 'string') return pad === 'same-upper' ? 'same' : pad;
    return pad.length === 2 ? 'pair' : 'sides';
  }

  /** Converts the current padding to another form, as far as that form can express it. */
  #choosePadding(kind: PaddingKind) {
    const [top, left, bottom, right] = this.example.solution?.geometry.padding ?? [0, 0, 0, 0];
    const pad = {
      valid: 'valid',
      same: 'same',
      'same-lower': 'same-lower',
      number: Math.max(top, left, bottom, right),
      pair: [Math.max(top, bottom), Math.max(left, right)],
      sides: [top, left, bottom, right],
    } as const;
    this.#set({ pad: pad[kind] });
  }

  #paddingFields() {
    const { words } = this;
    const { pad } = this.example.state;
    if (typeof pad === 'string') return nothing;
    const values = typeof pad === 'number' ? [pad] : pad;
    const names = { 1: [''], 2: [words.height, words.width], 4: [words.top, words.left, words.bottom, words.right] }[
      values.length
    ] as string[];
    const short = { 1: [''], 2: [words.h, words.w], 4: words.sidesShort }[values.length] as string[];
    const set = (index: number, value: number) => {
      const next = values.with(index, value);
      this.#set({ pad: next.length === 1 ? value : (next as unknown as Pair) });
    };
    return html`<div class="control padding-fields" role="group" aria-label=${words.padding}
      ><span>${words.paddingFields(values.length)}</span
      ><span class="fields"
        >${values.map(
          (value, i) =>
            html`<span aria-hidden="true">${short[i]}</span>${this.#number(`${words.padding} ${names[i]}`.trim(), value, 0, PADDING_LIMIT, (v) => set(i, v))}`,
        )}</span
      ></div
    >`;
  }

  override render() {
    const { words } = this;
    const { state } = this.example;
    const sizes = sizesOf(state);
    const refusal = isFailure(this.example.refusal) ? null : this.example.refusal;
    const more =
      state.groups > 1 || state.flip || state.dtype !== 'float64' || sizes.images > 1 || Math.max(...state.dilation) > 1;
    return html`
      <div class="controls" part="controls">
        ${this.#pair(words.stride, state.stride, kLargestField, (stride) => this.#set({ stride }))}
        <div class="control">
          <label for="padding">${words.padding}</label>
          <select id="padding" class="select" ${chosen(this.#paddingKind)} @change=${(event: Event) => this.#choosePadding((event.target as HTMLSelectElement).value as PaddingKind)}>
            ${kPaddingKinds.map((kind) => html`<option value=${kind}>${words.paddingKinds[kind]}</option>`)}
          </select>
        </div>
        ${this.#paddingFields()}
        ${this.#pair(words.input, [sizes.height, sizes.width], LIMITS.height, ([height, width]) => this.#resize({ height, width }))}
        ${this.#pair(words.filter, [sizes.filterHeight, sizes.filterWidth], LIMITS.filterHeight, ([filterHeight, filterWidth]) => this.#resize({ filterHeight, filterWidth }))}
        ${this.#single(words.channels, sizes.channels, LIMITS.channels, (channels) => this.#resize({ channels }))}
        ${this.#single(words.filters, sizes.filters, LIMITS.filters, (filters) => this.#resize({ filters }))}
      </div>
      <details class="more" ?open=${more || this.opened} @toggle=${(event: Event) => {
        this.opened = (event.target as HTMLDetailsElement).open;
      }}>
        <summary>${words.more}</summary>
        <div class="controls">
          ${this.#pair(words.dilation, state.dilation, kLargestField, (dilation) => this.#set({ dilation }))}
          ${this.#single(words.groups, sizes.groups, LIMITS.channels, (groups) => this.#resize({ groups }))}
          <div class="control"
            ><span id="flip">${words.flip}</span
            ><button class="switch" type="button" role="switch" aria-checked=${String(state.flip)} aria-labelledby="flip" @click=${() => this.#set({ flip: !state.flip })}></button
          ></div>
          <div class="control">
            <label for="dtype">${words.numbers}</label>
            <select id="dtype" class="select" ${chosen(state.dtype)} @change=${(event: Event) => this.#set({ dtype: (event.target as HTMLSelectElement).value as 'float64' | 'float32' })}>
              ${(['float64', 'float32'] as const).map((dtype) => html`<option value=${dtype}>${dtype}</option>`)}
            </select>
          </div>
          ${this.#single(words.images, sizes.images, LIMITS.images, (images) => this.#resize({ images }))}
        </div>
      </details>
      <p class="problem" role="alert" ?hidden=${!this.problem && !refusal}
        >${this.problem ? this.problem(words) : refusal ? words.refused(refusal.message) : nothing}</p
      >
    `;
  }
}
customElements.define('convdot-controls', ConvdotControls);
