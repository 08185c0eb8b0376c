import { sizeOf } from '../create.ts';
import type { LossDefinition } from '../loss.ts';

/** How a tensor of any rank is shown as a table: which element stands in which row and column. */
export interface Axes {
  readonly rows: number;
  readonly columns: number;
  /** The axis of the tensor that runs along a row; −1 where each element is a row of its own. */
  readonly axis: number;
  readonly index: (row: number, column: number) => number;
  /** The row in which the element at `index` stands. */
  readonly rowAt: (index: number) => number;
}

/** Losses that compare the values of a row with one another: a lone axis is one sample's classes. */
const rowGroups: ReadonlySet<string> = new Set(['classification', 'distribution']);

/** Whether the loss has a class axis in PyTorch's place: axis 1 of a batch. */
export const hasClassAxis = (loss: LossDefinition): boolean =>
  loss.inputs.some((input) => input.accepts.includes('class-indices')) && loss.group !== 'sequence';

/**
 * A row is a sample, a column a class. Losses with class indices have the classes on axis 1 (axis 0 of a single
 * sample), as PyTorch does; the others, and the losses of other libraries, are shown with their last axis along the rows.
 */
export function axesOf(shape: readonly number[], loss: LossDefinition): Axes {
  const lone = shape.length === 1;
  if (shape.length === 0) return lines(1, 1, 1, -1);
  if (lone && !rowGroups.has(loss.group) && !hasClassAxis(loss)) return lines(shape[0] ?? 0, 1, 1, -1);
  const second = hasClassAxis(loss) && !('library' in loss);
  const axis = second ? (lone ? 0 : 1) : shape.length - 1;
  return lines(sizeOf(shape.slice(0, axis)), shape[axis] ?? 1, sizeOf(shape.slice(axis + 1)), axis);
}

/** One element a row: class indices, per-sample targets. */
export const column = (shape: readonly number[]): Axes => lines(sizeOf(shape), 1, 1, -1);

function lines(outer: number, columns: number, inner: number, axis: number): Axes {
  return {
    rows: outer * inner,
    columns,
    axis,
    index: (row, c) => (Math.floor(row / inner) * columns + c) * inner + (row % inner),
    rowAt: (index) => Math.floor(index / (columns * inner)) * inner + (index % inner),
  };
}

/** One row of a tensor. */
export function rowOf(data: ArrayLike<number>, { columns, index }: Axes, row: number): Float64Array {
  const start = index(row, 0);
  // Adjacent values are copied at once.
  if (ArrayBuffer.isView(data) && (columns < 2 || index(row, 1) === start + 1))
    return new Float64Array((data as Float64Array).subarray(start, start + columns));
  const out = new Float64Array(columns);
  for (let c = 0; c < columns; c++) out[c] = data[index(row, c)] ?? Number.NaN;
  return out;
}
