import { fromValues } from '../../core/create.ts';
import { ok, type Result } from '../../result.ts';
import type { TextError, TextTensor } from '../literal.ts';
import { errorAt, quoteAt } from './cursor.ts';
import type { Cell } from './lines.ts';
import { isNumberText, readNumber } from './number.ts';
import { truncatedMessage } from './truncated.ts';
import { addNumber, isExactInteger, noValues, tensorOf } from './values.ts';

/** Lines of cells as CSV, Markdown, pandas or plain columns give them, before numbers are told from labels. */
export interface Table {
  readonly text: string;
  readonly form: string;
  readonly rows: readonly (readonly Cell[])[];
  readonly start: number;
  readonly end: number;
  /** The first column only counts the rows (pandas). */
  readonly indexed?: boolean;
  /** Some rows may lack an index name above it (pandas): compare counts from the right. */
  readonly fromRight?: boolean;
  readonly decimalComma?: boolean;
}

const isCellNumber = (cell: Cell | undefined, table: Table): boolean =>
  cell !== undefined && isNumberText(numberText(cell, table));

const numberText = (cell: Cell, table: Table): string =>
  table.decimalComma ? cell.text.replace(',', '.') : cell.text;

const ellipsis = /^(?:\.{2,3}|[…⋮⋱⋯])$/;

/**
 * The tensor in a table: a header line and a column of labels are set aside; one column, or one row without a header,
 * is a vector; an empty cell is NaN as in pandas.
 */
export function readTable(table: Table): Result<TextTensor, TextError> {
  // reStructuredText writes .. above the index.
  const [corner] = table.rows[0] ?? [];
  const hidden = table.rows.flat().find((cell) => cell !== corner && ellipsis.test(cell.text));
  if (hidden) return errorAt(truncatedMessage(table.form), hidden.start, hidden.start + hidden.text.length);
  const header = headerOf(table);
  const rows = header ? table.rows.slice(1) : table.rows;
  const skip = labelColumns(table, header, rows);
  const bodies = rows.map((row) => row.slice(skip));
  const width = bodies[0]?.length ?? 0;
  const values = noValues();
  for (const [index, row] of bodies.entries()) {
    if (row.length !== width) return ragged(table, row, rows[index] ?? [], index, width);
    for (const [column, cell] of row.entries()) {
      const error = addCell(cell, column, header?.at(column - width), table, values);
      if (error) return error;
    }
  }
  const vector = width === 1 || (bodies.length === 1 && !header);
  const shape = vector ? [values.numbers.length] : [bodies.length, width];
  const name = width === 1 ? header?.at(-1)?.text : undefined;
  const empty = values.numbers.length === 0;
  const tensor = empty ? fromValues([], [0], 'float32') : tensorOf(values, shape, undefined);
  const { start, end, form } = table;
  return ok({ tensor, ...(name !== undefined && name !== '' && { name }), start, end, form });
}

/** The first row when it holds words where the next one holds numbers. */
function headerOf(table: Table): readonly Cell[] | undefined {
  const [first, second] = table.rows;
  if (!first || !second) return undefined;
  const last = first.at(-1);
  const words = last?.text !== '' && !isCellNumber(last, table);
  // pandas numbers unnamed columns: "0 1 2" above rows that have one cell more.
  const numbered = first.length === second.length - 1 || (first[0]?.text === '' && second[0]?.text !== '');
  return words || (numbered && table.form !== 'table') ? first : undefined;
}

/** How many leading columns are labels or an index. */
function labelColumns(
  table: Table,
  header: readonly Cell[] | undefined,
  rows: readonly (readonly Cell[])[],
): number {
  const first = rows[0] ?? [];
  if (table.indexed) return 1;
  if (header?.[0]?.text === '..') return 1;
  if (header && (header[0]?.text === '' || (table.fromRight && header.length === first.length - 1))) return 1;
  const isLabel = (row: readonly Cell[]) => row[0]?.text !== '' && !isCellNumber(row[0], table);
  return first.length > 1 && rows.every(isLabel) ? 1 : 0;
}

function ragged(table: Table, row: readonly Cell[], whole: readonly Cell[], index: number, width: number) {
  const surplus = row[width];
  const start = surplus?.start ?? whole.at(-1)?.start ?? table.start;
  const end = whole.at(-1);
  return errorAt(
    `The rows are ragged: row ${index + 1} has ${row.length} value${row.length === 1 ? '' : 's'} where row 1 has ${width}`,
    start,
    end ? end.start + Math.max(end.text.length, 1) : start + 1,
  );
}

function addCell(
  cell: Cell,
  column: number,
  header: Cell | undefined,
  table: Table,
  values: ReturnType<typeof noValues>,
) {
  if (cell.text === '') {
    addNumber(values, { value: Number.NaN, kind: 'float' });
    return undefined;
  }
  const text = numberText(cell, table);
  const place = header?.text ? `column '${header.text}'` : `column ${column + 1}`;
  if (!isNumberText(text)) {
    return errorAt(
      `${quoteAt(table.text, cell.start)} in ${place} is not a number`,
      cell.start,
      cell.start + Math.max(cell.text.length, 1),
    );
  }
  const token = readNumber(text);
  if (!isExactInteger(token)) {
    return errorAt(`${text} is beyond 2^53, where integers are no longer exact here`, cell.start);
  }
  addNumber(values, token);
  return undefined;
}
