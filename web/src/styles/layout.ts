// The bench's layout and looks. Everything hangs on three columns with the same left edges; a cell has one size at a given
// width. Widths are those of the element (container queries), as it may stand in any column of a host page.
import { css } from 'lit';

export const layout = css`
  :host {
    display: block;
    container: convdot / inline-size;
    background: var(--convdot-page);
    color: var(--convdot-ink);
    font: 15px/1.5 var(--convdot-sans);
    -webkit-text-size-adjust: 100%;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  p,
  dl,
  dd,
  pre,
  ul {
    margin: 0;
  }
  button,
  select,
  input {
    font: inherit;
    color: inherit;
  }
  h2 {
    font-size: 19px;
    line-height: 24px;
    font-weight: 600;
    letter-spacing: -0.005em;
  }
  h3 {
    font-size: 15px;
    line-height: 20px;
    font-weight: 600;
  }
  code,
  pre {
    font-family: var(--convdot-mono);
    font-size: 0.93em;
  }
  .muted {
    color: var(--convdot-ink-2);
  }
  .caption {
    font-size: 12px;
    line-height: 16px;
    color: var(--convdot-ink-2);
  }
  .caption code,
  .caption b {
    color: var(--convdot-ink);
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  :focus-visible {
    outline: 2px solid var(--convdot-focus);
    outline-offset: 2px;
  }
  /* ---------- the grid that everything hangs on ---------- */
  .bench {
    --convdot-cell: 32px;
    --convdot-lane: calc(var(--convdot-cell) * 10.25);
    --cell-type: 14px;
    --answer-type: 38px;
    --answer-line: 44px;
    --result-type: 40px;
    --edge: 40px;
    --gutter: 48px;
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    column-gap: var(--gutter);
    max-width: 1280px;
    margin: 0 auto;
    padding: 0 var(--edge);
  }
  .section,
  .problems {
    grid-column: 1 / -1;
  }
  .section {
    display: grid;
    grid-template-columns: subgrid;
    align-content: start;
  }
  .section + .section,
  .problems + .section {
    border-top: 1px solid var(--convdot-line);
  }
  .section-head {
    grid-column: 1 / -1;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 16px;
    font-size: 13px;
    line-height: 20px;
  }

  /* ---------- the answer ---------- */
  convdot-answer {
    padding: 20px 0 16px;
  }
  convdot-answer h1 {
    grid-column: span 2;
    align-self: end;
    font-size: var(--answer-type);
    line-height: var(--answer-line);
    font-weight: 700;
    letter-spacing: -0.022em;
  }
  convdot-answer h1 span {
    display: block;
    font-weight: 400;
    color: var(--convdot-ink-2);
  }
  .why {
    grid-column: 1 / span 2;
    margin-top: 12px;
    display: grid;
    gap: 4px;
    font-size: 15px;
    line-height: 22px;
    max-width: 52em;
  }
  .why .muted {
    font-size: 13px;
    line-height: 20px;
  }
  .strip {
    grid-column: 3;
    grid-row: 1 / span 2;
    align-self: end;
    display: grid;
    grid-template-columns: repeat(5, auto);
    justify-content: space-between;
    gap: 8px;
    max-width: var(--convdot-lane);
  }
  .entry {
    display: grid;
    gap: 6px;
    min-width: 0;
  }
  .entry .caption {
    max-width: 68px;
  }
  .proof {
    height: var(--result-type);
    display: flex;
    align-items: center;
    font: 600 var(--result-type) / 1 var(--convdot-mono);
    letter-spacing: -0.04em;
  }
  .proof.medium {
    font-size: calc(var(--result-type) * 0.75);
  }
  .proof.long {
    font-size: calc(var(--result-type) * 0.45);
  }
  .strip .glyph {
    margin-top: calc((var(--result-type) - 34px) / 2);
  }
  .raw-shape {
    font: 400 calc(var(--result-type) * 0.5) / 1.4 var(--convdot-sans);
    color: var(--convdot-ink-2);
    white-space: nowrap;
    justify-self: start;
    padding: 0 8px;
    position: relative;
  }
  .strip .raw-shape.many {
    font-size: calc(var(--result-type) * 0.36);
    line-height: calc(var(--result-type) * 0.7);
    padding: 0 6px;
  }
  .strip .raw-shape {
    margin: calc(var(--result-type) * 0.15) 0;
    height: calc(var(--result-type) * 0.7);
  }
  .raw-shape.matrix {
    border: solid var(--convdot-differ);
    border-width: 0 1.5px;
  }
  .raw-shape.matrix::before,
  .raw-shape.matrix::after {
    content: '';
    position: absolute;
    inset-block: 0;
    left: 0;
    width: 5px;
    border: solid var(--convdot-differ);
    border-width: 1.5px 0;
  }
  .raw-shape.matrix::after {
    left: auto;
    right: 0;
  }
  .strip .raw-shape.refused {
    font-size: calc(var(--result-type) * 0.4);
    display: flex;
    align-items: center;
  }
  .raw-shape.refused {
    padding: 0;
    color: var(--convdot-differ);
  }
  .glyph {
    flex: none;
    width: 34px;
    height: 34px;
    display: grid;
    place-items: center;
    font: 700 24px/1 var(--convdot-sans);
    border-radius: var(--convdot-radius);
    border: 2px solid var(--convdot-equal);
    color: var(--convdot-equal);
  }
  .glyph.identical {
    background: var(--convdot-equal);
    color: var(--convdot-page);
  }
  .glyph.different {
    border-color: var(--convdot-differ);
    color: var(--convdot-differ);
  }

  /* ---------- cells ---------- */
  .cell {
    width: var(--convdot-cell);
    height: var(--convdot-cell);
    display: grid;
    place-items: center;
    position: relative;
    overflow: hidden;
    background: var(--convdot-zero) padding-box;
    border: solid var(--convdot-page);
    border-width: 0 1px 1px 0;
    font: 500 var(--cell-type) / 1 var(--convdot-mono);
    font-variant-numeric: tabular-nums;
    color: var(--convdot-ink);
    print-color-adjust: exact;
    -webkit-print-color-adjust: exact;
  }
  .cell.pos {
    background-color: color-mix(in oklab, var(--convdot-pos) var(--amount), var(--convdot-zero));
  }
  .cell.neg {
    background-color: color-mix(in oklab, var(--convdot-neg) var(--amount), var(--convdot-zero));
  }
  .cell.size-4 {
    font-size: calc(var(--cell-type) * 0.82);
    letter-spacing: -0.04em;
  }
  .cell.size-5 {
    font-size: calc(var(--cell-type) * 0.71);
    letter-spacing: -0.04em;
  }
  .cell.size-6 {
    font-size: calc(var(--cell-type) * 0.6);
    letter-spacing: -0.06em;
  }
  /* fewer digits than the number has */
  .cell.rounded::after {
    content: '';
    position: absolute;
    right: 2px;
    top: 2px;
    border: 2.5px solid;
    border-color: currentColor currentColor transparent transparent;
    opacity: 0.7;
  }
  .proof.rounded::after {
    content: '…';
  }
  .cell.ghost {
    background: none;
    box-shadow: inset 0 0 0 0.5px var(--convdot-line);
    color: var(--convdot-ink-2);
  }
  .cell.diagonal {
    box-shadow: inset 0 0 0 1.5px var(--convdot-ink);
    font-weight: 700;
  }
  .cell.mismatched {
    box-shadow: inset 0 0 0 2px var(--convdot-differ);
  }
  .cell.from-padding {
    background: none;
    box-shadow: inset 0 0 0 1px var(--convdot-line-edit);
    color: var(--convdot-ink-2);
  }
  .cell.ring {
    background: none;
    color: var(--convdot-ink-2);
  }
  .cell.ring::before {
    content: '';
    position: absolute;
    inset: 1px;
    border: 1px dashed var(--convdot-line-edit);
  }
  .cell.unread {
    color: var(--convdot-ink-2);
    background-image: repeating-linear-gradient(45deg, transparent 0 5px, var(--convdot-line-edit) 5px 6px);
  }
  .cell.unread .number {
    background: var(--convdot-page);
    padding: 1px 2px;
  }
  .cell.unequal::before {
    content: '';
    position: absolute;
    inset: 0;
    border: 2px dotted var(--convdot-differ);
  }
  .cell.unequal.rounding::before {
    border-color: var(--convdot-ink-2);
  }
  .cell.tap::before {
    content: '';
    position: absolute;
    inset: 2px;
    border: 1.5px solid var(--convdot-chosen);
  }
  .cell.invalid {
    box-shadow: inset 0 0 0 2px var(--convdot-differ) !important;
  }
  .block {
    display: grid;
    grid-template-columns: repeat(var(--columns), var(--convdot-cell));
    width: max-content;
    position: relative;
  }
  .block.outlined::after,
  .outline {
    content: '';
    position: absolute;
    pointer-events: none;
    border: 2px solid var(--convdot-chosen);
    z-index: 2;
  }
  .block.outlined::after {
    inset: -2px -1px -1px -2px;
  }

  /* ---------- grids ---------- */
  convdot-grid {
    display: block;
    position: relative;
    width: max-content;
  }
  .grid {
    display: grid;
    grid-template-columns: repeat(var(--columns), var(--convdot-cell));
    position: relative;
  }
  .grid .row {
    display: contents;
  }
  .grid.edit [role='gridcell'] {
    cursor: text;
    box-shadow: inset 0 -1px 0 var(--convdot-line-edit);
  }
  .grid.edit [role='gridcell']:hover {
    box-shadow: inset 0 -2px 0 var(--convdot-ink);
  }
  .grid.choose [role='gridcell'] {
    cursor: pointer;
  }
  .grid.choose [role='gridcell']:hover {
    box-shadow: inset 0 0 0 2px var(--convdot-ink);
  }
  .grid [role='gridcell']:focus-visible {
    outline-offset: -2px;
    z-index: 4;
  }
  .grid .editing {
    overflow: visible;
    z-index: 6;
  }
  .editor {
    position: absolute;
    inset: 0 auto auto 0;
    min-width: calc(100% + 1px);
    width: 100%;
    height: calc(100% + 1px);
    field-sizing: content;
    max-width: calc(var(--convdot-cell) * 6);
    padding: 0 3px;
    border: 0;
    border-radius: 0;
    background: var(--convdot-page);
    color: var(--convdot-ink);
    text-align: center;
    font: 500 max(var(--cell-type), 14px) / 1 var(--convdot-mono);
    outline: 2px solid var(--convdot-focus);
    outline-offset: -2px;
  }
  .editor[aria-invalid] {
    outline-color: var(--convdot-differ);
  }
  .outline {
    left: calc(var(--column) * var(--convdot-cell) - 2px);
    top: calc(var(--row) * var(--convdot-cell) - 2px);
    width: calc(var(--span) * var(--convdot-cell) + 3px);
    height: calc(var(--rows) * var(--convdot-cell) + 3px);
    transition:
      left var(--convdot-move) var(--convdot-ease),
      top var(--convdot-move) var(--convdot-ease);
  }
  .outline.pointed {
    border: 2px dashed var(--convdot-ink);
    transition: none;
  }
  .numbers {
    display: grid;
    position: absolute;
    font: 400 11px/1 var(--convdot-mono);
    color: var(--convdot-ink-2);
  }
  .numbers.across {
    left: 0;
    bottom: calc(100% + 4px);
    grid-auto-flow: column;
    grid-auto-columns: var(--convdot-cell);
    justify-items: center;
  }
  .numbers.down {
    top: 0;
    right: calc(100% + 4px);
    grid-auto-rows: var(--convdot-cell);
    align-items: center;
    justify-items: end;
  }

  /* ---------- volumes ---------- */
  .volumes,
  .step {
    padding: 16px 0 20px;
  }
  convdot-volumes {
    grid-column: span 2;
    margin-top: 16px;
    display: block;
    position: relative;
    min-width: 0;
  }
  /* Each volume is three rows, head, tabs, grid, level with those of the others. */
  .equation,
  .terms {
    display: grid;
    grid-template-rows: auto auto auto;
    justify-content: start;
    align-items: start;
    min-width: 0;
  }
  .equation {
    grid-template-columns: minmax(0, auto) 32px minmax(96px, auto) 32px max-content 32px minmax(0, auto);
  }
  .terms {
    display: contents;
  }
  .operator {
    flex: none;
    text-align: center;
    font: 400 22px / var(--convdot-cell) var(--convdot-sans);
    color: var(--convdot-ink-2);
  }
  .terms > .operator {
    grid-row: 3;
    margin-top: calc(18px + var(--convdot-cell));
  }
  .volume {
    display: grid;
    grid-template-rows: subgrid;
    grid-row: 1 / span 3;
    min-width: 0;
  }
  .volume > .body {
    grid-row: 3;
    min-width: 0;
  }
  .volume .head {
    height: 36px;
    font-size: 12px;
    line-height: 16px;
    color: var(--convdot-ink-2);
    white-space: nowrap;
  }
  .volume.numbered .head {
    margin-left: 20px;
  }
  .head b {
    display: block;
    font-size: 13px;
    line-height: 18px;
    color: var(--convdot-ink);
    font-weight: 600;
  }
  .scroller {
    overflow: auto;
    max-width: 100%;
  }
  /* room for the numbers along the edges and for outlines, which would be clipped */
  .volume .scroller {
    padding: 18px 4px 4px 2px;
    margin: 0 -4px -4px -2px;
    max-width: calc(100% + 6px);
    max-height: calc(var(--convdot-cell) * 12 + 24px);
    scrollbar-width: thin;
  }
  .volume.numbered .scroller {
    padding-left: 20px;
    margin-left: 0;
  }
  .volume[part='input'] .scroller {
    max-width: calc(var(--convdot-cell) * 10 + 24px);
  }
  .volume[part='filter'] .scroller {
    max-width: calc(var(--convdot-cell) * 6.5);
  }
  .volume[part='output'] .scroller {
    max-width: calc(var(--convdot-cell) * 8 + 24px);
  }
  .hint {
    margin: 8px 0 0 20px;
    max-width: 14em;
  }
  .tabs {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    align-content: flex-start;
    gap: 0 16px;
    padding-top: 4px;
    /* as wide as the grid below it, and never what makes the column wide */
    contain: inline-size;
    min-width: 140px;
    font-size: 12px;
    line-height: 16px;
    color: var(--convdot-ink-2);
  }
  .tabs > div {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
  }
  .tabs span {
    margin-right: 4px;
  }
  .volume.numbered .tabs {
    padding-left: 20px;
  }
  .tabs button {
    min-width: 24px;
    height: 24px;
    padding: 0 4px;
    border: 1px solid transparent;
    border-radius: var(--convdot-radius);
    background: none;
    font: 500 12px/1 var(--convdot-mono);
    cursor: pointer;
  }
  .tabs button:hover {
    background: var(--convdot-sunken);
  }
  .tabs button[aria-checked='true'] {
    border-color: var(--convdot-ink);
    color: var(--convdot-ink);
    font-weight: 700;
  }
  .legend {
    display: grid;
    gap: 4px;
    /* below a narrow filter it may be wider than it, without making its column so */
    width: 0;
    white-space: nowrap;
    margin: 12px 0 0;
    padding: 0;
    list-style: none;
  }
  .legend li {
    display: flex;
    align-items: center;
    gap: 6px;
  }
  .legend i {
    width: 14px;
    height: 14px;
    border: 0;
    --amount: 100%;
  }
  .legend .editable-key {
    background: var(--convdot-zero);
    box-shadow: inset 0 -2px 0 var(--convdot-line-edit);
  }
  .legend .ring::before {
    inset: 0;
  }
  .legend .chosen-key {
    border: 2px solid var(--convdot-chosen);
  }
  /* in the section's padding, so that nothing moves when it comes and goes */
  .readout {
    position: absolute;
    left: 20px;
    top: calc(100% + 1px);
    font-family: var(--convdot-mono);
    color: var(--convdot-ink);
  }
  .problem,
  .problems {
    margin-top: 12px;
    padding: 0 0 0 12px;
    border-left: 2px solid var(--convdot-differ);
    font-size: 13px;
    line-height: 20px;
    color: var(--convdot-differ);
    overflow-wrap: anywhere;
    list-style: none;
  }
  .problems {
    margin: 0 0 16px;
  }
  .problems ul {
    padding: 0;
    list-style: none;
  }

  /* ---------- settings ---------- */
  .settings {
    margin-top: 16px;
    min-width: 0;
  }
  .controls {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 8px 24px;
  }
  .control {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 4px 8px;
    min-height: 28px;
    font-size: 13px;
    line-height: 16px;
  }
  .padding-fields {
    grid-column: 1 / -1;
  }
  .fields {
    display: flex;
    align-items: center;
    gap: 4px;
    font-size: 12px;
    color: var(--convdot-ink-2);
  }
  .number-field {
    width: 34px;
    height: 28px;
    padding: 0;
    text-align: center;
    border: 1px solid var(--convdot-line-edit);
    border-radius: var(--convdot-radius);
    background: none;
    color: var(--convdot-ink);
    font: 500 13px/1 var(--convdot-mono);
  }
  .number-field:hover,
  .select:hover {
    border-color: var(--convdot-ink);
  }
  .number-field[aria-invalid] {
    border: 2px solid var(--convdot-differ);
  }
  .control .select {
    flex: 1;
    min-width: 0;
    max-width: 104px;
  }
  .select {
    height: 28px;
    min-width: 84px;
    max-width: 100%;
    padding: 0 4px;
    border: 1px solid var(--convdot-line-edit);
    border-radius: var(--convdot-radius);
    background: var(--convdot-page);
    font-size: 13px;
  }
  .examples {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    color: var(--convdot-ink-2);
  }
  .examples .select {
    flex: 0 1 260px;
    min-width: 0;
    color: var(--convdot-ink);
    font-weight: 600;
  }
  .switch {
    width: 44px;
    height: 24px;
    padding: 0;
    border: 1px solid var(--convdot-line-edit);
    border-radius: 12px;
    background: none;
    position: relative;
    cursor: pointer;
  }
  .switch::after {
    content: '';
    position: absolute;
    left: 3px;
    top: 3px;
    width: 16px;
    height: 16px;
    border-radius: 50%;
    background: var(--convdot-ink-2);
    transition: translate var(--convdot-move) var(--convdot-ease);
  }
  .switch[aria-checked='true'] {
    background: var(--convdot-ink);
  }
  .switch[aria-checked='true']::after {
    translate: 20px;
    background: var(--convdot-page);
  }
  .more summary {
    width: max-content;
    max-width: 100%;
    margin: 8px 0 0;
    padding: 3px 4px 3px 0;
    font-size: 13px;
    cursor: pointer;
  }
  .more[open] summary {
    margin-bottom: 8px;
  }
  convdot-formula {
    display: block;
    margin-top: 12px;
    padding-top: 12px;
    border-top: 1px solid var(--convdot-line);
  }
  math {
    font-family: 'Cambria Math', 'STIX Two Math', 'Latin Modern Math', 'DejaVu Math TeX Gyre', math;
    font-size: 15px;
    margin: 8px 0;
    width: max-content;
    max-width: 100%;
  }
  mtd {
    padding: 3px 4px 3px 0;
    text-align: left;
  }
  mtd:first-child {
    text-align: right;
  }
  mtext {
    font: 12px var(--convdot-sans);
    color: var(--convdot-ink-2);
  }

  /* ---------- the step, three ways ---------- */
  .lanes {
    grid-column: 1 / -1;
    display: grid;
    grid-template-columns: subgrid;
    grid-template-rows: auto auto auto;
  }
  .lane {
    display: grid;
    grid-template-rows: subgrid;
    grid-row: span 3;
    margin-top: 16px;
    position: relative;
    min-width: 0;
  }
  .lane-name p {
    margin-top: 2px;
    font-size: 13px;
    line-height: 20px;
    overflow-wrap: anywhere;
  }
  .result {
    display: flex;
    align-items: center;
    gap: 6px 16px;
    min-height: 64px;
    position: relative;
  }
  /* the sign between two lanes stands in the gutter */
  .lane:not(:last-child) .result {
    padding-right: 36px;
  }
  .result > .glyph {
    position: absolute;
    left: calc(var(--gutter) * -0.5 - 36px);
  }
  .big {
    font: 600 var(--result-type) / 1 var(--convdot-mono);
    letter-spacing: -0.04em;
  }
  .big.long {
    font-size: calc(var(--result-type) * 0.6);
  }
  .big.longest {
    font-size: calc(var(--result-type) * 0.44);
  }
  .big.raw-shape {
    font: 400 calc(var(--result-type) * 0.62) / 1.4 var(--convdot-sans);
    letter-spacing: 0;
  }
  .word {
    font-size: 13px;
    line-height: 18px;
    font-weight: 600;
    min-width: 0;
  }
  .word small {
    display: block;
    font-size: 12px;
    line-height: 16px;
    font-weight: 400;
    color: var(--convdot-ink-2);
  }
  .word.identical,
  .word.rounding {
    color: var(--convdot-equal);
  }
  .word.different {
    color: var(--convdot-differ);
  }
  .work {
    width: var(--convdot-lane);
    max-width: 100%;
    margin-top: 8px;
    display: flex;
    flex-direction: column;
  }
  /* the closing lines of the three lanes are level */
  convdot-raw-dot .work > :last-child {
    flex: 1;
    display: flex;
    flex-direction: column;
  }
  .scroller.tall {
    max-height: calc(var(--convdot-cell) * 13);
    max-width: none;
    scrollbar-width: thin;
    padding: 2px;
    margin: 0 -2px 0 -2px;
  }
  .three {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-end;
    gap: 6px 0;
    margin-bottom: 12px;
  }
  .three > .operator {
    width: calc(var(--convdot-cell) * 0.625);
    align-self: center;
    margin-top: 20px;
    text-align: center;
    font: 400 18px/1 var(--convdot-sans);
    color: var(--convdot-ink-2);
  }
  .with-caption {
    display: grid;
    gap: 6px;
    justify-items: start;
  }
  .with-caption .caption {
    white-space: nowrap;
    height: 16px;
  }
  .unlike-block {
    display: block;
    outline: 1.5px solid var(--convdot-differ);
    outline-offset: 1px;
  }
  .chart-title {
    margin: 12px 0 4px;
  }
  .chart {
    display: block;
    width: calc(var(--convdot-cell) * 10.25);
    max-width: 100%;
    overflow: visible;
    margin-bottom: 10px;
  }
  .chart text {
    font: 500 0.4px var(--convdot-mono);
    text-anchor: middle;
    fill: var(--convdot-ink-2);
  }
  .chart .size-4 {
    font-size: 0.34px;
  }
  .chart .size-5,
  .chart .size-6 {
    font-size: 0.29px;
  }
  .chart .origin {
    text-anchor: start;
  }
  .chart .term,
  .chart .total {
    fill: var(--convdot-ink);
  }
  .chart .total {
    font-weight: 700;
  }
  .chart line {
    stroke: var(--convdot-ink-2);
    stroke-width: 1px;
    vector-effect: non-scaling-stroke;
  }
  .chart .axis {
    stroke: var(--convdot-line-edit);
  }
  .bar {
    fill: var(--convdot-ink-2);
    stroke-width: 1px;
    vector-effect: non-scaling-stroke;
  }
  .bar.pos {
    fill: color-mix(in oklab, var(--convdot-pos) var(--amount), var(--convdot-zero));
    stroke: var(--convdot-pos-bar);
  }
  .bar.neg {
    fill: color-mix(in oklab, var(--convdot-neg) var(--amount), var(--convdot-zero));
    stroke: var(--convdot-neg-bar);
  }
  .closing {
    margin-top: auto;
    padding-top: 8px;
    border-top: 1px solid var(--convdot-line);
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 0.6ch;
    font: 500 14px/20px var(--convdot-mono);
    overflow-wrap: anywhere;
  }
  .closing b {
    margin-left: auto;
    font-weight: 700;
  }
  em {
    font: 400 12px/16px var(--convdot-sans);
    color: var(--convdot-ink-2);
  }
  .captions {
    display: flex;
    justify-content: space-between;
    gap: 16px;
    width: max-content;
    min-width: calc((var(--n) + 1.25) * var(--convdot-cell));
    margin-bottom: 6px;
  }
  .weave {
    position: relative;
    display: grid;
    grid-template-columns: repeat(var(--n), var(--convdot-cell)) calc(var(--convdot-cell) * 0.25) var(--convdot-cell);
    grid-template-rows: var(--convdot-cell) calc(var(--convdot-cell) * 0.25) repeat(var(--n), var(--convdot-cell));
    width: max-content;
    margin-bottom: 14px;
  }
  .weave svg {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    pointer-events: none;
  }
  .weave path {
    fill: none;
    stroke: var(--convdot-line);
    stroke-width: 1px;
    vector-effect: non-scaling-stroke;
  }
  .row-vector {
    grid-area: 1 / 1 / 2 / span var(--n);
  }
  .column-vector {
    grid-area: 3 / calc(var(--n) + 2) / span var(--n) / auto;
  }
  .crossing {
    grid-area: calc(var(--k) + 3) / calc(var(--k) + 1);
  }
  .orders {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-end;
    gap: 8px 12px;
    margin: 12px 0 10px;
  }
  .orders label {
    display: grid;
    gap: 2px;
  }
  .button {
    height: 28px;
    padding: 0 10px;
    border: 1px solid var(--convdot-line-edit);
    border-radius: var(--convdot-radius);
    background: none;
    font-size: 13px;
    cursor: pointer;
  }
  .button:hover {
    background: var(--convdot-sunken);
    border-color: var(--convdot-ink);
  }
  .pairs {
    display: grid;
    grid-template-columns: max-content max-content 1fr;
    gap: 10px 6px;
    align-items: end;
    margin: 6px 0 16px;
  }
  .pairs .index {
    align-self: start;
    min-width: 2ch;
    text-align: right;
    font: 400 11px / var(--convdot-cell) var(--convdot-mono);
    color: var(--convdot-ink-2);
  }
  .pairs .running {
    font: 500 12px / var(--convdot-cell) var(--convdot-mono);
    text-align: right;
  }
  .pairs .cell.product {
    border-top: 2px solid var(--convdot-page);
  }
  .against {
    display: flex;
    flex-wrap: wrap;
    gap: 0 24px;
    margin: 0 0 18px;
    font: 500 13px/20px var(--convdot-mono);
  }
  .unlike {
    color: var(--convdot-differ);
  }
  .note {
    font-size: 13px;
    line-height: 20px;
    color: var(--convdot-ink-2);
    margin: 4px 0 8px;
  }
  .error {
    font-size: 13px;
    line-height: 20px;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    padding-left: 12px;
    border-left: 2px solid var(--convdot-differ);
    margin: 0 0 8px;
  }
  .error b {
    color: var(--convdot-differ);
    font-weight: 600;
  }
  .facts {
    display: grid;
    grid-template-columns: max-content max-content;
    gap: 2px 16px;
    font-size: 13px;
    line-height: 20px;
    margin-bottom: 8px;
  }
  .facts dt {
    color: var(--convdot-ink-2);
  }
  .facts dd {
    font-family: var(--convdot-mono);
  }

  /* ---------- the verdict, always in view ---------- */
  convdot-verdict {
    grid-column: 1 / -1;
    position: sticky;
    bottom: 0;
    z-index: 10;
  }
  .verdict-bar {
    display: flex;
    align-items: center;
    gap: 2px 12px;
    min-height: 40px;
    /* as wide as the element, whatever the width of the bench in it */
    margin: 0 calc(50% - 50cqw);
    padding: 6px calc(50cqw - 50%);
    background: var(--convdot-page);
    border-top: 1px solid var(--convdot-line);
    font-size: 13px;
    line-height: 18px;
  }
  .verdict-bar .glyph {
    width: 22px;
    height: 22px;
    font-size: 16px;
    border-width: 1.5px;
  }
  .verdict-bar b {
    font-weight: 600;
  }
  .verdict-step {
    margin-left: auto;
  }

  /* ---------- held ---------- */
  /* results of the last valid numbers: all colour gone, still to be read */
  .stale,
  .stale :is(*, .cell) {
    color: var(--convdot-ink-2);
  }
  .stale :is(.cell, .glyph) {
    background: var(--convdot-zero);
  }
  .stale :is(.glyph, .raw-shape),
  .stale .raw-shape::before,
  .stale .raw-shape::after {
    border-color: var(--convdot-line-edit);
  }
  .stale .outline,
  .stale .block.outlined::after,
  .stale .unlike-block {
    border-color: var(--convdot-line-edit);
    outline-color: var(--convdot-line-edit);
  }
  .stale .bar {
    fill: var(--convdot-zero);
    stroke: var(--convdot-line-edit);
  }
  .stale .stale-note {
    color: var(--convdot-differ);
  }

  /* ---------- wide ---------- */
  @container convdot (min-width: 1680px) {
    .bench {
      --convdot-cell: 36px;
      --cell-type: 15px;
      --answer-type: 46px;
      --answer-line: 54px;
      --result-type: 46px;
      --gutter: 72px;
      max-width: 1640px;
    }
    convdot-answer {
      padding: 40px 0 28px;
    }
  }

  /* ---------- narrow: the verdict first, then one column ---------- */
  @container convdot (max-width: 1179px) {
    .bench {
      --edge: 24px;
      --operator: 40px;
      grid-template-columns: minmax(0, 1fr);
    }
    convdot-answer h1,
    .why,
    .strip,
    convdot-volumes {
      grid-column: 1 / -1;
    }
    .strip {
      grid-row: auto;
      margin-top: 16px;
      width: 100%;
      max-width: 420px;
    }
    .examples {
      max-width: 100%;
    }
    .settings {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(328px, 100%), 1fr));
      gap: 8px 48px;
      margin-top: 24px;
    }
    convdot-formula {
      margin-top: 0;
    }
    .equation {
      display: flex;
      flex-wrap: wrap;
      gap: 16px 0;
    }
    .terms {
      display: grid;
      max-width: 100%;
      grid-template-columns: minmax(0, auto) var(--operator) max-content;
    }
    .terms + .terms {
      grid-template-columns: var(--operator) max-content var(--operator) minmax(0, auto);
    }
    .lanes {
      grid-template-columns: repeat(auto-fit, minmax(min(328px, 100%), 1fr));
      grid-template-rows: none;
      gap: 0 40px;
    }
    .lane {
      display: block;
      margin-top: 24px;
    }
    .lane:last-child {
      grid-column: 1 / -1;
    }
    .lane:last-child .work {
      width: 100%;
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(328px, 100%), 1fr));
      gap: 0 40px;
    }
    .result > .glyph {
      position: static;
    }
    .closing {
      margin-top: 8px;
    }
  }
  @container convdot (max-width: 719px) {
    .bench {
      --edge: 16px;
      --operator: 18px;
      /* a row of a wide font's letters must not make the page scroll sideways */
      overflow-x: clip;
      --answer-type: 24px;
      --answer-line: 28px;
      --result-type: 36px;
    }
    convdot-answer {
      padding: 14px 0 16px;
    }
    .strip {
      margin-top: 12px;
    }
    .controls {
      gap: 8px 16px;
    }
    .strip .raw-shape.many {
      font-size: calc(var(--result-type) * 0.29);
      padding: 0 5px;
    }
    .terms + .terms > .operator {
      margin-top: 18px;
    }
    .legend {
      min-width: 100%;
      white-space: normal;
    }
    .volume.numbered .head,
    .hint {
      margin-left: 14px;
    }
    .volume.numbered .scroller,
    .volume.numbered .tabs {
      padding-left: 14px;
    }
    .numbers {
      font-size: 10px;
    }
    .readout {
      left: 0;
    }
    .verdict-bar .muted {
      display: none;
    }
    .result {
      flex-wrap: wrap;
      padding-right: 0 !important;
    }
    .word {
      flex: 1 1 120px;
    }
    /* the blocks' own heads name them */
    .volumes h2 {
      position: absolute;
      clip-path: inset(50%);
    }
    .seen {
      display: none;
    }
    .volumes {
      display: flex;
      flex-direction: column;
      padding-top: 8px;
    }
    .volumes .section-head {
      order: 1;
      margin-top: 20px;
    }
    .settings {
      order: 2;
    }
    .why {
      font-size: 14px;
      line-height: 20px;
    }
    convdot-volumes {
      margin-top: 0;
    }
  }
  @container convdot (max-width: 359px) {
    .bench {
      --convdot-cell: 28px;
      --cell-type: 13px;
      --edge: 12px;
    }
    .strip {
      gap: 4px;
    }
    .controls {
      grid-template-columns: 1fr;
    }
    math {
      font-size: 13px;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    * {
      transition: none !important;
    }
    .button.motion {
      display: none;
    }
  }
  @media print {
    :host {
      color-scheme: light;
    }
    convdot-verdict {
      position: static;
    }
    .scroller {
      overflow: visible;
      max-height: none !important;
    }
  }
`;
