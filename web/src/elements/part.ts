// What the bench's parts have in common. They render into the one shadow root of <conv-dot>, not into roots of their own: one
// stylesheet serves all, the lanes share a subgrid, and `part` attributes reach the host page directly.
import { LitElement, type PropertyValues } from 'lit';
import type { Bench } from '../model/bench.ts';
import type { Words } from '../words/words.ts';

export abstract class BenchPart extends LitElement {
  static override properties = { bench: { attribute: false }, words: { attribute: false } };
  declare bench: Bench;
  declare words: Words;

  readonly #redraw = () => this.requestUpdate();

  protected override createRenderRoot() {
    return this;
  }
  override connectedCallback() {
    super.connectedCallback();
    this.bench.addEventListener('change', this.#redraw);
  }
  override willUpdate(changed: PropertyValues) {
    const before: Bench | undefined = changed.get('bench');
    before?.removeEventListener('change', this.#redraw);
    this.bench.addEventListener('change', this.#redraw);
  }
  override disconnectedCallback() {
    super.disconnectedCallback();
    this.bench.removeEventListener('change', this.#redraw);
  }
}
