// The tokens of the design: colours with a meaning, measures, type, motion. Everything else refers to these; a host page may
// set any of them on <conv-dot>. Measures that depend on the width stand in layout.ts, as container queries.
import { css } from 'lit';

export const tokens = css`
  :root,
  :host {
    color-scheme: light dark;

    /* surface and ink */
    --convdot-page: light-dark(#ffffff, #111418);
    --convdot-sunken: light-dark(#f4f5f6, #191d22);
    --convdot-ink: light-dark(#14171b, #eceef0);
    --convdot-ink-2: light-dark(#555c65, #a3abb5);
    --convdot-line: light-dark(#dcdfe3, #2c3239);
    --convdot-line-edit: light-dark(#8b939d, #69727d);

    /* values: diverging, safe for colour-blind eyes, zero is neutral */
    --convdot-zero: light-dark(#f0f1f3, #20252b);
    --convdot-pos: light-dark(#82b4ea, #1f62b0);
    --convdot-neg: light-dark(#f2a765, #9c4f12);
    --convdot-pos-bar: light-dark(#2f7dcc, #4b93e6);
    --convdot-neg-bar: light-dark(#cf6a12, #e28a3c);

    /* the one accent: the chosen window, wherever it appears */
    --convdot-chosen: light-dark(#a5118f, #ffa6ef);

    /* verdicts: never without their glyph and word */
    --convdot-equal: light-dark(#0a6b4a, #5fcfa2);
    --convdot-differ: light-dark(#b3261e, #ff8f84);
    --convdot-focus: light-dark(#14171b, #ffffff);

    --convdot-radius: 2px;
    --convdot-sans: -apple-system, 'Segoe UI', 'Helvetica Neue', Arial, 'Liberation Sans', system-ui, sans-serif;
    --convdot-mono: 'SF Mono', SFMono-Regular, 'Cascadia Mono', Menlo, Consolas, 'Liberation Mono', ui-monospace, monospace;

    --convdot-move: 180ms;
    --convdot-travel: 420ms;
    --convdot-ease: cubic-bezier(0.2, 0, 0, 1);
  }
  :root[data-theme='light'],
  :host([theme='light']) {
    color-scheme: light;
  }
  :root[data-theme='dark'],
  :host([theme='dark']) {
    color-scheme: dark;
  }
`;
