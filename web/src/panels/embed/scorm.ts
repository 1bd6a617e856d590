// SCORM 1.2: the package for a learning platform, and the exchange with the platform. Source of the names and limits: ADL, "SCORM
// 1.2 Run-Time Environment", section 3, and "SCORM 1.2 Content Aggregation Model", section 2.

/** The platform's API, by its names in the standard. All values are strings; 'true' means that a call was accepted. */
export interface ScormApi {
  LMSInitialize(nothing: ''): string;
  LMSGetValue(element: string): string;
  LMSSetValue(element: string, value: string): string;
  LMSCommit(nothing: ''): string;
  LMSFinish(nothing: ''): string;
}

/** The most characters of cmi.suspend_data. */
export const LONGEST_SUSPENDED = 4096;
/** The most characters of cmi.core.lesson_location. */
const LONGEST_LOCATION = 255;
/** The most windows to search above ours. */
const MOST_PARENTS = 20;

/** Finds the platform's API in a window around this one, or around its opener. Null if there is none. */
export function findApi(start: Window): ScormApi | null {
  for (const from of [start, start.opener as Window | null]) {
    let window = from;
    for (let level = 0; window && level < MOST_PARENTS; level += 1) {
      try {
        const { API } = window as Window & { API?: ScormApi };
        if (API) return API;
      } catch {
        break; // a window of another origin hides its contents, and the windows above it are out of reach
      }
      window = window.parent === window ? null : window.parent;
    }
  }
  return null;
}

/** One session of a learner. Ignores the platform's errors: the exercise works without it. */
export class ScormSession {
  readonly #api: ScormApi;
  readonly #began = Date.now();
  #status: string;
  #open: boolean;

  constructor(api: ScormApi) {
    this.#api = api;
    this.#open = api.LMSInitialize('') === 'true';
    this.#status = this.#get('cmi.core.lesson_status');
    if (this.#status === '' || this.#status === 'not attempted' || this.#status === 'browsed') this.#progress('incomplete');
    this.#commit();
  }

  /** The learner's saved case, as a hash; '' at the beginning, or if it was too long to save. */
  get suspended(): string {
    return this.#get('cmi.suspend_data');
  }
  /** The learner's answer; '' before it. */
  get answered(): string {
    return this.#get('cmi.core.lesson_location');
  }

  /** Saves the case. A case that is too long for the platform is not saved; the exercise then begins with the author's case. */
  suspend(hash: string): void {
    this.#set('cmi.suspend_data', hash.length <= LONGEST_SUSPENDED ? hash : '');
  }

  /** The learner has worked with an exercise that has no question. */
  complete(): void {
    if (this.#status === 'incomplete') this.#progress('completed');
    this.#commit();
  }

  /** The learner has answered the question. */
  answer(given: string, correct: boolean): void {
    this.#set('cmi.core.lesson_location', given.slice(0, LONGEST_LOCATION));
    this.#set('cmi.core.score.min', '0');
    this.#set('cmi.core.score.max', '100');
    this.#set('cmi.core.score.raw', correct ? '100' : '0');
    this.#progress(correct ? 'passed' : 'failed');
    this.#commit();
  }

  /** The learner leaves the page. */
  finish(): void {
    if (!this.#open) return;
    this.#set('cmi.core.session_time', sessionTime(Date.now() - this.#began));
    this.#set('cmi.core.exit', this.#status === 'incomplete' ? 'suspend' : '');
    this.#commit();
    this.#api.LMSFinish('');
    this.#open = false;
  }

  #progress(status: string) {
    this.#status = status;
    this.#set('cmi.core.lesson_status', status);
  }
  #get(element: string): string {
    return this.#open ? this.#api.LMSGetValue(element) : '';
  }
  #set(element: string, value: string) {
    if (this.#open) this.#api.LMSSetValue(element, value);
  }
  #commit() {
    if (this.#open) this.#api.LMSCommit('');
  }
}

/** CMITimespan, HHHH:MM:SS.SS. */
function sessionTime(milliseconds: number): string {
  const hundredths = Math.round(milliseconds / 10);
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const seconds = hundredths / 100;
  return `${String(Math.floor(seconds / 3600)).padStart(4, '0')}:${two((seconds / 60) % 60)}:${two(seconds % 60)}.${two(hundredths % 100)}`;
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** imsmanifest.xml, at the package's root: one organization with one item, the page in one file. `lang` is the title's language. */
export const manifestOf = (title: string, lang: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="convdot-exercise" version="1.0" xml:lang="${lang}"
  xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>1.2</schemaversion>
  </metadata>
  <organizations default="convdot">
    <organization identifier="convdot">
      <title>${escaped(title)}</title>
      <item identifier="exercise" identifierref="page" isvisible="true">
        <title>${escaped(title)}</title>
        <adlcp:masteryscore>100</adlcp:masteryscore>
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="page" type="webcontent" adlcp:scormtype="sco" href="index.html">
      <file href="index.html"/>
    </resource>
  </resources>
</manifest>
`;
