import { noArguments, openArguments } from '../engine/arguments.ts';
import { instantiate } from '../engine/classes.ts';
import { callFunction } from '../engine/functions.ts';
import { frameworkArguments } from '../engine/hooks.ts';
import type { Frame, Machine } from '../engine/machine.ts';
import type { Definition } from '../engine/run.ts';
import type { Scope } from '../engine/scope.ts';
import { execute } from '../engine/statements.ts';
import type { ClassValue, FunctionValue, InstanceValue } from '../engine/values.ts';
import type { Unit } from '../site.ts';
import { unitOrder } from './units.ts';

/** What a top-level statement is to the analysis. */
export type UnitKind = 'definition' | 'main' | 'script';

const definitions = new Set(['FunctionDef', 'ClassDef', 'Import', 'ImportFrom']);

/** `if __name__ == "__main__":` is the main block; whatever else does more than bind a name is script. */
export function kindOf(unit: Unit): UnitKind {
  const [first, second] = unit.body;
  if (first === undefined || second !== undefined) return 'script';
  if (definitions.has(first.kind)) return 'definition';
  if (first.kind !== 'If' || first.test.kind !== 'Compare') return 'script';
  const named = first.test.values.some((value) => value.kind === 'Name' && value.id === '__name__');
  return named ? 'main' : 'script';
}

function frameOf(scope: Scope, unit: Unit): Frame {
  return { scope, unit, func: null, at: null, owner: null, base: null, exits: [], yields: [], loop: null };
}

/** Runs one statement of a module's body. */
export function runUnit(machine: Machine, scope: Scope, unit: Unit): void {
  if (scope.writing !== null) scope.writing.unit = unit;
  execute(machine, frameOf(scope, unit), unit.body);
}

/** Runs what a module does when it is the program. */
export function runMain(machine: Machine, scope: Scope, units: readonly Unit[]): void {
  for (const unit of units)
    for (const node of unit.body) if (node.kind === 'If') execute(machine, frameOf(scope, unit), node.body);
}

/** Functions and classes that a module defines at its top. */
export interface Definitions {
  readonly functions: readonly FunctionValue[];
  readonly classes: readonly ClassValue[];
}

/** Those defined last come first, for they are likelier to call the others. */
export function definitionsIn(scope: Scope): Definitions {
  const functions: FunctionValue[] = [];
  const classes: ClassValue[] = [];
  for (const { value } of scope.names.values()) {
    if (value?.kind === 'function' && value.unit.file === scope.file) functions.push(value);
    if (value?.kind === 'class' && value.unit.file === scope.file) classes.push(value);
  }
  return { functions: functions.sort(byPlace).reverse(), classes: classes.sort(byPlace) };
}

type Placed = Pick<FunctionValue | ClassValue, 'unit' | 'def'>;

/** The order of the text, not of the edits that led to it. */
function byPlace(a: Placed, b: Placed): number {
  return unitOrder(a.unit, b.unit) || a.def.start - b.def.start;
}

/** A class with the methods that nobody has called. */
export interface UncalledMethods {
  readonly cls: ClassValue;
  readonly methods: readonly FunctionValue[];
}

/** The classes, those inside them too, that have methods which nobody has called. */
export function uncalledMethods(
  classes: readonly ClassValue[],
  entered: ReadonlySet<Definition>,
): UncalledMethods[] {
  const found: UncalledMethods[] = [];
  for (const cls of classes) {
    const members = [...cls.scope.names.values()].map(({ value }) => value);
    const inner = members.filter(
      (value) => value?.kind === 'class' && value.unit === cls.unit && value !== cls,
    );
    found.push(...uncalledMethods(inner as ClassValue[], entered));
    const methods = members.filter(
      (value): value is FunctionValue =>
        value?.kind === 'function' &&
        (value.unit === cls.unit || isMadeProperty(value)) &&
        isUncalled(value, entered),
    );
    if (methods.length > 0) found.push({ cls, methods });
  }
  return found;
}

/** A decorator makes the properties of many functions from one definition: that it was run tells of none of them. */
export const isUncalled = (func: FunctionValue, entered: Pick<ReadonlySet<Definition>, 'has'>): boolean =>
  isMadeProperty(func) || !entered.has(func.def);

const isMadeProperty = ({ binding, closure }: FunctionValue): boolean =>
  binding === 'property' && closure.kind === 'function';

/** Runs methods on one object: the one given, else one made of arguments of which nothing is known. */
export function runMethods(
  machine: Machine,
  { cls, methods }: UncalledMethods,
  made: InstanceValue | null,
): void {
  machine.store.undone(() => {
    const self = made ?? instantiate(machine, cls, openArguments, null);
    for (const method of methods) {
      if (!isUncalled(method, machine.run.entered)) continue;
      runAlone(machine, method, method.binding === 'static' ? null : self);
    }
  });
}

/** Runs one function on arguments of which nothing is known, and then what it defined and handed to something unknown. */
export function runAlone(machine: Machine, func: FunctionValue, self: InstanceValue | null): void {
  machine.store.undone(() => {
    const first = machine.run.defined.length;
    const args = func.binding === 'property' ? noArguments : frameworkArguments(self, func);
    callFunction(machine, func, self, args, null);
    runInner(machine, first, 0);
  });
}

/** Runs functions that were defined inside others and called by nobody. */
export function finishInner(machine: Machine): void {
  machine.store.undone(() => runInner(machine, 0, 0));
}

const maxInner = 3;

function runInner(machine: Machine, first: number, depth: number): void {
  if (depth > maxInner) return;
  const { run } = machine;
  const end = run.defined.length;
  for (let i = first; i < end; i++) {
    const func = run.defined[i];
    if (func === undefined || run.entered.has(func.def) || !isInner(func)) continue;
    callFunction(machine, func, null, openArguments, null);
  }
  if (run.defined.length > end) runInner(machine, end, depth + 1);
}

/** Functions at the top of a module and methods are looked at elsewhere. */
const isInner = ({ closure, def }: FunctionValue): boolean =>
  closure.kind === 'function' || def.kind === 'Lambda';
