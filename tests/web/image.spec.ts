// The image panel: a picture through a filter, both ways. Compares the drawn picture with the core's results.
import type { ConvDot, ConvOptions, PixelOptions } from 'convdot';
import { openingState } from '../../web/src/model/presets.ts';
import { chartRows, FILTERS, type FilterName, filterOf } from '../../web/src/panels/image/picture.ts';
import { image } from '../../web/src/words/image.en.ts';
import { image as spanish } from '../../web/src/words/image.es.ts';
import { languages } from './languages.ts';
import { ask, expect, fact, focus, focused, open, poll, setNumber, type Tab, test, texts, words } from './page.ts';

const { load } = (await import(new URL('../../dist/convdot/index.js', import.meta.url).href)) as typeof import('convdot');

const disclosure = 'conv-dot >> [aria-controls=panel-image]';
const panel = 'conv-dot >> convdot-image';
const canvas = (name: string) => `${panel} >> canvas[data-picture=${name}]`;
const select = (index: number) => `${panel} >> .image-controls:nth-of-type(${index}) select`;
const chart = `${panel} >> .image-controls:nth-of-type(1) label:nth-of-type(1) select`;
const chartSize = `${panel} >> .image-controls:nth-of-type(1) label:nth-of-type(2) select`;
const filter = `${panel} >> .image-controls:nth-of-type(2) label:first-of-type select`;
const channels = `${panel} >> .image-controls:nth-of-type(2) label:last-of-type select`;
const range = select(3);
const problem = `${panel} >> .problem`;
const take = `${panel} >> .image-pixel > .button`;
const zoomIn = `${panel} >> [aria-label="${image.zoomIn}"]`;
const camera = `${panel} >> .camera`;
const field = (name: string) => `${panel} >> [aria-label="${image.pixel}, ${name}"]`;
const captions = (tab: Tab) => texts(tab, `${panel} >> figcaption`);
const verdict = `${panel} >> .image-verdict [role=status]`;

/** Waits until the result is drawn. */
const drawn = (tab: Tab) => poll(async () => (await fact(tab, take)).attributes.disabled).toBeUndefined();
/** With the zone plate, whose pixels are known. */
const openPanel = async (tab: Tab, hash = '') => {
  await open(tab, hash);
  await tab.click(disclosure);
  await poll(() => tab.count(take)).toBe(1);
  await tab.select(chart, 'zone');
  await poll(async () => (await fact(tab, canvas('picture'))).attributes['aria-label']).toContain(image.charts.zone);
  await drawn(tab);
};
const choose = async (tab: Tab, row: number, column: number) => {
  await setNumber(tab, field(image.row), String(row));
  await setNumber(tab, field(image.column), String(column));
};
const closest = async (tab: Tab) => {
  for (let step = 0; step < 12 && (await fact(tab, zoomIn)).attributes.disabled === undefined; step += 1) await tab.click(zoomIn);
};

/** The colour above the middle of a canvas, where the chosen pixel is when enlarged; no number covers it. */
const colour = (tab: Tab, name: string): Promise<number[]> =>
  tab.evaluate((picture) => {
    const found = document
      .querySelector('conv-dot')
      ?.shadowRoot?.querySelector<HTMLCanvasElement>(`canvas[data-picture=${picture}]`) as HTMLCanvasElement;
    const ratio = found.width / found.clientWidth;
    const [x, y] = [found.clientWidth / 2, found.clientHeight / 2 - 24];
    const one = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext(
      '2d',
    ) as CanvasRenderingContext2D;
    one.drawImage(found, Math.round(x * ratio), Math.round(y * ratio), 1, 1, 0, 0, 1, 1);
    return [...one.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  }, name);

const zone = chartRows('zone', 256, 0, 256);
let loaded: Promise<ConvDot> | undefined;
const core = () => {
  loaded ??= load();
  return loaded;
};

/** The core's colours for the zone plate's output. */
async function expected(
  name: FilterName,
  [row, column]: readonly [number, number],
  drawing: Omit<PixelOptions, 'channels'>,
  more: ConvOptions = {},
) {
  const convdot = await core();
  const { w } = filterOf({ filter: name, size: 3 }, openingState);
  const input = { shape: [1, 256, 256, 1], data: convdot.fromPixels(zone, 1) };
  const { shape, data } = convdot.conv2d(input, w, { dtype: 'float32', ...more });
  const value = data[row * (shape[2] as number) + column] as number;
  return [...convdot.toPixels([value], { channels: 1, ...drawing }).pixels].slice(0, 3);
}

test('it is loaded when it is opened: a house, the example’s filter, and both ways identical', async ({ tab }) => {
  await open(tab);
  expect((await fact(tab, disclosure)).text).toBe(words.panels.image.title);
  expect(await tab.count(panel)).toBe(0);
  await tab.click(disclosure);
  await poll(() => texts(tab, verdict)).toEqual([image.identical]);
  await poll(() => captions(tab)).toEqual([
    `${image.picture} 256 × 256`,
    // Browsers smooth outlines differently.
    expect.stringMatching(`^${image.result} 254 × 254, ${image.largest('\\d{3}')}$`),
    `${image.difference} ${image.zeroEverywhere}`,
  ]);
  const time = expect.stringMatching(/^[\d.]+ ms$/);
  await poll(() => texts(tab, `${panel} >> dd`)).toEqual([time, time]);
  await poll(() => texts(tab, `${panel} >> dl + .caption`)).toEqual([image.measured]);
  expect(await tab.axe()).toEqual([]);
});

test('the drawn pixels match the core in every range', async ({ tab }) => {
  await openPanel(tab);
  await closest(tab);
  for (const at of [
    [3, 120],
    [128, 200],
    [253, 0],
  ] as const) {
    await choose(tab, at[0], at[1]);
    for (const [name, gain] of [
      ['diverging', 1 / 3],
      ['absolute', 1 / 3],
      ['clamped', 1],
    ] as const) {
      await tab.select(range, name);
      const right = await expected('example', at, { range: name, gain });
      await poll(() => colour(tab, 'result'), `${name} at ${at}`).toEqual(right);
    }
    const [row, column] = [at[0] + 1, at[1] + 1];
    expect(await colour(tab, 'picture')).toEqual([...zone.subarray(4 * (row * 256 + column), 4 * (row * 256 + column) + 3)]);
  }
});

test('every filter matches the core', async ({ tab }) => {
  await openPanel(tab);
  await closest(tab);
  await choose(tab, 60, 91);
  await tab.select(range, 'clamped');
  for (const name of FILTERS) {
    await tab.select(filter, name);
    const right = await expected(name, [60, 91], { gain: 1 });
    await poll(() => colour(tab, 'result'), name).toEqual(right);
  }
});

test('stride, padding and flip are the example’s, and follow it', async ({ tab }) => {
  await openPanel(tab, 'stride=2&pad=same&flip=1');
  await poll(async () => (await captions(tab))[1]).toBe(`${image.result} 128 × 128, ${image.largest('764')}`);
  await closest(tab);
  await choose(tab, 0, 100);
  const right = await expected(
    'example',
    [0, 100],
    { range: 'diverging', gain: 1 / 3 },
    { stride: 2, padding: 'same', flip: true },
  );
  await poll(() => colour(tab, 'result')).toEqual(right);
  await tab.evaluate(() => {
    const { example } = document.querySelector('conv-dot') as HTMLElementTagNameMap['conv-dot'];
    example.apply((state) => ({ ...state, stride: [1, 1], pad: 'valid', flip: false }));
  });
  await poll(async () => (await captions(tab))[1]).toBe(`${image.result} 254 × 254, ${image.largest('765')}`);
});

test('RGB goes channel by channel through a filter of one channel, and is summed by one of three', async ({ tab }) => {
  await openPanel(tab);
  await tab.select(chart, 'ramps');
  await tab.select(channels, '3');
  await tab.select(filter, 'identity');
  await tab.select(range, 'clamped');
  await poll(async () => (await captions(tab))[1]).toBe(
    `${image.result} ${image.resultCaption(254, 254, 3)}, ${image.largest('255')}`,
  );
  expect((await texts(tab, `${panel} >> fieldset > .caption`)).some((text) => text.includes(image.apart))).toBe(true);
  await closest(tab);
  await choose(tab, 79, 199);
  await poll(() => colour(tab, 'result')).toEqual([200, 0, 0]);

  // Three channels in the example, and a grey picture.
  await open(tab, 'preset=bias-once&open=image');
  await poll(() => texts(tab, problem)).toEqual([`${image.otherDepth(3, 1)} ${image.useColour}`]);
  await tab.click(`${problem} >> button`);
  await poll(async () => (await captions(tab))[1]).toContain('254 × 254, ');
  expect(await texts(tab, problem)).toEqual([]);
});

test('with different orders of unrolling the two ways differ, and the panel gives the largest difference', async ({ tab }) => {
  await openPanel(tab, 'order=fortran,hwc');
  await poll(() => texts(tab, verdict)).toEqual([image.otherPairs('896', words.orderReason)]);
  expect((await captions(tab))[2]).toBe(`${image.difference} ${image.full('0.000365')}`);
  expect((await fact(tab, canvas('difference'))).attributes['aria-label']).toBe(image.differenceSpoken('896'));
  await closest(tab);
  await choose(tab, 60, 91);
  // −159 one way, −547 the other: far beyond full colour.
  await poll(() => colour(tab, 'difference')).toEqual([0x2f, 0x7d, 0xcc]);
});

/** A picture as a PNG file, to open, drop or paste. */
const give = (tab: Tab, way: 'open' | 'drop' | 'paste', [height, width]: readonly [number, number], name = 'given.png') =>
  tab.evaluate(
    async (how, rows, columns, title) => {
      const root = document.querySelector('conv-dot')?.shadowRoot as ShadowRoot;
      const made = Object.assign(document.createElement('canvas'), { width: columns, height: rows });
      const context = made.getContext('2d') as CanvasRenderingContext2D;
      // A different grey for each pixel; the last one is transparent.
      for (let index = 0; index < Math.min(100, rows * columns - 1); index += 1) {
        context.fillStyle = `rgb(${index}, ${index}, ${index})`;
        context.fillRect(index % columns, Math.floor(index / columns), 1, 1);
      }
      const blob = await new Promise<Blob>((resolve) => made.toBlob((each) => resolve(each as Blob)));
      const file = title.endsWith('.png') ? new File([blob], title, { type: 'image/png' }) : new File(['not a picture'], title);
      const transfer = new DataTransfer();
      transfer.items.add(file);
      const all = root.querySelector('.image-all') as HTMLElement;
      if (how === 'open') {
        const input = root.querySelector('convdot-image input[type=file]') as HTMLInputElement;
        input.files = transfer.files;
        input.dispatchEvent(new Event('change'));
        return;
      }
      // Sends the same events as a browser, because a driver cannot drop or paste files.
      const kind = how === 'drop' ? 'drop' : 'paste';
      const event = new Event(kind, { bubbles: true, cancelable: true, composed: true });
      Object.defineProperty(event, how === 'drop' ? 'dataTransfer' : 'clipboardData', { value: transfer });
      (how === 'drop' ? all : document.body).dispatchEvent(event);
    },
    way,
    ...([height, width, name] as const),
  );

test('an unreadable or too large picture is reported; a scaled copy is used only on request', async ({ tab }) => {
  await openPanel(tab);
  await give(tab, 'open', [4, 5], 'words.txt');
  await poll(() => texts(tab, problem)).toEqual([image.unreadable('words.txt')]);
  await give(tab, 'open', [8, 5000]);
  await poll(() => texts(tab, problem)).toEqual([`${image.tooLarge(8, 5000, 4096)} ${image.useCopy(6, 4096)}`]);
  expect((await captions(tab))[0]).toBe(`${image.picture} 256 × 256`);
  await tab.click(`${problem} >> button`);
  await poll(async () => (await captions(tab))[0]).toBe(`${image.picture} 6 × 4096`);
  expect(await texts(tab, problem)).toEqual([]);
});

test('the newest of many questions is drawn, and the page stays responsive', async ({ tab }) => {
  await openPanel(tab);
  await tab.select(chartSize, '2048');
  await poll(async () => (await captions(tab))[1]).toBe(`${image.result} 2046 × 2046, ${image.largest('765')}`);
  await closest(tab);
  await choose(tab, 1000, 900);
  const gains = await tab.evaluate(async () => {
    const slider = document.querySelector('conv-dot')?.shadowRoot?.querySelector('.image-slider input') as HTMLInputElement;
    for (let step = -8; step <= 8; step += 1) {
      slider.value = String(step / 4);
      slider.dispatchEvent(new Event('input'));
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return slider.value;
  });
  expect(gains).toBe('2');
  await drawn(tab);
  const convdot = await core();
  const rows = convdot.fromPixels(chartRows('zone', 2048, 1000, 3), 1);
  const { data } = convdot.conv2d({ shape: [1, 3, 2048, 1], data: rows }, openingState.w, { dtype: 'float32' });
  const { pixels } = convdot.toPixels([data[900] as number], { channels: 1, range: 'diverging', gain: 4 / 3 });
  await poll(() => colour(tab, 'result')).toEqual([...pixels.slice(0, 3)]);
});

test('a window goes to the example with the filter, where its output is the same; Undo brings back what was there', async ({
  tab,
}) => {
  await openPanel(tab, 'stride=2&pad=same');
  const before = (await ask(tab)).state;
  await tab.select(filter, 'sobel-x');
  await tab.select(range, 'clamped');
  await poll(async () => (await fact(tab, canvas('result'))).attributes['aria-label']).toContain(image.filters['sobel-x']);
  await drawn(tab);
  for (const at of [
    [0, 0],
    [40, 77],
    [127, 127],
  ] as const) {
    await choose(tab, at[0], at[1]);
    await tab.click(take);
    const convdot = await core();
    const { w } = filterOf({ filter: 'sobel-x', size: 3 }, openingState);
    const all = convdot.conv2d({ shape: [1, 256, 256, 1], data: convdot.fromPixels(zone, 1) }, w, { stride: 2, padding: 'same' });
    const taken = async () => {
      const { state, result } = await ask(tab);
      const [, row = 0, column = 0] = state.step as number[];
      return result.multiplySum[row * (result.shape[2] as number) + column];
    };
    await poll(taken).toBe(all.data[at[0] * 128 + at[1]]);
    const { state } = await ask(tab);
    expect([state.stride, state.pad, (state.x as number[][]).length, state.w]).toEqual([
      [2, 2],
      'same',
      8,
      [
        [-1, 0, 1],
        [-2, 0, 2],
        [-1, 0, 1],
      ],
    ]);
  }
  expect((await texts(tab, `${panel} >> .image-pixel > [role=status]`))[0]).toMatch(
    /^The example’s input is now the 8 × 8 pixels/,
  );
  for (let times = 0; times < 3; times += 1) await tab.click(`conv-dot >> [title="${words.undo}"]`);
  await poll(async () => (await ask(tab)).state.x).toEqual(before.x);
  expect((await ask(tab)).state.w).toEqual(before.w);
});

test('without a camera, or where none is allowed, it says so', async ({ tab }) => {
  await openPanel(tab);
  const answer = (refused: boolean) =>
    tab.evaluate((none) => {
      const getUserMedia = () => Promise.reject(new DOMException('Permission denied', 'NotAllowedError'));
      Object.defineProperty(navigator, 'mediaDevices', { value: none ? { getUserMedia } : undefined, configurable: true });
    }, refused);
  await answer(false);
  await tab.click(camera);
  await poll(() => texts(tab, problem)).toEqual([image.noCamera]);
  await answer(true);
  await tab.click(camera);
  await poll(() => texts(tab, problem)).toEqual([image.cameraRefused('Permission denied')]);
  expect(await texts(tab, camera)).toEqual([image.startCamera]);
});

test('in Spanish, where the page is', async ({ tab }) => {
  await open(tab, 'open=image&lang=es');
  await poll(() => texts(tab, take)).toEqual([spanish.take]);
  await poll(() => texts(tab, disclosure)).toEqual([languages.es.panels.image.title]);
  await poll(() => texts(tab, verdict)).toEqual([spanish.identical]);
});

for (const [form, url, host] of [
  ['the page in one file', '/dist/convdot.html#open=image', 'conv-dot'],
  ['the element', '/hosts/element-classic.html', '#first'],
] as const) {
  test(`${form} has it too`, async ({ tab }) => {
    await tab.goto(url);
    await poll(() => tab.count(`${host} >> [aria-controls=panel-image]`)).toBe(1);
    await tab.evaluate((selector) => {
      (document.querySelector(selector) as HTMLElementTagNameMap['conv-dot']).open = 'image';
    }, host);
    await poll(() => texts(tab, `${host} >> .image-verdict [role=status]`)).toEqual([image.identical]);
    await tab.select(`${host} >> .image-controls:nth-of-type(2) label:first-of-type select`, 'sobel-y');
    const result = `${host} >> canvas[data-picture=result]`;
    await poll(async () => (await fact(tab, result)).attributes['aria-label']).toContain(image.filters['sobel-y']);
    await poll(() => tab.count(`${host} >> .image-pixel > .button:not([disabled])`)).toBe(1);
    await tab.click(`${host} >> .image-pixel > .button`);
    const weights = () =>
      tab.evaluate((selector) => (document.querySelector(selector) as HTMLElementTagNameMap['conv-dot']).state.w, host);
    await poll(weights).toEqual([
      [-1, -2, -1],
      [0, 0, 0],
      [1, 2, 1],
    ]);
  });
}

test.describe('in every engine', { tag: '@engines' }, () => {
  for (const way of ['open', 'drop', 'paste'] as const) {
    test(`the reader’s own picture: ${way}`, async ({ tab }) => {
      await openPanel(tab);
      await tab.select(filter, 'identity');
      await give(tab, way, [4, 5]);
      await poll(async () => (await captions(tab))[0]).toBe(`${image.picture} 4 × 5`);
      await drawn(tab);
      await choose(tab, 0, 0);
      await tab.click(take);
      await poll(async () => JSON.stringify((await ask(tab)).state.x)).toBe(
        '[[0,1,2,3,4],[5,6,7,8,9],[10,11,12,13,14],[15,16,17,18,255]]',
      );
    });
  }

  test('by keyboard alone', async ({ tab }) => {
    await open(tab);
    await focus(tab, disclosure);
    await tab.keys('Enter');
    await poll(() => tab.count(take)).toBe(1);
    await drawn(tab);
    await tab.keys('Tab');
    expect(await focused(tab)).toMatch(/^select/);
    await focus(tab, canvas('result'));
    const at = async () => [(await fact(tab, field(image.row))).value, (await fact(tab, field(image.column))).value];
    expect(await at()).toEqual(['127', '127']);
    await tab.keys('ArrowUp', 'ArrowLeft', 'ArrowLeft');
    await poll(at).toEqual(['126', '125']);
    const zoom = async () => Number((await texts(tab, `${panel} >> .image-buttons > .caption`))[0]?.replace(/\D/g, ''));
    const fitted = await zoom();
    await tab.keys('+', '+');
    await poll(zoom).toBeGreaterThan(3 * fitted);
    await tab.keys('-', '-');
    await poll(zoom).toBe(fitted);
    for (const next of [/^canvas/, /^input .*row/, /^input .*column/]) {
      await tab.keys('Tab');
      expect(await focused(tab)).toMatch(next);
    }
    await focus(tab, take);
    await tab.keys('Enter');
    await poll(async () => ((await ask(tab)).state.x as number[][]).length).toBe(8);
  });

  test('a click chooses, a drag moves and ends where the pointer leaves; the wheel zooms only with Ctrl', async ({ tab }) => {
    await openPanel(tab);
    const zoom = async () => (await texts(tab, `${panel} >> .image-buttons > .caption`))[0];
    const fitted = await zoom();
    const turned = (ctrlKey: boolean) =>
      tab.evaluate((held) => {
        const found = document.querySelector('conv-dot')?.shadowRoot?.querySelector('canvas') as HTMLElement;
        const { x, y } = found.getBoundingClientRect();
        const wheel = {
          deltaY: -600,
          ctrlKey: held,
          bubbles: true,
          cancelable: true,
          composed: true,
          clientX: x + 9,
          clientY: y + 9,
        };
        return found.dispatchEvent(new WheelEvent('wheel', wheel));
      }, ctrlKey);
    expect(await turned(false)).toBe(true);
    expect(await zoom()).toBe(fitted);
    expect(await turned(true)).toBe(false);
    await poll(zoom).not.toBe(fitted);
    // The corner under the pointer has stayed.
    await tab.evaluate(() =>
      document.querySelector('conv-dot')?.shadowRoot?.querySelector('canvas')?.scrollIntoView({ block: 'center' }),
    );
    await tab.click(canvas('picture'));
    const row = async () => Number((await fact(tab, field(image.row))).value);
    const first = await row();
    expect(first).toBeLessThan(40);
    await tab.mouse(canvas('picture'), [0, 0], 'press', ['move', [0, -60]], 'release');
    expect(await row()).toBe(first);
    await tab.click(canvas('picture'));
    await poll(row).toBeGreaterThan(first);
  });

  test('only its button starts the camera, and closing the panel stops it', async ({ tab }) => {
    await open(tab);
    await tab.evaluate(() => {
      const made = Object.assign(document.createElement('canvas'), { width: 64, height: 48 });
      const context = made.getContext('2d') as CanvasRenderingContext2D;
      const host = window as unknown as { asked: number; stream?: MediaStream };
      host.asked = 0;
      // A camera that shows one frame after another.
      const getUserMedia = async () => {
        host.asked += 1;
        setInterval(() => context.fillRect(host.asked++ % 64, 0, 1, 48), 20);
        host.stream = made.captureStream();
        return host.stream;
      };
      Object.defineProperty(navigator, 'mediaDevices', { value: { getUserMedia }, configurable: true });
    });
    await tab.click(disclosure);
    await poll(() => tab.count(take)).toBe(1);
    await drawn(tab);
    expect(await tab.evaluate(() => (window as unknown as { asked: number }).asked)).toBe(0);
    await tab.click(camera);
    await poll(() => texts(tab, camera)).toEqual([image.stopCamera]);
    await poll(async () => (await captions(tab))[0]).toBe(`${image.picture} 48 × 64`);
    await poll(async () =>
      (await texts(tab, `${panel} >> .image-routes .caption`)).some((text) => /frames per second/.test(text)),
    ).toBe(true);
    await tab.click(disclosure);
    const states = () =>
      tab.evaluate(() => (window as unknown as { stream: MediaStream }).stream.getTracks().map(({ readyState }) => readyState));
    await poll(states).toEqual(['ended']);
    await tab.click(disclosure);
    await poll(() => texts(tab, camera)).toEqual([image.startCamera]);
  });
});
