import { unknown } from '../value.ts';
import type { CallArguments } from './arguments.ts';
import type { Cell } from './cell.ts';
import type { Machine } from './machine.ts';
import type { ObjectValue, Value } from './values.ts';

/** `transformers.modeling_outputs.SequenceClassifierOutput`, `…CausalLMOutputWithPast`, `diffusers.utils.BaseOutput`. */
const outputs = /\.\w*Output(?:With\w+)?$/;

export const isModelOutput = (name: string): boolean => outputs.test(name);

/** `Output(loss=loss, logits=logits)`: its fields are its attributes, and its items under their names. */
export function outputFields(machine: Machine, { keywords }: CallArguments): Map<string, Cell<Value>> {
  return new Map([...keywords].map(([name, { value }]) => [name, machine.store.cell(value, true)]));
}

/** `outputs.get("logits")`; undefined for any other method. */
export function outputMethod(output: ObjectValue, name: string, args: CallArguments): Value | undefined {
  if (name !== 'get' || !isModelOutput(output.name)) return undefined;
  const key = args.positional[0]?.value;
  if (key?.kind !== 'constant' || typeof key.value !== 'string') return unknown;
  return output.attributes.get(key.value)?.value ?? unknown;
}
