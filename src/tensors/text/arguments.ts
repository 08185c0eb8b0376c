import { ok, type Result } from '../../result.ts';
import type { TextError } from '../literal.ts';
import { atEnd, type Cursor, errorAt, quoteAt, skipTrivia, take, takeChar } from './cursor.ts';

/** An argument of a constructor besides its numbers, as text. */
export interface Argument {
  readonly name?: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const keyword = /([A-Za-z_]\w*)\s*=\s*/y;
// grad_fn=<AddBackward0 object at 0x7f…>, device='cuda:0', size=(0, 3), dtype=torch.float32
const value = /<[^>]*>|'[^']*'|"[^"]*"|\([^()]*\)|\[[^[\]]*\]|[^,()[\]{}]+/y;

/** Reads `, name=value …` up to and including `close`; the first comma may be missing where `first` says so. */
export function readArguments(
  cursor: Cursor,
  close: string,
  first: 'behind a value' | 'behind the bracket' = 'behind a value',
): Result<readonly Argument[], TextError> {
  const found: Argument[] = [];
  let comma = first === 'behind a value';
  const open = cursor.pos;
  for (;;) {
    skipTrivia(cursor);
    if (takeChar(cursor, close)) return ok(found);
    if (atEnd(cursor)) return errorAt(`A closing '${close}' is missing`, open);
    if (!takeChar(cursor, ',') && comma) {
      return errorAt(`${quoteAt(cursor.text, cursor.pos)} where ',' or '${close}' should stand`, cursor.pos);
    }
    comma = true;
    skipTrivia(cursor);
    if (takeChar(cursor, close)) return ok(found);
    const name = take(cursor, keyword)?.[1];
    const start = cursor.pos;
    const text = take(cursor, value)?.[0].trim();
    if (text === undefined)
      return errorAt(`${quoteAt(cursor.text, cursor.pos)} is not understood here`, start);
    found.push({ ...(name !== undefined && { name }), text, start, end: start + text.length });
  }
}
