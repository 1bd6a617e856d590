// Vite plugins of the build.
import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Plugin } from 'vite';
import type { ManifestEntry } from 'workbox-build';

/**
 * Makes an ES module do nothing without a DOM, as in server-side rendering: its exports are undefined there. In a browser it runs
 * when it is imported.
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

/**
 * The page always passes the package its bytes. Without this, Vite would find the package's own URL and ship convdot.wasm a second
 * time.
 */
export const withoutOwnWasm = (): Plugin => ({
  name: 'convdot-without-own-wasm',
  enforce: 'pre',
  transform: {
    filter: { id: /\/(dist\/convdot|build\/example)\/index\.js$/ },
    handler: (code) => ({ code: code.replaceAll('import.meta.url', '""'), map: null }),
  },
});

/**
 * uPlot formats numbers in the browser's language as soon as it loads. In WebKit without a locale this is 'C', which is invalid.
 */
export const anyLocale = (): Plugin => ({
  name: 'convdot-any-locale',
  transform: {
    filter: { id: /\/node_modules\/uplot\// },
    handler: (code) => ({ code: code.replace(/(new Intl\.NumberFormat\()[^)]*\)/, '$1)'), map: null }),
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

/** The policy of the guides, which have no scripts. */
export const GUIDE_POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'";

const sha256 = (content: string | Buffer) => `sha256-${createHash('sha256').update(content).digest('base64')}`;

/**
 * The service worker's list: every file with its hash, so that it never installs a half-deployed site. `withIntegrity` is one of
 * Workbox's manifestTransforms; the plugin tells it where the files are, and adds `last`, which is fetched after the others because
 * no visit waits for it.
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

/** Changes the finished document, but not the guides. */
const inDocument = (name: string, change: (html: string) => string): Plugin => ({
  name,
  apply: 'build',
  enforce: 'post',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === 'asset' && /^[^/]+\.html$/.test(file.fileName)) file.source = change(String(file.source));
      }
    },
  },
});

/**
 * Adds the document's Content-Security-Policy as its first meta element; hashes allow the inline scripts and styles.
 * src/app/policy.ts applies the site's policy.
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

/** Inlines the icon into the document. */
export const inlineIcon = (file: string): Plugin =>
  inDocument('convdot-inline-icon', (html) =>
    html.replace(/(<link rel="icon" href=)"[^"]*"/, `$1"data:image/svg+xml;base64,${readFileSync(file).toString('base64')}"`),
  );

/** Links the document to the notice of third-party licences beside it. */
export const namedNotice = (): Plugin =>
  inDocument('convdot-named-notice', (html) =>
    html.replace(/<link rel="icon"/, '<link rel="license" href="./THIRD-PARTY-LICENSES.txt">\n    $&'),
  );
