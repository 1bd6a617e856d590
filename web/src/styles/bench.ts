// The style sheets of <conv-dot>, in the order in which they apply. Vite minifies each (`?inline`).
import { type CSSResult, unsafeCSS } from 'lit';
import answer from './answer.css?inline';
import base from './base.css?inline';
import cells from './cells.css?inline';
import display from './display.css?inline';
import grids from './grids.css?inline';
import held from './held.css?inline';
import matrix from './matrix.css?inline';
import settings from './settings.css?inline';
import step from './step.css?inline';
import timeline from './timeline.css?inline';
import tokensCss from './tokens.css?inline';
import tools from './tools.css?inline';
import verdict from './verdict.css?inline';
import volumes from './volumes.css?inline';
import widths from './widths.css?inline';

/** Those of the page around the bench as well. */
export const tokens: CSSResult = unsafeCSS(tokensCss);

export const bench: CSSResult = unsafeCSS(
  [base, answer, cells, grids, volumes, settings, step, matrix, verdict, timeline, tools, held, widths, display].join(''),
);
