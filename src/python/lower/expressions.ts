import type { BinaryOperator, Expr, Name, Slice, UnaryOperator } from '../ast.ts';
import { lowerCall, unpackOutermost } from './calls.ts';
import { lowerComprehension, lowerDict, lowerDictComp } from './comprehensions.ts';
import type { LoweringContext } from './context.ts';
import { lowerFloat, lowerInteger, lowerStrings } from './literals.ts';
import { compareOperators, operatorBetween } from './operators.ts';
import { lowerParams } from './params.ts';

type Context = LoweringContext;

/** Lowers an expression, pattern or type node; whatever is not understood becomes `Invalid`. */
export function lowerExpression(context: Context, node: number): Expr {
  return context.nested(() => lowerByKind(context, node)) ?? context.invalid(node);
}

const span = (context: Context, node: number) => ({ start: context.start(node), end: context.end(node) });

function lowerByKind(context: Context, node: number): Expr {
  switch (context.kind(node)) {
    case 'identifier':
      return lowerName(context, node);
    case 'attribute':
    case 'member_type':
      return lowerAttribute(context, node);
    case 'call':
      return lowerCall(context, node);
    case 'string':
      if (context.text.charAt(context.start(node)) === '`') return context.invalid(node);
      return lowerStrings(context, node, [node]);
    case 'concatenated_string':
      return lowerStrings(context, node, context.children(node));
    case 'integer':
      return lowerInteger(context, node);
    case 'float':
      return lowerFloat(context, node);
    case 'true':
    case 'false':
      return { kind: 'Constant', type: 'bool', value: context.kind(node) === 'true', ...span(context, node) };
    case 'none':
      return { kind: 'Constant', type: 'None', value: null, ...span(context, node) };
    case 'ellipsis':
      return { kind: 'Constant', type: 'Ellipsis', value: null, ...span(context, node) };
    default:
      return lowerCompound(context, node);
  }
}

function lowerCompound(context: Context, node: number): Expr {
  switch (context.kind(node)) {
    case 'binary_operator':
    case 'union_type':
      return lowerBinary(context, node);
    case 'boolean_operator':
      return lowerBoolean(context, node);
    case 'comparison_operator':
      return lowerCompare(context, node);
    case 'unary_operator':
    case 'not_operator':
      return lowerUnary(context, node);
    case 'subscript':
      return lowerSubscript(context, node);
    case 'generic_type':
      return lowerGeneric(context, node);
    case 'slice':
      return lowerSlice(context, node);
    case 'conditional_expression':
      return lowerConditional(context, node);
    case 'lambda':
      return lowerLambda(context, node);
    case 'list_comprehension':
    case 'set_comprehension':
    case 'generator_expression':
      return lowerComprehension(context, node);
    case 'dictionary_comprehension':
      return lowerDictComp(context, node);
    case 'dictionary':
      return lowerDict(context, node);
    default:
      return lowerSequenceOrWrapper(context, node);
  }
}

function lowerSequenceOrWrapper(context: Context, node: number): Expr {
  switch (context.kind(node)) {
    case 'tuple':
    case 'tuple_pattern':
    case 'pattern_list':
    case 'expression_list':
      return { kind: 'Tuple', elts: lowerAll(context, node), ...span(context, node) };
    case 'list':
    case 'list_pattern':
      return { kind: 'List', elts: lowerAll(context, node), ...span(context, node) };
    case 'set':
      return { kind: 'Set', elts: lowerAll(context, node), ...span(context, node) };
    case 'list_splat':
    case 'list_splat_pattern':
    case 'dictionary_splat':
    case 'splat_type':
    case 'splat_pattern':
      return { kind: 'Starred', value: lowerFirst(context, node), ...span(context, node) };
    case 'await':
      return { kind: 'Await', value: lowerFirst(context, node), ...span(context, node) };
    case 'yield':
      return lowerYield(context, node);
    case 'named_expression':
      return lowerNamed(context, node);
    case 'parenthesized_expression':
    case 'parenthesized_list_splat':
    case 'type':
    case 'case_pattern':
    case 'as_pattern_target':
    case 'constrained_type':
      return lowerFirst(context, node);
    case 'dotted_name':
      return lowerDotted(context, node);
    default:
      return context.invalid(node);
  }
}

export function lowerAll(context: Context, node: number): Expr[] {
  return context.children(node).map((child) => unpackOutermost(lowerExpression(context, child)));
}

export function lowerFirst(context: Context, node: number): Expr {
  return lowerChild(context, node, context.children(node)[0]);
}

/** The child, or `Invalid` in place of one that is missing. */
export function lowerChild(context: Context, parent: number, child: number | undefined): Expr {
  return child === undefined ? context.invalid(parent) : lowerExpression(context, child);
}

export function lowerName(context: Context, node: number): Expr {
  const id = context.textOf(node);
  return id === '' ? context.invalid(node) : { kind: 'Name', id, ...span(context, node) };
}

function lowerDotted(context: Context, node: number): Expr {
  const [first, ...rest] = context.children(node);
  let value: Expr = first === undefined ? context.invalid(node) : lowerName(context, first);
  for (const part of rest) {
    const [attrStart, end] = [context.start(part), context.end(part)];
    value = { kind: 'Attribute', value, attr: context.textOf(part), attrStart, start: value.start, end };
  }
  return value;
}

function lowerAttribute(context: Context, node: number): Expr {
  const [object, attribute] = context.children(node);
  const value = lowerChild(context, node, object);
  const [attr, attrStart] =
    attribute === undefined ? ['', context.end(node)] : [context.textOf(attribute), context.start(attribute)];
  return { kind: 'Attribute', value, attr, attrStart, ...span(context, node) };
}

function lowerBinary(context: Context, node: number): Expr {
  const [first, second] = context.children(node);
  const [left, right] = [lowerChild(context, node, first), lowerChild(context, node, second)];
  if (first === undefined || second === undefined) return context.invalid(node);
  const op = operatorBetween(context.text, context.end(first), context.start(second)) as BinaryOperator;
  return { kind: 'BinOp', op, left, right, ...span(context, node) };
}

function lowerBoolean(context: Context, node: number): Expr {
  const [first, second] = context.children(node);
  if (first === undefined || second === undefined) return context.invalid(node);
  const op = operatorBetween(context.text, context.end(first), context.start(second)) === 'or' ? 'or' : 'and';
  const [left, right] = [lowerExpression(context, first), lowerExpression(context, second)];
  return { kind: 'BoolOp', op, left, right, ...span(context, node) };
}

function lowerCompare(context: Context, node: number): Expr {
  const operands = context.children(node);
  const values = operands.map((child) => lowerExpression(context, child));
  return { kind: 'Compare', ops: compareOperators(context, operands), values, ...span(context, node) };
}

function lowerUnary(context: Context, node: number): Expr {
  const operand = lowerFirst(context, node);
  const sign = context.text.charAt(context.start(node));
  const op = (sign === 'n' ? 'not' : sign) as UnaryOperator;
  return { kind: 'UnaryOp', op, operand, ...span(context, node) };
}

function lowerSubscript(context: Context, node: number): Expr {
  const [object, ...indices] = context.children(node);
  const value = lowerChild(context, node, object);
  const elts = indices.map((index) => lowerExpression(context, index));
  const [only] = elts;
  const last = elts.at(-1);
  if (only === undefined || last === undefined)
    return { kind: 'Subscript', value, index: context.invalid(node), ...span(context, node) };
  const index: Expr = elts.length === 1 ? only : { kind: 'Tuple', elts, start: only.start, end: last.end };
  return { kind: 'Subscript', value, index, ...span(context, node) };
}

function lowerGeneric(context: Context, node: number): Expr {
  const [name, params] = context.children(node);
  const value = lowerChild(context, node, name);
  if (params === undefined) return value;
  const elts = lowerAll(context, params);
  const index: Expr =
    elts.length === 1 && elts[0] !== undefined ? elts[0] : { kind: 'Tuple', elts, ...span(context, params) };
  return { kind: 'Subscript', value, index, ...span(context, node) };
}

function lowerSlice(context: Context, node: number): Slice {
  const bounds: (Expr | null)[] = [null, null, null];
  let place = 0;
  let at = context.start(node);
  for (const child of context.children(node)) {
    place += colons(context.text, at, context.start(child));
    if (place < 3) bounds[place] = lowerExpression(context, child);
    at = context.end(child);
  }
  const [lower = null, upper = null, step = null] = bounds;
  return { kind: 'Slice', lower, upper, step, ...span(context, node) };
}

function colons(text: string, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) if (text.charCodeAt(i) === 58) count++;
  return count;
}

function lowerConditional(context: Context, node: number): Expr {
  const [body, test, orelse] = context.children(node).map((child) => lowerExpression(context, child));
  if (body === undefined || test === undefined || orelse === undefined) return context.invalid(node);
  return { kind: 'IfExp', test, body, orelse, ...span(context, node) };
}

function lowerLambda(context: Context, node: number): Expr {
  const children = context.children(node);
  const list = children.find((child) => context.kind(child) === 'lambda_parameters');
  const params = list === undefined ? [] : lowerParams(context, list);
  const body = lowerChild(context, node, children.at(-1) === list ? undefined : children.at(-1));
  return { kind: 'Lambda', params, body, ...span(context, node) };
}

function lowerYield(context: Context, node: number): Expr {
  const children = context.children(node);
  const [first] = children;
  const from = /^yield\s+from\b/.test(context.text.slice(context.start(node), context.start(node) + 40));
  const elts = children.map((child) => lowerExpression(context, child));
  const value: Expr | null =
    elts.length > 1 && first !== undefined
      ? { kind: 'Tuple', elts, start: context.start(first), end: context.end(node) }
      : (elts[0] ?? null);
  return { kind: 'Yield', from, value, ...span(context, node) };
}

function lowerNamed(context: Context, node: number): Expr {
  const [name, value] = context.children(node);
  if (name === undefined) return context.invalid(node);
  const target: Name = { kind: 'Name', id: context.textOf(name), ...span(context, name) };
  return { kind: 'NamedExpr', target, value: lowerChild(context, node, value), ...span(context, node) };
}
