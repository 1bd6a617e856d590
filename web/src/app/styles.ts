// The style sheets of <conv-dot>, in the order in which they apply. Vite minifies each (`?inline`).
import { type CSSResult, unsafeCSS } from 'lit';
import cells from '../cells/cells.css?inline';
import grids from '../cells/grid.css?inline';
import demonstration from '../demonstration/demonstration.css?inline';
import answer from '../example/answer.css?inline';
import settings from '../example/controls.css?inline';
import verdict from '../example/verdict-bar.css?inline';
import volumes from '../example/volumes.css?inline';
import matrix from '../matrix/matrix.css?inline';
import tools from '../panels/panels.css?inline';
import step from '../step/step.css?inline';
import base from '../styles/base.css?inline';
import display from '../styles/display.css?inline';
import held from '../styles/outdated.css?inline';
import tokensCss from '../styles/tokens.css?inline';
import widths from '../styles/widths.css?inline';
import timeline from '../timeline/timeline.css?inline';

/** The page around the example uses them too. */
export const tokens: CSSResult = unsafeCSS(tokensCss);

export const example: CSSResult = unsafeCSS(
  [
    base,
    cells,
    grids,
    answer,
    demonstration,
    volumes,
    settings,
    step,
    matrix,
    verdict,
    timeline,
    tools,
    held,
    widths,
    display,
  ].join(''),
);
