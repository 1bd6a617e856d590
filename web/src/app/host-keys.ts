// If a control of the example uses a key, the page around it does not see the key: an arrow might turn a slide, and a letter might
// be a shortcut. All other keys, and all keys pressed in the author's own content, reach that page.

const kButtons = 'button,summary,a,[type=checkbox]';
const kFields = 'input,select,textarea,[contenteditable=true]';

/** Runs after all other handlers: if one of them used the key, it prevented the default. */
export function keepUsed(event: KeyboardEvent): void {
  const { key, currentTarget } = event;
  const target = event.target as Element;
  if (!(currentTarget as Element).contains(target)) return;
  const typed = !event.ctrlKey && !event.metaKey && key !== 'Escape' && key !== 'Tab';
  const used = target.matches(kButtons) ? key === ' ' || key === 'Enter' : typed && target.matches(kFields);
  if (event.defaultPrevented || used) event.stopPropagation();
}
