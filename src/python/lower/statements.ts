import type { BinaryOperator, Expr } from '../ast.ts';
import type { Assign, Stmt } from '../ast-statements.ts';
import { lowerFor, lowerIf, lowerMatch, lowerTry, lowerWhile, lowerWith } from './compound.ts';
import type { LoweringContext } from './context.ts';
import { lowerClass, lowerFunction } from './definitions.ts';
import { lowerAll, lowerExpression } from './expressions.ts';
import { lowerImport, lowerImportFrom } from './imports.ts';
import { operatorBetween } from './operators.ts';

type Context = LoweringContext;

/** The statements of a block or module. Statements inside an error are kept, so that a slip loses only itself. */
export function lowerStatements(context: Context, block: number): Stmt[] {
  const found: Stmt[] = [];
  for (const child of context.allChildren(block)) collect(context, child, found);
  // A copy has no room to grow, which most of a short list would be.
  return found.slice();
}

function collect(context: Context, node: number, found: Stmt[]): void {
  const isError = context.kind(node) === 'ERROR';
  if (isError) context.note(node);
  if (!context.enter()) return;
  if (isError) for (const child of context.allChildren(node)) collect(context, child, found);
  else {
    const statement = lowerStatement(context, node);
    if (statement !== undefined) found.push(statement);
  }
  context.leave();
}

function lowerStatement(context: Context, node: number): Stmt | undefined {
  switch (context.kind(node)) {
    case 'expression_statement':
      return lowerExpressionStatement(context, node);
    case 'import_statement':
    case 'future_import_statement':
      return lowerImport(context, node);
    case 'import_from_statement':
      return lowerImportFrom(context, node);
    case 'if_statement':
      return lowerIf(context, node);
    case 'for_statement':
      return lowerFor(context, node);
    case 'while_statement':
      return lowerWhile(context, node);
    case 'with_statement':
      return lowerWith(context, node);
    case 'try_statement':
      return lowerTry(context, node);
    case 'match_statement':
      return lowerMatch(context, node);
    case 'function_definition':
      return lowerFunction(context, node, []);
    case 'class_definition':
      return lowerClass(context, node, []);
    case 'decorated_definition':
      return lowerDecorated(context, node);
    default:
      return lowerSimple(context, node);
  }
}

function lowerSimple(context: Context, node: number): Stmt | undefined {
  const start = context.start(node);
  const end = context.end(node);
  switch (context.kind(node)) {
    case 'return_statement':
      return { kind: 'Return', value: only(lowerAll(context, node)), start, end };
    case 'pass_statement':
      return { kind: 'Pass', start, end };
    case 'break_statement':
      return { kind: 'Break', start, end };
    case 'continue_statement':
      return { kind: 'Continue', start, end };
    case 'raise_statement': {
      const [exc = null, cause = null] = lowerAll(context, node);
      return { kind: 'Raise', exc, cause, start, end };
    }
    case 'assert_statement': {
      const [test, message = null] = lowerAll(context, node);
      return test === undefined ? undefined : { kind: 'Assert', test, message, start, end };
    }
    case 'delete_statement':
      return { kind: 'Delete', targets: spread(lowerAll(context, node)), start, end };
    case 'global_statement':
    case 'nonlocal_statement': {
      const names = context.children(node).map((child) => context.textOf(child));
      const kind = context.kind(node) === 'global_statement' ? 'Global' : 'Nonlocal';
      return { kind, names, start, end };
    }
    case 'type_alias_statement': {
      const name = context.children(node)[0];
      return { kind: 'TypeAlias', name: name === undefined ? '' : context.textOf(name), start, end };
    }
    case 'print_statement':
      return lowerPython2Call(context, node, 'print');
    case 'exec_statement':
      return lowerPython2Call(context, node, 'exec');
    default:
      return lowerStray(context, node);
  }
}

/** An expression that stands alone inside an error. */
function lowerStray(context: Context, node: number): Stmt | undefined {
  if (context.kind(node) !== 'call' && context.kind(node) !== 'attribute') return undefined;
  return {
    kind: 'Expr',
    value: lowerExpression(context, node),
    start: context.start(node),
    end: context.end(node),
  };
}

function lowerPython2Call(context: Context, node: number, name: string): Stmt {
  const start = context.start(node);
  const end = context.end(node);
  const args = context
    .children(node)
    .filter((child) => context.kind(child) !== 'chevron')
    .map((child) => lowerExpression(context, child))
    .map((value) => ({
      kind: 'Arg' as const,
      name: null,
      unpack: '' as const,
      value,
      start: value.start,
      end: value.end,
    }));
  const func: Expr = { kind: 'Name', id: name, start, end: start + name.length };
  const value: Expr = { kind: 'Call', func, args, argsStart: func.end, argsEnd: end, start, end };
  return { kind: 'Expr', value, start, end };
}

function lowerExpressionStatement(context: Context, node: number): Stmt | undefined {
  const children = context.children(node);
  const [first] = children;
  if (first === undefined) return undefined;
  if (context.kind(first) === 'assignment') return lowerAssignment(context, first);
  if (context.kind(first) === 'augmented_assignment') return lowerAugmented(context, first);
  const elts = children.map((child) => lowerExpression(context, child));
  const value = only(elts);
  return value === null
    ? undefined
    : { kind: 'Expr', value, start: context.start(node), end: context.end(node) };
}

/** One expression as it is, several as a tuple. */
function only(elts: readonly Expr[]): Expr | null {
  const [first] = elts;
  const last = elts.at(-1);
  if (first === undefined || last === undefined) return null;
  return elts.length === 1 ? first : { kind: 'Tuple', elts, start: first.start, end: last.end };
}

function spread(exprs: readonly Expr[]): readonly Expr[] {
  const [first] = exprs;
  return exprs.length === 1 && first?.kind === 'Tuple' ? first.elts : exprs;
}

function lowerAssignment(context: Context, node: number): Stmt {
  const [left, second, third] = context.children(node);
  const start = context.start(node);
  const end = context.end(node);
  const target = left === undefined ? context.invalid(node) : lowerExpression(context, left);
  if (second !== undefined && context.kind(second) === 'type') {
    const value = third === undefined ? null : lowerExpression(context, third);
    return { kind: 'AnnAssign', target, annotation: lowerExpression(context, second), value, start, end };
  }
  return lowerChain(context, node, [target], second);
}

/** `a = b = value`: the grammar nests the assignments on the right. */
function lowerChain(context: Context, node: number, targets: Expr[], right: number | undefined): Assign {
  let value = right;
  while (value !== undefined && context.kind(value) === 'assignment') {
    const { 0: left, 1: inner } = context.children(value);
    if (left !== undefined) targets.push(lowerExpression(context, left));
    value = inner;
  }
  const lowered = value === undefined ? context.invalid(node) : lowerExpression(context, value);
  return { kind: 'Assign', targets, value: lowered, start: context.start(node), end: context.end(node) };
}

function lowerAugmented(context: Context, node: number): Stmt | undefined {
  const { 0: left, 1: right } = context.children(node);
  if (left === undefined || right === undefined) return undefined;
  const written = operatorBetween(context.text, context.end(left), context.start(right));
  const op = written.replace(/=$/, '') as BinaryOperator;
  const [target, value] = [lowerExpression(context, left), lowerExpression(context, right)];
  return { kind: 'AugAssign', target, op, value, start: context.start(node), end: context.end(node) };
}

function lowerDecorated(context: Context, node: number): Stmt | undefined {
  const children = context.children(node);
  const decorators: Expr[] = [];
  for (const child of children) {
    const expression = context.kind(child) === 'decorator' ? context.children(child)[0] : undefined;
    if (expression !== undefined) decorators.push(lowerExpression(context, expression));
  }
  const definition = children.at(-1);
  if (definition === undefined) return undefined;
  if (context.kind(definition) === 'function_definition')
    return lowerFunction(context, definition, decorators);
  if (context.kind(definition) === 'class_definition') return lowerClass(context, definition, decorators);
  return undefined;
}
