// The site's entry, and that of the single file: <convdot-page>, the bench with a header and a footer, its state in the address
// and in messages to a page that embeds it.
import { html, LitElement, nothing, unsafeCSS } from 'lit';
import './elements/conv-dot.ts';
import { connect } from './engine/engine.ts';
import { Bench } from './model/bench.ts';
import { openingState } from './model/presets.ts';
import type { Lang, View } from './model/state.ts';
import { compactHash, DISPLAYS, defaultView, isReadable, readHash, writeHash } from './model/url.ts';
import { type Reload, reloadAt } from './offline.ts';
import { tokens } from './styles/bench.ts';
import pageCss from './styles/page.css?inline';
import { languageOf, type Sentence, type Words, wordsOf } from './words/words.ts';

/** Longer hashes are written only when the link is copied, where they are deflated. */
const kLongestHash = 8000;
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
  };
  declare private view: View;
  /** Those of the language that is shown, as soon as they are loaded. */
  declare private words: Words | undefined;
  declare private problems: readonly Sentence[];
  /** What the last press of a button led to. */
  declare private notice: Sentence | null;
  /** The link, where it could not be put on the clipboard. */
  declare private link: string;
  /** Where this very case is to be found, for paper; none where it has no room in an address. */
  declare private address: string;
  /** Why the page should be loaded anew, and how. */
  declare private renewal: { why: keyof Words['updates']; reload: Reload } | null;

  readonly #engine = connect();
  readonly #bench = new Bench(this.#engine, openingState);
  #written = '';

  constructor() {
    super();
    this.view = defaultView;
    this.problems = [];
    this.notice = null;
    this.link = '';
    this.address = '';
    this.renewal = null;
  }

  protected override createRenderRoot() {
    return this;
  }

  override connectedCallback() {
    // What stands here for a reader without scripts stays until there are words to take its place.
    const fallback = [...this.childNodes];
    super.connectedCallback();
    addEventListener('hashchange', () => {
      if (location.hash.slice(1) !== this.#written) void this.#read('replace');
    });
    this.#bench.addEventListener('settled', () => this.#write());
    addEventListener('convdot-update', (event) => {
      this.renewal = { why: 'ready', reload: (event as CustomEvent<Reload>).detail };
    });
    addEventListener('vite:preloadError', () => {
      this.renewal ??= { why: 'missing', reload: reloadAt };
    });
    void this.#read('begin').then(() => {
      for (const node of fallback) node.remove();
      adoptDocumentStyles();
      void this.#listen();
    });
  }

  // Messages go between this page and one around it: where there is none, nothing is loaded for them before the first one comes.
  async #listen() {
    const alone = window.parent === window && !window.opener;
    const first = alone && (await new Promise<MessageEvent>((resolve) => addEventListener('message', resolve, { once: true })));
    const { connectMessages } = await import('./model/messages.ts');
    connectMessages(window, {
      bench: this.#bench,
      randn: this.#engine.randn,
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
    // A saved exercise has its state in the file; a hash in the address wins.
    const hash = location.hash.length > 1 ? location.hash : (this.getAttribute('state') ?? '');
    this.#written = location.hash.slice(1);
    const { state, view, problems } = await readHash(hash, this.#engine.randn);
    this.problems = problems;
    this.#bench[as](state);
    if (shareable) this.address = location.href;
    await this.#show(view);
  }

  async #show(view: View) {
    this.view = view;
    this.words = await wordsOf(languageOf(view.lang));
  }

  // Replaces the entry of the history: edits are not pages to go back through.
  #write() {
    if (this.problems.length > 0 && this.#bench.state.preset !== null) return;
    const { state } = this.#bench;
    this.address = '';
    // Each number takes two characters at least: of a large case nothing is written, only to find it too long.
    if (2 * (state.x.data.length + state.w.data.length) > kLongestHash) return;
    const hash = writeHash(state, this.view);
    const known = hash === 'v=1' ? '' : hash;
    if (known.length > kLongestHash) return;
    if (known !== this.#written) {
      this.#written = known;
      try {
        history.replaceState(null, '', known === '' ? `${location.pathname}${location.search}` : `#${known}`);
      } catch {
        // A document without an address of its own (srcdoc) has no history to write to.
      }
    }
    if (shareable) this.address = location.href;
  }

  // Packing the state takes a moment: the clipboard is given the promise at once, as Safari would not let us write later.
  async #copy() {
    const href = compactHash(this.#bench.state, this.view).then((hash) => {
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

  // A page without an address: the file itself, with the present state in it.
  async #save() {
    const hash = await compactHash(this.#bench.state, this.view);
    const copy = document.documentElement.cloneNode(true) as HTMLElement;
    copy.querySelector('convdot-page')?.replaceChildren();
    copy.querySelector('convdot-page')?.setAttribute('state', hash);
    const url = URL.createObjectURL(new Blob([`<!doctype html>\n${copy.outerHTML}`], { type: 'text/html' }));
    const anchor = Object.assign(document.createElement('a'), { href: url, download: 'convdot-exercise.html' });
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(url), kNoticeTime);
    this.#notify((words) => words.saved);
  }

  // Nothing of the case is lost: what has no place in the address all the time has it for the reload.
  async #renew({ why, reload }: NonNullable<typeof this.renewal>) {
    await this.#bench.settled();
    const { state } = this.#bench;
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
    this.#write();
  }

  override updated() {
    const root = document.documentElement;
    root.lang = this.#lang;
    if (this.words) document.title = this.words.title;
    if (this.view.theme === 'auto') delete root.dataset.theme;
    else root.dataset.theme = this.view.theme;
  }

  #header(words: Words) {
    const other: Lang = this.#lang === 'en' ? 'es' : 'en';
    return html`<header class=${this.view.display.join(' ')}>
      <div class="wrap">
        <a class="brand" href="#" @click=${(event: Event) => this.#home(event)}>ConvDot</a>
        <span role="status">${this.notice?.(words)}</span>
        <button type="button" @click=${() => (shareable ? this.#copy() : this.#save())}>${shareable ? words.copyLink : words.saveExercise}</button>
        <button type="button" lang=${other} @click=${() => this.#change({ lang: other })}>${{ en: 'English', es: 'Español' }[other]}</button>
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
          @beforetoggle=${() => import('./elements/display-menu.ts')}
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
    if (!renewal || (renewal.why === 'ready' && this.view.hide.includes('header'))) return nothing;
    return html`<span>${words.updates[renewal.why]}</span
      ><button type="button" @click=${() => this.#renew(renewal)}
        >${renewal.why === 'tooLarge' ? words.reloadAnyway : words.reload}</button
      >`;
  }

  async #home(event: Event) {
    event.preventDefault();
    this.problems = [];
    this.#bench.replace(openingState);
  }

  override render() {
    const { words } = this;
    if (!words) return nothing;
    const { display, hide, theme } = this.view;
    return html`
      ${hide.includes('header') ? nothing : this.#header(words)}
      <p class="renewal wrap" role="status">${this.#renewal(words)}</p>
      <main
        ><conv-dot
          .bench=${this.#bench}
          .problems=${this.problems}
          .hide=${hide.join(',')}
          .lang=${this.#lang}
          .display=${display.join(',')}
          @convdot-display=${({ detail }: CustomEvent<string>) => this.#change({ display: DISPLAYS.filter((each) => detail.includes(each)) })}
          theme=${theme === 'auto' ? nothing : theme}
        ></conv-dot
      ></main>
      ${this.address ? html`<p class="address wrap"><a href=${this.address}>${this.address}</a></p>` : nothing}
      ${hide.includes('header') ? nothing : html`<footer class="wrap"><span>${words.correlation}</span><span>${words.privacy}</span></footer>`}
    `;
  }
}

function adoptDocumentStyles() {
  document.adoptedStyleSheets.push(...[tokens, unsafeCSS(pageCss)].map((style) => style.styleSheet as CSSStyleSheet));
}

customElements.define('convdot-page', ConvdotPage);
