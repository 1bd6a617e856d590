// Assembles the npm package, dist/convdot, from what CMake has built, and its smaller sister for the site's first visit,
// build/bench: the same index.js over the module that has the bench's functions alone. Prints what each file weighs and fails above
// the budget.
//
//   node wasm/package/build.mjs [--from build/wasm/wasm] [--to dist/convdot] [--bench build/bench]
//
// What belongs to the element is put beside it by the page's build, and the notice of all that is in the package.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants } from 'node:zlib';

/** After brotli. The page's first visit may transfer 100 KB in all, of which the bench's module has a share. */
const BUDGETS = { 'convdot.wasm': 120 * 1024, 'convdot_bench.wasm': 30 * 1024 };

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const { values } = parseArgs({
  options: {
    from: { type: 'string', default: 'build/wasm/wasm' },
    to: { type: 'string', default: 'dist/convdot' },
    bench: { type: 'string', default: 'build/bench' },
  },
});
const from = resolve(root, values.from);
const to = resolve(root, values.to);
const bench = resolve(root, values.bench);

const manifest = await readFile(join(from, 'package.json'), 'utf8');
const { version } = JSON.parse(manifest);
// A development dependency of the page, the one folder that has any.
const esbuild = await import(pathToFileURL(createRequire(join(root, 'web/package.json')).resolve('esbuild')).href);

/**
 * index.js over one of the two modules, whose imports have names of their own each.
 * @param {string} glue
 * @param {string} folder
 */
async function bundle(glue, folder) {
  await mkdir(folder, { recursive: true });
  await esbuild.build({
    entryPoints: [join(here, 'index.js')],
    outfile: join(folder, 'index.js'),
    alias: { 'convdot-glue': join(from, glue) },
    define: { CONVDOT_VERSION: JSON.stringify(version) },
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    // Whitespace stays: the hints to bundlers beside import() are comments, and Node shows the line of an error, not 30 KB.
    minifySyntax: true,
    minifyIdentifiers: true,
    legalComments: 'none',
    logLevel: 'warning',
  });
}

await bundle('convdot.mjs', to);
await bundle('convdot_bench.mjs', bench);
// Written, not copied with their modes: the linker marks wasm executable.
await writeFile(join(to, 'package.json'), manifest);
await writeFile(join(to, 'convdot.wasm'), await readFile(join(from, 'convdot.wasm')));
await writeFile(join(bench, 'convdot_bench.wasm'), await readFile(join(from, 'convdot_bench.wasm')));
await writeFile(join(to, 'index.d.ts'), await readFile(join(here, 'index.d.ts')));
await writeFile(join(to, 'README.md'), await readFile(join(here, 'README.md')));
await writeFile(join(to, 'LICENSE'), await readFile(join(root, 'LICENSE')));

/**
 * @param {string} folder
 * @param {string} name
 */
async function weigh(folder, name) {
  const bytes = await readFile(join(folder, name));
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;
  console.log(`${name.padEnd(18)} ${String(bytes.length).padStart(7)} bytes, ${String(brotli).padStart(6)} after brotli`);
  const budget = BUDGETS[name];
  if (brotli <= budget || budget === undefined) return;
  console.error(`${name} is ${brotli} bytes after brotli, above its budget of ${budget}.`);
  process.exitCode = 1;
}

console.log(`convdot ${version} in ${to}`);
await weigh(to, 'index.js');
await weigh(to, 'convdot.wasm');
await weigh(bench, 'convdot_bench.wasm');
