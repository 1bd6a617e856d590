// <convdot-tools>: what goes beyond the bench, each in a panel that is loaded when it is opened. It sends `panels-change` where the
// learner opens or closes one, or where what an open panel keeps in the address has changed.
import { html, nothing, type TemplateResult } from 'lit';
import type { Lang } from '../model/state.ts';
import { BenchPart } from './part.ts';

/** By name, as `open` and `hide` have it: how it is loaded, and drawn then. */
const panels = {
  numpy: {
    load: async (language) => (await import('./numpy.ts')).prepare(language),
    draw: ({ bench, words, expr }: ConvdotTools) =>
      html`<convdot-numpy .bench=${bench} .words=${words} .expr=${expr}></convdot-numpy>`,
  },
} satisfies Record<string, { load: (language: Lang) => Promise<unknown>; draw: (tools: ConvdotTools) => TemplateResult }>;
export type PanelName = keyof typeof panels;
export const panelNames = Object.keys(panels) as PanelName[];

export interface PanelsChange {
  readonly open?: readonly string[];
  readonly expr?: string;
}

export class ConvdotTools extends BenchPart {
  static override properties = {
    ...BenchPart.properties,
    names: { attribute: false },
    open: { attribute: false },
    expr: { attribute: false },
    loaded: { state: true },
  };
  /** The panels that there are. */
  declare names: readonly PanelName[];
  /** Those that are open, and others that are not ours. */
  declare open: readonly string[];
  /** What the NumPy cell begins with. */
  declare expr: string;
  /** Whether a panel that was opened has come. */
  declare private loaded: Partial<Record<PanelName, boolean>>;

  constructor() {
    super();
    this.loaded = {};
  }

  async #load(name: PanelName) {
    if (this.loaded[name]) return;
    const said = (loaded: boolean) => {
      this.loaded = { ...this.loaded, [name]: loaded };
    };
    await panels[name].load(this.words.language).then(
      () => said(true),
      () => said(false),
    );
  }

  #toggle(name: PanelName) {
    const { open } = this;
    const detail: PanelsChange = { open: open.includes(name) ? open.filter((each) => each !== name) : [...open, name] };
    this.dispatchEvent(new CustomEvent('panels-change', { detail }));
  }

  override willUpdate(changed: Map<PropertyKey, unknown>) {
    super.willUpdate(changed);
    if (changed.has('open')) for (const name of this.names) if (this.open.includes(name)) void this.#load(name);
  }

  // What was opened once stays as it is while it is closed.
  #panel(name: PanelName) {
    const { words } = this;
    const open = this.open.includes(name);
    const loaded = this.loaded[name];
    return html`<h3 class="panel-name"
        ><button type="button" aria-expanded=${open} aria-controls="panel-${name}" @click=${() => this.#toggle(name)}>${words.panels[name].title}</button
        ><span class="muted">${words.panels[name].hint}</span></h3
      ><div id="panel-${name}" class="panel" ?hidden=${!open}
        >${loaded ? panels[name].draw(this) : loaded === false ? html`<p class="problem" role="alert">${words.notLoaded}</p>` : nothing}</div
      >`;
  }

  override render() {
    return html`<div class="section-head"><h2 id="tools">${this.words.tools}</h2></div>${this.names.map((name) => this.#panel(name))}`;
  }
}
customElements.define('convdot-tools', ConvdotTools);
