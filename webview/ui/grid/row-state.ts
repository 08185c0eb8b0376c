import type { GridSource, Place } from './types.ts';

/** What the grid knows when it draws a row. */
export interface RowDrawing {
  readonly source: GridSource;
  readonly row: number;
  /** The columns in sight, in the order of their elements; another list when they change. */
  readonly columns: readonly number[];
  readonly width: number;
  readonly compact: boolean;
  readonly selected: number;
  /** The cell that has the keyboard, and what is being typed into it. */
  readonly at: Place;
  readonly editing: string | null;
}

/** All that a row's drawing depends on: while every part stays the same, the row need not be drawn again. */
export function rowState(drawing: RowDrawing): unknown[] {
  const { source, row, columns, width, compact, selected, at, editing } = drawing;
  const here = at.row === row;
  return [
    row,
    source.rowKey ? source.rowKey(row) : source,
    columns,
    width,
    compact,
    selected === row,
    here ? at.column : null,
    here ? editing : null,
  ];
}
