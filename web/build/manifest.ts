// custom-elements.json: describes <conv-dot> for editors and documentation. The custom properties and their defaults come from
// tokens.css, and each needs a description here; a page test compares the rest with the real element.
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
  order: ['string', 'The order in which the window and the filter are unrolled: hwc, chw or fortran for each, with a comma.'],
  step: ['string', 'The chosen output value: row,column, optionally with the image before them and the filter after them.'],
  preset: ['string', 'The slug of an example, instead of x and w.'],
  lesson: ['string', 'The slug of a lesson, instead of x and w.'],
  seed: ['string', "A seed and the shapes that NumPy's randn draws from it, instead of x, w or b, such as 1,x.4.4.3,w.3.3.3."],
  edit: ['string', 'Cells changed after a preset or a seed: block, flat index and number, such as x.12.5,w.3.-1.'],
  open: ['string', 'Open panels: numpy, image, speed, separated by commas.'],
  hide: ['string', 'Hidden parts: answer, bench, step, matrix, timeline, numpy, image, speed, separated by commas.'],
  expr: ['string', 'The initial expression of the NumPy cell; without open, it opens the cell.'],
  lang: ['en | es', "The language; by default the browser's."],
  theme: ['auto | light | dark', "The colours; by default the browser's."],
  display: ['string', 'The display: plain (no colours), numbered, large, separated by commas.'],
  allow: ['string', 'Origins whose messages get an answer, separated by spaces; none by default.'],
} as const;
/** Attributes that reflect their properties. */
const reflected: readonly string[] = ['lang', 'theme', 'display'];

const slots = {
  lesson: "The author's own text, above the example.",
  after: "The author's own text, below it.",
};

const cssParts = {
  answer: 'The question and its answer.',
  demonstration: 'The chosen step in three acts.',
  bench: 'The whole element.',
  input: 'The input, with its caption and its tabs.',
  filter: 'The filter.',
  bias: 'The bias.',
  output: 'The output.',
  controls: 'The hyperparameters.',
  lane: 'Each of the three ways of one step.',
  matrix: 'The unrolled matrix, the filters and their product.',
  verdict: 'The verdict on this step.',
  tools: 'The panels below the example.',
  timeline: 'The bar at the bottom: the readout, the verdict and the timeline.',
};

const cssProperties: Record<string, string> = {
  page: 'The background.',
  sunken: 'The background of sunken areas.',
  ink: 'Text.',
  'ink-2': 'Secondary text.',
  line: 'Lines between parts.',
  'line-edit': 'Lines around editable cells and fields.',
  zero: 'The colour of a 0.',
  pos: 'The colour of the largest value.',
  neg: 'The colour of the smallest value.',
  'pos-bar': 'The mark of positive values.',
  'neg-bar': 'The mark of negative values.',
  chosen: 'The chosen window, in every view.',
  equal: 'The verdict that the two ways agree.',
  differ: 'The verdict that they differ, and errors.',
  focus: 'The focus ring.',
  radius: 'The corner radius.',
  sans: 'The typeface of words.',
  mono: 'The typeface of numbers.',
  move: 'The duration of a small movement.',
  ease: 'The timing of movements.',
};

/** The tokens that a host page may set: those of `:host`, with their defaults. */
function tokens(css: string): { name: string; default: string; description: string }[] {
  const declared = [...css.matchAll(/^ {2}--convdot-([\w-]+): ([^;]+);/gm)].map(([, name = '', value = '']) => {
    const description = cssProperties[name];
    if (description === undefined) throw new Error(`--convdot-${name} is in tokens.css but not in build/manifest.ts.`);
    return { name: `--convdot-${name}`, default: value, description };
  });
  const missing = Object.keys(cssProperties).find((name) => !declared.some((each) => each.name === `--convdot-${name}`));
  if (missing) throw new Error(`--convdot-${missing} is in build/manifest.ts but not in tokens.css.`);
  return declared;
}

const named = (descriptions: Record<string, string>) =>
  Object.entries(descriptions).map(([name, description]) => ({ name, description }));

/** The manifest for the given text of tokens.css. */
export function manifest(tokensCss: string): Package {
  const element: CustomElementDeclaration = {
    kind: 'class',
    customElement: true,
    tagName: 'conv-dot',
    name: 'ConvDotElement',
    description: 'A convolution as a dot product: the example, with editable numbers.',
    attributes: Object.entries(attributes).map(([name, [type, description]]) => ({ name, type: { text: type }, description })),
    members: [
      ...Object.entries(attributes).map(
        ([name, [, description]]): CustomElementField => ({
          kind: 'field',
          name,
          attribute: name,
          reflects: reflected.includes(name),
          type: { text: name === 'allow' ? 'string' : `StateInput['${name}']` },
          description: name === 'allow' ? description : `${description} Takes lists and numbers as well as text.`,
        }),
      ),
      {
        kind: 'field',
        name: 'state',
        type: { text: 'State' },
        description: 'The state. A new value is checked like a link; the element shows the problems.',
      },
    ],
    events: [
      {
        name: 'convdot-change',
        type: { text: 'CustomEvent<ConvDotChange>' },
        description: 'Sent after every computed change, with the state and the result.',
      },
      {
        name: 'convdot-problem',
        type: { text: 'CustomEvent<ConvDotProblem>' },
        description: "A value was rejected: the reasons, as sentences in the reader's language.",
      },
      {
        name: 'convdot-display',
        type: { text: 'CustomEvent<string>' },
        description: 'The learner turned cell numbers on or off: the new value of display.',
      },
      {
        name: 'convdot-panels',
        type: { text: 'CustomEvent<ConvDotPanels>' },
        description: 'The learner opened or closed a panel, or ran something in the NumPy cell: the new values of open and expr.',
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
