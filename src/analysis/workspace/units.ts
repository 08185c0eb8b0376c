import { scanLogicalLines } from '../../python/lines.ts';
import type { PythonParser } from '../../python/parser.ts';
import { listIn } from '../collect.ts';
import type { Unit } from '../site.ts';

/** Lines that go on with the statement before them though they are not indented. */
const continues = /(?:else|elif|except|finally)\b/y;

/** Where the top-level statements of a text begin; a decorator begins the definition under it. */
export function unitStarts(text: string): number[] {
  const starts: number[] = [];
  if (isStatement(text, 0)) starts.push(0);
  const finder = startFinder(text, starts.length > 0 && isDecorator(text, 0));
  scanLogicalLines(text, 0, (start) => {
    if (finder(start)) starts.push(start);
    return true;
  });
  return starts;
}

/** Tells, of each logical line in turn, whether a unit begins there. */
function startFinder(text: string, afterDecorator: boolean): (start: number) => boolean {
  let decorated = afterDecorator;
  return (start) => {
    if (!isStatement(text, start)) return false;
    const begins = !decorated;
    decorated = isDecorator(text, start);
    return begins;
  };
}

/** Not blank, not indented, not a comment, and not the next part of the statement before. */
function isStatement(text: string, start: number): boolean {
  const first = text.charCodeAt(start);
  if (!(first > 32) || first === 35) return false;
  continues.lastIndex = start;
  return !continues.test(text);
}

const isDecorator = (text: string, start: number): boolean => text.charAt(start) === '@';

/** A text and where its units begin. */
export interface SplitText {
  readonly text: string;
  readonly starts: readonly number[];
}

/**
 * The same as `unitStarts(text)`, worked out from an earlier version: the scan begins at the unit before the first
 * difference, and ends where it meets the start of an old unit behind the last one.
 */
export function unitStartsAfter(text: string, before: SplitText): number[] {
  const prefix = commonPrefix(before.text, text);
  const suffix = commonSuffix(before.text, text, prefix);
  const shift = text.length - before.text.length;
  const kept = before.starts.filter((start) => start < prefix);
  // The unit before may go on differently now (`else`), and so may the one before a change at a line's beginning.
  const [from, next] = kept.splice(-2);
  if (from === undefined || next === undefined) return unitStarts(text);
  const starts = [...kept, from];
  const finder = startFinder(text, isDecorator(text, from));
  const old = new Set(before.starts.filter((start) => start > before.text.length - suffix));
  let met = -1;
  scanLogicalLines(text, from, (start) => {
    const begins = finder(start);
    if (begins && old.has(start - shift)) met = start - shift;
    if (begins && met < 0) starts.push(start);
    return met < 0;
  });
  if (met >= 0) for (const start of before.starts) if (start >= met) starts.push(start + shift);
  return starts;
}

function commonPrefix(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  let at = 0;
  while (at < end && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  return at;
}

function commonSuffix(a: string, b: string, prefix: number): number {
  const end = Math.min(a.length, b.length) - prefix;
  let count = 0;
  while (count < end && a.charCodeAt(a.length - 1 - count) === b.charCodeAt(b.length - 1 - count)) count++;
  return count;
}

/** The order of the text. */
export const unitOrder = (a: Unit, b: Unit): number => (a.cell ?? 0) - (b.cell ?? 0) || a.base - b.base;

/** One cell of a file: its index (null for a plain file) and its text with magics blanked. */
export interface CellText {
  readonly cell: number | null;
  readonly text: string;
}

/** The statements of a file, and where they begin in each cell. */
export interface SplitFile {
  readonly units: readonly Unit[];
  readonly cells: readonly SplitText[];
}

export const emptyFile: SplitFile = { units: [], cells: [] };

/**
 * Parses a file statement by statement. A statement whose text was there before keeps its unit, and is not parsed again:
 * what is given depends on the text alone, whatever was edited in between.
 */
export function splitFile(
  parser: PythonParser,
  file: string,
  cells: readonly CellText[],
  before: SplitFile,
): SplitFile {
  const kept = byText(before.units);
  for (const unit of before.units) unit.alive = false;
  const split = cells.map(({ text }, i) => splitText(text, before.cells[i]));
  const units = cells.flatMap(({ cell, text }, i) => {
    const starts = split[i]?.starts ?? [];
    return starts.map((start, n) => {
      const own = text.slice(start, starts[n + 1] ?? text.length);
      const unit = kept.get(own)?.shift() ?? newUnit(parser, file, own);
      unit.alive = true;
      unit.cell = cell;
      unit.base = start;
      return unit;
    });
  });
  return { units, cells: split };
}

function splitText(text: string, before: SplitText | undefined): SplitText {
  const starts = before === undefined ? unitStarts(text) : unitStartsAfter(text, before);
  if (starts.length === 0 && text.trim() !== '') starts.push(0);
  return { text, starts };
}

/** The texts of the units of a text, without parsing. */
export function unitTexts(text: string): string[] {
  const { starts } = splitText(text, undefined);
  return starts.map((start, n) => text.slice(start, starts[n + 1] ?? text.length));
}

function newUnit(parser: PythonParser, file: string, text: string): Unit {
  return { file, text, body: parser.parse(text).body, cell: null, base: 0, alive: true };
}

/** The units of an earlier version, to be taken up again by their text. */
function byText(units: readonly Unit[]): Map<string, Unit[]> {
  const found = new Map<string, Unit[]>();
  for (const unit of units) listIn(found, unit.text).push(unit);
  return found;
}
