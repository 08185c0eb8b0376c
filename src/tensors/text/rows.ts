import { ok, type Result } from '../../result.ts';
import type { TextError, TextTensor } from '../literal.ts';
import { errorAt } from './cursor.ts';
import type { Piece } from './list.ts';
import type { Values } from './values.ts';

/** The elements of one pair of brackets, with the rows that `;` (MATLAB, Julia) or line breaks make of them. */
export interface Rows {
  readonly shapes: (readonly number[])[];
  readonly starts: number[];
  /** After how many elements a row (level 1) or a slice (level 3, Julia's `;;;`) ends. */
  readonly breaks: { readonly at: number; readonly level: number }[];
  readonly tensors: TextTensor[];
  /** Tensors without dimensions that were added as numbers. */
  readonly scalars: TextTensor[];
}

export const semicolons = /;{1,3}/y;

/** The shape of a closed list, from its elements' common shape and its rows. */
export function finishRows(list: Rows, values: Values, open: number, end: number): Result<Piece, TextError> {
  if (list.tensors.length > 0) return ok({ kind: 'tensors', tensors: list.tensors });
  const count = list.shapes.length;
  const element = list.shapes[0] ?? [];
  const breaks = list.breaks.filter(({ at }) => at > 0 && at < count);
  const onlyWrapped = breaks.length === 0 && !(list.breaks.length > 0 && count > 1 && element.length === 0);
  if (onlyWrapped || element.length > 0) return ok({ kind: 'array', shape: [count, ...element] });
  return matrix(list, breaks, values, open, end);
}

function matrix(
  list: Rows,
  breaks: Rows['breaks'],
  values: Values,
  open: number,
  end: number,
): Result<Piece, TextError> {
  const count = list.shapes.length;
  const columns = breaks[0]?.at ?? count;
  const bounds = [...breaks.map(({ at }) => at), count];
  for (const [row, bound] of bounds.entries()) {
    const length = bound - (bounds[row - 1] ?? 0);
    if (length === columns) continue;
    const start = list.starts[bounds[row - 1] ?? 0] ?? open;
    const message = `The rows are ragged: row ${row + 1} has ${length} values where row 1 has ${columns}`;
    return errorAt(message, start, list.starts[bound] ?? end);
  }
  const slices = breaks.filter(({ level }) => level === 3).length + 1;
  if (slices === 1) return ok({ kind: 'array', shape: [bounds.length, columns] });
  const rows = bounds.length / slices;
  if (!Number.isInteger(rows))
    return errorAt('The slices between ;;; have different numbers of rows', open, end);
  slicesLast(values.numbers, rows * columns, slices);
  return ok({ kind: 'array', shape: [rows, columns, slices] });
}

/** Julia writes a 3-D array slice by slice, the last axis outermost; row-major order has it innermost. */
function slicesLast(numbers: number[], sliceSize: number, slices: number): void {
  const from = numbers.length - sliceSize * slices;
  const written = numbers.slice(from);
  for (let i = 0; i < sliceSize; i++) {
    for (let k = 0; k < slices; k++)
      numbers[from + i * slices + k] = written[k * sliceSize + i] ?? Number.NaN;
  }
}
