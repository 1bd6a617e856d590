// Sharing a case: the panel, the exercise in one file, and the SCORM package on a platform.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { unzipSync } from 'fflate';
import { parseNumber } from '../../web/src/model/number.ts';
import { share as english } from '../../web/src/words/share.en.ts';
import { share as spanish } from '../../web/src/words/share.es.ts';
import {
  ask,
  cell,
  edit,
  expect,
  fact,
  facts,
  focused,
  grid,
  open,
  poll,
  settle,
  shown,
  type Tab,
  test,
  texts,
  words,
} from './page.ts';
import { dist, made } from './server.ts';

const panel = 'convdot-share >> dialog';
const embed = 'header button[aria-haspopup=dialog]';
const at = (name: string) => `convdot-share >> #share-${name}`;
const button = (name: string) => `convdot-share >> .taken[aria-labelledby=share-${name}-name] .button`;
const said = (tab: Tab, name: string) => texts(tab, `convdot-share >> [aria-labelledby=share-${name}-name] [role=status]`);
const value = async (tab: Tab, name: string) => (await fact(tab, at(name))).value;
const openPanel = async (tab: Tab) => {
  await tab.click(embed);
  await poll(() => tab.count('convdot-share >> dialog[open]')).toBe(1);
};
const check = (tab: Tab, part: string) => tab.click(`convdot-share >> input[name=${part}]`);

/** Keeps the bytes of every file that the page saves from now on. */
const catchFiles = (tab: Tab) =>
  tab.evaluate(() => {
    const files: Blob[] = [];
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      files.push(blob as Blob);
      return make.call(URL, blob);
    };
    Object.assign(window, { files });
  });
/** Writes the last saved file to the folder for test files; returns its path there. */
const saved = async (tab: Tab): Promise<{ name: string; bytes: Buffer }> => {
  const { name, base64 } = await tab.evaluate(async () => {
    const file = (window as unknown as { files: File[] }).files.at(-1) as File;
    const bytes = new Uint8Array(await file.arrayBuffer());
    let binary = '';
    for (let i = 0; i < bytes.length; i += 4096) binary += String.fromCharCode(...bytes.subarray(i, i + 4096));
    return { name: file.name, base64: btoa(binary) };
  });
  return { name, bytes: Buffer.from(base64, 'base64') };
};
const put = (folder: string, name: string, bytes: Uint8Array): string => {
  mkdirSync(`${made}/${folder}`, { recursive: true });
  writeFileSync(`${made}/${folder}/${name}`, bytes);
  return `${made}/${folder}/${name}`;
};
/** The opened exercise is visible and computed. */
const opened = async (tab: Tab) => {
  await poll(() => tab.count(`${grid('output')} >> .number`)).toBe(16);
  await settle(tab);
};
const folderOf = (tab: Tab, name: string) => `${name}-${tab.engine}`;

test('the panel gives a link, a frame and an element that show the case as it was chosen', async ({ tab, baseURL }) => {
  await open(tab, 'x=[[1,2,3],[4,5,6]]&w=[[1,-1]]&b=1/2&step=1,1');
  await edit(tab, 'x', 0, '1/3');
  await openPanel(tab);
  for (const part of ['answer', 'matrix', 'timeline', 'header']) await check(tab, part);
  await tab.select('convdot-share >> .field:nth-of-type(1) .select', 'es');
  await tab.select('convdot-share >> .field:nth-of-type(2) .select', 'dark');
  const hash = '#v=1&x=[[1/3,2,3],[4,5,6]]&w=[[1,-1]]&b=1/2&step=1,1&hide=answer,matrix,timeline,header&lang=es&theme=dark';
  await poll(async () => decodeURIComponent((await value(tab, 'link')).replace(/^[^#]*/, ''))).toBe(hash);
  const link = await value(tab, 'link');
  const framed = `${baseURL}convdot.html${link.replace(/^[^#]*/, '')}`.replaceAll('&', '&amp;');
  expect(await value(tab, 'frame')).toContain(` src="${framed}" title="${words.title}" width="100%" height="900"`);
  expect(await value(tab, 'element')).toContain(' x="[[1/3,2,3],[4,5,6]]" w="[[1,-1]]" b="1/2" ');

  // Invalid sizes are named, and the last valid one stays.
  await tab.fill(at('width'), '640');
  await tab.fill(at('height'), '7e2');
  await poll(() => texts(tab, 'convdot-share >> .takes > .bad')).toEqual([english.notASize(english.height, '7e2', 200, 10_000)]);
  expect(await value(tab, 'frame')).toContain(' width="640" height="900"');
  await tab.fill(at('height'), '700');
  await poll(async () => await value(tab, 'frame')).toContain(' width="640" height="700"');
  await tab.fill(at('address'), 'https://a.example/c/');
  await poll(async () => (await value(tab, 'link')).slice(0, 26)).toBe('https://a.example/c/#v=1&x');
  await tab.fill(at('address'), `${baseURL}`);
  await poll(() => value(tab, 'frame')).toContain(` src="${baseURL}convdot.html#`);

  // The frame and the element, in another site's page.
  const [frame, element] = [await value(tab, 'frame'), await value(tab, 'element')];
  await tab.goto('/hosts/empty.html');
  await tab.evaluate((html) => document.body.insertAdjacentHTML('beforeend', html), frame);
  await tab.enterFrame('iframe');
  await poll(() => tab.count(`${grid('output')} >> .number`)).toBe(4);
  await poll(async () => (await ask(tab)).result.multiplySum).toEqual([1 / 3 - 2 + 0.5, -0.5, -0.5, -0.5]);
  for (const gone of ['header', 'conv-dot >> convdot-answer', 'conv-dot >> convdot-matrix', 'conv-dot >> convdot-timeline'])
    expect(await tab.count(gone), gone).toBe(0);
  expect(await tab.evaluate(() => document.documentElement.lang)).toBe('es');
  await tab.leaveFrame();
  await tab.goto('/hosts/empty.html');
  await tab.evaluate(
    (html) => {
      const range = document.createRange();
      document.body.append(range.createContextualFragment(html));
    },
    element.replace('convdot/element.js', '/dist/convdot/element.js'),
  );
  await poll(async () => (await tab.count('conv-dot >> .step')) && (await ask(tab)).result.multiplySum).toEqual([
    1 / 3 - 2 + 0.5,
    -0.5,
    -0.5,
    -0.5,
  ]);
  expect(await tab.count('conv-dot >> convdot-matrix')).toBe(0);
});

test('a lesson, by its link', async ({ tab }) => {
  await open(tab, 'x=[[1]]&w=[[2]]');
  await openPanel(tab);
  await tab.select('convdot-share >> .field:nth-of-type(3) .select', 'blocks-2d');
  await poll(async () => (await value(tab, 'link')).replace(/^[^#]*/, '')).toBe('#v=1&lesson=blocks-2d');
  await tab.keys('Escape');
  await poll(() => tab.count('convdot-share >> dialog[open]')).toBe(0);
  expect(await shown(tab, 'x'), 'the page keeps its own numbers').toEqual(['1']);
});

const question = { text: 'What is the output at (0, 1)?', answer: '-4' };
const putQuestion = async (tab: Tab, { text, answer } = question) => {
  await tab.fill(at('question'), text);
  await tab.fill(at('answer'), answer);
};
const asked = 'convdot-question';
/** The drivers' own ways to fill a field need the focus, which a sandboxed frame has only after a click. */
const reply = async (tab: Tab, text: string) => {
  await tab.click(`${asked} >> input`);
  await tab.evaluate((given) => {
    const input = document.querySelector('convdot-question input') as HTMLInputElement;
    input.value = given;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }, text);
  await tab.click(`${asked} >> .answer button`);
};

interface Platform {
  kept: Record<string, string>;
  refusals: string[];
  state(): string;
  visit(address: string | null): void;
}
const platform = (tab: Tab) =>
  tab.evaluate(() => {
    const { kept, refusals, state } = (window as unknown as { platform: Platform }).platform;
    return { kept, refusals, state: state() };
  });
const visit = async (tab: Tab, address: string | null) => {
  await tab.evaluate((given) => (window as unknown as { platform: Platform }).platform.visit(given), address);
  if (!address) return;
  await tab.enterFrame('iframe');
  await opened(tab);
};

const testScorm = (asks: boolean) => {
  test(`a SCORM package ${asks ? 'with a question' : 'without one'} reports to the platform that plays it`, {
    tag: '@chromium',
  }, async ({ tab }) => {
    await open(tab);
    await openPanel(tab);
    await catchFiles(tab);
    if (asks) await putQuestion(tab);
    await tab.click(button('scorm'));
    await poll(() => said(tab, 'scorm')).toEqual([english.saved('convdot-exercise.zip')]);
    const { name, bytes } = await saved(tab);
    expect(name).toBe('convdot-exercise.zip');
    const files = unzipSync(bytes);
    expect(Object.keys(files).sort(), 'the manifest lies at the root').toEqual(['imsmanifest.xml', 'index.html']);
    const manifest = await tab.evaluate((xml) => {
      const document = new DOMParser().parseFromString(xml, 'application/xml');
      const [resource, item] = ['resource', 'item'].map((each) => document.getElementsByTagName(each)[0] as Element);
      return {
        broken: document.getElementsByTagName('parsererror').length,
        href: resource?.getAttribute('href'),
        type: resource?.getAttributeNS('http://www.adlnet.org/xsd/adlcp_rootv1p2', 'scormtype'),
        linked: item?.getAttribute('identifierref') === resource?.getAttribute('identifier'),
      };
    }, Buffer.from(files['imsmanifest.xml'] as Uint8Array).toString());
    expect(manifest).toEqual({ broken: 0, href: 'index.html', type: 'sco', linked: true });
    const folder = folderOf(tab, asks ? 'scorm-asks' : 'scorm');
    put(folder, 'index.html', files['index.html'] as Uint8Array);

    await tab.goto('/hosts/scorm.html');
    await visit(tab, `/made/${folder}/index.html`);
    await tab.leaveFrame();
    expect(await platform(tab)).toMatchObject({ state: 'running', kept: { 'cmi.core.lesson_status': 'incomplete' } });
    await tab.enterFrame('iframe');
    await edit(tab, 'x', 0, '9');
    await poll(() => shown(tab, 'output').then(([first]) => parseNumber(first ?? ''))).toBe(1);
    if (asks) await reply(tab, '-4');
    await tab.leaveFrame();
    const status = asks ? 'passed' : 'completed';
    await poll(async () => (await platform(tab)).kept).toMatchObject({
      'cmi.core.lesson_status': status,
      ...(asks && { 'cmi.core.score.raw': '100', 'cmi.core.score.max': '100', 'cmi.core.lesson_location': '-4' }),
      'cmi.suspend_data': expect.stringContaining('x='),
    });
    await visit(tab, null);
    await poll(async () => (await platform(tab)).state).toBe('finished');
    expect((await platform(tab)).kept['cmi.core.session_time']).toMatch(/^\d{4}:\d\d:\d\d\.\d\d$/);

    // A second visit continues after the first one.
    await visit(tab, `/made/${folder}/index.html`);
    expect((await shown(tab, 'x'))[0]).toBe('9');
    if (asks) expect(await texts(tab, `${asked} >> .told`)).toEqual([english.right('−4')]);
    await tab.leaveFrame();
    const { kept, refusals } = await platform(tab);
    expect(kept['cmi.core.lesson_status']).toBe(status);
    expect(refusals).toEqual([]);
  });
};
testScorm(false);

test('the panel says if the file cannot be fetched', async ({ tab }) => {
  await open(tab);
  await openPanel(tab);
  await tab.evaluate(() => {
    window.fetch = async () => new Response('', { status: 404, statusText: 'Not Found' });
  });
  await tab.click(button('file'));
  await poll(() => said(tab, 'file')).toEqual([expect.stringMatching(/404/)]);
  expect(await tab.count(`${panel}`)).toBe(1);
  expect(await tab.count(cell('x', 0))).toBe(1);
});

test('axe finds nothing in the panel', async ({ tab }) => {
  await tab.setViewport(320, 700);
  await open(tab, 'lang=es');
  await openPanel(tab);
  expect(await tab.axe()).toEqual([]);
});

test.describe('in every engine', { tag: '@engines' }, () => {
  testScorm(true);

  test('the panel by keys: Tab stays in it, Escape closes it, and the focus goes back', async ({ tab }) => {
    await open(tab);
    await openPanel(tab);
    await tab.keys('Escape');
    await poll(() => tab.count('convdot-share >> dialog[open]')).toBe(0);
    await poll(() => focused(tab)).toBe(`button ${words.embed}`);
    await tab.keys('Enter');
    await poll(() => tab.count('convdot-share >> dialog[open]')).toBe(1);
    for (let press = 0; press < 5; press += 1) {
      await tab.keys('Tab');
      expect(
        await tab.evaluate(
          () => document.activeElement?.closest('convdot-share') !== null || document.activeElement === document.body,
        ),
      ).toBe(true);
    }
  });

  test('copying copies the text, or selects it', async ({ tab }) => {
    await open(tab);
    await openPanel(tab);
    for (const name of ['link', 'frame', 'element']) {
      await tab.click(`convdot-share >> .taken[aria-labelledby=share-${name}-name] button`);
      await poll(() => said(tab, name)).toEqual([
        expect.stringMatching(`^(${english.copied}|${english.selected.replace('+', '\\+')})$`),
      ]);
    }
  });

  test('the panel fits 320 pixels', async ({ tab }) => {
    await tab.setViewport(320, 700);
    await open(tab, 'lang=es');
    await openPanel(tab);
    expect(await texts(tab, 'convdot-share >> h2')).toEqual([spanish.title]);
    const [inner, outer, width] = await tab.evaluate(() => {
      const dialog = document.querySelector('convdot-share dialog') as HTMLElement;
      return [dialog.scrollWidth, dialog.clientWidth, innerWidth] as const;
    });
    expect(inner).toBeLessThanOrEqual(outer);
    expect(outer).toBeLessThanOrEqual(width);
    const buttons = await facts(tab, 'convdot-share >> .button');
    expect(buttons.length).toBeGreaterThan(3);
    for (const { box } of buttons) expect(box.height).toBeGreaterThanOrEqual(24);
  });

  test('an exercise in one file: opens from a disk with its case, its parts and its question, and can be saved again', async ({
    tab,
  }) => {
    await open(tab, 'preset=vertical-edge');
    await edit(tab, 'x', 35, '10');
    await openPanel(tab);
    await check(tab, 'matrix');
    await catchFiles(tab);

    // An invalid question is named, and nothing is lost.
    await putQuestion(tab, { text: question.text, answer: 'four' });
    await tab.click(button('file'));
    await poll(() => texts(tab, 'convdot-share >> [aria-labelledby=share-asks] [role=status]')).toEqual([
      english.badAnswer('four'),
    ]);
    expect(await value(tab, 'question')).toBe(question.text);
    await putQuestion(tab);
    await tab.click(button('file'));
    await poll(() => said(tab, 'file')).toEqual([english.saved('convdot-exercise.html')]);
    const first = await saved(tab);
    expect(first.name).toBe('convdot-exercise.html');

    const folder = folderOf(tab, 'exercise');
    await tab.goto(pathToFileURL(put(folder, 'first.html', first.bytes)).href);
    await opened(tab);
    expect((await shown(tab, 'x'))[35]).toBe('10');
    expect(await tab.count('conv-dot >> convdot-matrix')).toBe(0);
    expect(await texts(tab, `${asked} >> .asked`)).toEqual([question.text]);

    // Only a number counts as an answer, and only once.
    await reply(tab, 'four');
    await poll(() => texts(tab, `${asked} >> .told`)).toEqual([english.notANumber('four')]);
    await reply(tab, '-4.0');
    await poll(() => texts(tab, `${asked} >> .told`)).toEqual([english.right('−4')]);
    expect(await tab.count(`${asked} >> button`)).toBe(0);

    // The next file includes the reader's changes, with the page as it was made.
    await edit(tab, 'x', 0, '7');
    await poll(async () => (await ask(tab)).state.step).toBeTruthy();
    await openPanel(tab);
    await catchFiles(tab);
    await tab.click(button('file'));
    await poll(() => said(tab, 'file')).toEqual([english.saved('convdot-exercise.html')]);
    const second = await saved(tab);
    const scripts = (html: string) => html.match(/<script (?!type="application\/json")[\s\S]*?<\/script>/g);
    expect(scripts(second.bytes.toString())).toEqual(scripts(readFileSync(`${dist}/convdot.html`, 'utf8')));
    await tab.goto(pathToFileURL(put(folder, 'second.html', second.bytes)).href);
    await opened(tab);
    expect((await shown(tab, 'x'))[0]).toBe('7');
    expect(await tab.count(asked), 'no question was asked for').toBe(0);
    expect(await tab.consoleMessages()).toEqual([]);
    // The checks after every test need a served page.
    await tab.goto('/hosts/empty.html');
  });

  test('an exercise in a sandbox, and as srcdoc, shows its question', { tag: '@chromium' }, async ({ tab }) => {
    await open(tab);
    await openPanel(tab);
    await catchFiles(tab);
    await putQuestion(tab);
    await tab.click(button('file'));
    await poll(() => said(tab, 'file')).toEqual([english.saved('convdot-exercise.html')]);
    const { bytes } = await saved(tab);
    const folder = folderOf(tab, 'sandbox');
    put(folder, 'exercise.html', bytes);
    for (const as of ['src', 'srcdoc']) {
      await tab.goto('/hosts/empty.html');
      await tab.evaluate(
        async (address, attribute) => {
          const frame = document.createElement('iframe');
          const answers: unknown[] = [];
          addEventListener('message', ({ data }) => {
            if (data.type === 'convdot:answer') answers.push(data);
          });
          frame.setAttribute('sandbox', 'allow-scripts');
          Object.assign(frame, { width: 1000, height: 700, title: 'ConvDot' });
          if (attribute === 'src') frame.src = address;
          else frame.srcdoc = await (await fetch(address)).text();
          document.body.append(frame);
          Object.assign(window, { answers });
        },
        `/made/${folder}/exercise.html`,
        as,
      );
      await tab.enterFrame('iframe');
      await opened(tab);
      await reply(tab, '4');
      await poll(() => texts(tab, `${asked} >> .told`)).toEqual([english.wrong('4', '−4')]);
      await tab.leaveFrame();
      await poll(() => tab.evaluate(() => (window as unknown as { answers: unknown[] }).answers)).toEqual([
        { type: 'convdot:answer', v: 1, lesson: 'question', correct: false },
      ]);
    }
  });
});
