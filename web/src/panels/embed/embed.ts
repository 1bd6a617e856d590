// The text that a course author copies to show a case elsewhere: a link, a frame, or an element.

export interface Frame {
  /** The site's folder, with or without a slash or index.html; or the name of a page in one file. */
  readonly address: string;
  /** The address is a page in one file, whatever its name. */
  readonly isFile?: boolean;
  /** From writeHash. */
  readonly hash: string;
  /** The frame's name for screen readers. */
  readonly title: string;
  /** In CSS pixels; null is the full width. */
  readonly width: number | null;
  readonly height: number;
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** The folder, with its slash, or the file. Keeps the query, which a host may need. */
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
 * The frame shows the page in one file, beside the site: in a sandbox the site itself needs a host that sends CORS headers. It only
 * needs permission for scripts; the clipboard is a convenience.
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

/** The element's attributes are the hash's keys. `script`: the address of element.js. */
export function elementFor(hash: string, script: string): string {
  const attributes = hash
    .split('&')
    .map((pair) => pair.split('=') as [string, string])
    .filter(([key]) => key !== 'v')
    .map(([key, value]) => ` ${key}="${escaped(decodeURIComponent(value))}"`);
  return `<script type="module" src="${escaped(script)}"></script>\n<conv-dot${attributes.join('')}></conv-dot>`;
}
