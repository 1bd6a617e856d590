// The entry of the site and of the single file: <convdot-page>, the example with a header and a footer. Keeps the state in the
// address, and exchanges messages with a page that embeds it.
import { html, LitElement, nothing, type PropertyValues, unsafeCSS } from 'lit';
import './conv-dot.ts';
import { connect } from '../engine/engine.ts';
import { painted } from '../engine/tasks.ts';
import { Example } from '../model/example.ts';
import type { Messages } from '../model/messages.ts';
import type { Arrival } from '../model/newest-wins.ts';
import { openingState } from '../model/presets.ts';
import { LANGUAGES, type Lang, type View } from '../model/state.ts';
import { compactHash, DISPLAYS, defaultView, isReadable, LONGEST_LINK, readHash, splitQuery, writeHash } from '../model/url.ts';
import type { FileExercise } from '../panels/embed/exercise-page.ts';
import type { ConvdotShare } from '../panels/embed/share.ts';
import { languageOf, type Sentence, type Words, wordsOf } from '../words/words.ts';
import { type Reload, reloadAt } from './offline.ts';
import pageCss from './page.css?inline';
import { tokens } from './styles.ts';

/** Each in its own language. */
const kLanguageNames: Readonly<Record<Lang, string>> = { en: 'English', es: 'Español' };
/** Longer hashes, although packed, are written only when the reader copies the link: browsers cut such addresses or reject them. */
const kLongestHash = 1 << 16;
/** Writing a case with more numbers takes longer than a frame, so it waits until the edits pause for so many milliseconds. */
const kQuick = 4000;
const kPause = 300;
/** The pages of docs/ that the footer links to, in the order of their names in the words. */
const GUIDES = ['learners', 'mentors', 'course-authors', 'engineers'];
/** How long "Link copied" stays, in milliseconds. */
const kNoticeTime = 4000;

/** Whether this page has an address that somebody else can open. */
const shareable = /^https?:$/.test(location.protocol) && window.origin !== 'null';

class ConvdotPage extends LitElement {
  static override properties = {
    view: { state: true },
    words: { state: true },
    problems: { state: true },
    notice: { state: true },
    link: { state: true },
    address: { state: true },
    renewal: { state: true },
    unkept: { state: true },
    arrived: { state: true },
  };
  declare private view: View;
  /** The words of the current language, once they are loaded. */
  declare private words: Words | undefined;
  declare private problems: readonly Sentence[];
  /** The message after the last press of a button. */
  declare private notice: Sentence | null;
  /** The link, if the clipboard did not take it. */
  declare private link: string;
  /** The address of the current case, for printing; empty if the case does not fit into one. */
  declare private address: string;
  /** The case does not fit into the address. */
  declare private unkept: boolean;
  /** The first results are on the page. Until then it keeps room for them. */
  declare private arrived: boolean;
  /** The reason to reload the page, and the function that does it. */
  declare private renewal: { why: keyof Words['updates']; reload: Reload } | null;

  readonly #engine = connect();
  readonly #example = new Example(this.#engine, openingState, painted);
  #written = '';
  /** The address being read. */
  #reading: Arrival | null = null;
  /** Reads the address that the reader last followed. */
  #followed: Promise<void> | undefined;
  /** The page's original content for readers without scripts. */
  #fallback: readonly Node[] = [];
  /** The exercise in the single file, if any. */
  #exercise: FileExercise | null = null;
  #messages: Messages | undefined;

  constructor() {
    super();
    this.view = defaultView;
    this.problems = [];
    this.notice = null;
    this.link = '';
    this.address = '';
    this.renewal = null;
    this.unkept = false;
    this.arrived = false;
  }

  protected override createRenderRoot() {
    return this;
  }

  override connectedCallback() {
    // Kept until the words that replace it are loaded.
    this.#fallback = [...this.childNodes];
    super.connectedCallback();
    addEventListener('hashchange', () => {
      if (location.hash.slice(1) !== this.#written) this.#followed = this.#read('replace');
    });
    // A new address makes the browser lay out the page at once, so it is written only after the answer is painted.
    this.#example.addEventListener('settled', () => {
      this.arrived = true;
      void painted().then(() => this.#write());
    });
    addEventListener('convdot-update', (event) => {
      this.renewal = { why: 'ready', reload: (event as CustomEvent<Reload>).detail };
    });
    addEventListener('vite:preloadError', () => {
      this.renewal ??= { why: 'missing', reload: reloadAt };
    });
    takeQuery();
    void this.#begin();
  }

  async #begin() {
    if (import.meta.env.MODE === 'single') {
      const { FileExercise } = await import('../panels/embed/exercise-page.ts');
      this.#exercise = await FileExercise.open(this.#lang, this.#engine);
    }
    await this.#read('begin');
    await this.#followed;
    this.#exercise?.follow(
      this.#example,
      () => writeHash(this.#example.state, this.view),
      () => this.requestUpdate(),
    );
    for (const node of this.#fallback) node.parentNode?.removeChild(node);
    adoptDocumentStyles();
    void this.#listen();
  }

  // Messages are only for a page around this one. If there is none, the code is loaded when the first message arrives.
  async #listen() {
    const alone = window.parent === window && !window.opener;
    const first = alone && (await new Promise<MessageEvent>((resolve) => addEventListener('message', resolve, { once: true })));
    const { connectMessages, originsOf } = await import('../model/messages.ts');
    this.#messages = connectMessages(window, {
      example: this.#example,
      generator: this.#engine,
      allowed: () => originsOf(this.getAttribute('allow')),
      words: () => this.words as Words,
      view: () => this.view,
      show: (view) => this.#show(view),
      observeHeight: (changed) => {
        const observer = new ResizeObserver(() => changed(Math.ceil(this.getBoundingClientRect().height)));
        observer.observe(this);
        return () => observer.disconnect();
      },
    });
    if (first) dispatchEvent(first);
  }

  get #lang(): Lang {
    return languageOf(this.view.lang);
  }

  async #read(as: 'begin' | 'replace') {
    // The address comes first, then the state that the learner left, then the author's state in the file.
    const exercise = this.#exercise;
    const hash = location.hash.length > 1 ? location.hash : (exercise?.suspended ?? '');
    this.#written = location.hash.slice(1);
    const { arrivals } = this.#example;
    const arrival = arrivals.setOut();
    this.#reading = arrival;
    const { state, view, problems } = hash === '' && exercise ? exercise.prepared : await readHash(hash, this.#engine);
    // The reader has followed another address in the meantime.
    if (this.#reading !== arrival) return;
    this.#reading = null;
    // Something newer has replaced this case, so the address must change too.
    if (arrivals.isLate(arrival)) return this.#write();
    this.problems = exercise ? [...exercise.problems, ...problems] : problems;
    this.unkept = false;
    if (as === 'begin') this.#example.begin(state, arrival);
    else this.#example.replace(state, undefined, arrival);
    if (shareable && location.hash.length <= LONGEST_LINK) this.address = location.href;
    await this.#show(view);
  }

  async #show(view: View) {
    this.view = view;
    await this.#exercise?.translate(languageOf(view.lang));
    const words = await wordsOf('page', languageOf(view.lang)).catch(() => null);
    // The language may have changed in the meantime; if one cannot be loaded, the page stays as it is.
    if (words?.language === this.#lang) this.words = words;
  }

  // Replaces the history entry: edits are not steps to go back through. Does not overwrite an address that has not been read yet.
  async #write() {
    const { state } = this.#example;
    const { view } = this;
    // If the state or the address changes while a large case is being written, the next write takes care of it.
    const written = this.#written;
    const overtaken = () =>
      this.#reading !== null || state !== this.#example.state || view !== this.view || location.hash.slice(1) !== written;
    if (overtaken()) return;
    if (this.problems.length > 0 && state.preset !== null) return;
    this.address = '';
    if (state.x.data.length + state.w.data.length > kQuick) {
      await new Promise((resolve) => setTimeout(resolve, kPause));
      if (overtaken()) return;
    }
    const readable = isReadable(state, view);
    const hash = readable ? await compactHash(state, view) : '';
    if (overtaken()) return;
    const unkept = !readable || hash.length > kLongestHash;
    // An empty hash stands for the opening case, or for the file's own case. A case without room also gets it: the old hash would
    // be wrong.
    const known = unkept || (hash === 'v=1' && !this.#exercise) ? '' : hash;
    try {
      if (known !== written)
        history.replaceState(null, '', known === '' ? `${location.pathname}${location.search}` : `#${known}`);
      this.#written = known;
      this.unkept = unkept;
      if (shareable && !unkept && known.length <= LONGEST_LINK) this.address = location.href;
    } catch {
      // A document without its own address (srcdoc) has no history to write to.
    }
  }

  // Packing the state takes a moment. The clipboard gets the promise at once, because Safari does not allow a later write.
  async #copy() {
    if (!isReadable(this.#example.state, this.view)) {
      this.#notify((words) => words.unkept);
      return;
    }
    const href = compactHash(this.#example.state, this.view).then((hash) => {
      const url = new URL(location.href);
      url.hash = hash;
      return url.href;
    });
    try {
      const text = href.then((link) => new Blob([link], { type: 'text/plain' }));
      await navigator.clipboard.write([new ClipboardItem({ 'text/plain': text })]);
      this.#notify((words) => words.copied);
    } catch {
      this.link = await href;
      await this.updateComplete;
      const field = this.querySelector<HTMLInputElement>('.link input');
      field?.focus();
      field?.select();
    }
  }

  readonly #pageInOneFile = async () => (await import('./own-source.ts')).pageInOneFile(this.#fallback);

  async #share({ currentTarget }: Event) {
    try {
      await import('../panels/embed/share.ts');
    } catch {
      this.#notify((words) => words.notLoaded);
      return;
    }
    await this.querySelector<ConvdotShare>('convdot-share')?.open(currentTarget as HTMLElement);
  }

  // The reload keeps the case: a case that is too long for the permanent address still fits into the reload's.
  async #renew({ why, reload }: NonNullable<typeof this.renewal>) {
    await this.#example.settled();
    await this.#write();
    const { state } = this.#example;
    if (this.address !== '' || why === 'tooLarge') reload(location.href);
    else if (isReadable(state, this.view)) reload(`#${await compactHash(state, this.view)}`);
    else this.renewal = { why: 'tooLarge', reload };
  }

  #notify(notice: Sentence) {
    this.notice = notice;
    setTimeout(() => {
      this.notice = null;
    }, kNoticeTime);
  }

  async #change(view: Partial<View>) {
    await this.#show({ ...this.view, ...view });
    await this.#write();
  }

  // Only on a change: setting the language, even to the same value, restyles the whole page.
  override updated(changed: PropertyValues) {
    const root = document.documentElement;
    if (changed.has('words') && this.words) {
      // The displayed language, not one whose words are still loading: screen readers use it.
      root.lang = this.words.language;
      document.title = this.words.title;
    }
    if (!changed.has('view')) return;
    if (this.view.theme === 'auto') delete root.dataset.theme;
    else root.dataset.theme = this.view.theme;
  }

  /** A phone shows only its icon. */
  #button(label: string, drawing: string, press: (event: Event) => void, opens = false) {
    return html`<button class="icon" type="button" aria-haspopup=${opens ? 'dialog' : nothing} @click=${press}
      ><svg viewBox="0 0 16 16" aria-hidden="true"><path fill="none" stroke="currentColor" stroke-width="1.5" d=${drawing} /></svg
      ><b>${label}</b></button
    >`;
  }

  #header(words: Words) {
    const others = LANGUAGES.filter((each) => each !== this.#lang);
    return html`<header class=${this.view.display.join(' ')}>
      <div class="wrap">
        <a class="brand" href="#" @click=${(event: Event) => this.#home(event)}>ConvDot</a>
        <span role="status">${this.notice?.(words)}</span>
        ${
          shareable
            ? html`${this.#button(words.copyLink, 'M6 2.5h7.5V11H6zM10 11v2.5H2.5V5H6', this.#copy)}
              ${this.#button(words.embed, 'm5.5 4-4 4 4 4m5-8 4 4-4 4', this.#share, true)}`
            : html`<button type="button" aria-haspopup="dialog" @click=${this.#share}>${words.saveExercise}</button>`
        }<convdot-share .example=${this.#example} .view=${this.view} .words=${words} .source=${this.#pageInOneFile} ?shareable=${shareable}></convdot-share>
        ${others.map((other) => html`<button type="button" lang=${other} @click=${() => this.#change({ lang: other })}>${kLanguageNames[other]}</button>`)}
        <button class="icon" type="button" popovertarget="display"
          ><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 1.5v11a5.5 5.5 0 0 1 0-11Z" /></svg
          ><b>${words.display}</b></button
        ><convdot-display
          id="display"
          popover
          role="group"
          aria-label=${words.display}
          .view=${this.view}
          .words=${words}
          @beforetoggle=${() => import('./display-menu.ts')}
          @view-change=${({ detail }: CustomEvent<Partial<View>>) => this.#change(detail)}
        ></convdot-display>
      </div>
      ${
        this.link
          ? html`<label class="link wrap"><span>${words.copyFailed}</span><input readonly .value=${this.link} @blur=${() => {
              this.link = '';
            }} /></label>`
          : nothing
      }
    </header>`;
  }

  #renewal(words: Words) {
    const { renewal } = this;
    if (!renewal && this.unkept) return words.unkept;
    if (!renewal || (renewal.why === 'ready' && this.view.hide.includes('header'))) return nothing;
    return html`<span>${words.updates[renewal.why]}</span
      ><button type="button" @click=${() => this.#renew(renewal)}
        >${renewal.why === 'tooLarge' ? words.reloadAnyway : words.reload}</button
      >`;
  }

  async #home(event: Event) {
    event.preventDefault();
    this.problems = [];
    this.#example.replace(openingState);
  }

  override render() {
    const { words } = this;
    if (!words) return nothing;
    const { display, expr, hide, open, theme } = this.view;
    return html`
      ${hide.includes('header') ? nothing : this.#header(words)}
      <p class="renewal wrap" role="status">${this.#renewal(words)}</p>
      <main class=${this.arrived ? '' : 'to-come'}
        >${this.#exercise?.asks((correct) => this.#messages?.answered(this.view.lesson ?? 'question', correct)) ?? nothing}<conv-dot
          .example=${this.#example}
          .problems=${this.problems}
          .hide=${hide.join(',')}
          .lang=${this.#lang}
          .display=${display.join(',')}
          .open=${open.join(',')}
          .expr=${expr ?? ''}
          @convdot-panels=${({ detail }: CustomEvent<{ open: string; expr: string }>) =>
            this.#change({ open: detail.open.split(',').filter(Boolean), expr: detail.expr || null })}
          @convdot-display=${({ detail }: CustomEvent<string>) => this.#change({ display: DISPLAYS.filter((each) => detail.includes(each)) })}
          theme=${theme === 'auto' ? nothing : theme}
        ></conv-dot
      ></main>
      ${this.address ? html`<p class="address wrap"><a href=${this.address}>${this.address}</a></p>` : nothing}
      ${
        hide.includes('header')
          ? nothing
          : html`<footer class="wrap"><span>${words.correlation}</span>${
              import.meta.env.MODE === 'single'
                ? nothing
                : html`<nav aria-label=${words.guides}>${GUIDES.map((guide, i) => html`<a href="docs/${guide}.html" hreflang="en">${words.guideNames[i]}</a>`)}</nav>`
            }<span>${words.privacy}</span></footer>`
      }
    `;
  }
}

// Moves a case from the query into the hash, where edits are written and links are copied from.
function takeQuery() {
  const query = location.hash.length > 1 ? null : splitQuery(location.search);
  if (query === null) return;
  try {
    history.replaceState(null, '', `${location.pathname}${query.rest}#${query.hash}`);
  } catch {
    // A document without its own address (srcdoc) has no query either.
  }
}

function adoptDocumentStyles() {
  document.adoptedStyleSheets.push(...[tokens, unsafeCSS(pageCss)].map((style) => style.styleSheet as CSSStyleSheet));
}

customElements.define('convdot-page', ConvdotPage);
