import type { CallSite } from '../site.ts';
import { constant, tensorOf, unknown } from '../value.ts';
import { type CallArguments, noArguments, passed } from './arguments.ts';
import { callInstance } from './calls.ts';
import { libraryBases } from './classes.ts';
import { append } from './containers.ts';
import { numberAt } from './effects.ts';
import type { Answers, Frame, Machine } from './machine.ts';
import { callSequence, makes } from './objects.ts';
import type { InstanceValue, ObjectValue, Value } from './values.ts';

const application = /^keras\.applications\.(?:\w+\.)?[A-Z]\w*$/;

export const isKerasModel = (object: ObjectValue): boolean =>
  object.name === 'keras.Sequential' || object.name === 'keras.Model' || application.test(object.name);

/** Keras functions and classes that need more than an effect. */
export const kerasCall: Answers = (name) =>
  name === 'keras.Sequential' || name === 'keras.Model' || application.test(name) ? makes : undefined;

/** The output of a model on any input. */
export function callKerasModel(
  machine: Machine,
  frame: Frame,
  model: ObjectValue,
  args: CallArguments,
  at: CallSite,
): Value {
  if (model.name === 'keras.Sequential') return callSequence(machine, frame, model, args, at);
  if (model.name === 'keras.Model') return passed(model.args, 1, 'outputs', 'output')?.value ?? unknown;
  return applicationOutput(model);
}

/** `keras.applications.ResNet50(…)`: a softmax over the classes unless the top is left out or changed. */
function applicationOutput({ args, at, name }: ObjectValue): Value {
  const top = passed(args, 0, 'include_top')?.value ?? constant(true);
  if (top.kind !== 'constant' || top.value !== true) return tensorOf();
  const activation = passed(args, null, 'classifier_activation')?.value ?? constant('softmax');
  if (activation.kind !== 'constant') return tensorOf();
  const classes = numberAt(args, [null, 'classes']);
  const path = {
    site: { unit: at.unit, start: at.call.start, end: at.call.end },
    note: 'this model ends in a softmax',
    previous: null,
  };
  if (activation.value === null) return tensorOf({ scale: 'logits', activation: 'linear', classes, path });
  if (activation.value !== 'softmax') return tensorOf();
  return tensorOf({
    scale: 'probabilities',
    activation: 'softmax',
    classes,
    path,
    source: { form: 'layer-argument', at, name },
  });
}

/** Methods of Keras models; undefined for any other. */
export function kerasMethod(
  machine: Machine,
  frame: Frame,
  self: ObjectValue | InstanceValue,
  name: string,
  args: CallArguments,
  at: CallSite,
): Value | undefined {
  const keras =
    self.kind === 'object'
      ? isKerasModel(self)
      : libraryBases(self.cls).some((base) => base.startsWith('keras.'));
  if (!keras) return undefined;
  if (name === 'add' && self.kind === 'object' && self.items !== null) {
    const layer = passed(args, 0, 'layer')?.value;
    if (layer !== undefined) append(machine, self.items, [{ value: layer, many: false }]);
    return constant(null);
  }
  if (name === 'compile') {
    machine.observer.kerasCompile({ at, args, model: self, outputs: outputsOf(machine, frame, self, at) });
    return constant(null);
  }
  return undefined;
}

function outputsOf(machine: Machine, frame: Frame, self: ObjectValue | InstanceValue, at: CallSite): Value {
  const args = { ...noArguments, positional: [{ value: tensorOf(), span: at.call, unit: at.unit }] };
  return self.kind === 'object'
    ? callKerasModel(machine, frame, self, args, at)
    : callInstance(machine, frame, self, args, at);
}
