// custom-elements.json: what <conv-dot> offers, for editors and documentation. The custom properties and their defaults are those of
// tokens.css, which must all be described here; a page test holds the rest to the real element.
import type { CustomElementDeclaration, CustomElementField, Package } from 'custom-elements-manifest';

const attributes = {
  x: ['string', 'The input: H×W, H×W×C or m×H×W×C as nested lists, such as [[1,2],[3,4]].'],
  w: ['string', 'The filter: f_H×f_W, that ×n_C, or that ×n_F.'],
  b: ['string', 'The bias: one number for all filters, or a list of n_F.'],
  stride: ['string', 'A number, or h,w.'],
  dilation: ['string', 'A number, or h,w.'],
  pad: ['string', 'valid, same, same-lower, a number, h,w or top,left,bottom,right.'],
  groups: ['string', 'Groups of channels.'],
  flip: ['0 | 1', '1 turns the filter by 180 degrees: the mathematical convolution.'],
  dtype: ['float64 | float32', 'The type of the arithmetic and of the results.'],
  order: ['string', 'How the window and the filter are unrolled: hwc, chw or fortran each, with a comma.'],
  step: ['string', 'The output value that is looked at: row,column, with the image before and the filter behind.'],
  preset: ['string', 'The slug of an example, in place of x and w.'],
  lesson: ['string', 'The slug of a lesson, in place of x and w.'],
  seed: ['string', "A seed and the shapes that NumPy's randn draws from it, in place of x, w or b, such as 1,x.4.4.3,w.3.3.3."],
  edit: ['string', 'Cells that were changed after a preset or a seed: block, flat index and number, such as x.12.5,w.3.-1.'],
  open: ['string', 'Panels that are open: numpy, speed.'],
  hide: ['string', 'Parts that are not shown: answer, example, step, matrix, timeline, numpy, speed, with commas.'],
  expr: ['string', 'What the NumPy cell begins with; alone it opens the cell.'],
  lang: ['en | es', "The language; the browser's where there is none."],
  theme: ['auto | light | dark', "Colours; the browser's where there is none."],
  display: ['string', 'How numbers are shown: plain (no colours), numbered, large, with commas.'],
  allow: ['string', 'Origins whose messages are answered, with spaces between; none unless said.'],
} as const;
/** Attributes that follow their properties. */
const reflected: readonly string[] = ['lang', 'theme', 'display'];

const slots = {
  lesson: "The author's own text, above the example.",
  after: "The author's own text, below it.",
};

const cssParts = {
  answer: 'The question and its answer.',
  example: 'All of it.',
  input: 'The input, with its caption and its tabs.',
  filter: 'The filter.',
  bias: 'The bias.',
  output: 'The output.',
  controls: 'The hyperparameters.',
  lane: 'Each of the three ways of one step.',
  matrix: 'The unrolled matrix, the filters and their product.',
  verdict: 'The verdict on this step.',
  tools: 'The panels below the example.',
  timeline: 'What sticks to the bottom: the readout, the verdict and the timeline.',
};

const cssProperties: Record<string, string> = {
  page: 'The background.',
  sunken: 'The background of what lies deeper.',
  ink: 'Text.',
  'ink-2': 'Text of less weight.',
  line: 'Lines between things.',
  'line-edit': 'Lines around what can be edited.',
  zero: 'The colour of a 0.',
  pos: 'The colour of the largest value.',
  neg: 'The colour of the smallest value.',
  'pos-bar': 'The mark of positive values.',
  'neg-bar': 'The mark of negative values.',
  chosen: 'The chosen window, wherever it appears.',
  equal: 'The verdict that the two agree.',
  differ: 'The verdict that they differ, and what is refused.',
  focus: 'The ring around what has the focus.',
  radius: 'The radius of corners.',
  sans: 'The typeface of words.',
  mono: 'The typeface of numbers.',
  move: 'How long a small movement takes.',
  ease: 'The timing of movements.',
};

/** The tokens that a host page may set: those of `:host`, with their defaults. */
function tokens(css: string): { name: string; default: string; description: string }[] {
  const declared = [...css.matchAll(/^ {2}--convdot-([\w-]+): ([^;]+);/gm)].map(([, name = '', value = '']) => {
    const description = cssProperties[name];
    if (description === undefined) throw new Error(`--convdot-${name} stands in tokens.css and not in build/manifest.ts.`);
    return { name: `--convdot-${name}`, default: value, description };
  });
  const missing = Object.keys(cssProperties).find((name) => !declared.some((each) => each.name === `--convdot-${name}`));
  if (missing) throw new Error(`--convdot-${missing} stands in build/manifest.ts and not in tokens.css.`);
  return declared;
}

const named = (descriptions: Record<string, string>) =>
  Object.entries(descriptions).map(([name, description]) => ({ name, description }));

/** The manifest, for the text of tokens.css. */
export function manifest(tokensCss: string): Package {
  const element: CustomElementDeclaration = {
    kind: 'class',
    customElement: true,
    tagName: 'conv-dot',
    name: 'ConvDotElement',
    description: 'A convolution as a dot product: the example, on one case of numbers that can be edited.',
    attributes: Object.entries(attributes).map(([name, [type, description]]) => ({ name, type: { text: type }, description })),
    members: [
      ...Object.entries(attributes).map(
        ([name, [, description]]): CustomElementField => ({
          kind: 'field',
          name,
          attribute: name,
          reflects: reflected.includes(name),
          type: { text: name === 'allow' ? 'string' : `StateInput['${name}']` },
          description: name === 'allow' ? description : `${description} Lists and numbers as well as text.`,
        }),
      ),
      {
        kind: 'field',
        name: 'state',
        type: { text: 'State' },
        description: 'The state. What is set is checked as an address is; what it refuses is shown.',
      },
    ],
    events: [
      {
        name: 'convdot-change',
        type: { text: 'CustomEvent<ConvDotChange>' },
        description: 'After every change that has been computed, with the state and the result.',
      },
      {
        name: 'convdot-problem',
        type: { text: 'CustomEvent<ConvDotProblem>' },
        description: "A value was refused: why, in sentences of the reader's language.",
      },
      {
        name: 'convdot-display',
        type: { text: 'CustomEvent<string>' },
        description: 'The learner has numbered the cells, or no longer wants them numbered: the new value of display.',
      },
      {
        name: 'convdot-panels',
        type: { text: 'CustomEvent<ConvDotPanels>' },
        description:
          'The learner has opened or closed a panel, or run something in the NumPy cell: the new values of open and expr.',
      },
    ],
    slots: named(slots),
    cssParts: named(cssParts),
    cssProperties: tokens(tokensCss),
  };
  const declaration = { name: element.name, module: 'element.js' };
  return {
    schemaVersion: '2.1.0',
    modules: [
      {
        kind: 'javascript-module',
        path: declaration.module,
        declarations: [element],
        exports: [
          { kind: 'js', name: element.name, declaration },
          { kind: 'custom-element-definition', name: element.tagName ?? '', declaration },
        ],
      },
    ],
  };
}
