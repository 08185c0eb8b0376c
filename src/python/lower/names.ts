import type { Expr, Name } from '../ast.ts';
import type { LoweringContext } from './context.ts';
import { lowerChild } from './expressions.ts';

type Context = LoweringContext;

export function lowerName(context: Context, node: number): Expr {
  const id = context.nameOf(node);
  return id === ''
    ? context.invalid(node)
    : { kind: 'Name', id, start: context.start(node), end: context.end(node) };
}

export function lowerDotted(context: Context, node: number): Expr {
  const [first, ...rest] = context.children(node);
  let value: Expr = first === undefined ? context.invalid(node) : lowerName(context, first);
  for (const part of rest) {
    const [attrStart, end] = [context.start(part), context.end(part)];
    value = { kind: 'Attribute', value, attr: context.nameOf(part), attrStart, start: value.start, end };
  }
  return value;
}

export function lowerAttribute(context: Context, node: number): Expr {
  const { 0: object, 1: attribute } = context.children(node);
  const value = lowerChild(context, node, object);
  const [attr, attrStart] =
    attribute === undefined ? ['', context.end(node)] : [context.nameOf(attribute), context.start(attribute)];
  return { kind: 'Attribute', value, attr, attrStart, start: context.start(node), end: context.end(node) };
}

export function lowerNamed(context: Context, node: number): Expr {
  const { 0: name, 1: value } = context.children(node);
  if (name === undefined) return context.invalid(node);
  const target: Name = {
    kind: 'Name',
    id: context.nameOf(name),
    start: context.start(name),
    end: context.end(name),
  };
  return {
    kind: 'NamedExpr',
    target,
    value: lowerChild(context, node, value),
    start: context.start(node),
    end: context.end(node),
  };
}
