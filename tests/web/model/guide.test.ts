// What the guide for authors (web/docs/embedding.md) shows is what the page tests have in their hosts: an example that names a file
// stands in it, line after line; lines between them may be left out.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const root = new URL('../../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

/** The lines of a file, without indentation; of a notebook those of its cells. */
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
