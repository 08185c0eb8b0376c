import type { SampleOrder } from '../../src/core/explore/order.ts';
import type { Sample } from './samples.ts';

/** Sorted by one figure; samples without it come last in either direction, equal ones keep their order. */
export function sorted(samples: readonly Sample[], by: SampleOrder, down: boolean): readonly Sample[] {
  if (by === 'row' && !down) return samples;
  const sign = down ? -1 : 1;
  return samples.toSorted((a, b) => {
    const [x, y] = [a[by], b[by]];
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
    return sign * (x - y) || a.row - b.row;
  });
}
