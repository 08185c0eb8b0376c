import { type CallArguments, openArguments } from '../engine/arguments.ts';
import type { FunctionValue, InstanceValue } from '../engine/values.ts';

/** Methods that a framework calls with something that its constructor was given: class, method, parameter. */
const handedOver: readonly (readonly [base: RegExp, method: RegExp, parameter: string])[] = [
  [/^transformers\.(?:\w+\.)*\w*Trainer$/, /^(?:compute_loss|training_step|prediction_step)$/, 'model'],
];

/** The arguments of a method that nobody in the workspace calls: what its framework hands over, else unknown. */
export function frameworkArguments(self: InstanceValue | null, { def }: FunctionValue): CallArguments {
  const base = self?.base.value;
  if (base == null || def.kind !== 'FunctionDef') return openArguments;
  const known = handedOver.find(([name, method]) => name.test(base.name) && method.test(def.name));
  const given =
    known === undefined ? undefined : (base.args.keywords.get(known[2]) ?? base.args.positional[0]);
  if (known === undefined || given === undefined) return openArguments;
  return { ...openArguments, keywords: new Map([[known[2], given]]) };
}
