// Makes THIRD-PARTY-LICENSES: the third-party components of the published files, their versions and their licences. It reads the components
// from the build (the linker's list of inputs, the compiler's list of headers) and each text from its component. A component without a
// licence fails the build.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

/** The text, and the copyright statement of this component alone. */
export interface Licence {
  text: string;
  statement?: string;
}

export interface Part {
  name: string;
  version: string;
  licence: Licence;
  /** The published files that contain it. */
  files: readonly string[];
}

/** Names of licence files. */
const LICENCE_FILE = /^(licen[cs]e|copying|copyright)/i;

/** A build's list of headers is longer than the megabyte that Node reads by default. */
const LONGEST_ANSWER = 64 * 1024 * 1024;
const run = (command: string, ...given: string[]) =>
  execFileSync(command, given, { encoding: 'utf8', maxBuffer: LONGEST_ANSWER }).trim();
const read = (...path: string[]) =>
  readFileSync(join(...path), 'utf8')
    .replaceAll('\r\n', '\n')
    .trim();

/** The licence in a project's folder, if there is one. */
export function licenceIn(folder: string): Licence | undefined {
  const name = readdirSync(folder).find((each) => LICENCE_FILE.test(each));
  // A bundle may contain lines of a build tool, but none of the tool's own dependencies.
  const text =
    name &&
    read(folder, name)
      .split(/^#+ Licenses of bundled dependencies/im)[0]
      ?.trim();
  return text ? { text } : undefined;
}

// ---- Debian's packages ----

/** The Debian package of a system file, with its copyright file. */
function debianOf(path: string): { name: string; version: string; copyright: string } {
  const [name = ''] = run('dpkg', '-S', realpathSync(path)).split(/[,:]/);
  const [, version = ''] = run('dpkg-query', '-W', name).split('\t');
  return { name, version, copyright: read('/usr/share/doc', name, 'copyright') };
}

/** Removes the marks of Debian's format: a space before each line, a full stop on each empty one. */
const plain = (text: string) => text.replace(/^ ?\.$/gm, '').replace(/^ /gm, '');

/** The paragraph on a pattern of files in a copyright file of Debian's format, and the licence that it names. */
function debianLicence(copyright: string, pattern: string): Licence | undefined {
  const paragraphs = copyright.split(/\n\s*\n/);
  const statement = paragraphs.find(
    (each) =>
      /^Files:/.test(each) &&
      each
        .split(/^Copyright:/m)[0]
        ?.split(/\s+/)
        .includes(pattern),
  );
  // From 'A or B' we choose A.
  const [, name = ''] = /^License:\s*(\S+)/m.exec(statement ?? '') ?? [];
  const common = join('/usr/share/common-licenses', name);
  const text = name && existsSync(common) ? read(common) : paragraphs.find((each) => each.startsWith(`License: ${name}\n `));
  return statement && text ? { text: plain(text), statement: plain(statement) } : undefined;
}

// ---- what is compiled in ----

/** Emscripten's libraries by the names of their archives, each with its project's name, folder in Emscripten and version. */
const LIBRARIES: readonly [archive: RegExp, name: string, folder: string, version: RegExp][] = [
  [/^libc\+\+abi/, 'libc++abi', 'system/lib/libcxxabi', /release ([\d.]*\d)/],
  [/^libc\+\+/, 'libc++', 'system/lib/libcxx', /release ([\d.]*\d)/],
  [/^libcompiler_rt/, 'compiler-rt', 'system/lib/compiler-rt', /release ([\d.]*\d)/],
  [/^libunwind/, 'libunwind', 'system/lib/libunwind', /release ([\d.]*\d)/],
  [/^libc[-.]/, 'musl', 'system/lib/libc/musl', /([\d.]*\d)/],
  [/^(lib(al|embind|emmalloc|emscripten_js_symbols|gl|html5|noexit|sockets|stubs)\b|crt)/, 'Emscripten', '', /([\d.]*\d)/],
];

/**
 * The components in the modules, and in Emscripten's glue, of one of CMake's build trees. `wasm` and `glue` are the published files that
 * contain these.
 */
export function compiledParts(tree: string, { wasm, glue }: { wasm: readonly string[]; glue: readonly string[] }): Part[] {
  const root = run('em-config', 'EMSCRIPTEN_ROOT');
  const parts = new Map<string, Part>();
  const add = (name: string, version: string | undefined, licence: Licence | undefined, files: readonly string[]) => {
    if (!version || !licence)
      throw new Error(`${name} is compiled in, but its ${version ? 'licence' : 'version'} was not found.`);
    parts.set(name, { name, version, licence, files });
  };

  for (const input of read(tree, 'wasm/convdot.mjs.inputs').split('\n')) {
    const [file = ''] = (input.split('/').at(-1) ?? '').split('(');
    if (/^(core|wasm)\//.test(input)) continue; // ours
    const library = LIBRARIES.find(([archive]) => archive.test(file));
    if (!library) throw new Error(`${input} is linked, but its project is unknown.`);
    const [, name, folder, version] = library;
    if (parts.has(name)) continue;
    const place = join(root, folder);
    const stated = ['emscripten-version.txt', 'VERSION', 'readme.txt'].find((each) => existsSync(join(place, each)));
    const licence = licenceIn(place) ?? debianLicence(debianOf(root).copyright, folder ? `${folder}/*` : '*');
    add(
      name,
      stated && version.exec(read(place, stated))?.[1],
      licence,
      name === 'Emscripten' ? [...new Set([...wasm, ...glue])] : wasm,
    );
  }

  // '    .../build/wasm/system-headers/xtensor/xarray.hpp', below the object that includes it.
  let ours = false;
  for (const line of run('ninja', '-C', tree, '-t', 'deps').split('\n')) {
    if (!line.startsWith(' ')) ours = /^(core|wasm)\//.test(line);
    const [, name] = /\bsystem-headers\/([^/]+)\//.exec(line) ?? [];
    if (!ours || !name || parts.has(name)) continue;
    const debian = debianOf(join(tree, 'system-headers', name));
    add(name, `${debian.version} (Debian's ${debian.name})`, { text: plain(debian.copyright) }, wasm);
  }
  return [...parts.values()];
}

// ---- the notice ----

/** The notice: each licence once, after the components that it covers. A component may be given several times, with different files. */
export function notice(parts: readonly Part[]): string {
  const rule = '='.repeat(80);
  const sections = [...Map.groupBy(parts, ({ licence }) => licence.text.replace(/\s+/g, ' ')).values()].map((group) => {
    const heads = [...Map.groupBy(group, ({ name, version }) => `${name} ${version}`)].map(([part, places]) => {
      const files = [...new Set(places.flatMap((place) => place.files))].sort();
      const statement = places[0]?.licence.statement;
      return `* ${part}${files.length > 0 ? `, in ${files.join(', ')}` : ''}${statement ? `\n\n${statement}\n` : ''}`;
    });
    return `${rule}\n${heads.join('\n')}\n\n${group[0]?.licence.text}`;
  });
  const head = 'ConvDot is under the MIT licence. It contains these third-party components, each under its own licence:';
  return `${[head, ...sections].join('\n\n')}\n`;
}
