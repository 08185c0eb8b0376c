import type { Call, Expr, Span } from '../python/ast.ts';
import type { Stmt } from '../python/ast-statements.ts';
import type { Location } from './finding.ts';

/**
 * One top-level statement (or a run of simple ones) with its own text. Units keep their identity when the text around
 * them changes, so that what was learnt of one stays valid; only `cell` and `base` move.
 */
export interface Unit {
  readonly file: string;
  readonly text: string;
  readonly body: readonly Stmt[];
  /** Where the unit lies now: the cell, and the offset of the unit's first character in that cell or file. */
  cell: number | null;
  base: number;
  /** False once the text no longer holds it. */
  alive: boolean;
  /** All units of the file or notebook in their order, this one among them. */
  siblings?: readonly Unit[];
}

/** A span of a unit's text. Becomes a `Location` when a report is made. */
export interface Site extends Span {
  readonly unit: Unit;
}

/** A call in its unit. */
export interface CallSite {
  readonly unit: Unit;
  readonly call: Call;
}

export function siteOf(unit: Unit, span: Span): Site {
  return { unit, start: span.start, end: span.end };
}

export const callSpan = (at: CallSite): Site => siteOf(at.unit, at.call);

export function textOf(site: Site): string {
  return site.unit.text.slice(site.start, site.end);
}

export function textOfNode(unit: Unit, node: Expr): string {
  return unit.text.slice(node.start, node.end);
}

export function locationOf(site: Site): Location {
  const { unit, start, end } = site;
  return { file: unit.file, cell: unit.cell, start: unit.base + start, end: unit.base + end };
}
