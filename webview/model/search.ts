/** One thing to pick. */
export interface Item {
  readonly value: string;
  readonly label: string;
  readonly note: string;
  /** Other words it is found by. */
  readonly also: string;
}

export interface Group {
  readonly name: string;
  readonly items: readonly Item[];
}

/**
 * The items that contain every word of the query, in their groups; groups without any are left out. What the query names
 * comes before what merely mentions it.
 */
export function matching(groups: readonly Group[], query: string): readonly Group[] {
  const words = wordsOf(query);
  if (words.length === 0) return groups;
  return groups
    .map(({ name, items }) => ({
      name,
      items: items
        .filter((item) => includesAll(`${name} ${item.value} ${item.label} ${item.note} ${item.also}`, words))
        .toSorted((a, b) => rank(a, words) - rank(b, words)),
    }))
    .filter(({ items }) => items.length > 0)
    .toSorted((a, b) => best(a, words) - best(b, words));
}

const wordsOf = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .split(/[\s_-]+/)
    .filter(Boolean);

const includesAll = (text: string, words: readonly string[]): boolean => {
  const lower = text.toLowerCase();
  return words.every((word) => lower.includes(word));
};

/** 0 for the very name, 1 for a name that begins so, 2 for a name that contains it, 3 for a mention. */
function rank({ label, value }: Item, words: readonly string[]): number {
  const query = words.join(' ');
  const names = [label, value].map((name) => wordsOf(name).join(' '));
  if (names.includes(query)) return 0;
  if (names.some((name) => name.startsWith(query))) return 1;
  return names.some((name) => includesAll(name, words)) ? 2 : 3;
}

const best = ({ items }: Group, words: readonly string[]): number =>
  Math.min(...items.map((item) => rank(item, words)));
