// Programs of somebody else's that have installed the package: Node's modules, its worker threads, CommonJS, and TypeScript by both
// ways in which it looks for modules. Bundlers and browsers are the page tests'.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { install } from './installed.mjs';
import { root } from './package.mjs';

const folder = mkdtempSync(join(tmpdir(), 'convdot-'));
after(() => rmSync(folder, { recursive: true }));
const packed = install(folder);
const manifest = JSON.parse(readFileSync(join(folder, 'node_modules/convdot/package.json'), 'utf8'));

/** Runs a program in the project and returns what it prints. */
function run(name, source) {
  writeFileSync(join(folder, name), source);
  const { stdout, stderr } = spawnSync(process.execPath, [name], { cwd: folder, encoding: 'utf8' });
  assert.equal(stderr, '');
  return stdout;
}

test('what is packed and installed is what the manifest names', () => {
  const named = [...manifest.files, 'package.json'].sort();
  assert.deepEqual(packed.toSorted(), named);
  assert.deepEqual(readdirSync(join(folder, 'node_modules/convdot')).sort(), named);
  assert.deepEqual(
    readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.')),
    ['convdot'],
    'and nothing besides',
  );
});

test('as an ES module, by its names alone', () => {
  const printed = run(
    'main.js',
    `import { load, ConvDotError } from 'convdot';
     import { readFileSync } from 'node:fs';
     const { version } = await load();
     const again = await load({ wasmBinary: readFileSync(new URL(import.meta.resolve('convdot/convdot.wasm'))) });
     console.log(version, again.version, typeof ConvDotError);
     for (const name of ['convdot/index.js', 'convdot/messages']) await import(name).catch((error) => console.log(error.code));`,
  );
  assert.equal(
    printed,
    `${manifest.version} ${manifest.version} function\nERR_PACKAGE_PATH_NOT_EXPORTED\nERR_PACKAGE_PATH_NOT_EXPORTED\n`,
  );
});

test('in a worker thread, and from CommonJS', () => {
  const compute = `load().then((convdot) => convdot.compare({ shape: [1, 2, 2, 1], data: [1, 2, 3, 4] }, { shape: [2, 2, 1, 1], data: [5, 6, 7, 8] }))`;
  writeFileSync(
    join(folder, 'worker.js'),
    `import { parentPort } from 'node:worker_threads'; import { load } from 'convdot'; ${compute}.then((result) => parentPort.postMessage(result));`,
  );
  const inWorker = `import { Worker } from 'node:worker_threads';
    new Worker(new URL('worker.js', import.meta.url)).once('message', ({ verdict, multiplySum }) => console.log(verdict, multiplySum.data));`;
  const expected = 'identical Float64Array(1) [ 70 ]\n';
  assert.equal(run('thread.js', inWorker), expected);
  assert.equal(
    run(
      'common.cjs',
      `import('convdot').then(({ load }) => ${compute}).then(({ verdict, multiplySum }) => console.log(verdict, multiplySum.data));`,
    ),
    expected,
  );
});

test('the element does nothing where there is no DOM', () => {
  const printed = run(
    'element.js',
    `const before = Object.getOwnPropertyNames(globalThis).length;
     const { ConvDotElement } = await import('convdot/element');
     console.log(ConvDotElement, Object.getOwnPropertyNames(globalThis).length - before);`,
  );
  assert.equal(printed, 'undefined 0\n');
});

const tools = join(root, 'web/node_modules');
const skip = !existsSync(join(tools, 'typescript')) && 'typescript is not installed in web/node_modules';

test('in TypeScript, strict, with nothing let pass', { skip }, async (t) => {
  for (const name of ['consumer.mts', 'page-consumer.mts', 'react-consumer.tsx']) {
    copyFileSync(fileURLToPath(new URL(`consumers/${name}`, import.meta.url)), join(folder, name));
  }
  mkdirSync(join(folder, 'node_modules/@types'));
  symlinkSync(join(tools, '@types/react'), join(folder, 'node_modules/@types/react'));
  for (const [module, moduleResolution] of [
    ['esnext', 'bundler'],
    ['nodenext', 'nodenext'],
  ]) {
    await t.test(moduleResolution, () => {
      writeFileSync(
        join(folder, 'tsconfig.json'),
        JSON.stringify({
          compilerOptions: {
            ...{
              module,
              moduleResolution,
              target: 'es2022',
              lib: ['es2022', 'dom', 'dom.iterable'],
              types: [],
              jsx: 'react-jsx',
              noEmit: true,
            },
            ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, skipLibCheck: false },
          },
          include: ['*.mts', '*.tsx'],
        }),
      );
      const { stdout, stderr, status } = spawnSync(process.execPath, [join(tools, 'typescript/bin/tsc'), '-p', folder], {
        encoding: 'utf8',
      });
      assert.deepEqual([stdout + stderr, status], ['', 0]);
    });
  }
});
