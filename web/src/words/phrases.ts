// Plurals and lists in a sentence, by each language's rules.

export interface Phrases {
  /** `one` or `other`, by the language's rule for `n`. */
  agree(n: number, one: string, other: string): string;
  /** The same after the number: '1 step', '3 steps'. */
  count(n: number, one: string, other: string, shown?: string): string;
  /** 'a, b and c'. */
  list(items: readonly (string | number)[]): string;
}

export function phrasesOf(language: string): Phrases {
  const rules = new Intl.PluralRules(language);
  const conjunction = new Intl.ListFormat(language, { type: 'conjunction' });
  const agree = (n: number, one: string, other: string) => (rules.select(n) === 'one' ? one : other);
  return {
    agree,
    count: (n, one, other, shown = String(n)) => `${shown} ${agree(n, one, other)}`,
    list: (items) => conjunction.format(items.map(String)),
  };
}
