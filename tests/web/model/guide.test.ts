// The examples in web/docs/embedding.md match the page tests' hosts: an example that names a file has its lines in the same order;
// the file may have more lines in between.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const root = new URL('../../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

/** The lines of a file, without indentation; for a notebook, those of its cells. */
function linesOf(path: string): string[] {
  const text = read(path);
  if (!path.endsWith('.ipynb')) return text.split('\n').map((line) => line.trim());
  const { cells } = JSON.parse(text) as { cells: { source: string[] }[] };
  return cells.flatMap(({ source }) => source.map((line) => line.trim()));
}

const examples = [...read('web/docs/embedding.md').matchAll(/^```\w+ (\S+)\n([\s\S]*?)^```$/gm)];

test('the guide has its examples from the tests', () => {
  assert.ok(examples.length > 12, String(examples.length));
  for (const [, path = '', example = ''] of examples) {
    const lines = linesOf(path);
    let at = 0;
    for (const line of example.split('\n').map((each) => each.trim())) {
      if (line === '') continue;
      const next = lines.indexOf(line, at);
      assert.ok(next >= 0, `${path} has no line\n${line}\nafter line ${at}`);
      at = next + 1;
    }
  }
});
