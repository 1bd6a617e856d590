import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findApi, LONGEST_SUSPENDED, manifestOf, type ScormApi, ScormSession } from '../../../web/src/panels/embed/scorm.ts';

/** A platform that records every call. */
class Platform implements ScormApi {
  readonly calls: string[] = [];
  readonly kept: Record<string, string>;
  constructor(kept: Record<string, string> = {}) {
    this.kept = { 'cmi.core.lesson_status': 'not attempted', ...kept };
  }
  LMSInitialize = () => this.#called('LMSInitialize');
  LMSGetValue = (element: string) => this.kept[element] ?? '';
  LMSSetValue = (element: string, value: string) => {
    this.kept[element] = value;
    return this.#called(`${element}=${value}`);
  };
  LMSCommit = () => this.#called('LMSCommit');
  LMSFinish = () => this.#called('LMSFinish');
  #called(call: string) {
    this.calls.push(call);
    return 'true';
  }
}

test('an exercise without a question is complete once the learner has worked with it', () => {
  const platform = new Platform();
  const session = new ScormSession(platform);
  assert.equal(platform.kept['cmi.core.lesson_status'], 'incomplete');
  assert.deepEqual([session.suspended, session.answered], ['', '']);
  session.suspend('v=1&pad=1');
  session.complete();
  session.finish();
  session.finish();
  assert.equal(platform.kept['cmi.core.lesson_status'], 'completed');
  assert.equal(platform.kept['cmi.suspend_data'], 'v=1&pad=1');
  assert.match(platform.kept['cmi.core.session_time'] ?? '', /^\d{4}:\d\d:\d\d\.\d\d$/);
  assert.deepEqual(
    platform.calls.filter((call) => call === 'LMSFinish'),
    ['LMSFinish'],
    'once',
  );
  assert.deepEqual(platform.calls.slice(-2), ['LMSCommit', 'LMSFinish']);
});

test('an answer is the score, and is restored', () => {
  for (const [correct, status, raw] of [
    [true, 'passed', '100'],
    [false, 'failed', '0'],
  ] as const) {
    const platform = new Platform();
    const session = new ScormSession(platform);
    session.answer('-5', correct);
    session.complete();
    session.finish();
    assert.deepEqual(
      ['lesson_status', 'score.raw', 'score.min', 'score.max'].map((name) => platform.kept[`cmi.core.${name}`]),
      [status, raw, '0', '100'],
    );
    const again = new ScormSession(platform);
    assert.equal(again.answered, '-5');
    assert.equal(platform.kept['cmi.core.lesson_status'], status, 'a second visit takes nothing back');
  }
});

test('a case too long for the platform is not saved, nor an older one instead', () => {
  const platform = new Platform();
  const session = new ScormSession(platform);
  const longest = 'x'.repeat(LONGEST_SUSPENDED);
  session.suspend(longest);
  assert.equal(platform.kept['cmi.suspend_data'], longest);
  session.suspend(`${longest}x`);
  assert.equal(platform.kept['cmi.suspend_data'], '');
});

test('a platform that does not initialize is left alone', () => {
  const platform = new Platform({ 'cmi.suspend_data': 'v=1' });
  platform.LMSInitialize = () => 'false';
  const session = new ScormSession(platform);
  assert.deepEqual([session.suspended, session.answered], ['', '']);
  session.suspend('v=1&pad=1');
  session.answer('1', true);
  session.finish();
  assert.deepEqual(platform.calls, []);
});

test('the platform is searched in the windows above, then above the opener, as far as they are accessible', () => {
  const api = new Platform();
  const window = (own: object, parent?: object) => {
    const made: Record<string, unknown> = { opener: null, ...own };
    made.parent = parent ?? made;
    return made as unknown as Window;
  };
  const closed = new Proxy(
    {},
    {
      get() {
        throw new DOMException('of another origin', 'SecurityError');
      },
    },
  );
  assert.equal(findApi(window({})), null);
  assert.equal(findApi(window({}, window({}, window({ API: api })))), api);
  assert.equal(findApi(window({ opener: window({}, window({ API: api })) })), api);
  assert.equal(findApi(window({}, closed)), null);
  assert.equal(findApi(window({ opener: window({ API: api }) }, closed)), api);
  let deep = window({ API: api });
  for (let level = 0; level < 100; level += 1) deep = window({}, deep);
  assert.equal(findApi(deep), null, 'the way up has an end');
});

test('the manifest names one page, and its title in any script', () => {
  const manifest = manifestOf('A < B & "C" ¿ñ?', 'es');
  assert.match(manifest, /<title>A &lt; B &amp; &quot;C&quot; ¿ñ\?<\/title>/);
  assert.match(manifest, /<schemaversion>1\.2<\/schemaversion>/);
  assert.match(manifest, /adlcp:scormtype="sco" href="index\.html"/);
});
