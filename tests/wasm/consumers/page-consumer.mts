// A page that embeds ConvDot as an element and as a frame: compiled, never run. What is marked must not compile.

import type { ConvDotAttributes, ConvDotChange, ConvDotEventMap } from 'convdot/element';
import { ConvDotElement } from 'convdot/element';
import type { Entry, MessageIn, MessageOut, Result, State, StateInput } from 'convdot/messages';

const element = document.createElement('conv-dot');
const same: ConvDotElement = element;
const isOne: boolean = same instanceof ConvDotElement;
element.hide = 'answer,step';
element.theme = 'dark';
element.display = 'large';
element.lang = 'es';
// @ts-expect-error
element.colour = 'red';

element.addEventListener('convdot-change', (event) => {
  const change: ConvDotChange = event.detail;
  const state: State = change.state;
  const first: Entry | undefined = state.b[0];
  const [h, w]: [number, number] = state.stride;
  const flip: 0 | 1 = state.flip;
  const order: 'hwc,hwc' | 'chw,fortran' | string = state.order;
  const result: Result = change.result;
  const total: number = result.multiplySum.length;
  console.log(first, h, w, flip, order, total, result.verdict === 'identical');
  // @ts-expect-error
  console.log(state.strides);
  // @ts-expect-error
  console.log(result.verdict === 'equal');
});
document.addEventListener('convdot-change', ({ detail }) => console.log(detail.state.x));
const display: ConvDotEventMap['convdot-display'] = new CustomEvent('convdot-display', { detail: 'numbered' });
console.log(display.detail.split(','));
element.addEventListener('convdot-panels', ({ detail }) => console.log(detail.open.split(','), detail.expr.length));

element.state = {
  x: [[1, '1/2']],
  w: '[[3]]',
  b: 1,
  stride: '1,2',
  pad: [1, 2, 3, 4],
  flip: true,
  order: ['hwc', 'fortran'],
  step: [0, 1],
};
element.state = { preset: 'vertical-edge', hide: ['header'], lang: 'auto', theme: 'auto', display: 'plain' };
const given: StateInput = element.state;
// @ts-expect-error
element.state = { x: 7 };
// @ts-expect-error
element.state = { strides: 1 };

const attributes: Required<ConvDotAttributes> = {
  ...{ x: '[[1]]', w: '[[2]]', b: 0, stride: 1, dilation: '1,2', pad: 'same', groups: 1, flip: 1, dtype: 'float32' },
  ...{
    order: 'hwc,chw',
    step: '0,0',
    preset: '',
    lesson: '',
    seed: '',
    edit: '',
    open: 'numpy',
    hide: '',
    expr: 'a @ W',
    lang: 'en',
    theme: 'auto',
    display: '',
    allow: '',
  },
};
for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));

const frame = document.querySelector('iframe')?.contentWindow;
const questions: MessageIn[] = [
  { type: 'convdot:get', v: 1 },
  { type: 'convdot:set', v: 1, state: given },
];
for (const question of questions) frame?.postMessage(question, '*');
// @ts-expect-error
questions.push({ type: 'convdot:set', v: 1 });
addEventListener('message', ({ data, source }: MessageEvent<MessageOut>) => {
  if (source !== frame) return;
  switch (data.type) {
    case 'convdot:ready':
      return console.log(data.v satisfies 1);
    case 'convdot:resize':
      return console.log(data.height.toFixed());
    case 'convdot:answer':
      return console.log(data.lesson.length, data.correct ? 1 : 0);
    case 'convdot:state':
      return console.log(data.state.step, data.result.shape);
    case 'convdot:error':
      return console.log(data.code.length, data.message.length);
    default:
      return data satisfies never;
  }
});

export { isOne };
