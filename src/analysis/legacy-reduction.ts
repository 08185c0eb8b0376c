import type { Value } from './engine/values.ts';
import type { FactValue } from './fact.ts';

/** The value of `size_average` or `reduce`. */
type Flag = Value | FactValue | undefined;

/** Whether one of the two is given: they override `reduction`. */
export const overrides = (average: Flag, reduce: Flag): boolean =>
  [average, reduce].some((flag) => flag !== undefined && !(flag.kind === 'constant' && flag.value === null));

/** What the two spell; undefined when one of them is not a constant. */
export function spelledReduction(average: Flag, reduce: Flag): 'none' | 'sum' | 'mean' | undefined {
  const [averages, reduces] = [average, reduce].map(isOn);
  if (averages === undefined || reduces === undefined) return undefined;
  if (!reduces) return 'none';
  return averages ? 'mean' : 'sum';
}

function isOn(flag: Flag): boolean | undefined {
  if (flag === undefined) return true;
  return flag.kind === 'constant' && !flag.soft ? flag.value !== false : undefined;
}
