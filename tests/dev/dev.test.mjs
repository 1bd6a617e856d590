// The output of ./dev when it cannot continue.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs ./dev in a new folder with only the files that set-up reads, and with `npm` replaced. */
function dev(t, npm, ...verb) {
  const folder = mkdtempSync(join(tmpdir(), 'convdot-dev-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const name of ['dev', 'tests/parts.sh', 'web/toolchain', 'web/.npmrc', 'web/package-lock.json']) {
    cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  const programs = join(folder, 'programs');
  mkdirSync(programs);
  for (const [name, text] of Object.entries({ npm, 'clang-format': 'exit 0' })) {
    writeFileSync(join(programs, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  }
  const env = { ...process.env, PATH: [programs, process.env.PATH].join(delimiter) };
  return spawnSync('sh', ['dev', ...verb], { cwd: folder, env, encoding: 'utf8' });
}

test('an npm that gives up with success ends the set-up, and a sentence says what to do', (t) => {
  const { status, stderr } = dev(t, 'echo "npm error Exit handler never called!"', 'dist');
  assert.equal(status, 1, stderr);
  assert.match(stderr, /could not install the packages that build\/toolchain\/package-lock\.json names/);
  assert.match(stderr, /add the proxy's certificate to the system's/);
});

test('so does an npm that fails', (t) => {
  const { status, stderr } = dev(t, 'echo "npm error code ENOTFOUND"; exit 1', 'dist');
  assert.equal(status, 1, stderr);
  assert.match(stderr, /could not install the packages/);
});

test('a part that does not exist is named, beside those that do, before anything is set up', (t) => {
  const { status, stderr } = dev(t, 'exit 1', 'test', 'pages');
  assert.equal(status, 2, stderr);
  assert.match(stderr, /no part 'pages'; the parts are: lint .*page/);
});

/** An npm that installs nothing, and runs scripts of which `lint` does this. */
const npmThat = (lint) => `
  case "$*" in
    ci) mkdir node_modules ;;
    *lint:built) echo 'Two files, no finding' ;;
    *lint) ${lint} ;;
  esac`;

test('a run of parts ends with the time and the closing lines of each', (t) => {
  const { status, stdout, stderr } = dev(t, npmThat('echo "First"; echo "Checked 3 files"'), 'test', 'lint', 'html');
  assert.equal(status, 0, stderr);
  assert.match(stdout, /== formatting, types, style\n[^]*First\nChecked 3 files\n\n== built pages\nTwo files, no finding\n/);
  const summary = stdout.slice(stdout.indexOf('\nEverything passed')).replaceAll(/ +\d+ s/g, ' T s');
  assert.equal(
    summary,
    '\nEverything passed in T s.\nset-up T s\nformatting, types, style T s  Checked 3 files \nbuilt pages T s  Two files, no finding \n',
  );
});

test('a part that fails ends the run', (t) => {
  const { status, stdout, stderr } = dev(t, npmThat('echo "A fault"; exit 3'), 'test', 'lint', 'html');
  assert.equal(status, 1);
  assert.match(stdout, /A fault/);
  assert.match(stderr, /FAILED after \d+ s: formatting, types, style/);
  assert.doesNotMatch(stdout, /built pages|Everything passed/);
});
