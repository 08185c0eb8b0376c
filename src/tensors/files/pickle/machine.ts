import { fail, ok, type Result } from '../../../result.ts';
import type { FileError } from '../file.ts';
import { instructions } from './instructions.ts';
import { type Machine, type PersistentLoad, pop } from './stack.ts';
import type { PickleValue } from './value.ts';

const maxInstructions = 50_000_000;
const stop = 0x2e;

/**
 * Runs a pickle without running any Python: a stack machine whose calls are a fixed list of tensor builders. Gives the
 * value and where it ended.
 */
export function unpickle(
  bytes: Uint8Array,
  start: number,
  persistent: PersistentLoad,
): Result<{ value: PickleValue; end: number }, FileError> {
  const machine: Machine = {
    bytes,
    stack: [],
    marks: [],
    memo: new Map(),
    persistent,
    pos: start,
    problem: undefined,
  };
  for (let count = 0; count < maxInstructions; count++) {
    const code = bytes[machine.pos++];
    if (code === stop) return ok({ value: pop(machine), end: machine.pos });
    const run = code === undefined ? undefined : instructions.get(code);
    if (!run)
      return fail({
        message: damaged(code === undefined ? 'it is cut short' : `byte ${code} is no instruction`),
      });
    run(machine);
    if (machine.problem !== undefined) return fail({ message: damaged(machine.problem) });
  }
  return fail({ message: 'The pickle is too long to read' });
}

const damaged = (reason: string) => `The pickle in the file cannot be read: ${reason}`;
