import { define, type Entry, type Run, torchMethod } from '../library/define.ts';
import { defineClass } from '../library/define-class.ts';
import { raise } from '../signals.ts';
import { none } from '../values/make.ts';
import type { InstanceValue, Value } from '../values/value.ts';

const handleClass = defineClass('torch.utils.hooks.RemovableHandle');

/** Puts a function into a list of hooks and gives the handle that takes it out again. */
export function hang(hooks: Value[], hook: Value): InstanceValue {
  hooks.push(hook);
  const remove = define('torch.utils.hooks.RemovableHandle.remove()', () => {
    const at = hooks.indexOf(hook);
    if (at >= 0) hooks.splice(at, 1);
    return none;
  }).builtin;
  return { kind: 'instance', type: handleClass, attributes: new Map([['remove', remove]]) };
}

/** `x.register_hook(f)`: f sees the gradient of x, and what it gives takes its place. */
const registerHook: Run = (_context, args) => {
  const self = args.tensor('self');
  if (!self.requiresGrad)
    raise('RuntimeError', "cannot register a hook on a tensor that doesn't require gradient");
  self.hooks ??= [];
  return hang(self.node ? self.node.hooks : self.hooks, args.get('hook'));
};

export const hookFunctions: readonly Entry[] = torchMethod('register_hook(self, hook)', registerHook);
