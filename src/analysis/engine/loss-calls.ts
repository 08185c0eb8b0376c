import { type LossApi, lossApi } from '../library/losses.ts';
import type { CallSite } from '../site.ts';
import { type Mark, tensorOf } from '../value.ts';
import { type CallArguments, passed } from './arguments.ts';
import type { Machine } from './machine.ts';
import { isNone, type ObjectValue, type Value } from './values.ts';

/** A loss is computed: tells the observer, and gives the loss's value. */
export function emitLossCall(
  machine: Machine,
  criteria: readonly (string | ObjectValue)[],
  args: CallArguments,
  at: CallSite,
): Value {
  machine.observer.lossCall({ at, args, criteria });
  const [first] = criteria;
  const api = first === undefined ? undefined : lossApi(typeof first === 'string' ? first : first.name);
  if (api === undefined) return tensorOf();
  const settings = typeof first === 'string' ? args : (first?.args ?? args);
  return tensorOf({
    marks: cutting(api, args),
    loss: {
      loss: api.loss,
      call: at,
      reduction: reductionOf(api.reduction, settings),
      weighted: isWeighted(settings),
    },
  });
}

/** A loss of what was cut from the graph has no gradient either. */
function cutting(api: LossApi, args: CallArguments): readonly Mark[] {
  const index = api.parameters.findIndex(({ role }) => role === 'prediction');
  const value = passed(args, index, api.parameters[index]?.name ?? 'input')?.value;
  if (value?.kind !== 'tensor') return [];
  const fromModel = value.scale !== null || value.marks.includes('discrete');
  return fromModel ? value.marks.filter((mark) => mark === 'detached' || mark === 'discrete') : [];
}

/** The reduction in effect, from `reduction=` or the old flags; null when it is not a constant. */
export function reductionOf(fallback: string, settings: CallArguments): string | null {
  const given = passed(settings, null, 'reduction')?.value;
  if (given !== undefined)
    return given.kind === 'constant' && typeof given.value === 'string' ? given.value : null;
  const reduce = passed(settings, null, 'reduce')?.value;
  const average = passed(settings, null, 'size_average')?.value;
  if (reduce?.kind === 'constant' && reduce.value === false) return 'none';
  if (average?.kind === 'constant' && average.value === false) return 'sum';
  return settings.open ? null : fallback;
}

function isWeighted(settings: CallArguments): boolean {
  const given = [passed(settings, null, 'weight'), passed(settings, null, 'label_smoothing')];
  return given.some((option) => option !== undefined && !isNone(option.value));
}
