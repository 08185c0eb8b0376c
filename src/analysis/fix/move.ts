import type { Call } from '../../python/ast.ts';
import type { ClassDef, FunctionDef } from '../../python/ast-statements.ts';
import { chainTo, type Node } from '../../python/walk.ts';
import type { FixDraft, SiteEdit } from '../rule.ts';
import type { Unit } from '../site.ts';
import type { ActivationSource, TensorValue } from '../value.ts';
import { removalFrom } from './activation.ts';
import { operandText, replace } from './edits.ts';
import { operandOf } from './logarithm.ts';
import { callsBelow } from './scope.ts';

/**
 * Takes the activation out of `forward` and puts it around the calls of the model in its methods `predict…`, which need
 * the probabilities; undefined where there are none.
 */
export function moveToPredict(tensor: TensorValue): FixDraft | undefined {
  const { source } = tensor;
  const removal = removalFrom(tensor);
  if (source === null || removal === undefined) return undefined;
  const { unit, call } = source.at;
  const chain = chainTo(unit.body, call);
  const cls = chain.find((node): node is ClassDef => node.kind === 'ClassDef');
  const method = chain.find((node): node is FunctionDef => node.kind === 'FunctionDef');
  if (cls === undefined || method === undefined || !entryNames.has(method.name)) return undefined;
  const edits = predictingMethods(cls).flatMap((predict) => wrapCalls(unit, predict, source));
  if (edits.length === 0) return undefined;
  const title = `Move the ${tensor.activation ?? 'activation'} to predict`;
  return { title, safety: 'unsafe', edits: [removal, ...edits] };
}

const entryNames = new Set(['forward', '__call__', 'call']);

const predictingMethods = ({ body }: ClassDef): FunctionDef[] =>
  body.filter((node): node is FunctionDef => node.kind === 'FunctionDef' && node.name.startsWith('predict'));

/** `self(x)` → `F.softmax(self(x), dim=1)`, but for those whose argmax is all that is wanted. */
function wrapCalls(unit: Unit, method: FunctionDef, source: ActivationSource): SiteEdit[] {
  const operand = operandOf(source)?.node;
  if (operand === undefined) return [];
  return callsBelow(method)
    .filter((call) => callsItself(call) && !isReceiver(method, call))
    .map((call) => {
      const { start, end } = source.at.call;
      const inner =
        source.form === 'method' ? operandText(unit, call) : unit.text.slice(call.start, call.end);
      return replace(
        unit,
        call,
        unit.text.slice(start, operand.start) + inner + unit.text.slice(operand.end, end),
      );
    });
}

function callsItself({ func }: Call): boolean {
  if (func.kind === 'Name') return func.id === 'self';
  return func.kind === 'Attribute' && func.value.kind === 'Name' && func.value.id === 'self'
    ? entryNames.has(func.attr)
    : false;
}

/** `self(x).argmax(dim=1)` does not change with the scale. */
const isReceiver = (method: FunctionDef, call: Node): boolean =>
  chainTo(method.body, call).at(-2)?.kind === 'Attribute';
