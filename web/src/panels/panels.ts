// <convdot-tools>: the tools below the example, each in a panel that loads when it is opened. Sends `panels-change` when the
// learner opens or closes a panel, and when an open panel changes something that the address keeps.
import { html, nothing, type TemplateResult } from 'lit';
import { ExamplePart } from '../cells/part.ts';
import type { PanelName } from '../model/parts.ts';
import type { Lang, PanelsChange } from '../model/state.ts';

/** By their names in `open` and `hide`: how to load and draw each panel. */
const panels = {
  numpy: {
    load: async (language) => (await import('./numpy/numpy.ts')).prepare(language),
    draw: ({ example, words, expr }: ConvdotTools) =>
      html`<convdot-numpy .example=${example} .words=${words} .expr=${expr}></convdot-numpy>`,
  },
  image: {
    load: async (language) => (await import('./image/image.ts')).prepare(language),
    draw: ({ example, words, open }: ConvdotTools) =>
      html`<convdot-image .example=${example} .words=${words} .shown=${open.includes('image')}></convdot-image>`,
  },
  speed: {
    load: async (language) => (await import('./speed/speed.ts')).prepare(language),
    draw: ({ words, open }: ConvdotTools) =>
      html`<convdot-speed .words=${words} .shown=${open.includes('speed')}></convdot-speed>`,
  },
} satisfies Record<PanelName, { load: (language: Lang) => Promise<unknown>; draw: (tools: ConvdotTools) => TemplateResult }>;

const isOther = (names: readonly string[], before: readonly string[] | undefined) => String(names) !== String(before);

export class ConvdotTools extends ExamplePart {
  static override properties = {
    ...ExamplePart.properties,
    names: { attribute: false, hasChanged: isOther },
    open: { attribute: false, hasChanged: isOther },
    expr: { attribute: false },
    state: { state: true },
  };
  /** The panels to show. */
  declare names: readonly PanelName[];
  /** The open panels, possibly with unknown names. */
  declare open: readonly string[];
  /** The initial expression of the NumPy cell. */
  declare expr: string;
  /** The loading state of the panels opened so far. */
  declare private state: Partial<Record<PanelName, 'loading' | 'there' | 'failed'>>;

  constructor() {
    super();
    this.state = {};
  }

  async #load(name: PanelName) {
    if (!this.open.includes(name) || (this.state[name] ?? 'failed') !== 'failed') return;
    const set = (state: 'loading' | 'there' | 'failed') => {
      this.state = { ...this.state, [name]: state };
    };
    set('loading');
    await panels[name].load(this.words.language).then(
      () => set('there'),
      () => set('failed'),
    );
  }

  #toggle(name: PanelName) {
    const { open } = this;
    const detail: PanelsChange = { open: open.includes(name) ? open.filter((each) => each !== name) : [...open, name] };
    this.dispatchEvent(new CustomEvent('panels-change', { detail }));
  }

  override willUpdate(changed: Map<PropertyKey, unknown>) {
    super.willUpdate(changed);
    if (changed.has('open') || changed.has('names')) for (const name of this.names) void this.#load(name);
  }

  // A panel that was opened once stays rendered while it is closed.
  #panel(name: PanelName) {
    const { words } = this;
    const open = this.open.includes(name);
    const state = this.state[name];
    const { title, hint } = words.panels[name];
    return html`<div class="panel-name"
        ><h3><button type="button" aria-expanded=${open} aria-controls="panel-${name}" @click=${() => this.#toggle(name)}>${title}</button></h3
        ><span class="muted">${hint}</span></div
      ><div id="panel-${name}" class="panel" ?hidden=${!open}
        >${state === 'there' ? panels[name].draw(this) : state === 'failed' ? html`<p class="problem" role="alert">${words.notLoaded}</p>` : nothing}</div
      >`;
  }

  override render() {
    return html`<div class="section-head"><h2 id="tools">${this.words.tools}</h2></div>${this.names.map((name) => this.#panel(name))}`;
  }
}
customElements.define('convdot-tools', ConvdotTools);
