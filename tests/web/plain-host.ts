// An author's plain host, below /made/host/: their pages, with the page in one file and the package in convdot/ beside them, as the
// guides say, and the site in cd/. Copied text is served unchanged.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dist, made } from './server.ts';

const folder = `${made}/host`;
const beside = { convdot: `${dist}/convdot`, 'convdot.html': `${dist}/convdot.html`, cd: `${dist}/site` };

/** Adds a page; returns its address. */
export function putNotes(name: string, body: string): string {
  mkdirSync(folder, { recursive: true });
  for (const [link, target] of Object.entries(beside)) {
    try {
      symlinkSync(target, `${folder}/${link}`);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  writeFileSync(
    `${folder}/${name}`,
    `<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><link rel="icon" href="data:,"><title>Notes</title></head>\n<body>\n${body}\n</body>\n</html>\n`,
  );
  return `/made/host/${name}`;
}
