// <convdot-display>: the menu in the page's header that sets how numbers look. Loaded when it is opened.
import { html, LitElement, unsafeCSS } from 'lit';
import { chosen } from '../cells/chosen.ts';
import type { Display, Theme, View } from '../model/state.ts';
import { DISPLAYS } from '../model/url.ts';
import type { Words } from '../words/words.ts';
import menuCss from './display-menu.css?inline';

const kThemes: readonly Theme[] = ['auto', 'light', 'dark'];

class ConvdotDisplay extends LitElement {
  static override properties = { view: { attribute: false }, words: { attribute: false } };
  declare view: View;
  declare words: Words;

  protected override createRenderRoot() {
    return this;
  }

  /** Sends 'view-change' with the chosen settings. */
  #send(detail: Partial<View>) {
    this.dispatchEvent(new CustomEvent('view-change', { detail }));
  }

  #choice(name: Display, label: string, inverse = false) {
    const { display } = this.view;
    const change = ({ target }: Event) => {
      const on = (target as HTMLInputElement).checked !== inverse;
      this.#send({ display: DISPLAYS.filter((each) => (each === name ? on : display.includes(each))) });
    };
    return html`<label><input type="checkbox" .checked=${display.includes(name) !== inverse} @change=${change} />${label}</label>`;
  }

  override render() {
    const { view, words } = this;
    return html`
      ${this.#choice('plain', words.valueColours, true)}${this.#choice('numbered', words.numberedCells)}${this.#choice('large', words.projectorSize)}
      <label
        ><span>${words.theme}</span
        ><select ${chosen(view.theme)} @change=${({ target }: Event) => this.#send({ theme: (target as HTMLSelectElement).value as Theme })}
          >${kThemes.map((theme) => html`<option value=${theme}>${words.themes[theme]}</option>`)}</select
        ></label
      >
    `;
  }
}
document.adoptedStyleSheets.push(unsafeCSS(menuCss).styleSheet as CSSStyleSheet);
customElements.define('convdot-display', ConvdotDisplay);
