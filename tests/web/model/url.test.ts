import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { type TestContext, test } from 'node:test';
import { deflateRawSync, deflateSync } from 'node:zlib';
import { chooseStep, resize, setCell, setOptions } from '../../../web/src/model/edits.ts';
import { parseNumber } from '../../../web/src/model/number.ts';
import { loadPreset, openingState, presets } from '../../../web/src/model/presets.ts';
import type { Lang, State, View } from '../../../web/src/model/state.ts';
import {
  compactHash,
  defaultView,
  isReadable,
  readHash,
  readObject,
  splitQuery,
  writeHash,
  writeObject,
} from '../../../web/src/model/url.ts';
import type { Sentence } from '../../../web/src/words/words.ts';
import { languages } from '../languages.ts';
import { content, generator, noGenerator, randn, random, randomState } from './support.ts';

const read = (hash: string) => readHash(hash, noGenerator);

function say(problems: readonly Sentence[], lang: Lang = 'en'): string[] {
  return problems.map((problem) => problem(languages[lang]));
}

async function readWell(hash: string): Promise<{ state: State; view: View }> {
  const { state, view, problems } = await readHash(hash, generator);
  assert.deepEqual(say(problems), [], hash.slice(0, 200));
  return { state, view };
}

test('an empty hash is the opening case', async () => {
  for (const hash of ['', '#', 'v=1', '#v=1', '#v=1&', '#main', '#&&']) {
    assert.deepEqual(await readWell(hash), { state: openingState, view: defaultView }, hash);
  }
  assert.equal(writeHash(openingState, defaultView), 'v=1');
  assert.equal(await compactHash(openingState, defaultView), 'v=1');
});

test('blocks of two, three and four levels', async () => {
  const shapes = async (hash: string) => {
    const { state } = await readWell(hash);
    return [state.x.shape, state.w.shape, state.b.shape];
  };
  assert.deepEqual(await shapes('x=[[1,2,3],[4,5,6]]&w=[[1]]'), [[1, 2, 3, 1], [1, 1, 1, 1], [1]]);
  assert.deepEqual(await shapes('x=[[[1,2,3]],[[4,5,6]]]&w=[[[1,2,3]]]'), [[1, 2, 1, 3], [1, 1, 3, 1], [1]]);
  assert.deepEqual(await shapes('x=[[[[1]]],[[[2]]]]&w=[[[[1,2,3]]]]'), [[2, 1, 1, 1], [1, 1, 1, 3], [3]]);
  assert.deepEqual(await shapes('x=[[[1,2,3]]]&w=[[1]]'), [[1, 1, 1, 3], [1, 1, 1, 1], [1]], "left to the core's refusal");
  assert.deepEqual((await readWell('x=[[1,2],[3,4]]')).state.w, openingState.w);
  assert.deepEqual((await readWell('w=[[5]]')).state.x, openingState.x);
  assert.equal((await readWell('w=[[5]]')).state.preset, null);
});

test('numbers as they may be typed', async () => {
  const { state } = await readWell('x=[[1/3, -0],[1e-3,nan],[−2,+inf],[1e+5,.5]]&w=[[1.0]]&b=-1/4');
  assert.deepEqual(state.x.data, [1 / 3, -0, 0.001, Number.NaN, -2, Infinity, 1e5, 0.5]);
  assert.deepEqual(
    [...state.x.typed],
    [
      [0, '1/3'],
      [2, '1e-3'],
      [6, '1e+5'],
      [7, '.5'],
    ],
  );
  assert.deepEqual([state.w.data[0], state.w.typed.get(0)], [1, '1.0']);
  assert.deepEqual([state.b.data, state.b.typed.get(0)], [[-0.25], '-1/4']);
});

test('brackets, commas and blanks may be percent-encoded, blanks may be +', async () => {
  const plain = await readWell('x=[[1,2],[3,-4]]&stride=2,1');
  for (const hash of [
    '#x=%5B%5B1,2%5D,%5B3,-4%5D%5D&stride=2%2C1',
    'x=%5b%5b1%2c2%5d%2c%5b3%2c-4%5d%5d&stride=2,+1',
    'x=[[1,+2],+[3,%20-4]]&stride=2,1',
    'x=%0A[[1,2],%09[3,-4]]&stride=2,1',
  ]) {
    assert.deepEqual(await readWell(hash), plain, hash);
  }
});

test('a bias is one number for all filters, or one for each', async () => {
  const w = 'w=[[[[1,2,3]]]]';
  assert.deepEqual((await readWell(w)).state.b.data, [0, 0, 0]);
  assert.deepEqual((await readWell(`${w}&b=1.5`)).state.b.data, [1.5, 1.5, 1.5]);
  const each = (await readWell(`${w}&b=[1,1/2,-3]`)).state.b;
  assert.deepEqual([each.shape, each.data, each.typed.get(1)], [[3], [1, 0.5, -3], '1/2']);
});

test('every option', async () => {
  const { state } = await readWell('stride=2,3&dilation=2&pad=1,2,3,4&groups=2&flip=1&dtype=float32&order=chw,fortran');
  assert.deepEqual([state.stride, state.dilation, state.pad, state.groups], [[2, 3], [2, 2], [1, 2, 3, 4], 2]);
  assert.deepEqual([state.flip, state.dtype, state.order], [true, 'float32', { window: 'chw', filter: 'fortran' }]);
  assert.equal(state.preset, 'vertical-edge', 'its numbers are untouched');
  for (const [text, pad] of [
    ['valid', 'valid'],
    ['same', 'same'],
    ['same-upper', 'same'],
    ['same-lower', 'same-lower'],
    ['0', 0],
  ]) {
    assert.deepEqual((await readWell(`pad=${text}`)).state.pad, pad);
  }
  assert.deepEqual((await readWell('pad=1,2')).state.pad, [1, 2]);
});

test('a step of two, three and four numbers', async () => {
  const step = async (text: string) => Object.values((await readWell(`step=${text}`)).state.step);
  assert.deepEqual(await step('1,2'), [0, 1, 2, 0]);
  assert.deepEqual(await step('3,1,2'), [3, 1, 2, 0]);
  assert.deepEqual(await step('0,1,2,5'), [0, 1, 2, 5]);
});

test('the view', async () => {
  const { view } = await readWell(
    'open=numpy,code&hide=header&lang=es&theme=dark&display=large,plain&lesson=flip&expr=np.dot(a,+W)%2B1',
  );
  assert.deepEqual(view, {
    open: ['numpy', 'code'],
    hide: ['header'],
    lang: 'es',
    theme: 'dark',
    display: ['plain', 'large'],
    lesson: 'flip',
    expr: 'np.dot(a, W)+1',
  });
});

test('an expression opens its cell unless the link says otherwise', async () => {
  const { view } = await readWell('expr=a@W');
  assert.deepEqual(view, { ...defaultView, open: ['numpy'], expr: 'a@W' });
  assert.deepEqual((await readObject({ expr: 'a' }, generator, { ...defaultView, open: ['code'] })).view.open, ['code', 'numpy']);
  assert.deepEqual((await readWell('expr=')).view, defaultView);
  const closed = { ...defaultView, expr: 'a @ W' };
  assert.equal(writeHash(openingState, closed), 'v=1&open=&expr=a%20%40%20W');
  assert.deepEqual((await readWell(writeHash(openingState, closed))).view, closed);
});

test('presets and lessons by slug, whose options the keys override', async () => {
  for (const { slug, lesson } of presets) {
    const state = await loadPreset(slug, randn);
    assert.deepEqual((await readWell(`preset=${slug}`)).state, state);
    if (lesson !== undefined) assert.deepEqual((await readWell(`lesson=${slug}`)).state, state);
    const hash = writeHash(state, defaultView);
    assert.equal(hash, slug === 'vertical-edge' ? 'v=1' : `v=1&preset=${slug}`);
  }
  const { state } = await readWell('preset=course-conv-forward&stride=1&step=1,2,3,4');
  assert.deepEqual([state.stride, state.pad, state.preset], [[1, 1], 1, 'course-conv-forward']);
  assert.equal(writeHash(state, defaultView), 'v=1&preset=course-conv-forward&stride=1&step=1,2,3,4');
  const other = (await readWell('preset=order&x=[[1]]')).state;
  assert.deepEqual([other.x.data, other.order.window, other.preset], [[1], 'chw', null]);
  assert.deepEqual((await readWell('preset=bias-once&w=[[1]]')).state.b.data, [0], "another filter has not the preset's bias");
  assert.equal((await readWell('lesson=flip&preset=order')).state.preset, 'order');
});

test('what is written', () => {
  const state = setOptions(setCell(openingState, 'x', 0, '1/3'), { stride: [2, 1], pad: [1, 1, 0, 0], flip: true });
  assert.match(writeHash(state, defaultView), /^v=1&x=%5B%5B1\/3,0,1,.*&w=.*%5D&stride=2,1&pad=1,1,0,0&flip=1$/);
  assert.equal(writeHash(chooseStep(openingState, { row: 1, filter: 2 }), defaultView), 'v=1&step=0,1,0,2');
  assert.equal(writeHash(openingState, { ...defaultView, lesson: 'vanished', expr: '' }), 'v=1');
  const invalid = setCell(setCell(openingState, 'x', 0, '8'), 'x', 0, '<b>');
  assert.match(writeHash(invalid, defaultView), /^v=1&x=%5B%5B8,0,/, 'the last valid value');
});

test('random states read back unchanged, in all three forms', async () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const { state, view } = randomState(seed);
    const again = await readWell(`#${writeHash(state, view)}`);
    assert.deepEqual(again, { state, view }, `seed ${seed}`);
    assert.deepEqual(await readWell(await compactHash(state, view)), { state, view }, `seed ${seed}, compact`);
    const object = JSON.parse(JSON.stringify(writeObject(state, view)));
    const { problems, ...read } = await readObject(object, generator);
    assert.deepEqual(say(problems), []);
    assert.deepEqual(read, { state, view }, `seed ${seed}, object`);
  }
});

// ---- links in text ----

interface Linkifier {
  match(text: string): { url: string }[] | null;
}
const require = createRequire(new URL('../../../web/package.json', import.meta.url));
const { LinkifyIt } = require('linkify-it') as { LinkifyIt: new () => Linkifier };

test('autolinkers keep the whole link, whatever stands around it', async () => {
  const linkify = new LinkifyIt();
  const around = [
    ['', ''],
    ['see (', ') there'],
    ['“', '”, or'],
    ['at ', '.'],
    ['', '.\nNext'],
    ['<', '>'],
    ['', '!'],
  ];
  around.push(['a ', ', b'], ['[', ']'], ["'", "'"], ['', '…'], ['', ' : no'], ['"', '"; so']);
  const check = (hash: string) => {
    assert.match(hash, /^v=1(&[\w=&,\-./%]*)?$/);
    assert.doesNotMatch(hash, /[._-]$/, 'GitHub leaves it out of the link');
    const url = `https://example.org/convdot/#${hash}`;
    for (const [before, after] of around) {
      const found = linkify.match(`${before}${url}${after}`)?.[0].url ?? '';
      assert.ok(found === url, `between ${before} and ${after}: …${found.slice(-60)} of …${url.slice(-60)}`);
    }
  };
  check('v=1');
  for (let seed = 1; seed <= 200; seed += 1) {
    const { state, view } = randomState(seed);
    check(writeHash(state, view));
    const edited = resize(state, { height: 12, width: 12 });
    assert.ok(edited.ok);
    const next = random(seed);
    const data = edited.state.x.data.map((value) => value || Math.round(next() * 1e4) / 1e4);
    check(await compactHash({ ...edited.state, x: { ...edited.state.x, data } }, view));
  }
  check(writeHash(setCell(openingState, 'b', 0, '7.'), defaultView));
  // Short forms: a preset or a seed, with some cells.
  for (const given of ['preset=course-conv-forward', 'preset=blur', 'seed=1,x.5.7.4,w.3.3.4.8,b.8,7.randint.-9.10,x.4.4.4']) {
    let { state } = await readWell(given);
    for (const [index, text] of ['-1', '.5', '7.', '1/3', '-.25', 'nan', '-inf', '+1e3'].entries()) {
      state = setCell(state, 'x', index, text);
      check(writeHash(state, defaultView));
      check(writeHash(state, { ...defaultView, expr: 'a.', lesson: 'flip' }));
    }
  }
});

// ---- packed links ----

test('long links are packed, and short', async () => {
  const edited = resize(openingState, { height: 64, width: 64 });
  assert.ok(edited.ok);
  const hash = await compactHash(edited.state, defaultView);
  assert.match(hash, /^v=1&z=[\w-]+$/);
  assert.ok(hash.length < 400, `${hash.length}`);
  // Numbers beyond the current sizes belong to the session, not to the link.
  assert.deepEqual((await readWell(hash)).state, content(edited.state));
});

test('every packed link, however long, is kept whole by autolinkers', async () => {
  const edited = resize(openingState, { height: 48, width: 48 });
  assert.ok(edited.ok);
  for (let seed = 1; seed <= 40; seed += 1) {
    const next = random(seed);
    const { shape } = edited.state.x;
    const x = { shape, data: edited.state.x.data.map(() => next()), typed: new Map() };
    const state: State = { ...edited.state, x };
    const hash = await compactHash(state, defaultView);
    assert.doesNotMatch(hash, /---|[-_]$/, `seed ${seed}`);
    assert.deepEqual((await readWell(hash)).state, content(state), `seed ${seed}`);
  }
});

test('the largest cases with long numbers have no readable hash, and the page knows it', async () => {
  const edited = resize(openingState, { height: 64, width: 64, channels: 16 });
  assert.ok(edited.ok);
  const { x } = edited.state;
  const filled = (value: number): State => ({
    ...edited.state,
    x: { shape: x.shape, data: x.data.map(() => value), typed: new Map() },
  });
  for (const [value, readable] of [
    [0.5, true],
    [1 / 7, false],
  ] as const) {
    const hash = await compactHash(filled(value), defaultView);
    assert.equal(isReadable(filled(value), defaultView), readable);
    assert.equal((await read(hash)).problems.length === 0, readable);
  }
});

test('both formats are read, with and without padding; keys beside z win', async () => {
  const text = 'v=1&x=[[1,2]]&w=[[3]]&stride=2&lang=en';
  const pack = (bytes: Buffer) => bytes.toString('base64url');
  for (const z of [
    pack(deflateRawSync(text)),
    pack(deflateSync(text)),
    `${pack(deflateSync(text))}=`,
    deflateRawSync(text).toString('base64'),
  ]) {
    const { state, view } = await readWell(`v=1&z=${encodeURIComponent(z)}&lang=es`);
    assert.deepEqual([state.x.data, state.stride, view.lang], [[1, 2], [2, 2], 'es'], z);
  }
});

const BOMB = deflateRawSync(Buffer.alloc(1 << 24, 'v=1&')).toString('base64url');

test('unpacking is capped, and stops early', async () => {
  assert.deepEqual(say((await read(`z=${BOMB}`)).problems), [
    'The link is longer than the limit of 1048576 bytes.',
    'The page shows the opening case instead.',
  ]);
  assert.match(say((await read(`x=[[${'1,'.repeat(1 << 20)}1]]`)).problems)[0], /^The link is longer than/);
});

// ---- problems ----

const cut = (text: string) => `“${text}”`;
const OPENING = 'The page shows the opening case instead.';
const list = (size: number) => `[[${new Array(size).fill(1).join(',')}]]`;
/** A hash and its problems. The state is the opening one, except for `also`. */
const malformed: [hash: string, problems: string[], also?: Partial<State>][] = [
  ['x=[[1,two]]', ['x: “two” is not a number.', OPENING]],
  ['x=[[1,<b>x</b>]]', ['x: “<b>x</b>” is not a number.', OPENING]],
  ['x=[[1,]]', [`x must be a list of numbers in square brackets; ${cut('[[1,]]')} cannot be read as one.`, OPENING]],
  ['x=[[1,2]', [`x must be a list of numbers in square brackets; ${cut('[[1,2]')} cannot be read as one.`, OPENING]],
  ['x=5', [`x must be a list of numbers in square brackets; ${cut('5')} cannot be read as one.`, OPENING]],
  ['x=', [`x must be a list of numbers in square brackets; ${cut('')} cannot be read as one.`, OPENING]],
  ['x=[1,2]', [`x must be a list of two, three or four levels, height and width first; ${cut('[1,2]')} is not.`, OPENING]],
  [
    'w=[[[[[1]]]]]',
    [`w must be a list of two, three or four levels, height and width first; ${cut('[[[[[1]]]]]')} is not.`, OPENING],
  ],
  ['x=[[1,2],[3]]', ['x is ragged: “[3]” should hold 2 entries, like the other lists at its level.', OPENING]],
  ['x=[[1],[3,4]]', ['x is ragged: “[3,4]” should hold 1 entry, like the other lists at its level.', OPENING]],
  ['x=[[1],2]', ['x is ragged: “2” should hold 1 entry, like the other lists at its level.', OPENING]],
  ['x=[[1],[[2]]]', ['x: “[2]” is not a number.', OPENING]],
  ['x=[]', ['x holds no numbers: “[]”.', OPENING]],
  ['w=[[],[]]', ['w holds no numbers: “[[],[]]”.', OPENING]],
  [`x=${list(65)}`, ["The input's width must be a whole number from 1 to 64, not 65.", OPENING]],
  [`w=${list(12)}`, ["The filter's width must be a whole number from 1 to 11, not 12.", OPENING]],
  [`x=[${list(17)}]`, ['The number of channels must be a whole number from 1 to 16, not 17.', OPENING]],
  [
    `x=[${new Array(17).fill('[[[1]]]').join(',')}]`,
    ['The number of images must be a whole number from 1 to 16, not 17.', OPENING],
  ],
  [`w=[${list(17)}]&stride=2`, ['The number of channels must be a whole number from 1 to 16, not 17.', OPENING]],
  ['x=[[1e]]&w=[[x]]&b=3', ['x: “1e” is not a number.', 'w: “x” is not a number.', OPENING]],
  ['x=[[1]]&w=[[x]]&flip=1&step=2,2', ['w: “x” is not a number.', OPENING]],
  ['b=[1,2]', ['b must be a number or a list with one number for each of the 1 filters; “[1,2]” is not.']],
  ['b=[[1]]', ['b must be a number or a list with one number for each of the 1 filters; “[[1]]” is not.']],
  ['b=', ['b must be a number or a list with one number for each of the 1 filters; “” is not.']],
  ['b=[1', ['b must be a number or a list with one number for each of the 1 filters; “[1” is not.']],
  ['b=one', ['b: “one” is not a number.']],
  ['b=[one]', ['b: “one” is not a number.']],
  ['stride=0', ['stride must be a whole number from 1, or two of them, height and width; “0” is not.']],
  ['stride=1,2,3', ['stride must be a whole number from 1, or two of them, height and width; “1,2,3” is not.']],
  [
    'stride=2&dilation=1.5',
    ['dilation must be a whole number from 1, or two of them, height and width; “1.5” is not.'],
    { stride: [2, 2] },
  ],
  [
    'stride=99999999999999999999',
    ['stride must be a whole number from 1, or two of them, height and width; “99999999999999999999” is not.'],
  ],
  [
    'pad=-1',
    [
      'pad must be valid, same, same-lower, or whole numbers from 0 to 16: one, two (height, width) or four (top, left, bottom, right); “-1” is not.',
    ],
  ],
  [
    'pad=1,17',
    [
      'pad must be valid, same, same-lower, or whole numbers from 0 to 16: one, two (height, width) or four (top, left, bottom, right); “1,17” is not.',
    ],
  ],
  ['groups=0', ['groups must be a whole number from 1; “0” is not.']],
  ['groups=1,2', ['groups must be a whole number from 1; “1,2” is not.']],
  ['flip=yes', ['flip must be one of 0, 1; “yes” is not.']],
  ['dtype=float16', ['dtype must be one of float64, float32; “float16” is not.']],
  ['order=hwc', ["order must be the window's and the filter's, such as chw,hwc (each hwc, chw or fortran); “hwc” is not."]],
  ['step=1', ['step must be row,column or image,row,column or image,row,column,filter, in whole numbers from 0; “1” is not.']],
  [
    'step=1,-2',
    ['step must be row,column or image,row,column or image,row,column,filter, in whole numbers from 0; “1,-2” is not.'],
  ],
  ['preset=none', ['There is no preset called “none”.', OPENING]],
  ['preset=__proto__&stride=2', ['There is no preset called “__proto__”.', OPENING]],
  ['lesson=none', ['There is no lesson called “none”.', OPENING]],
  ['lesson=sobel-x', ['There is no lesson called “sobel-x”.', OPENING]],
  ['preset=course-conv-forward', ['The numbers of the preset “course-conv-forward” could not be computed.', OPENING]],
  ['open=attic', ['open: the page has no part called “attic”.']],
  [`expr=${'a'.repeat(2001)}`, ['expr may have at most 2000 characters; this one has 2001.']],
  ['lang=fr', ['lang must be one of auto, en, es; “fr” is not.']],
  ['theme=pink', ['theme must be one of auto, light, dark; “pink” is not.']],
  ['display=loud', ['display must be one of plain, numbered, large; “loud” is not.']],
  [`open=${'numpy,'.repeat(60)}`, ['open has more than 50 names, so all of them are ignored.']],
  [`display=${'plain,'.repeat(60)}`, ['display has more than 50 names, so all of them are ignored.']],
  ['utm_source=x', ['“utm_source” is not a key of this page: it is ignored.']],
  [
    '__proto__=[[1]]&constructor=1',
    ['“__proto__” is not a key of this page: it is ignored.', '“constructor” is not a key of this page: it is ignored.'],
  ],
  ['flip=1&flip=0', ['flip is given more than once: “0” is ignored.'], { flip: true }],
  ['v=2&x=[[1]]', ['This page reads version 1 of its links; this one is version “2”.', OPENING]],
  ['v=', ['This page reads version 1 of its links; this one is version “”.', OPENING]],
  ['x=%E0%A4%A', ['The percent-encoding of x is broken: “%E0%A4%A”.', OPENING]],
  ['w=%5B%5B1%5D%5&stride=2', ['The percent-encoding of w is broken: “%5B%5B1%5D%5”.', OPENING]],
  ['b=%&stride=2', ['The percent-encoding of b is broken: “%”.'], { stride: [2, 2] }],
  ['flip=%ff', ['The percent-encoding of flip is broken: “%ff”.']],
  ['%ff=1', ['“%ff” is not a key of this page: it is ignored.']],
  ['z=%ff', ['The percent-encoding of z is broken: “%ff”.', OPENING]],
  ['z=', ['z cannot be unpacked: “”. The link may have been cut.', OPENING]],
  ['z=abc&stride=2', ['z cannot be unpacked: “abc”. The link may have been cut.', OPENING]],
  ['z=a!b', ['z cannot be unpacked: “a!b”. The link may have been cut.', OPENING]],
  [
    `z=${deflateRawSync(Buffer.from([0x78, 0x3d, 0xff])).toString('base64url')}`,
    [
      `z cannot be unpacked: “${deflateRawSync(Buffer.from([0x78, 0x3d, 0xff])).toString('base64url')}”. The link may have been cut.`,
      OPENING,
    ],
  ],
  [`z=${deflateRawSync('z=abc').toString('base64url')}`, ['“z” is not a key of this page: it is ignored.']],
  [`x=[[${'9'.repeat(60)}x]]`, [`x: “${'9'.repeat(39)}…” is not a number.`, OPENING]],
  ['x=[[\u202e1\u0000\n2]]', ['x must be a list of numbers in square brackets; “[[ 1 2]]” cannot be read as one.', OPENING]],
];

test('every malformed link has its sentence, and gives the opening case or the default', async () => {
  const used = new Set<string | symbol>(['notAState', 'text', 'more', 'manyParts', 'unreadable']); // below
  used.add('engine').add('message').add('superseded'); // in the elements and messages.ts
  for (const name of Object.keys(languages.en.problem)) if (/^(seed|edit)/.test(name)) used.add(name); // in seed-and-edits.test.ts
  const problem = new Proxy(languages.en.problem, {
    get: (words, name) => {
      used.add(name);
      return Reflect.get(words, name);
    },
  });
  for (const [hash, expected, also] of malformed) {
    const { state, problems } = await read(hash);
    assert.deepEqual(
      problems.map((sentence) => sentence({ ...languages.en, problem })),
      expected,
      hash,
    );
    assert.deepEqual(content(state), content({ ...openingState, ...also, preset: state.preset }), hash);
    assert.ok(state.preset === 'vertical-edge' || hash.startsWith('b='), hash);
    const spanish = say(problems, 'es');
    expected.forEach((sentence, index) => {
      assert.notEqual(spanish[index], sentence);
      const [, value] = /“(.*)”/.exec(sentence) ?? [];
      if (value !== undefined) assert.ok(spanish[index].includes(`«${value}»`), spanish[index]);
    });
  }
  await read(`z=${BOMB}`).then(({ problems }) => problems.map((sentence) => sentence({ ...languages.en, problem })));
  assert.deepEqual([...used].sort(), Object.keys(languages.en.problem).sort(), 'no sentence is left untried');
});

test('of many problems the first are listed and the others counted', async () => {
  const told = async (pairs: number, lang: Lang) => say((await read('a=1&'.repeat(pairs))).problems, lang);
  assert.deepEqual(await told(8, 'en'), new Array(8).fill('“a” is not a key of this page: it is ignored.'));
  assert.equal((await told(9, 'en')).at(-1), 'And 1 more problem.');
  assert.equal((await told(9, 'es')).at(-1), 'Y 1 problema más.');
  assert.equal((await told(11, 'en')).at(-1), 'And 3 more problems.');
  assert.equal((await told(11, 'es')).at(-1), 'Y 3 problemas más.');

  // A link of 713 characters that unpacks to 131,072 keys.
  const z = deflateRawSync('a=1&'.repeat(131_072)).toString('base64url');
  for (const hash of [`v=1&z=${z}`, 'a=1&'.repeat(131_072)]) {
    const sentences = say((await read(hash)).problems);
    assert.deepEqual([sentences[0], sentences.length], ['Only the first 100 keys are read.', 9]);
    assert.equal(sentences.at(-1), 'And 93 more problems.');
  }
  const names = Array.from({ length: 40 }, (_, index) => `n${index}`);
  assert.equal((await read(`open=${names}&hide=${names}`)).problems.length, 9);
  // The opening case replaces a case that cannot be read: the last sentence always says so.
  assert.equal(say((await read(`${'a=1&'.repeat(20)}x=1`)).problems).at(-1), OPENING);
});

test('names that cannot be read leave the rest of the view alone', async () => {
  const { view } = await read('open=attic,numpy,numpy,&hide=__proto__&lang=xx&theme=dark&display=large,__proto__,large,');
  assert.deepEqual(view, { ...defaultView, open: ['numpy'], theme: 'dark', display: ['large'] });
});

test('garbage gives sentences, never an exception', async () => {
  const next = random(5);
  const pieces = [
    'v=1',
    'x=',
    'w=',
    '[[',
    ']]',
    ',',
    '&',
    '=',
    '%',
    '%5B',
    '1',
    'nan',
    '-',
    '/',
    'z=',
    'b=',
    'step=',
    '#',
    '<b>',
    '\ud800',
    'preset=',
  ];
  for (let round = 0; round < 2000; round += 1) {
    let hash = '';
    while (next() < 0.9) hash += pieces[Math.floor(next() * pieces.length)];
    const { state, view, problems } = await read(hash);
    assert.ok(say(problems).every((sentence) => sentence.length < 300));
    const again = await readHash(writeHash(state, view), generator);
    assert.deepEqual([content(again.state), say(again.problems)], [content(state), []], hash);
  }
  const deep = await read(`x=${'['.repeat(500000)}`);
  assert.match(say(deep.problems)[0], /^x must be a list of two, three or four levels/);
});

test('links whose ampersands were escaped by HTML, Markdown or mail', async () => {
  const plain = await readWell('v=1&x=[[1,2]]&w=[[3]]&stride=2&lang=es');
  for (const and of ['&amp;', '&AMP;', '&amp;amp;', '&#38;', '&#x26;', '&amp%3B', '%26amp%3B', '%26amp%3bamp%3b']) {
    const hash = ['v=1', 'x=[[1,2]]', 'w=[[3]]', 'stride=2', 'lang=es'].join(and);
    assert.deepEqual(await readWell(hash), plain, and);
  }
  // Code that contains HTML is not escaped HTML.
  for (const expr of ['"&amp;"', '"&amp;x=1"', 'a&b', '"%26amp%3Bw=2"']) {
    const view = { ...defaultView, expr };
    assert.deepEqual((await readWell(writeHash(openingState, view))).view, view);
  }
});

test('a query that says which case it is, and queries that are about something else', () => {
  assert.deepEqual(splitQuery('?v=1&x=[[1]]'), { hash: 'v=1&x=[[1]]', rest: '' });
  assert.deepEqual(splitQuery('?v=1&amp;preset=flip&fbclid=a%20b&id=3'), { hash: 'v=1&preset=flip', rest: '?fbclid=a%20b&id=3' });
  assert.deepEqual(splitQuery('?v=1&z=abc'), { hash: 'v=1&z=abc', rest: '' });
  for (const query of [
    '',
    '?',
    '?v=3',
    '?v=1',
    '?lang=es',
    '?course=4&week=1',
    '?x',
    '?a=x=1',
    '?__proto__=1',
    '?w=800&x=3',
    '?z=9',
  ]) {
    assert.equal(splitQuery(query), null, query);
  }
});

/** Removes some browser features for the duration of the test. */
function without(context: TestContext, ...names: ('CompressionStream' | 'DecompressionStream')[]) {
  for (const name of names) {
    const kept = Object.getOwnPropertyDescriptor(globalThis, name) as PropertyDescriptor;
    Reflect.deleteProperty(globalThis, name);
    context.after(() => Object.defineProperty(globalThis, name, kept));
  }
}

test('browsers without streams that pack and unpack', async (context) => {
  const edited = resize(openingState, { height: 64, width: 64 });
  assert.ok(edited.ok);
  const text = 'v=1&x=[[1,2]]&w=[[3]]&stride=2&lang=es';
  const plain = await readWell(text);
  const hash = await compactHash(edited.state, defaultView);
  without(context, 'CompressionStream', 'DecompressionStream');
  assert.deepEqual((await readWell(hash)).state, content(edited.state));
  assert.deepEqual((await readWell(await compactHash(edited.state, defaultView))).state, content(edited.state));
  for (const bytes of [deflateRawSync(text), deflateSync(text)]) {
    assert.deepEqual(await readWell(`z=${bytes.toString('base64url')}`), plain);
  }
  assert.deepEqual(say((await read(`z=${BOMB}`)).problems), ['The link is longer than the limit of 1048576 bytes.', OPENING]);
  for (const z of ['abc', hash.slice(6, -20), deflateRawSync(Buffer.from([0x78, 0x3d, 0xff])).toString('base64url')]) {
    assert.match(say((await read(`z=${z}`)).problems)[0], /^z cannot be unpacked/);
  }
});

test('a browser that lacks something else still has the opening case, and says why', async (context) => {
  const kept = globalThis.TextDecoder;
  context.after(() => {
    globalThis.TextDecoder = kept;
  });
  Reflect.deleteProperty(globalThis, 'TextDecoder');
  const { state, view, problems } = await read(`z=${deflateRawSync('flip=1').toString('base64url')}`);
  assert.deepEqual([state, view], [openingState, defaultView]);
  assert.deepEqual(say(problems), ['The link could not be read here: TextDecoder is not defined', OPENING]);
  assert.match(say(problems, 'es')[0], /^No se ha podido leer aquí el enlace: /);
});

// ---- objects ----

test('huge and hostile objects are refused at once', async () => {
  const huge = new Array(3e8);
  const first = async (value: unknown) => say((await readObject(value, generator)).problems)[0];
  for (const key of [
    'order',
    'open',
    'hide',
    'display',
    'stride',
    'pad',
    'step',
    'groups',
    'b',
    'seed',
    'edit',
    'x',
    'w',
    'flip',
  ]) {
    assert.match(await first({ [key]: huge }), new RegExp(`^${key}`), key);
    assert.match(await first({ [key]: 'a,'.repeat(1 << 21) }), /./, key);
  }
  const keys = Object.fromEntries(Array.from({ length: 1e5 }, (_, index) => [`k${index}`, 1]));
  assert.equal((await readObject(keys, generator)).problems.length, 9);
  assert.match(await first({ x: 'x'.repeat(2 ** 21) }), /^The link is longer/);
  assert.match(await first(new Float64Array(1e6)), /^A state must be an object/);
  const throwing = Object.defineProperty({}, 'x', {
    enumerable: true,
    get: () => {
      throw new Error('no');
    },
  });
  assert.equal(await first(throwing), 'The link could not be read here: no');
});

test('a number of very many digits takes no longer than its length', async () => {
  // With a pattern that tries each split of the digits, these would take hours.
  const text = `${'9'.repeat(1e6)}x`;
  assert.equal(parseNumber(text), null);
  assert.match(say((await read(`x=[[${text}]]`)).problems)[0], /is not a number/);
});

test('an object has the values of the address or plain data', async () => {
  const { state, view, problems } = await readObject(
    {
      v: 1,
      x: [
        [1, '1/3'],
        [Number.NaN, '−2'],
      ],
      w: '[[1]]',
      b: [0.5],
      stride: [2, 1],
      dilation: '1,2',
      pad: [1, 1, 0, 0],
      groups: 1,
      flip: true,
      order: ['chw', 'hwc'],
      step: [0, 1],
      open: ['numpy'],
      hide: 'header,speed',
      theme: undefined,
    },
    noGenerator,
    { ...defaultView, lang: 'es' },
  );
  assert.deepEqual(say(problems), []);
  assert.deepEqual([state.x.data, [...state.x.typed]], [[1, 1 / 3, Number.NaN, -2], [[1, '1/3']]]);
  assert.deepEqual([state.stride, state.dilation, state.pad, state.flip], [[2, 1], [1, 2], [1, 1, 0, 0], true]);
  assert.deepEqual([state.b.data, state.order.window, state.step.column], [[0.5], 'chw', 1]);
  assert.deepEqual(view, { ...defaultView, lang: 'es', open: ['numpy'], hide: ['header', 'speed'] });
});

test('invalid objects, and values of other types', async () => {
  const first = async (value: unknown) => {
    const { state, problems } = await readObject(value, noGenerator);
    assert.equal(state.w, openingState.w);
    return say(problems)[0];
  };
  const cyclic: unknown[] = [];
  cyclic.push(cyclic);
  assert.equal(await first(null), 'A state must be an object with the keys of the link; “null” is not.');
  assert.equal(await first('v=1'), 'A state must be an object with the keys of the link; “v=1” is not.');
  assert.equal(await first([1]), 'A state must be an object with the keys of the link; “[1]” is not.');
  assert.match(await first({ x: cyclic }), /^x must be a list of two, three or four levels, .*; “\[{39}…” is not\.$/);
  assert.equal(
    await first({ x: new Array(1e9) }),
    `x must be a list of two, three or four levels, height and width first; “[undefined,undefined,undefined,undefine…” is not.`,
  );
  assert.equal(await first({ x: [new Array(2)] }), 'x: “undefined” is not a number.');
  assert.equal(await first({ x: [[{ toString: () => '<b>' }]] }), 'x: “object” is not a number.');
  assert.equal(await first({ x: [[true]] }), 'x: “true” is not a number.');
  assert.equal(await first({ x: [['1,2']] }), 'x: “1,2” is not a number.');
  assert.equal(
    await first({ x: new Float64Array(4) }),
    'x must be a list of numbers in square brackets; “object” cannot be read as one.',
  );
  assert.equal(await first({ x: null }), 'x must be a list of numbers in square brackets; “null” cannot be read as one.');
  assert.equal(await first({ expr: 5 }), 'expr must be text; “5” is not.');
  assert.equal(
    await first({ stride: { h: 1 } }),
    'stride must be a whole number from 1, or two of them, height and width; “object” is not.',
  );
  assert.equal(
    await first({ stride: [1.5] }),
    'stride must be a whole number from 1, or two of them, height and width; “[1.5]” is not.',
  );
  assert.equal(await first({ preset: {} }), 'There is no preset called “object”.');
  assert.equal(await first({ z: 'abc' }), '“z” is not a key of this page: it is ignored.');
  assert.equal(await first(JSON.parse('{"__proto__": {"x": 1}}')), '“__proto__” is not a key of this page: it is ignored.');
  assert.equal(({} as Record<string, unknown>).x, undefined);
});

test('what is written as an object', () => {
  const state = setCell(setCell(setCell(openingState, 'x', 0, '1/3'), 'x', 1, 'nan'), 'x', 2, '-0');
  const object = writeObject(chooseStep(state, { row: 1 })) as { x: unknown[][] };
  assert.deepEqual(object.x[0], ['1/3', 'nan', '-0', 2, 7, 4]);
  assert.deepEqual(
    { ...object, x: 0, w: 0 },
    {
      v: 1,
      x: 0,
      w: 0,
      b: [0],
      stride: [1, 1],
      dilation: [1, 1],
      pad: 'valid',
      groups: 1,
      flip: 0,
      dtype: 'float64',
      order: 'hwc,hwc',
      step: [0, 1, 0, 0],
      open: [],
      hide: [],
      lang: 'auto',
      theme: 'auto',
      display: [],
    },
  );
});
