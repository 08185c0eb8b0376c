import { fail, ok, type Result } from '../result.ts';
import type { ParseTensors, TextError, TextTensor } from './literal.ts';
import { parseConstructor, parseWrapped } from './text/constructor.ts';
import {
  atEnd,
  type Cursor,
  errorAt,
  lineColumn,
  peek,
  quoteAt,
  skipBlank,
  skipTrivia,
  take,
} from './text/cursor.ts';
import { parseDictionary } from './text/dictionary.ts';
import { looksLikeGrid, parseGrid } from './text/grid.ts';
import { isBlank, lineAt, lineFrom } from './text/lines.ts';
import { type ListContext, parsePiece } from './text/list.ts';
import { looksLikeMarkdown, parseMarkdown } from './text/markdown.ts';
import { numberPattern } from './text/number.ts';
import { parsePrinted, startsPrinted } from './text/printed.ts';
import { takePrompt } from './text/prompt.ts';
import { ellipsisAnywhere, truncatedAt } from './text/truncated.ts';
import { noValues, tensorOf } from './text/values.ts';

/**
 * Reads every tensor in a text that people paste: Python and JSON literals, what PyTorch, NumPy, TensorFlow, JAX,
 * pandas, MATLAB and Julia print, CSV, TSV and Markdown tables; in order of appearance, with the names they are
 * assigned to. The first thing that is no tensor is an error with its position and the reason.
 */
export const parseTensors: ParseTensors = (text) => {
  const cursor: Cursor = { text, pos: 0 };
  const found: TextTensor[] = [];
  for (;;) {
    skipSeparators(cursor);
    const prompted = takePrompt(cursor);
    if (prompted === 'skipped') continue;
    if (atEnd(cursor)) break;
    const items = parseItem(cursor, prompted);
    if (!items.ok) return fail(placed(text, items.error));
    found.push(...items.value);
  }
  if (found.length > 0) return ok(found);
  return fail({ message: 'There are no numbers here: select or paste a tensor', start: 0, end: text.length });
};

function placed(text: string, error: TextError): TextError {
  const { line, column } = lineColumn(text, error.start);
  const place = text.includes('\n') ? `line ${line}, column ${column}` : `column ${column}`;
  return { ...error, message: `${error.message} (${place})` };
}

function skipSeparators(cursor: Cursor): void {
  do skipTrivia(cursor);
  while (take(cursor, /[,;]/y) ?? take(cursor, ruleLine));
}

// A table's last line may be one of dashes or equals signs.
const ruleLine = /(?:-{2,}|={2,})(?:[ \t]+(?:-{2,}|={2,}))*[ \t]*(?=$|[\r\n])/y;

const label =
  /([A-Za-z_][\w.]*(?:\[\s*['"\d][^\]\n]*\])?|"[^"\n]+"|'[^'\n]+')(?:\s*:\s*[A-Za-z_][\w.[\], ]*(?=\s*=[^=]))?[ \t]*(=(?!=)|:)/y;
// print("logits", logits) leaves a bare word in front of the tensor.
const spoken = /([A-Za-z_][\w.]*)[ \t]+(?=\[|tensor\(|array\(|Array\(|<tf\.|Parameter containing:)/y;
const opener = /[[({]/y;
const another = /(?:tensor|array|Array|DeviceArray|torch\.return_types\.\w+)\(|<tf\.|Parameter containing:/y;

function parseItem(cursor: Cursor, prompted: string | undefined): Result<readonly TextTensor[], TextError> {
  const line = lineAt(cursor.text, cursor.pos);
  // A leading comma is the empty cell above the index of a CSV.
  const lineStart = /^[\s,;]*$/.test(cursor.text.slice(line.start, cursor.pos)) ? line.start : cursor.pos;
  const table = parseLines(cursor, lineStart);
  if (table) return table.ok ? ok([named(table.value, prompted)]) : table;
  const start = cursor.pos;
  const match = take(cursor, label) ?? take(cursor, spoken);
  const items = match ? parseLabelled(cursor, match, start) : parseLiteral(cursor, start, false);
  if (!items.ok) return items;
  const end = endOfItem(cursor);
  return end ?? ok(items.value.map((item) => named(item, prompted)));
}

const named = (item: TextTensor, name: string | undefined): TextTensor =>
  name === undefined || item.name !== undefined ? item : { ...item, name };

/** Forms that are told by their lines: tables and printed matrices. */
function parseLines(cursor: Cursor, start: number): Result<TextTensor, TextError> | undefined {
  const { text } = lineFrom(cursor.text, start);
  const grid = looksLikeMarkdown(text)
    ? parseMarkdown
    : startsPrinted(text)
      ? parsePrinted
      : isRowOfTable(cursor, start)
        ? parseGridOrMatrix
        : undefined;
  const result = grid?.(cursor.text, start);
  if (!result?.ok) return result;
  // Only a beginning: whoever takes nothing would be asked again without end.
  if (result.value.end <= cursor.pos) return undefined;
  cursor.pos = result.value.end;
  return result;
}

const constructorAhead = /[A-Za-z_][\w.]*\s*\(|<tf\.|[A-Za-z_]\w*\[|(?:Parameter|Buffer) containing:/y;

function isRowOfTable(cursor: Cursor, start: number): boolean {
  if (peek(cursor, opener) || peek(cursor, constructorAhead) || peek(cursor, spoken)) return false;
  const assigned = peek(cursor, label);
  return !assigned && looksLikeGrid(cursor.text, start);
}

// A footer such as [ CPUFloatType{2,3} ] below plain rows makes them libtorch's.
function parseGridOrMatrix(text: string, start: number): Result<TextTensor, TextError> {
  const printed = /^\s*\[\s*(?:torch\.|CPU|CUDA|Variable)\w*.*\]\s*$/m.test(text.slice(start));
  const matrix = printed ? parsePrinted(text, start) : undefined;
  return matrix?.ok && matrix.value.form === 'libtorch' ? matrix : parseGrid(text, start);
}

function parseLabelled(
  cursor: Cursor,
  match: RegExpExecArray,
  start: number,
): Result<readonly TextTensor[], TextError> {
  const name = match[1]?.replaceAll(/["']/g, '');
  const items = parseAssigned(cursor, match[2] === '=');
  if (!items.ok) return items;
  return ok(
    items.value.map((item) => ({
      ...item,
      ...(name !== undefined && { name: item.name === undefined ? name : `${name}.${item.name}` }),
      start: items.value.length === 1 ? start : item.start,
    })),
  );
}

function parseAssigned(cursor: Cursor, assigned: boolean): Result<readonly TextTensor[], TextError> {
  const { text } = cursor;
  const rest = lineFrom(text, cursor.pos);
  if (assigned && isBlank(rest)) {
    skipBlank(cursor);
    const at = lineAt(text, cursor.pos).start;
    if (!peek(cursor, opener) && !peek(cursor, constructorAhead)) {
      const printed = parsePrinted(text, at);
      if (printed.ok) cursor.pos = printed.value.end;
      return printed.ok ? ok([printed.value]) : printed;
    }
  }
  skipTrivia(cursor);
  return parseLiteral(cursor, cursor.pos, assigned && rest.text.trimStart().startsWith('['));
}

function parseLiteral(
  cursor: Cursor,
  start: number,
  assigned: boolean,
): Result<readonly TextTensor[], TextError> {
  const values = noValues();
  const form = formAt(cursor);
  const context: ListContext = { form, newlineRows: assigned && hasMatrixRows(cursor), other: parseOther };
  const piece = parsePiece(cursor, values, context, 0);
  if (!piece.ok) return piece;
  if (piece.value.kind === 'tensors') return ok(piece.value.tensors);
  return ok([{ tensor: tensorOf(values, piece.value.shape, undefined), start, end: cursor.pos, form }]);
}

const spaced = /\[+\s*[-+.\w]+\s+[-+.\w]/y;
const json = /[[{]\s*["{[\d-]/y;
const semicolonRows = /\[[^[\]]*;/y;

function formAt(cursor: Cursor): string {
  if (peek(cursor, semicolonRows)) return 'matlab';
  if (peek(cursor, spaced)) return 'numpy';
  return peek(cursor, json) && cursor.text[cursor.pos] === '{' ? 'json' : 'python';
}

/** NumPy wraps long vectors near column 75; short lines of numbers without commas are rows of a matrix. */
function hasMatrixRows(cursor: Cursor): boolean {
  const line = lineFrom(cursor.text, cursor.pos);
  return /^\s*\[[^[\]]*[^\s,[\]]\s*$/.test(line.text) && line.text.length < 60;
}

function parseOther(cursor: Cursor, context: ListContext, depth: number) {
  if (cursor.text[cursor.pos] === '{') return parseDictionary(cursor, context, depth);
  const made = parseWrapped(cursor, context, depth) ?? parseConstructor(cursor, context, depth);
  if (made) return made;
  const start = cursor.pos;
  if (atEnd(cursor))
    return errorAt('The text ends where a number should stand', Math.max(start - 1, 0), start);
  const quote = quoteAt(cursor.text, start);
  return errorAt(`${quote} is not a number`, start, start + Math.max(quote.length - 2, 1));
}

const described =
  /(?:[ \t]+(?:torch\.Size\(\[[\d, ]*\]\)|torch\.(?:u?int|float|bfloat|bool)\d*|\([\d, ]*\)|(?:float|int)(?:16|32|64)|cpu|cuda(?::\d+)?))+(?=[ \t]*(?:$|[\r\n]))/y;
const afterItem = /[ \t]*(?:$|[\r\n,;]|#|\/\/|%)/y;

/** Behind a value the line ends or a separator stands; anything else makes it an expression. */
function endOfItem(cursor: Cursor): ReturnType<typeof errorAt> | undefined {
  // print(x, x.shape, x.dtype) says what the numbers say as well.
  take(cursor, described);
  if (peek(cursor, afterItem)) {
    take(cursor, /[ \t]*%[^\n]*/y);
    return undefined;
  }
  take(cursor, /[ \t]*/y);
  const truncated = ellipsisAnywhere.test(cursor.text.slice(cursor.pos, cursor.pos + 3))
    ? truncatedAt(cursor, 'python')
    : undefined;
  if (truncated || [numberPattern, opener, label, another].some((next) => peek(cursor, next)))
    return truncated;
  const quote = quoteAt(cursor.text, cursor.pos);
  return errorAt(`${quote} after the tensor is not understood`, cursor.pos, cursor.pos + quote.length - 2);
}
