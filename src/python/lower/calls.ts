import type { Arg, Call, Expr } from '../ast.ts';
import type { LoweringContext } from './context.ts';
import { lowerChild, lowerExpression, lowerFirst } from './expressions.ts';

type Context = LoweringContext;

const span = (context: Context, node: number) => ({ start: context.start(node), end: context.end(node) });

export function lowerCall(context: Context, node: number): Call {
  const [callee, list] = context.children(node);
  const func = lowerChild(context, node, callee);
  const end = context.end(node);
  const at = list === undefined ? [end, end] : [context.start(list), context.end(list)];
  const args = list === undefined ? [] : lowerArguments(context, list);
  return { kind: 'Call', func, args, argsStart: at[0] ?? end, argsEnd: at[1] ?? end, ...span(context, node) };
}

/** The arguments of a call or a class definition; a bare generator is one argument. */
export function lowerArguments(context: Context, list: number): Arg[] {
  if (context.kind(list) === 'generator_expression')
    return [
      { kind: 'Arg', name: null, unpack: '', value: lowerExpression(context, list), ...span(context, list) },
    ];
  return context.children(list).map((child) => lowerArgument(context, child));
}

function lowerArgument(context: Context, node: number): Arg {
  const where = span(context, node);
  switch (context.kind(node)) {
    case 'keyword_argument': {
      const [name, value] = context.children(node);
      const text = name === undefined ? null : context.textOf(name);
      return { kind: 'Arg', name: text, unpack: '', value: lowerChild(context, node, value), ...where };
    }
    case 'list_splat':
      return { kind: 'Arg', name: null, unpack: '*', value: lowerFirst(context, node), ...where };
    case 'dictionary_splat':
      return { kind: 'Arg', name: null, unpack: '**', value: lowerFirst(context, node), ...where };
    default: {
      const value = unpackOutermost(lowerExpression(context, node));
      if (value.kind !== 'Starred') return { kind: 'Arg', name: null, unpack: '', value, ...where };
      return { kind: 'Arg', name: null, unpack: '*', value: value.value, ...where };
    }
  }
}

/** The grammar may read `*a.b(c)` as `(*a.b)(c)`; Python means `*(a.b(c))`. */
export function unpackOutermost(value: Expr): Expr {
  if (value.kind !== 'Call' && value.kind !== 'Attribute' && value.kind !== 'Subscript') return value;
  const base = unpackOutermost(value.kind === 'Call' ? value.func : value.value);
  if (base.kind !== 'Starred') return value;
  const start = base.value.start;
  const inner: Expr =
    value.kind === 'Call' ? { ...value, func: base.value, start } : { ...value, value: base.value, start };
  return { kind: 'Starred', value: inner, start: base.start, end: value.end };
}
