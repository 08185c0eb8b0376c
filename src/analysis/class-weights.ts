import type { Call, Name } from '../python/ast.ts';
import type { Node } from '../python/walk.ts';
import { setKeyword } from './fix/edits.ts';
import { spelling } from './fix/names.ts';
import { assignedName, callsBelow, functionAround, mentions, within } from './fix/scope.ts';
import type { FixDraft } from './rule.ts';
import type { CallSite, Unit } from './site.ts';

/** Class weights that nothing reads but `print`, and the loss of the same function that is made without them. */
export interface UnusedWeights {
  readonly loss: CallSite;
  readonly fix: FixDraft | undefined;
}

/** What becomes of the weights that `made` computes; undefined when something reads them, or no loss is near. */
export function classWeightsIn(made: CallSite): UnusedWeights | undefined {
  const name = assignedName(made.unit, made.call);
  const places = name === undefined ? [] : placesAround(made);
  if (name === undefined || places.some((place) => reads(place.node, name))) return undefined;
  for (const { unit, node } of places) {
    const loss = callsBelow(node).find(takesWeight);
    if (loss !== undefined)
      return { loss: { unit, call: loss }, fix: passWeights({ unit, call: loss }, name.id) };
  }
  return undefined;
}

/** The function around a call, or every statement of the file. */
function placesAround({ unit, call }: CallSite): readonly { readonly unit: Unit; readonly node: Node }[] {
  const around = functionAround(unit, call);
  if (around !== undefined) return [{ unit, node: around }];
  return (unit.siblings ?? [unit]).flatMap((sibling) =>
    sibling.body.map((node) => ({ unit: sibling, node })),
  );
}

/** Whether a name is mentioned other than to print it. */
function reads(node: Node, name: Name): boolean {
  const shown = callsBelow(node).filter(({ func }) => func.kind === 'Name' && func.id === 'print');
  return mentions(node, name.id).some(
    (mention) => mention !== name && !shown.some((print) => within(print, mention)),
  );
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
