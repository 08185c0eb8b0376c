import type { Arg, Call, Expr, Span } from '../../python/ast.ts';
import type { SiteEdit } from '../rule.ts';
import { type CallSite, siteOf, type Unit } from '../site.ts';

/** The text of an expression, in parentheses where it would fall apart in another place. */
export function operandText(unit: Unit, node: Expr): string {
  const text = unit.text.slice(node.start, node.end);
  return loose.has(node.kind) ? `(${text})` : text;
}

const loose = new Set([
  'BinOp',
  'BoolOp',
  'UnaryOp',
  'Compare',
  'IfExp',
  'Lambda',
  'NamedExpr',
  'Yield',
  'Await',
]);

export const replace = (unit: Unit, span: Span, newText: string): SiteEdit => ({
  site: siteOf(unit, span),
  newText,
});

/** Takes one item out of a list written with commas. */
export function removeItem(unit: Unit, items: readonly Span[], item: Span): SiteEdit {
  const index = items.indexOf(item);
  const [before, after] = [items[index - 1], items[index + 1]];
  if (after !== undefined) return replace(unit, { start: item.start, end: after.start }, '');
  return replace(unit, { start: before?.end ?? item.start, end: item.end }, '');
}

/** Takes one argument out of a call. */
export const removeArgument = (at: CallSite, arg: Arg): SiteEdit => removeItem(at.unit, at.call.args, arg);

/** Takes a whole line out when nothing else is on it, else the span alone. */
export function removeLine(unit: Unit, span: Span): SiteEdit {
  const start = unit.text.lastIndexOf('\n', span.start - 1) + 1;
  const newline = unit.text.indexOf('\n', span.end);
  const end = newline < 0 ? unit.text.length : newline + 1;
  const alone =
    unit.text.slice(start, span.start).trim() === '' && unit.text.slice(span.end, end).trim() === '';
  return replace(unit, alone ? { start, end } : span, '');
}

export function argumentNamed(call: Call, name: string): Arg | undefined {
  return call.args.find((arg) => arg.name === name);
}

/** Sets a keyword argument: replaces its value, or adds it at the end. */
export function setKeyword(at: CallSite, name: string, value: string): SiteEdit {
  const { unit, call } = at;
  const present = argumentNamed(call, name);
  if (present !== undefined) return replace(unit, present.value, value);
  const last = call.args.at(-1);
  const place = last?.end ?? call.argsStart + 1;
  const separator = last === undefined ? '' : ', ';
  return replace(unit, { start: place, end: place }, `${separator}${name}=${value}`);
}

/** Removes a keyword argument; undefined when it is not there. */
export function removeKeyword(at: CallSite, name: string): SiteEdit | undefined {
  const present = argumentNamed(at.call, name);
  return present === undefined ? undefined : removeArgument(at, present);
}

/** `F.softmax(x)` → `F.log_softmax(x)`: changes the last name of the callee. */
export function renameCallee(at: CallSite, name: string): SiteEdit {
  const { func } = at.call;
  const start = func.kind === 'Attribute' ? func.attrStart : func.start;
  return replace(at.unit, { start, end: func.end }, name);
}

/** Puts text around a span: `wrap(x, 'log(', ')')`. */
export function wrap(unit: Unit, span: Span, before: string, after: string): readonly SiteEdit[] {
  return [
    replace(unit, { start: span.start, end: span.start }, before),
    replace(unit, { start: span.end, end: span.end }, after),
  ];
}

/** A string literal in the kind of quotes that the text around it prefers. */
export function quoted(unit: Unit, value: string): string {
  const single = unit.text.split("'").length > unit.text.split('"').length;
  return single ? `'${value}'` : `"${value}"`;
}
