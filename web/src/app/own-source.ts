// The source of the page in one file: this page itself if it is that file, else the file beside the site.

/**
 * This page's source without the elements that it has drawn. The scripts are unchanged: the policy in the page names their hashes.
 */
function ownSource(fallback: readonly Node[]): string {
  const copy = document.documentElement.cloneNode(true) as HTMLElement;
  copy.removeAttribute('data-theme');
  copy.querySelector('convdot-page')?.replaceChildren(...fallback.map((node) => node.cloneNode(true)));
  return `<!doctype html>\n${copy.outerHTML}\n`;
}

/** `fallback`: the page's original content for readers without scripts. Rejects if the site's file cannot be fetched. */
export async function pageInOneFile(fallback: readonly Node[]): Promise<string> {
  if (import.meta.env.MODE === 'single') return ownSource(fallback);
  const url = new URL('convdot.html', document.baseURI);
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}: ${url}`);
  return response.text();
}
