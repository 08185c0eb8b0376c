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

/** The items that contain every word of the query, in their groups; groups without any are left out. */
export function matching(groups: readonly Group[], query: string): readonly Group[] {
  const words = query
    .toLowerCase()
    .split(/[\s_-]+/)
    .filter(Boolean);
  if (words.length === 0) return groups;
  return groups
    .map(({ name, items }) => ({
      name,
      items: items.filter((item) => words.every((word) => text(name, item).includes(word))),
    }))
    .filter(({ items }) => items.length > 0);
}

const text = (group: string, { value, label, note, also }: Item): string =>
  `${group} ${value} ${label} ${note} ${also}`.toLowerCase();
