import type { BinaryOperator, Expr, UnaryOperator } from '../ast.ts';
import type { LoweringContext } from './context.ts';
import { lowerChild, lowerExpression, lowerFirst } from './expressions.ts';
import { compareOperators, operatorBetween } from './operators.ts';
import { lowerParams } from './params.ts';

type Context = LoweringContext;

export function lowerBinary(context: Context, node: number): Expr {
  const { 0: first, 1: second } = context.children(node);
  const [left, right] = [lowerChild(context, node, first), lowerChild(context, node, second)];
  if (first === undefined || second === undefined) return context.invalid(node);
  const op = operatorBetween(context.text, context.end(first), context.start(second)) as BinaryOperator;
  return { kind: 'BinOp', op, left, right, start: context.start(node), end: context.end(node) };
}

export function lowerBoolean(context: Context, node: number): Expr {
  const { 0: first, 1: second } = context.children(node);
  if (first === undefined || second === undefined) return context.invalid(node);
  const op = operatorBetween(context.text, context.end(first), context.start(second)) === 'or' ? 'or' : 'and';
  const [left, right] = [lowerExpression(context, first), lowerExpression(context, second)];
  return { kind: 'BoolOp', op, left, right, start: context.start(node), end: context.end(node) };
}

export function lowerCompare(context: Context, node: number): Expr {
  const operands = context.children(node);
  const values = operands.map((child) => lowerExpression(context, child));
  return {
    kind: 'Compare',
    ops: compareOperators(context, operands),
    values,
    start: context.start(node),
    end: context.end(node),
  };
}

export function lowerUnary(context: Context, node: number): Expr {
  const operand = lowerFirst(context, node);
  const sign = context.text.charAt(context.start(node));
  const op = (sign === 'n' ? 'not' : sign) as UnaryOperator;
  return { kind: 'UnaryOp', op, operand, start: context.start(node), end: context.end(node) };
}

export function lowerConditional(context: Context, node: number): Expr {
  const [body, test, orelse] = context.children(node).map((child) => lowerExpression(context, child));
  if (body === undefined || test === undefined || orelse === undefined) return context.invalid(node);
  return { kind: 'IfExp', test, body, orelse, start: context.start(node), end: context.end(node) };
}

export function lowerLambda(context: Context, node: number): Expr {
  const children = context.children(node);
  const list = children.find((child) => context.kind(child) === 'lambda_parameters');
  const params = list === undefined ? [] : lowerParams(context, list);
  const body = lowerChild(context, node, children.at(-1) === list ? undefined : children.at(-1));
  return { kind: 'Lambda', params, body, start: context.start(node), end: context.end(node) };
}

export function lowerYield(context: Context, node: number): Expr {
  const children = context.children(node);
  const [first] = children;
  const from = /^yield\s+from\b/.test(context.text.slice(context.start(node), context.start(node) + 40));
  const elts = children.map((child) => lowerExpression(context, child));
  const value: Expr | null =
    elts.length > 1 && first !== undefined
      ? { kind: 'Tuple', elts, start: context.start(first), end: context.end(node) }
      : (elts[0] ?? null);
  return { kind: 'Yield', from, value, start: context.start(node), end: context.end(node) };
}
