/** What both of NumPy's generators can do; a draw's `count` numbers in row-major order. */
export interface ArrayGenerator {
  seeded: boolean;
  /** A double in [0, 1). */
  double(): number;
  /** A standard normal. */
  normal(): number;
  /** An integer from 0 to `largest`, both included, as `randint` / `integers` draw it. */
  upTo(largest: number): number;
  /** The same as `shuffle` and `permutation` draw it. */
  interval(largest: number): number;
}

/** Fisher–Yates from the back, as NumPy and Python shuffle. */
export function shuffle<T>(items: T[], upTo: (largest: number) => number): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = upTo(i);
    const kept = items[i] as T;
    items[i] = items[j] as T;
    items[j] = kept;
  }
}
