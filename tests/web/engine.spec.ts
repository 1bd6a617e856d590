// The engine behind the page: workers that end silently, programs that are stopped, and the duration of motions in the built site.
import { numpy } from '../../web/src/words/numpy.en.ts';
import { ask, edit, expect, fact, facts, open, poll, type Tab, test, texts, words } from './page.ts';

const panel = 'conv-dot >> convdot-numpy';
const answers = `${panel} >> .kept .given`;
const stop = `${panel} >> .stop`;

/** Ends the next worker that gets a question, silently, like the system when memory runs out. */
const endNextWorker = (tab: Tab) =>
  tab.evaluate(() => {
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (...message) {
      Worker.prototype.postMessage = postMessage;
      this.terminate();
      postMessage.apply(this, message as never);
    };
  });

/** Records whether the verdict was ever drawn as outdated, and the note beside it. */
const watchVerdict = (tab: Tab) =>
  tab.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    const verdict = document.querySelector('conv-dot')?.shadowRoot?.querySelector('convdot-verdict') as Element;
    new MutationObserver(() => {
      seen.push(verdict.querySelector('.verdict-bar.stale .stale-note')?.textContent ?? 'current');
    }).observe(verdict, { subtree: true, childList: true, attributes: true, characterData: true });
  });
const verdictsSeen = (tab: Tab) => tab.evaluate(() => (window as unknown as { seen: string[] }).seen);

test.describe('in every engine', { tag: '@engines' }, () => {
  test('a worker ends silently: the old answer looks outdated, and another worker gives the new one', async ({ tab }) => {
    await open(tab);
    await watchVerdict(tab);
    await endNextWorker(tab);
    await edit(tab, 'x', 0, '4');
    await poll(async () => (await texts(tab, 'conv-dot >> .acts .proof')).slice(0, 2)).toEqual(['−4', '−4']);
    expect((await ask(tab)).result.multiplySum[0]).toBe(-4);
    expect(await verdictsSeen(tab)).toContain(words.late);
    expect((await fact(tab, 'conv-dot >> .verdict-bar')).classes).not.toContain('stale');
    expect((await facts(tab, 'conv-dot >> .stale')).length).toBe(0);
    // The next answer comes from the same worker.
    await edit(tab, 'x', 0, '5');
    await poll(async () => (await texts(tab, 'conv-dot >> .acts .proof'))[0]).toBe('−3');
  });

  test('a program that does not end is stopped by its button, and another one runs', async ({ tab }) => {
    await open(tab, 'open=numpy');
    await poll(() => texts(tab, `${answers} .repr`)).toEqual(['-5.0']);
    // Never returns from the worker.
    await tab.evaluate(() => {
      const { postMessage } = Worker.prototype;
      Worker.prototype.postMessage = function (...given) {
        const [message] = given as unknown as [{ path?: string[] }];
        if (message.path?.[0] === 'evaluate') Worker.prototype.postMessage = postMessage;
        else postMessage.apply(this, given as never);
      };
    });
    expect(await tab.count(stop)).toBe(0);
    await tab.click(`${panel} >> .chips button:nth-child(5)`);
    expect(await tab.text(stop)).toBe(numpy.stop);
    await tab.click(stop);
    await poll(() => texts(tab, `${answers} .error`)).toEqual(['KeyboardInterrupt']);
    expect(await tab.count(stop)).toBe(0);
    await tab.click(`${panel} >> .chips button:nth-child(4)`);
    await poll(() => texts(tab, `${answers} .repr`)).toEqual(['-5.0', '-5.0']);
    await tab.click(`${panel} >> .chips button:nth-child(5)`);
    await poll(() => texts(tab, `${answers} .repr`)).toEqual(['-5.0', '-5.0', '-5.0']);
    expect(await tab.count(`${answers} .error`)).toBe(0);
  });

  for (const [at, name] of [
    [1, 'unrolling'],
    [2, 'folding back'],
  ] as const)
    test(`${name} takes long enough to be seen`, async ({ tab }) => {
      await open(tab, 'x=[[1,2],[3,4]]&w=[[5,6],[7,8]]&hide=demonstration');
      // Paused at their start, so that a slow browser still has them.
      await tab.evaluate(() => {
        const { animate } = Element.prototype;
        Element.prototype.animate = function (...how) {
          const motion = animate.apply(this, how);
          motion.pause();
          return motion;
        };
      });
      await tab.click(`conv-dot >> convdot-unrolled-dot .motions .motion:nth-child(${at})`);
      const durations = () =>
        tab.evaluate(() => {
          const roots = (root: Document | ShadowRoot): (Document | ShadowRoot)[] => [
            root,
            ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? roots(shadowRoot) : [])),
          ];
          const motions = new Set(roots(document).flatMap((root) => root.getAnimations()));
          return [...motions].flatMap(({ effect, playState }) =>
            playState === 'paused' ? [Number(effect?.getTiming().duration)] : [],
          );
        });
      await poll(async () => (await durations()).length).toBeGreaterThanOrEqual(4);
      for (const duration of await durations()) expect(duration).toBeGreaterThan(200);
    });
});

test('with a single step, Play adds its products', async ({ tab }) => {
  await open(tab, 'preset=blocks-2d&hide=demonstration');
  const product = async () => Number((await fact(tab, 'conv-dot >> .by-product input')).value);
  const all = await product();
  await tab.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    const timeline = document.querySelector('conv-dot')?.shadowRoot?.querySelector('convdot-timeline') as Element;
    new MutationObserver(() => {
      const value = timeline.querySelector<HTMLInputElement>('.by-product input')?.value ?? '';
      if (seen.at(-1) !== value) seen.push(value);
    }).observe(timeline, { subtree: true, childList: true, attributes: true, characterData: true });
  });
  await tab.select('conv-dot >> .how select:nth-child(2)', '4×');
  await tab.click('conv-dot >> .play button:nth-child(2)');
  await poll(async () => (await verdictsSeen(tab)).join(' ')).toContain(
    Array.from({ length: all }, (_, added) => added + 1).join(' '),
  );
  await poll(async () => (await fact(tab, 'conv-dot >> .play button:nth-child(2)')).attributes.title).toBe(words.play);
});

test('a 1 × 1 array is compared as a number', async ({ tab }) => {
  await open(tab, `open=numpy&expr=${encodeURIComponent('a.reshape(1,-1) @ W.reshape(-1,1)')}`);
  await poll(() => texts(tab, `${panel} >> .compared`)).toEqual([`=${numpy.asArray(numpy.against('−5').identical, [1, 1])}`]);
});

test('<conv-dot allow> answers those origins, once each, and none without it', async ({ tab }) => {
  await tab.goto('/hosts/element-module.html');
  await poll(() => tab.count('#second >> .acts[role=tablist]')).toBe(1);
  await tab.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const frame = document.createElement('iframe');
        const script = `const heard = window.heard = [];
          addEventListener('message', ({ data }) => heard.push(data.type + ' ' + data.result?.multiplySum));
          window.ask = (message) => parent.postMessage({ v: 1, ...message }, '*');`;
        Object.assign(frame, { srcdoc: `<script>${script}</script>`, title: 'a frame', onload: () => resolve() });
        document.body.append(frame);
      }),
  );
  const heard = () => tab.evaluate(() => (window.frames[0] as unknown as { heard: string[] }).heard);
  const send = (message: object) =>
    tab.evaluate((content) => (window.frames[0] as unknown as { ask: (content: object) => void }).ask(content), message);
  const state = { x: [[6]], w: [[7]] };
  await send({ type: 'convdot:set', state });
  await tab.evaluate(() => document.querySelector('#second')?.setAttribute('allow', location.origin));
  // It starts listening a moment after the attribute is set.
  await poll(async () => {
    await send({ type: 'convdot:get' });
    return (await heard()).length;
  }).toBeGreaterThan(0);
  expect((await heard())[0]).toBe('convdot:state 70');
  await send({ type: 'convdot:set', state });
  await poll(async () => (await heard()).at(-1)).toBe('convdot:state 42');
  expect((await texts(tab, '#second >> .acts .proof')).slice(0, 2)).toEqual(['42', '42']);
  await tab.evaluate(() => document.querySelector('#second')?.removeAttribute('allow'));
  const before = (await heard()).length;
  await send({ type: 'convdot:get' });
  await tab.evaluate(async () => {
    const { example } = document.querySelector('#second') as HTMLElementTagNameMap['conv-dot'];
    example.retry();
    await example.settled();
    await new Promise((resolve) => setTimeout(resolve));
  });
  expect((await heard()).length).toBe(before);
});
