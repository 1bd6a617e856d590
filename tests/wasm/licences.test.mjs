// The notices of what other projects wrote, held against what is published: what the sources include and import, and the marks that
// libraries leave in a bundle.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { dist, root } from './package.mjs';

const read = (...path) => readFileSync(join(root, ...path), 'utf8');
const element = read('dist/convdot/element.js');
const single = read('dist/convdot.html');
const notices = {
  package: read('dist/convdot/THIRD-PARTY-LICENSES'),
  site: read('dist/site/THIRD-PARTY-LICENSES.txt'),
  single: single.slice(single.lastIndexOf('<!--')),
};
/** The parts that a notice names: name, version, and the files that it says they are in. */
const partsOf = (notice) =>
  notice
    .split(/^={80}$/m)
    .slice(1)
    .flatMap((section) =>
      [...section.matchAll(/^\* (\S+) (\d[^,\n]*)(?:, in (.*))?$/gm)].map(([, name, version, files]) => ({
        name,
        version,
        files: files?.split(', ') ?? [],
      })),
    );
const named = (notice, name) => {
  const [part, ...more] = partsOf(notice).filter((each) => each.name === name);
  assert.ok(part, `${name} is not named`);
  assert.deepEqual(more, [], `${name} is named once`);
  return part;
};

const sources = (folder, ending) =>
  readdirSync(join(root, folder), { recursive: true })
    .filter((name) => name.endsWith(ending))
    .map((name) => read(folder, name));

test("the project's own licence is in the package as it is", () => {
  assert.equal(read('dist/convdot/LICENSE'), read('LICENSE'));
  assert.match(read('LICENSE'), /^MIT License/);
});

test('every library whose headers the C++ includes', () => {
  const included = [...sources('core', 'pp'), ...sources('wasm/src', 'pp')].flatMap((text) =>
    [...text.matchAll(/^#include <(\w+)\//gm)].map(([, name]) => name),
  );
  const libraries = new Set(included.filter((name) => name !== 'convdot' && name !== 'emscripten'));
  assert.ok(libraries.has('xtensor'));
  for (const library of libraries) for (const notice of Object.values(notices)) named(notice, library);
});

test('what every module of Emscripten has in it', () => {
  for (const notice of Object.values(notices))
    for (const name of ['Emscripten', 'musl', 'libc++', 'libc++abi', 'compiler-rt', 'xtl']) named(notice, name);
  assert.deepEqual(named(notices.package, 'musl').files, ['convdot.wasm', 'element.iife.js']);
  assert.deepEqual(named(notices.package, 'Emscripten').files, ['convdot.wasm', 'element.iife.js', 'element.js', 'index.js']);
});

test('every npm package that the page imports, in the version that is locked', () => {
  const locked = JSON.parse(read('web/package-lock.json')).packages;
  const importedBy = (text) =>
    [...text.matchAll(/^(?:import|export) (?!type )[^;]*?from '((?:@[\w-]+\/)?[a-z][\w.-]*)/gm)].map(([, name]) => name);
  const packages = new Set(
    sources('web/src', '.ts')
      .flatMap(importedBy)
      .filter((name) => name !== 'convdot'),
  );
  assert.ok(packages.has('lit') && packages.has('comlink'));
  // The service worker, the larger editor and the charts are not in the single file.
  const [offline, editor, chart] = ['app/sw', 'panels/numpy/editor/codemirror', 'panels/speed/chart/uplot'].map((name) =>
    importedBy(read(`web/src/${name}.ts`)),
  );
  for (const each of [offline, editor, chart]) assert.ok(each.length > 0);
  for (const name of packages) {
    for (const notice of [...offline, ...editor, ...chart].includes(name) ? [notices.site] : [notices.site, notices.single]) {
      assert.equal(named(notice, name).version, locked[`node_modules/${name}`].version);
    }
  }
  for (const { name, version } of Object.values(notices).flatMap(partsOf)) {
    const entry = locked[`node_modules/${name}`];
    if (entry) assert.equal(version, entry.version, name);
  }
});

test('every library that has left its mark in a bundle', () => {
  for (const [mark, name] of [
    ['litHtmlVersions', 'lit-html'],
    ['litElementVersions', 'lit-element'],
    ['reactiveElementVersions', '@lit/reactive-element'],
  ]) {
    const [, version] = new RegExp(`${mark}\\s*\\?\\?=\\s*\\[\\]\\)?\\.push\\(.(\\d+\\.\\d+\\.\\d+).\\)`).exec(element);
    const part = named(notices.package, name);
    assert.deepEqual([part.version, part.files], [version, ['element.iife.js', 'element.js']]);
  }
  const workers = [...read('dist/site/sw.js').matchAll(/workbox:([a-z-]+):/g)].map(([, name]) => `workbox-${name}`);
  assert.ok(workers.includes('workbox-precaching'));
  for (const name of workers) assert.deepEqual(named(notices.site, name).files, ['sw.js']);
});

test('each part has its licence, and the files that it is said to be in are there', () => {
  for (const [form, notice] of Object.entries(notices)) {
    const sections = notice.split(/^={80}$/m).slice(1);
    assert.ok(sections.length > 5, form);
    for (const section of sections) {
      assert.ok(section.length > 500, section);
      assert.match(section, /licen[cs]e|permission/i);
      assert.match(section, /copyright/i);
    }
  }
  for (const { files } of partsOf(notices.package)) for (const file of files) readFileSync(join(dist, file));
  for (const { name, files } of partsOf(notices.site)) {
    assert.ok(files.length > 0, name);
    for (const file of files) read('dist/site', file);
  }
  assert.match(read('dist/site/index.html'), /<link rel="license" href="\.\/THIRD-PARTY-LICENSES\.txt">/);
});

// The build's own script is TypeScript, which Node 20 does not run.
test('what nothing is known of fails the build', { skip: !process.features.typescript && 'needs Node 22.18' }, async () => {
  const { compiledParts, licenceIn } = await import('../../wasm/package/third-party.ts');
  const folder = mkdtempSync(join(tmpdir(), 'convdot-'));
  after(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'wasm'));
  writeFileSync(join(folder, 'wasm/convdot.mjs.inputs'), 'wasm/CMakeFiles/ours.o\n/somewhere/libmystery.a(member.o)\n');
  assert.throws(() => compiledParts(folder, { wasm: [], glue: [] }), /libmystery\.a/);
  assert.equal(licenceIn(folder), undefined);
  writeFileSync(join(folder, 'LICENCE.txt'), 'Do as you like.\n');
  assert.deepEqual(licenceIn(folder), { text: 'Do as you like.' });
});
