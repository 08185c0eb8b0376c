import { logicalLineStarts } from '../../python/lines.ts';
import type { PythonParser } from '../../python/parser.ts';
import type { Unit } from '../site.ts';

/** Lines that go on with the statement before them though they are not indented. */
const continues = /(?:else|elif|except|finally)\b/y;

/** Where the top-level statements of a text begin; a decorator begins the definition under it. */
export function unitStarts(text: string): number[] {
  const starts: number[] = [];
  let decorated = false;
  for (const start of logicalLineStarts(text)) {
    if (!isStatement(text, start) || matches(continues, text, start)) continue;
    if (!decorated) starts.push(start);
    decorated = text.charAt(start) === '@';
  }
  return starts;
}

/** Not blank, not indented, not a comment. */
function isStatement(text: string, start: number): boolean {
  const first = text.charCodeAt(start);
  return first > 32 && first !== 35;
}

function matches(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

/** One cell of a file: its index (null for a plain file) and its text with magics blanked. */
export interface CellText {
  readonly cell: number | null;
  readonly text: string;
}

/**
 * Parses a file statement by statement. A statement whose text was there before keeps its unit, and is not parsed again:
 * what is given depends on the text alone, whatever was edited in between.
 */
export function splitUnits(
  parser: PythonParser,
  file: string,
  cells: readonly CellText[],
  before: readonly Unit[],
): Unit[] {
  const kept = byText(before);
  for (const unit of before) unit.alive = false;
  return cells.flatMap(({ cell, text }) => {
    const starts = unitStarts(text);
    if (starts.length === 0 && text.trim() !== '') starts.push(0);
    return starts.map((start, i) => {
      const own = text.slice(start, starts[i + 1] ?? text.length);
      const unit = kept.get(own)?.shift() ?? newUnit(parser, file, own);
      return Object.assign(unit, { alive: true, cell, base: start });
    });
  });
}

function newUnit(parser: PythonParser, file: string, text: string): Unit {
  return { file, text, body: parser.parse(text).body, cell: null, base: 0, alive: true };
}

/** The units of an earlier version, to be taken up again by their text. */
function byText(units: readonly Unit[]): Map<string, Unit[]> {
  const found = new Map<string, Unit[]>();
  for (const unit of units) {
    const same = found.get(unit.text);
    if (same === undefined) found.set(unit.text, [unit]);
    else same.push(unit);
  }
  return found;
}
