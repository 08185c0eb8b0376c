/** What the grid shows in one cell. */
export interface Cell {
  readonly text: string;
  /** What a screen reader says: the value with its unit and what surrounds it. */
  readonly label: string;
  readonly value: number;
  /** A smaller figure below the value. */
  readonly note?: string;
  /** The bar, from 0 to 1 of the cell's plot; undefined for none. */
  readonly fill?: number;
  /** Where zero lies in the plot, if not at its floor: a bar of a negative value hangs from there. */
  readonly zero?: number;
  /** A second, outlined bar behind the first: the target. */
  readonly ghost?: number;
  /** −1 to 1 on the diverging colours of gradients. */
  readonly heat?: number;
  /** The true class. */
  readonly marked?: boolean;
  readonly dim?: boolean;
  readonly readonly?: boolean;
}

/** A table of any size; the grid asks only for the cells that are in sight. Column −1 is the one beside the row's name. */
export interface GridSource {
  readonly rows: number;
  readonly columns: number;
  cell(row: number, column: number): Cell;
  /** Something that is another thing when a cell of the row is; rows whose key stays are not drawn again. */
  rowKey?(row: number): unknown;
  rowName(row: number): string;
  columnName(column: number): string;
  /** The heading of column −1; undefined where there is none. */
  readonly lead?: string;
  /** Whether a class of a row can be marked as the true one. */
  readonly markable: boolean;
  readonly renamable: boolean;
}

export interface Place {
  readonly row: number;
  readonly column: number;
}

export interface GridEvents {
  'grid-select': CustomEvent<Place>;
  'grid-type': CustomEvent<Place & { readonly text: string }>;
  'grid-step': CustomEvent<Place & StepDetail>;
  'grid-drag': CustomEvent<Place & DragDetail>;
  'grid-mark': CustomEvent<Place>;
  'grid-paste': CustomEvent<Place & { readonly text: string }>;
  'grid-rename': CustomEvent<{ readonly column: number; readonly text: string }>;
}

export interface StepDetail {
  readonly direction: 1 | -1;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly gesture: string;
}

export interface DragDetail {
  /** Where the pointer stands in the cell's plot, 0 at its floor; null where the cell has no plot. */
  readonly fraction: number | null;
  /** How far the pointer has moved up since it went down. */
  readonly pixels: number;
  /** The cell's value when the pointer went down. */
  readonly start: number;
  readonly gesture: string;
}
