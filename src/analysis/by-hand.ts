import type { BinOp, Call, Constant, Expr, UnaryOp } from '../python/ast.ts';
import type { Assign, AugAssign } from '../python/ast-statements.ts';
import { chainTo, type Node } from '../python/walk.ts';
import { calleeName, dotted } from './fix/call.ts';
import { assignmentTo, callsBelow, functionAround, mentions } from './fix/scope.ts';
import { operandNode, picksClasses } from './indexing.ts';
import { type CallSite, type Site, siteOf, textOfNode } from './site.ts';

/** What is done with a logarithm in the expression around it. */
interface Use {
  negated: boolean;
  /** Summed over an axis. */
  summed: boolean;
  /** Summed or averaged, be it over everything. */
  reduced: boolean;
  /** Another logarithm is added to it. */
  added: boolean;
  /** Goes where no loss goes: out of the graph, into a ratio or a difference. */
  elsewhere: boolean;
  /** What it is multiplied by, numbers aside. */
  readonly factors: Expr[];
}

/** Whether −log p of the right class is the loss itself, not a log-probability that is weighted by something later. */
export const isLossOfPicked = (at: CallSite): boolean => picksClasses(at.call) && isNegated(at);

/** −(y · log p).sum(dim=1): the labels `y`, or undefined. */
export const labelsOfSum = (at: CallSite): Expr | undefined => labelsWhere(at, ({ summed }) => summed);

/** −(y · log p).sum() or .mean() over everything: only of a whole softmax, for an entry of it may be weighted by a reward. */
export const labelsOfTotal = (at: CallSite): Expr | undefined =>
  labelsWhere(at, ({ reduced, added }) => reduced && !added);

/**
 * An entropy, −(p · log p).sum(dim=1), has no labels, also where `p` is computed twice; nor has a divergence,
 * Σ y (log y − log p).
 */
function labelsWhere(at: CallSite, fits: (use: Use) => boolean): Expr | undefined {
  if (picksClasses(at.call) || isDifference(at)) return undefined;
  const operand = operandNode(at.call);
  const use = usesOf(at).find(
    (one) => one.negated && !one.elsewhere && one.factors.length === 1 && fits(one),
  );
  const [labels] = use?.factors ?? [];
  if (operand === undefined || labels === undefined || !isPlain(labels)) return undefined;
  const text = textOfNode(at.unit, labels);
  const isEntropy = namesBehind(at, operand).has(text) || isSoftmax(at, labels);
  return isEntropy ? undefined : labels;
}

/** Whether a variable gets its value from a softmax in the same function. */
function isSoftmax({ unit, call }: CallSite, node: Expr): boolean {
  const around = functionAround(unit, call);
  if (around === undefined || node.kind !== 'Name') return false;
  return mentions(around, node.id).some((name) => {
    const value = assignmentTo(unit, name)?.value;
    return (
      value !== undefined && callsBelow(value).some(({ func }) => /softmax$/i.test(textOfNode(unit, func)))
    );
  });
}

/** Whether a mean over everything is multiplied by the number of classes, which makes it a mean over the samples. */
export const isMultipliedByClasses = (at: CallSite): boolean =>
  usesOf(at).some(({ factors }) => factors.some((node) => classesText.test(textOfNode(at.unit, node))));

/** `x.size(1)`, `x.shape[-1]`, `num_classes`, `C`: neither a temperature nor the size of the batch. */
const classesText = /\.(?:size\(|shape\[)-?[1-9]|\bn(?:um|b)?_?class|\bvocab_?size|^(?:self\.)?[CKV]$/;

/** Whether it stands as −log p, a loss, and not as a log-probability that something else weighs. */
export const isNegated = (at: CallSite): boolean =>
  usesOf(at).some(({ negated, elsewhere, factors }) => negated && !elsewhere && factors.length === 0);

/** y · log p + (1 − y) · log(1 − p): a binary cross-entropy, whatever its sign. */
export const isBinaryByHand = (at: CallSite): boolean =>
  usesOf(at).some(({ added, elsewhere, factors }) => added && !elsewhere && factors.length === 1);

/** `log(a) - log(b)`: the inverse of a sigmoid, or a ratio. */
export function isDifference({ unit, call }: CallSite): boolean {
  const parent = chainTo(unit.body, call).at(-2);
  if (parent?.kind !== 'BinOp') return false;
  const { op, left, right } = parent as BinOp;
  return op === '-' && isLog(left) && isLog(right);
}

const isLog = (node: Expr): boolean => node.kind === 'Call' && calleeName(node) === 'log';

/** The innermost statement around a call. */
export function statementAround({ unit, call }: CallSite): Site {
  const statement = chainTo(unit.body, call).findLast(({ kind }) => statements.has(kind));
  return siteOf(unit, statement ?? call);
}

const statements = new Set(['Assign', 'AnnAssign', 'AugAssign', 'Return', 'Expr', 'Assert']);

/** How the expression goes on around a call, and, where it only gives a variable its value, around each mention of that. */
function usesOf({ unit, call }: CallSite): readonly Use[] {
  const chain = chainTo(unit.body, call);
  const own = useIn(chain);
  const assigned = assignedTo(chain);
  const around = functionAround(unit, call);
  if (own.negated || assigned === undefined || around === undefined) return [own];
  return mentions(around, assigned)
    .filter(({ start }) => start > call.end)
    .map((name) => merged(own, useIn(chainTo(unit.body, name))));
}

const merged = (a: Use, b: Use): Use => ({
  negated: a.negated !== b.negated,
  summed: a.summed || b.summed,
  reduced: a.reduced || b.reduced,
  added: a.added || b.added,
  elsewhere: a.elsewhere || b.elsewhere,
  factors: [...a.factors, ...b.factors],
});

function assignedTo(chain: readonly Node[]): string | undefined {
  const statement = chain.find(({ kind }) => kind === 'Assign') as Assign | undefined;
  const [target] = statement?.targets ?? [];
  return target?.kind === 'Name' ? target.id : undefined;
}

function useIn(chain: readonly Node[]): Use {
  const use: Use = {
    negated: false,
    summed: false,
    reduced: false,
    added: false,
    elsewhere: false,
    factors: [],
  };
  for (let i = chain.length - 2; i >= 0; i--) {
    const [node, inner] = [chain[i], chain[i + 1]];
    if (node === undefined || inner === undefined) break;
    if (node.kind === 'AugAssign') takeInProduct(use, node as AugAssign, inner);
    if (statements.has(node.kind)) break;
    takeIn(use, node, inner);
  }
  return use;
}

/** `loss *= weight`, where `loss` is what is looked at. */
function takeInProduct({ factors }: Use, { op, target, value }: AugAssign, inner: Node): void {
  if (target === inner && op === '*') factors.push(value);
}

function takeIn(use: Use, node: Node, inner: Node): void {
  if (node.kind === 'UnaryOp' && (node as UnaryOp).op === '-') use.negated = !use.negated;
  else if (node.kind === 'Call') takeInCall(use, node as Call, inner);
  else if (node.kind === 'BinOp') takeInOperation(use, node as BinOp, inner);
}

function takeInCall(use: Use, call: Call, inner: Node): void {
  use.summed ||= sumsOverAxis(call, inner);
  use.reduced ||= /(?:sum|mean)$/.test(calleeName(call));
  use.elsewhere ||= leaving.has(calleeName(call));
}

/** What follows a log-probability that is compared with another one, and no loss. */
const leaving = new Set(['detach', 'exp', 'item', 'numpy']);

function takeInOperation(use: Use, { op, left, right }: BinOp, inner: Node): void {
  const other = left === inner ? right : left;
  if (op === '-' && right === inner) {
    use.negated = !use.negated;
    use.elsewhere ||= !isNegative(left) && signed(left) === undefined;
  }
  use.added ||= op === '+' && callsBelow(other).some(isLog);
  if (op !== '*') return;
  const number = signed(other);
  if (number === undefined) use.factors.push(other);
  else if (number < 0) use.negated = !use.negated;
}

/** `-a`, `-a * w`, `-a - b`: another term of a loss. */
const isNegative = (node: Expr): boolean =>
  node.kind === 'UnaryOp' ? node.op === '-' : node.kind === 'BinOp' && isNegative(node.left);

/** `x.sum(dim=1)`, `torch.sum(x, 1)`, `tf.reduce_sum(x, axis=1)`. */
function sumsOverAxis(call: Call, inner: Node): boolean {
  const isMethod = call.func === inner;
  return /sum$/.test(calleeName(call)) && call.args.length > (isMethod ? 0 : 1);
}

/** `2`, `-1`. */
function signed(node: Expr): number | undefined {
  if (node.kind === 'UnaryOp' && node.op === '-') {
    const value = signed(node.operand);
    return value === undefined ? undefined : -value;
  }
  const value = node.kind === 'Constant' ? (node as Constant).value : undefined;
  return typeof value === 'number' ? value : undefined;
}

const isPlain = (node: Expr): boolean =>
  node.kind === 'Name' || (node.kind === 'Attribute' && isPlain(node.value));

/** The names and attributes in an expression, and those in what the same function gives to them: `q = p.clamp(min=1e-7)`. */
function namesBehind({ unit, call }: CallSite, node: Expr): ReadonlySet<string> {
  const names = new Set(namesBelow(node));
  const around = functionAround(unit, call);
  for (const name of [...names])
    for (const mention of around === undefined ? [] : mentions(around, name)) {
      const value = assignmentTo(unit, mention)?.value;
      if (value !== undefined) for (const other of namesBelow(value)) names.add(other);
    }
  return names;
}

function namesBelow(node: Expr): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (at: Expr): void => {
    if (at.kind === 'Name') found.add(at.id);
    else if (at.kind === 'Attribute') {
      found.add(dotted(at));
      visit(at.value);
    } else if (at.kind === 'BinOp') {
      visit(at.left);
      visit(at.right);
    } else if (at.kind === 'Call') {
      visit(at.func);
      for (const arg of at.args) visit(arg.value);
    }
  };
  visit(node);
  return found;
}
