// Text with marks, as the words have it: `code` in backticks, *bold* in asterisks.
import { html, type TemplateResult } from 'lit';

export function marked(text: string): (string | TemplateResult)[] {
  return text.split(/(`[^`]+`|\*[^*]+\*)/).map((part) => {
    if (part.startsWith('`')) return html`<code>${part.slice(1, -1)}</code>`;
    return part.startsWith('*') && part.length > 2 ? html`<b>${part.slice(1, -1)}</b>` : part;
  });
}
