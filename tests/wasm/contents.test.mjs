// What the package is made of: the files that it names and no others, nothing imported, nothing that a browser or a bundler
// for browsers would stumble on.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { convdot, dist, root } from './package.mjs';

const manifest = JSON.parse(readFileSync(join(dist, 'package.json'), 'utf8'));
const source = readFileSync(join(dist, 'index.js'), 'utf8');
// The page's build adds these.
const PAGE = [
  'element.js',
  'editor.js',
  'chart.js',
  'element.d.ts',
  'element.iife.js',
  'messages.d.ts',
  'react.d.ts',
  'custom-elements.json',
  'THIRD-PARTY-LICENSES',
];

const folder = mkdtempSync(join(tmpdir(), 'convdot-'));
after(() => rmSync(folder, { recursive: true }));

test('the manifest', () => {
  assert.equal(manifest.name, 'convdot');
  assert.equal(manifest.type, 'module');
  assert.equal(manifest.license, 'MIT');
  assert.deepEqual(manifest.engines, { node: '>=20' });
  for (const key of ['dependencies', 'peerDependencies', 'optionalDependencies', 'scripts', 'bin'])
    assert.ok(!(key in manifest), key);
  assert.deepEqual(Object.keys(manifest.exports), [
    ...[
      '.',
      './element',
      './element.iife.js',
      './messages',
      './react',
      './convdot.wasm',
      './custom-elements.json',
      './package.json',
    ],
  ]);
});

test('one version', () => {
  const [, version] = /project\(convdot VERSION (\S+)/.exec(readFileSync(join(root, 'CMakeLists.txt'), 'utf8'));
  assert.equal(manifest.version, version);
  assert.equal(convdot.version, version);
});

test('the files that it names, and no others', () => {
  const present = readdirSync(dist, { recursive: true }).sort();
  const named = [...manifest.files, 'package.json'].sort();
  assert.deepEqual(
    present.filter((name) => !named.includes(name)),
    [],
  );
  assert.deepEqual(
    named.filter((name) => !present.includes(name) && !PAGE.includes(name)),
    [],
  );
  const pointed = JSON.stringify([Object.values(manifest.exports), manifest.main, manifest.types, manifest.sideEffects]).match(
    /\.\/[^"]+/g,
  );
  for (const path of pointed) assert.ok(named.includes(path.slice(2)), path);
  for (const name of present) assert.ok((statSync(join(dist, name)).mode & 0o111) === 0, `${name} is not a program`);
});

test('imports nothing, evaluates nothing, names no address', () => {
  assert.doesNotMatch(source, /^\s*import\s*[\w{*'"]/m, 'a static import');
  assert.doesNotMatch(source, /\brequire\s*\(/);
  // One dynamic import, of Node's own, whose name is put together when it runs and which bundlers are told to leave alone.
  assert.deepEqual(
    source.match(/\bimport\s*\([^)]*\)/g).map((each) => each.replace(/\s+/g, ' ').replace(/\$\{\w+\}/, '${}')),
    ['import( /* @vite-ignore */ /* webpackIgnore: true */ `node:${}` )'],
  );
  assert.doesNotMatch(source, /['"]node:/);
  assert.doesNotMatch(source, /\beval\s*\(|\bnew Function\b|\bFunction\s*\(/);
  assert.doesNotMatch(source, /https?:\/\//);
  assert.equal(source.match(/new URL\("convdot\.wasm", import\.meta\.url\)/g).length, 1, 'once, in the form that bundlers know');
  assert.equal(source.split('import.meta').length - 1, 2);
});

test('no path of the machine that built it', () => {
  for (const name of ['index.js', 'convdot.wasm', 'index.d.ts', 'README.md']) {
    assert.ok(!readFileSync(join(dist, name)).includes(root), name);
  }
});

test("the README's example and its table of codes", () => {
  const readme = readFileSync(join(dist, 'README.md'), 'utf8');
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(dist.replace(/\/$/, ''), join(folder, 'node_modules', 'convdot'));
  const [, example] = /```js\n([\s\S]*?)```/.exec(readme);
  writeFileSync(
    join(folder, 'example.mjs'),
    `${example.replace(/^convdot\.(.*?);/gm, 'results.push(convdot.$1);').replace("'convdot';", "'convdot';\nconst results = [];")}\nconsole.log(JSON.stringify(results));`,
  );
  const run = spawnSync(process.execPath, [join(folder, 'example.mjs')], { encoding: 'utf8' });
  assert.equal(
    run.stdout,
    `${JSON.stringify([{ 0: 70 }, 'identical', 'array([[19., 22.],\n       [43., 50.]])'])}\n`,
    run.stderr,
  );

  const types = readFileSync(join(dist, 'index.d.ts'), 'utf8');
  const declared = [.../\/\*\*\n((?: *\* - .*\n)+) *\*\/\n *readonly code/.exec(types)[1].matchAll(/'(\w+)'/g)].map(
    (match) => match[1],
  );
  const listed = [
    ...readme
      .slice(readme.indexOf('| code '))
      .split('\n\n')[0]
      .matchAll(/^\| (`[^|]*) \|/gm),
  ].flatMap((row) => [...row[1].matchAll(/`(\w+)`/g)].map((match) => match[1]));
  assert.deepEqual(listed.sort(), declared.sort());
});
