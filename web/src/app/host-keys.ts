// Keys that a control of the example uses stay with it: on the page around it an arrow may turn a slide, a letter may be a shortcut. All
// others, and what is pressed in the author's own content, go on to that page.

const kButtons = 'button,summary,a,[type=checkbox]';
const kFields = 'input,select,textarea,[contenteditable=true]';

/** The last to look at a key: what another has made use of is known by its default, which is prevented. */
export function keepUsed(event: KeyboardEvent): void {
  const { key, currentTarget } = event;
  const target = event.target as Element;
  if (!(currentTarget as Element).contains(target)) return;
  const typed = !event.ctrlKey && !event.metaKey && key !== 'Escape' && key !== 'Tab';
  const used = target.matches(kButtons) ? key === ' ' || key === 'Enter' : typed && target.matches(kFields);
  if (event.defaultPrevented || used) event.stopPropagation();
}
