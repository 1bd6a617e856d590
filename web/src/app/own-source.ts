// The page in one file, as its source: the file itself where this page is one, else the file that lies beside the site.

/** The page's own source, without what it has drawn. Its scripts are as they were: the policy in it names their hashes. */
function ownSource(fallback: readonly Node[]): string {
  const copy = document.documentElement.cloneNode(true) as HTMLElement;
  copy.removeAttribute('data-theme');
  copy.querySelector('convdot-page')?.replaceChildren(...fallback.map((node) => node.cloneNode(true)));
  return `<!doctype html>\n${copy.outerHTML}\n`;
}

/** `fallback`: what stood in the page for readers without scripts. Rejects where the site's file cannot be fetched. */
export async function pageInOneFile(fallback: readonly Node[]): Promise<string> {
  if (import.meta.env.MODE === 'single') return ownSource(fallback);
  const url = new URL('convdot.html', document.baseURI);
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}: ${url}`);
  return response.text();
}
