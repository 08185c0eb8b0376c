import type { Attribute, Call, Expr, Name, Subscript } from '../python/ast.ts';
import type { Assign, AugAssign, For, While } from '../python/ast-statements.ts';
import { chainTo, childrenOf, isLoop, type Node } from '../python/walk.ts';
import type { Argued } from './fact.ts';
import { dotted } from './fix/call.ts';
import { callsBelow, functionAround, isWritten, mentions, nodesBelow, within } from './fix/scope.ts';
import { addedTerm } from './running-sum.ts';
import { callSpan, type Site, textOfNode, type Unit } from './site.ts';
import type { TensorValue } from './value.ts';

/** A value and what it is kept in. */
interface Keeping {
  readonly into: Expr;
  readonly value: Expr;
}

/**
 * The expression that `total += loss`, `total = total + loss / n` or `history.append(loss)` keeps, when `backward` is
 * called in the same loop on that very variable, or on one that came with a loss out of the same call: what was
 * differentiated once is kept for display only. `tensor` is what is kept.
 */
export function keptForDisplay(site: Site, tensor: TensorValue): Expr | undefined {
  const { unit } = site;
  const chain = chainAt(site);
  const keeping = keepingOf(unit, chain.at(-1));
  const loops = chain.filter(isLoop);
  const loop = loops.pop();
  if (keeping === undefined || loop === undefined || isShort(loop)) return undefined;
  const { into, value } = keeping;
  if (tensor.loss === null && !namesLoss.test(textOfNode(unit, into) + textOfNode(unit, value)))
    return undefined;
  const endsSoon =
    startsAnew(unit, loop, into) || loops.some((outer) => startsAnewPerBatch(unit, outer, into));
  if (endsSoon || isDifferentiatedItself(unit, loop, into)) return undefined;
  return differentiatedIn(loop, value, site, tensor);
}

/** Over a few things that are listed there: what is kept of them ends with them. */
const isShort = (loop: For | While): boolean =>
  loop.kind === 'For' && (loop.iter.kind === 'List' || loop.iter.kind === 'Tuple');

/** What `backward` is called on may be anything: a curve of which the slope is wanted. */
const namesLoss = /loss|cost|err|obj|elbo|nll|energy|total|hist|running|epoch|track|curve/i;

/** The same for an object that adds up what it is given: `meter.update(loss, n)`, of which `self.sum += value * n` is part. */
export function keptByObject({ values, at }: Argued, tensor: TensorValue): Expr | undefined {
  const chain = chainTo(at.unit.body, at.call);
  const loop = chain.findLast(isLoop);
  const { func } = at.call;
  if (loop === undefined || func.kind !== 'Attribute' || startsAnew(at.unit, loop, func.value))
    return undefined;
  const found = values.map((value) => differentiatedIn(loop, value, callSpan(at), tensor));
  return found.find((loss) => loss !== undefined);
}

/** The factor of an expression that `backward` is called on in a loop, itself or as one that came with it. */
function differentiatedIn(loop: Node, value: Expr, site: Site, tensor: TensorValue): Loss | undefined {
  return factors(value).find((factor) => {
    const names = [nameOf(factor), ...(tensor.loss === null ? [] : companions(loop, nameOf(factor)))];
    return isNamed(loop, factor, site.unit) && names.some((name) => isDifferentiated(loop, name, site));
  });
}

/** The nodes from a top-level statement down to the one that lies exactly at a site. */
function chainAt({ unit, start, end }: Site): Node[] {
  let level: readonly Node[] = unit.body;
  const chain: Node[] = [];
  for (;;) {
    const next = level.find((node) => node.start <= start && node.end >= end);
    if (next === undefined) return [];
    chain.push(next);
    if (isKeeping(next) && next.start === start && next.end === end) return chain;
    level = childrenOf(next);
  }
}

const isKeeping = ({ kind }: Node): boolean => kind === 'AugAssign' || kind === 'Assign' || kind === 'Call';

function keepingOf(unit: Unit, node: Node | undefined): Keeping | undefined {
  if (node?.kind === 'AugAssign') {
    const { target, value } = node as AugAssign;
    return { into: target, value };
  }
  if (node?.kind === 'Assign') return sumIn(unit, node as Assign);
  const { func, args } = (node ?? {}) as Partial<Call>;
  const [first] = args ?? [];
  return func?.kind === 'Attribute' && first !== undefined
    ? { into: func.value, value: first.value }
    : undefined;
}

function sumIn(unit: Unit, node: Assign): Keeping | undefined {
  const value = addedTerm(unit, node);
  const [into] = node.targets;
  return value && into && { into, value };
}

type OfName = { readonly kind: 'Attribute'; readonly value: Name };
type Field = (Attribute & OfName) | (Subscript & { readonly value: Name });
/** A variable, its mean or sum, or the `loss` that a model's output has. */
type Loss = Name | Field | (Call & { readonly func: OfName });

/** What may be the loss in `loss`, `loss / n`, `len(x) * loss`, `loss.mean()`, `output['loss']`. */
function factors(node: Expr): readonly Loss[] {
  if (isLoss(node)) return [node];
  if (node.kind !== 'BinOp') return [];
  if (node.op === '/') return factors(node.left);
  return node.op === '*' ? [...factors(node.left), ...factors(node.right)] : [];
}

const isLoss = (node: Expr): node is Loss =>
  node.kind === 'Name' ||
  (node.kind === 'Attribute' && node.attr === 'loss' && node.value.kind === 'Name') ||
  (node.kind === 'Subscript' && node.value.kind === 'Name') ||
  (node.kind === 'Call' &&
    node.args.length === 0 &&
    node.func.kind === 'Attribute' &&
    node.func.value.kind === 'Name' &&
    (node.func.attr === 'mean' || node.func.attr === 'sum'));

function nameOf(loss: Loss): string {
  if (loss.kind === 'Name') return loss.id;
  return loss.kind === 'Call' ? loss.func.value.id : loss.value.id;
}

/** Whether `backward` is called on that very field, where a loss is one: `self.loss` is not every `self`. */
const isNamed = (loop: Node, loss: Loss, unit: Unit): boolean =>
  loss.kind === 'Name' ||
  loss.kind === 'Call' ||
  callsBelow(loop).some(
    (call) => isBackward(call) && textOfNode(unit, call).includes(textOfNode(unit, loss)),
  );

/** The other variables that get a value where this one does: `loss, error, entropy = criterion(…)`. */
const companions = (loop: Node, id: string): string[] =>
  nodesBelow(loop).flatMap((node) => {
    const { targets = [] } = node.kind === 'Assign' ? (node as Assign) : {};
    const names = targets.flatMap((target) => (target.kind === 'Tuple' ? target.elts.flatMap(idOf) : []));
    return names.includes(id) ? names.filter((name) => name !== id) : [];
  });

const idOf = (node: Expr): string[] => (node.kind === 'Name' ? [node.id] : []);

/** Whether `backward` is called on a variable in a loop, and nothing else is put into it between that and the site. */
const isDifferentiated = (loop: Node, id: string, site: Site): boolean =>
  callsBelow(loop).some(
    (call) =>
      differentiates(call, id) &&
      !isReplaced(loop, id, call.end, site.start) &&
      !isReplaced(loop, id, site.end, call.start),
  );

/** Whether a variable is given something else between two offsets. A loss that is scaled has its graph still. */
const isReplaced = (loop: Node, id: string, from: number, to: number): boolean =>
  isWritten(loop, id, from, to, (writer) => !scales(writer, id));

/** `loss *= len(images)`, `loss = loss / n`. */
const scales = (node: Node, id: string): boolean =>
  node.kind === 'AugAssign' ||
  (node.kind === 'Assign' && factors((node as Assign).value).some((factor) => nameOf(factor) === id));

/** `loss.backward()`, `(loss / n).backward()`, `scaler.scale(loss).backward()`, `accelerator.backward(loss)`. */
const differentiates = (call: Call, id: string): boolean =>
  isBackward(call) &&
  (call.args.length === 0 || isOfLibrary(call) || /loss/i.test(id)) &&
  mentions(call, id).some((name) => within(call, name));

/** Code of its own may call a step backwards by the same name, and give it a reward or a gradient. */
const isOfLibrary = ({ func }: Call): boolean =>
  func.kind === 'Attribute' && /accelerat|fabric|engine|optim|scaler|strategy/i.test(dotted(func.value));

const isBackward = ({ func }: Call): boolean => func.kind === 'Attribute' && func.attr === 'backward';

/** A sum that is differentiated needs the graphs of its terms. */
const isDifferentiatedItself = (unit: Unit, loop: Node, into: Expr): boolean =>
  into.kind === 'Name' &&
  callsBelow(functionAround(unit, loop) ?? loop).some((call) => differentiates(call, into.id));

/** Whether a loop gives a variable a first value again, in each of its turns or in some, so that little grows. */
function startsAnew(unit: Unit, loop: For | While, into: Expr): boolean {
  const text = textOfNode(unit, into);
  const isThat = (node: Expr) => textOfNode(unit, node) === text;
  return nodesBelow(loop).some((node) => {
    if (node.kind === 'Assign')
      return (
        (node as Assign).targets.flatMap(parts).some(isThat) && addedTerm(unit, node as Assign) === undefined
      );
    const { func } = (node.kind === 'Call' ? node : {}) as Partial<Call>;
    return func?.kind === 'Attribute' && func.attr === 'clear' && isThat(func.value);
  });
}

const parts = (target: Expr): readonly Expr[] => (target.kind === 'Tuple' ? target.elts : [target]);

/** The same of a loop over batches around: what a few models or parts of one batch add does not grow with the steps. */
const startsAnewPerBatch = (unit: Unit, outer: For | While, into: Expr): boolean =>
  outer.kind === 'For' && /loader|batch/i.test(textOfNode(unit, outer.iter)) && startsAnew(unit, outer, into);
