// <conv-dot>: the example as one element, for any page. Its attributes, and properties of the same names, are the keys of a link
// (x, w, b, stride, pad, dilation, groups, flip, dtype, order, step, preset, lesson, seed, edit, open, hide, expr, lang, theme,
// display). It sends `convdot-change` when an edit has been computed, and `convdot-problem` when a value is rejected. The author's
// slot="lesson" appears above the example and slot="after" below it; readers without scripts see everything else in the element.
// Custom properties (--convdot-*) and ::part() style it.
import type { Result, StateInput, State as StateObject } from 'convdot/messages';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import type { ConvdotPaste } from '../blocks/paste-blocks.ts';
import { walk } from '../cells/arrow-keys.ts';
import { chosen } from '../cells/chosen.ts';
import { lessMotion } from '../cells/motion.ts';
import { Pointing } from '../cells/pointing.ts';
import { placeOf } from '../cells/verdicts.ts';
import { isFailure } from '../engine/contract.ts';
import { connect } from '../engine/engine.ts';
import { painted } from '../engine/tasks.ts';
import type { ConvdotAnswer } from '../example/answer.ts';
import { undoByKey } from '../example/undo.ts';
import { Example } from '../model/example.ts';
import type { Messages } from '../model/messages.ts';
import { Arrivals } from '../model/newest-wins.ts';
import { writeNumber } from '../model/number.ts';
import { Player } from '../model/player.ts';
import { loadPreset, openingState, presets, type Slug } from '../model/presets.ts';
import { settingKeys } from '../model/schema.ts';
import { LANGUAGES, type PanelsChange, type State } from '../model/state.ts';
import { DISPLAYS, defaultView, readObject, writeObject } from '../model/url.ts';
import { Dock } from '../timeline/dock.ts';
import { languageOf, type Sentence, type Words, withWords } from '../words/words.ts';
import { keepUsed } from './host-keys.ts';
import { example as elementStyles, tokens } from './styles.ts';
import '../example/answer.ts';
import '../example/controls.ts';
import '../example/formula.ts';
import '../cells/grid.ts';
import '../step/multiply-sum.ts';
import '../cells/number-field.ts';
import '../matrix/matrix.ts';
import '../example/readout.ts';
import '../step/raw-dot.ts';
import '../timeline/timeline.ts';
import { PANELS, type Part } from '../model/parts.ts';
import '../panels/panels.ts';
import '../example/undo.ts';
import '../step/unrolled-dot.ts';
import '../example/verdict-bar.ts';
import '../example/volumes.ts';

/** Milliseconds for each step during play: normally, and if the reader prefers reduced motion. */
const kInterval = 700;
const kCalm = 1000;
/** Milliseconds after the first answer until the rest is loaded even if the reader does nothing: the page may be printed unread. */
const kUnread = 600;
/** The attributes and properties that make up the state. */
const kStateKeys = ['x', 'w', 'b', ...settingKeys, 'preset', 'lesson', 'seed', 'edit'] as const;

/** Splits a list, or text with commas. */
const namesIn = (names: string | readonly string[] | null | undefined) =>
  String(names ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

const written = (value: unknown) => JSON.stringify(value, (_, part) => (typeof part === 'number' ? writeNumber(part) : part));
/** Frameworks make a new list in each render. With the same entries it is no change, so the learner's edits stay. */
const isOther = (value: unknown, before: unknown) => {
  try {
    return written(value) !== written(before);
  } catch {
    return value !== before; // not serializable; the reader of the state rejects it
  }
};
const areAlike = (one: State, other: State) => one.preset === other.preset && !isOther(writeObject(one), writeObject(other));

export class ConvDotElement extends LitElement {
  static override styles = [tokens, elementStyles];
  static override properties = {
    open: {},
    hide: {},
    expr: {},
    // Reflected for screen readers and style sheets.
    lang: { reflect: true },
    theme: { reflect: true },
    display: { reflect: true },
    allow: {},
    state: { attribute: false, noAccessor: true },
    ...Object.fromEntries(kStateKeys.map((key) => [key, { hasChanged: isOther }])),
    example: { attribute: false },
    problems: { attribute: false },
    words: { state: true },
    pasting: { state: true },
  };
  // The values that were last given.
  declare x: StateInput['x'];
  declare w: StateInput['w'];
  declare b: StateInput['b'];
  declare stride: StateInput['stride'];
  declare pad: StateInput['pad'];
  declare dilation: StateInput['dilation'];
  declare groups: StateInput['groups'];
  declare flip: StateInput['flip'];
  declare dtype: StateInput['dtype'];
  declare order: StateInput['order'];
  declare step: StateInput['step'];
  declare preset: StateInput['preset'];
  declare lesson: StateInput['lesson'];
  declare seed: StateInput['seed'];
  declare edit: StateInput['edit'];
  /** Open panels: numpy, image, speed; comma separated. An expression without `open` opens the NumPy cell. */
  declare open: StateInput['open'];
  /** Hidden parts: answer, demonstration, bench, step, matrix, timeline, numpy, image, speed; comma separated. */
  declare hide: StateInput['hide'];
  /** The initial expression of the NumPy cell; later the one that the learner last ran. */
  declare expr: StateInput['expr'];
  declare theme: StateInput['theme'];
  /** The display: plain, numbered, large; comma separated. */
  declare display: StateInput['display'];
  /** Origins whose messages get an answer, besides the parent and the opener; separated by spaces. Without it, no message does. */
  declare allow: string | null | undefined;
  /** The model. <convdot-page> sets its own before it connects the element. */
  declare example: Example;
  /** Problems with the address or the attributes. */
  declare problems: readonly Sentence[];

  /** The words of the current language, once they are loaded. */
  declare private words: Words | undefined;

  /** The dialog for the learner's own blocks has been loaded. */
  declare private pasting: boolean;

  readonly #dock = new Dock(this);
  #player: Player | undefined;
  #pointing: Pointing | undefined;
  /** A state that was set but not yet read. */
  #given: StateInput | undefined;
  #messages: Messages | undefined;
  #reading = false;
  /** The example's arrivals; the example is created when the first state has been read. */
  readonly #arrivals = new Arrivals();
  #awaited = false;
  /** Removes all listeners outside the element when it leaves the document. */
  #leave = new AbortController();

  constructor() {
    super();
    this.hide = '';
    this.display = '';
    this.problems = [];
    this.pasting = false;
  }

  /** The state, by the keys of a link. */
  get state(): StateObject {
    // A state that was set but not yet read is returned unchanged.
    return (this.#given as StateObject | undefined) ?? writeObject(this.example?.state ?? openingState);
  }
  set state(state: StateInput) {
    this.#given = state;
    this.requestUpdate();
  }

  override connectedCallback() {
    super.connectedCallback();
    this.#leave = new AbortController();
    this.#awaited = false;
    void this.#listen();
    this.requestUpdate();
  }
  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#leave.abort();
    this.#messages?.disconnect();
    this.#messages = undefined;
  }

  override willUpdate(changed: PropertyValues<this>) {
    if (this.#given !== undefined) void this.#read(this.#given);
    else if (kStateKeys.some((key) => changed.has(key)))
      void this.#read(Object.fromEntries(kStateKeys.flatMap((key) => (this[key] == null ? [] : [[key, this[key]]]))));
    else if (!this.example && !this.#reading) this.example = new Example(connect(), openingState, painted, this.#arrivals);
    this.#given = undefined;
    if (changed.has('lang') || !this.hasUpdated) {
      withWords('page', languageOf(this.lang ?? ''), (words) => {
        // The language may have changed in the meantime.
        if (words.language === languageOf(this.lang ?? '')) this.words = words;
        if (!this.#messages) void this.#listen();
      });
    }
    if (changed.has('example') || changed.has('allow')) void this.#listen();
    if (!changed.has('example')) return;
    changed.get('example')?.removeEventListener('change', this.#change);
    changed.get('example')?.removeEventListener('settled', this.#settled);
    this.example.addEventListener('change', this.#change);
    this.example.addEventListener('settled', this.#settled);
    this.#player?.release();
    this.#player = new Player(this.example, () => (lessMotion() ? kCalm : kInterval));
    this.#pointing?.release();
    this.#pointing = new Pointing(this, this.renderRoot, this.example, this.#player);
  }

  // The element is part of another page, so it answers only if that page's author allows it, and reports no height.
  async #listen() {
    this.#messages?.disconnect();
    this.#messages = undefined;
    if (!this.allow) return;
    const { connectMessages, originsOf } = await import('../model/messages.ts');
    if (this.#messages || !this.example || !this.words || !this.isConnected || originsOf(this.allow).length === 0) return;
    this.#messages = connectMessages(window, {
      example: this.example,
      generator: connect(),
      allowed: () => originsOf(this.allow),
      words: () => this.words as Words,
      view: () => ({
        ...defaultView,
        open: this.#opened,
        hide: namesIn(this.hide),
        lang: LANGUAGES.find((each) => each === this.lang) ?? 'auto',
        theme: this.theme ?? 'auto',
        display: DISPLAYS.filter((name) => namesIn(this.display).includes(name)),
        expr: this.expr ?? null,
      }),
      show: ({ open, hide, lang, theme, display, expr }) => {
        Object.assign(this, { open: open.join(','), hide: hide.join(','), theme, display: display.join(','), expr: expr ?? '' });
        if (lang !== 'auto') this.lang = lang;
      },
      observeHeight: () => () => undefined,
    });
  }

  async #read(state: unknown) {
    this.#reading = true;
    const arrivals = this.example?.arrivals ?? this.#arrivals;
    const arrival = arrivals.setOut();
    const read = await readObject(state, connect());
    if (arrivals.isLate(arrival)) return;
    arrivals.arrived(arrival);
    this.problems = read.problems;
    this.#report(read.problems);
    if (!this.example) this.example = new Example(connect(), read.state, painted, arrivals);
    else if (!this.example.current || !areAlike(this.example.state, read.state))
      this.example.replace(read.state, undefined, arrival);
  }

  /** Sends the problems in the reader's language. */
  #report(problems: readonly Sentence[]) {
    if (problems.length === 0) return;
    withWords('page', languageOf(this.lang ?? ''), (words) => {
      const detail = { problems: problems.map((problem) => problem(words)) };
      this.dispatchEvent(new CustomEvent('convdot-problem', { bubbles: true, composed: true, detail }));
    });
  }

  readonly #change = () => this.requestUpdate();
  readonly #settled = () => {
    const { solution, solved, current, refusal } = this.example;
    if (refusal) this.#report([(words) => (isFailure(refusal) ? words.noEngine : words.refused)(refusal.message)]);
    if (!solution || !solved || !current) return;
    const { multiplySum, unrolledDot, verdict } = solution.comparison;
    this.dispatchEvent(
      new CustomEvent<{ state: StateObject; result: Result }>('convdot-change', {
        bubbles: true,
        composed: true,
        detail: {
          // Computed only when read: for a large case that takes longer than a frame.
          get state() {
            return writeObject(solved);
          },
          get result() {
            return { shape: multiplySum.shape, multiplySum: [...multiplySum.data], unrolledDot: [...unrolledDot.data], verdict };
          },
        },
      }),
    );
  };

  // The parts below the lanes, and those for printing, are loaded at the reader's first action, or after a pause without one.
  #awaitReader() {
    this.#awaited = true;
    const { signal } = this.#leave;
    const loading = new AbortController();
    const stop = () => {
      loading.abort();
      clearTimeout(timer);
    };
    const load = async () => {
      stop();
      try {
        const { preparePaper } = await import('./loaded-later.ts');
        if (!signal.aborted) preparePaper(this.renderRoot as ShadowRoot, signal);
      } catch {
        // Offline, or the reader is leaving: the next change tries again.
        this.#awaited = false;
      }
    };
    for (const sign of ['pointermove', 'pointerup', 'keydown', 'scroll'])
      addEventListener(sign, load, { passive: true, capture: true, signal: loading.signal });
    const timer = setTimeout(load, kUnread);
    signal.addEventListener('abort', stop, { signal: loading.signal });
  }

  readonly #key = (event: KeyboardEvent) => {
    walk(event);
    undoByKey(event, this.example);
    keepUsed(event);
  };

  #shows(part: Part) {
    return !namesIn(this.hide).includes(part);
  }

  // Turns cell numbers on or off, and tells the page around the element, which keeps the display in its address.
  readonly #number = () => {
    const names = namesIn(this.display);
    this.display = (names.includes('numbered') ? names.filter((name) => name !== 'numbered') : [...names, 'numbered']).join(',');
    this.dispatchEvent(new CustomEvent('convdot-display', { detail: this.display }));
  };

  get #opened() {
    return namesIn(this.open ?? (this.expr ? 'numpy' : ''));
  }

  // The page around the element keeps these in its address.
  readonly #changePanels = ({ detail }: CustomEvent<PanelsChange>) => {
    this.open = (detail.open ?? this.#opened).join(',');
    this.expr = detail.expr ?? this.expr;
    this.dispatchEvent(new CustomEvent('convdot-panels', { detail: { open: this.open, expr: this.expr ?? '' } }));
  };

  get #displays() {
    return DISPLAYS.filter((name) => namesIn(this.display).includes(name)).join(' ');
  }

  readonly #paste = async () => {
    try {
      await import('../blocks/paste-blocks.ts');
    } catch {
      this.problems = [(words) => words.notLoaded];
      return;
    }
    this.pasting = true;
    await this.updateComplete;
    await this.renderRoot.querySelector<ConvdotPaste>('convdot-paste')?.open();
  };

  async #choosePreset(slug: string) {
    const { arrivals } = this.example;
    const arrival = arrivals.setOut();
    const state = await loadPreset(slug, connect().randn);
    if (arrivals.isLate(arrival)) return;
    this.problems = [];
    this.example.replace(state, undefined, arrival);
  }

  #examples(words: Words) {
    const { preset } = this.example.state;
    const groups = [...new Set(presets.map(({ group }) => group))];
    return html`<label class="examples"
      ><span>${words.example}</span
      ><select class="select" ${chosen(preset ?? '')} @change=${(event: Event) => this.#choosePreset((event.target as HTMLSelectElement).value)}>
        ${preset === null ? html`<option value="" disabled>${words.yourNumbers}</option>` : nothing}
        ${groups.map(
          (group) => html`<optgroup label=${words.presetGroup[group]}
            >${presets
              .filter((entry) => entry.group === group)
              .map(({ slug }) => html`<option value=${slug}>${words.preset[slug].title}</option>`)}</optgroup
          >`,
        )}
      </select></label
    >`;
  }

  override updated(changed: PropertyValues<this>) {
    super.updated(changed);
    if (this.example?.solution && this.isConnected && !this.#awaited) this.#awaitReader();
  }

  override render() {
    const { example, words } = this;
    const player = this.#player;
    const pointing = this.#pointing;
    // The author's slots appear before the words are loaded.
    if (!example || !words || !pointing)
      return html`<div class="frame"><div class="example"><slot name="lesson"></slot><slot name="after"></slot></div></div>`;
    const { preset } = example.state;
    const { refusal, solution } = example;
    const tools = PANELS.filter((name) => this.#shows(name));
    const brief = this.#shows('answer') && this.#shows('demonstration');
    const timed = solution !== null && this.#shows('timeline');
    return html`
      <div class="frame"><div class="example ${this.#displays} ${this.querySelector('[slot=lesson]') ? 'with-lesson' : ''}" part="bench" @focusin=${this.#dock.uncover} @keydown=${this.#key} @number-cells=${this.#number} @paste-blocks=${this.#paste} @blocks-pasted=${() => this.renderRoot.querySelector<ConvdotAnswer>('convdot-answer')?.tried('paste')} @choose-preset=${({ detail }: CustomEvent<string>) => this.#choosePreset(detail)}>
        <slot name="lesson"></slot>
        ${this.#shows('answer') ? html`<convdot-answer class="section" .example=${example} .pointing=${pointing} .words=${words} .demonstrates=${this.#shows('demonstration')} .edits=${this.#shows('bench')}></convdot-answer>` : nothing}
        ${
          this.problems.length > 0
            ? html`<div class="problems" role="alert"><ul>${this.problems.map((problem) => html`<li>${problem(words)}</li>`)}</ul></div>`
            : nothing
        }
        ${
          refusal && isFailure(refusal)
            ? html`<p class="problems" role="alert"
                >${words.noEngine(refusal.message)} <button class="button" type="button" @click=${() => example.retry()}>${words.tryAgain}</button></p
              >`
            : nothing
        }
        ${
          this.#shows('bench')
            ? html`<section class="section volumes" aria-labelledby="volumes">
                <div class="section-head"
                  ><h2 id="volumes">${words.volumes}</h2>${this.#examples(words)}<button class="button own" type="button" aria-haspopup="dialog" @click=${this.#paste}>${words.pasteOwn}</button><convdot-undo .example=${example} .words=${words}></convdot-undo><p class="muted ${preset === null ? 'screen' : ''}">${preset === null ? words.editHint : words.preset[preset as Slug].description}</p></div
                >
                <convdot-volumes .example=${example} .player=${timed ? player : undefined} .pointing=${pointing} .words=${words}></convdot-volumes>
                <div class="settings"
                  ><convdot-settings class="paper" .example=${example} .words=${words}></convdot-settings
                  ><convdot-controls .example=${example} .words=${words}></convdot-controls
                  ><convdot-formula class=${example.held ? 'stale' : ''} .example=${example} .words=${words}></convdot-formula
                ></div>
              </section>`
            : nothing
        }
        ${
          this.#shows('step') && solution
            ? html`<section class="section step" aria-labelledby="step">
                <div class="section-head"
                  ><h2 id="step">${words.threeWays}</h2><p class="muted">${words.thisStep(placeOf(solution, words))}</p></div
                >
                <div class="lanes">
                  <convdot-multiply-sum class="lane" part="lane" .brief=${brief} .example=${example} .pointing=${pointing} .player=${player} .words=${words}></convdot-multiply-sum>
                  <convdot-unrolled-dot class="lane" part="lane" .brief=${brief} .example=${example} .pointing=${pointing} .player=${player} .words=${words}></convdot-unrolled-dot>
                  <convdot-raw-dot class="lane" part="lane" .brief=${brief} .example=${example} .pointing=${pointing} .player=${player} .words=${words}></convdot-raw-dot>
                </div>
                <convdot-written-sum .example=${example} .words=${words}></convdot-written-sum>
              </section>`
            : this.#shows('step') && !refusal
              ? html`<div class="section to-come"></div>`
              : nothing
        }
          ${
            this.#shows('matrix') && solution
              ? html`<section class="section all-steps" aria-labelledby="matrix">
              <convdot-matrix .example=${example} .player=${player} .pointing=${pointing} .words=${words}></convdot-matrix>
            </section>`
              : nothing
          }
        <div class="dock ${this.#dock.sticks ? (this.#dock.away ? 'away' : '') : 'in-flow'} ${timed ? 'timed' : ''}" part="timeline">
        <convdot-readout .example=${example} .pointing=${pointing} .words=${words}></convdot-readout>
        <convdot-verdict .example=${example} .player=${player} .words=${words}></convdot-verdict>
          ${timed ? html`<convdot-timeline ?inert=${this.#dock.sticks && this.#dock.away} role="group" aria-label=${words.timeline} .example=${example} .player=${player} .words=${words}></convdot-timeline>` : nothing}
        </div>
        <div class="dock-end"></div>
        ${
          solution && tools.length > 0
            ? html`<convdot-tools
                class="section tools"
                role="region"
                aria-labelledby="tools"
                part="tools"
                .example=${example}
                .words=${words}
                .names=${tools}
                .open=${this.#opened}
                .expr=${this.expr ?? ''}
                @panels-change=${this.#changePanels}
              ></convdot-tools>`
            : nothing
        }
        ${this.pasting ? html`<convdot-paste .example=${example} .words=${words}></convdot-paste>` : nothing}
        <slot name="after"></slot>
      </div></div>
    `;
  }
}

customElements.define('conv-dot', ConvDotElement);

declare global {
  interface HTMLElementTagNameMap {
    'conv-dot': ConvDotElement;
  }
}
