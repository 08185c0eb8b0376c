import type { Arg, Expr } from '../ast.ts';
import type { LoweringContext } from './context.ts';
import { lowerExpression } from './expressions.ts';

type Context = LoweringContext;

/** The patterns after `case`; several without brackets make a tuple. */
export function lowerPattern(context: Context, clause: number, patterns: readonly number[]): Expr {
  const elts = patterns.map((pattern) => lowerOne(context, pattern));
  const [first] = elts;
  const last = elts.at(-1);
  if (first === undefined || last === undefined) return context.invalid(clause);
  return elts.length === 1 ? first : { kind: 'Tuple', elts, start: first.start, end: last.end };
}

function lowerOne(context: Context, node: number): Expr {
  if (!context.enter()) return context.invalid(node);
  const value = lowerByKind(context, node);
  context.leave();
  return value;
}

function lowerByKind(context: Context, node: number): Expr {
  const children = context.children(node);
  const [first] = children;
  switch (context.kind(node)) {
    case 'case_pattern':
      return first === undefined
        ? { kind: 'Name', id: '_', start: context.start(node), end: context.end(node) }
        : lowerOne(context, first);
    case 'as_pattern':
      return lowerAs(context, node, children);
    case 'union_pattern':
      return lowerUnion(context, node, children);
    case 'class_pattern':
      return lowerClassPattern(context, node, children);
    case 'list_pattern':
    case 'tuple_pattern': {
      const elts = children.map((child) => lowerOne(context, child));
      const kind = context.kind(node) === 'list_pattern' ? 'List' : 'Tuple';
      return { kind, elts, start: context.start(node), end: context.end(node) };
    }
    case 'dict_pattern':
      return lowerDictPattern(context, node, children);
    default:
      return lowerExpression(context, node);
  }
}

/** `p as name` reads as `name := p`. */
function lowerAs(context: Context, node: number, children: readonly number[]): Expr {
  const [pattern, name] = children;
  if (pattern === undefined || name === undefined) return context.invalid(node);
  const target = {
    kind: 'Name' as const,
    id: context.textOf(name),
    start: context.start(name),
    end: context.end(name),
  };
  return {
    kind: 'NamedExpr',
    target,
    value: lowerOne(context, pattern),
    start: context.start(node),
    end: context.end(node),
  };
}

/** `a | b` reads as the operator it looks like. */
function lowerUnion(context: Context, node: number, children: readonly number[]): Expr {
  const [first, ...rest] = children.map((child) => lowerOne(context, child));
  let left = first ?? context.invalid(node);
  for (const right of rest) left = { kind: 'BinOp', op: '|', left, right, start: left.start, end: right.end };
  return left;
}

/** `Point(x=0)` reads as a call. */
function lowerClassPattern(context: Context, node: number, children: readonly number[]): Expr {
  const [name, ...patterns] = children;
  const func = name === undefined ? context.invalid(node) : lowerExpression(context, name);
  const args = patterns.map((pattern) => lowerPatternArgument(context, pattern));
  return {
    kind: 'Call',
    func,
    args,
    argsStart: func.end,
    argsEnd: context.end(node),
    start: context.start(node),
    end: context.end(node),
  };
}

function lowerPatternArgument(context: Context, node: number): Arg {
  const inner = context.children(node)[0];
  const [name, value] =
    inner !== undefined && context.kind(inner) === 'keyword_pattern' ? context.children(inner) : [];
  const start = context.start(node);
  const end = context.end(node);
  if (name === undefined || value === undefined)
    return { kind: 'Arg', name: null, unpack: '', value: lowerOne(context, node), start, end };
  return { kind: 'Arg', name: context.textOf(name), unpack: '', value: lowerOne(context, value), start, end };
}

function lowerDictPattern(context: Context, node: number, children: readonly number[]): Expr {
  const keys: Expr[] = [];
  const values: Expr[] = [];
  const entries = children.filter((child) => context.kind(child) !== 'splat_pattern');
  for (let i = 0; i + 1 < entries.length; i += 2) {
    keys.push(lowerExpression(context, entries[i] ?? node));
    values.push(lowerOne(context, entries[i + 1] ?? node));
  }
  return { kind: 'Dict', keys, values, start: context.start(node), end: context.end(node) };
}
