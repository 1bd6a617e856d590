// The page in an iframe: the host's own script sets its height, and it takes no focus, key, wheel or drag that it does not use.
import type { MouseStroke, Offset } from './fixtures.ts';
import { expect, poll, type Tab, test } from './page.ts';

const kSite = { frame: 'the site', src: '/', sandbox: '' };
const kSandbox = { frame: 'one file in a sandbox', src: '/dist/convdot.html', sandbox: 'allow-scripts' };

/** The small and the large case; both are higher than the lowest frame of a host. */
const kSmall = { x: [[1, 2]], w: [[1]] };
const kLarge = { x: Array.from({ length: 12 }, () => [1, 2, 3]), w: [[1]] };

const set = (tab: Tab, state: object) =>
  tab.evaluate((given) => {
    document.querySelector('iframe')?.contentWindow?.postMessage({ type: 'convdot:set', v: 1, state: given }, '*');
  }, state);

// ---- heights ----

/** The host's own script makes the frame as high as its content. */
const testHeight = (dialect: string, host: string, { frame, src, sandbox }: typeof kSite): void => {
  test(`${dialect}: ${frame} is as high as its content, which grows and shrinks, and then it is quiet`, async ({ tab }) => {
    const asked = new URLSearchParams({ src: `${src}#v=1&x=[[1,2]]&w=[[1]]`, ...(sandbox && { sandbox }) });
    await tab.goto(`${host}?${asked}`);
    await tab.evaluate(() => {
      const kept = Object.assign(window, { count: 0 });
      addEventListener('message', () => {
        kept.count += 1;
      });
    });
    /** The height that the content needs and has, and whether the parts that load later are there. */
    const look = async () => {
      await tab.enterFrame('iframe');
      const seen = await tab.evaluate(() => ({
        needs: Math.ceil(document.querySelector('convdot-page')?.getBoundingClientRect().height ?? 0),
        has: innerHeight,
        whole: (document.querySelector('conv-dot')?.shadowRoot?.querySelector('convdot-written-sum')?.clientHeight ?? 0) > 0,
      }));
      await tab.leaveFrame();
      return seen;
    };
    const fits = async (than: (pixels: number) => boolean) => {
      await poll(async () => {
        const { needs, has, whole } = await look();
        return [has - needs, whole && than(has)];
      }).toEqual([0, true]);
      return (await look()).has;
    };
    const small = await fits((pixels) => pixels > 450);
    await set(tab, kLarge);
    await fits((pixels) => pixels > small + 100);
    await set(tab, kSmall);
    await fits((pixels) => pixels === small);

    // A height that caused another would go on.
    const more = await tab.evaluate(async () => {
      const kept = window as unknown as { count: number };
      const before = kept.count;
      for (let frames = 0; frames < 30; frames += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
      return kept.count - before;
    });
    expect(more).toBe(0);
  });
};

test('only the page around it gets the height, whoever else asks', async ({ tab }) => {
  await tab.goto(`/hosts/canvas.html?${new URLSearchParams({ src: '/' })}`);
  await poll(() => tab.evaluate(() => document.querySelector('iframe')?.clientHeight)).toBeGreaterThan(450);
  const heard = await tab.evaluate(async () => {
    const page = window.frames[0] as Window;
    const beside = document.createElement('iframe');
    beside.srcdoc = `<script>const heard = (window.heard = []);
      addEventListener('message', ({ data }) => heard.push(data));
      window.ask = (message) => parent.frames[0].postMessage(message, '*');</script>`;
    await new Promise((resolve) => {
      beside.onload = resolve;
      document.body.append(beside);
    });
    const other = beside.contentWindow as unknown as { ask(message: unknown): void; heard: { type?: string }[] };
    const ours: unknown[] = [];
    addEventListener('message', ({ data }) => ours.push(data));
    other.ask('[iFrameSizer]beside:8:false:false:32:true:true');
    other.ask({ context: 'h5p', action: 'resize' });
    other.ask({ type: 'convdot:get', v: 1 });
    // When this one is answered, the others have been read.
    page.postMessage('[iFrameSizer]own:8:false:false:32:true:true', '*');
    while (ours.length === 0) await new Promise((resolve) => requestAnimationFrame(resolve));
    return { beside: other.heard.map(({ type }) => type), ours };
  });
  expect(heard.beside).toEqual([]);
  expect(heard.ours).toHaveLength(1);
  expect(heard.ours[0]).toMatch(/^\[iFrameSizer\]own:\d+:\d+:init:convdot$/);
});

// ---- manners ----

interface Host {
  /**
   * The contents of the element in the frame. The frame is same-origin and never entered, because WebKit's driver has no keys in
   * frames.
   */
  example(): ShadowRoot;
}

/** A course page with a field before the frame and one after it, and more content than fits. */
const course = async (tab: Tab, hash: string, height: number) => {
  await tab.setViewport(1200, 800);
  await tab.goto('/hosts/empty.html');
  await tab.evaluate(
    (src, pixels) => {
      document.body.innerHTML = `<input id="before" aria-label="before"><br>
        <iframe src="${src}" title="ConvDot" width="1100" height="${pixels}"></iframe><br>
        <input id="after" aria-label="after"><div style="height: 3000px"></div>`;
      document.getElementById('before')?.focus();
      Object.assign(window, { example: () => frames[0]?.document.querySelector('conv-dot')?.shadowRoot });
    },
    `/#${hash}`,
    height,
  );
  await poll(() =>
    tab.evaluate(() => (window as unknown as Host).example()?.querySelectorAll('[data-block=output] .number').length ?? 0),
  ).toBeGreaterThan(0);
};
const active = (tab: Tab) => tab.evaluate(() => document.activeElement?.id || document.activeElement?.tagName);
/** From the middle of the frame to the middle of an element in it. */
const offset = (tab: Tab, selector: string): Promise<Offset> =>
  tab.evaluate((css) => {
    const frame = document.querySelector('iframe') as HTMLIFrameElement;
    const found = (window as unknown as Host).example().querySelector(css) as Element;
    const { left, top, width, height } = found.getBoundingClientRect();
    return [Math.round(left + width / 2 - frame.clientWidth / 2), Math.round(top + height / 2 - frame.clientHeight / 2)];
  }, selector);

const kGrid = 'convdot-grid[data-block=x]';

test.describe('in every engine', { tag: '@engines' }, () => {
  testHeight("an author's own script", '/hosts/auto-height.html', kSandbox);
  for (const frame of [kSite, kSandbox]) testHeight('H5P', '/hosts/h5p.html', frame);
  testHeight('Canvas', '/hosts/canvas.html', kSandbox);

  test('the focus stays with the host, at load and after messages', async ({ tab }) => {
    await course(tab, 'v=1&x=[[1,2]]&w=[[1]]', 600);
    expect(await active(tab)).toBe('before');
    const seen = await tab.evaluate(async () => {
      const answer = new Promise((resolve) =>
        addEventListener('message', ({ data }) => data.type === 'convdot:state' && resolve(data)),
      );
      frames[0]?.postMessage({ type: 'convdot:set', v: 1, state: { x: [[3, 4, 5]], w: [[2]], pad: 1 } }, '*');
      await answer;
      return [document.activeElement?.id, scrollY];
    });
    expect(seen).toEqual(['before', 0]);
    await tab.type('mine');
    expect(await tab.evaluate(() => document.querySelector<HTMLInputElement>('#before')?.value)).toBe('mine');
  });

  test('Tab leads into the frame, through it and out, and back again', async ({ tab }) => {
    await course(tab, 'v=1&x=[[1,2]]&w=[[1]]&hide=answer,step,matrix,timeline,numpy,image,speed', 600);
    for (const [key, from, to] of [
      ['Tab', 'before', 'after'],
      ['Shift+Tab', 'after', 'before'],
    ] as const) {
      const stops: (string | undefined)[] = [await active(tab)];
      while (stops.at(-1) !== to && stops.length < 60) {
        await tab.keys(key);
        stops.push(await active(tab));
      }
      expect(stops.slice(0, 2)).toEqual([from, 'IFRAME']);
      expect([stops.at(-1), stops.slice(1, -1).every((stop) => stop === 'IFRAME')]).toEqual([to, true]);
      expect(stops.length).toBeGreaterThan(6);
    }
  });

  const down: MouseStroke = ['wheel', [0, 200]];
  const scrolled = (tab: Tab) => tab.evaluate(() => scrollY);

  test('the wheel scrolls the host', async ({ tab }) => {
    await course(tab, 'v=1&x=[[1,2],[3,4]]&w=[[1]]&hide=answer,step,matrix,timeline,numpy,image,speed', 700);
    await poll(async () => {
      await tab.mouse('iframe', await offset(tab, kGrid), down);
      return scrolled(tab);
    }).toBeGreaterThan(0);
  });

  const longGrid = async (tab: Tab) => {
    const rows = JSON.stringify(Array.from({ length: 40 }, (_, row) => [row, 1]));
    await course(tab, `v=1&x=${rows}&w=[[1]]&hide=answer,step,matrix,timeline,numpy,image,speed`, 700);
    const inner = () =>
      tab.evaluate(() => {
        const scroller = (window as unknown as Host).example().querySelector('[data-block=x]')?.closest('.scroller') as Element;
        return { from: scroller.scrollTop, to: scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop };
      });
    expect((await inner()).to).toBeGreaterThan(100);
    return { inner, at: await offset(tab, '.scroller:has([data-block=x])') };
  };

  test('a grid that scrolls has the wheel until it is at its end', async ({ tab }) => {
    const { inner, at } = await longGrid(tab);
    await tab.mouse('iframe', at, ['wheel', [0, 60]]);
    await poll(async () => (await inner()).from).toBeGreaterThan(0);
    expect(await scrolled(tab)).toBe(0);
    await poll(async () => {
      await tab.mouse('iframe', at, down);
      return (await inner()).to;
    }).toBeLessThan(1);
  });

  test('the wheel scrolls the host over a grid that is at its end', async ({ tab }) => {
    test.skip(tab.engine === 'webkitgtk', 'a wheel that its driver turns over such a grid never reaches the host');
    const { inner, at } = await longGrid(tab);
    await tab.evaluate(() => {
      (window as unknown as Host).example().querySelector('[data-block=x]')?.closest('.scroller')?.scrollTo(0, 9999);
    });
    await poll(async () => (await inner()).to).toBeLessThan(1);
    await poll(async () => {
      await tab.mouse('iframe', at, down);
      return scrolled(tab);
    }).toBeGreaterThan(0);
  });

  test('nothing in the frame keeps a touch or a wheel to itself', async ({ tab }) => {
    await course(tab, 'v=1', 700);
    const kept = await tab.evaluate(() => {
      const root = (window as unknown as Host).example();
      const { documentElement, body } = root.ownerDocument;
      return [documentElement, body, ...body.querySelectorAll('*'), ...root.querySelectorAll('*')].flatMap((element) => {
        const style = getComputedStyle(element);
        const wheel = new WheelEvent('wheel', { deltaY: 10, bubbles: true, composed: true, cancelable: true });
        const touch = new Event('touchmove', { bubbles: true, composed: true, cancelable: true });
        const free = element.dispatchEvent(wheel) && element.dispatchEvent(touch);
        const contained = [style.overscrollBehaviorX, style.overscrollBehaviorY].some((value) => value !== 'auto');
        return free && !contained && style.touchAction !== 'none' ? [] : [element.outerHTML.slice(0, 80)];
      });
    });
    expect(kept).toEqual([]);
  });

  test('a drag of the scrubber that leaves the frame and ends outside does not stick', async ({ tab }) => {
    await course(tab, 'v=1&hide=answer,step,matrix', 600);
    const kScrubber = '.by-step input';
    const value = () =>
      tab.evaluate((css) => Number((window as unknown as Host).example().querySelector<HTMLInputElement>(css)?.value), kScrubber);
    expect(await value()).toBe(1);
    const [x, y] = await offset(tab, kScrubber);
    await tab.mouse('iframe', [x, y], 'press', ['move', [20, 0]], ['move', [0, 120]], ['move', [-200, 0]], 'release');
    const dragged = await value();
    expect(dragged).toBeGreaterThan(4);
    await tab.mouse('iframe', [x - 100, y], ['move', [150, 0]]);
    expect(await value()).toBe(dragged);
    // The next press works again.
    await tab.mouse('iframe', [x, y], 'press', ['move', [-60, 0]], 'release');
    expect(await value()).toBeLessThan(dragged);
  });
});

test.describe('in a page that is built with packages of its own', { tag: ['@all', '@engines'] }, () => {
  for (const frame of [kSite, kSandbox]) testHeight('iframe-resizer', '/built-hosts/resizer/index.html', frame);
});
