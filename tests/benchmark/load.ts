// Measures how the built site loads, from its own server with brotli: Lighthouse's scores, total blocking time and layout shift, on
// its slowed phone and on its desktop; layout shift at four widths, while the page loads and while it is then scrolled to its end;
// and the time from the navigation to the first output, of the site and of the page in one file. Chromium starts anew for each visit,
// without a cache. Prints medians, the range and the goals; asserts nothing.
//   ./dev bench load
//   RUNS=1 ./dev bench load: a number of visits for everything, instead of 5, and 11 for the times to the first output
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Page } from 'playwright';
import { serve, staticFiles } from '../../web/build/serve.ts';
import { kChromium, kChromiumFlags, launchChromium } from './chromium.ts';

const kRuns = Number(process.env.RUNS ?? 5);
const kVisits = Number(process.env.RUNS ?? 11);
if (![kRuns, kVisits].every((count) => Number.isInteger(count) && count > 0))
  throw new Error('RUNS must be a whole number from 1');
const kWidths = [360, 768, 1280, 1920];
/** Milliseconds without a layout shift after which the page counts as loaded. */
const kStill = 1500;
/** The goal for the one file's time to the first output, beside the site's. */
const kMostRatio = 1.15;

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = await serve(staticFiles(here('../../dist/site')), 0);
const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

// ---- results ----

const median = (values: readonly number[]) => values.toSorted((one, other) => one - other)[values.length >> 1] as number;

/** At least, or at most. */
type Goal = readonly ['>=' | '<=', number];

const row = (...[what, ...cells]: readonly string[]) =>
  console.log(`${(what as string).padEnd(42)}${cells.map((cell) => cell.padEnd(16)).join('')}`.trimEnd());

/** Compares one number with a goal: the median unless given. */
function report(what: string, values: readonly number[], digits: number, goal?: Goal, of: number = median(values)): void {
  const written = (value: number) => value.toFixed(digits);
  const met = goal && (goal[0] === '>=' ? of >= goal[1] : of <= goal[1]);
  const range = `${written(Math.min(...values))} to ${written(Math.max(...values))}`;
  row(what, written(median(values)), range, goal ? goal.join(' ') : '', met === undefined ? '' : met ? 'met' : 'missed');
}

/** A goal for every one of the values. */
const reportWorst = (what: string, values: readonly number[], digits: number, goal: Goal) =>
  report(what, values, digits, goal, Math.max(...values));

// ---- Lighthouse ----

const kCategories = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
interface Lighthouse {
  categories: Record<(typeof kCategories)[number], { score: number }>;
  audits: Record<'total-blocking-time' | 'cumulative-layout-shift' | 'largest-contentful-paint', { numericValue: number }>;
  runtimeError?: { message: string };
}

/** One run, in a process and a browser of its own. */
async function lighthouse(form: 'mobile' | 'desktop'): Promise<Lighthouse> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      here('node_modules/lighthouse/cli/index.js'),
      root,
      ...['--quiet', '--output=json', '--no-enable-error-reporting', `--only-categories=${kCategories.join(',')}`],
      ...(form === 'desktop' ? ['--preset=desktop'] : []),
      `--chrome-flags=${kChromiumFlags.join(' ')}`,
    ],
    { env: { ...process.env, CHROME_PATH: kChromium }, maxBuffer: 2 ** 26 },
  );
  const result: Lighthouse = JSON.parse(stdout);
  if (result.runtimeError) throw new Error(result.runtimeError.message);
  return result;
}

// ---- visits ----

declare global {
  interface Window {
    /** The layout shifts so far, and when the last one was. */
    shifts: { value: number; time: number }[];
    firstOutput: number | undefined;
  }
}

/** Records layout shifts that do not follow a key or a click. */
function watchShifts() {
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
      if (!entry.hadRecentInput) window.shifts.push({ value: entry.value, time: entry.startTime });
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

/** Records the time from the navigation to the frame that shows the first output. */
function watchOutput() {
  const look = () => {
    const host = document.querySelector('conv-dot');
    const output = host?.shadowRoot?.querySelector('convdot-grid[data-block=output] .number');
    // An urgent task posted in a frame's callback runs when the frame has been painted.
    if (!output) requestAnimationFrame(look);
    else void scheduler.postTask(() => (window.firstOutput = performance.now()), { priority: 'user-blocking' });
  };
  requestAnimationFrame(look);
}

/** The largest sum of shifts that follow each other within a second, over at most five: Chromium's definition. */
function layoutShift(shifts: Window['shifts']): number {
  let [largest, sum, began, last] = [0, 0, 0, Number.NEGATIVE_INFINITY];
  for (const { value, time } of shifts) {
    if (time - last > 1000 || time - began > 5000) [sum, began] = [0, time];
    sum += value;
    last = time;
    largest = Math.max(largest, sum);
  }
  return largest;
}

const still = (page: Page) =>
  page.waitForFunction((ms) => performance.now() - (window.shifts.at(-1)?.time ?? 0) > ms && window.firstOutput, kStill, {
    polling: 100,
  });

/** Layout shift while the page loads, and until it has been scrolled to its end. */
async function shiftsAt(width: number): Promise<{ loaded: number; scrolled: number }> {
  const browser = await launchChromium();
  const page = await browser.newPage({ viewport: { width, height: width < 720 ? 640 : 800 } });
  await page.addInitScript(watchShifts);
  await page.addInitScript(watchOutput);
  await page.goto(root, { waitUntil: 'networkidle' });
  await still(page);
  const loaded = layoutShift(await page.evaluate(() => window.shifts));
  // What is still to be loaded may make the page longer.
  await page.evaluate(async () => {
    for (let step = 0; step < 100 && scrollY + innerHeight < document.documentElement.scrollHeight - 1; step++) {
      scrollBy({ top: innerHeight / 2, behavior: 'instant' });
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  });
  await still(page);
  const scrolled = layoutShift(await page.evaluate(() => window.shifts));
  await browser.close();
  return { loaded, scrolled };
}

async function firstOutput(path: string): Promise<number> {
  const browser = await launchChromium();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.addInitScript(watchOutput);
  await page.goto(root + path);
  const time = await page.waitForFunction(() => window.firstOutput);
  const milliseconds = (await time.jsonValue()) as number;
  await browser.close();
  return milliseconds;
}

// ---- all of it ----

const browser = await launchChromium();
const version = browser.version();
await browser.close();
const { version: lighthouseVersion } = JSON.parse(readFileSync(here('node_modules/lighthouse/package.json'), 'utf8'));
const load = () => loadavg().map((each) => each.toFixed(2));
console.log(
  `${cpus().length} x ${cpus()[0]?.model}; Chromium ${version}; Lighthouse ${lighthouseVersion}; ${kRuns} runs of each`,
);
console.log(`load average at the beginning ${load().join(', ')}`);
row('', 'median', 'range', 'goal', '');

for (const form of ['mobile', 'desktop'] as const) {
  const runs: Lighthouse[] = [];
  for (let run = 0; run < kRuns; run++) runs.push(await lighthouse(form));
  for (const category of kCategories) {
    const scores = runs.map(({ categories }) => 100 * categories[category].score);
    report(`${form}: ${category}`, scores, 0, ['>=', form === 'mobile' && category === 'performance' ? 95 : 100]);
  }
  const audit = (name: keyof Lighthouse['audits']) => runs.map(({ audits }) => audits[name].numericValue);
  report(`${form}: total blocking time, ms`, audit('total-blocking-time'), 0, form === 'mobile' ? ['<=', 150] : undefined);
  report(`${form}: largest contentful paint, ms`, audit('largest-contentful-paint'), 0);
  reportWorst(`${form}: layout shift, in every run`, audit('cumulative-layout-shift'), 3, ['<=', 0.01]);
}

for (const width of kWidths) {
  const visits: Awaited<ReturnType<typeof shiftsAt>>[] = [];
  for (let run = 0; run < kRuns; run++) visits.push(await shiftsAt(width));
  const values = (when: 'loaded' | 'scrolled') => visits.map((each) => each[when]);
  reportWorst(`layout shift at ${width} px, in every run`, values('loaded'), 3, ['<=', 0.01]);
  report(`  and scrolled to the end`, values('scrolled'), 3);
}

const times: Record<'site' | 'file', number[]> = { site: [], file: [] };
// Alternately, so that other load on the machine affects both.
for (let visit = 0; visit < kVisits; visit++) {
  times.site.push(await firstOutput(''));
  times.file.push(await firstOutput('convdot.html'));
}
report('site: first output, ms', times.site, 0);
report('one file: first output, ms', times.file, 0);
const ratio = median(times.file) / median(times.site);
row('one file beside the site', ratio.toFixed(2), '', `<= ${kMostRatio}`, ratio <= kMostRatio ? 'met' : 'missed');
console.log(`load average at the end ${load().join(', ')}`);
server.close();
