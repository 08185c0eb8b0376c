import type { Place } from '../library/effect.ts';
import { isClassName } from '../library/names.ts';
import type { CallSite } from '../site.ts';
import { tensorOf, unknown } from '../value.ts';
import { type CallArguments, noArguments, openArguments, type PassedValue, passed } from './arguments.ts';
import { callValue } from './calls.ts';
import { library } from './library-value.ts';
import type { Answers, Frame, Machine } from './machine.ts';
import { makeObject } from './objects.ts';
import type { Value } from './values.ts';

interface Learner {
  readonly name: RegExp;
  readonly model: Place;
  readonly loss: Place;
  /** The loss when none is given. */
  readonly usual?: string;
  /** A loss for which it makes of the model's output what that expects. */
  readonly prepares?: string;
}

/** What is given a model and a loss, or the classes of both, and trains the one with the other. */
const learners: readonly Learner[] = [
  { name: /^fastai\.(?:\w+\.)*Learner$/, model: [1, 'model'], loss: [2, 'loss_func'] },
  { name: /^ignite\.engine\.create_supervised_trainer$/, model: [0, 'model'], loss: [2, 'loss_fn'] },
  { name: /^skorch\.(?:\w+\.)?NeuralNet$/, model: [0, 'module'], loss: [1, 'criterion'] },
  {
    name: /^skorch\.(?:\w+\.)?NeuralNetClassifier$/,
    model: [0, 'module'],
    loss: [null, 'criterion'],
    usual: 'torch.nn.NLLLoss',
    prepares: 'torch.nn.NLLLoss',
  },
  {
    name: /^skorch\.(?:\w+\.)?NeuralNetBinaryClassifier$/,
    model: [0, 'module'],
    loss: [null, 'criterion'],
    usual: 'torch.nn.BCEWithLogitsLoss',
  },
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
  const loss = passed(args, ...learner.loss) ?? usualLoss(learner, at);
  if (model === undefined || loss === undefined) return;
  const criterion = objectOf(machine, frame, loss.value, at);
  if (criterion.kind === 'object' && criterion.name === learner.prepares) return;
  const input: PassedValue = { value: tensorOf(), span: at.call, unit: at.unit };
  const network = objectOf(machine, frame, model.value, at);
  const output = callValue(machine, frame, network, { ...noArguments, positional: [input] }, at);
  const positional = [
    { ...model, value: output },
    { ...input, value: unknown },
  ];
  callValue(machine, frame, criterion, { ...noArguments, positional }, at);
}

const usualLoss = ({ usual }: Learner, { call, unit }: CallSite): PassedValue | undefined =>
  usual === undefined ? undefined : { value: library(usual), span: call, unit };

/** An object of a class that is given for it; a function is what it is. */
function objectOf(machine: Machine, frame: Frame, value: Value, at: CallSite): Value {
  const isClass = value.kind === 'class' || (value.kind === 'library' && isClassName(value.name));
  return isClass ? callValue(machine, frame, value, openArguments, at) : value;
}
