import type { Place, Printed } from './outcome.ts';

export const isSamePlace = (a: Place, b: Place): boolean => a.cell === b.cell && a.start === b.start;

export const joined = (before: Printed, after: Printed): Printed => ({
  ...before,
  text: before.text + after.text,
  random: before.random || after.random,
});

/** All that each place printed, as one text: beside the code there is room for one. */
export function byPlace(prints: readonly Printed[]): Printed[] {
  const places = new Map<string, Printed>();
  for (const printed of prints) {
    const key = `${printed.cell}:${printed.start}`;
    const before = places.get(key);
    places.set(key, before ? joined(before, printed) : printed);
  }
  return [...places.values()];
}
