// The page without a pointer: every grid is one Tab stop, nothing traps the focus, and no render loses it.
import {
  ask,
  cell,
  edit,
  editor,
  expect,
  fact,
  facts,
  fields,
  focus,
  focused,
  grid,
  open,
  poll,
  set,
  settingsProblem,
  shown,
  type Tab,
  test,
  texts,
  words,
} from './page.ts';

/** The button at a block's head. */
const menu = (name: 'input' | 'filter' | 'bias' | 'output') => `button ${words.numbersInOut(words[name])}`;

/** Keys, and the focus after them. */
const press = async (tab: Tab, table: readonly (readonly [keys: string, at: string])[]) => {
  for (const [keys, at] of table) {
    await tab.keys(...keys.split(' '));
    await poll(() => focused(tab), keys).toBe(at);
  }
};

test.describe('in every engine', { tag: '@engines' }, () => {
  test('nothing takes the focus on load, and one Tab stop per grid leads through the example and back', async ({ tab }) => {
    await open(tab);
    expect(await focused(tab)).toMatch(/^body/);
    const stops: string[] = [];
    await tab.keys('Tab');
    for (; stops.length < 40; await tab.keys('Tab')) {
      const at = await focused(tab);
      // The browser's own bars come after the page: some engines then leave the page, others start again.
      if (at.startsWith('body') || at === stops[0]) break;
      stops.push(at);
    }
    const example = stops.slice(stops.indexOf('x 0'));
    expect(example.slice(0, 7)).toEqual(['x 0', menu('filter'), 'w 0', menu('bias'), 'b 0', menu('output'), 'output 0']);
    expect(stops.filter((at) => /^(x|w|b|output) /.test(at))).toHaveLength(4);
    const steps = [words.back, words.play, words.forward].map((name) => `button ${name}`);
    expect(example.slice(7, 12)).toEqual([...steps, `input ${words.stride}`, `button ${words.apart}`]);
    expect(stops).toContain(`button ${words.watch}`);

    await focus(tab, cell('b', 0));
    await press(tab, [
      ['Shift+Tab', menu('bias')],
      ['Shift+Tab', 'w 0'],
      ['Shift+Tab Shift+Tab', 'x 0'],
      ['Tab', menu('filter')],
      ['Tab', 'w 0'],
    ]);
  });

  test('arrows, Home and End move within a grid and stop at its edges', async ({ tab }) => {
    await open(tab);
    await focus(tab, cell('x', 0));
    await press(tab, [
      ['ArrowLeft', 'x 0'],
      ['ArrowUp', 'x 0'],
      ['ArrowRight', 'x 1'],
      ['ArrowDown ArrowDown', 'x 13'],
      ['Home', 'x 12'],
      ['End', 'x 17'],
      ['ArrowRight', 'x 17'],
      ['Control+Home', 'x 0'],
      ['Control+End', 'x 35'],
      ['ArrowDown', 'x 35'],
      ['ArrowUp', 'x 29'],
      // The grid remembers its place.
      ['Tab Tab', 'w 0'],
      ['Shift+Tab Shift+Tab', 'x 29'],
    ]);
    expect((await facts(tab, `${grid('x')} >> [tabindex="0"]`)).map(({ attributes }) => attributes['data-index'])).toEqual([
      '29',
    ]);
  });

  test('cells are edited by Enter, F2 or typing; Enter keeps and goes down, Escape restores, Tab leaves', async ({ tab }) => {
    await open(tab);
    await focus(tab, cell('x', 0));
    await press(tab, [
      ['Enter', 'editor x 0'],
      ['7', 'editor x 0'],
      ['Enter', 'x 6'],
      ['F2', 'editor x 6'],
      ['Escape', 'x 6'],
      ['-', 'editor x 6'],
      ['2 Enter', 'x 12'],
      ['9', 'editor x 12'],
      ['Escape', 'x 12'],
      ['Control+End', 'x 35'],
      ['Enter', 'editor x 35'],
      ['8 Enter', 'x 35'],
      ['Control+Home', 'x 0'],
      // Up and down leave an edit as Enter does; left and right move in its text.
      ['Enter 1 ArrowLeft 5 ArrowDown', 'x 6'],
      ['ArrowRight', 'x 7'],
      ['6', 'editor x 7'],
      ['Tab', menu('filter')],
    ]);
    const numbers = await shown(tab, 'x');
    expect([0, 6, 7, 12, 35].map((index) => numbers[index])).toEqual(['51', '−2', '6', '2', '8']);
    expect(await tab.count(editor('x'))).toBe(0);
    // 51 + -2 + 2 - (1 + 8 + 2)
    await poll(async () => (await shown(tab, 'output'))[0]).toBe('40');

    await focus(tab, cell('w', 4));
    await press(tab, [
      ['3', 'editor w 4'],
      ['Shift+Tab Shift+Tab', 'x 7'],
    ]);
    expect((await shown(tab, 'w'))[4]).toBe('3');
    // Invalid text is kept and marked when Tab leaves it.
    await focus(tab, cell('b', 0));
    await press(tab, [['x Tab', menu('output')]]);
    expect((await fact(tab, cell('b', 0))).attributes['aria-invalid']).toBe('true');
  });

  test('Enter or Space chooses an output, and no redraw takes the focus away', async ({ tab }) => {
    await open(tab);
    await focus(tab, cell('output', 0));
    await press(tab, [
      ['ArrowDown ArrowRight', 'output 5'],
      ['Enter', 'output 5'],
    ]);
    expect((await ask(tab)).state.step).toEqual([0, 1, 1, 0]);
    await press(tab, [['End Space', 'output 7']]);
    expect((await ask(tab)).state.step).toEqual([0, 1, 3, 0]);
    expect(await focused(tab)).toBe('output 7');
    const { attributes } = await fact(tab, cell('output', 7));
    expect(attributes['aria-selected']).toBe('true');

    // The whole example is rendered for another state; the focus and the caret of an edit stay.
    await focus(tab, cell('x', 0));
    await tab.keys('Enter', '4', '2', 'ArrowLeft');
    await set(tab, { ...(await ask(tab)).state, step: '2,2', stride: 1, flip: 1 });
    await poll(async () => (await ask(tab)).state.flip).toBe(1);
    expect(await focused(tab)).toBe('editor x 0');
    await tab.keys('0');
    await poll(async () => (await fact(tab, editor('x'))).value).toBe('402');
  });

  test('number fields: typing, arrow up and down, and nothing beyond the limits', async ({ tab }) => {
    await open(tab);
    const label = words.stride;
    const at = `input ${label}`;
    await focus(tab, fields.stride);
    await press(tab, [
      ['ArrowUp', at],
      ['ArrowUp', at],
      ['ArrowDown', at],
    ]);
    expect((await ask(tab)).state.stride).toEqual([2, 2]);
    const { value, attributes } = await fact(tab, fields.stride);
    expect([value, attributes['aria-valuenow'], attributes['aria-valuemin'], attributes.role]).toEqual([
      '2',
      '2',
      '1',
      'spinbutton',
    ]);
    await press(tab, [['ArrowDown ArrowDown ArrowDown', at]]);
    expect((await ask(tab)).state.stride).toEqual([1, 1]);
    await press(tab, [['Backspace', at]]);
    await poll(() => texts(tab, settingsProblem)).toEqual([words.notAWholeNumber(label, '', 1, 999)]);
    // Space on the button beside it: a field each for height and width.
    await press(tab, [
      ['3 Tab', `button ${words.apart}`],
      ['Space Shift+Tab', `input ${words.stride}, ${words.width}`],
      ['ArrowDown ArrowDown', `input ${words.stride}, ${words.width}`],
      ['Shift+Tab', `input ${words.stride}, ${words.height}`],
      // They stay apart, and the focus stays, while they are equal.
      ['ArrowDown ArrowDown', `input ${words.stride}, ${words.height}`],
      ['ArrowUp', `input ${words.stride}, ${words.height}`],
    ]);
    expect((await ask(tab)).state.stride).toEqual([2, 1]);
    // The settings under "More" stay open and keep the focus when the last one returns to its default.
    await tab.click('conv-dot >> .more summary');
    await focus(tab, fields.dilation);
    await tab.keys('ArrowUp');
    await ask(tab);
    await tab.keys('ArrowDown');
    expect((await ask(tab)).state.dilation).toEqual([1, 1]);
    expect(await focused(tab)).toBe(`input ${words.dilation}`);
    expect((await fact(tab, fields.dilation)).box.height).toBeGreaterThan(0);
  });

  test('channels, filters and images are chosen with arrows, from one Tab stop each', async ({ tab }) => {
    await open(tab, 'x=[[[[1,2,3]]],[[[4,5,6]]]]&w=[[[[1,0],[0,1],[0,0]]]]');
    const radio = (name: string, index: number) => `button ${name} ${index}`;
    await focus(tab, 'conv-dot >> [part=input] [role=radio][tabindex="0"]');
    await press(tab, [
      ['ArrowRight', radio(words.image, 1)],
      ['Tab', radio(words.channel, 0)],
      ['End', radio(words.channel, 2)],
      ['ArrowLeft', radio(words.channel, 1)],
    ]);
    expect(await shown(tab, 'x')).toEqual(['5']);
    expect(await shown(tab, 'w')).toEqual(['0']);
    await press(tab, [
      ['Tab', 'x 0'],
      ['Tab Tab', radio(words.filter, 0)],
      ['ArrowRight', radio(words.filter, 1)],
    ]);
    expect((await ask(tab)).state.step).toEqual([1, 0, 0, 1]);
    expect(await shown(tab, 'w')).toEqual(['1']);
    expect(await shown(tab, 'output')).toEqual(['5']);
    const checked = (await facts(tab, 'conv-dot >> [role=radio]')).filter(
      ({ attributes }) => attributes['aria-checked'] === 'true',
    );
    expect(checked.map(({ attributes }) => attributes['aria-label'])).toEqual([
      `${words.image} 1`,
      `${words.channel} 1`,
      `${words.filter} 1`,
    ]);
    // An edit in another channel changes that channel.
    await edit(tab, 'x', 0, '50');
    expect((await ask(tab)).state.x).toEqual([[[[1, 2, 3]]], [[[4, 50, 6]]]]);
  });
});
