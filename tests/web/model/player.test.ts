import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import type { Solution } from '../../../web/src/engine/contract.ts';
import { chooseStep, setCell, setOptions } from '../../../web/src/model/edits.ts';
import { Example } from '../../../web/src/model/example.ts';
import { Player } from '../../../web/src/model/player.ts';
import { openingState } from '../../../web/src/model/presets.ts';
import type { State } from '../../../web/src/model/state.ts';
import { HeldEngine, solved, turn } from './support.ts';

const kInterval = 700;

beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
afterEach(() => mock.timers.reset());

/** Advances by the time of one step, and runs everything that only waits for promises. */
const pass = async (milliseconds = kInterval) => {
  mock.timers.tick(milliseconds);
  await turn();
};

/** A player over an example with outputs of this shape, and n products each. `quick`: answers every question at once. */
async function over(shape = [1, 2, 3, 2], n = 4, quick = true) {
  const engine = new HeldEngine();
  const size = { shape, n };
  const answer = async () => {
    for (const { question, answer: give } of engine.pending.splice(0)) {
      const [, rows = 1, columns = 1, filters = 1] = size.shape;
      const { image, row, column, filter } = question.at;
      const at = {
        image: Math.min(image, size.shape[0] - 1),
        row: Math.min(row, rows - 1),
        column: Math.min(column, columns - 1),
        filter: Math.min(filter, filters - 1),
      };
      const { solution } = solved(question, 0, at);
      const comparison = { ...solution.comparison, multiplySum: { shape: size.shape, data: new Float64Array() } };
      const made = { ...solution, comparison, step: { n: size.n } } as unknown as Solution;
      const [stride] = question.options.stride as readonly number[];
      give(stride > 8 ? { ok: false, refusal: { code: 'stride', message: '' } } : { ok: true, solution: made });
    }
    await turn();
  };
  const example = new Example(engine, openingState);
  await answer();
  if (quick) {
    engine.solve = (question) =>
      new Promise((resolve, reject) => {
        engine.pending.push({ question, answer: resolve, fail: reject });
        void answer();
      });
  }
  const player = new Player(example, () => kInterval);
  let changes = 0;
  player.addEventListener('change', () => {
    changes += 1;
  });
  const step = () => Object.values(example.solution?.at ?? {}).join();
  return { engine, example, player, size, answer, step, changes: () => changes };
}

const stride = (h: number) => (state: State) => setOptions(state, { stride: [h, h] });

test('steps are counted image, row, column, filter', async () => {
  const { player, step } = await over([2, 2, 3, 2]);
  assert.deepEqual([player.total, player.position, player.products, player.product], [24, 0, 4, null]);
  const places: string[] = [];
  for (let k = 0; k < 24; k += 1) {
    player.seek(k);
    await turn();
    assert.equal(player.position, k);
    places.push(step());
  }
  assert.deepEqual(
    [places[0], places[1], places[2], places[6], places[12], places[23]].join(' '),
    '0,0,0,0 0,0,0,1 0,0,1,0 0,1,0,0 1,0,0,0 1,1,2,1',
  );
  assert.deepEqual(places, [...places].sort());
});

test('next, previous, first and last stay within the steps', async () => {
  const { player } = await over();
  player.previous();
  assert.equal(player.position, 0);
  player.next();
  player.next();
  assert.equal(player.position, 2);
  player.last();
  assert.equal(player.position, 11);
  player.next();
  assert.equal(player.position, 11);
  player.first();
  assert.equal(player.position, 0);
  player.seek(99);
  assert.equal(player.position, 11);
});

test('products: from 1 to all, then the first of the next step, and back', async () => {
  const { player } = await over();
  const seen: string[] = [];
  const look = async () => {
    await turn();
    seen.push(`${player.position}:${player.product ?? 'all'}`);
  };
  player.seekProduct(2);
  await look();
  for (let k = 0; k < 4; k += 1) {
    player.nextProduct();
    await look();
  }
  assert.deepEqual(seen, ['0:2', '0:3', '0:all', '1:1', '1:2']);
  seen.length = 0;
  for (let k = 0; k < 4; k += 1) {
    player.previousProduct();
    await look();
  }
  assert.deepEqual(seen, ['1:1', '0:all', '0:3', '0:2']);
  player.seekProduct(-3);
  assert.equal(player.product, 1);
  player.seekProduct(4);
  assert.equal(player.product, null, 'all of them');
  player.last();
  await look();
  player.nextProduct();
  await look();
  assert.deepEqual([player.position, player.product], [11, null]);
});

test('a step is shown with its own products, not with those of the one before', async () => {
  const { example, player, answer, step } = await over([1, 2, 3, 2], 4, false);
  player.seekProduct(2);
  player.next();
  assert.deepEqual([player.position, player.product, step()], [1, null, '0,0,0,0'], 'the step before is still shown');
  await answer();
  assert.deepEqual([player.position, player.product], [1, null]);
  player.nextProduct();
  player.nextProduct();
  assert.deepEqual([player.position, player.product], [2, null]);
  await answer();
  assert.deepEqual([player.position, player.product], [2, 2]);
  // Another step is chosen before the requested one arrives.
  player.next();
  player.nextProduct();
  example.apply((state) => chooseStep(state, { image: 0, row: 1, column: 2, filter: 1 }));
  await answer();
  await answer();
  assert.deepEqual([player.position, player.product], [11, null]);
});

test('plays the steps and stops at the last; from there it begins at the first', async () => {
  const { player } = await over([1, 2, 2, 1]);
  player.play();
  const seen = [player.position];
  for (let k = 0; k < 5; k += 1) {
    await pass(kInterval - 1);
    seen.push(player.position);
    await pass(1);
  }
  assert.deepEqual([seen, player.position, player.playing], [[0, 0, 1, 2, 3, 3], 3, false]);
  player.play();
  await turn();
  assert.deepEqual([player.position, player.playing], [0, true]);
  await pass();
  assert.equal(player.position, 1);
  player.pause();
  await pass(9 * kInterval);
  assert.deepEqual([player.position, player.playing], [1, false]);
});

test('plays products, and then those of the next step', async () => {
  const { player } = await over([1, 1, 2, 1], 3);
  player.set({ unit: 'product' });
  player.play();
  const seen: string[] = [];
  for (let k = 0; k < 7; k += 1) {
    seen.push(`${player.position}:${player.product ?? 'all'}`);
    await pass();
  }
  assert.deepEqual(seen, ['0:1', '0:2', '0:all', '1:1', '1:2', '1:all', '1:all']);
  assert.equal(player.playing, false);
  player.play();
  assert.deepEqual([player.position, player.product], [1, 1], 'the chosen step again');
});

test('a single step plays its products, whatever the setting', async () => {
  const { player, size, example } = await over([1, 1, 1, 1], 3);
  player.play();
  const seen: (number | null)[] = [];
  for (let k = 0; k < 3; k += 1) {
    seen.push(player.product);
    await pass();
  }
  assert.deepEqual([seen, player.product, player.playing], [[1, 2, null], null, false]);
  player.move(-1);
  assert.deepEqual([player.product, player.unit], [2, 'step']);
  player.move(-1);
  player.move(-1);
  assert.equal(player.product, 1, 'before the first there is nothing');
  size.shape = [1, 1, 2, 1];
  example.apply(stride(2));
  await turn();
  player.play();
  await pass();
  assert.deepEqual([player.position, player.product], [1, null]);
});

test('choosing a product ends playing by steps', async () => {
  const { player } = await over();
  player.play();
  player.seekProduct(2);
  assert.equal(player.playing, false);
  player.set({ unit: 'product' });
  player.play();
  player.seekProduct(3);
  assert.deepEqual([player.playing, player.product], [true, 3]);
});

test('speed', async () => {
  const { player } = await over();
  player.set({ speed: 2 });
  player.play();
  await pass(kInterval / 2);
  assert.equal(player.position, 1);
  player.set({ speed: 0.5 });
  await pass(2 * kInterval - 1);
  assert.equal(player.position, 1);
  await pass(1);
  assert.equal(player.position, 2);
});

test('waits for the solution of a step before it goes on', async () => {
  const { player, answer } = await over([1, 2, 3, 2], 4, false);
  player.play();
  await pass();
  assert.equal(player.position, 1);
  await pass(9 * kInterval);
  assert.equal(player.position, 1);
  await answer();
  await pass(kInterval - 1);
  assert.equal(player.position, 1, 'shown as long as any other');
  await pass(1);
  assert.equal(player.position, 2);
});

test('an edit keeps the product, up to the new number of products', async () => {
  const { example, player, size } = await over([1, 4, 4, 1], 9);
  player.seek(15);
  await turn();
  player.seekProduct(5);
  example.apply((state) => setCell(state, 'x', 0, '42'));
  await turn();
  assert.deepEqual([player.position, player.product], [15, 5]);
  size.n = 4;
  example.apply((state) => setCell(state, 'x', 0, '43'));
  await turn();
  assert.deepEqual([player.position, player.product], [15, null]);
  player.seekProduct(2);
  size.shape = [1, 2, 2, 1];
  example.apply(stride(2));
  await turn();
  assert.deepEqual([player.total, player.position, player.product, example.state.step.row], [4, 3, null, 1]);
  // The same step, with fewer products.
  player.seek(1);
  await turn();
  player.seekProduct(3);
  size.shape = [1, 1, 2, 1];
  example.apply(stride(3));
  await turn();
  assert.deepEqual([player.total, player.position, player.product], [2, 1, 3]);
});

test('waits while a cell or the settings are invalid, and then continues', async () => {
  const { example, player } = await over();
  player.play();
  for (const [bad, good] of [
    [(state: State) => setCell(state, 'x', 0, '-'), (state: State) => setCell(state, 'x', 0, '-5')],
    [stride(9), stride(1)],
  ]) {
    const { position } = player;
    example.apply(bad);
    await turn();
    assert.deepEqual([player.playing, example.held], [true, true]);
    await pass(9 * kInterval);
    assert.equal(player.position, position);
    example.apply(good);
    await turn();
    await pass();
    assert.equal(player.position, position + 1);
  }
  example.apply(stride(9));
  await turn();
  player.pause();
  assert.equal(player.playing, false);
});

test('another step is chosen while it plays: it goes on from there', async () => {
  const { example, player } = await over();
  player.play();
  await pass(kInterval - 1);
  example.apply((state) => chooseStep(state, { image: 0, row: 1, column: 1, filter: 0 }));
  await turn();
  await pass(kInterval - 1);
  assert.equal(player.position, 8);
  await pass(1);
  assert.equal(player.position, 9);
});

test('no timer runs while it is asleep or once it is released', async () => {
  const { example, player, changes } = await over();
  player.play();
  player.asleep = true;
  await pass(9 * kInterval);
  assert.deepEqual([player.position, player.playing], [0, true]);
  player.asleep = false;
  await pass();
  assert.equal(player.position, 1);
  player.release();
  const before = changes();
  example.apply((state) => chooseStep(state, { row: 1 }));
  await pass(9 * kInterval);
  assert.deepEqual([player.playing, changes()], [false, before]);
});

test('has nothing to play before anything is solved, and nothing beyond one step of one product', async () => {
  const engine = new HeldEngine();
  const early = new Player(new Example(engine, openingState), () => kInterval);
  early.play();
  early.next();
  assert.deepEqual([early.total, early.position, early.product, early.playing, engine.asked], [0, 0, null, false, 1]);
  const { player } = await over([1, 1, 1, 1], 1);
  for (const unit of ['step', 'product'] as const) {
    player.set({ unit });
    player.play();
    assert.deepEqual([player.playing, player.product], [false, null]);
  }
});
