import { ok, type Result } from '../../result.ts';
import type { TextError, TextTensor } from '../literal.ts';
import { atEnd, type Cursor, errorAt, quoteAt, skipTrivia, take, takeChar } from './cursor.ts';
import { type ListContext, parsePiece } from './list.ts';
import { noValues, tensorOf } from './values.ts';

type Group = Result<readonly TextTensor[], TextError>;

/** One value of a group under its name. */
function parseNamed(cursor: Cursor, context: ListContext, depth: number, name: string): Group {
  const start = cursor.pos;
  const values = noValues();
  const piece = parsePiece(cursor, values, context, depth);
  if (!piece.ok) return piece;
  if (piece.value.kind === 'tensors')
    return ok(
      piece.value.tensors.map((one) => ({
        ...one,
        name: one.name === undefined ? name : `${name}.${one.name}`,
      })),
    );
  const tensor = tensorOf(values, piece.value.shape, undefined);
  return ok([{ tensor, name, start, end: cursor.pos, form: context.form }]);
}

/** Reads the parts of a group up to what closes it; each is read by `part`. */
function parseParts(cursor: Cursor, close: RegExp, part: () => Group): Group {
  const found: TextTensor[] = [];
  for (;;) {
    skipTrivia(cursor);
    if (take(cursor, close)) return ok(found);
    if (atEnd(cursor)) return errorAt('The text ends before the last bracket is closed', cursor.pos - 1);
    const items = part();
    if (!items.ok) return items;
    found.push(...items.value);
    skipTrivia(cursor);
    takeChar(cursor, ',');
  }
}

/** `torch.return_types.max(values=tensor(…), indices=tensor(…))`, behind its open bracket. */
export const parseFields = (cursor: Cursor, context: ListContext, depth: number): Group =>
  parseParts(cursor, /\)/y, () => {
    const name = take(cursor, /([A-Za-z_]\w*)\s*=\s*/y)?.[1];
    return name === undefined
      ? errorAt(`${quoteAt(cursor.text, cursor.pos)} is no name of a part`, cursor.pos)
      : parseNamed(cursor, context, depth, name);
  });

/** `OrderedDict([('weight', tensor(…)), …])` or `OrderedDict({'weight': …})`, behind its open bracket. */
export function parsePairs(cursor: Cursor, context: ListContext, depth: number): Group {
  skipTrivia(cursor);
  const braces = take(cursor, /[[{]/y)?.[0] === '{';
  const pairs = parseParts(cursor, /[\]})]/y, () => {
    const name = take(cursor, braces ? /(['"])([^'"\n]*)\1\s*:\s*/y : /\(\s*(['"])([^'"\n]*)\1\s*,\s*/y)?.[2];
    if (name === undefined)
      return errorAt(`${quoteAt(cursor.text, cursor.pos)} is no named value`, cursor.pos);
    const found = parseNamed(cursor, context, depth, name);
    if (found.ok && !braces) {
      skipTrivia(cursor);
      takeChar(cursor, ')');
    }
    return found;
  });
  skipTrivia(cursor);
  takeChar(cursor, ')');
  return pairs;
}
