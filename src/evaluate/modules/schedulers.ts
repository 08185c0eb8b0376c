import { type Context, positional } from '../context.ts';
import type { Args } from '../library/args.ts';
import type { Run } from '../library/define.ts';
import { defineClass } from '../library/define-class.ts';
import { itemsOf } from '../library/items.ts';
import { parameterNames } from '../library/signature.ts';
import { notKnown } from '../signals.ts';
import { textKey } from '../values/key.ts';
import { float, int, list, namedEntry, none } from '../values/make.ts';
import type { ClassValue, DictValue, InstanceValue, Value } from '../values/value.ts';
import { selfOf } from './tree.ts';

/** What the first rate is multiplied by after `epoch` steps; Cosine's needs the rate itself. */
type Rate = (context: Context, self: InstanceValue, first: number, epoch: number) => number;

function setting(self: InstanceValue, name: string): Value {
  return self.attributes.get(name) ?? notKnown(`${name} of a scheduler`);
}

function numberOf(self: InstanceValue, name: string): number {
  const value = setting(self, name);
  return value.kind === 'int' || value.kind === 'float' ? value.value : notKnown(`${name} of a scheduler`);
}

const rates: Readonly<Record<string, readonly [parameters: string, rate: Rate]>> = {
  StepLR: [
    'step_size, gamma=0.1',
    (_context, self, first, epoch) =>
      first * numberOf(self, 'gamma') ** Math.floor(epoch / numberOf(self, 'step_size')),
  ],
  MultiStepLR: [
    'milestones, gamma=0.1',
    (_context, self, first, epoch) => {
      const passed = (itemsOf(setting(self, 'milestones')) ?? []).filter(
        (one) => one.kind === 'int' && one.value <= epoch,
      );
      return first * numberOf(self, 'gamma') ** passed.length;
    },
  ],
  ExponentialLR: ['gamma', (_context, self, first, epoch) => first * numberOf(self, 'gamma') ** epoch],
  CosineAnnealingLR: [
    'T_max, eta_min=0',
    (_context, self, first, epoch) => {
      const low = numberOf(self, 'eta_min');
      return low + ((first - low) * (1 + Math.cos((Math.PI * epoch) / numberOf(self, 'T_max')))) / 2;
    },
  ],
  LambdaLR: [
    'lr_lambda',
    (context, self, first, epoch) => {
      const factor = context.call(setting(self, 'lr_lambda'), positional(int(epoch)));
      return factor.kind === 'int' || factor.kind === 'float'
        ? first * factor.value
        : notKnown('the factor of a LambdaLR');
    },
  ],
};

function groupsOf(self: InstanceValue): readonly DictValue[] {
  const optimiser = setting(self, 'optimizer');
  const groups = optimiser.kind === 'instance' ? optimiser.attributes.get('param_groups') : undefined;
  if (groups?.kind !== 'list' || groups.lost !== undefined) return notKnown('the optimiser of a scheduler');
  return groups.items.map((group) => (group.kind === 'dict' ? group : notKnown('a group of parameters')));
}

function entryOf(group: DictValue, name: string): number {
  const value = group.entries.get(textKey(name))?.[1];
  return value?.kind === 'float' || value?.kind === 'int' ? value.value : notKnown('the learning rate');
}

const put = (group: DictValue, name: string, value: number): void => {
  group.entries.set(...namedEntry(name, float(value)));
};

function advance(context: Context, args: Args, rate: Rate): Value {
  const self = selfOf(args);
  const epoch = numberOf(self, 'last_epoch') + 1;
  self.attributes.set('last_epoch', int(epoch));
  for (const group of groupsOf(self))
    put(group, 'lr', rate(context, self, entryOf(group, 'initial_lr'), epoch));
  return none;
}

function scheduler(name: string, parameters: string, rate: Rate): ClassValue {
  const path = `torch.optim.lr_scheduler.${name}`;
  const names = parameterNames(parameters);
  const start: Run = (context, args) => {
    const self = selfOf(args);
    for (const one of ['optimizer', ...names]) self.attributes.set(one, args.get(one));
    self.attributes.set('last_epoch', int(-1));
    for (const group of groupsOf(self)) put(group, 'initial_lr', entryOf(group, 'lr'));
    return advance(context, args, rate);
  };
  return defineClass(path, {
    [`__init__(self, optimizer, ${parameters}, verbose=False)`]: start,
    'step(self)': (context, args) => advance(context, args, rate),
    'get_last_lr(self)': (_context, args) =>
      list(groupsOf(selfOf(args)).map((group) => float(entryOf(group, 'lr')))),
  });
}

/** Schedules of the learning rate, by the closed forms of their documentation. */
export const schedulers: readonly ClassValue[] = Object.entries(rates).map(([name, [parameters, rate]]) =>
  scheduler(name, parameters, rate),
);
