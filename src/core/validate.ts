import { fail, ok, type Result } from '../result.ts';
import { cast } from './create.ts';
import { isFloating, promote } from './dtype.ts';
import type {
  Inputs,
  LossCall,
  LossDefinition,
  LossError,
  LossRequest,
  Options,
  OptionValue,
  ParamSpec,
  Reduction,
} from './loss.ts';
import type { DType, Tensor } from './tensor.ts';

/** Completes a request: every input present, every option filled in and within its bounds, one dtype decided. */
export function validate(loss: LossDefinition, request: LossRequest): Result<LossCall, LossError> {
  const given = request.options ?? {};
  const error = checkNames(loss, request.inputs, given) ?? checkOptions(loss.params, given);
  if (error) return fail(error);
  const reduction = request.reduction ?? loss.reduction;
  if (!loss.reductions.includes(reduction)) return fail(badReduction(loss, reduction));
  const call: LossCall = {
    inputs: castAll(request.inputs, request.dtype),
    options: castAll(fillDefaults(loss.params, given), request.dtype),
    reduction,
    dtype: request.dtype ?? promotedDType(loss, request.inputs),
  };
  const refused = loss.check(call);
  return refused ? fail(refused) : ok(call);
}

function checkNames(loss: LossDefinition, inputs: Inputs, options: Options): LossError | undefined {
  for (const spec of loss.inputs)
    if (!inputs[spec.name])
      return {
        message: `${loss.id}() missing required argument: '${spec.name}'`,
        cure: `Give ${spec.name}: ${spec.summary}`,
        at: spec.name,
      };
  const known = (name: string) => loss.inputs.some((spec) => spec.name === name);
  const stray =
    Object.keys(inputs).find((name) => !known(name)) ??
    Object.keys(options).find((name) => !loss.params.some((param) => param.name === name));
  if (stray === undefined) return undefined;
  const names = [...loss.inputs, ...loss.params].map((spec) => spec.name).join(', ');
  return {
    message: `${loss.id}() got an unexpected keyword argument '${stray}'`,
    cure: `${loss.id} takes ${names} and reduction.`,
    at: stray,
  };
}

function checkOptions(params: readonly ParamSpec[], options: Options): LossError | undefined {
  for (const param of params) {
    const value = options[param.name];
    if (value === undefined) continue;
    const error = checkKind(param, value) ?? checkBounds(param, value);
    if (error) return error;
  }
  return undefined;
}

const isTensor = (value: OptionValue): value is Tensor => typeof value === 'object' && value !== null;

function checkKind(param: ParamSpec, value: OptionValue): LossError | undefined {
  const fits = {
    number: () => typeof value === 'number' && !Number.isNaN(value),
    integer: () => Number.isInteger(value),
    boolean: () => typeof value === 'boolean',
    choice: () => param.kind === 'choice' && param.choices.includes(String(value)),
    tensor: () => value === null || isTensor(value),
  }[param.kind];
  if (fits()) return undefined;
  const shown = isTensor(value) ? 'a tensor' : JSON.stringify(value);
  const wanted = param.kind === 'choice' ? `one of ${param.choices.join(', ')}` : expectation[param.kind];
  return { message: `${param.name} must be ${wanted}, got ${shown}`, cure: param.summary, at: param.name };
}

const expectation = {
  number: 'a number',
  integer: 'an integer',
  boolean: 'True or False',
  tensor: 'a tensor or None',
};

function checkBounds(param: ParamSpec, value: OptionValue): LossError | undefined {
  if (param.kind !== 'number' && param.kind !== 'integer') return undefined;
  const x = Number(value);
  const tooSmall = param.min !== undefined && (param.exclusiveMin ? x <= param.min : x < param.min);
  const tooLarge = param.max !== undefined && x > param.max;
  if (!tooSmall && !tooLarge) return undefined;
  return {
    message: param.refusal?.replace('{}', String(x)) ?? `${param.name} must be ${bounds(param)}, got ${x}`,
    cause: `${param.name} is ${x}; it must be ${bounds(param)}.`,
    cure: param.summary,
    at: param.name,
  };
}

function bounds(param: { readonly min?: number; readonly max?: number; readonly exclusiveMin?: boolean }) {
  if (param.min === undefined) return `at most ${param.max}`;
  if (param.max === undefined) return `${param.exclusiveMin ? 'greater than' : 'at least'} ${param.min}`;
  return param.exclusiveMin
    ? `greater than ${param.min} and at most ${param.max}`
    : `between ${param.min} and ${param.max}`;
}

function badReduction(loss: LossDefinition, reduction: Reduction): LossError {
  return {
    message: `${reduction} is not a valid value for reduction`,
    cause: `${loss.id} reduces by ${loss.reductions.join(', ')}.`,
    cure: `Use reduction='${loss.reduction}'.`,
    at: 'reduction',
  };
}

/** Every option, the given ones and the defaults of the others. */
export const fillDefaults = (params: readonly ParamSpec[], given: Options): Options =>
  Object.fromEntries(params.map((param) => [param.name, given[param.name] ?? param.default]));

/** Casts the floating tensors among `values`, as `.to(dtype)` on a model and its data would. */
function castAll<T extends OptionValue>(values: Readonly<Record<string, T>>, dtype: DType | undefined) {
  if (dtype === undefined) return values;
  const entries = Object.entries(values).map(([name, value]) => {
    const castable = isTensor(value) && isFloating(value.dtype);
    return [name, castable ? (cast(value, dtype) as T) : value];
  });
  return Object.fromEntries(entries) as Readonly<Record<string, T>>;
}

function promotedDType(loss: LossDefinition, inputs: Inputs): DType {
  const floating = loss.inputs
    .map((spec) => inputs[spec.name]?.dtype)
    .filter((dtype): dtype is DType => dtype !== undefined && isFloating(dtype));
  return floating.length === 0 ? 'float32' : floating.reduce(promote);
}
