// Nested lists of numbers: parses text in square brackets, finds the shape, visits the entries in C order, and makes lists from a
// shape. The caller interprets entries and words the errors.

export type Nested<T> = T | Nested<T>[];

/** The most levels of any block. */
export const DEEPEST = 4;

/** Parses text in square brackets into nested lists of texts; text without brackets is returned unchanged. */
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

/** The number of entries at each level of a nested list, judged by the first ones. Stops below the deepest level allowed. */
export function shapeOf(nested: unknown): number[] {
  const shape: number[] = [];
  for (let level = nested; Array.isArray(level) && shape.length <= DEEPEST; level = level[0]) shape.push(level.length);
  return shape;
}

/** The first entry that was rejected, if `at` is as long as the shape; otherwise the first list of another length. */
export interface Misfit {
  readonly at: readonly number[];
  readonly part: unknown;
}

/** Passes the entries of a nested list to `take` in C order, until it rejects one or a list does not match the shape. */
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

/** Makes nested lists of a shape from entries in C order. */
export function nest<T>(entries: readonly T[], shape: readonly number[]): Nested<T> {
  if (shape.length === 0) return entries[0];
  const [length, ...inner] = shape;
  const size = entries.length / length;
  return Array.from({ length }, (_, index) => nest(entries.slice(index * size, (index + 1) * size), inner));
}

/** Writes nested lists of texts as one text in square brackets. */
export function listText(nested: Nested<string>, between = ','): string {
  return Array.isArray(nested) ? `[${nested.map((part) => listText(part, between)).join(between)}]` : nested;
}
