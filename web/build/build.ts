// Builds the named forms of the page (all by default), compresses the files of the site, and prints the size of each form. Fails if
// a size exceeds its budget (weights.ts).
//   node build/build.ts [single] [site] [element]
// Skips a form whose sources have not changed since its last build.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin, type Rolldown } from 'vite';
import { compiledParts, notice } from '../../wasm/package/third-party.ts';
import { encodings, report, weigh } from '../../wasm/package/weights.ts';
import { Bundled } from './bundled.ts';
import { manifest } from './manifest.ts';

const web = fileURLToPath(new URL('..', import.meta.url));
/** Intermediate files, and the sources of each form's last build. */
const scratch = fileURLToPath(new URL('../../build/page', import.meta.url));
const dist = fileURLToPath(new URL('../../dist', import.meta.url));
/** The compiled modules. */
const compiled = fileURLToPath(new URL('../../build/wasm', import.meta.url));
/** The example's smaller module. */
const example = fileURLToPath(new URL('../../build/example', import.meta.url));

const vite = (mode: string, { plugin }: Bundled, ...more: Plugin[]) =>
  build({
    root: web,
    configFile: join(web, 'vite.config.ts'),
    mode,
    logLevel: 'warn',
    plugins: [plugin(), ...more],
    worker: { plugins: () => [plugin()] },
  });

/**
 * The files that a first visit loads: the document, every file that needs no dynamic import(), the reader's language, and the files
 * that load automatically after the first answer.
 */
function firstVisit(output: Rolldown.RolldownOutput['output'], weight: (name: string) => number): string[] {
  const lazy = new Set<string>();
  const eager = new Set<string>();
  const follow = (name: string, into: Set<string>) => {
    if (into.has(name)) return;
    into.add(name);
    const chunk = output.find((file) => file.fileName === name);
    if (chunk?.type !== 'chunk') return;
    for (const next of [
      ...chunk.imports,
      ...(chunk.viteMetadata?.importedCss ?? []),
      ...(chunk.viteMetadata?.importedAssets ?? []),
    ]) {
      follow(next, into);
    }
    for (const next of chunk.dynamicImports) follow(next, lazy);
  };
  for (const file of output) if (file.type === 'chunk' && file.isEntry) follow(file.fileName, eager);
  // The example shows nothing without its words; counts the largest language.
  const begunBy = (module: RegExp) => output.filter((file) => file.type === 'chunk' && module.test(file.facadeModuleId ?? ''));
  const [heaviest] = begunBy(/\/src\/words\/[a-z]{2}\.ts$/).toSorted((a, b) => weight(b.fileName) - weight(a.fileName));
  for (const unasked of [heaviest, ...begunBy(/\/src\/app\/loaded-later\.ts$/)]) if (unasked) follow(unasked.fileName, eager);
  return output
    .map((file) => file.fileName)
    .filter((name) => /^(?!docs\/).*\.(html|js|css|wasm)$/.test(name) && (eager.has(name) || !lazy.has(name)));
}

async function buildSite(): Promise<void> {
  const site = join(dist, 'site');
  const bundled = new Bundled();
  const { output } = (await vite('production', bundled)) as Rolldown.RolldownOutput;
  const written = await readdir(site, { recursive: true });
  bundled.addWorkbox('sw.js', await readFile(join(site, 'sw.js'), 'utf8'));
  const wasm = written.filter((name) => name.endsWith('.wasm'));
  const parts = [...compiledParts(compiled, { wasm, glue: [...bundled.library] }), ...bundled.parts()];
  await writeFile(join(site, 'THIRD-PARTY-LICENSES.txt'), notice(parts));
  const names = [...written, 'THIRD-PARTY-LICENSES.txt'].filter((name) =>
    /\.(html|js|css|wasm|svg|txt|conf|webmanifest)$/.test(name),
  );
  const brotli = new Map<string, number>();
  for (const name of names) {
    const bytes = await readFile(join(site, name));
    const [br, gz] = await Promise.all([encodings.brotli(bytes), encodings.gzip(bytes)]);
    brotli.set(name, br.length);
    await Promise.all([writeFile(join(site, `${name}.br`), br), writeFile(join(site, `${name}.gz`), gz)]);
  }
  const visit: Record<string, number> = {};
  for (const name of firstVisit(output, (each) => brotli.get(each) ?? 0)) {
    const steady = name.replace(/-[\w-]{8}\./, '.'); // without the hash of its contents
    visit[steady] = (visit[steady] ?? 0) + (brotli.get(name) ?? 0);
  }
  const size = Object.values(visit).reduce((sum, part) => sum + part, 0);
  report('dist/site, first visit', { encoding: 'brotli', size, parts: visit });
  report('dist/site, service worker (not counted)', { encoding: 'brotli', size: brotli.get('sw.js') ?? 0, parts: {} });
}

/** Collects the code of a bundle by its package or folder. */
const collect = (code: Map<string, string>): Plugin => ({
  name: 'convdot-collect',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      for (const [id, module] of Object.entries(chunk.type === 'chunk' ? chunk.modules : {})) {
        if (id.startsWith('\0')) continue; // a helper of the bundler
        const [, name = dirname(relative(join(web, '..'), id))] = /\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id) ?? [];
        code.set(name, `${code.get(name) ?? ''}${module.code ?? ''}\n`);
      }
    }
  },
});

async function buildSingle(): Promise<void> {
  const bundled = new Bundled();
  const code = new Map<string, string>();
  await vite('single', bundled, collect(code));
  const file = join(dist, 'convdot.html');
  const html = await readFile(join(scratch, 'single/index.html'), 'utf8');
  const parts = [...compiledParts(compiled, { wasm: [], glue: [] }), ...bundled.parts().map((part) => ({ ...part, files: [] }))];
  const licences = notice(parts).replaceAll('-->', '-- >');
  // Inside the document's element, because a saved exercise is a copy of it.
  const whole = html.replace(/<\/html>\s*$/, () => `<!--\n${licences}-->\n</html>`);
  // crossorigin has no meaning on an inline script.
  await writeFile(file, whole.replace('<script type="module" crossorigin>', '<script type="module">'));
  const wasm = (await readFile(join(dist, 'convdot/convdot.wasm'))).toString('base64');
  const contents = [['dist/convdot/convdot.wasm', wasm], ...code, ['licences', licences]] as const;
  const weight = await weigh(
    'gzip',
    await readFile(file),
    contents.map(([name, text]) => [name, Buffer.from(text)] as const),
  );
  report('dist/convdot.html', weight);
}

async function buildElement(): Promise<void> {
  const library = join(dist, 'convdot');
  const scripts = { module: 'element.js', editor: 'editor.js', chart: 'chart.js', classic: 'element.iife.js' };
  const bundles: Bundled[] = [];
  for (const [mode, file] of Object.entries(scripts)) {
    const bundled = new Bundled(file);
    await vite(mode, bundled);
    bundles.push(bundled);
  }
  for (const name of ['element.d.ts', 'messages.d.ts', 'react.d.ts'])
    await copyFile(join(web, 'build', name), join(library, name));
  const tokens = await readFile(join(web, 'src/styles/tokens.css'), 'utf8');
  await writeFile(join(library, 'custom-elements.json'), `${JSON.stringify(manifest(tokens), null, 2)}\n`);
  const files = { wasm: ['convdot.wasm', 'element.iife.js'], glue: ['index.js', 'element.js'] };
  const parts = [...compiledParts(compiled, files), ...bundles.flatMap((bundled) => bundled.parts())];
  await writeFile(join(library, 'THIRD-PARTY-LICENSES'), notice(parts));
  for (const name of Object.values(scripts)) {
    report(`dist/convdot/${name}`, await weigh('brotli', await readFile(join(library, name))));
  }
}

/** The sources of the page: its own, its tools', and the package. */
async function sources(): Promise<string> {
  const hash = createHash('sha256');
  const add = async (folder: string, names: readonly string[]) => {
    for (const name of names.toSorted()) hash.update(name).update(await readFile(join(folder, name)));
  };
  const below = async (folder: string) => {
    const entries = await readdir(join(web, folder), { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(web.length));
  };
  await add(web, [
    'index.html',
    'package-lock.json',
    'vite.config.ts',
    ...(await below('src')),
    ...(await below('build')),
    ...(await below('docs')),
    ...(await below('hosting')),
  ]);
  await add(web, await below('public'));
  await add(join(web, '../wasm/package'), ['third-party.ts', 'weights.ts']);
  await add(join(dist, 'convdot'), ['index.js', 'convdot.wasm']);
  await add(example, ['index.js', 'convdot_example.wasm']);
  return hash.digest('hex');
}

/** In this order: the site contains the single file. */
const forms = {
  single: { make: buildSingle, result: 'convdot.html' },
  site: { make: buildSite, result: 'site/index.html' },
  element: { make: buildElement, result: 'convdot/element.iife.js' },
};
const asked = process.argv.slice(2);
const now = await sources();
await mkdir(scratch, { recursive: true });
for (const [name, { make, result }] of Object.entries(forms)) {
  if (asked.length > 0 && !asked.includes(name) && !(name === 'single' && asked.includes('site'))) continue;
  const stamp = join(scratch, `${name}.sha256`);
  if (existsSync(join(dist, result)) && existsSync(stamp) && (await readFile(stamp, 'utf8')) === now) {
    console.log(`dist/${result} is up to date.`);
    continue;
  }
  await make();
  if (!process.exitCode) await writeFile(stamp, now); // above a budget, the next build runs and fails again
}
