// The package as a stranger has it: packed by npm, and installed by npm from the tarball. No registry is asked: it has no dependencies.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../../dist/convdot', import.meta.url));

/**
 * Makes `folder` a project with the package in it, and returns the names of the files that were packed.
 * @param {string} folder
 * @returns {string[]}
 */
export function install(folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'consumer', private: true, type: 'module' }));
  const npm = (/** @type {string[]} */ ...given) => {
    const run = spawnSync('npm', [...given, '--offline', '--cache', join(folder, '.npm')], { cwd: folder, encoding: 'utf8' });
    assert.equal(run.status, 0, run.stderr ?? String(run.error));
    return run.stdout;
  };
  const [{ filename, files }] = JSON.parse(npm('pack', dist, '--json'));
  npm('install', `./${filename}`, '--no-audit', '--no-fund');
  return files.map((/** @type {{ path: string }} */ { path }) => path);
}
