import type { Expr } from '../../python/ast.ts';
import { tensorOf } from '../value.ts';
import { assignTo } from './assign.ts';
import { evaluate } from './expressions.ts';
import type { Frame, Machine } from './machine.ts';
import type { Value } from './values.ts';

/** Methods with a final underscore that leave the numbers as they are. */
const settings = new Set(['requires_grad_', 'share_memory_', 'retain_grad_', 'compile_']);

/** `t.fill_(0.1)`, `t.zero_().scatter_(…)` as a statement: what the method gives is what the variable holds from here on. */
export function writeInPlace(machine: Machine, frame: Frame, node: Expr, result: Value): void {
  const target = overwritten(node);
  if (target === undefined || evaluate(machine, frame, target).kind !== 'tensor') return;
  assignTo(machine, frame, target, result.kind === 'tensor' ? result : tensorOf());
}

/** The variable or attribute of which a chain of calls overwrites the numbers. */
function overwritten(node: Expr): Expr | undefined {
  if (node.kind !== 'Call' || node.func.kind !== 'Attribute') return undefined;
  const { attr, value } = node.func;
  if (!attr.endsWith('_') || attr.endsWith('__') || settings.has(attr)) return undefined;
  return value.kind === 'Name' || value.kind === 'Attribute' ? value : overwritten(value);
}
