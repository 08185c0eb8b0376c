import type { Expr } from '../ast.ts';
import type { ClassDef, FunctionDef } from '../ast-statements.ts';
import { lowerArguments } from './calls.ts';
import type { LoweringContext } from './context.ts';
import { lowerExpression } from './expressions.ts';
import { lowerParams } from './params.ts';
import { lowerStatements } from './statements.ts';

type Context = LoweringContext;

/** Offsets are those of the `def` itself, without decorators. */
export function lowerFunction(context: Context, node: number, decorators: readonly Expr[]): FunctionDef {
  const children = context.children(node);
  const find = (kind: string) => children.find((child) => context.kind(child) === kind);
  const [name, list, returns, block] = [find('identifier'), find('parameters'), find('type'), find('block')];
  return {
    kind: 'FunctionDef',
    isAsync: context.text.startsWith('async', context.start(node)),
    name: name === undefined ? '' : context.nameOf(name),
    nameStart: context.start(name ?? node),
    params: list === undefined ? [] : lowerParams(context, list),
    returns: returns === undefined ? null : lowerExpression(context, returns),
    decorators,
    body: block === undefined ? [] : lowerStatements(context, block),
    start: context.start(node),
    end: context.end(node),
  };
}

export function lowerClass(context: Context, node: number, decorators: readonly Expr[]): ClassDef {
  const children = context.children(node);
  const find = (kind: string) => children.find((child) => context.kind(child) === kind);
  const [name, list, block] = [find('identifier'), find('argument_list'), find('block')];
  return {
    kind: 'ClassDef',
    name: name === undefined ? '' : context.nameOf(name),
    nameStart: context.start(name ?? node),
    args: list === undefined ? [] : lowerArguments(context, list),
    decorators,
    body: block === undefined ? [] : lowerStatements(context, block),
    start: context.start(node),
    end: context.end(node),
  };
}
