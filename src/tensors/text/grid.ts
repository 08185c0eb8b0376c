import type { Result } from '../../result.ts';
import type { TextError, TextTensor } from '../literal.ts';
import { type Cell, isBlank, isRule, type Line, lineFrom, splitCells, splitWords } from './lines.ts';
import { isNumberText } from './number.ts';
import { isPandas, readPandas } from './pandas.ts';
import { readTable } from './table.ts';

/** The consecutive lines from `start` up to a blank one. */
export function blockFrom(text: string, start: number): readonly Line[] {
  const lines: Line[] = [];
  for (let at = start; at < text.length; ) {
    const line = lineFrom(text, at);
    if (isBlank(line)) break;
    if (!/^\s*(?:#|\/\/)/.test(line.text) && !isRule(line)) lines.push(line);
    at = line.next;
  }
  return lines;
}

interface Separator {
  readonly form: string;
  readonly cells: (line: Line) => Cell[];
  readonly decimalComma?: boolean;
}

const decimalComma = /^[-+]?\d*,\d+(?:e[-+]?\d+)?$/i;

function separatorOf(lines: readonly Line[]): Separator {
  const has = (char: string) => lines.slice(0, 2).some((line) => line.text.includes(char));
  if (has('\t')) {
    return withComma({ form: 'tsv', cells: (line) => splitCells(line, '\t') }, lines);
  }
  if (has(';')) return withComma({ form: 'csv', cells: cellsBetween(';', lines) }, lines);
  if (has(',')) return { form: 'csv', cells: cellsBetween(',', lines) };
  return { form: 'table', cells: splitWords };
}

/** A comma behind the last number separates nothing, except where another row has a value there. */
function cellsBetween(separator: string, lines: readonly Line[]): (line: Line) => Cell[] {
  const counts = lines.map((line) => splitCells(line, separator).length);
  const open = lines.findIndex(({ text }) => !text.trimEnd().endsWith(separator));
  const isCell = open >= 0 && counts.every((count) => count === counts[open]);
  return (line) => splitCells(isCell ? line : trimEnd(line, separator), separator);
}

function trimEnd(line: Line, separator: string): Line {
  const trimmed = line.text.trimEnd();
  const cut = trimmed.endsWith(separator) && !trimmed.slice(0, -1).trimEnd().endsWith(separator);
  return cut ? { ...line, text: trimmed.slice(0, -1) } : line;
}

function withComma(separator: Separator, lines: readonly Line[]): Separator {
  const cells = lines.flatMap(separator.cells).filter(({ text }) => text !== '' && !isNumberText(text));
  const commas = cells.filter(({ text }) => decimalComma.test(text));
  return commas.length > 0 && cells.length - commas.length <= separator.cells(lines[0] ?? noLine).length
    ? { ...separator, decimalComma: true }
    : separator;
}

const noLine: Line = { text: '', start: 0, next: 0 };

/** True when the line at `start` begins a table of numbers, perhaps below one line of column names. */
export function looksLikeGrid(text: string, start: number): boolean {
  const lines = blockFrom(text, start).slice(0, 3);
  if (lines.length === 0) return false;
  const { cells, decimalComma: comma } = separatorOf(lines);
  const numeric = (line: Line | undefined) =>
    line !== undefined &&
    cells(line).some((cell) => isNumberText(comma ? cell.text.replace(',', '.') : cell.text));
  return numeric(lines[0])
    ? !/[[({=:]/.test(lines[0]?.text ?? '') || lines.length > 1
    : numeric(lines[1]) || numeric(lines[2]);
}

/** A CSV, TSV, pandas or blank-separated table from `start`. */
export function parseGrid(text: string, start: number): Result<TextTensor, TextError> {
  const lines = blockFrom(text, start);
  if (isPandas(text, lines)) return readPandas(text, start);
  const separator = separatorOf(lines);
  const end = lines.at(-1);
  return readTable({
    text,
    form: separator.form,
    rows: lines.map(separator.cells),
    start,
    end: end ? end.start + end.text.length : start,
    ...(separator.decimalComma && { decimalComma: true }),
  });
}
