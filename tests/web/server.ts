// What the page tests are served: the site at / and below a folder, the other forms, pages that embed them (tests/hosts among them), and
// those with the policies that a host may send.
import { readFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { serve, staticFiles } from '../../web/build/serve.ts';

/** CONVDOT_TEST_PORT, where more than one checkout is tested at a time. */
export const PORT = Number(process.env.CONVDOT_TEST_PORT ?? 8141);

/** A port of this machine that nothing listens to. */
export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
export const dist = here('../../dist');
/** What tests make of the page, to open it again: files and packages that it saved. */
export const made = here('../../build/made');
/** Projects that have installed the package, one for each engine: packages.spec.ts makes them. */
export const installed = here('../../build/installed');

/** The first prefix that fits is taken. */
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
  // No worker, nothing inline, nothing from elsewhere: all that is granted is what WebAssembly needs.
  '/strict/': "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; worker-src 'none'",
  '/no-wasm/': "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; worker-src blob:",
};

/** WebDriver hears nothing of a page's console: in WebKitGTK a script of ours stands first in every document and keeps it. */
const isWebKit = (agent = '') => agent.includes('AppleWebKit') && !agent.includes('Chrome');

export const listener: RequestListener = async (request, response) => {
  const url = request.url ?? '/';
  if (url === '/favicon.ico') {
    response.writeHead(204).end(); // what a browser asks for on behalf of pages that name no icon
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
  // Documents alone: what a script asks for, the service worker above all, is as it was built.
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
