import { computeLoss } from '../../core/compute.ts';
import { cast, fromValues } from '../../core/create.ts';
import { isFloating } from '../../core/dtype.ts';
import type { InputSpec, Inputs, LossDefinition, LossError, LossOutcome, Options } from '../../core/loss.ts';
import type { Tensor } from '../../core/tensor.ts';
import { fail, ok, type Result } from '../../result.ts';
import { assignRoles, type Candidate, type Roles } from './roles.ts';

/** A tensor with what its text looked like. */
export interface Written extends Candidate {
  readonly form: string;
}

/** A loss computed on tensors from text. */
export interface Computed {
  readonly loss: LossDefinition;
  readonly inputs: Inputs;
  readonly options: Options;
  readonly outcome: LossOutcome;
  readonly roles: Roles;
}

export interface Failure {
  readonly error: LossError;
  /** Which of the tensors is at fault, where it is known. */
  readonly culprit: number | undefined;
}

/**
 * Computes a loss on tensors that were found in text.
 * @param written the text of each argument in the call around, by the loss's names
 */
export function computeOn(
  loss: LossDefinition,
  found: readonly Written[],
  written: Readonly<Record<string, string>> = {},
): Result<Computed, Failure> {
  const roles = assignRoles(loss, found, written);
  if (!roles) return fail({ error: tooMany(loss, found.length), culprit: loss.inputs.length });
  const given = split(loss, found, roles);
  const tries = [given.inputs, adapted(loss, given.inputs, plainNames(found, roles))];
  let first: LossError | undefined;
  for (const inputs of tries) {
    const outcome = computeLoss(loss, { inputs, options: given.options, gradient: true });
    if (outcome.ok) return ok({ loss, inputs, options: given.options, outcome: outcome.value, roles });
    first ??= outcome.error;
  }
  const error = first ?? tooMany(loss, found.length);
  return fail({ error, culprit: roles.get(error.at ?? '') });
}

function tooMany(loss: LossDefinition, count: number): LossError {
  const names = loss.inputs.map(({ name }) => name).join(', ');
  return {
    message: `${count} tensors are selected, but ${loss.id} takes ${names}`,
    cure: 'Select fewer, or assign the others to names such as weight.',
  };
}

interface Split {
  readonly inputs: Inputs;
  readonly options: Options;
}

function split(loss: LossDefinition, found: readonly Written[], roles: Roles): Split {
  const inputs: Record<string, Tensor> = {};
  const options: Record<string, Tensor> = {};
  for (const [name, index] of roles) {
    const tensor = found[index]?.tensor;
    if (!tensor) continue;
    const isInput = loss.inputs.some((input) => input.name === name);
    (isInput ? inputs : options)[name] = tensor;
  }
  return { inputs, options };
}

/** Numbers typed or pasted without a library around them: nobody decided their dtype or the batch axis. */
function plainNames(found: readonly Written[], roles: Roles): ReadonlySet<string> {
  const isPlain = (index: number) => !LIBRARY_FORMS.has(found[index]?.form ?? '');
  return new Set([...roles].flatMap(([name, index]) => (isPlain(index) ? [name] : [])));
}

const LIBRARY_FORMS: ReadonlySet<string> = new Set(['torch', 'tensorflow', 'jax']);

/** Plain numbers as the loss wants them: whole numbers as floats, one row as a batch of one. */
function adapted(loss: LossDefinition, inputs: Inputs, plain: ReadonlySet<string>): Inputs {
  const typed = mapInputs(inputs, (tensor, name) => {
    const spec = loss.inputs.find((input) => input.name === name);
    return spec && plain.has(name) ? asFloat(tensor, spec) : tensor;
  });
  return asBatch(loss, typed, plain);
}

function asFloat(tensor: Tensor, { accepts, role }: InputSpec): Tensor {
  const keeps = role !== 'prediction' && accepts.includes('class-indices');
  return keeps || isFloating(tensor.dtype) ? tensor : cast(tensor, 'float32');
}

/** `[3.05, 3.13, 3.48]` against `[2]` means one sample. */
function asBatch(loss: LossDefinition, inputs: Inputs, plain: ReadonlySet<string>): Inputs {
  const { prediction, target } = rolesOf(loss, inputs);
  const isOneRow = prediction?.tensor.shape.length === 1 && plain.has(prediction.name);
  const isOneIndex = target?.tensor.shape.length === 1 && target.tensor.shape[0] === 1;
  if (!isOneRow || !isOneIndex || !prediction || isFloating(target.tensor.dtype)) return inputs;
  const { data, shape, dtype } = prediction.tensor;
  return { ...inputs, [prediction.name]: fromValues(data, [1, ...shape], dtype) };
}

function rolesOf(loss: LossDefinition, inputs: Inputs) {
  const of = (role: InputSpec['role']) => {
    const name = loss.inputs.find((input) => input.role === role)?.name;
    const tensor = name === undefined ? undefined : inputs[name];
    return name !== undefined && tensor ? { name, tensor } : undefined;
  };
  return { prediction: of('prediction'), target: of('target') };
}

const mapInputs = (inputs: Inputs, f: (tensor: Tensor, name: string) => Tensor): Inputs =>
  Object.fromEntries(Object.entries(inputs).map(([name, tensor]) => [name, f(tensor, name)]));
