import { type CallArgs, type Context, noArgs } from '../context.ts';
import type { Run } from '../library/define.ts';
import type { Methods } from '../library/define-class.ts';
import { hang } from '../ops/hooks.ts';
import { list, tuple } from '../values/make.ts';
import type { InstanceValue, Value } from '../values/value.ts';
import { selfOf } from './tree.ts';

// No attribute of Python has a blank in its name.
const before = 'hooks before forward';
const after = 'hooks after forward';

function hooksOf(instance: InstanceValue, name: string): Value[] {
  const kept = instance.attributes.get(name);
  if (kept?.kind === 'list') return kept.items;
  const made = list([]);
  instance.attributes.set(name, made);
  return made.items;
}

const register =
  (name: string): Run =>
  (_context, args) =>
    hang(hooksOf(selfOf(args), name), args.get('hook'));

/** What a backward hook makes of gradients is not followed. */
const registerBackward: Run = (context, args) => {
  context.gradientsLost ??= 'a backward hook of a module';
  return hang([], args.get('hook'));
};

export const hookMethods: Methods = {
  'register_forward_hook(self, hook)': register(after),
  'register_forward_pre_hook(self, hook)': register(before),
  'register_full_backward_hook(self, hook)': registerBackward,
  'register_backward_hook(self, hook)': registerBackward,
};

/** Runs a module's forward between its hooks, each of which may put something else in place of inputs or output. */
export function betweenHooks(
  context: Context,
  instance: InstanceValue,
  args: CallArgs,
  forward: (args: CallArgs) => Value,
): Value {
  let { positional } = args;
  for (const hook of instance.attributes.has(before) ? hooksOf(instance, before) : []) {
    const given = callHook(context, hook, [instance, tuple(positional)]);
    if (given.kind !== 'None') positional = given.kind === 'tuple' ? given.items : [given];
  }
  let output = forward({ ...args, positional });
  for (const hook of instance.attributes.has(after) ? hooksOf(instance, after) : []) {
    const given = callHook(context, hook, [instance, tuple(positional), output]);
    if (given.kind !== 'None') output = given;
  }
  return output;
}

const callHook = (context: Context, hook: Value, positional: Value[]): Value =>
  context.call(hook, { ...noArgs, positional });
