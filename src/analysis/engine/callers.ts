import { unknown } from '../value.ts';
import { type CallArguments, noArguments, type PassedValue, passed } from './arguments.ts';
import { callValue } from './calls.ts';
import { entriesOf } from './containers.ts';
import { answersIn, type LibraryCall } from './machine.ts';
import type { Value } from './values.ts';

const checkpointed: LibraryCall = (machine, frame, _name, args, at) =>
  callValue(machine, frame, passed(args, 0, 'function')?.value ?? unknown, recomputed(args), at);

/** Functions of a library that only call what they are given. */
export const callerCall = answersIn({
  'torch.nn.parallel.data_parallel': (machine, frame, _name, args, at) =>
    callValue(machine, frame, passed(args, 0, 'module')?.value ?? unknown, replicated(args), at),
  'torch.utils.checkpoint.checkpoint': checkpointed,
  'deepspeed.checkpointing.checkpoint': checkpointed,
  'torch.utils.checkpoint.checkpoint_sequential': (machine, frame, _name, args, at) =>
    inSequence(passed(args, 0, 'functions')?.value, passed(args, 2, 'input'), (callee, given) =>
      callValue(machine, frame, callee, given, at),
    ),
});

/** The input, or the inputs as a tuple, and what is named for the module. */
function replicated(args: CallArguments): CallArguments {
  const inputs = passed(args, 1, 'inputs');
  if (inputs === undefined) return { ...noArguments, open: args.open };
  const { value } = inputs;
  const positional =
    value.kind === 'tuple' ? value.items.map((item) => ({ ...inputs, value: item })) : [inputs];
  return { ...noArguments, positional, open: passed(args, 5, 'module_kwargs') !== undefined };
}

/** What checkpointing takes for itself. */
const own = new Set([
  'function',
  'use_reentrant',
  'preserve_rng_state',
  'context_fn',
  'determinism_check',
  'debug',
  'early_stop',
]);

const recomputed = ({ positional, keywords, open }: CallArguments): CallArguments => ({
  positional: keywords.has('function') ? positional : positional.slice(1),
  keywords: new Map([...keywords].filter(([name]) => !own.has(name))),
  open,
});

/** `nn.Sequential`, or a list of layers, on an input. */
function inSequence(
  layers: Value | undefined,
  input: PassedValue | undefined,
  call: (callee: Value, given: CallArguments) => Value,
): Value {
  if (layers === undefined || input === undefined) return unknown;
  const entries = layers.kind === 'list' ? entriesOf(layers) : [{ value: layers, many: false }];
  if (entries === undefined || entries.some(({ many }) => many)) return unknown;
  return entries.reduce<Value>(
    (value, layer) => call(layer.value, { ...noArguments, positional: [{ ...input, value }] }),
    input.value,
  );
}
