// <convdot-number>: a small whole number. Typing, arrow up and down; text that is no whole number stays as typed, marked,
// and is not reported.
import { html, LitElement, nothing } from 'lit';
import { live } from 'lit/directives/live.js';

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
  /** What was typed and is not a number within min and max. */
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

  /** What Escape goes back to: the number before it was typed over. */
  #before: number | null = null;
  /** The edit that is under way: as long as it has the focus. */
  #edit = 0;

  #input(text: string) {
    const value = Number(text);
    const good = /^\s*\d+\s*$/.test(text) && value >= this.min && value <= this.max;
    this.draft = good ? null : text;
    this.dispatchEvent(new CustomEvent('number-input', { detail: { edit: this.#edit, ...(good ? { value } : { text }) } }));
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
