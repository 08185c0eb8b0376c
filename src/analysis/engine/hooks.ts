import { type CallArguments, openArguments, passed } from './arguments.ts';
import { findInClass } from './classes.ts';
import { callFunction } from './functions.ts';
import type { Machine } from './machine.ts';
import type { FunctionValue, InstanceValue, ObjectValue } from './values.ts';

const trainer = /^transformers\.(?:\w+\.)*\w*Trainer$/;
const lightning = /^(?:pytorch_lightning|lightning)(?:\.trainer)?\.Trainer$/;

/** Methods that a framework calls with something that its constructor was given: class, method, parameter. */
const handedOver: readonly (readonly [base: RegExp, method: RegExp, parameter: string])[] = [
  [trainer, /^(?:compute_loss|training_step|prediction_step)$/, 'model'],
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

/** Whether a method of a library's class runs what a class that extends it says. */
export const startsHooks = (base: string, method: string): boolean =>
  method === 'train' && trainer.test(base);

/** `TopicTrainer(model=net).train()`: runs the loss that the class computes. */
export function runOwnHooks(machine: Machine, self: InstanceValue, method: string): void {
  if (startsHooks(self.base.value?.name ?? '', method)) runHook(machine, self, 'compute_loss');
}

/** `pl.Trainer().fit(module)`, `transformers.Trainer(model).train()`: runs what the trainer calls of what it was given. */
export function runHooks(machine: Machine, object: ObjectValue, method: string, args: CallArguments): void {
  if (method === 'fit' && lightning.test(object.name)) runGiven(machine, args, 'training_step');
  if (startsHooks(object.name, method)) runGiven(machine, object.args, 'forward');
}

function runGiven(machine: Machine, args: CallArguments, hook: string): void {
  const model = passed(args, 0, 'model')?.value;
  if (model?.kind === 'instance') runHook(machine, model, hook);
}

function runHook(machine: Machine, self: InstanceValue, name: string): void {
  const found = findInClass(machine, self.cls, name);
  if (found.kind === 'found' && found.value.kind === 'function')
    callFunction(machine, found.value, self, frameworkArguments(self, found.value), null);
}
