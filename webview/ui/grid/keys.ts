import type { Place } from './types.ts';

interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

export type GridAction =
  | { readonly do: 'move'; readonly rows: number; readonly columns: number }
  | { readonly do: 'step'; readonly direction: 1 | -1 }
  | { readonly do: 'edit'; readonly text: string | null }
  | { readonly do: 'mark' };

const far = Number.MAX_SAFE_INTEGER;

const moves: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-8, 0],
  PageDown: [8, 0],
  Home: [0, -far],
  End: [0, far],
};

const farMoves: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -far],
  ArrowRight: [0, far],
  Home: [-far, -far],
  End: [far, far],
};

/**
 * What a key does in the grid. Up and down change the value, which is what the panel is for; with Ctrl or ⌘ they move,
 * as left and right always do.
 */
export function actionOf({ key, ctrlKey, metaKey, altKey }: Key): GridAction | undefined {
  const control = ctrlKey || metaKey;
  const move = (control ? farMoves : moves)[key];
  if (move && !altKey) return { do: 'move', rows: move[0], columns: move[1] };
  if (key === 'ArrowUp') return { do: 'step', direction: 1 };
  if (key === 'ArrowDown') return { do: 'step', direction: -1 };
  if (control || altKey) return undefined;
  if (key === 'Enter' || key === 'F2') return { do: 'edit', text: null };
  if (key === ' ') return { do: 'mark' };
  if (/^[-−+.\da-z∞]$/i.test(key)) return { do: 'edit', text: key };
  return undefined;
}

/** The place reached by a move, kept inside the table. */
export function moved(from: Place, rows: number, columns: number, size: Size): Place {
  return {
    row: clamp(from.row + rows, 0, size.rows - 1),
    column: clamp(from.column + columns, size.lead ? -1 : 0, size.columns - 1),
  };
}

export interface Size {
  readonly rows: number;
  readonly columns: number;
  readonly lead: boolean;
}

const clamp = (x: number, low: number, high: number): number =>
  Math.min(Math.max(x, low), Math.max(low, high));
