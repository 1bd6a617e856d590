// <convdot-settings>: prints the settings as text instead of the controls. Also prepares everything else for printing.
import { html, LitElement, nothing, unsafeCSS } from 'lit';
import { ExamplePart } from '../cells/part.ts';
import { paper } from '../cells/viewport.ts';
import paperCss from './paper.css?inline';

const sheet = unsafeCSS(paperCss).styleSheet as CSSStyleSheet;

/**
 * `root`: the root of a <conv-dot>, until `signal` aborts because the element leaves. Paper does not scroll, so everything is
 * drawn.
 */
export function preparePaper(root: ShadowRoot, signal: AbortSignal): void {
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  for (const type of ['beforeprint', 'afterprint']) {
    const redraw = () => {
      paper.printing = type === 'beforeprint';
      for (const part of root.querySelectorAll('*')) if (part instanceof LitElement) part.requestUpdate();
    };
    addEventListener(type, redraw, { signal });
  }
}

class ConvdotSettings extends ExamplePart {
  protected override readonly onlyResults = true;

  override render() {
    const { words } = this;
    const { solved, solution } = this.example;
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
