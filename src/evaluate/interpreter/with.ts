import type { With } from '../../python/ast-statements.ts';
import { none, unknown } from '../values/make.ts';
import type { Value } from '../values/value.ts';
import { assign } from './assign.ts';
import { callMethod } from './attributes.ts';
import { forget } from './forget.ts';
import type { Completion, Frame, Machine } from './frame.ts';

/** Contexts in which numbers come out differently from what is computed here. */
const changesNumbers = /autocast|amp\.|fork_rng|use_deterministic|mixed_precision/;

/** What has to be done on the way out. */
type Exit = () => void;

const nothing: Exit = () => {};

/** `torch.no_grad()` and its kin are instances that carry the mode they set. */
function enterGradMode(machine: Machine, mode: boolean): Exit {
  const before = machine.gradEnabled;
  machine.gradEnabled = mode;
  return () => {
    machine.gradEnabled = before;
  };
}

export const gradModeOf = (value: Value): boolean | undefined => {
  const mode = value.kind === 'instance' ? value.attributes.get('grad mode') : undefined;
  return mode?.kind === 'bool' ? mode.value : undefined;
};

function enter(machine: Machine, manager: Value): { value: Value; exit: Exit } {
  const mode = gradModeOf(manager);
  if (mode !== undefined) return { value: none, exit: enterGradMode(machine, mode) };
  const value = callMethod(machine, manager, '__enter__', []);
  if (value) return { value, exit: () => void callMethod(machine, manager, '__exit__', [none, none, none]) };
  return {
    value: manager.kind === 'unknown' ? unknown(manager.reason, manager.origin) : manager,
    exit: nothing,
  };
}

export function withStatement(machine: Machine, node: With, frame: Frame): Completion {
  const exits: Exit[] = [];
  try {
    for (const { context, target } of node.items) {
      const manager = machine.evaluate(context, frame);
      if (manager.kind === 'unknown' && changesNumbers.test(manager.origin ?? '')) {
        forget(machine, node.body, frame.scope, `${manager.origin} changes how numbers are computed`);
        return 'next';
      }
      const { value, exit } = enter(machine, manager);
      exits.push(exit);
      if (target) assign(machine, target, value, frame);
    }
    return machine.execute(node.body, frame);
  } finally {
    for (const exit of exits.reverse()) exit();
  }
}
