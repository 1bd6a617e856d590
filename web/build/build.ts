// Builds the page in the forms named (all of them unless said), compresses what a server may serve, and prints what each
// weighs. Above a budget it fails.
//   node build/build.ts [site] [single] [element]
// A form whose sources are what they were when it was built last is left as it is.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build, type Rolldown } from 'vite';

const web = fileURLToPath(new URL('..', import.meta.url));
/** What is made on the way, and from which sources each form was built. */
const scratch = fileURLToPath(new URL('../../build/page', import.meta.url));
const dist = fileURLToPath(new URL('../../dist', import.meta.url));
/** The bench's smaller module. */
const bench = fileURLToPath(new URL('../../build/bench', import.meta.url));

const KB = 1024;
/** The first visit of the site, after brotli: the document and what it loads for the bench. */
const FIRST_VISIT_BUDGET = 100 * KB;
/** The page in one file, after gzip. */
const SINGLE_BUDGET = 250 * KB;

const asBrotli = (bytes: Buffer) =>
  promisify(brotliCompress)(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
const asGzip = (bytes: Buffer) => promisify(gzip)(bytes, { level: 9 });

const vite = (mode: string) => build({ root: web, configFile: join(web, 'vite.config.ts'), mode, logLevel: 'warn' });

let overBudget = false;
function report(what: string, size: number, encoding: string, budget?: number): void {
  const limit = budget === undefined ? '' : ` of ${(budget / KB).toFixed(0)}`;
  console.log(`${what.padEnd(44)} ${(size / KB).toFixed(1).padStart(7)}${limit} KB after ${encoding}`);
  if (budget !== undefined && size > budget) {
    console.error(`${what} is over its budget.`);
    overBudget = true;
  }
}

/**
 * What a first visit loads: the document, every file that no dynamic import() stands before, the reader's language, and what comes
 * unasked once the bench has answered.
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
  // The bench shows nothing without its words: of the languages the one that weighs most.
  const begunBy = (module: RegExp) => output.filter((file) => file.type === 'chunk' && module.test(file.facadeModuleId ?? ''));
  const [heaviest] = begunBy(/\/src\/words\/[a-z]{2}\.ts$/).toSorted((a, b) => weight(b.fileName) - weight(a.fileName));
  for (const unasked of [heaviest, ...begunBy(/\/src\/elements\/after\.ts$/)]) if (unasked) follow(unasked.fileName, eager);
  return output
    .map((file) => file.fileName)
    .filter((name) => /\.(html|js|css|wasm)$/.test(name) && (eager.has(name) || !lazy.has(name)));
}

async function buildSite(): Promise<void> {
  const site = join(dist, 'site');
  const { output } = (await vite('production')) as Rolldown.RolldownOutput;
  const names = (await readdir(site, { recursive: true })).filter((name) => /\.(html|js|css|wasm|svg|webmanifest)$/.test(name));
  const brotli = new Map<string, number>();
  for (const name of names) {
    const bytes = await readFile(join(site, name));
    const [br, gz] = await Promise.all([asBrotli(bytes), asGzip(bytes)]);
    brotli.set(name, br.length);
    await Promise.all([writeFile(join(site, `${name}.br`), br), writeFile(join(site, `${name}.gz`), gz)]);
  }
  const total = (some: readonly string[]) => some.reduce((sum, name) => sum + (brotli.get(name) ?? 0), 0);
  const first = firstVisit(output, (name) => brotli.get(name) ?? 0);
  for (const name of first) report(`  ${name}`, total([name]), 'brotli');
  report('dist/site, first visit', total(first), 'brotli', FIRST_VISIT_BUDGET);
  report('dist/site, service worker (not counted)', total(names.filter((name) => /^sw\.js$/.test(name))), 'brotli');
}

async function buildSingle(): Promise<void> {
  await vite('single');
  const file = join(dist, 'convdot.html');
  await copyFile(join(scratch, 'single/index.html'), file);
  report('dist/convdot.html', (await asGzip(await readFile(file))).length, 'gzip', SINGLE_BUDGET);
}

async function buildElement(): Promise<void> {
  const library = join(dist, 'convdot');
  await vite('module');
  await vite('classic');
  await copyFile(join(web, 'build/element.d.ts'), join(library, 'element.d.ts'));
  for (const name of ['element.js', 'element.iife.js']) {
    report(`dist/convdot/${name}`, (await asBrotli(await readFile(join(library, name)))).length, 'brotli');
  }
}

/** What the page is built from: its sources, its tools, and the package. */
async function sources(): Promise<string> {
  const hash = createHash('sha256');
  const add = async (folder: string, names: readonly string[]) => {
    for (const name of names.toSorted()) hash.update(name).update(await readFile(join(folder, name)));
  };
  const below = async (folder: string) => {
    const entries = await readdir(join(web, folder), { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(web.length));
  };
  await add(web, ['index.html', 'package-lock.json', 'vite.config.ts', ...(await below('src')), ...(await below('build'))]);
  await add(web, await below('public'));
  await add(join(dist, 'convdot'), ['index.js', 'convdot.wasm']);
  await add(bench, ['index.js', 'convdot_bench.wasm']);
  return hash.digest('hex');
}

const forms = {
  site: { make: buildSite, result: 'site/index.html' },
  single: { make: buildSingle, result: 'convdot.html' },
  element: { make: buildElement, result: 'convdot/element.iife.js' },
};
const asked = process.argv.slice(2);
const now = await sources();
await mkdir(scratch, { recursive: true });
for (const [name, { make, result }] of Object.entries(forms)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const stamp = join(scratch, `${name}.sha256`);
  if (existsSync(join(dist, result)) && existsSync(stamp) && (await readFile(stamp, 'utf8')) === now) {
    console.log(`dist/${result} is up to date.`);
    continue;
  }
  await make();
  if (!overBudget) await writeFile(stamp, now);
}
if (overBudget) process.exitCode = 1;
