// Shared by the page's specs: the places of its parts, their texts, and questions by messages. Their `test` ends with a check of
// the console and of the network requests.
import { readFileSync } from 'node:fs';
import { test as base, expect, type Tab } from './fixtures.ts';
import { languages } from './languages.ts';

export const words = languages.en;
export { expect };
/** Polls often: most waits take a few milliseconds. */
export const poll = <T>(look: () => T | Promise<T>, message?: string) => expect.poll(look, { message, intervals: [20, 50, 100] });
export type { Tab };

export const test = base.extend<{ clean: undefined }>({
  clean: [
    async ({ tab, baseURL }, use) => {
      await use(undefined);
      await tab.leaveFrame();
      expect(await tab.consoleMessages(), 'errors and warnings in the console').toEqual([]);
      const foreign = (await tab.requests()).filter((url) => !/^(data|blob|about):/.test(url) && !url.startsWith(`${baseURL}`));
      expect(foreign, 'requests to others').toEqual([]);
    },
    { auto: true },
  ],
});

// ---- places ----

export type BlockName = 'x' | 'w' | 'b' | 'output';

export const grid = (block: BlockName, host = 'conv-dot') => `${host} >> convdot-grid[data-block="${block}"]`;
export const cell = (block: BlockName, index: number, host?: string) => `${grid(block, host)} >> [data-index="${index}"]`;
export const editor = (block: BlockName, host?: string) => `${grid(block, host)} >> .editor input`;
/** A number field by its label. */
export const field = (label: string) => `conv-dot >> input.number-field[aria-label="${label}"]`;
export const fields = {
  stride: field(words.stride),
  dilation: field(words.dilation),
  /** Height and width, while they are set apart. */
  strides: [field(`${words.stride}, ${words.height}`), field(`${words.stride}, ${words.width}`)],
  dilations: [field(`${words.dilation}, ${words.height}`), field(`${words.dilation}, ${words.width}`)],
  input: [field(`${words.input}, ${words.height}`), field(`${words.input}, ${words.width}`)],
  filter: [field(`${words.filter}, ${words.height}`), field(`${words.filter}, ${words.width}`)],
  channels: field(words.channels),
  filters: field(words.filters),
  groups: field(words.groups),
  images: field(words.images),
} as const;
/** The buttons that set height and width apart. */
export const apart = {
  stride: `conv-dot >> [role=group][aria-label="${words.stride}"] button`,
  dilation: `conv-dot >> [role=group][aria-label="${words.dilation}"] button`,
} as const;
export const lanes = {
  multiplySum: 'conv-dot >> convdot-multiply-sum',
  unrolledDot: 'conv-dot >> convdot-unrolled-dot',
  rawDot: 'conv-dot >> convdot-raw-dot',
};
export const verdict = 'conv-dot >> .verdict-bar';
export const spoken = 'conv-dot >> convdot-verdict >> [role=status]';
export const examples = 'conv-dot >> .examples select';
/** Problems with the address; with a cell's text; with the settings. */
export const problems = 'conv-dot >> .problems';
export const cellProblem = 'conv-dot >> #cell-problem';
export const settingsProblem = 'conv-dot >> convdot-controls >> .problem';

// ---- contents ----

export interface Fact {
  /** Its text content, in one line. */
  text: string;
  /** The contents of a field. */
  value: string;
  classes: string[];
  attributes: Record<string, string>;
  /** Its rectangle; all zero if it is not drawn. */
  box: { left: number; top: number; width: number; height: number };
}

/** All elements that match now, drawn or not. */
export const facts = (tab: Tab, selector: string): Promise<Fact[]> =>
  tab.evaluate(
    (parts) =>
      parts
        .reduce<ParentNode[]>(
          (found, part) =>
            found.flatMap((each) => [...((each as Element).shadowRoot ?? each).querySelectorAll<HTMLElement>(part)]),
          [document],
        )
        .map((each) => {
          const element = each as HTMLInputElement;
          const { left, top, width, height } = element.getBoundingClientRect();
          return {
            text: (element.textContent ?? '').replace(/\s+/g, ' ').trim(),
            value: String(element.value ?? ''),
            classes: [...element.classList],
            attributes: Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value])),
            box: { left, top, width, height },
          };
        }),
    selector.split(' >> '),
  );

export const fact = async (tab: Tab, selector: string): Promise<Fact> => {
  const [found, ...more] = await facts(tab, selector);
  if (!found || more.length > 0) throw new Error(`${selector} matches ${more.length + (found ? 1 : 0)} elements`);
  return found;
};

/** The texts of all elements that match. */
export const texts = async (tab: Tab, selector: string): Promise<string[]> =>
  (await facts(tab, selector)).map(({ text }) => text);

/** The numbers that a grid shows. */
export const shown = (tab: Tab, block: BlockName, host?: string): Promise<string[]> =>
  texts(tab, `${grid(block, host)} >> .number`);

/** Short numbers as a grid shows them: with U+2212. */
export const asShown = (numbers: readonly (number | string)[]) => numbers.map((each) => String(each).replace('-', '−'));

/** The focus: the cell of a block, the label of a field, or the element's tag and text. */
export const focused = (tab: Tab): Promise<string> =>
  tab.evaluate(() => {
    let element = document.activeElement as HTMLElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement as HTMLElement;
    const block = element.closest<HTMLElement>('[data-block]')?.dataset.block;
    const index = element.closest<HTMLElement>('[data-index]')?.dataset.index;
    if (block) return `${element.tagName === 'INPUT' ? 'editor ' : ''}${block} ${index}`;
    const label = element.getAttribute('aria-label') ?? element.textContent ?? '';
    return `${element.tagName.toLowerCase()} ${label.replace(/\s+/g, ' ').trim()}`.trim();
  });

// ---- actions ----

/** Focuses an element like a script, and selects its contents. */
export const focus = (tab: Tab, selector: string): Promise<void> =>
  tab.evaluate((parts) => {
    const found = parts.reduce<ParentNode | null>(
      (each, part) => ((each as Element | null)?.shadowRoot ?? each)?.querySelector(part) ?? null,
      document,
    );
    (found as HTMLInputElement).focus();
    if (found instanceof HTMLInputElement) found.select();
  }, selector.split(' >> '));

/** Replaces the contents of a number field by typing. */
export const setNumber = async (tab: Tab, selector: string, text: string): Promise<void> => {
  await focus(tab, selector);
  await tab.type(text);
};

/** Clicks a cell and types over its contents, like a learner. The edit stays open. */
export const typeInCell = async (tab: Tab, block: BlockName, index: number, text: string): Promise<void> => {
  await tab.click(cell(block, index));
  await poll(() => focused(tab)).toBe(`editor ${block} ${index}`);
  await tab.type(text);
};

export const edit = async (tab: Tab, block: BlockName, index: number, text: string): Promise<void> => {
  await typeInCell(tab, block, index, text);
  await tab.keys('Enter');
};

// ---- questions ----

export interface Reply {
  type: 'convdot:state' | 'convdot:error';
  code?: string;
  message?: string;
  state: Record<string, unknown>;
  /** Numbers that JSON lacks are text; no zero is negative. */
  result: { shape: number[]; multiplySum: (number | string)[]; unrolledDot: (number | string)[]; verdict: string };
}

/**
 * The state and its results, or the error, after everything in progress has been computed and drawn. In the form of the page's
 * messages, which a page outside a frame does not send.
 */
export const ask = (tab: Tab): Promise<Reply> =>
  tab.evaluate(async () => {
    const plain = (value: unknown): unknown => {
      if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : String(value);
      if (Array.isArray(value) || ArrayBuffer.isView(value)) return Array.from(value as ArrayLike<number>, plain);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
    };
    const element = document.querySelector('conv-dot') as HTMLElementTagNameMap['conv-dot'];
    const { example } = element;
    await example.settled();
    await element.updateComplete;
    const { refusal, solution } = example;
    if (refusal || !solution) return { type: 'convdot:error', ...refusal } as Reply;
    const { multiplySum, unrolledDot, verdict } = solution.comparison;
    const result = { shape: multiplySum.shape, multiplySum: multiplySum.data, unrolledDot: unrolledDot.data, verdict };
    const state = { ...element.state, lang: element.lang, theme: element.theme ?? 'auto' };
    return plain({ type: 'convdot:state', state, result }) as Reply;
  });

/** Sets another state, like a page around the element. */
export const set = (tab: Tab, state: Record<string, unknown>): Promise<void> =>
  tab.evaluate((given) => {
    (document.querySelector('conv-dot') as HTMLElementTagNameMap['conv-dot']).state = given;
  }, state);

/** The parts that load automatically after the answer also load at a reader's first action: after this, nothing moves by itself. */
export const settle = (tab: Tab): Promise<void> =>
  tab.evaluate(async () => {
    dispatchEvent(new Event('scroll'));
    await customElements.whenDefined('convdot-written-sum');
  });

let visits = 0;

/**
 * Opens the page with a state in its address, and waits until it is computed. Numbers from a seed, or packed ones, may arrive a
 * moment later.
 */
export const open = async (tab: Tab, hash = ''): Promise<Reply> => {
  // Another hash alone would not reload the page.
  visits += 1;
  await tab.goto(`/?${visits}#${hash}`);
  await poll(() => tab.count(`${grid('output')} >> .number`)).toBeGreaterThan(0);
  await settle(tab);
  return ask(tab);
};

/** Another hash, as if a link had been followed on the page. */
export const setHash = (tab: Tab, hash: string): Promise<void> =>
  tab.evaluate((given) => {
    location.hash = given;
  }, hash);

// ---- golden cases ----

export interface Tensor {
  shape: number[];
  data: (number | string)[];
}
export interface GoldenConv {
  name: string;
  input: Tensor;
  filter: Tensor;
  bias: (number | string)[] | null;
  stride: number[];
  dilation: number[];
  padding: string | number[];
  groups: number;
  flip: boolean;
  dtype: string;
  order?: { window: string; filter: string };
  output: Tensor;
  unrolledOutput?: (number | string)[];
  verdict?: string;
}
export interface GoldenDot {
  name: string;
  sum?: number;
  trace?: number;
  result?: Tensor;
  error?: { type: string; message: string };
}

export const golden = (name: string) => JSON.parse(readFileSync(new URL(`../golden/${name}.json`, import.meta.url), 'utf8'));

/** A block as text for an address. */
export const nested = ({ shape, data }: { shape: readonly number[]; data: readonly (number | string)[] }): string => {
  const [length = 0, ...inner] = shape;
  if (shape.length === 0) return Object.is(data[0], -0) ? '-0' : String(data[0]);
  const size = data.length / length;
  const parts = Array.from({ length }, (_, i) => nested({ shape: inner, data: data.slice(i * size, (i + 1) * size) }));
  return `[${parts.join(',')}]`;
};
