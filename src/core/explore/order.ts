import type { RowFigures } from './row-figures.ts';

/** By what the samples of a batch are sorted. */
export type SampleOrder = 'row' | 'loss' | 'truth' | 'gradient' | 'share';

/** The rows in an order; what is no number comes last either way. */
export function orderOf(figures: RowFigures, order: SampleOrder, down: boolean): Uint32Array {
  const rows = Uint32Array.from(figures.losses, (_, row) => row);
  if (order === 'row') return down ? rows.reverse() : rows;
  const { losses, truth, norms } = figures;
  const keys = { loss: losses, share: losses, truth, gradient: norms }[order];
  const sign = down ? -1 : 1;
  return rows.sort((a, b) => {
    const [x, y] = [keys[a] as number, keys[b] as number];
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || a - b;
    return sign * (x - y) || a - b;
  });
}
