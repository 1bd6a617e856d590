// Nested lists of numbers: a text in square brackets as lists, their shape, their entries in C order, and lists made from a
// shape. What an entry or a misfit means in words is the caller's.

export type Nested<T> = T | Nested<T>[];

/** The most levels that any block has. */
export const DEEPEST = 4;

/** A text in square brackets as nested lists whose entries are texts; a text without brackets is itself. */
export function parseNested(text: string): { readonly value: unknown } | 'too deep' | 'malformed' {
  let depth = 0;
  for (const character of text) {
    if (character === '[') depth += 1;
    else if (character === ']') depth -= 1;
    if (depth > DEEPEST) return 'too deep';
  }
  try {
    return { value: JSON.parse(text.replace(/[^[\],\s]+/g, (token) => JSON.stringify(token))) };
  } catch {
    return 'malformed';
  }
}

/** How many entries each level of a nested list has, judged by its first entries. Cut off below the deepest level allowed. */
export function shapeOf(nested: unknown): number[] {
  const shape: number[] = [];
  for (let level = nested; Array.isArray(level) && shape.length <= DEEPEST; level = level[0]) shape.push(level.length);
  return shape;
}

/** What does not fit a shape: an entry that was not taken where `at` is as long as the shape, else a list of another length. */
export interface Misfit {
  readonly at: readonly number[];
  readonly part: unknown;
}

/** Hands out the entries of a nested list in C order until `take` refuses one or the list leaves the shape. */
export function walk(nested: unknown, shape: readonly number[], take: (entry: unknown) => boolean): Misfit | null {
  const at: number[] = [];
  const visit = (part: unknown): Misfit | null => {
    const level = at.length;
    if (level === shape.length) return take(part) ? null : { at: [...at], part };
    if (!Array.isArray(part) || part.length !== shape[level]) return { at: [...at], part };
    for (let index = 0; index < part.length; index += 1) {
      at.push(index);
      const misfit = visit(part[index]);
      if (misfit !== null) return misfit;
      at.pop();
    }
    return null;
  };
  return visit(nested);
}

/** Entries in C order as nested lists of a shape. */
export function nest<T>(entries: readonly T[], shape: readonly number[]): Nested<T> {
  if (shape.length === 0) return entries[0];
  const [length, ...inner] = shape;
  const size = entries.length / length;
  return Array.from({ length }, (_, index) => nest(entries.slice(index * size, (index + 1) * size), inner));
}

/** Nested lists of texts as one text in square brackets. */
export function listText(nested: Nested<string>, between = ','): string {
  return Array.isArray(nested) ? `[${nested.map((part) => listText(part, between)).join(between)}]` : nested;
}
