// Lists the npm packages in a form of the page, for its notice of licences: from the bundler's list of modules, including the
// workers', and from the marks that Workbox leaves in the service worker.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { licenceIn, type Part } from '../../wasm/package/third-party.ts';

const modules = fileURLToPath(new URL('../node_modules', import.meta.url));

/** The package's own script, with either module. */
const LIBRARY = /\/(dist\/convdot|build\/example)\/index\.js$/;

/** The package folder of a module; undefined if the module is our own. */
function folderOf(id: string): string | undefined {
  const [, installed] = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id) ?? [];
  if (installed) return installed.replace(/^\0/, '');
  if (!id.startsWith('\0')) return undefined;
  // A helper of the bundler: '\0vite/preload-helper.js'.
  const [, tool] = /^\0(vite|rolldown)\//.exec(id) ?? [];
  if (!tool) throw new Error(`${JSON.stringify(id)} is bundled, but its package is unknown.`);
  return `${modules}/${tool}`;
}

function partOf(folder: string, files: readonly string[]): Part {
  const { name, version } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const licence = licenceIn(folder);
  if (!licence) throw new Error(`The licence of ${name}, which is bundled into ${files.join(', ')}, is unknown.`);
  return { name, version, licence, files };
}

/** Takes part in a build and records its packages. `only`: the single output file, if there is only one. */
export class Bundled {
  readonly #only: string | undefined;
  readonly #files = new Map<string, Set<string>>();
  /** The files that contain the package's own script. */
  readonly library = new Set<string>();

  constructor(only?: string) {
    this.#only = only;
  }

  readonly plugin = (): Plugin => {
    const { library } = this;
    const [only, files] = [this.#only, this.#files];
    return {
      name: 'convdot-bundled',
      generateBundle(_options, bundle) {
        for (const chunk of Object.values(bundle)) {
          if (chunk.type !== 'chunk') continue;
          const file = only ?? chunk.fileName;
          for (const id of chunk.moduleIds) {
            if (LIBRARY.test(id)) library.add(file);
            const folder = folderOf(id);
            if (folder) files.set(folder, (files.get(folder) ?? new Set()).add(file));
          }
        }
      },
    };
  };

  /** Adds the packages in a service worker from Workbox. */
  addWorkbox(file: string, code: string) {
    for (const [, name = ''] of code.matchAll(/workbox:([a-z-]+):/g))
      this.#files.set(`${modules}/workbox-${name}`, new Set([file]));
  }

  parts(): Part[] {
    return [...this.#files].map(([folder, files]) => partOf(folder, [...files]));
  }
}
