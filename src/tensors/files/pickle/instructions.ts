import { call, setState } from './calls.ts';
import {
  latin1Text,
  type Machine,
  pop,
  popMark,
  popTuple,
  takeBytes,
  takeLatin1Line,
  takeLength,
  takeLine,
} from './stack.ts';
import { global, isSequence, list, opaque, type PickleValue, tuple } from './value.ts';

type Instruction = (machine: Machine) => void;

const push =
  (make: (machine: Machine) => PickleValue): Instruction =>
  (machine) => {
    const value = make(machine);
    machine.stack.push(value);
  };

const text = (machine: Machine, length: number): string =>
  new TextDecoder().decode(takeBytes(machine, length));

const latin1 = (machine: Machine, length: number): string => latin1Text(takeBytes(machine, length));

/** Wider integers than any shape, key or seed. */
const maxIntegerBytes = 128;

/** A little-endian two's complement integer of any width. */
function longInteger(bytes: Uint8Array): number {
  if (bytes.length > maxIntegerBytes) return Number.NaN;
  const unsigned = bytes.reduceRight((value, byte) => value * 256n + BigInt(byte), 0n);
  return Number(BigInt.asIntN(bytes.length * 8, unsigned));
}

/** Python's raw-unicode-escape: Latin-1 bytes, everything else as \\uXXXX. */
const rawUnicode = (machine: Machine): string =>
  takeLatin1Line(machine).replaceAll(
    /\\u([\da-f]{4})|\\U([\da-f]{8})/gi,
    (_, short?: string, long?: string) =>
      String.fromCodePoint(Math.min(Number.parseInt(short ?? long ?? '0', 16), 0x10ffff)),
  );

function bigEndianDouble(machine: Machine): number {
  const bytes = takeBytes(machine, 8);
  return bytes.length < 8 ? 0 : new DataView(bytes.buffer, bytes.byteOffset).getFloat64(0, false);
}

function decimal(machine: Machine): PickleValue {
  const line = takeLine(machine);
  if (line === '00' || line === '01') return line === '01';
  return Number(line.replace(/L$/, ''));
}

const memoGet = (key: (machine: Machine) => number): Instruction =>
  push((machine) => machine.memo.get(key(machine)) ?? null);

const memoPut =
  (key: (machine: Machine) => number): Instruction =>
  (machine) => {
    machine.memo.set(key(machine), machine.stack.at(-1) ?? null);
  };

function setItems(machine: Machine, items: readonly PickleValue[]): void {
  const target = machine.stack.at(-1);
  if (!(target instanceof Map)) return;
  for (let i = 0; i + 1 < items.length; i += 2) target.set(items[i] ?? null, items[i + 1] ?? null);
}

function append(machine: Machine, items: readonly PickleValue[]): void {
  const target = machine.stack.at(-1);
  if (isSequence(target)) for (const item of items) target.items.push(item);
}

const pairs = (items: readonly PickleValue[]): Map<PickleValue, PickleValue> => {
  const map = new Map<PickleValue, PickleValue>();
  for (let i = 0; i + 1 < items.length; i += 2) map.set(items[i] ?? null, items[i + 1] ?? null);
  return map;
};

function reduce(machine: Machine): PickleValue {
  const args = pop(machine);
  return call(pop(machine), isSequence(args) ? args.items : []);
}

function reduceWithKeywords(machine: Machine): PickleValue {
  pop(machine);
  return reduce(machine);
}

function build(machine: Machine): void {
  const state = pop(machine);
  setState(machine.stack.at(-1), state);
}

function stackGlobal(machine: Machine): PickleValue {
  const name = pop(machine);
  return global(String(pop(machine)), String(name));
}

function instance(machine: Machine): PickleValue {
  const module = takeLine(machine);
  return call(global(module, takeLine(machine)), popMark(machine));
}

function object(machine: Machine): PickleValue {
  const [callee = null, ...args] = popMark(machine);
  return call(callee, args);
}

const nothing: Instruction = () => {};
const length = (width: number) => (machine: Machine) => takeLength(machine, width);
const of = (machine: Machine, width: number) => takeLength(machine, width);

/** The instructions of protocols 0 to 5, by their byte. */
const byCharacter: readonly (readonly [number | string, Instruction])[] = [
  [0x80, (m) => void takeBytes(m, 1)],
  [0x95, (m) => void takeBytes(m, 8)],
  ['(', (m) => void m.marks.push(m.stack.length)],
  ['0', (m) => void pop(m)],
  ['1', (m) => void popMark(m)],
  ['2', push((m) => m.stack.at(-1) ?? null)],
  ['N', push(() => null)],
  [0x88, push(() => true)],
  [0x89, push(() => false)],
  ['F', push((m) => Number(takeLine(m)))],
  ['G', push(bigEndianDouble)],
  ['I', push(decimal)],
  ['L', push(decimal)],
  ['J', push((m) => of(m, 4) | 0)],
  ['K', push(length(1))],
  ['M', push(length(2))],
  [0x8a, push((m) => longInteger(takeBytes(m, of(m, 1))))],
  [0x8b, push((m) => longInteger(takeBytes(m, of(m, 4))))],
  ['S', push((m) => takeLine(m).replace(/^(['"])(.*)\1$/, '$2'))],
  ['V', push(rawUnicode)],
  ['T', push((m) => latin1(m, of(m, 4)))],
  ['U', push((m) => latin1(m, of(m, 1)))],
  ['X', push((m) => text(m, of(m, 4)))],
  [0x8c, push((m) => text(m, of(m, 1)))],
  [0x8d, push((m) => text(m, of(m, 8)))],
  ['B', push((m) => takeBytes(m, of(m, 4)))],
  ['C', push((m) => takeBytes(m, of(m, 1)))],
  [0x8e, push((m) => takeBytes(m, of(m, 8)))],
  [0x96, push((m) => takeBytes(m, of(m, 8)))],
  [']', push(() => list([]))],
  ['a', (m) => append(m, [pop(m)])],
  ['e', (m) => append(m, popMark(m))],
  ['l', push((m) => list(popMark(m)))],
  [')', push(() => tuple([]))],
  ['t', push((m) => tuple(popMark(m)))],
  [0x85, push((m) => popTuple(m, 1))],
  [0x86, push((m) => popTuple(m, 2))],
  [0x87, push((m) => popTuple(m, 3))],
  ['}', push(() => new Map())],
  ['d', push((m) => pairs(popMark(m)))],
  ['s', (m) => setItems(m, popTuple(m, 2).items)],
  ['u', (m) => setItems(m, popMark(m))],
  [0x8f, push(() => ({ kind: 'set', items: [] }))],
  [0x90, (m) => append(m, popMark(m))],
  [0x91, push((m) => ({ kind: 'set', items: popMark(m) }))],
  ['c', push((m) => global(takeLine(m), takeLine(m)))],
  [0x93, push(stackGlobal)],
  ['R', push(reduce)],
  [0x81, push(reduce)],
  [0x92, push(reduceWithKeywords)],
  ['b', build],
  ['i', push(instance)],
  ['o', push(object)],
  ['P', push((m) => m.persistent(takeLine(m)))],
  ['Q', push((m) => m.persistent(pop(m)))],
  ['g', memoGet((m) => Number(takeLine(m)))],
  ['h', memoGet(length(1))],
  ['j', memoGet(length(4))],
  ['p', memoPut((m) => Number(takeLine(m)))],
  ['q', memoPut(length(1))],
  ['r', memoPut(length(4))],
  [0x94, memoPut((m) => m.memo.size)],
  [0x97, push(() => opaque('out-of-band buffer', []))],
  [0x98, nothing],
];

export const instructions: ReadonlyMap<number, Instruction> = new Map(
  byCharacter.map(([code, run]) => [typeof code === 'string' ? code.charCodeAt(0) : code, run]),
);
