// Makes the npm package, dist/convdot, from the modules that CMake has built; and build/example for the site's first visit, the same
// index.js over the example's module (wasm/CMakeLists.txt says why there are two). Prints each file's size and fails above a budget
// (weights.ts).
//
//   node wasm/package/build.ts [--from build/wasm/wasm] [--to dist/convdot] [--example build/example]
//
// The page's build adds the element and the third-party notice.
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
// The page is the one folder that has development dependencies.
import { build } from '../../web/node_modules/esbuild/lib/main.js';
import { report, sections, weigh } from './weights.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = resolve(here, '../..');
const { values } = parseArgs({
  options: {
    from: { type: 'string', default: 'build/wasm/wasm' },
    to: { type: 'string', default: 'dist/convdot' },
    example: { type: 'string', default: 'build/example' },
  },
});
const from = resolve(root, values.from);
const to = resolve(root, values.to);
const example = resolve(root, values.example);

const manifest = await readFile(join(from, 'package.json'), 'utf8');
const { version } = JSON.parse(manifest);

/** index.js with the glue of one of the two modules. A glue fits its own module alone: the imports of each have short names of their own. */
async function bundle(glue: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await build({
    entryPoints: [join(here, 'src/index.ts')],
    outfile: join(folder, 'index.js'),
    alias: { 'convdot-glue': join(from, glue) },
    define: { CONVDOT_VERSION: JSON.stringify(version) },
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    // Whitespace stays: the hints to bundlers beside import() are comments, and Node prints the line of an error, not 30 KB.
    minifySyntax: true,
    minifyIdentifiers: true,
    legalComments: 'none',
    logLevel: 'warning',
  });
}

/** Checks the types, and puts the public ones into one file: api.ts imports nothing, and index.ts declares nothing that needs more. */
async function declarations(): Promise<string> {
  const emitted = join(root, 'build/package');
  const tsc = join(root, 'web/node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', here, '--outDir', emitted], { stdio: 'inherit' });
  const [api, entry] = await Promise.all(['api.d.ts', 'index.d.ts'].map((name) => readFile(join(emitted, name), 'utf8')));
  return api + entry.replace(/^.* from '\.\/api\.ts';\n/gm, '');
}

await bundle('convdot.mjs', to);
await bundle('convdot_example.mjs', example);
// Written instead of copied: the linker marks the wasm as executable.
await writeFile(join(to, 'package.json'), manifest);
await writeFile(join(to, 'convdot.wasm'), await readFile(join(from, 'convdot.wasm')));
await writeFile(join(example, 'convdot_example.wasm'), await readFile(join(from, 'convdot_example.wasm')));
await writeFile(join(to, 'index.d.ts'), await declarations());
await writeFile(join(to, 'README.md'), await readFile(join(here, 'README.md')));
await writeFile(join(to, 'LICENSE'), await readFile(join(root, 'LICENSE')));

console.log(`convdot ${version} in ${to}`);
const [library, module, small] = await Promise.all(
  [join(to, 'index.js'), join(to, 'convdot.wasm'), join(example, 'convdot_example.wasm')].map((path) => readFile(path)),
);
report('dist/convdot/index.js', await weigh('brotli', library));
report('dist/convdot/convdot.wasm', await weigh('brotli', module, sections(module)));
report('build/example/convdot_example.wasm', await weigh('brotli', small, sections(small)));
