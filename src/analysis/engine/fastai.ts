import type { CallSite } from '../site.ts';
import { tensorOf, unknown } from '../value.ts';
import { type CallArguments, noArguments, type PassedValue, passed } from './arguments.ts';
import { callValue } from './calls.ts';
import type { Frame, Machine } from './machine.ts';
import { makeObject } from './objects.ts';
import type { Value } from './values.ts';

const learner = /^fastai\.(?:\w+\.)*Learner$/;

/** fastai's `Learner(dls, model, loss_func=…)` trains the model with that loss; undefined for any other name. */
export function fastaiCall(
  machine: Machine,
  frame: Frame,
  name: string,
  args: CallArguments,
  at: CallSite,
): Value | undefined {
  if (!learner.test(name)) return undefined;
  const model = passed(args, 1, 'model');
  const loss = passed(args, 2, 'loss_func');
  if (model !== undefined && loss !== undefined) {
    const input: PassedValue = { value: tensorOf(), span: at.call, unit: at.unit };
    const output = callValue(machine, frame, model.value, { ...noArguments, positional: [input] }, at);
    const positional = [
      { ...model, value: output },
      { ...input, value: unknown },
    ];
    callValue(machine, frame, loss.value, { ...noArguments, positional }, at);
  }
  return makeObject(machine, name, args, at);
}
