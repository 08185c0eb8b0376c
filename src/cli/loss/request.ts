import type { InputSpec, LossDefinition, LossRequest, OptionValue, Reduction } from '../../core/loss.ts';
import type { DType, Tensor } from '../../core/tensor.ts';
import { fail, ok, type Result } from '../../result.ts';
import { spelledNumber } from '../json-text.ts';
import { findLoss } from './find-loss.ts';
import { floatingDType, inputDType } from './input-dtype.ts';
import { type Numbers, readNumbers, toTensor } from './tensor-json.ts';

type Json = Readonly<Record<string, unknown>>;

/** A request of `loss --jsonl`, read and ready to be computed. */
export interface ReadRequest {
  readonly loss: LossDefinition;
  readonly request: LossRequest;
  /** True when the tensors came by name, so that gradients go back by name. */
  readonly byName: boolean;
}

export const isObject = (json: unknown): json is Json =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

/**
 * Reads `{"loss", "input", "target", "options", "dtype", "grad"}` or, for losses with other inputs, `"inputs"` by
 * PyTorch's parameter names. Numbers are as `parseSpelled` leaves them. Without `dtype` it is float64, as JSON's numbers.
 */
export function readRequest(json: unknown): Result<ReadRequest, string> {
  if (!isObject(json)) return fail('a request is a JSON object');
  const named = findLoss(json.loss);
  if (!named.ok) return named;
  const { definition, api } = named.value;
  const dtype = floatingDType(json.dtype ?? 'float64');
  if (dtype === undefined) return fail('dtype must be one of float64, float32, float16, bfloat16');
  const stray = misplacedOption(json, definition);
  if (stray !== undefined) return fail(`'${stray}' belongs into "options"`);
  const inputs = readInputs(json, definition, dtype);
  if (!inputs.ok) return inputs;
  const options = readOptions(json.options ?? {}, dtype);
  if (!options.ok) return options;
  const { reduction = api?.reduction, ...others } = options.value;
  const request: LossRequest = {
    inputs: inputs.value,
    options: { ...api?.options, ...others },
    // `computeLoss` refuses what is no reduction of the loss.
    ...(reduction === undefined ? {} : { reduction: String(reduction) as Reduction }),
    dtype,
    gradient: json.grad === true,
  };
  return ok({ loss: definition, request, byName: isObject(json.inputs) });
}

/** An option that was given beside the options or among the inputs. */
function misplacedOption(json: Json, { params }: LossDefinition): string | undefined {
  const inputs = isObject(json.inputs) ? json.inputs : {};
  return ['reduction', ...params.map(({ name }) => name)].find((name) => name in json || name in inputs);
}

/** The name of the loss's input that `"input"` or `"target"` means. */
export const inputName = ({ inputs }: LossDefinition, role: InputSpec['role']): string =>
  inputs.find((spec) => spec.role === role)?.name ?? role;

function givenInputs(json: Json, loss: LossDefinition): Readonly<Record<string, unknown>> {
  return {
    ...('input' in json ? { [inputName(loss, 'prediction')]: json.input } : {}),
    ...('target' in json ? { [inputName(loss, 'target')]: json.target } : {}),
    ...(isObject(json.inputs) ? json.inputs : {}),
  };
}

function readInputs(json: Json, loss: LossDefinition, dtype: DType): Result<Record<string, Tensor>, string> {
  const numbers = new Map<string, Numbers>();
  for (const [name, value] of Object.entries(givenInputs(json, loss))) {
    const read = readNumbers(value);
    if (!read.ok) return fail(`${name}: ${read.error}`);
    numbers.set(name, read.value);
  }
  const prediction = numbers.get(inputName(loss, 'prediction'));
  const toInput = ([name, read]: readonly [string, Numbers]): [string, Tensor] => {
    const spec = loss.inputs.find((candidate) => candidate.name === name);
    return [name, toTensor(read, spec ? inputDType(spec, read, prediction, dtype) : dtype)];
  };
  return ok(Object.fromEntries([...numbers].map(toInput)));
}

function readOptions(json: unknown, dtype: DType): Result<Record<string, OptionValue>, string> {
  if (!isObject(json)) return fail('"options" must be an object');
  const options: Record<string, OptionValue> = {};
  for (const [name, value] of Object.entries(json)) {
    const option = readOption(value, dtype);
    if (!option.ok) return fail(`${name}: ${option.error}`);
    options[name] = option.value;
  }
  return ok(options);
}

function readOption(value: unknown, dtype: DType): Result<OptionValue, string> {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return ok(value);
  if (typeof value === 'string') return ok(spelledNumber(value) ?? value);
  const numbers = readNumbers(value);
  return numbers.ok ? ok(toTensor(numbers.value, dtype)) : numbers;
}
