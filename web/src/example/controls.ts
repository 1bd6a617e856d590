// <convdot-controls>: the hyperparameters and sizes. Rarely used settings fold under "More".
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { chosen } from '../cells/chosen.ts';
import type { NumberInput } from '../cells/number-field.ts';
import { ExamplePart } from '../cells/part.ts';
import { isFailure } from '../engine/contract.ts';
import { type Options, resize, type Sizes, setOptions, sizesOf } from '../model/edits.ts';
import { LIMITS, PADDING_LIMIT } from '../model/limits.ts';
import type { Pair } from '../model/state.ts';
import type { Sentence } from '../words/words.ts';

const kPaddingKinds = ['valid', '1', '2', 'same', 'same-lower', 'number', 'pair', 'sides'] as const;
type PaddingKind = (typeof kPaddingKinds)[number];
/** The largest number in the fields for stride, dilation and groups; beyond any size that the page shows. */
const kLargestField = 999;

class ConvdotControls extends ExamplePart {
  static override properties = {
    ...ExamplePart.properties,
    problem: { state: true },
    opened: { state: true },
    apart: { state: true },
    otherPad: { state: true },
  };
  /** Why the last typed number was rejected. */
  declare private problem: Sentence | null;

  /** The learner has opened "More", so it stays open. */
  declare private opened: boolean;

  /** The options whose height and width the learner has set apart: they stay so while the two are equal. */
  declare private apart: readonly ('stride' | 'dilation')[];

  /** The padding in the field for another number. 0, 1 and 2 also have entries in the list, which would remove the field. */
  declare private otherPad: number | null;

  constructor() {
    super();
    this.problem = null;
    this.opened = false;
    this.apart = [];
    this.otherPad = null;
  }

  override willUpdate(changed: PropertyValues) {
    super.willUpdate(changed);
    if (this.example.state.pad !== this.otherPad) this.otherPad = null;
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

  /** Two fields, height and width. */
  #size(label: string, value: Pair, max: number, set: (pair: Pair) => void): TemplateResult {
    return html`<div class="control" role="group" aria-label=${label}
      ><span>${label}</span
      ><span class="fields">${this.#heightAndWidth(label, value, max, set)}</span
    ></div>`;
  }

  #heightAndWidth(label: string, [height, width]: Pair, max: number, set: (pair: Pair) => void) {
    const { words } = this;
    return html`${this.#number(`${label}, ${words.height}`, height, 1, max, (h) => set([h, width]))}<span aria-hidden="true">×</span
      >${this.#number(`${label}, ${words.width}`, width, 1, max, (w) => set([height, w]))}`;
  }

  /** One field for both directions; two if they differ or if the learner has asked for two. */
  #option(name: 'stride' | 'dilation'): TemplateResult {
    const { words } = this;
    const label = words[name];
    const value = this.example.state[name];
    const [height, width] = value;
    const apart = height !== width || this.apart.includes(name);
    const others = this.apart.filter((each) => each !== name);
    const toggle = () => {
      this.apart = apart ? others : [...others, name];
      if (apart) this.#set({ [name]: [height, height] });
    };
    const setBoth = (pair: Pair) => {
      // The field with the focus must stay when the two become equal.
      this.apart = [...others, name];
      this.#set({ [name]: pair });
    };
    return html`<div class="control" role="group" aria-label=${label}
      ><span>${label}</span
      ><span class="fields"
        >${
          apart
            ? this.#heightAndWidth(label, value, kLargestField, setBoth)
            : this.#number(label, height, 1, kLargestField, (both) => this.#set({ [name]: [both, both] }))
        }<button class="icon-button apart" type="button" aria-pressed=${String(apart)} aria-label=${words.apart} title=${words.apart} @click=${toggle}
          ><svg viewBox="0 0 16 16" aria-hidden="true"><path d=${`M6.5 4.5H5a3.5 3.5 0 0 0 0 7h1.5m3-7H11a3.5 3.5 0 0 1 0 7H9.5${apart ? '' : 'M5.5 8h5'}`} /></svg
        ></button
      ></span
    ></div>`;
  }

  #single(label: string, value: number, max: number, set: (value: number) => void): TemplateResult {
    return html`<label class="control"><span>${label}</span>${this.#number(label, value, 1, max, set)}</label>`;
  }

  get #paddingKind(): PaddingKind {
    const { pad } = this.example.state;
    if (typeof pad === 'number') {
      if (pad > 2 || pad === this.otherPad) return 'number';
      return pad === 0 ? 'valid' : pad === 1 ? '1' : '2';
    }
    if (typeof pad === 'string') return pad === 'same-upper' ? 'same' : pad;
    return pad.length === 2 ? 'pair' : 'sides';
  }

  /** Converts the current padding to another form, as far as that form can express it. */
  #choosePadding(kind: PaddingKind) {
    const [top, left, bottom, right] = this.example.solution?.geometry.padding ?? [0, 0, 0, 0];
    const pad = {
      valid: 'valid',
      1: 1,
      2: 2,
      same: 'same',
      'same-lower': 'same-lower',
      number: Math.max(top, left, bottom, right),
      pair: [Math.max(top, bottom), Math.max(left, right)],
      sides: [top, left, bottom, right],
    } as const;
    this.otherPad = kind === 'number' ? pad.number : null;
    this.#set({ pad: pad[kind] });
  }

  #paddingFields() {
    const { words } = this;
    const { pad } = this.example.state;
    if (!['number', 'pair', 'sides'].includes(this.#paddingKind) || typeof pad === 'string') return nothing;
    const values = typeof pad === 'number' ? [pad] : pad;
    const names = { 1: [''], 2: [words.height, words.width], 4: [words.top, words.left, words.bottom, words.right] }[
      values.length
    ] as string[];
    const short = { 1: [''], 2: [words.h, words.w], 4: words.sidesShort }[values.length] as string[];
    const set = (index: number, value: number) => {
      if (values.length === 1) this.otherPad = value;
      this.#set({ pad: values.length === 1 ? value : (values.with(index, value) as unknown as Pair) });
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
        ${this.#option('stride')}
        <div class="control">
          <label for="padding">${words.padding}</label>
          <select id="padding" class="select" ${chosen(this.#paddingKind)} @change=${(event: Event) => this.#choosePadding((event.target as HTMLSelectElement).value as PaddingKind)}>
            ${kPaddingKinds.map((kind) => html`<option value=${kind}>${kind === '1' || kind === '2' ? kind : words.paddingKinds[kind]}</option>`)}
          </select>
        </div>
        ${this.#paddingFields()}
        ${this.#size(words.input, [sizes.height, sizes.width], LIMITS.height, ([height, width]) => this.#resize({ height, width }))}
        ${this.#size(words.filter, [sizes.filterHeight, sizes.filterWidth], LIMITS.filterHeight, ([filterHeight, filterWidth]) => this.#resize({ filterHeight, filterWidth }))}
        ${this.#single(words.channels, sizes.channels, LIMITS.channels, (channels) => this.#resize({ channels }))}
        ${this.#single(words.filters, sizes.filters, LIMITS.filters, (filters) => this.#resize({ filters }))}
      </div>
      <details class="more" ?open=${more || this.opened} @toggle=${(event: Event) => {
        this.opened = (event.target as HTMLDetailsElement).open;
      }}>
        <summary>${words.more}</summary>
        <div class="controls">
          ${this.#option('dilation')}
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
