// The guides as pages of the site, and their examples of HTML, links and an exercise, each opened unchanged.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { withExercise } from '../../web/src/panels/embed/exercise.ts';
import { examples } from './examples.ts';
import { ask, expect, grid, open, poll, problems, type Tab, test, texts } from './page.ts';
import { putNotes } from './plain-host.ts';
import { dist } from './server.ts';

const guides = ['learners', 'mentors', 'course-authors', 'embedding', 'hosting', 'engineers'];

test('the page links to the guides, in which axe finds nothing', { tag: '@all' }, async ({ tab }) => {
  await open(tab);
  const links = await tab.evaluate(() => [...document.querySelectorAll('footer a')].map((each) => each.getAttribute('href')));
  expect(links).toEqual(['learners', 'mentors', 'course-authors', 'engineers'].map((name) => `docs/${name}.html`));
  for (const name of guides) {
    await tab.goto(`/a/sub/path/docs/${name}.html`);
    expect(await tab.axe(), name).toEqual([]);
    expect(await tab.consoleMessages()).toEqual([]);
  }
});

const made = new URL('../../build/made/examples/', import.meta.url);
const computed = async (tab: Tab, host: string) => poll(() => tab.count(`${grid('output', host)} >> .number`)).toBeGreaterThan(0);

for (const { file, line, text } of examples('html')) {
  test(`${file}, line ${line}: a page with it shows the case`, async ({ tab }) => {
    await tab.goto(putNotes(`${file.replaceAll('/', '-')}-${line}-${tab.engine}.html`, text));
    if (text.includes('<iframe')) {
      await tab.enterFrame('iframe');
      await computed(tab, 'conv-dot');
      expect(await tab.count(problems)).toBe(0);
      await tab.leaveFrame();
    } else {
      await computed(tab, 'conv-dot');
      expect(await tab.count(problems)).toBe(0);
    }
  });
}

test('an exercise written by hand, as the guide for course authors has it', async ({ tab }) => {
  const [{ text } = { text: '' }] = examples('json', ['web/docs/course-authors.md']);
  const { state, question } = JSON.parse(text);
  mkdirSync(made, { recursive: true });
  const name = `exercise-${tab.engine}.html`;
  writeFileSync(new URL(name, made), withExercise(readFileSync(`${dist}/convdot.html`, 'utf8'), { state, question }));
  await tab.goto(`/made/examples/${name}`);
  await computed(tab, 'conv-dot');
  expect((await ask(tab)).result.multiplySum).toEqual([question.answer]);
  expect(await texts(tab, 'convdot-question >> .asked')).toEqual([question.text]);
});

test.describe('in every engine', { tag: '@engines' }, () => {
  test('a guide fits 320 pixels: wide parts scroll', async ({ tab }) => {
    await tab.setViewport(320, 700);
    for (const name of guides) {
      await tab.goto(`/docs/${name}.html`);
      const [wide, width] = await tab.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      expect(wide, name).toBeLessThanOrEqual(width as number);
    }
  });
});
