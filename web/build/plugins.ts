// Vite plugins of the build.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { minify } from 'terser';
import { build, type Plugin, type ResolvedConfig, type Rolldown } from 'vite';
import type { ManifestEntry } from 'workbox-build';

/**
 * By LZMA, as base64. xz packs half a percent better than JavaScript's packers do, and takes settings: what is packed has no words of two or
 * four bytes (pb=0), and the unpacker need not keep more than all that there is (2 MiB).
 */
export const pack = (bytes: Uint8Array) =>
  execFileSync('xz', ['--format=lzma', '--lzma1=preset=9e,lc=4,pb=0,dict=2MiB', '--stdout'], {
    input: bytes,
    encoding: 'base64',
  });

/** `import text from './file?packed'`: the file's bytes, packed. Of raw bytes base64 hides from gzip what repeats itself. */
export const packed = (): Plugin => ({
  name: 'convdot-packed',
  enforce: 'pre',
  load(id) {
    if (!id.endsWith('?packed')) return;
    return `export default '${pack(readFileSync(id.slice(0, -'?packed'.length)))}';`;
  },
});

/** A module with all that it imports, as a script that refers to nothing outside itself; its exports are those of `exported`. */
async function inOneScript(outer: ResolvedConfig, entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    root: outer.root,
    logLevel: 'warn',
    resolve: { alias: outer.resolve.alias },
    define: outer.define,
    plugins: outer.plugins.filter(({ name }) => ['convdot-without-own-wasm', 'convdot-bundled'].includes(name)),
    build: { target: outer.build.target, write: false, lib: { entry, formats: ['iife'], name: 'exported' } },
  });
  const [{ output }] = built as [Rolldown.RolldownOutput];
  return output[0].code;
}

/** `import run from './file.ts?function'`: a function that runs the module and gives its exports. Its text is a script, for a worker. */
export const inOneFunction = (): Plugin => {
  let outer: ResolvedConfig;
  return {
    name: 'convdot-in-one-function',
    apply: 'build',
    enforce: 'pre',
    configResolved(config) {
      outer = config;
    },
    async load(id) {
      if (!id.endsWith('?function')) return;
      return `export default () => { ${await inOneScript(outer, id.slice(0, -'?function'.length))}\nreturn exported; };`;
    },
  };
};

/**
 * An ES module that does nothing where there is no DOM, as while a site is rendered on a server: its exports are undefined there. In a
 * browser it has run once its import has.
 */
export const nothingWithoutDom = (): Plugin => ({
  name: 'convdot-nothing-without-dom',
  apply: 'build',
  renderChunk(code) {
    const { body } = this.parse(code);
    const kept = { imports: '', rest: '' };
    const exported: string[] = [];
    let at = 0;
    for (const node of body) {
      if (node.type === 'ExportNamedDeclaration' && !node.declaration && !node.source) {
        for (const { exported: name, local } of node.specifiers)
          if ('name' in name && 'name' in local) exported.push(`${name.name}: ${local.name}`);
      } else if (node.type !== 'ImportDeclaration') continue;
      kept.rest += code.slice(at, node.start);
      if (node.type === 'ImportDeclaration') kept.imports += `${code.slice(node.start, node.end)}\n`;
      at = node.end;
    }
    kept.rest += code.slice(at);
    const names = exported.map((pair) => pair.replace(/:.*/, ''));
    const run = `() => {\n${kept.rest}\nreturn { ${exported.join(', ')} };\n}`;
    return {
      code: `${kept.imports}export const { ${names.join(', ')} } = globalThis.customElements ? (${run})() : {};\n`,
      map: null,
    };
  },
});

/** The page always gives the package its bytes. Its own way to them is made blind, else Vite would ship convdot.wasm once more. */
export const withoutOwnWasm = (): Plugin => ({
  name: 'convdot-without-own-wasm',
  enforce: 'pre',
  transform: {
    filter: { id: /\/(dist\/convdot|build\/example)\/index\.js$/ },
    handler: (code) => ({ code: code.replaceAll('import.meta.url', '""'), map: null }),
  },
});

/** uPlot formats numbers in the browser's language as soon as it is loaded. In WebKit without a locale that is 'C', which is refused. */
export const anyLocale = (): Plugin => ({
  name: 'convdot-any-locale',
  transform: {
    filter: { id: /\/node_modules\/uplot\// },
    handler: (code) => ({ code: code.replace(/(new Intl\.NumberFormat\()[^)]*\)/, '$1)'), map: null }),
  },
});

/** The indentation of HTML templates, which is kept as the text that it is: nothing that a browser shows. */
export const narrowTemplates = (): Plugin => ({
  name: 'convdot-narrow-templates',
  apply: 'build',
  enforce: 'pre',
  transform: {
    filter: { id: /\/src\/.*\.ts$/ },
    handler: (code) => ({ code: code.replace(/\n\s+/g, '\n'), map: null }),
  },
});

/**
 * import() nearly as it is: no chunk has styles or chunks of its own that Vite's helper, a kilobyte, would have to fetch ahead. One that
 * cannot be loaded is told by the same event as Vite's.
 */
export const plainImports = (): Plugin => ({
  name: 'convdot-plain-imports',
  apply: 'build',
  enforce: 'pre',
  load(id) {
    if (id !== '\0vite/preload-helper.js') return;
    const code = `export const __vitePreload = (load) => load().catch((cause) => {
      dispatchEvent(new Event('vite:preloadError'));
      throw cause;
    });`;
    return { code, meta: { own: true } };
  },
});

/** What the bundler's own minifier leaves is two kilobytes more, packed. */
export const minifiedTwice = (): Plugin => ({
  name: 'convdot-minified-twice',
  apply: 'build',
  async generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue;
      chunk.code = (await minify(chunk.code, { module: true, ecma: 2020, compress: { passes: 3 } })).code ?? '';
    }
  },
});

const policies = {
  site: {
    'default-src': "'none'",
    'script-src': "'self' 'wasm-unsafe-eval'",
    'worker-src': "'self' blob:",
    'connect-src': "'self'",
    'style-src': "'self'",
    'img-src': "'self' data: blob:",
    'media-src': 'blob:',
    'manifest-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'none'",
  },
  single: {
    'default-src': "'none'",
    'script-src': "'wasm-unsafe-eval'",
    'worker-src': 'blob:',
    'style-src': '',
    'img-src': 'data: blob:',
    'media-src': 'blob:',
    'base-uri': "'none'",
    'form-action': "'none'",
  },
};

/** Of the guides, which have no scripts. */
export const GUIDE_POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'";

const sha256 = (content: string | Buffer) => `sha256-${createHash('sha256').update(content).digest('base64')}`;

/**
 * What the service worker keeps: every file with its hash, so that of a site that is only half deployed it takes nothing. `withIntegrity`
 * is one of Workbox's manifestTransforms; the plugin tells it where the files are, and puts `last` among them, which no visit waits
 * for: it is fetched after the others.
 */
export function integrity(last: string) {
  let folder = '';
  const outDir: Plugin = {
    name: 'convdot-integrity',
    configResolved: ({ root, build }) => {
      folder = resolve(root, build.outDir);
    },
    writeBundle: () => copyFileSync(last, join(folder, basename(last))),
  };
  const withIntegrity = (entries: (ManifestEntry & { size: number })[]) => {
    const hashed = entries.map((entry) => ({ ...entry, integrity: sha256(readFileSync(join(folder, entry.url))) }));
    const isLast = ({ url }: ManifestEntry) => url === basename(last);
    return { manifest: [...hashed.filter((entry) => !isLast(entry)), ...hashed.filter(isLast)] };
  };
  return { outDir, withIntegrity };
}

/** Changes the finished document; the guides have their own. */
const inDocument = (name: string, change: (html: string, config: ResolvedConfig) => string | Promise<string>): Plugin => {
  let config: ResolvedConfig;
  return {
    name,
    apply: 'build',
    enforce: 'post',
    configResolved(resolved) {
      config = resolved;
    },
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type === 'asset' && /^[^/]+\.html$/.test(file.fileName))
            file.source = await change(String(file.source), config);
        }
      },
    },
  };
};

/**
 * The document's Content-Security-Policy, as its first meta element; inline scripts and styles are allowed by their hashes. That of the site comes
 * into force by src/app/policy.ts.
 */
export const documentPolicy = (form: keyof typeof policies): Plugin =>
  inDocument('convdot-document-policy', (html) => {
    const hashes = (inline: RegExp) => [...html.matchAll(inline)].map(([, text = '']) => `'${sha256(text)}'`);
    const inline: Record<string, string[]> = {
      'script-src': hashes(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g),
      'style-src': hashes(/<style[^>]*>([\s\S]*?)<\/style>/g),
    };
    const policy = Object.entries(policies[form])
      .map(([name, value]) => [name, value, ...(inline[name] ?? [])].filter(Boolean).join(' '))
      .join('; ');
    const kind = form === 'site' ? 'name="convdot-policy"' : 'http-equiv="Content-Security-Policy"';
    return html.replace(/<meta charset[^>]*>/, `$&\n    <meta ${kind} content="${policy}">`);
  });

/**
 * The document's one script packed together with the wasm, as a block of data at the document's end, behind what is read without scripts;
 * in its place the script `boot` (src/app/boot.ts), which unpacks and runs it. Comes after the policy, which knows the page's own script by then.
 */
export const packedPage = (boot: string, wasm: string): Plugin =>
  inDocument('convdot-packed-page', async (html, config) => {
    const [element, script = ''] = /<script type="module"[^>]*>([\s\S]*?)<\/script>/.exec(html) ?? [];
    if (!element) throw new Error('The page has no script to pack.');
    const bytes = readFileSync(wasm);
    const base64 = pack(Buffer.concat([bytes, Buffer.from(script)]));
    const booting = `${await inOneScript(config, boot)}exported.boot(${bytes.length});`;
    const known = `'${sha256(script)}'`;
    return html
      .replace(element, () => `<script type="module">${booting}</script>`)
      .replace(known, `${known} '${sha256(booting)}'`)
      .replace('</body>', `<script type="text/plain" id="convdot-packed">${base64}</script>\n  </body>`);
  });

/** The icon inside the document. */
export const inlineIcon = (file: string): Plugin =>
  inDocument('convdot-inline-icon', (html) =>
    html.replace(/(<link rel="icon" href=)"[^"]*"/, `$1"data:image/svg+xml;base64,${readFileSync(file).toString('base64')}"`),
  );

/** The notice of the parts of other projects, beside the document, which names it. */
export const namedNotice = (): Plugin =>
  inDocument('convdot-named-notice', (html) =>
    html.replace(/<link rel="icon"/, '<link rel="license" href="./THIRD-PARTY-LICENSES.txt">\n    $&'),
  );
