import type { Expr } from '../python/ast.ts';
import type { Assign } from '../python/ast-statements.ts';
import { textOfNode, type Unit } from './site.ts';

/** `output.loss`, `output.loss / n`: the loss that a model computes along with its output. */
export const isLossOfOutput = (node: Expr): boolean =>
  node.kind === 'BinOp'
    ? node.op === '/' && isLossOfOutput(node.left)
    : node.kind === 'Attribute' && node.attr === 'loss';

/** What is added in `total = total + term` or `total = term + total`; undefined for any other statement. */
export function addedTerm(unit: Unit, { targets, value }: Assign): Expr | undefined {
  const [target, ...others] = targets;
  if (value.kind !== 'BinOp' || value.op !== '+' || target === undefined || others.length > 0)
    return undefined;
  const isTarget = (node: Expr) => textOfNode(unit, node) === textOfNode(unit, target);
  if (isTarget(value.left)) return value.right;
  return isTarget(value.right) ? value.left : undefined;
}

/** Whether `backward` is called somewhere: on a variable of which nothing is known, that tells that it is a loss. */
export const differentiates = ({ text }: Unit): boolean => text.includes('.backward(');
