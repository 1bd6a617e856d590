// <convdot-number>: a field for a small whole number, by typing or by arrow up and down. Invalid text stays, marked, and is
// reported with the number before the edit.
import { html, LitElement, nothing } from 'lit';
import { live } from 'lit/directives/live.js';

export interface NumberInput {
  edit: number;
  /** The current value. */
  value: number;
  /** The typed text, if it is not a whole number from min to max. */
  refused: string | null;
}

let edits = 0;

export class ConvdotNumber extends LitElement {
  static override properties = {
    label: {},
    value: { type: Number },
    min: { type: Number },
    max: { type: Number },
    draft: { state: true },
  };
  declare label: string;
  declare value: number;
  declare min: number;
  declare max: number;
  /** Typed text that is not a number from min to max. */
  declare private draft: string | null;

  constructor() {
    super();
    this.min = 1;
    this.max = Number.MAX_SAFE_INTEGER;
    this.draft = null;
  }

  protected override createRenderRoot() {
    return this;
  }

  /** The number before the edit: it holds while the text is invalid, and Escape restores it. */
  #before: number | null = null;
  /** The current edit; it lasts as long as the focus. */
  #edit = 0;

  #input(text: string) {
    const value = Number(text);
    const good = /^\s*\d+\s*$/.test(text) && value >= this.min && value <= this.max;
    this.draft = good ? null : text;
    const detail: NumberInput = { edit: this.#edit, value: good ? value : (this.#before ?? this.value), refused: this.draft };
    this.dispatchEvent(new CustomEvent('number-input', { detail }));
  }

  #key(event: KeyboardEvent) {
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (event.key === 'Escape' && this.#before !== null) this.#input(String(this.#before));
    else if (by) this.#input(String(Math.min(this.max, Math.max(this.min, this.value + by))));
    else return;
    event.preventDefault();
  }

  override render() {
    return html`<input
      class="number-field"
      role="spinbutton"
      inputmode="numeric"
      autocomplete="off"
      aria-label=${this.label}
      aria-valuenow=${this.value}
      aria-valuemin=${this.min}
      aria-valuemax=${this.max < Number.MAX_SAFE_INTEGER ? this.max : nothing}
      aria-invalid=${this.draft === null ? nothing : 'true'}
      .value=${live(this.draft ?? String(this.value))}
      @input=${(event: Event) => this.#input((event.target as HTMLInputElement).value)}
      @focus=${() => {
        this.#before = this.value;
        edits += 1;
        this.#edit = edits;
      }}
      @keydown=${this.#key}
    />`;
  }
}
customElements.define('convdot-number', ConvdotNumber);
