import { overrides, spelledReduction } from '../legacy-reduction.ts';
import { type LossApi, lossApi } from '../library/losses.ts';
import type { CallSite } from '../site.ts';
import { type CutLoss, isLabelScale, type Mark, type TensorValue, tensorOf } from '../value.ts';
import { type CallArguments, passed } from './arguments.ts';
import { takes } from './binding.ts';
import type { Machine } from './machine.ts';
import { type ObjectValue, optionsOf, type Value } from './values.ts';

/**
 * A loss is computed: tells the observer, and gives the loss's value. A criterion that cannot take these arguments is not
 * what the program calls.
 */
export function emitLossCall(
  machine: Machine,
  alternatives: readonly (string | ObjectValue)[],
  args: CallArguments,
  at: CallSite,
): Value {
  const criteria = fitting(
    alternatives.filter((criterion) => {
      const api = typeof criterion === 'string' ? undefined : lossApi(criterion.name);
      return api === undefined || takes(api, args);
    }),
    args,
  );
  machine.observer.lossCall({ at, args, criteria });
  const [first] = criteria;
  const api = first === undefined ? undefined : apiOf(first);
  if (api === undefined) return tensorOf();
  const criterion = typeof first === 'object' ? first : null;
  const settings = criterion?.args ?? args;
  const cut = cutAt(api, args, at);
  return tensorOf({
    marks: cut === undefined ? [] : [cut.mark],
    loss: {
      loss: api.loss,
      library: api.library,
      call: at,
      reduction: reductionOf(api.reduction, criterion, args),
      weighted: isWeighted(settings),
      negated: false,
      cut: cut === undefined ? [] : [cut],
      terms: 1,
    },
  });
}

/** The loss of a function's name or a criterion's object. */
export const apiOf = (criterion: string | ObjectValue): LossApi | undefined =>
  lossApi(typeof criterion === 'string' ? criterion : criterion.name);

/** Of several criteria, class indices are meant for those that take them: no regression loss is given `y.long()`. */
function fitting(
  criteria: readonly (string | ObjectValue)[],
  args: CallArguments,
): readonly (string | ObjectValue)[] {
  if (criteria.length < 2) return criteria;
  const taking = criteria.filter((criterion) => {
    const api = apiOf(criterion);
    const index = api?.parameters.findIndex(({ role }) => role === 'target') ?? -1;
    const parameter = api?.parameters[index];
    const given = parameter && passed(args, index, parameter.name)?.value;
    return (
      given?.kind === 'tensor' && given.dtype === 'int64' && parameter?.accepts.includes('class-indices')
    );
  });
  return taking.length > 0 ? taking : criteria;
}

/** Set when no argument can carry a gradient although the prediction came out of a model. */
function cutAt(
  api: LossApi,
  args: CallArguments,
  call: CallSite,
): (CutLoss & { readonly mark: Mark }) | undefined {
  const index = api.parameters.findIndex(({ role }) => role === 'prediction');
  const value = passed(args, index, api.parameters[index]?.name ?? 'input')?.value;
  if (value?.kind !== 'tensor') return undefined;
  const { marks, scale, path } = value;
  const mark = marks.includes('discrete') ? 'discrete' : marks.includes('detached') ? 'detached' : undefined;
  if (mark === undefined || (scale === null && mark === 'detached')) return undefined;
  const others = [...args.positional, ...args.keywords.values()].map((given) => given.value);
  const either = mark === 'detached' && symmetric.has(api.loss);
  return others.some((other) => other !== value && (carries(other) || (either && mayCarry(other))))
    ? undefined
    : { call, mark, path };
}

/** Losses in which the prediction may as well stand second. */
const symmetric = new Set(['mse_loss', 'l1_loss', 'smooth_l1_loss', 'huber_loss']);

const isCut = ({ marks }: TensorValue): boolean => marks.includes('detached') || marks.includes('discrete');

/** Came out of a model and is still in its graph. */
const carries = (value: Value): boolean =>
  optionsOf(value).some(
    (option) => option.kind === 'tensor' && option.activation !== null && !isCut(option) && !isLabel(option),
  );

const mayCarry = (value: Value): boolean =>
  optionsOf(value).some(
    (option) => option.kind === 'unknown' || (option.kind === 'tensor' && !isCut(option) && !isLabel(option)),
  );

const isLabel = ({ marks, scale }: TensorValue): boolean => marks.includes('label') || isLabelScale(scale);

/**
 * The reduction in effect, from `reduction=` or the old flags, of the criterion's constructor or a function's call, or set
 * later, `criterion.reduction = "none"`; null when it is not a constant.
 */
export function reductionOf(
  fallback: string,
  criterion: ObjectValue | null,
  args: CallArguments,
): string | null {
  const settings = criterion?.args ?? args;
  const given = (name: string) => passed(settings, null, name)?.value;
  const [average, reduce] = [given('size_average'), given('reduce')];
  const later = criterion?.attributes.get('reduction')?.value;
  if (later === undefined && overrides(average, reduce)) return spelledReduction(average, reduce) ?? null;
  const reduction = later ?? given('reduction');
  if (reduction === undefined) return settings.open ? null : fallback;
  return reduction.kind === 'constant' && typeof reduction.value === 'string' ? reduction.value : null;
}

/** Smoothing by 0 is none. */
function isWeighted(settings: CallArguments): boolean {
  const given = [passed(settings, null, 'weight'), passed(settings, null, 'label_smoothing')];
  return given.some(
    (option) => option !== undefined && !(option.value.kind === 'constant' && !option.value.value),
  );
}
