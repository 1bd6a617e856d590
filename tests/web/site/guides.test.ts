// The guides as documents: each links to all of them, every link inside the site works, and every example of a link reads
// completely, as a case with an output.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readHash } from '../../../web/src/model/url.ts';
import { examples } from '../examples.ts';
import { generator } from '../model/support.ts';
import { dist } from '../server.ts';

const { load } = (await import(`${dist}/convdot/index.js`)) as typeof import('convdot');
const convdot = await load();

const guides = ['learners', 'mentors', 'course-authors', 'embedding', 'hosting', 'engineers'].map((name) => `${name}.html`);
const page = (name: string) => readFileSync(`${dist}/site/docs/${name}`, 'utf8');
const hrefs = (html: string) => [...html.matchAll(/<a [^>]*?href="([^"]*)"/g)].map(([, href = '']) => href);

test('all guides exist, and each links to all of them', () => {
  assert.deepEqual(
    readdirSync(`${dist}/site/docs`)
      .filter((name) => name.endsWith('.html'))
      .sort(),
    guides.toSorted(),
  );
  for (const name of guides) {
    const html = page(name);
    assert.equal(html.match(/<h1\b/g)?.length, 1, name);
    const [, nav = ''] = /<nav\b[^>]*>([\s\S]*?)<\/nav>/.exec(html) ?? [];
    assert.deepEqual(hrefs(nav), guides, name);
  }
});

test('every link inside the site works', () => {
  let followed = 0;
  for (const name of guides)
    for (const href of hrefs(page(name)).filter((each) => !/^\w+:/.test(each))) {
      const { pathname, hash } = new URL(href, `http://site/docs/${name}`);
      const file = `${dist}/site${pathname.replace(/\/$/, '/index.html')}`;
      assert.ok(existsSync(file), `${name}: ${href}`);
      // The page reads a case in the hash.
      if (hash && pathname.startsWith('/docs/')) assert.ok(readFileSync(file, 'utf8').includes(`id="${hash.slice(1)}"`), href);
      followed += 1;
    }
  assert.ok(followed > 30, `${followed} links`);
});

test('every example of a link opens its case', async () => {
  const links = examples('link');
  assert.ok(links.length > 4, `${links.length} links`);
  for (const { file, line, text } of links) {
    const { state, problems } = await readHash(text.trim().slice(1), generator);
    assert.deepEqual(problems, [], `${file}, line ${line}`);
    const { x, w, b, stride, dilation, groups, pad } = state;
    convdot.outputShape(x.shape, w.shape, { stride, dilation, groups, padding: pad, biasShape: b.shape });
  }
});
