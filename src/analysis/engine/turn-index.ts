import type { CompareOperator, Expr } from '../../python/ast.ts';
import type { For } from '../../python/ast-statements.ts';
import { argumentOf, isSame } from './written.ts';

/**
 * What a condition on the index of a loop comes to in its last turn, or in all turns before it: `i < len(layers) - 1`,
 * `i + 1 == depth`. Null where it is no such condition. The index of the last turn is the count less 1.
 */
export function truthOfIndex(
  loop: For,
  isLast: boolean,
  op: CompareOperator,
  left: Expr,
  right: Expr,
): boolean | null {
  const index = shifted(left);
  const count = shifted(right);
  if (!isIndex(loop, index.of)) return null;
  const counts = countIn(loop, count.of);
  const last = index.by - count.by - 1;
  // What merely sounds like the count may be one more or less: the usual condition alone is taken at its word.
  if (counts === 'no' || (counts === 'maybe' && last !== 0)) return null;
  return isLast ? compared(op, last) : comparedBefore(op, last);
}

/** `n - 1` is `n` shifted by −1. */
function shifted(node: Expr): { readonly of: Expr; readonly by: number } {
  if (node.kind !== 'BinOp' || node.right.kind !== 'Constant' || typeof node.right.value !== 'number')
    return { of: node, by: 0 };
  if (node.op === '+') return { of: node.left, by: node.right.value };
  return node.op === '-' ? { of: node.left, by: -node.right.value } : { of: node, by: 0 };
}

function isIndex({ target, iter }: For, node: Expr): boolean {
  const counter =
    target.kind === 'Tuple' && argumentOf(iter, 'enumerate') !== undefined ? target.elts[0] : target;
  return counter?.kind === 'Name' && node.kind === 'Name' && node.id === counter.id;
}

const soundsLikeCount = /layer|depth|block|stage|num|len|(?:^|_)n(?:_|$)/i;

/** Whether an expression is the number of turns. */
function countIn({ iter }: For, node: Expr): 'yes' | 'maybe' | 'no' {
  const stop = argumentOf(iter, 'range');
  const list = argumentOf(iter, 'enumerate');
  const length = argumentOf(node, 'len');
  if (stop !== undefined && isSame(stop, node)) return 'yes';
  if (list !== undefined && length !== undefined && isSame(list, length)) return 'yes';
  const plain = stop ?? list;
  // `layers[:-1]` and `n - 1` are not all of them.
  if (plain === undefined || !whole.has(plain.kind)) return 'no';
  if (length !== undefined) return 'maybe';
  const name = node.kind === 'Name' ? node.id : node.kind === 'Attribute' ? node.attr : '';
  return soundsLikeCount.test(name) ? 'maybe' : 'no';
}

const whole = new Set(['Name', 'Attribute', 'Call']);

/** A difference compared with 0. */
function compared(op: CompareOperator, difference: number): boolean | null {
  switch (op) {
    case '<':
      return difference < 0;
    case '<=':
      return difference <= 0;
    case '>':
      return difference > 0;
    case '>=':
      return difference >= 0;
    case '==':
    case 'is':
      return difference === 0;
    case '!=':
    case 'is not':
      return difference !== 0;
    default:
      return null;
  }
}

/** The same in the turns before, where the difference is smaller by 1 or more; null where that is not enough. */
function comparedBefore(op: CompareOperator, last: number): boolean | null {
  const truth = compared(op, last - 1);
  const holdsBelow = op === '<' || op === '<=' || op === '!=' || op === 'is not';
  return truth === holdsBelow && last <= (op === '<=' || op === '>' ? 1 : 0) ? truth : null;
}
