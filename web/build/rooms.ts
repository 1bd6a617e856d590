// Checks that every file of web/src imports only from its own room and from the rooms below it (docs/contributing/architecture.md).
//   node build/rooms.ts
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

/** From top to bottom. Rooms of one level do not import each other, and neither do two panels. */
const LEVELS = [
  ['app'],
  ['panels'],
  ['example', 'step', 'matrix', 'timeline'],
  ['demonstration', 'blocks'],
  ['cells'],
  ['words'],
  ['model'],
  ['engine', 'styles'],
];
const src = fileURLToPath(new URL('../src', import.meta.url));
const IMPORT = /\b(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'(\.[^'?]*)|\bimport\('(\.[^'?]*)/g;

const roomOf = (file: string) => file.split('/')[0] ?? '';
const levelOf = (file: string) => LEVELS.findIndex((rooms) => rooms.includes(roomOf(file)));
/** The panel that a file belongs to; none where it is in panels/ itself. */
const panelOf = (file: string) => (roomOf(file) === 'panels' ? file.split('/').slice(1, -1)[0] : undefined);

function mayImport(from: string, to: string, onlyTypes: boolean): boolean {
  // A sentence of the model is a function of the words.
  if (onlyTypes && roomOf(from) === 'model' && roomOf(to) === 'words') return true;
  if (roomOf(from) !== roomOf(to)) return levelOf(from) < levelOf(to);
  return panelOf(from) === undefined || panelOf(from) === panelOf(to);
}

let found = 0;
for (const file of readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))) {
  if (levelOf(file) < 0) throw new Error(`web/src/${roomOf(file)} has no level in build/rooms.ts.`);
  for (const [, type, target, lazy] of readFileSync(join(src, file), 'utf8').matchAll(IMPORT)) {
    const to = normalize(join(dirname(file), target ?? lazy ?? ''));
    if (mayImport(file, to, type !== undefined)) continue;
    console.error(`web/src/${file} imports ${to}: a room imports only from the rooms below it.`);
    found += 1;
  }
}
console.log(`Rooms: ${found === 0 ? 'no finding' : `${found} findings`}.`);
if (found > 0) process.exitCode = 1;
