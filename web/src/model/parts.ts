// The parts of the page, by the names that links, attributes and words have for them: the one list.

/** Below the example, each loaded when it is opened. */
export const PANELS = ['numpy', 'image', 'speed'] as const;
export type PanelName = (typeof PANELS)[number];

/** What `hide` takes away. `bench` is the whole example: links carry this name. */
export const PARTS = ['answer', 'bench', 'step', 'matrix', 'timeline', ...PANELS, 'header'] as const;
export type Part = (typeof PARTS)[number];

/** Names that are kept for parts to come: `open` and `hide` take them without effect. */
export const RESERVED = ['code', 'check', 'frameworks', 'lessons'] as const;
