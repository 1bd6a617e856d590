// Debian's nginx on this machine, as the current user, with its own folder for temporary files and the project's configuration
// unchanged: the site at the root of one server, and below a path of another, beside a page that embeds it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { fileURLToPath } from 'node:url';
import { freePort } from './server.ts';

const site = fileURLToPath(new URL('../../dist/site', import.meta.url));
const configuration = fileURLToPath(new URL('../../web/hosting/nginx.conf', import.meta.url));
const hostingPage = readFileSync(new URL('../../web/docs/hosting.md', import.meta.url), 'utf8');

/** The block of this language in the hosting guide. */
export const advised = (language: 'sh' | 'nginx' | 'html hosted'): string => {
  const [, block] = new RegExp(`^\`\`\`${language}\n([^\`]+)\`\`\``, 'm').exec(hostingPage) ?? [];
  if (!block) throw new Error(`hosting.md has no block of ${language}`);
  return block;
};

export interface Nginx {
  /** With a final slash, like the other. */
  root: string;
  below: string;
  /** Pages of the second server with a sandboxed frame: of the guide's file, and of the site itself. */
  embedding: { advised: string; site: string };
  stop(): Promise<void>;
}

export async function startNginx(): Promise<Nginx> {
  const folder = mkdtempSync(`${tmpdir()}/convdot-nginx-`);
  const [one, other] = [await freePort(), await freePort()];
  mkdirSync(`${folder}/www`);
  symlinkSync(site, `${folder}/www/convdot`);
  const frame = advised('html hosted');
  for (const [name, body] of Object.entries({ advised: frame, site: frame.replace('convdot.html', '') }))
    writeFileSync(
      `${folder}/www/${name}.html`,
      `<!doctype html><html lang="en"><head><title>A course</title><link rel="icon" href="data:,"></head><body>${body}</body></html>\n`,
    );
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`);
  writeFileSync(
    `${folder}/nginx.conf`,
    `daemon off;
user ${userInfo().username};
worker_processes 2;
pid ${folder}/pid;
error_log stderr crit;
include /etc/nginx/modules-enabled/*.conf;
events {}
http {
  access_log off;
  ${temporary.join('\n  ')}
  include /etc/nginx/mime.types;
  server {
    listen 127.0.0.1:${one};
    root ${site};
    include ${configuration};
  }
  server {
    listen 127.0.0.1:${other};
    root ${folder}/www;
    ${advised('nginx').replace('/etc/nginx/snippets/convdot.conf', configuration)}
  }
}
`,
  );
  const server: ChildProcess = spawn('/usr/sbin/nginx', ['-e', 'stderr', '-c', `${folder}/nginx.conf`], {
    stdio: 'inherit',
  });
  const exit = once(server, 'exit');
  const ended = exit.then(([code]) => {
    throw new Error(`nginx ended with ${code}`);
  });
  ended.catch(() => {});
  const root = `http://127.0.0.1:${one}/`;
  const answers = async () => {
    while (!(await fetch(root).then(Boolean, () => false)));
  };
  await Promise.race([answers(), ended]);
  const below = `http://127.0.0.1:${other}/convdot/`;
  const stop = async () => {
    server.kill();
    await exit;
    rmSync(folder, { recursive: true, force: true });
  };
  const page = (name: string) => `http://127.0.0.1:${other}/${name}.html`;
  return { root, below, embedding: { advised: page('advised'), site: page('site') }, stop };
}
