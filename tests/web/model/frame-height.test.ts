import assert from 'node:assert/strict';
import { test } from 'node:test';
import { speakHeights } from '../../../web/src/model/frame-height.ts';

function speaking(origin = 'https://convdot.example') {
  const posted: unknown[] = [];
  const frame = { origin, innerWidth: 700 };
  return { frame, heights: speakHeights(frame, (message) => posted.push(message)), take: () => posted.splice(0) };
}
const h5p = (height: number) => ({ context: 'h5p', action: 'resize', scrollHeight: height, height });
const canvas = (height: number) => ({ subject: 'lti.frameResize', height });
const settings = 'one:8:false:false:32:true:true:null:bodyOffset:null:null:0:false:parent:scroll:true';

test('a height is reported once in each format, and again when it changes', () => {
  const { heights, take } = speaking();
  heights.tell(500);
  assert.deepEqual(take(), ['[iFrameResizerChild]Ready', { context: 'h5p', action: 'hello' }, canvas(500), h5p(500)]);
  heights.tell(500);
  assert.deepEqual(take(), []);
  heights.tell(300);
  assert.deepEqual(take(), [canvas(300), h5p(300)]);
  heights.tell(900);
  assert.deepEqual(take(), [canvas(900), h5p(900)]);
});

test('in a sandbox no message needs a reply to an origin', () => {
  const { heights, take } = speaking('null');
  heights.tell(500);
  assert.deepEqual(take(), ['[iFrameResizerChild]Ready', canvas(500), h5p(500)]);
});

test('iframe-resizer gets only heights, under its own id', () => {
  const { frame, heights, take } = speaking();
  heights.hear('[iFrameSizer]resize');
  heights.hear(`[iFrameSizer]${settings}`);
  assert.deepEqual(take(), [], 'there is no height yet');
  heights.tell(500);
  assert.equal(take().at(-1), '[iFrameSizer]one:500:700:init:convdot');
  frame.innerWidth = 600;
  heights.tell(520);
  assert.equal(take().at(-1), '[iFrameSizer]one:520:600:size:convdot');
  // A request gets an answer even if the height is unchanged: the host may have set another one.
  for (const command of ['resize', 'reset', 'pageInfo:{"a":1}']) {
    heights.hear(`[iFrameSizer]${command}`);
    assert.deepEqual(take(), ['[iFrameSizer]one:520:600:size:convdot'], command);
  }
  heights.hear(`[iFrameSizer]${settings.replace('one', 'two').replace('false', 'true')}`);
  assert.deepEqual(take(), ['[iFrameSizer]two:520:600:init:convdot']);
});

test('H5P gets the height, and no other message gets an answer', () => {
  const { heights, take } = speaking();
  heights.hear({ context: 'h5p', action: 'resize' });
  assert.deepEqual(take(), [], 'there is no height yet');
  heights.tell(500);
  take();
  for (const action of ['hello', 'resize']) {
    heights.hear({ context: 'h5p', action });
    assert.deepEqual(take(), [h5p(500)], action);
  }
  const others = [null, undefined, 5, '', 'resize', '[iFrameSizer', [], {}, { context: 'h5p' }, { action: 'resize' }];
  for (const other of [...others, { context: 'h5p', action: 'fullScreen' }, canvas(1), { subject: 'lti.frameResize.response' }])
    heights.hear(other);
  assert.deepEqual(take(), []);
});
