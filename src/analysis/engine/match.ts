import type { Expr } from '../../python/ast.ts';
import type { Match, MatchCase } from '../../python/ast-statements.ts';
import { unknown } from '../value.ts';
import { assignTo } from './assign.ts';
import { evaluate } from './expressions.ts';
import { branch, type Flow, type Frame, type Machine } from './machine.ts';
import { compareTwo } from './operators.ts';
import { execute } from './statements.ts';
import { truthOf } from './truth.ts';
import type { Value } from './values.ts';

/** Every case is a possible path that the subject may match, up to the one that it surely does. */
export function runMatch(machine: Machine, frame: Frame, node: Match): Flow {
  const subject = evaluate(machine, frame, node.subject);
  const { possible, total } = possibleCases(machine, frame, subject, node.cases);
  const paths = possible.map((item) => (): Flow => {
    bindNames(machine, frame, item.pattern, subject);
    if (item.guard !== null) evaluate(machine, frame, item.guard);
    return execute(machine, frame, item.body);
  });
  return branch(machine, total ? paths : [...paths, () => 'on']);
}

/** The cases that may be taken, and whether one of them surely is. */
function possibleCases(
  machine: Machine,
  frame: Frame,
  subject: Value,
  cases: readonly MatchCase[],
): { possible: readonly MatchCase[]; total: boolean } {
  const possible: MatchCase[] = [];
  for (const item of cases) {
    const fits = matches(machine, frame, subject, item.pattern);
    if (fits !== false) possible.push(item);
    if (fits === true && item.guard === null) return { possible, total: true };
  }
  return { possible, total: false };
}

/** Whether a subject fits a pattern; null where that is not known. */
function matches(machine: Machine, frame: Frame, subject: Value, pattern: Expr): boolean | null {
  switch (pattern.kind) {
    case 'Name':
      return true;
    case 'NamedExpr':
      return matches(machine, frame, subject, pattern.value);
    case 'BinOp':
      return either(
        matches(machine, frame, subject, pattern.left),
        matches(machine, frame, subject, pattern.right),
      );
    case 'Constant':
    case 'Attribute':
      return equal(subject, evaluate(machine, frame, pattern));
    default:
      return null;
  }
}

function either(a: boolean | null, b: boolean | null): boolean | null {
  if (a === true || b === true) return true;
  return a === false && b === false ? false : null;
}

/** What `==` says, where nobody can turn it. */
function equal(a: Value, b: Value): boolean | null {
  const truth = truthOf(compareTwo('==', a, b));
  return truth === null || truth.soft ? null : truth.holds;
}

function bindNames(machine: Machine, frame: Frame, pattern: Expr, subject: Value): void {
  switch (pattern.kind) {
    case 'Name':
      if (pattern.id !== '_') assignTo(machine, frame, pattern, subject);
      return;
    case 'NamedExpr':
      assignTo(machine, frame, pattern.target, subject);
      return;
    case 'Tuple':
    case 'List':
      assignTo(machine, frame, pattern, subject);
      return;
    case 'Call':
      for (const arg of pattern.args) bindNames(machine, frame, arg.value, unknown);
      return;
    default:
      return;
  }
}
