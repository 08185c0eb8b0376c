import { type CallArguments, type PassedValue, passed } from './engine/arguments.ts';
import { entriesOf } from './engine/containers.ts';
import { reductionOf } from './engine/loss-calls.ts';
import type { LibraryCallEvent } from './engine/machine.ts';
import { isNone, type ObjectValue, optionsOf, type Value } from './engine/values.ts';
import type { Argument, Arguments, FactValue, LibraryCallFact, LossCallFact, LossInput } from './fact.ts';
import type { LossApi, LossParameter } from './library/losses.ts';
import { type CallSite, siteOf } from './site.ts';
import { type TensorValue, unknown } from './value.ts';

/** What a rule may see of a value. */
export function toFact(value: Value, depth = 0): FactValue {
  switch (value.kind) {
    case 'tensor':
    case 'constant':
    case 'unknown':
      return value;
    case 'tuple':
    case 'list': {
      const entries = depth > 3 ? [] : (entriesOf(value) ?? []);
      return {
        kind: 'sequence',
        form: value.kind,
        items: entries.map((entry) => toFact(entry.value, depth + 1)),
      };
    }
    case 'library':
    case 'object':
      return { kind: 'other', name: value.name };
    case 'union':
      return unknown;
    default:
      return { kind: 'other', name: null };
  }
}

const argumentOf = ({ value, span, unit }: PassedValue): Argument => ({
  site: siteOf(unit, span),
  value: toFact(value),
});

export function toArguments(args: CallArguments): Arguments {
  return {
    get: (position, ...names) => {
      const found = passed(args, position, ...names);
      return found === undefined ? undefined : argumentOf(found);
    },
    positional: args.positional.map(argumentOf),
    keywords: new Map([...args.keywords].map(([name, value]) => [name, argumentOf(value)])),
    complete: !args.open,
  };
}

export function libraryCallFact({
  name,
  at,
  args,
  receiver,
  result,
  graph,
}: LibraryCallEvent): LibraryCallFact {
  const first = args.positional[0] ?? args.keywords.get('input');
  const { func } = at.call;
  const methodSite = func.kind === 'Attribute' ? siteOf(at.unit, func.value) : undefined;
  return {
    name,
    at,
    get arguments() {
      return toArguments(args);
    },
    operand:
      receiver !== undefined ? toFact(receiver) : first === undefined ? undefined : toFact(first.value),
    operandSite:
      receiver !== undefined ? methodSite : first === undefined ? undefined : siteOf(first.unit, first.span),
    result: toFact(result),
    graph,
  };
}

/** The tensors a loss may get as its prediction: one for each alternative; unknown counts as one. */
export function predictionsOf(api: LossApi, args: CallArguments): readonly Value[] {
  const index = api.parameters.findIndex(({ role }) => role === 'prediction');
  const parameter = api.parameters[index];
  const given = parameter === undefined ? undefined : parameterOf(api, args, parameter, index);
  return given === undefined ? [unknown] : optionsOf(given.value).filter((option) => !isNone(option));
}

function parameterOf(
  api: LossApi,
  args: CallArguments,
  parameter: LossParameter,
  index: number,
): PassedValue | undefined {
  return passed(args, index, parameter.name, ...(api.aliases[parameter.name] ?? []));
}

/** One alternative of a loss call: this criterion, with this prediction. */
export function lossCallFact(
  api: LossApi,
  criterion: string | ObjectValue,
  args: CallArguments,
  at: CallSite,
  prediction: Value,
): LossCallFact {
  const made = typeof criterion === 'string' ? null : criterion;
  const inputs = api.parameters.flatMap((parameter, index) => {
    const given = parameterOf(api, args, parameter, index);
    if (given === undefined) return [];
    return [inputOf(parameter, parameter.role === 'prediction' ? { ...given, value: prediction } : given)];
  });
  return {
    loss: api.loss,
    api: api.name,
    library: api.library,
    form: api.form,
    at,
    madeAt: made?.at ?? null,
    inputs,
    prediction: inputs.find(({ role }) => role === 'prediction'),
    target: inputs.find(({ role }) => role === 'target'),
    option: (name) => optionOf(api, made, args, name),
    reduction: reductionOf(api.reduction, made, args),
  };
}

function inputOf(parameter: LossParameter, given: PassedValue): LossInput {
  const value = toFact(given.value);
  const tensor = definite(given.value);
  return { ...parameter, site: siteOf(given.unit, given.span), value, tensor };
}

/** The tensor, when the value is one and the same on every path. */
function definite(value: Value): TensorValue | undefined {
  return value.kind === 'tensor' ? value : undefined;
}

function optionOf(
  api: LossApi,
  made: ObjectValue | null,
  args: CallArguments,
  name: string,
): Argument | undefined {
  const index = api.options.indexOf(name);
  const place = index < 0 ? null : made === null ? api.parameters.length + index : index;
  const found = passed(made?.args ?? args, place, name);
  return found === undefined ? undefined : argumentOf(found);
}
