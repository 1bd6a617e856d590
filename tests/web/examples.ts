// The fenced code blocks of the guides and of both READMEs, by language. Tests run them unchanged.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const guides = readdirSync(`${root}web/docs`)
  .filter((name) => name.endsWith('.md'))
  .map((name) => `web/docs/${name}`);

export interface Example {
  /** Relative to the repository's root. */
  file: string;
  line: number;
  text: string;
}

export const examples = (
  language: string,
  files: readonly string[] = [...guides, 'README.md', 'wasm/package/README.md'],
): Example[] =>
  files.flatMap((file) => {
    const source = readFileSync(`${root}${file}`, 'utf8');
    return [...source.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)]
      .filter(([, found]) => found === language)
      .map(({ index, 2: text = '' }) => ({ file, line: source.slice(0, index).split('\n').length, text }));
  });
