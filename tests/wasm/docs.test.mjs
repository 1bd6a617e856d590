// The guides' examples in JavaScript and in Python give what stands beside them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { examples } from '../web/examples.ts';
import { dist } from './package.mjs';

const folder = mkdtempSync(join(tmpdir(), 'convdot-docs-'));
after(() => rmSync(folder, { recursive: true }));

/**
 * An example as a module that gives what its lines claim: `expression; // value`, where the value is as Node prints it, or the line
 * after it is a comment alone. Other comments claim nothing.
 * @param {string} text
 */
function asModule(text) {
  const code = text
    .replace("from 'convdot'", `from ${JSON.stringify(pathToFileURL(join(dist, 'index.js')).href)}`)
    .replace(
      /^(?!import|const|let|\s|\/\/)(.+);[ ]*(?:\n?\/\/ ((?:.+\n\/\/ )*.+))$/gm,
      (_, expression, value) =>
        `claims.push([${expression}, ${JSON.stringify(value.replace(/\n\/\/ /g, '\n'))}, ${JSON.stringify(expression)}]);`,
    );
  return `export const claims = [];\n${code}`;
}

const scripts = examples('js');
test('the guides have examples of the library', () => {
  assert.ok(scripts.filter(({ text }) => text.includes("from 'convdot'")).length >= 5);
});
for (const { file, line, text } of scripts.filter(({ text: each }) => each.includes("from 'convdot'"))) {
  test(`${file}, line ${line}`, async () => {
    const path = join(folder, `${file.replaceAll('/', '-')}-${line}.mjs`);
    writeFileSync(path, asModule(text));
    const { claims } = await import(pathToFileURL(path).href);
    assert.ok(claims.length > 0, 'it claims something');
    for (const [value, said, expression] of claims) {
      const printed = inspect(value);
      // 'Float64Array [70]' is short for what Node prints.
      assert.ok(
        [
          printed,
          printed
            .replace(/\(\d+\)/, '')
            .replaceAll('[ ', '[')
            .replaceAll(' ]', ']'),
        ].includes(said),
        `${expression}: ${printed}, not ${said}`,
      );
    }
  });
}

const python = ['python3', '/usr/bin/python3'].find((each) => spawnSync(each, ['-c', 'import numpy']).status === 0);
const sessions = examples('pycon');
for (const file of new Set(sessions.map((each) => each.file))) {
  test(`${file}, in NumPy`, { skip: python ? false : 'python3-numpy is not installed' }, () => {
    const path = join(folder, 'session.txt');
    writeFileSync(
      path,
      sessions
        .filter((each) => each.file === file)
        .map(({ text }) => text)
        .join('\n'),
    );
    const { status, stdout } = spawnSync(python, ['-m', 'doctest', path], { encoding: 'utf8' });
    assert.equal(status, 0, stdout);
  });
}
