// The output of ./dev when it cannot continue.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs ./dev in a new folder with only the files that set-up reads, and with `npm` replaced. */
function dev(t, npm, ...verb) {
  const folder = mkdtempSync(join(tmpdir(), 'convdot-dev-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const name of ['dev', 'web/toolchain', 'web/.npmrc']) cpSync(join(root, name), join(folder, name), { recursive: true });
  const programs = join(folder, 'programs');
  mkdirSync(programs);
  writeFileSync(join(programs, 'npm'), `#!/bin/sh\n${npm}\n`);
  chmodSync(join(programs, 'npm'), 0o755);
  const env = { ...process.env, PATH: [programs, process.env.PATH].join(delimiter) };
  const { status, stderr } = spawnSync('sh', ['dev', ...verb], { cwd: folder, env, encoding: 'utf8' });
  return { status, stderr };
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
