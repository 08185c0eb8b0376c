import type { Expr, Slice } from '../ast.ts';
import type { LoweringContext } from './context.ts';
import { lowerAll, lowerChild, lowerExpression } from './expressions.ts';

type Context = LoweringContext;

export function lowerSubscript(context: Context, node: number): Expr {
  const [object, ...indices] = context.children(node);
  const value = lowerChild(context, node, object);
  const elts = indices.map((index) => lowerExpression(context, index));
  const [only] = elts;
  const last = elts.at(-1);
  if (only === undefined || last === undefined)
    return {
      kind: 'Subscript',
      value,
      index: context.invalid(node),
      start: context.start(node),
      end: context.end(node),
    };
  const index: Expr = elts.length === 1 ? only : { kind: 'Tuple', elts, start: only.start, end: last.end };
  return { kind: 'Subscript', value, index, start: context.start(node), end: context.end(node) };
}

export function lowerGeneric(context: Context, node: number): Expr {
  const { 0: name, 1: params } = context.children(node);
  const value = lowerChild(context, node, name);
  if (params === undefined) return value;
  const elts = lowerAll(context, params);
  const index: Expr =
    elts.length === 1 && elts[0] !== undefined
      ? elts[0]
      : { kind: 'Tuple', elts, start: context.start(params), end: context.end(params) };
  return { kind: 'Subscript', value, index, start: context.start(node), end: context.end(node) };
}

export function lowerSlice(context: Context, node: number): Slice {
  const bounds: (Expr | null)[] = [null, null, null];
  let place = 0;
  let at = context.start(node);
  for (const child of context.children(node)) {
    place += colons(context.text, at, context.start(child));
    if (place < 3) bounds[place] = lowerExpression(context, child);
    at = context.end(child);
  }
  const [lower = null, upper = null, step = null] = bounds;
  return { kind: 'Slice', lower, upper, step, start: context.start(node), end: context.end(node) };
}

function colons(text: string, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) if (text.charCodeAt(i) === 58) count++;
  return count;
}
