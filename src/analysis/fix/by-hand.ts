import type { Expr } from '../../python/ast.ts';
import { chainTo, type Node } from '../../python/walk.ts';
import type { LossCallFact } from '../fact.ts';
import type { FixSafety } from '../finding.ts';
import type { FixDraft } from '../rule.ts';
import type { CallSite, Unit } from '../site.ts';
import type { TensorValue } from '../value.ts';
import { replace } from './edits.ts';
import { operandOf } from './logarithm.ts';
import { spelling } from './names.ts';
import { stillMeans } from './scope.ts';

/** `-torch.log(p[range(n), y]).mean()` → `F.cross_entropy(z, y)`, where `z` went into the softmax and is at hand. */
export function crossEntropyInPlace(
  { source }: TensorValue,
  log: CallSite,
  labels: Expr,
  safety: FixSafety,
): FixDraft | undefined {
  const logits = source === null ? undefined : operandOf(source)?.node;
  const whole = meanAround(log);
  if (source === null || logits === undefined || whole === undefined) return undefined;
  if (!stillMeans(logits, source.at, log)) return undefined;
  return callCrossEntropy(log.unit, whole, logits, labels, safety);
}

/** `F.nll_loss(torch.log(p + 1e-9), y)` → `F.cross_entropy(z, y)`. */
export function throughLogits(
  { at, form, target }: LossCallFact,
  { source }: TensorValue,
): FixDraft | undefined {
  const logits = source === null ? undefined : operandOf(source)?.node;
  const labels = at.call.args.find(({ value }) => value.start === target?.site.start)?.value;
  if (source === null || logits === undefined || labels === undefined || at.call.args.length !== 2)
    return undefined;
  if (form === 'class' || !stillMeans(logits, source.at, at)) return undefined;
  return callCrossEntropy(at.unit, at.call, logits, labels, 'unsafe');
}

function callCrossEntropy(
  unit: Unit,
  whole: Node,
  logits: Expr,
  labels: Expr,
  safety: FixSafety,
): FixDraft | undefined {
  const name = spelling(unit, 'torch.nn.functional.cross_entropy');
  if (name === undefined) return undefined;
  const text = (node: Expr) => unit.text.slice(node.start, node.end);
  const edit = replace(unit, whole, `${name}(${text(logits)}, ${text(labels)})`);
  return { title: 'Use cross_entropy on the logits', safety, edits: [edit] };
}

/** The whole of `-log(…).mean()` around its logarithm. */
function meanAround({ unit, call }: CallSite): Node | undefined {
  const [attribute, mean, negated] = chainTo(unit.body, call).slice(0, -1).reverse();
  if (attribute?.kind !== 'Attribute' || mean?.kind !== 'Call' || negated?.kind !== 'UnaryOp')
    return undefined;
  const { start, end } = attribute;
  const isMean = unit.text.slice(start, end).endsWith('.mean') && mean.end === end + 2;
  return isMean && unit.text[negated.start] === '-' ? negated : undefined;
}
