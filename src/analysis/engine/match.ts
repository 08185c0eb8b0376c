import type { Expr } from '../../python/ast.ts';
import type { Match } from '../../python/ast-statements.ts';
import { unknown } from '../value.ts';
import { assignTo } from './assign.ts';
import { evaluate } from './expressions.ts';
import { branch, type Flow, type Frame, type Machine } from './machine.ts';
import { execute } from './statements.ts';
import type { Value } from './values.ts';

/** Every case is a possible path unless the subject is a constant that it cannot match. */
export function runMatch(machine: Machine, frame: Frame, node: Match): Flow {
  const subject = evaluate(machine, frame, node.subject);
  const possible = node.cases.filter(({ pattern }) => mayMatch(subject, pattern));
  const paths = possible.map((item) => (): Flow => {
    bindNames(machine, frame, item.pattern, subject);
    if (item.guard !== null) evaluate(machine, frame, item.guard);
    return execute(machine, frame, item.body);
  });
  const total = possible.some(({ pattern, guard }) => guard === null && isCatchAll(pattern));
  return branch(machine, total ? paths : [...paths, () => 'on']);
}

function mayMatch(subject: Value, pattern: Expr): boolean {
  if (subject.kind !== 'constant' || subject.soft || pattern.kind !== 'Constant') return true;
  return subject.value === pattern.value;
}

const isCatchAll = (pattern: Expr): boolean => pattern.kind === 'Name';

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
