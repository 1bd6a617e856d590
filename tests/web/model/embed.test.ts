import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultView, readHash, readObject, writeHash, writeObject } from '../../../web/src/model/url.ts';
import { elementFor, frameFor, linkTo } from '../../../web/src/panels/embed/embed.ts';
import { noGenerator } from './support.ts';

/** The attributes of the last element in some markup, unescaped. */
const attributesOf = (html: string): Record<string, string> => {
  const tag = html.slice(html.lastIndexOf('<', html.lastIndexOf('</') - 1));
  const plain = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  return Object.fromEntries([...tag.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, plain(value)]));
};

const HASH =
  'v=1&x=[[1/3,-0.5],[3,4]]&w=[[1,2]]&b=-1&stride=1,2&pad=0,1,2,0&flip=1&order=chw,hwc&step=0,1&hide=header&lang=es&display=plain';

test('a frame has the link, a name and the permissions that it needs', async () => {
  const { state, view } = await readHash(HASH, noGenerator);
  const hash = writeHash(state, view);
  const frame = { address: 'https://a.example/x&y/', hash, title: 'Is "it"?', width: null, height: 700 };
  const { src = '', ...others } = attributesOf(frameFor(frame));
  assert.equal(linkTo(frame), `https://a.example/x&y/#${hash}`);
  assert.equal(src, `https://a.example/x&y/convdot.html#${hash}`, 'the page in one file, which needs nothing of the host');
  assert.deepEqual(others, {
    title: 'Is "it"?',
    width: '100%',
    height: '700',
    sandbox: 'allow-scripts',
    allow: 'clipboard-write',
    style: 'border: 0',
    loading: 'lazy',
  });
  assert.equal(attributesOf(frameFor({ ...frame, width: 640 })).width, '640');
  const read = await readHash(src.slice(src.indexOf('#')), noGenerator);
  assert.deepEqual([writeObject(read.state, read.view), read.problems], [writeObject(state, view), []]);
});

test('an address may be a folder, its document or a page in one file', () => {
  const shown = (address: string, isFile = false) => {
    const frame = { address, isFile, hash: 'v=1', title: '', width: null, height: 700 };
    return [linkTo(frame), attributesOf(frameFor(frame)).src];
  };
  const folder = ['https://a.example/cd/#v=1', 'https://a.example/cd/convdot.html#v=1'];
  for (const address of ['https://a.example/cd/', 'https://a.example/cd', ' https://a.example/cd/#v=1&x=1 '])
    assert.deepEqual(shown(address), folder, address);
  assert.deepEqual(shown('https://a.example'), ['https://a.example/#v=1', 'https://a.example/convdot.html#v=1']);
  assert.deepEqual(shown('https://a.example/cd/index.html?1'), ['https://a.example/cd/index.html?1#v=1', folder[1]]);
  for (const file of ['https://a.example/convdot.html', 'https://a.example/lesson.html?1', '../myindex.html'])
    assert.deepEqual(shown(file), [`${file}#v=1`, `${file}#v=1`], file);
  // This page itself, if it is one file under another name.
  for (const file of ['https://a.example/convdot', 'https://a.example/scorm/index.html'])
    assert.deepEqual(shown(file, true), [`${file}#v=1`, `${file}#v=1`], file);
  assert.deepEqual(shown(''), ['#v=1', 'convdot.html#v=1'], 'beside the author’s page');
});

test('an element has the keys of the link as attributes', async () => {
  const { state, view } = await readHash(HASH, noGenerator);
  const html = elementFor(writeHash(state, view), 'a/element.js?b="c"');
  assert.match(html, /^<script type="module" src="a\/element.js\?b=&quot;c&quot;"><\/script>\n<conv-dot /);
  const attributes = attributesOf(html);
  assert.equal('v' in attributes, false);
  assert.equal(attributes.x, '[[1/3,-0.5],[3,4]]');
  const read = await readObject(attributes, noGenerator);
  assert.deepEqual([writeObject(read.state, read.view), read.problems], [writeObject(state, view), []]);
  assert.equal(
    elementFor(writeHash((await readHash('', noGenerator)).state, defaultView), 'e.js').split('\n')[1],
    '<conv-dot></conv-dot>',
  );
});
