// The package's files agree: custom-elements.json and the README. manifest.spec.ts compares them with the element itself.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { CustomElementDeclaration, Package } from 'custom-elements-manifest';
import { dist } from '../server.ts';

const read = (path: string) => readFileSync(`${dist}/convdot/${path}`, 'utf8');

test('the README mentions everything in custom-elements.json', () => {
  const manifest: Package = JSON.parse(read('custom-elements.json'));
  const element = manifest.modules[0]?.declarations?.[0] as CustomElementDeclaration;
  const readme = read('README.md');
  for (const kind of ['attributes', 'events', 'slots', 'cssParts', 'cssProperties'] as const) {
    const names = (element[kind] ?? []).map(({ name }) => name);
    assert.notEqual(names.length, 0, kind);
    for (const name of names) assert.ok(readme.includes(`\`${name}\``), `${kind}: ${name}`);
  }
});
