import type { Expr, Param } from '../ast.ts';
import type { LoweringContext } from './context.ts';
import { lowerExpression } from './expressions.ts';

/** The parameters of a `def` or a `lambda`. `/` and `*` leave no parameter; they show in `passing`. */
export function lowerParams(context: LoweringContext, list: number): Param[] {
  const params: Param[] = [];
  let passing: Param['passing'] = 'either';
  for (const child of context.children(list)) {
    const kind = context.kind(child);
    if (kind === 'keyword_separator') passing = 'keyword';
    else if (kind === 'positional_separator')
      for (const [i, param] of params.entries()) params[i] = { ...param, passing: 'positional' };
    else {
      const param = lowerParam(context, child, passing);
      params.push(param);
      if (param.unpack === '*') passing = 'keyword';
    }
  }
  return params;
}

function lowerParam(context: LoweringContext, node: number, passing: Param['passing']): Param {
  const parts = hasParts.has(context.kind(node)) ? context.children(node) : [node];
  const written = parts[0] ?? node;
  let annotation: Expr | null = null;
  let value: Expr | null = null;
  for (let i = 1; i < parts.length; i++) {
    const part = parts[i] ?? node;
    if (context.kind(part) === 'type' && annotation === null) annotation = lowerExpression(context, part);
    else value = lowerExpression(context, part);
  }
  const { name, unpack } = named(context, written);
  const [start, end] = [context.start(node), context.end(node)];
  return { kind: 'Param', name, unpack, passing, annotation, default: value, start, end };
}

const hasParts = new Set(['default_parameter', 'typed_parameter', 'typed_default_parameter']);

/** Python 2's `def f((a, b))` has no name of its own. */
function named(context: LoweringContext, node: number): { name: string; unpack: Param['unpack'] } {
  switch (context.kind(node)) {
    case 'identifier':
      return { name: context.nameOf(node), unpack: '' };
    case 'list_splat_pattern':
      return { name: inner(context, node), unpack: '*' };
    case 'dictionary_splat_pattern':
      return { name: inner(context, node), unpack: '**' };
    default:
      return { name: '', unpack: '' };
  }
}

function inner(context: LoweringContext, node: number): string {
  const child = context.children(node)[0];
  return child === undefined ? '' : context.nameOf(child);
}
