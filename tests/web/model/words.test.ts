// The words of the page are put together from several files: no key of one may hide a key of another.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demonstration } from '../../../web/src/words/demonstration.en.ts';
import { words } from '../../../web/src/words/en.ts';
import { example } from '../../../web/src/words/example.en.ts';
import { matrix } from '../../../web/src/words/matrix.en.ts';
import { presets } from '../../../web/src/words/presets.en.ts';
import { problems } from '../../../web/src/words/problems.en.ts';
import { links } from '../../../web/src/words/readout.en.ts';
import { timeline } from '../../../web/src/words/timeline.en.ts';
import { verdicts } from '../../../web/src/words/verdicts.en.ts';

test('each word of the page has one meaning', () => {
  const files = [demonstration, example, links, matrix, presets, problems, timeline, verdicts];
  const keys = files.flatMap((file) => Object.keys(file));
  assert.deepEqual(
    keys.filter((key, i) => keys.indexOf(key) !== i),
    [],
  );
  assert.deepEqual(Object.keys(words).sort(), ['language', ...keys].sort());
});
