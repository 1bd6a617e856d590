// Serves the page tests: the site at / and below a folder, the other forms, pages that embed them (also tests/hosts), and pages
// with the policies of possible hosts.
import { readFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { serve, staticFiles } from '../../web/build/serve.ts';

/** CONVDOT_TEST_PORT, to test several checkouts at the same time. */
export const PORT = Number(process.env.CONVDOT_TEST_PORT ?? 8141);

/** A free port of this machine. */
export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
export const dist = here('../../dist');
/** Files and packages that tests save from the page, to open them again. */
export const made = here('../../build/made');
/** Projects with the package installed, one for each engine: packages.spec.ts makes them. */
export const installed = here('../../build/installed');

/** The first matching prefix wins. */
const mounts = [
  ['/a/sub/path/', `${dist}/site`],
  ['/dist/', dist],
  ['/made/', made],
  ['/installed/', installed],
  ['/hosts/', here('hosts')],
  ['/built-hosts/', here('../../build/hosts')],
  ['/strict/', here('hosts')],
  ['/no-wasm/', here('hosts')],
  ['/', `${dist}/site`],
].map(([prefix = '', folder = '']) => ({ prefix, folder, files: staticFiles(folder) }));

const policies: Record<string, string> = {
  // No worker, nothing inline, nothing from elsewhere: it allows only what WebAssembly needs.
  '/strict/': "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; worker-src 'none'",
  '/no-wasm/': "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; worker-src blob:",
};

/** WebDriver cannot read a page's console: in WebKitGTK our script at the start of every document records it. */
const isWebKit = (agent = '') => agent.includes('AppleWebKit') && !agent.includes('Chrome');

export const listener: RequestListener = async (request, response) => {
  const url = request.url ?? '/';
  if (url === '/favicon.ico') {
    response.writeHead(204).end(); // requested by browsers for pages without an icon
    return;
  }
  const mount = mounts.find(({ prefix }) => url.startsWith(prefix));
  if (!mount) throw new Error(`${url} is not a path`);
  const policy = policies[mount.prefix];
  if (policy) response.setHeader('Content-Security-Policy', policy);
  const path = url
    .slice(mount.prefix.length)
    .replace(/[?#].*/, '')
    .replace(/(^|\/)$/, '$1index.html');
  // Only documents: files that a script requests, above all the service worker, are served as built.
  const document = path.endsWith('.html') && request.headers.accept?.startsWith('text/html');
  if (document && isWebKit(request.headers['user-agent'])) {
    const html = await readFile(`${mount.folder}/${path}`, 'utf8');
    const withCapture = html.replace('<head>', '<head><script src="/hosts/capture.js"></script>');
    response.writeHead(200, { 'Content-Type': 'text/html' }).end(withCapture);
    return;
  }
  request.url = url.slice(mount.prefix.length - 1);
  mount.files(request, response);
};

if (import.meta.main) await serve(listener, PORT);
