import type { Arg, Call, Expr } from '../ast.ts';
import type { LoweringContext } from './context.ts';
import { lowerChild, lowerExpression, lowerFirst } from './expressions.ts';

type Context = LoweringContext;

export function lowerCall(context: Context, node: number): Call {
  const { 0: callee, 1: list } = context.children(node);
  const func = lowerChild(context, node, callee);
  const end = context.end(node);
  const args = list === undefined ? [] : lowerArguments(context, list);
  return {
    kind: 'Call',
    func,
    args,
    argsStart: list === undefined ? end : context.start(list),
    argsEnd: list === undefined ? end : context.end(list),
    start: context.start(node),
    end: context.end(node),
  };
}

/** The arguments of a call or a class definition; a bare generator is one argument. */
export function lowerArguments(context: Context, list: number): Arg[] {
  if (context.kind(list) === 'generator_expression')
    return [
      {
        kind: 'Arg',
        name: null,
        unpack: '',
        value: lowerExpression(context, list),
        start: context.start(list),
        end: context.end(list),
      },
    ];
  return context.children(list).map((child) => lowerArgument(context, child));
}

function lowerArgument(context: Context, node: number): Arg {
  const start = context.start(node);
  const end = context.end(node);
  switch (context.kind(node)) {
    case 'keyword_argument': {
      const { 0: name, 1: value } = context.children(node);
      const text = name === undefined ? null : context.nameOf(name);
      return { kind: 'Arg', name: text, unpack: '', value: lowerChild(context, node, value), start, end };
    }
    case 'list_splat':
      return { kind: 'Arg', name: null, unpack: '*', value: lowerFirst(context, node), start, end };
    case 'dictionary_splat':
      return { kind: 'Arg', name: null, unpack: '**', value: lowerFirst(context, node), start, end };
    default: {
      const value = unpackOutermost(lowerExpression(context, node));
      if (value.kind !== 'Starred') return { kind: 'Arg', name: null, unpack: '', value, start, end };
      return { kind: 'Arg', name: null, unpack: '*', value: value.value, start, end };
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
