import type { Expr } from '../ast.ts';
import type { ExceptHandler, If, MatchCase, Stmt, WithItem } from '../ast-statements.ts';
import type { LoweringContext } from './context.ts';
import { lowerExpression } from './expressions.ts';
import { lowerPattern } from './patterns.ts';
import { lowerStatements } from './statements.ts';

type Context = LoweringContext;

function blockOf(context: Context, node: number): Stmt[] {
  const block = context.children(node).find((child) => context.kind(child) === 'block');
  return block === undefined ? [] : lowerStatements(context, block);
}

function clause(context: Context, node: number, kind: string): Stmt[] {
  const found = context.children(node).find((child) => context.kind(child) === kind);
  return found === undefined ? [] : blockOf(context, found);
}

function expression(context: Context, node: number, child: number | undefined): Expr {
  const usable = child !== undefined && context.kind(child) !== 'block';
  return usable ? lowerExpression(context, child) : context.invalid(node);
}

/** `elif` chains are folded from the right, so that a thousand of them nest no deeper here than one. */
export function lowerIf(context: Context, node: number): If {
  const children = context.children(node);
  const clauses = children.filter((child) => context.kind(child) === 'elif_clause');
  let orelse = clause(context, node, 'else_clause');
  for (const elif of clauses.reverse()) {
    const test = expression(context, elif, context.children(elif)[0]);
    orelse = [
      {
        kind: 'If',
        test,
        body: blockOf(context, elif),
        orelse,
        start: context.start(elif),
        end: context.end(elif),
      },
    ];
  }
  const test = expression(context, node, children[0]);
  return {
    kind: 'If',
    test,
    body: blockOf(context, node),
    orelse,
    start: context.start(node),
    end: context.end(node),
  };
}

export function lowerFor(context: Context, node: number): Stmt {
  const { 0: left, 1: right } = context.children(node);
  return {
    kind: 'For',
    isAsync: context.text.startsWith('async', context.start(node)),
    target: expression(context, node, left),
    iter: expression(context, node, right),
    body: blockOf(context, node),
    orelse: clause(context, node, 'else_clause'),
    start: context.start(node),
    end: context.end(node),
  };
}

export function lowerWhile(context: Context, node: number): Stmt {
  const test = expression(context, node, context.children(node)[0]);
  const orelse = clause(context, node, 'else_clause');
  return {
    kind: 'While',
    test,
    body: blockOf(context, node),
    orelse,
    start: context.start(node),
    end: context.end(node),
  };
}

export function lowerWith(context: Context, node: number): Stmt {
  const items: WithItem[] = [];
  for (const part of context.children(node)) {
    if (context.kind(part) !== 'with_clause') continue;
    for (const item of context.children(part)) items.push(lowerWithItem(context, item));
  }
  const isAsync = context.text.startsWith('async', context.start(node));
  return {
    kind: 'With',
    isAsync,
    items,
    body: blockOf(context, node),
    start: context.start(node),
    end: context.end(node),
  };
}

function lowerWithItem(context: Context, node: number): WithItem {
  const value = context.children(node)[0];
  if (value === undefined || context.kind(value) !== 'as_pattern')
    return { context: expression(context, node, value), target: null };
  const { 0: inner, 1: alias } = context.children(value);
  const target = alias === undefined ? null : lowerExpression(context, alias);
  return { context: expression(context, node, inner), target };
}

export function lowerTry(context: Context, node: number): Stmt {
  const handlers = context
    .children(node)
    .filter((child) => context.kind(child).startsWith('except'))
    .map((child) => lowerHandler(context, child));
  const [orelse, finalbody] = [clause(context, node, 'else_clause'), clause(context, node, 'finally_clause')];
  return {
    kind: 'Try',
    body: blockOf(context, node),
    handlers,
    orelse,
    finalbody,
    start: context.start(node),
    end: context.end(node),
  };
}

/** `except E as e`, and Python 2's `except E, e`. */
function lowerHandler(context: Context, node: number): ExceptHandler {
  const values = context.children(node).filter((child) => context.kind(child) !== 'block');
  const [first] = values;
  const parts =
    first !== undefined && context.kind(first) === 'as_pattern' ? context.children(first) : values;
  const [type, name] = parts;
  return {
    type: type === undefined ? null : lowerExpression(context, type),
    name: name === undefined ? null : context.textOf(name),
    body: blockOf(context, node),
    start: context.start(node),
    end: context.end(node),
  };
}

export function lowerMatch(context: Context, node: number): Stmt {
  const children = context.children(node);
  const block = children.find((child) => context.kind(child) === 'block');
  const clauses = block === undefined ? [] : context.children(block);
  const cases = clauses
    .filter((child) => context.kind(child) === 'case_clause')
    .map((child) => lowerCase(context, child));
  return {
    kind: 'Match',
    subject: expression(context, node, children[0]),
    cases,
    start: context.start(node),
    end: context.end(node),
  };
}

function lowerCase(context: Context, node: number): MatchCase {
  const children = context.children(node);
  const patterns = children.filter((child) => context.kind(child) === 'case_pattern');
  const guard = children.find((child) => context.kind(child) === 'if_clause');
  const test = guard === undefined ? undefined : context.children(guard)[0];
  return {
    pattern: lowerPattern(context, node, patterns),
    guard: test === undefined ? null : lowerExpression(context, test),
    body: blockOf(context, node),
    start: context.start(node),
    end: context.end(node),
  };
}
