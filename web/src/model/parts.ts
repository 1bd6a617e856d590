// The only list of the page's parts, by their names in links, attributes and words.

/** Below the example; each loads when it is opened. */
export const PANELS = ['numpy', 'image', 'speed'] as const;
export type PanelName = (typeof PANELS)[number];

/** What `hide` can hide. `bench` is the section with input, filter, bias and output; links use this name. */
export const PARTS = ['answer', 'demonstration', 'bench', 'step', 'matrix', 'timeline', ...PANELS, 'header'] as const;
export type Part = (typeof PARTS)[number];

/** Names for future parts: `open` and `hide` accept them without effect. */
export const RESERVED = ['code', 'check', 'frameworks', 'lessons'] as const;
