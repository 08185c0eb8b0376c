/** The height of the line with the names. */
export const heads = 26;

/** No cell is wider. */
export const widest = 240;

const sizes = { tall: { h: 94, w: 58 }, compact: { h: 26, w: 66 } } as const;

/** The width of what stands before the cells: the row's name, and the target where there is one. */
export const leadWidth = (view: number, hasLead: boolean): number => (hasLead ? (view < 380 ? 76 : 118) : 44);

/** A cell's height and width: as wide as the table has room for. */
export function cellSize(
  room: number,
  columns: number,
  compact: boolean,
): { readonly h: number; readonly w: number } {
  const { h, w } = compact ? sizes.compact : sizes.tall;
  return { h, w: Math.floor(Math.min(Math.max(w, room / Math.max(1, columns)), widest)) };
}
