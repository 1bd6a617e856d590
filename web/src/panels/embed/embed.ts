// What a course author copies to show a case elsewhere: as a link, as a frame, as an element. Text alone.

export interface Frame {
  /** Where the site lies: its folder, with or without a slash or index.html; or a page in one file, by its name. */
  readonly address: string;
  /** The address is of a page in one file, even if its name does not say so. */
  readonly isFile?: boolean;
  /** As writeHash gives it. */
  readonly hash: string;
  /** What the frame is called for those who do not see it. */
  readonly title: string;
  /** In CSS pixels; null is the full width. */
  readonly width: number | null;
  readonly height: number;
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** A folder, with its slash; or a file. What a host may need after a '?' stays. */
function placeOf({ address, isFile }: Pick<Frame, 'address' | 'isFile'>) {
  const [, path = '', query = ''] = /^([^?#]*)(\?[^#]*)?/.exec(address.trim()) ?? [];
  const named = isFile || /\.html?$/.test(path);
  return { path: named || path === '' ? path : path.replace(/\/*$/, '/'), query };
}

export function linkTo(frame: Pick<Frame, 'address' | 'isFile' | 'hash'>): string {
  const { path, query } = placeOf(frame);
  return `${path}${query}#${frame.hash}`;
}

/**
 * The frame shows the page in one file, which lies beside the site: in a sandbox the site itself needs a host that sends CORS headers.
 * Scripts are all that it needs to be allowed; the clipboard is a convenience, which a learner can do without.
 */
export function frameFor(frame: Frame): string {
  const { path, query } = placeOf(frame);
  const isFile = frame.isFile || /\.html?$/.test(path.replace(/(^|\/)index\.html$/, ''));
  const address = isFile ? `${path}${query}` : path.replace(/(index\.html)?$/, 'convdot.html');
  const attributes = [
    `src="${escaped(`${address}#${frame.hash}`)}"`,
    `title="${escaped(frame.title)}"`,
    `width="${frame.width ?? '100%'}"`,
    `height="${frame.height}"`,
    'sandbox="allow-scripts"',
    'allow="clipboard-write"',
    'style="border: 0"',
    'loading="lazy"',
  ];
  return `<iframe ${attributes.join(' ')}></iframe>`;
}

/** The element's attributes are the hash's keys. `script` is the address of element.js. */
export function elementFor(hash: string, script: string): string {
  const attributes = hash
    .split('&')
    .map((pair) => pair.split('=') as [string, string])
    .filter(([key]) => key !== 'v')
    .map(([key, value]) => ` ${key}="${escaped(decodeURIComponent(value))}"`);
  return `<script type="module" src="${escaped(script)}"></script>\n<conv-dot${attributes.join('')}></conv-dot>`;
}
