// The base class of the example's parts. They render into the shadow root of <conv-dot> instead of their own: one style sheet
// serves all, the lanes share a subgrid, and the host page can reach `part` attributes directly.
import { LitElement, type PropertyValues } from 'lit';
import type { Solution } from '../engine/contract.ts';
import type { Example } from '../model/example.ts';
import type { Player } from '../model/player.ts';
import type { Words } from '../words/words.ts';
import type { Pointing } from './pointing.ts';

export abstract class ExamplePart extends LitElement {
  static override properties = {
    example: { attribute: false },
    player: { attribute: false },
    words: { attribute: false },
    pointing: { attribute: false },
  };
  declare example: Example;
  /** The timeline's player, for parts that show the products of a step one by one. */
  declare player: Player | undefined;
  declare words: Words;
  /** The highlighted number, for views that show numbers. */
  declare pointing: Pointing;

  /** True if the part shows only the solution, and so ignores an edit that has not been solved yet. */
  protected readonly onlyResults: boolean = false;
  #drawn: { solution: Solution | null; held: boolean; late: boolean } | null = null;

  readonly #redraw = () => {
    const { solution, held, late } = this.example;
    const drawn = this.#drawn;
    if (this.onlyResults && drawn?.solution === solution && drawn.held === held && drawn.late === late) return;
    this.#drawn = { solution, held, late };
    this.requestUpdate();
  };
  readonly #advanced = () => this.requestUpdate();

  protected override createRenderRoot() {
    return this;
  }
  override connectedCallback() {
    super.connectedCallback();
    this.#listen();
  }
  override willUpdate(changed: PropertyValues) {
    changed.get('example')?.removeEventListener('change', this.#redraw);
    changed.get('player')?.removeEventListener('change', this.#advanced);
    this.#listen();
  }
  override disconnectedCallback() {
    super.disconnectedCallback();
    this.example.removeEventListener('change', this.#redraw);
    this.player?.removeEventListener('change', this.#advanced);
  }

  // A part that is loaded later is connected before it has its example.
  #listen() {
    this.example?.addEventListener('change', this.#redraw);
    this.player?.addEventListener('change', this.#advanced);
  }
}
