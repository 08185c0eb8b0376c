import { sizeOf } from '../../core/create.ts';
import type { DType } from '../../core/tensor.ts';
import { ok, type Result } from '../../result.ts';
import type { TextError, TextTensor } from '../literal.ts';
import { atEnd, type Cursor, errorAt, peek, quoteAt, skipTrivia, take, takeChar } from './cursor.ts';
import { dtypeFromName } from './dtype.ts';
import { type ListContext, parsePiece } from './list.ts';
import { isNumberText } from './number.ts';
import { noValues, tensorOf, type Values } from './values.ts';

const key = /(?:"([^"\n]*)"|'([^'\n]*)'|([A-Za-z_]\w*|\d+))\s*(?::|=>)/y;
const text = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/y;
const scalarWord = /(?:true|false|null|none)\b(?=\s*[,}])/iy;

interface Entry {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly text?: string;
  readonly numbers?: { readonly values: Values; readonly shape: readonly number[] };
  readonly tensors?: readonly TextTensor[];
}

/**
 * `{"logits": [[…]], "target": […]}`: one named tensor an entry, nested names joined by dots; entries that are strings
 * or flags are passed over. `{"shape": …, "data": …, "dtype": …}` is one tensor.
 */
export function parseDictionary(
  cursor: Cursor,
  context: ListContext,
  depth: number,
): Result<readonly TextTensor[], TextError> {
  const open = cursor.pos;
  const entries: Entry[] = [];
  cursor.pos++;
  for (;;) {
    skipTrivia(cursor);
    if (takeChar(cursor, '}')) break;
    if (atEnd(cursor)) return errorAt("'{' is never closed", open);
    const entry = parseEntry(cursor, context, depth);
    if (!entry.ok) return entry;
    entries.push(entry.value);
    skipTrivia(cursor);
    if (!takeChar(cursor, ',') && cursor.text[cursor.pos] !== '}') {
      return errorAt(`${quoteAt(cursor.text, cursor.pos)} where ',' or '}' should stand`, cursor.pos);
    }
  }
  return ok(oneTensor(entries, open, cursor.pos) ?? entries.flatMap((entry) => named(entry, context.form)));
}

function parseEntry(cursor: Cursor, context: ListContext, depth: number): Result<Entry, TextError> {
  const match = take(cursor, key);
  if (!match) return errorAt(`${quoteAt(cursor.text, cursor.pos)} is no name of an entry`, cursor.pos);
  const name = match[1] ?? match[2] ?? match[3] ?? '';
  skipTrivia(cursor);
  const start = cursor.pos;
  const string = peek(cursor, text);
  if (string && !isNumberText(string[0].slice(1, -1))) {
    take(cursor, text);
    return ok({ name, start, end: cursor.pos, text: string[0].slice(1, -1) });
  }
  if (take(cursor, scalarWord)) return ok({ name, start, end: cursor.pos });
  const values = noValues();
  const piece = parsePiece(cursor, values, context, depth);
  if (!piece.ok) return piece;
  const place = { name, start, end: cursor.pos };
  if (piece.value.kind === 'tensors') return ok({ ...place, tensors: piece.value.tensors });
  return ok({ ...place, numbers: { values, shape: piece.value.shape } });
}

function named(entry: Entry, form: string): readonly TextTensor[] {
  const { name, start, end } = entry;
  if (entry.tensors) {
    return entry.tensors.map((t) => ({ ...t, name: t.name === undefined ? name : `${name}.${t.name}` }));
  }
  if (!entry.numbers) return [];
  const { values, shape } = entry.numbers;
  return [{ tensor: tensorOf(values, shape, undefined), name, start, end, form }];
}

function oneTensor(entries: readonly Entry[], start: number, end: number): readonly TextTensor[] | undefined {
  const of = (name: string) => entries.find((entry) => entry.name === name);
  const data = of('data')?.numbers?.values;
  const shape = of('shape')?.numbers?.values.numbers;
  if (!data || !shape || sizeOf(shape) !== data.numbers.length) return undefined;
  const name = of('name')?.text;
  const written = of('dtype')?.text;
  const dtype: DType | undefined = written === undefined ? undefined : dtypeFromName(`torch.${written}`);
  return [
    { tensor: tensorOf(data, shape, dtype), ...(name !== undefined && { name }), start, end, form: 'json' },
  ];
}
