// <convdot-share>: shares the current case. The author chooses the visible parts and an exercise's question, and takes a link, a
// frame, an element, a file or a SCORM package. Loaded when it is opened.

import { html, LitElement, nothing, type PropertyValues, unsafeCSS } from 'lit';
import { live } from 'lit/directives/live.js';
import { chosen } from '../../cells/chosen.ts';
import { copyField, saveFile } from '../../cells/copy-and-save.ts';
import { connect } from '../../engine/engine.ts';
import type { Example } from '../../model/example.ts';
import { Arrivals } from '../../model/newest-wins.ts';
import { showNumber, writeNumber } from '../../model/number.ts';
import { PARTS, type Part } from '../../model/parts.ts';
import { loadPreset, presets } from '../../model/presets.ts';
import { LANGUAGES, type State, type View } from '../../model/state.ts';
import { compactHash, writeHash, writeObject } from '../../model/url.ts';
import { languageOf, type ShareSentence, type ShareWords, type Words, withWords, wordsOf } from '../../words/words.ts';
import { elementFor, frameFor, linkTo } from './embed.ts';
import { readQuestion, withExercise } from './exercise.ts';
import { manifestOf } from './scorm.ts';
import shareCss from './share.css?inline';

const kLanguages = ['auto', ...LANGUAGES] as const;
const kThemes = ['auto', 'light', 'dark'] as const;
/** The least and greatest size of a frame, in pixels. */
const kLeastSize = 200;
const kMostSize = 10_000;
const kHeight = '900';
/** The address of this page. */
const kHere = `${location.origin}${location.pathname}`;
/** A placeholder for the host's address, if this page has none. */
const kSomewhere = 'https://your.host/convdot/';
/** The usual place of the package beside the author's page. */
const kScript = 'convdot/element.js';

type Choice = Pick<View, 'hide' | 'lang' | 'theme' | 'lesson'>;
interface Fields {
  readonly width: string;
  readonly height: string;
  readonly address: string;
  readonly question: string;
  readonly answer: string;
}

/** A whole number of pixels in range, or null. */
const size = (text: string) => {
  const value = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  return value >= kLeastSize && value <= kMostSize ? value : null;
};

export class ConvdotShare extends LitElement {
  static override properties = {
    example: { attribute: false },
    view: { attribute: false },
    words: { attribute: false },
    source: { attribute: false },
    shareable: { type: Boolean },
    shareWords: { state: true },
    choice: { state: true },
    fields: { state: true },
    case: { state: true },
    hash: { state: true },
    attributesHash: { state: true },
    notice: { state: true },
  };
  declare example: Example;
  declare view: View;
  declare words: Words;
  /** Returns the source of the page in one file. */
  declare source: () => Promise<string>;
  /** Whether others can open the page's address. */
  declare shareable: boolean;
  declare private shareWords: ShareWords | undefined;
  declare private choice: Choice;
  declare private fields: Fields;
  /** The case to share: the example's state, or a lesson's. */
  declare private case: State;
  declare private hash: string;
  declare private attributesHash: string;
  /** The message after the last press of a button, and the button's place. */
  declare private notice: { readonly at: string; readonly said: ShareSentence; readonly bad?: boolean } | null;

  readonly #arrivals = new Arrivals();
  #opener: HTMLElement | null = null;

  protected override createRenderRoot() {
    return this;
  }

  /** Opens the panel with the current case. Earlier choices in the panel are kept. */
  async open(opener: HTMLElement): Promise<void> {
    this.#opener = opener;
    const { hide, lang, theme, lesson } = this.view;
    this.choice ??= { hide, lang, theme, lesson };
    this.fields ??= { width: '', height: kHeight, address: this.shareable ? kHere : kSomewhere, question: '', answer: '' };
    this.case = this.example.state;
    this.notice = null;
    await this.#write();
    this.shareWords = await wordsOf('share', this.words.language);
    await this.updateComplete;
    this.#dialog?.showModal();
  }

  get #dialog() {
    return this.querySelector('dialog');
  }

  override willUpdate(changed: PropertyValues) {
    if (changed.has('words') && this.shareWords) {
      withWords('share', this.words.language, (words) => {
        this.shareWords = words;
      });
    }
  }

  /** The view to share. */
  get #shown(): View {
    return { ...this.view, ...this.choice };
  }

  /** The newest choice is written, however long the others take. */
  async #write(arrival = this.#arrivals.setOut()) {
    // An element's attributes are not packed.
    this.attributesHash = writeHash(this.case, this.#shown);
    const hash = await compactHash(this.case, this.#shown);
    if (this.#arrivals.isLate(arrival)) return;
    this.#arrivals.arrived(arrival);
    this.hash = hash;
  }

  async #choose(choice: Partial<Choice>) {
    this.choice = { ...this.choice, ...choice };
    this.notice = null;
    const { lesson } = this.choice;
    const arrival = this.#arrivals.setOut();
    const chosen = lesson ? await loadPreset(lesson, connect().randn) : this.example.state;
    if (this.#arrivals.isLate(arrival)) return;
    this.#arrivals.arrived(arrival);
    this.case = chosen;
    await this.#write(arrival);
  }

  #fill(field: Partial<Fields>) {
    this.fields = { ...this.fields, ...field };
    this.notice = null;
  }

  #part(part: Part, on: boolean) {
    const { hide } = this.choice;
    void this.#choose({ hide: on ? hide.filter((each) => each !== part) : [...hide, part] });
  }

  // ---- copying and saving ----

  async #copy(at: string, { currentTarget }: Event) {
    const field = this.querySelector<HTMLTextAreaElement>(`#share-${at}`);
    if (!field) return;
    const copied = await copyField(field);
    if (copied) (currentTarget as HTMLElement).focus();
    this.notice = { at, said: (words) => (copied ? words.copied : words.selected) };
  }

  async #save(at: 'file' | 'scorm') {
    const { question, answer } = this.fields;
    const read = readQuestion(question, answer);
    if (!read.ok) {
      this.notice = { at: 'question', said: read.problem, bad: true };
      this.querySelector<HTMLElement>('#share-question')?.focus();
      return;
    }
    try {
      const page = withExercise(await this.source(), { state: writeObject(this.case, this.#shown), question: read.value });
      const file = at === 'file' ? new File([page], 'convdot-exercise.html', { type: 'text/html' }) : await this.#package(page);
      saveFile(file);
      // Inside a frame, the page cannot know whether the file is saved.
      const saved = window.parent === window ? 'saved' : 'offered';
      this.notice = { at, said: (words) => words[saved](file.name) };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.notice = { at, said: (words) => words.saveFailed(message), bad: true };
    }
  }

  async #package(page: string): Promise<File> {
    const { strToU8, zipSync } = await import('../../model/zip.ts');
    const { preset } = this.case;
    const title = preset ? `ConvDot: ${this.words.preset[preset as keyof Words['preset']].title}` : this.words.title;
    const manifest = manifestOf(title, languageOf(this.choice.lang));
    const zip = zipSync({ 'imsmanifest.xml': strToU8(manifest), 'index.html': strToU8(page) });
    return new File([zip as Uint8Array<ArrayBuffer>], 'convdot-exercise.zip', { type: 'application/zip' });
  }

  // ---- the panel ----

  #said(at: string, words: ShareWords) {
    const { notice } = this;
    return html`<p class=${notice?.bad ? 'bad' : 'caption'} role="status">${notice?.at === at ? notice.said(words) : nothing}</p>`;
  }

  #select<T extends string>(label: string, names: Record<T, string>, value: T, all: readonly T[], choose: (value: T) => void) {
    return html`<label class="field"
      ><span>${label}</span
      ><select class="select" ${chosen(value)} @change=${({ target }: Event) => choose((target as HTMLSelectElement).value as T)}
        >${all.map((each) => html`<option value=${each}>${names[each]}</option>`)}</select
      ></label
    >`;
  }

  #text(name: keyof Fields, label: string, hint = '') {
    return html`<label class="field"
      ><span>${label}</span
      ><input
        id="share-${name}"
        autocomplete="off"
        spellcheck=${name === 'question' ? 'true' : 'false'}
        placeholder=${hint}
        .value=${live(this.fields[name])}
        @input=${({ target }: Event) => this.#fill({ [name]: (target as HTMLInputElement).value })}
    /></label>`;
  }

  #shows(words: ShareWords) {
    const { hide, lang, theme, lesson } = this.choice;
    const lessons = presets.filter((preset) => preset.lesson !== undefined).sort((a, b) => Number(a.lesson) - Number(b.lesson));
    const names = Object.fromEntries(
      lessons.map((preset) => [preset.slug, `${preset.lesson}. ${this.words.preset[preset.slug].title}`]),
    );
    return html`<section class="part" aria-labelledby="share-shows">
      <h3 id="share-shows">${words.shows}</h3>
      <div class="checks"
        >${PARTS.map(
          (part) =>
            html`<label class="check"
              ><input
                type="checkbox"
                name=${part}
                .checked=${live(!hide.includes(part))}
                @change=${({ target }: Event) => this.#part(part, (target as HTMLInputElement).checked)}
              />${words.parts[part]}</label
            >`,
        )}</div
      >
      ${this.#select(words.language, words.languages, lang, kLanguages, (value) => void this.#choose({ lang: value }))}
      ${this.#select(words.theme, words.themes, theme, kThemes, (value) => void this.#choose({ theme: value }))}
      ${this.#select(words.lesson, { '': words.noLesson, ...names }, lesson ?? '', ['', ...lessons.map(({ slug }) => slug)], (value) => void this.#choose({ lesson: value === '' ? null : value }))}
    </section>`;
  }

  #asks(words: ShareWords) {
    const { step } = this.example.solution ?? {};
    return html`<section class="part" aria-labelledby="share-asks">
      <h3 id="share-asks">${words.exercise}</h3>
      <p class="caption">${words.exerciseHint}</p>
      ${this.#text('question', words.question, words.questionExample)}
      ${this.#text('answer', words.answer)}
      ${
        step && Number.isFinite(step.multiplySum) && !this.choice.lesson
          ? html`<button class="button" type="button" @click=${() => this.#fill({ answer: writeNumber(step.multiplySum) })}
            >${words.useStep(showNumber(step.multiplySum))}</button
          >`
          : nothing
      }
      ${this.#said('question', words)}
    </section>`;
  }

  #taken(at: string, label: string, hint: string, body: unknown, words: ShareWords) {
    return html`<div class="taken" role="group" aria-labelledby="share-${at}-name"
      ><h4 id="share-${at}-name">${label}</h4
      >${body}<p class="caption">${hint}</p>${this.#said(at, words)}</div>`;
  }

  #code(at: string, label: string, hint: string, text: string, words: ShareWords, rows = 3, more: unknown = nothing) {
    return this.#taken(
      at,
      label,
      hint,
      html`<textarea id="share-${at}" rows=${rows} readonly spellcheck="false" aria-labelledby="share-${at}-name" .value=${live(text)}></textarea>
        <div class="actions"><button class="button" type="button" @click=${(event: Event) => this.#copy(at, event)}>${words.copy}</button>${more}</div>`,
      words,
    );
  }

  #takes(words: ShareWords) {
    const { address, width: wide, height: high } = this.fields;
    const [width, height] = [wide.trim() === '' ? null : size(wide), size(high)];
    const invalid =
      wide.trim() !== '' && width === null
        ? words.notASize(words.width, wide, kLeastSize, kMostSize)
        : height === null
          ? words.notASize(words.height, high, kLeastSize, kMostSize)
          : null;
    const { hash } = this;
    const isFile = import.meta.env.MODE === 'single' && address === kHere;
    const frame = { address, isFile, hash, title: this.words.title, width, height: height ?? Number(kHeight) };
    const button = (at: 'file' | 'scorm') =>
      html`<div class="actions"><button class="button" type="button" @click=${() => this.#save(at)}>${words.save}</button></div>`;
    const open = html`<a class="button" href=${linkTo(frame)} target="_blank" rel="noopener">${words.preview}</a>`;
    return html`<section class="part takes" aria-labelledby="share-takes">
      <h3 id="share-takes">${words.takes}</h3>
      ${this.#text('address', words.address)}
      <p class="caption">${words.addressHint}</p>
      ${this.#code('link', words.link, words.linkHint, linkTo(frame), words, 2, this.shareable ? open : nothing)}
      ${this.#code('frame', words.frame, words.frameHint, frameFor(frame), words, 4)}
      <div class="sizes">${this.#text('width', `${words.width}, ${words.pixels}`, words.fullWidth)}${this.#text('height', `${words.height}, ${words.pixels}`)}</div>
      <p class="bad" role="status">${invalid}</p>
      ${this.#code('element', words.element, words.elementHint, elementFor(this.attributesHash, kScript), words, 4)}
      ${this.#taken('file', words.file, words.fileHint, button('file'), words)}
      ${this.#taken('scorm', words.scorm, words.scormHint, button('scorm'), words)}
    </section>`;
  }

  override render() {
    const words = this.shareWords;
    if (!words) return nothing;
    return html`<dialog
      aria-labelledby="share-title"
      @close=${() => this.#opener?.focus({ preventScroll: true })}
      @click=${({ target }: Event) => {
        if (target === this.#dialog) this.#dialog?.close();
      }}
      ><div class="sheet">
        <div class="menu-head"
          ><h2 id="share-title">${words.title}</h2
          ><button class="button" type="button" @click=${() => this.#dialog?.close()}>${words.close}</button></div
        >
        <p class="muted">${words.intro}</p>
        <div class="columns"><div>${this.#shows(words)}${this.#asks(words)}</div>${this.#takes(words)}</div>
      </div></dialog
    >`;
  }
}
document.adoptedStyleSheets.push(unsafeCSS(shareCss).styleSheet as CSSStyleSheet);
customElements.define('convdot-share', ConvdotShare);
