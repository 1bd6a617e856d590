// Compares custom-elements.json, the types and the README with the real element: exactly its attributes, properties, events, slots,
// parts and custom properties.
import { readdirSync, readFileSync } from 'node:fs';
import type { CustomElementDeclaration, CustomElementField, Package } from 'custom-elements-manifest';
import { expect, grid, poll, test } from './page.ts';
import { dist } from './server.ts';

const read = (path: string) => readFileSync(`${dist}/convdot/${path}`, 'utf8');
const manifest: Package = JSON.parse(read('custom-elements.json'));
const element = manifest.modules[0]?.declarations?.[0] as CustomElementDeclaration;
const names = (some: readonly { name: string }[] | undefined) => (some ?? []).map(({ name }) => name).toSorted();

/** Properties for the page's own use, which are not public. */
const INTERNAL = ['example', 'problems', 'pasting', 'words'];

/** All matches of a pattern in the sources of the element, without those of the site around it. */
const sources = new URL('../../web/src/', import.meta.url);
const written = (pattern: RegExp) =>
  readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/^app\/(page|offline|sw)\.ts$/.test(name))
    .flatMap((name) => [...readFileSync(new URL(name, sources), 'utf8').matchAll(pattern)].map(([, found = '']) => found));
const unique = (some: readonly string[]) => [...new Set(some)].toSorted();

test('attributes and properties', async ({ tab }) => {
  await tab.goto('/hosts/element-module.html');
  const real = await tab.evaluate(async () => {
    const { observedAttributes, prototype } = (await customElements.whenDefined('conv-dot')) as typeof HTMLElement & {
      observedAttributes: string[];
    };
    const accessors = Object.entries(Object.getOwnPropertyDescriptors(prototype)).filter(([, { set }]) => set);
    return { attributes: observedAttributes, properties: accessors.map(([name]) => name) };
  });
  expect(names(element.attributes)).toEqual(real.attributes.toSorted());
  const fields = (element.members ?? []) as CustomElementField[];
  expect(names(fields)).toEqual(real.properties.filter((name) => !INTERNAL.includes(name)).toSorted());
  for (const { name, attribute } of fields) expect([undefined, name], name).toContain(attribute);

  const types = read('element.d.ts');
  const [, inTypes = ''] = /interface ConvDotAttributes \{([^}]*)\}/.exec(types) ?? [];
  expect([...inTypes.matchAll(/^ {2}(\w+)\?:/gm)].map(([, name]) => name).toSorted()).toEqual(names(element.attributes));
  const [, inClass = ''] = /class ConvDotElement[^{]*\{([\s\S]*?)\n\}/.exec(types) ?? [];
  // Every element has lang.
  expect(unique([...inClass.matchAll(/^ {2}(?:get |set )?(\w+)[:(]/gm)].map(([, name = '']) => name).concat('lang'))).toEqual(
    names(fields),
  );
});

test('events', async ({ tab }) => {
  expect(unique(written(/new (?:Custom)?Event(?:<[^>]*>)?\(\s*'(convdot-[\w-]+)'/g))).toEqual(names(element.events));
  const [, inTypes = ''] = /interface ConvDotEventMap \{([\s\S]*?)\n\}/.exec(read('element.d.ts')) ?? [];
  expect([...inTypes.matchAll(/'([\w-]+)':/g)].map(([, name]) => name).toSorted()).toEqual(names(element.events));

  await tab.goto('/hosts/element-module.html');
  await poll(() => tab.count(`${grid('output', '#second')} >> .number`)).toBeGreaterThan(0);
  // Every event that leaves an element, by its own dispatch or through its shadow root, except the browser's.
  await tab.evaluate(() => {
    const sent = new Set<string>();
    const { dispatchEvent } = EventTarget.prototype;
    EventTarget.prototype.dispatchEvent = function (event) {
      if (event.composed || (this as Element).localName === 'conv-dot') sent.add(event.type);
      return dispatchEvent.call(this, event);
    };
    Object.assign(window, { sent });
  });
  const sent = () => tab.evaluate(() => [...(window as unknown as { sent: Set<string> }).sent].sort());
  await tab.evaluate(() => document.querySelector('#second')?.setAttribute('stride', '2'));
  await poll(sent).toEqual(['convdot-change']);
  await tab.evaluate(() => document.querySelector('#second')?.setAttribute('pad', 'none'));
  await poll(sent).toEqual(['convdot-change', 'convdot-problem']);
  // Visible with reduced motion, in a page without the demonstration.
  await tab.evaluate(() => document.querySelector('#second')?.setAttribute('hide', 'demonstration'));
  await poll(() => tab.count('#second >> button.still')).toBe(1);
  await tab.evaluate(() => document.querySelector('#second')?.shadowRoot?.querySelector<HTMLElement>('button.still')?.click());
  await tab.click('#second >> [aria-controls=panel-numpy]');
  await poll(sent).toEqual(names(element.events));
});

test('slots and parts', async ({ tab }) => {
  await tab.goto('/hosts/element-module.html');
  const drawn = () =>
    tab.evaluate(() => {
      const root = document.querySelector('#first')?.shadowRoot;
      const all = (selector: string, attribute: string) =>
        [...new Set([...(root?.querySelectorAll(selector) ?? [])].map((each) => each.getAttribute(attribute) ?? ''))].sort();
      return { parts: all('[part]', 'part'), slots: all('slot', 'name') };
    });
  await poll(drawn).toEqual({ parts: names(element.cssParts), slots: names(element.slots) });
  // Also the parts that only some states draw.
  const parts = written(/\spart="([\w-]+)"/g);
  expect(parts.length).toBeGreaterThan(3);
  for (const part of parts) expect(names(element.cssParts)).toContain(part);
  expect(unique(written(/<slot(?: name="([\w-]*)")?/g))).toEqual(names(element.slots));
});

test('custom properties', async ({ tab }) => {
  await tab.goto('/hosts/element-module.html');
  await poll(() => tab.count('#first >> .example')).toBe(1);
  const real = await tab.evaluate(() => {
    const host: Record<string, string> = {};
    const set = new Set<string>();
    const used = new Set<string>();
    const walk = (rules: CSSRuleList) => {
      for (const rule of rules) {
        const { style, selectorText = '', cssRules } = rule as CSSStyleRule;
        for (const [, name = ''] of rule.cssText.matchAll(/var\((--convdot-[\w-]+)/g)) used.add(name);
        for (const name of style ?? []) {
          if (!name.startsWith('--convdot-')) continue;
          set.add(name);
          if (/:host(?![(])/.test(selectorText)) host[name] = style.getPropertyValue(name).trim();
        }
        if (cssRules) walk(cssRules);
      }
    };
    for (const sheet of document.querySelector('#first')?.shadowRoot?.adoptedStyleSheets ?? []) walk(sheet.cssRules);
    return { host, neverSet: [...used].filter((name) => !set.has(name)) };
  });
  // A minified style sheet may write a value differently; computed styles are comparable.
  expect(names(element.cssProperties)).toEqual(Object.keys(real.host).toSorted());
  expect(real.neverSet, 'used, and for the host page alone to set').toEqual([]);
  const computed = await tab.evaluate(
    (properties) => {
      const probe = document.createElement('p');
      document.body.append(probe);
      return properties.filter(({ here, there }) => {
        const values = [here, there].map((value) => {
          for (const property of ['color', 'font-family', 'transition-duration', 'transition-timing-function', 'width']) {
            probe.style.cssText = `color-scheme: light; ${property}: ${value}`;
            if (probe.style.getPropertyValue(property)) return getComputedStyle(probe).getPropertyValue(property);
          }
          return value;
        });
        return values[0] !== values[1];
      });
    },
    (element.cssProperties ?? []).map(({ name, default: here }) => ({ name, here, there: real.host[name] })),
  );
  expect(computed, 'defaults that are others').toEqual([]);
});
