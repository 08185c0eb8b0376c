import { computeLoss } from '../../core/compute.ts';
import { toNested } from '../../core/create.ts';
import type { LossError } from '../../core/loss.ts';
import { parseSpelled, stringify } from '../json-text.ts';
import { inputName, isObject, type ReadRequest, readRequest } from './request.ts';

/** Answers one line of `loss --jsonl` with one line. An `id` in the request comes back in the answer. */
export function answer(line: string): string {
  const json = parse(line);
  if (json instanceof SyntaxError) return stringify({ error: `not JSON: ${json.message}` });
  const id = isObject(json) && 'id' in json ? { id: json.id } : {};
  const read = readRequest(json);
  return stringify({ ...id, ...(read.ok ? outcome(read.value) : { error: read.error }) });
}

function parse(line: string): unknown {
  try {
    return parseSpelled(line);
  } catch (error) {
    return error instanceof SyntaxError ? error : new SyntaxError('too deeply nested');
  }
}

function outcome({ loss, request, byName }: ReadRequest): object {
  const computed = computeLoss(loss, request);
  if (!computed.ok) return refusal(computed.error);
  const { value, gradients } = computed.value;
  if (!request.gradient) return { loss: toNested(value) };
  const named = Object.entries(gradients).map(([name, gradient]) => [name, toNested(gradient)] as const);
  const grads = Object.fromEntries(named);
  return { loss: toNested(value), grad: byName ? grads : grads[inputName(loss, 'prediction')] };
}

const refusal = ({ message, cause, cure, at }: LossError) => ({ error: message, cause, cure, at });
