// How text and files leave the page: onto the clipboard, and as a file that the browser saves.

/** How long a file that is saved is kept for the browser to fetch, in milliseconds. */
const kFetchTime = 60_000;

/** Selects a field's text and copies it. False where nothing took it: it is selected then, to be copied by hand. */
export async function copyField(field: HTMLTextAreaElement | HTMLInputElement): Promise<boolean> {
  field.focus();
  field.select();
  // A frame whose policy closes the clipboard's own interface still takes a selection.
  if (document.execCommand('copy')) return true;
  try {
    // It is not there at all where a page is not served securely.
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
