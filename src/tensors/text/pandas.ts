import type { Result } from '../../result.ts';
import type { TextError, TextTensor } from '../literal.ts';
import { dtypeFromName } from './dtype.ts';
import { type Cell, isBlank, isRule, type Line, lineFrom, splitWords } from './lines.ts';
import { isNumberText } from './number.ts';
import { readTable } from './table.ts';
import { tensorOf } from './values.ts';

const seriesFooter = /^(?:Freq: .*?, )?(?:Name: (.*?), )?(?:Length: \d+, )?dtype: (\w+)\s*$/;
const frameFooter = /^\[\d+ rows x \d+ columns\]\s*$/;
const continued = /\s\\\s*$/;

/** True for what pandas prints: blank-separated columns with an index of rows in front. */
export function isPandas(text: string, lines: readonly Line[]): boolean {
  const [first, below, third] = lines;
  const second = third && below && splitWords(below).length === 1 ? third : below;
  if (!first || lines.some(({ text: line }) => seriesFooter.test(line) || continued.test(line)))
    return first !== undefined;
  if (!second || /[\t,;|[\]]/.test(first.text)) return false;
  const after = nextBlock(text, lines.at(-1));
  if (after && frameFooter.test(after.text)) return true;
  const names = splitWords(first);
  const row = splitWords(second);
  const label = row.slice(0, row.length - names.length);
  // An index of several words ("row 0") is told by its first one.
  const isIndex = label.length === 1 || (label.length > 1 && !isNumberText(label[0]?.text ?? ''));
  return /^\s/.test(first.text) && isIndex && names.length > 0;
}

function nextBlock(text: string, last: Line | undefined): Line | undefined {
  for (let at = last?.next ?? text.length; at < text.length; ) {
    const line = lineFrom(text, at);
    if (!isBlank(line)) return line;
    at = line.next;
  }
  return undefined;
}

/** A printed DataFrame or Series. Wide frames come in blocks of columns, each but the last marked by a backslash. */
export function readPandas(text: string, start: number): Result<TextTensor, TextError> {
  const blocks: Line[][] = [[]];
  let end = start;
  let footer: RegExpExecArray | null = null;
  for (let at = start; at < text.length; ) {
    const line = lineFrom(text, at);
    footer = seriesFooter.exec(line.text);
    if (isBlank(line)) {
      const next = nextBlock(text, line);
      if (!next || (!frameFooter.test(next.text) && !continued.test(blocks.at(-1)?.[0]?.text ?? ''))) break;
      if (!frameFooter.test(next.text)) blocks.push([]);
    } else if (!footer && !frameFooter.test(line.text) && !isRule(line)) blocks.at(-1)?.push(line);
    at = line.next;
    if (!isBlank(line)) end = line.start + line.text.length;
    if (footer) break;
  }
  const series = footer !== null;
  const rows = series ? (blocks[0] ?? []).map(lastWords(2)) : joined(blocks);
  const found = readTable({ text, form: 'pandas', rows, start, end, indexed: true, fromRight: true });
  if (!found.ok || !footer) return found;
  return { ok: true, value: withFooter(found.value, footer) };
}

// An index may contain blanks ("2024-01-01 00:00"); values never do.
const lastWords =
  (count: number) =>
  (line: Line): Cell[] => {
    const words = splitWords(line);
    return words.length < count ? [{ text: '', start: line.start }, ...words] : words.slice(-count);
  };

function joined(blocks: readonly (readonly Line[])[]): Cell[][] {
  const tables = blocks.map(frameRows);
  return (tables[0] ?? []).map((row, i) => [
    ...row,
    ...tables.slice(1).flatMap((table) => (table[i] ?? []).slice(1)),
  ]);
}

/** Index and values of one block; the header gets an empty cell above the index. */
function frameRows(lines: readonly Line[]): Cell[][] {
  const [header, ...rest] = lines.map((line) =>
    splitWords({ ...line, text: line.text.replace(continued, '') }),
  );
  if (!header) return [];
  // The line below the header that names the index has no numbers.
  const rows = rest.filter((row) => row.length > 1 || row.some((cell) => isNumberText(cell.text)));
  const width = header.length;
  const body = rows.map((row) => {
    const label = row.slice(0, Math.max(row.length - width, 1));
    return [label[0] ?? { text: '', start: 0 }, ...row.slice(label.length)];
  });
  return [[{ text: '', start: header[0]?.start ?? 0 }, ...header], ...body];
}

function withFooter(found: TextTensor, footer: RegExpExecArray): TextTensor {
  const dtype = dtypeFromName(footer[2] ?? '');
  const { data, shape } = found.tensor;
  const tensor = dtype ? tensorOf({ numbers: [...data], kind: 'float' }, shape, dtype) : found.tensor;
  return { ...found, tensor, ...(footer[1] !== undefined && { name: footer[1] }) };
}
