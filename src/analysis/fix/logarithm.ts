import type { Expr } from '../../python/ast.ts';
import { type LibraryCallFact, shortName } from '../fact.ts';
import { operandNode } from '../indexing.ts';
import type { FixDraft, SiteEdit } from '../rule.ts';
import { type CallSite, textOfNode } from '../site.ts';
import { testFile } from '../test-file.ts';
import type { ActivationSource, Mark, TensorValue } from '../value.ts';
import { operandText, renameCallee, replace } from './edits.ts';
import { spelling } from './names.ts';
import { stillMeans, within } from './scope.ts';

/** softmax → log_softmax where it is written by name: a function, a method, or a layer of `nn.Sequential`. */
export function logOf(source: ActivationSource | null | undefined): SiteEdit | undefined {
  const name = source == null ? undefined : logNames.get(shortName(source.name));
  if (source == null || name === undefined || !written(source)) return undefined;
  return renameCallee(source.at, name);
}

const logNames = new Map([
  ['softmax', 'log_softmax'],
  ['Softmax', 'LogSoftmax'],
]);

/** The name has to stand in the call itself and belong to a module or tensor, not to an import or a variable. */
function written({ form, at, name }: ActivationSource): boolean {
  const { func } = at.call;
  if (form === 'layer-argument' || form === 'layer' || form === 'module') return false;
  return func.kind === 'Attribute' && func.attr === shortName(name);
}

/** The operand of an activation: `x` in `F.softmax(x, dim=1)` and in `x.softmax(1)`. */
export function operandOf({ at, form }: ActivationSource): { readonly node: Expr } | undefined {
  const { func, args } = at.call;
  if (form === 'method') return func.kind === 'Attribute' ? { node: func.value } : undefined;
  const [first] = args;
  const direct = form === 'function' || form === 'module';
  return direct && first !== undefined && first.unpack === '' ? { node: first.value } : undefined;
}

/** The text of `call` with its callee's last name changed: `F.softmax(z, dim=1)` → `F.log_softmax(z, dim=1)`. */
export function renamedText(at: CallSite, name: string): string {
  const { site, newText } = renameCallee(at, name);
  const { text } = at.unit;
  return text.slice(at.call.start, site.start) + newText + text.slice(site.end, at.call.end);
}

export const replaceCall = (at: CallSite, newText: string): SiteEdit => replace(at.unit, at.call, newText);

/**
 * The tensor whose natural logarithm a library call takes. Undefined where nothing is differentiated (NumPy, a number, a
 * detached tensor, an evaluation, a test's expected value) or underflows. A sample of a Gumbel softmax has no
 * log_softmax to take its place.
 */
export function logarithmOf(fact: LibraryCallFact): TensorValue | undefined {
  const { operand, name, graph } = fact;
  if (testFile.test(fact.at.unit.file)) return undefined;
  if (shortName(name) !== 'log' || /^(?:numpy|math|cmath|scipy)\./.test(name)) return undefined;
  if (!graph || operand?.kind !== 'tensor' || operand.marks.some((mark) => harmless.has(mark)))
    return undefined;
  return operand.source?.name.endsWith('gumbel_softmax') ? undefined : operand;
}

/** The function that takes both steps in one, as the library of the logarithm calls it. */
export const stableName = (activation: 'softmax' | 'sigmoid', { name }: LibraryCallFact): string =>
  activation === 'softmax' ? 'log_softmax' : /^(?:torch|Tensor)\./.test(name) ? 'logsigmoid' : 'log_sigmoid';

/** Not differentiated, made of written numbers, or from logits that lie close together. */
const harmless: ReadonlySet<Mark> = new Set(['detached', 'numbers', 'bounded']);

/** `log(softmax(x))` → `log_softmax(x)`: in one expression, or through a variable while `x` still means the same. */
export function logSoftmaxInPlace({ source, marks }: TensorValue, log: CallSite): FixDraft | undefined {
  const operand = source === null ? undefined : operandOf(source);
  if (source === null || operand === undefined || !written(source)) return undefined;
  if (isRearranged(marks)) return undefined;
  const direct = within(log.call, source.at.call) && log.unit === source.at.unit;
  if (!direct && !stillMeans(operand.node, source.at, log)) return undefined;
  const newText = renamedText(source.at, logNames.get(shortName(source.name)) ?? 'log_softmax');
  return { title: 'Use log_softmax', safety: 'safe', edits: [replaceCall(log, newText)] };
}

/** `log(sigmoid(x))` → `logsigmoid(x)`, and `log(1 - sigmoid(x))` → `logsigmoid(-x)`. */
export function logSigmoidInPlace({ source, marks }: TensorValue, log: CallSite): FixDraft | undefined {
  if (isRearranged(marks)) return undefined;
  const operand = source === null ? undefined : operandOf(source);
  const name = source === null ? undefined : logSigmoidName(log, source);
  if (source === null || operand === undefined || name === undefined) return undefined;
  const direct = within(log.call, source.at.call) && log.unit === source.at.unit;
  if (!direct && !stillMeans(operand.node, source.at, log)) return undefined;
  const argument = isComplement(log)
    ? `-${operandText(log.unit, operand.node)}`
    : textOfNode(log.unit, operand.node);
  return { title: 'Use logsigmoid', safety: 'safe', edits: [replaceCall(log, `${name}(${argument})`)] };
}

/** What was picked or reshaped on the way to the logarithm would have to be again. */
const isRearranged = (marks: TensorValue['marks']): boolean =>
  marks.includes('part') || marks.includes('reshaped');

/** `1 - p` under the logarithm. */
function isComplement({ call }: CallSite): boolean {
  const node = operandNode(call);
  if (node?.kind !== 'BinOp' || node.op !== '-') return false;
  return node.left.kind === 'Constant' && node.left.value === 1;
}

function logSigmoidName({ unit }: CallSite, { name }: ActivationSource): string | undefined {
  if (/^(torch|Tensor)\b/.test(name)) return spelling(unit, 'torch.nn.functional.logsigmoid');
  if (name.startsWith('jax.') || name.startsWith('flax.')) return spelling(unit, 'jax.nn.log_sigmoid');
  return name.startsWith('tensorflow.') ? spelling(unit, 'tensorflow.math.log_sigmoid') : undefined;
}
