import type { Call } from '../python/ast.ts';
import { setKeyword } from './fix/edits.ts';
import { spelling } from './fix/names.ts';
import { assignedName, callsBelow, functionAround, mentions, within } from './fix/scope.ts';
import type { FixDraft } from './rule.ts';
import type { CallSite } from './site.ts';

/** Class weights that nothing reads but `print`, and the loss of the same function that is made without them. */
export interface UnusedWeights {
  readonly loss: CallSite;
  readonly fix: FixDraft | undefined;
}

/** What becomes of the weights that `made` computes; undefined when something reads them, or no loss is near. */
export function classWeightsIn(made: CallSite): UnusedWeights | undefined {
  const around = functionAround(made.unit, made.call);
  const name = assignedName(made.unit, made.call);
  if (around === undefined || name === undefined) return undefined;
  const calls = callsBelow(around);
  const shown = calls.filter(({ func }) => func.kind === 'Name' && func.id === 'print');
  const read = mentions(around, name.id).some(
    (mention) => mention !== name && !shown.some((print) => within(print, mention)),
  );
  const loss = calls.find(takesWeight);
  if (read || loss === undefined) return undefined;
  const at = { unit: made.unit, call: loss };
  return { loss: at, fix: passWeights(at, name.id) };
}

const weighted = new Set(['CrossEntropyLoss', 'NLLLoss', 'cross_entropy', 'nll_loss']);

function takesWeight({ func, args }: Call): boolean {
  const last = func.kind === 'Attribute' ? func.attr : func.kind === 'Name' ? func.id : '';
  const positional = args.filter(({ name }) => name === null).length;
  const free = last.endsWith('Loss') ? positional === 0 : positional <= 2;
  return weighted.has(last) && free && args.every(({ name, unpack }) => name !== 'weight' && unpack === '');
}

function passWeights(at: CallSite, name: string): FixDraft | undefined {
  const torch = spelling(at.unit, 'torch');
  if (torch === undefined) return undefined;
  const value = `${torch}.as_tensor(${name}, dtype=${torch}.float32)`;
  return {
    title: 'Pass the weights to the loss',
    safety: 'unsafe',
    edits: [setKeyword(at, 'weight', value)],
  };
}
