// A static server for a folder, like a plain host: sends compressed copies to browsers that accept them, and no special headers.
//   node build/serve.ts [folder] (default dist/site), at 127.0.0.1 and the port in PORT (default 8080)
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';

const site = fileURLToPath(new URL('../../dist/site', import.meta.url));

/** Answers with the files of a folder, or with 404. */
export function staticFiles(folder: string): (request: IncomingMessage, response: ServerResponse) => void {
  const files = sirv(folder, { dev: true, brotli: true, gzip: true, etag: true });
  return (request, response) =>
    files(request, response, () => {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found\n');
    });
}

/** Resolves when it listens, on this machine only; rejects if the port is in use (EADDRINUSE). Port 0 is any free port. */
export function serve(listener: RequestListener, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(listener);
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

if (import.meta.main) {
  const port = Number(process.env.PORT ?? 8080);
  const folder = process.argv[2] ?? site;
  try {
    await serve(staticFiles(folder), port);
    console.log(`ConvDot is at http://127.0.0.1:${port}/ (Ctrl+C stops it)`);
  } catch (error) {
    const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    console.error(
      taken
        ? `Port ${port} is taken by another program. Choose another one: PORT=${port + 1} ./dev run`
        : `The server could not start on port ${process.env.PORT ?? port}: ${(error as Error).message}`,
    );
    process.exitCode = 1;
  }
}
