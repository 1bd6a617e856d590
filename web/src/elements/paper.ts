// <convdot-settings>: the settings in words, in place of the controls, on paper; and the style sheet for paper.
import { html, nothing, unsafeCSS } from 'lit';
import paperCss from '../styles/paper.css?inline';
import { BenchPart } from './part.ts';

/** Of <conv-dot>'s root. */
export const paperSheet = unsafeCSS(paperCss).styleSheet as CSSStyleSheet;

class ConvdotSettings extends BenchPart {
  protected override readonly onlyResults = true;

  override render() {
    const { words } = this;
    const { solved, solution } = this.bench;
    if (!solved || !solution) return nothing;
    const sides = [words.top, words.left, words.bottom, words.right].map((side, i) => `${side} ${solution.geometry.padding[i]}`);
    const settings = [
      `${words.stride} ${solved.stride.join(' × ')}`,
      `${words.padding} ${sides.join(', ')}`,
      `${words.dilation} ${solved.dilation.join(' × ')}`,
      `${words.groups} ${solved.groups}`,
      solved.dtype,
      ...(solved.flip ? [words.flip] : []),
    ];
    return html`<p>${settings.join('; ')}</p>`;
  }
}
customElements.define('convdot-settings', ConvdotSettings);
