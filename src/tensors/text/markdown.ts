import type { Result } from '../../result.ts';
import type { TextError, TextTensor } from '../literal.ts';
import { type Cell, isBlank, type Line, lineFrom, splitCells } from './lines.ts';
import { readTable } from './table.ts';

// Markdown, reStructuredText grids, psql, rich and Polars differ only in the strokes.
const strokes = /[│┆║┃╎]/g;
const rule = /^[\s|+\-=:─━═┼╪╋╞╡├┤┌┐└┘╭╮╰╯┬┴╔╗╚╝╠╣╦╩╬╇┡┩┏┓┗┛┳┻╂┠┨…]+$/;
const typeRow = /^(?:f64|f32|i64|i32|i16|i8|u8|u32|u64|bool|---|str)$/;

export const looksLikeMarkdown = (line: string): boolean =>
  /^\s*[|│┆║┃┌╭╔┏]/.test(line) || /^\s*\+[-=+]+\+\s*$/.test(line);

/** A Markdown table, or one drawn with box characters, from `start`. */
export function parseMarkdown(text: string, start: number): Result<TextTensor, TextError> {
  const rows: Cell[][] = [];
  let end = start;
  for (let at = start; at < text.length; ) {
    const line = lineFrom(text, at);
    if (isBlank(line) || !/[|+│┆║┃─━═]/.test(line.text)) break;
    const cells = rule.test(line.text) ? [] : cellsOf(line);
    if (cells.length > 0 && !cells.every((cell) => typeRow.test(cell.text))) rows.push(cells);
    end = line.start + line.text.length;
    at = line.next;
  }
  return readTable({ text, form: 'markdown', rows, start, end, fromRight: true });
}

function cellsOf(line: Line): Cell[] {
  const plain = line.text.replaceAll(strokes, '|').trimEnd().replace(/\|$/, '');
  const lead = /^\s*\|/.exec(plain)?.[0].length ?? 0;
  return splitCells({ ...line, text: plain.slice(lead), start: line.start + lead }, '|').map((cell) => ({
    ...cell,
    text: cell.text.replaceAll(/^[*`_]+|[*`_]+$/g, ''),
  }));
}
