// Copies text to the clipboard, and saves files through the browser.

/** How long the browser has to fetch a saved file, in milliseconds. */
const kFetchTime = 60_000;

/** Selects a field's text and copies it. Returns false if that failed; the text is then selected for copying by hand. */
export async function copyField(field: HTMLTextAreaElement | HTMLInputElement): Promise<boolean> {
  field.focus();
  field.select();
  // A frame whose policy blocks the clipboard API may still copy a selection.
  if (document.execCommand('copy')) return true;
  try {
    // Missing if the page is not in a secure context.
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    return false;
  }
}

export function saveFile(file: File): void {
  const url = URL.createObjectURL(file);
  Object.assign(document.createElement('a'), { href: url, download: file.name }).click();
  setTimeout(() => URL.revokeObjectURL(url), kFetchTime);
}
