import { sameShape } from '../../core/shape.ts';
import { ok, type Result } from '../../result.ts';
import type { TextError, TextTensor } from '../literal.ts';
import { atEnd, type Cursor, errorAt, peek, quoteAt, skipTrivia, take, takeChar } from './cursor.ts';
import { isNumberText, numberPattern, readNumber } from './number.ts';
import { finishRows, type Rows, semicolons } from './rows.ts';
import { truncatedAt } from './truncated.ts';
import { addNumber, isExactInteger, type Values } from './values.ts';

/** What a piece of text turned out to be: numbers of one shape, added to the `Values`, or tensors of their own. */
export type Piece =
  | { readonly kind: 'array'; readonly shape: readonly number[] }
  | { readonly kind: 'tensors'; readonly tensors: readonly TextTensor[] };

/** What the text around a list decides about it. */
export interface ListContext {
  readonly form: string;
  /** A line break ends a row, as in MATLAB; NumPy only wraps there. */
  readonly newlineRows: boolean;
  /** Reads what is neither number nor list: constructors, dictionaries. */
  readonly other: (
    cursor: Cursor,
    context: ListContext,
    depth: number,
  ) => Result<readonly TextTensor[], TextError>;
}

const maxDepth = 64;
const closers: Readonly<Record<string, string>> = { '[': ']', '(': ')', '{': '}' };
const opener = /[[({]/y;
const quoted = /(["'])(.*?)\1/y;
const dictionary = /\{\s*(?:\}|(?:"[^"\n]*"|'[^'\n]*'|[A-Za-z_]\w*|\d+)\s*(?::|=>))/y;

/** A number, a list, or whatever the context can read, at the cursor. */
export function parsePiece(
  cursor: Cursor,
  values: Values,
  context: ListContext,
  depth: number,
): Result<Piece, TextError> {
  const start = cursor.pos;
  const truncated = truncatedAt(cursor, context.form);
  if (truncated) return truncated;
  const token = take(cursor, numberPattern) ?? takeQuotedNumber(cursor);
  if (token) return addToken(token[0], start, values);
  if (peek(cursor, opener) && !peek(cursor, dictionary)) return parseList(cursor, values, context, depth + 1);
  const tensors = context.other(cursor, context, depth + 1);
  return tensors.ok ? ok({ kind: 'tensors', tensors: tensors.value }) : tensors;
}

// JSON has no NaN: 'nan', 'inf' and '-inf' stand in strings there.
function takeQuotedNumber(cursor: Cursor): RegExpExecArray | undefined {
  const match = peek(cursor, quoted);
  return match?.[2] !== undefined && isNumberText(match[2]) ? take(cursor, quoted) : undefined;
}

function addToken(text: string, start: number, values: Values): Result<Piece, TextError> {
  const token = readNumber(text.replaceAll(/["']/g, ''));
  if (!isExactInteger(token)) {
    return errorAt(
      `${text} is beyond 2^53, where integers are no longer exact here`,
      start,
      start + text.length,
    );
  }
  addNumber(values, token);
  return ok({ kind: 'array', shape: [] });
}

// A printed list of scalars, [tensor(0.1), tensor(0.2)] or [np.float64(0.1)], is one vector.
function scalarAsNumber(tensors: readonly TextTensor[], values: Values): Piece | undefined {
  const only = tensors.length === 1 ? tensors[0]?.tensor : undefined;
  if (only?.shape.length !== 0 || tensors[0]?.name !== undefined) return undefined;
  const float = only.dtype.includes('float');
  addNumber(values, {
    value: only.data[0] ?? Number.NaN,
    kind: float ? 'float' : only.dtype === 'bool' ? 'bool' : 'int',
  });
  return { kind: 'array', shape: [] };
}

/** (tensor(0.5), tensor([1., 2.])), a loss and what it is of, is no vector: its scalars are tensors of their own. */
function separate(list: Rows, values: Values, tensors: readonly TextTensor[]): void {
  const isScalar = tensors.length === 1 && tensors[0]?.tensor.shape.length === 0;
  if (isScalar || list.scalars.length !== list.shapes.length) return;
  values.numbers.length -= list.scalars.length;
  list.tensors.push(...list.scalars.splice(0));
  list.shapes.length = 0;
  list.starts.length = 0;
}

function parseList(
  cursor: Cursor,
  values: Values,
  context: ListContext,
  depth: number,
): Result<Piece, TextError> {
  const open = cursor.pos;
  if (depth > maxDepth) return errorAt(`More than ${maxDepth} nested brackets`, open);
  const close = closers[cursor.text[open] ?? ''] ?? ']';
  cursor.pos++;
  const list: Rows = { shapes: [], starts: [], breaks: [], tensors: [], scalars: [] };
  for (;;) {
    const end = endOfElement(cursor, list, context, open);
    if (!end.ok) return end;
    if (takeChar(cursor, close)) break;
    const start = cursor.pos;
    const piece = parsePiece(cursor, values, context, depth);
    if (!piece.ok) return piece;
    if (piece.value.kind === 'tensors') separate(list, values, piece.value.tensors);
    const scalar =
      piece.value.kind === 'tensors' &&
      list.tensors.length === 0 &&
      scalarAsNumber(piece.value.tensors, values);
    if (scalar && piece.value.kind === 'tensors') list.scalars.push(...piece.value.tensors);
    const added = addPiece(list, scalar || piece.value, start, cursor.pos);
    if (!added.ok) return added;
  }
  return finishRows(list, values, open, cursor.pos);
}

/** Skips blanks and separators before an element, noting where rows end. */
function endOfElement(
  cursor: Cursor,
  list: Rows,
  context: ListContext,
  open: number,
): Result<undefined, TextError> {
  for (;;) {
    const before = cursor.pos;
    skipTrivia(cursor);
    const newline = cursor.text.slice(before, cursor.pos).includes('\n');
    if (newline && context.newlineRows && list.shapes.length > 0) noteBreak(list, 1);
    if (atEnd(cursor)) return errorAt(`'${cursor.text[open]}' is never closed`, open);
    const run = take(cursor, semicolons);
    if (run) noteBreak(list, run[0].length);
    else if (!takeChar(cursor, ',')) break;
  }
  if (
    /[\])}]/.test(cursor.text[cursor.pos] ?? '') &&
    cursor.text[cursor.pos] !== closers[cursor.text[open] ?? '']
  ) {
    const expected = closers[cursor.text[open] ?? ''];
    return errorAt(
      `${quoteAt(cursor.text, cursor.pos)} where '${expected}' should close the list`,
      cursor.pos,
    );
  }
  return ok(undefined);
}

function noteBreak(list: Rows, level: number): void {
  const at = list.shapes.length;
  const last = list.breaks.at(-1);
  if (last?.at === at) list.breaks[list.breaks.length - 1] = { at, level: Math.max(level, last.level) };
  else list.breaks.push({ at, level });
}

function addPiece(list: Rows, piece: Piece, start: number, end: number): Result<undefined, TextError> {
  if (piece.kind === 'tensors') {
    if (list.shapes.length > 0) return errorAt('Numbers and tensors are mixed in one list', start, end);
    list.tensors.push(...piece.tensors);
    return ok(undefined);
  }
  if (list.tensors.length > 0) return errorAt('Numbers and tensors are mixed in one list', start, end);
  const first = list.shapes[0];
  if (first && !sameShape(first, piece.shape)) {
    return errorAt(raggedMessage(list.shapes.length, piece.shape, first), start, end);
  }
  list.shapes.push(piece.shape);
  list.starts.push(start);
  return ok(undefined);
}

function raggedMessage(index: number, shape: readonly number[], first: readonly number[]): string {
  const kind = (s: readonly number[]) =>
    s.length === 0
      ? 'a number'
      : s.length === 1
        ? `${s[0]} value${s[0] === 1 ? '' : 's'}`
        : `shape ${s.join('×')}`;
  return `The rows are ragged: element ${index + 1} is ${kind(shape)} where element 1 is ${kind(first)}`;
}
