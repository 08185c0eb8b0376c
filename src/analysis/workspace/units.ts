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

/**
 * Parses a text statement by statement. A statement whose text was there before keeps its unit, and is not parsed again:
 * what is given depends on the text alone, whatever was edited in between.
 */
export function splitUnits(
  parser: PythonParser,
  file: string,
  cell: number | null,
  text: string,
  before: Map<string, Unit[]>,
): Unit[] {
  const starts = unitStarts(text);
  if (starts.length === 0 && text.trim() !== '') starts.push(0);
  return starts.map((start, i) => {
    const own = text.slice(start, starts[i + 1] ?? text.length);
    const kept = before.get(own)?.shift();
    if (kept === undefined) return { file, text: own, body: parser.parse(own).body, cell, base: start };
    kept.cell = cell;
    kept.base = start;
    return kept;
  });
}

/** The units of an earlier version, to be taken up again by their text. */
export function byText(units: readonly Unit[]): Map<string, Unit[]> {
  const found = new Map<string, Unit[]>();
  for (const unit of units) {
    const same = found.get(unit.text);
    if (same === undefined) found.set(unit.text, [unit]);
    else same.push(unit);
  }
  return found;
}
