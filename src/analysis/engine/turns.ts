import type { CompareOperator, Expr } from '../../python/ast.ts';
import type { For } from '../../python/ast-statements.ts';
import { childrenOf, type Node } from '../../python/walk.ts';
import type { Frame } from './machine.ts';
import { type Truth, truthOf } from './truth.ts';
import { truthOfIndex } from './turn-index.ts';
import type { Value } from './values.ts';
import { argumentOf, isSame } from './written.ts';

/** A turn of a loop that does something else in its last one: no activation, or another. */
export interface Turn {
  readonly loop: For;
  readonly isLast: boolean;
}

/** Which way a condition goes; inside a loop over layers also by whether the turn is the last. */
export function truthHere({ loop }: Frame, test: Expr, value: Value): Truth | null {
  const holds = loop?.turn == null ? null : truthInTurn(loop.turn, test);
  return holds === null ? truthOf(value) : { holds, soft: false };
}

const answers = new WeakMap<For, boolean>();

/** Whether a loop asks for its last turn: `if i < len(layers) - 1`. */
export function asksForLast(loop: For): boolean {
  const known = answers.get(loop);
  if (known !== undefined) return known;
  const asks = isCounted(loop.iter) && loop.body.some((node) => asksIn(node, { loop, isLast: true }));
  answers.set(loop, asks);
  return asks;
}

/** Loops over what a call gives, like batches, are long to look through and ask for no last turn. */
const isCounted = (iter: Expr): boolean =>
  iter.kind === 'Name' ||
  iter.kind === 'Attribute' ||
  argumentOf(iter, 'range') !== undefined ||
  argumentOf(iter, 'enumerate') !== undefined;

const apart = new Set(['For', 'While', 'FunctionDef', 'ClassDef', 'Lambda']);

function asksIn(node: Node, turn: Turn): boolean {
  if (apart.has(node.kind)) return false;
  if (node.kind === 'If' || node.kind === 'IfExp') {
    const { test } = node as Node & { readonly test: Expr };
    if (truthInTurn(turn, test) !== null) return true;
  }
  return childrenOf(node).some((child) => asksIn(child, turn));
}

/** Null for a condition that does not hang on the turn, or not only. */
function truthInTurn(turn: Turn, test: Expr): boolean | null {
  if (test.kind === 'UnaryOp' && test.op === 'not') return negated(truthInTurn(turn, test.operand));
  if (test.kind === 'BoolOp') {
    const [left, right] = [truthInTurn(turn, test.left), truthInTurn(turn, test.right)];
    const deciding = test.op === 'or';
    if (left === deciding || right === deciding) return deciding;
    return left === null || right === null ? null : !deciding;
  }
  const [first, second] = test.kind === 'Compare' ? test.values : [];
  const op = test.kind === 'Compare' && test.ops.length === 1 ? test.ops[0] : undefined;
  if (first === undefined || second === undefined || op === undefined) return null;
  return ofItem(turn, op, first, second) ?? truthOfIndex(turn.loop, turn.isLast, op, first, second);
}

const negated = (truth: boolean | null): boolean | null => (truth === null ? null : !truth);

/** `layer is layers[-1]`. */
function ofItem({ loop, isLast }: Turn, op: CompareOperator, item: Expr, last: Expr): boolean | null {
  const { name, list } = itemOf(loop);
  if (list === undefined || item.kind !== 'Name' || item.id !== name) return null;
  if (last.kind !== 'Subscript' || !isSame(last.value, list) || !isMinusOne(last.index)) return null;
  if (op === 'is' || op === '==') return isLast;
  return op === 'is not' || op === '!=' ? !isLast : null;
}

const isMinusOne = (node: Expr): boolean =>
  node.kind === 'UnaryOp' && node.op === '-' && node.operand.kind === 'Constant' && node.operand.value === 1;

function itemOf({ target, iter }: For): { readonly name: string | null; readonly list: Expr | undefined } {
  const enumerated = argumentOf(iter, 'enumerate');
  const item = enumerated !== undefined && target.kind === 'Tuple' ? target.elts[1] : target;
  return { name: item?.kind === 'Name' ? item.id : null, list: enumerated ?? iter };
}
