import type { Param } from '../../python/ast.ts';
import { type CallSite, callSpan } from '../site.ts';
import { constant, type TensorValue, unknown } from '../value.ts';
import { type CallArguments, type PassedValue, passed } from './arguments.ts';
import type { Snapshot } from './cell.ts';
import { textKey } from './dicts.ts';
import { evaluate } from './expressions.ts';
import { joinAll } from './join.ts';
import type { Frame, Machine } from './machine.ts';
import type { Run } from './run.ts';
import { assignName, type Scope } from './scope.ts';
import { execute } from './statements.ts';
import { type FunctionValue, functionName, type Value } from './values.ts';

/**
 * Follows a call into a function of the workspace. `self` is the receiver of a method, or null. Unknown when the bounds
 * on depth, recursion or steps are reached.
 */
export function callFunction(
  machine: Machine,
  func: FunctionValue,
  self: Value | null,
  args: CallArguments,
  at: CallSite | null,
): Value {
  const nothing = machine.run.settled.find(func, args);
  if (nothing !== undefined) return nothing;
  const { graph, mapped, memo } = machine.run;
  const version = machine.store.version * 4 + Number(graph) + 2 * Number(mapped);
  const known = memo.find(func, self, args, version);
  if (known !== undefined) return returned(known, func, at);
  if (!machine.run.canEnter(func)) return unknown;
  return returned(follow(machine, func, self, args, at, version), func, at);
}

/** Follows a call, and remembers what came of it unless it wrote to anything: that would not be written again. */
function follow(
  machine: Machine,
  func: FunctionValue,
  self: Value | null,
  args: CallArguments,
  at: CallSite | null,
  version: number,
): Value {
  const { shown } = machine.observer;
  const { graph, mapped, memo, settled } = machine.run;
  let result: Value = unknown;
  machine.run.enter(func);
  decorate(machine.run, func);
  const changed = machine.store.changedBy(() => {
    result = run(machine, func, self, args, at);
  });
  machine.run.graph = graph;
  machine.run.mapped = mapped;
  machine.run.leave();
  settled.note(func, args, result, !changed && machine.observer.shown === shown);
  if (!changed && !machine.run.exhausted) memo.keep(func, self, args, version, result);
  return result;
}

const withoutGraph = /\b(?:no_grad|inference_mode)\b/;
const forEachSample = /\bvmap\b/;

/** What decorators change for the body: `@torch.no_grad()`, `@partial(jax.vmap, in_axes=0)`. */
function decorate(run: Run, { def, unit }: FunctionValue): void {
  if (def.kind !== 'FunctionDef') return;
  for (const { start, end } of def.decorators) {
    const text = unit.text.slice(start, end);
    if (withoutGraph.test(text)) run.graph = false;
    if (forEachSample.test(text)) run.mapped = true;
  }
}

function run(
  machine: Machine,
  func: FunctionValue,
  self: Value | null,
  args: CallArguments,
  at: CallSite | null,
): Value {
  const scope = func.closure.inner('function');
  bindParameters(machine, func, scope, self, args);
  const base = machine.store.trail;
  const { unit, owner } = func;
  const frame: Frame = { scope, unit, func, at, owner, base, exits: [], yields: [], loop: null };
  if (func.def.kind === 'Lambda') return evaluate(machine, frame, func.def.body);
  const flow = execute(machine, frame, func.def.body);
  if (flow === 'on') frame.exits.push({ value: constant(null), state: machine.store.since(base) });
  if (frame.yields.length > 0) return machine.newList([{ value: joinAll(frame.yields), many: true }]);
  return leave(machine, frame);
}

/** Joins the ways out: what they return, and the states they leave. */
function leave(machine: Machine, frame: Frame): Value {
  const { exits } = frame;
  if (exits.length > 1 || exits[0]?.state.size !== 0) {
    const ends = exits.map(({ state }) => outside(state));
    if (ends.some(({ size }) => size > 0)) machine.store.merge(ends);
  }
  return exits.length === 0 ? unknown : joinAll(exits.map(({ value }) => value));
}

/** Objects outlive the call; its variables do not. */
function outside(state: Snapshot): Snapshot {
  if (state.size === 0) return state;
  return new Map([...state].filter(([cell]) => cell.heap));
}

function bindParameters(
  machine: Machine,
  func: FunctionValue,
  scope: Scope,
  self: Value | null,
  args: CallArguments,
): void {
  const { params } = func.def;
  let position = 0;
  params.forEach((param, i) => {
    if (param.name === '') {
      position++;
      return;
    }
    const isSelf = self !== null && i === 0 && param.unpack === '';
    const value = isSelf ? self : parameterValue(machine, func, i, param, args, position);
    assignName(machine.store, scope, param.name, value);
    if (!isSelf && param.unpack === '' && param.passing !== 'keyword') position++;
  });
}

function parameterValue(
  machine: Machine,
  func: FunctionValue,
  index: number,
  param: Param,
  args: CallArguments,
  position: number,
): Value {
  if (param.unpack === '*') return restOfPositional(machine, args, position);
  if (param.unpack === '**') return restOfKeywords(machine, func.def.params, args);
  const place = param.passing === 'keyword' ? null : position;
  const given = passed(args, place, param.name);
  if (given !== undefined) return given.value;
  const fallback = func.defaults[index] ?? null;
  if (fallback === null) return unknown;
  return args.open ? softened(fallback) : fallback;
}

/** A default on which a caller that is not seen may not rely. */
function softened(value: Value): Value {
  return value.kind === 'constant' ? { ...value, soft: true } : value;
}

function restOfPositional(machine: Machine, args: CallArguments, from: number): Value {
  const rest = args.positional.slice(from).map(({ value }) => ({ value, many: false }));
  if (args.open) rest.push({ value: unknown, many: true });
  return args.open ? machine.newList(rest) : { kind: 'tuple', items: rest.map(({ value }) => value) };
}

function restOfKeywords(machine: Machine, params: readonly Param[], args: CallArguments): Value {
  const names = new Set(params.map(({ name }) => name));
  const entries = new Map<string, Value>();
  for (const [name, { value }] of args.keywords) if (!names.has(name)) entries.set(textKey(name), value);
  return { kind: 'dict', cell: machine.store.cell({ entries, rest: args.open ? unknown : null }, true) };
}

/** Notes on every tensor of a result that it came out of this call. */
function returned(value: Value, func: FunctionValue, at: CallSite | null): Value {
  if (at === null || func.def.kind === 'Lambda') return value;
  const note = `returned by ${functionName(func)}`;
  return mapTensors(value, (tensor) =>
    tensor.path === null ? tensor : { ...tensor, path: { site: callSpan(at), note, previous: tensor.path } },
  );
}

/** Tuples inside tuples beyond this are left alone. */
const maxNotedDepth = 4;

/** Applies `change` to a tensor, or to the tensors directly in a tuple or among alternatives. */
export function mapTensors(value: Value, change: (tensor: TensorValue) => TensorValue, depth = 0): Value {
  if (depth > maxNotedDepth) return value;
  switch (value.kind) {
    case 'tensor':
      return change(value);
    case 'tuple':
      return { kind: 'tuple', items: value.items.map((item) => mapTensors(item, change, depth + 1)) };
    case 'union':
      return { kind: 'union', options: value.options.map((option) => mapTensors(option, change, depth + 1)) };
    default:
      return value;
  }
}

export const passedValue = (value: Value, at: CallSite): PassedValue => ({
  value,
  span: at.call,
  unit: at.unit,
});
