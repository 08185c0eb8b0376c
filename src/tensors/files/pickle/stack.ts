import { type PickleSequence, type PickleValue, tuple } from './value.ts';

/** Gives what a persistent id stands for: the tensors' storages. */
export type PersistentLoad = (id: PickleValue) => PickleValue;

/** The state of one run. Marks remember how high the stack was. */
export interface Machine {
  readonly bytes: Uint8Array;
  readonly stack: PickleValue[];
  readonly marks: number[];
  readonly memo: Map<number, PickleValue>;
  readonly persistent: PersistentLoad;
  pos: number;
  /** Set by an instruction that cannot go on. */
  problem: string | undefined;
}

export const pop = (machine: Machine): PickleValue => machine.stack.pop() ?? null;

/** The values above the last mark, removed. */
export function popMark(machine: Machine): PickleValue[] {
  const mark = machine.marks.pop();
  if (mark === undefined) machine.problem = 'a mark is missing';
  return machine.stack.splice(mark ?? 0);
}

export const popTuple = (machine: Machine, count: number): PickleSequence =>
  tuple(machine.stack.splice(Math.max(machine.stack.length - count, 0)));

/** `count` bytes at the read position, consumed; the run ends where they are missing. */
export function takeBytes(machine: Machine, count: number): Uint8Array {
  const end = machine.pos + count;
  if (!(count >= 0) || end > machine.bytes.length) {
    machine.problem = 'it is cut short';
    return new Uint8Array(0);
  }
  const taken = machine.bytes.subarray(machine.pos, end);
  machine.pos = end;
  return taken;
}

const newline = 10;

function takeLineBytes(machine: Machine): Uint8Array {
  const end = machine.bytes.indexOf(newline, machine.pos);
  const line = takeBytes(machine, end < 0 ? Number.NaN : end - machine.pos);
  machine.pos++;
  return line;
}

export const takeLine = (machine: Machine): string => new TextDecoder().decode(takeLineBytes(machine));

export const latin1Text = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

export const takeLatin1Line = (machine: Machine): string => latin1Text(takeLineBytes(machine));

/** An unsigned little-endian integer of 1, 2, 4 or 8 bytes. */
export function takeLength(machine: Machine, width: number): number {
  return takeBytes(machine, width).reduceRight((value, byte) => value * 256 + byte, 0);
}
