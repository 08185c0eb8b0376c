export interface Ranked {
  /** 1 is the largest. */
  readonly rank: number;
  readonly index: number;
}

/** The `count` largest values, and one that is wanted wherever it stands. NaN is no value. */
export function topOf(values: ArrayLike<number>, count: number, wanted = -1): readonly Ranked[] {
  const best: number[] = [];
  let before = 1;
  const own = values[wanted] ?? Number.NaN;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value > own || (value === own && i < wanted)) before++;
    const last = best[best.length - 1];
    if (
      Number.isNaN(value) ||
      (best.length >= count && last !== undefined && !(value > (values[last] as number)))
    )
      continue;
    const place = best.findIndex((other) => value > (values[other] as number));
    best.splice(place < 0 ? best.length : place, 0, i);
    if (best.length > count) best.pop();
  }
  const ranked = best.map((index, i) => ({ rank: i + 1, index }));
  return Number.isNaN(own) || best.includes(wanted) ? ranked : [...ranked, { rank: before, index: wanted }];
}
