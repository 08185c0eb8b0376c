import type { Place } from '../library/effect.ts';
import type { CallSite } from '../site.ts';
import { tensorOf, unknown } from '../value.ts';
import { type CallArguments, noArguments, type PassedValue, passed } from './arguments.ts';
import { callValue } from './calls.ts';
import type { Answers, Frame, Machine } from './machine.ts';
import { makeObject } from './objects.ts';

interface Learner {
  readonly name: RegExp;
  readonly model: Place;
  readonly loss: Place;
}

/** What is given a model and a loss, and trains the one with the other. */
const learners: readonly Learner[] = [
  { name: /^fastai\.(?:\w+\.)*Learner$/, model: [1, 'model'], loss: [2, 'loss_func'] },
  { name: /^ignite\.engine\.create_supervised_trainer$/, model: [0, 'model'], loss: [2, 'loss_fn'] },
];

/** `Learner(dls, model, loss_func=…)` of fastai and its like. */
export const learnerCall: Answers = (name) => {
  const learner = learners.find((one) => one.name.test(name));
  if (learner === undefined) return undefined;
  return (machine, frame, own, args, at) => {
    train(machine, frame, learner, args, at);
    return makeObject(machine, own, args, at);
  };
};

function train(machine: Machine, frame: Frame, learner: Learner, args: CallArguments, at: CallSite): void {
  const model = passed(args, ...learner.model);
  const loss = passed(args, ...learner.loss);
  if (model === undefined || loss === undefined) return;
  const input: PassedValue = { value: tensorOf(), span: at.call, unit: at.unit };
  const output = callValue(machine, frame, model.value, { ...noArguments, positional: [input] }, at);
  const positional = [
    { ...model, value: output },
    { ...input, value: unknown },
  ];
  callValue(machine, frame, loss.value, { ...noArguments, positional }, at);
}
