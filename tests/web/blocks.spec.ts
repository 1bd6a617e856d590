// Whole blocks: pasted at a cell or in the panel, dropped, filled and copied; and undo.
import { blocks } from '../../web/src/words/blocks.en.ts';
import {
  ask,
  asShown,
  cell,
  edit,
  editor,
  examples,
  expect,
  fact,
  facts,
  fields,
  focus,
  focused,
  golden,
  grid,
  open,
  poll,
  setHash,
  setNumber,
  shown,
  type Tab,
  test,
  typeInCell,
  words,
} from './page.ts';

const menu = blocks.blocks;
const volume = (part: string) => `conv-dot >> .volume[part=${part}]`;
const opener = (part: string) => `${volume(part)} >> .head .icon-button`;
const panel = 'conv-dot >> .block-menu';
const field = `${panel} >> .text-in`;
const text = `${panel} >> .text-out`;
const check = `${panel} >> #block-check`;
const done = 'conv-dot >> .done';
const undoButton = 'conv-dot >> convdot-undo >> .icon-button:first-of-type';
const redoButton = 'conv-dot >> convdot-undo >> .icon-button:last-of-type';

const isOpen = async (tab: Tab) => (await tab.count(`${panel}:popover-open`)) === 1;

async function openPanel(tab: Tab, part: 'input' | 'filter' | 'bias' | 'output') {
  await tab.click(opener(part));
  await poll(() => isOpen(tab)).toBe(true);
}

const press = async (tab: Tab, label: string) => {
  await tab.evaluate((wanted) => {
    const root = document.querySelector('conv-dot')?.shadowRoot;
    const buttons = [...(root?.querySelectorAll<HTMLElement>('.block-menu button') ?? [])];
    buttons.find((each) => each.textContent?.trim() === wanted)?.click();
  }, label);
};

/** Pastes at the focus, as the browser does. Returns whether the page took the paste. */
const paste = (tab: Tab, pasted: string): Promise<boolean> =>
  tab.evaluate((content) => {
    let element = document.activeElement as Element;
    while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const event = new Event('paste', { bubbles: true, cancelable: true, composed: true });
    return !element.dispatchEvent(Object.assign(event, { clipboardData: { getData: () => content } }));
  }, pasted);

/** Sets the text of the panel's field, including line breaks, which WebDriver's keys omit. */
const write = (tab: Tab, content: string): Promise<void> =>
  tab.evaluate((given) => {
    const area = document.querySelector('conv-dot')?.shadowRoot?.querySelector('.text-in') as HTMLTextAreaElement;
    area.value = given;
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }, content);

interface Dragged {
  name: string;
  base64: string;
}

/** Drags a file over a part of the equation, and drops it there if accepted. Returns the cursor, and whether the part reacts. */
const drop = (tab: Tab, part: string, file: Dragged): Promise<{ effect: string; marked: boolean; taken: boolean }> =>
  tab.evaluate(
    async (name, { name: called, base64 }) => {
      const target = document.querySelector('conv-dot')?.shadowRoot?.querySelector(`.volume[part=${name}] .scroller`) as Element;
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const dataTransfer = { types: ['Files'], files: [new File([bytes], called)], dropEffect: 'none', getData: () => '' };
      const send = (type: string) => {
        const event = new Event(type, { bubbles: true, cancelable: true, composed: true });
        return target.dispatchEvent(Object.assign(event, { dataTransfer, relatedTarget: null }));
      };
      send('dragenter');
      send('dragover');
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      const marked = target.closest('.volume')?.classList.contains('dropping') ?? false;
      const effect = dataTransfer.dropEffect;
      return { effect, marked, taken: effect !== 'none' && !send('drop') };
    },
    part,
    file,
  );

const state = async (tab: Tab) => (await ask(tab)).state;

test('rows pasted at a cell are put in from there; a line reports it and offers undo', async ({ tab }) => {
  await open(tab);
  const before = await shown(tab, 'x');
  await focus(tab, cell('x', 28));
  expect(await paste(tab, '10\t20\r\n30\t1/3\r\n')).toBe(true);
  await poll(() => tab.text(done)).toContain('2 × 2 numbers went into the input.');
  const after = await shown(tab, 'x');
  expect([28, 29, 34, 35].map((index) => after[index])).toEqual(['10', '20', '30', '1/3']);
  expect(await focused(tab), 'the focus stays at the cell').toBe('x 28');

  await tab.click(`${done} >> button`);
  await poll(() => shown(tab, 'x')).toEqual(before);
  expect(await tab.text(done)).toContain(menu.undone);
  expect(await focused(tab)).toBe(`button ${words.redo}`);
  await tab.keys('Enter');
  await poll(() => shown(tab, 'x')).toEqual(after);
  await edit(tab, 'w', 0, '5');
  await poll(() => facts(tab, `${done} >> button`)).toHaveLength(0);
});

test('during an edit, a pasted number goes into the field, and a pasted block starts at the cell', async ({ tab }) => {
  await open(tab);
  await typeInCell(tab, 'x', 7, '4');
  for (const single of ['12', ' -0.5 ', '1,5', '1/3']) expect(await paste(tab, single)).toBe(false);
  expect(await focused(tab)).toBe('editor x 7');
  expect(await paste(tab, '7 8\n9 1')).toBe(true);
  await poll(() => tab.count(editor('x'))).toBe(0);
  await poll(async () => (await shown(tab, 'x'))[7]).toBe('7');
  await tab.click(undoButton);
  await poll(async () => (await shown(tab, 'x'))[7]).toBe('5');
  expect((await fact(tab, undoButton)).attributes['aria-disabled'], 'what was typed before it is gone with it').toBe('true');
});

test('unreadable text opens in the panel with the cell named, and nothing is lost', async ({ tab }) => {
  await open(tab);
  await focus(tab, cell('w', 0));
  const bad = '1\t2\t3\n4\t5\tabc';
  await paste(tab, bad);
  await poll(() => isOpen(tab)).toBe(true);
  expect((await fact(tab, field)).value).toBe(bad);
  await poll(() => tab.text(check)).toBe('Row 2, column 3: “abc” is not a number.');
  expect((await fact(tab, field)).attributes['aria-invalid']).toBe('true');
  expect(await shown(tab, 'w')).toEqual(asShown([1, 0, -1, 1, 0, -1, 1, 0, -1]));

  await write(tab, '1 2 3\n4 5 6 7\n8 9 0');
  await poll(() => tab.text(check)).toBe('Row 2 has 4 numbers, the others have 3.');
  await write(tab, '1 2 3\n4 5 6\n');
  await poll(() => tab.text(check)).toBe('2 × 3 numbers.');
  await press(tab, menu.putIn);
  await poll(() => shown(tab, 'w')).toEqual(asShown([1, 2, 3, 4, 5, 6, 1, 0, -1]));
  await poll(() => isOpen(tab)).toBe(false);
  expect(await focused(tab), 'back at the cell').toBe('w 0');
});

test('a list or an array is the whole block, and the filters follow its channels', async ({ tab }) => {
  await open(tab, 'x=[[1,2],[3,4]]&w=[[5]]');
  await openPanel(tab, 'input');
  await write(tab, 'array([[[1., 2.],\n        [3., 4.],\n        [5., 6.]],\n\n       [[7., 8.], [9., 0.], [1., 2.]]])');
  await poll(() => tab.text(check)).toBe('2 × 3 × 2 numbers. Read as (height, width, channels).');
  await press(tab, menu.putIn);
  await poll(() => tab.text(done)).toContain('The input is now 2 × 3 × 2. The filter has 2 channels to match.');
  await poll(async () => (await fact(tab, fields.channels)).value).toBe('2');
  expect(await focused(tab)).toBe(`button ${words.numbersInOut(words.input)}`);
  expect((await state(tab)).w).toEqual([[[5, -1]]]);
});

test('the axes of a list can be read in the other order, before it is used and after', async ({ tab }) => {
  await open(tab);
  await openPanel(tab, 'filter');
  const offer = `${panel} >> .axes >> .button`;
  const [outer, inner] = [menu.readInstead(menu.axes.oihw), menu.readInstead(menu.axes.hwio)];
  await write(tab, 'tensor([[[[1., 2., 3.],\n          [4., 5., 6.],\n          [7., 8., 9.]]]])');
  await poll(() => tab.text(check)).toBe(`1 × 1 × 3 × 3 numbers. ${menu.readAs(menu.axes.oihw, 'torch')}`);
  await poll(() => tab.text(offer)).toBe(inner);
  await tab.click(offer);
  await poll(() => tab.text(check)).toBe(`1 × 1 × 3 × 3 numbers. ${menu.readAs(menu.axes.hwio, 'asked')}`);
  await poll(() => tab.text(offer)).toBe(outer);
  await tab.click(offer);
  await press(tab, menu.putIn);
  await poll(() => shown(tab, 'w')).toEqual(asShown([1, 2, 3, 4, 5, 6, 7, 8, 9]));
  await poll(() => tab.text(done)).toContain('The filter is now 3 × 3.');

  // Another reading starts from the blocks before the first, and undo goes back to the first.
  const before = await state(tab);
  await tab.click(`${done} >> .button:last-of-type`);
  await poll(() => tab.text(done)).toContain('There are now 3 filters of 1 × 1 × 3.');
  await poll(() => tab.text(`${done} >> .button:last-of-type`)).toBe(outer);
  await tab.click(`${done} >> .button:first-of-type`);
  await poll(async () => (await state(tab)).w).toEqual(before.w);

  // A matrix has no such axes.
  await openPanel(tab, 'input');
  await write(tab, '[[1, 2], [3, 4]]');
  await poll(() => tab.text(check)).toBe('2 × 2 numbers.');
  expect(await tab.count(offer)).toBe(0);
});

test('fills, and NumPy’s random numbers by seed', async ({ tab }) => {
  await open(tab, 'x=[[1,2,3],[4,5,6]]&w=[[1,2,3],[4,5,6],[7,8,9]]&pad=same');
  const use = async (part: 'input' | 'filter', label: string) => {
    await openPanel(tab, part);
    await press(tab, label);
    await poll(() => isOpen(tab)).toBe(false);
  };
  await use('filter', menu.fillNames.identity);
  await poll(() => shown(tab, 'w')).toEqual(['0', '0', '0', '0', '1', '0', '0', '0', '0']);
  await poll(() => shown(tab, 'output')).toEqual(['1', '2', '3', '4', '5', '6']);
  await use('input', menu.fillNames.arange);
  await poll(() => shown(tab, 'output')).toEqual(['0', '1', '2', '3', '4', '5']);
  await use('input', menu.fillNames.ones);
  await poll(() => shown(tab, 'x')).toEqual(new Array(6).fill('1'));

  const drawn = (golden('randint').cases as { seed: number; low: number; high: number; first: number[] }[]).find(
    ({ seed, low, high }) => seed === 1 && low === -9 && high === 10,
  );
  await use('input', menu.integers);
  await poll(() => shown(tab, 'x')).toEqual(asShown(drawn?.first.slice(0, 6) ?? []));
  await poll(() => tab.text(done)).toContain('random whole numbers from −9 to 9, seed 1');
  await use('input', menu.normals);
  await poll(async () => ((await state(tab)).x as number[][])[0]?.[0]).toBe(1.6243453636632417);

  await openPanel(tab, 'input');
  await tab.fill(`${panel} >> .number-field[inputmode=numeric]`, 'x');
  await press(tab, menu.normals);
  await poll(() => tab.text(check)).toBe(menu.seed('x'));
});

test('the numbers can be copied in every form, also as LaTeX, and so can the output', async ({ tab }) => {
  await open(tab, 'preset=blocks-2d');
  await openPanel(tab, 'input');
  const forms = {
    numpy: 'np.array([[1., 2.],\n          [3., 4.]])',
    list: '[[1, 2],\n [3, 4]]',
    csv: '1,2\n3,4',
    tsv: '1\t2\n3\t4',
    matlab: '[1 2; 3 4]',
    latex: '\\begin{bmatrix}\n  1 & 2 \\\\\n  3 & 4\n\\end{bmatrix}',
  };
  for (const [form, expected] of Object.entries(forms)) {
    await tab.select(`${panel} >> select`, form);
    await poll(async () => (await fact(tab, text)).value).toBe(expected);
  }
  // Copied, or selected if the clipboard is blocked.
  await tab.click(`${panel} >> .part:last-of-type .button:first-of-type`);
  await poll(() => tab.text(`${panel} >> .part:last-of-type [role=status]`)).toMatch(/^(Copied|This page cannot use)/);
  await tab.keys('Escape');
  await openPanel(tab, 'output');
  expect((await fact(tab, text)).value).toContain('70');
  expect(await tab.count(field)).toBe(0);
});

test('choosing an example and following a link can be undone', async ({ tab }) => {
  await open(tab, 'x=[[1,2],[3,4]]&w=[[5]]');
  expect((await fact(tab, undoButton)).attributes['aria-disabled'], 'what the page began with is no edit').toBe('true');
  await tab.select(examples, 'flip');
  await poll(() => shown(tab, 'w')).toEqual(['0', '1', '2', '3']);
  await ask(tab); // afterwards the address has been written
  await setHash(tab, 'v=1&x=[[9]]&w=[[9]]');
  await poll(() => shown(tab, 'x')).toEqual(['9']);
  await tab.click(undoButton);
  await poll(() => shown(tab, 'w')).toEqual(['0', '1', '2', '3']);
  await tab.click(undoButton);
  await poll(() => shown(tab, 'w')).toEqual(['5']);
});

for (const host of ['/hosts/element-module.html', '/hosts/element-classic.html']) {
  test(`in the element: ${host}`, async ({ tab }) => {
    await tab.goto(host);
    // Everything above it has loaded, so it no longer moves.
    for (const element of ['#first', '#second']) await poll(() => tab.count(`${element} >> convdot-matrix`)).toBe(1);
    await tab.click('#second >> .volume[part=input] >> .head .icon-button');
    await poll(() => tab.count('#second >> .block-menu:popover-open')).toBe(1);
    await tab.fill('#second >> .text-in', '[5, 6]');
    await tab.click('#second >> .block-menu .primary');
    await poll(() => shown(tab, 'x', '#second')).toEqual(['5', '6']);
    expect(await tab.count('#first >> .block-menu'), 'of the other nothing').toBe(0);
  });
}

test('axe finds nothing in the panel', async ({ tab }) => {
  await tab.setViewport(320, 700);
  await open(tab);
  await openPanel(tab, 'filter');
  await write(tab, '1 x');
  expect(await tab.axe()).toEqual([]);
});

test.describe('in every engine', { tag: '@engines' }, () => {
  test('the clipboard itself: copied from the panel, pasted at a cell', async ({ tab }) => {
    await open(tab, 'preset=blocks-2d');
    await openPanel(tab, 'filter');
    await focus(tab, text);
    await tab.keys('Control+a', 'Control+c', 'Escape');
    await poll(() => isOpen(tab)).toBe(false);
    await focus(tab, cell('x', 0));
    await tab.keys('Control+v');
    await poll(() => shown(tab, 'x')).toEqual(['5', '6', '7', '8']);
    await poll(() => tab.text(done)).toContain('The input is now 2 × 2.');
  });

  test('a file is dropped on a block, and the block shows that it can be', async ({ tab }) => {
    await open(tab);
    const files = golden('blocks').npy as { name: string; npy: string; data: number[] }[];
    const { npy, data } = files.find(({ name }) => name === '>i2') as { npy: string; data: number[] };
    expect(await drop(tab, 'input', { name: 'image.npy', base64: npy })).toEqual({ effect: 'copy', marked: true, taken: true });
    await poll(() => tab.text(done)).toContain('The input is now 3 × 4.');
    expect(await shown(tab, 'x')).toEqual(asShown(data));
    expect((await fact(tab, volume('input'))).classes).not.toContain('dropping');

    const csv = { name: 'filter.csv', base64: btoa('a;b\r\n1,5;0\r\n0;-1,5\r\n') };
    expect((await drop(tab, 'filter', csv)).taken).toBe(true);
    await poll(() => tab.text(done)).toContain(`The filter is now 2 × 2. ${menu.headingRow('a b')} ${menu.decimalCommas}`);
    expect(await shown(tab, 'w')).toEqual(['1.5', '0', '0', '−1.5']);

    const bad = { name: 'bad.csv', base64: btoa('1,2\n3,x\n') };
    await drop(tab, 'input', bad);
    await poll(() => tab.text('conv-dot >> convdot-block-menu >> .problem')).toBe(
      'bad.csv: Row 2, column 2: “x” is not a number.',
    );
    expect(await shown(tab, 'x')).toEqual(asShown(data));
  });

  test('a file dropped beside a block does not replace the page', async ({ tab }) => {
    await open(tab);
    const file = { name: 'a.csv', base64: btoa('1,2\n') };
    expect(await drop(tab, 'output', file)).toEqual({ effect: 'none', marked: false, taken: false });
  });

  test('the panel opens and closes by key, gives the focus back, and one click outside closes it', async ({ tab }) => {
    await open(tab);
    for (const part of ['input', 'filter', 'bias', 'output'] as const) {
      await focus(tab, opener(part));
      await tab.keys('Enter');
      await poll(() => isOpen(tab)).toBe(true);
      await poll(() => focused(tab)).toMatch(part === 'output' ? /^select/ : /^textarea/);
      await tab.keys('Escape');
      await poll(() => isOpen(tab)).toBe(false);
      await poll(() => focused(tab)).toBe(`button ${words.numbersInOut(words[part])}`);
    }
    await openPanel(tab, 'input');
    await tab.click('conv-dot >> #volumes');
    await poll(() => isOpen(tab)).toBe(false);
  });

  test('a select follows undo, and the last choice can be made again', async ({ tab }) => {
    const padding = 'conv-dot >> #padding';
    const kind = async () => [(await fact(tab, padding)).value, (await state(tab)).pad];
    await open(tab);
    await focus(tab, padding);
    for (const chosen of ['same', 'valid', 'same']) {
      await tab.select(padding, chosen);
      await poll(kind).toEqual([chosen, chosen]);
    }
    await tab.keys('Control+z');
    await poll(kind).toEqual(['valid', 'valid']);
    await tab.select(padding, 'same');
    await poll(kind).toEqual(['same', 'same']);
    for (const before of ['valid', 'same', 'valid']) {
      await tab.keys('Control+z');
      await poll(kind).toEqual([before, before]);
    }
  });

  test('undo and redo by button and by key, in the example and not in a text field', async ({ tab }) => {
    await open(tab);
    await edit(tab, 'x', 0, '12');
    await edit(tab, 'x', 0, '13');
    await setNumber(tab, fields.stride, '2');
    await poll(async () => (await state(tab)).stride).toEqual([2, 2]);
    await focus(tab, cell('output', 0));
    await tab.keys('Control+z');
    await poll(async () => (await state(tab)).stride).toEqual([1, 1]);
    await tab.keys('Control+z');
    await poll(async () => (await shown(tab, 'x'))[0]).toBe('12');
    await tab.keys('Control+Shift+z');
    await poll(async () => (await shown(tab, 'x'))[0]).toBe('13');
    await tab.keys('Control+z', 'Control+z');
    await poll(async () => (await shown(tab, 'x'))[0]).toBe('3');
    expect((await fact(tab, examples)).value, 'back at the example').toBe('vertical-edge');
    await tab.keys('Control+y');
    await poll(async () => (await shown(tab, 'x'))[0]).toBe('12');

    const left = await tab.evaluate((selector) => {
      const root = document.querySelector('conv-dot')?.shadowRoot;
      const send = (key: string, target: Element | null | undefined) =>
        target?.dispatchEvent(
          new KeyboardEvent('keydown', { key, ctrlKey: true, bubbles: true, cancelable: true, composed: true }),
        );
      const input = root?.querySelector(selector);
      return [send('z', input), send('y', root?.querySelector('[data-block=output] [role=gridcell]')), send('z', document.body)];
    }, 'input.number-field');
    // In a text field the key belongs to the field; the second one redoes the remaining edit; outside the example it belongs to the
    // page.
    expect(left).toEqual([true, false, true]);
    await poll(async () => (await shown(tab, 'x'))[0]).toBe('13');

    await tab.click(undoButton);
    await poll(async () => (await shown(tab, 'x'))[0]).toBe('12');
    await tab.click(redoButton);
    await poll(async () => (await shown(tab, 'x'))[0]).toBe('13');
  });

  test('in a sandbox that allows only scripts', async ({ tab }) => {
    await tab.goto('/hosts/sandbox.html');
    await tab.enterFrame('iframe');
    await poll(() => tab.count(`${grid('output')} >> .number`)).toBe(16);
    await openPanel(tab, 'input');
    await write(tab, '[[1,2,3],[4,5,6],[7,8,9]]');
    await press(tab, menu.putIn);
    await poll(() => shown(tab, 'x')).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9']);
    await openPanel(tab, 'input');
    await tab.click(`${panel} >> .part:last-of-type .button:first-of-type`);
    await poll(() => tab.text(`${panel} >> .part:last-of-type [role=status]`)).toMatch(/^(Copied|This page cannot use)/);
  });

  test('the panel fits 320 pixels', async ({ tab }) => {
    await tab.setViewport(320, 700);
    await open(tab);
    await openPanel(tab, 'filter');
    await write(tab, '[[[[1, 2]]]]');
    const offer = `${panel} >> .axes >> .button`;
    await poll(() => tab.count(offer)).toBe(1);
    const { box } = await fact(tab, panel);
    const wide = (await fact(tab, offer)).box;
    expect(wide.left + wide.width).toBeLessThanOrEqual(box.left + box.width);
    await write(tab, '1 x');
    expect(box.left).toBeGreaterThanOrEqual(0);
    // WebKitGTK's window cannot be so narrow.
    const [width, scrolled] = await tab.evaluate(() => [innerWidth, document.documentElement.scrollWidth] as const);
    expect(box.left + box.width).toBeLessThanOrEqual(width);
    expect(scrolled).toBeLessThanOrEqual(width);
    const buttons = (await facts(tab, 'conv-dot >> .icon-button')).map((each) => each.box).filter((each) => each.width > 0);
    expect(buttons.length).toBeGreaterThan(3);
    for (const each of buttons) expect(Math.min(each.width, each.height)).toBeGreaterThanOrEqual(24);
  });
});
