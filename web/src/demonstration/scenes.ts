// What the demonstration plays, and how long each scene lasts.
import { TIMES } from '../cells/times.ts';
import type { Act } from './layout.ts';
import { unrolling } from './moves.ts';
import type { Scene } from './playing.ts';

/** What the scenes need to know: the products of the step, the rows of a block, and np.dot's numbers to show. */
interface Told {
  readonly products: number;
  readonly rows: number;
  readonly numbers: readonly number[];
}

/** What the scenes do to the demonstration. */
interface Stage {
  /** Shows act 1 with both blocks in one order, and says which act was shown before. */
  begin(): Act;
  show(act: Act): void;
  /** The number of products that are shown; null: all. */
  multiplied(count: number | null): void;
  light(pair: number | null): void;
  pick(number: number): void;
  /** The window has become a row. */
  unrolled(): void;
  end(): void;
}

/** A change of the picture lasts no shorter than a frame. */
const kFrame = 17;

export function scenesOf({ products, rows, numbers }: Told, stage: Stage): Scene[] {
  const scenes: Scene[] = [];
  const scene = (time: number, act: () => void) =>
    scenes.push({
      time,
      run: () => {
        act();
        return undefined;
      },
    });
  /** One after another; several at once where each alone would be shorter than a frame. */
  const oneByOne = (each: number, most: number, act: (done: number) => void) => {
    const time = Math.min(each, most / products);
    const group = Math.max(1, Math.ceil(kFrame / time));
    for (let first = 0; first < products; first += group) {
      const done = Math.min(products, first + group);
      scene(time * (done - first), () => act(done));
    }
  };

  scenes.push({
    run: () => {
      const from = stage.begin();
      stage.multiplied(0);
      return from === 1 ? 0 : TIMES.fold;
    },
  });
  oneByOne(TIMES.product, TIMES.allProducts, (done) => {
    stage.multiplied(done);
    stage.light(done - 1);
  });
  scene(TIMES.readProducts, () => {
    stage.multiplied(null);
    stage.light(null);
  });
  scene(unrolling(rows) + TIMES.fade, () => stage.show(2));
  oneByOne(TIMES.pair, TIMES.allPairs, (done) => stage.light(done - 1));
  scene(TIMES.readPairs, () => {
    stage.light(null);
    stage.unrolled();
  });
  scene(TIMES.fold, () => stage.show(3));
  for (const number of numbers) scene(TIMES.rawNumber, () => stage.pick(number));
  scene(0, () => stage.end());
  return scenes;
}
