import { unknown } from '../value.ts';
import { argument } from './arguments.ts';
import { mapTensors } from './functions.ts';
import { type Answers, answersIn, type LibraryCall } from './machine.ts';
import { withFields } from './named-tuples.ts';
import type { Value } from './values.ts';

/** Values in another shape: time and batch become one axis, or two that may change places. The last axis stays the last. */
const reshaped = (value: Value): Value =>
  mapTensors(value, (tensor) => ({ ...tensor, shape: null, axis: tensor.axis === -1 ? -1 : null }));

/** `pack_padded_sequence(x, lengths)`, of which `.data`, `[0]` and the first of what it unpacks to are the values. */
const packed: LibraryCall = (machine, _frame, _name, args, at) => {
  const data = reshaped(argument(args, 0) ?? unknown);
  const items = machine.newList([
    { value: data, many: false },
    { value: unknown, many: true },
  ]);
  return withFields(machine, [['data', data]], items, args, at);
};

/** `pad_packed_sequence(packed)`: the values and the lengths. A recurrent layer gives what it computes as a tensor. */
const padded: LibraryCall = (_machine, _frame, _name, args) => {
  const given = argument(args, 0) ?? unknown;
  const data = given.kind === 'object' ? given.attributes.get('data')?.value : given;
  return { kind: 'tuple', items: [reshaped(data ?? unknown), unknown] };
};

/** Sequences of several lengths in one tensor, and back: the values stay what they are. */
export const packingCall: Answers = answersIn({
  'torch.nn.utils.rnn.pack_padded_sequence': packed,
  'torch.nn.utils.rnn.pad_packed_sequence': padded,
});
