import type { ClassDef, Stmt } from '../../python/ast.ts';
import { noArguments, openArguments } from '../engine/arguments.ts';
import { instantiate } from '../engine/classes.ts';
import { callFunction } from '../engine/functions.ts';
import type { Definition, Frame, Machine } from '../engine/machine.ts';
import type { Scope } from '../engine/scope.ts';
import { execute } from '../engine/statements.ts';
import type { ClassValue, FunctionValue, InstanceValue } from '../engine/values.ts';
import type { Unit } from '../site.ts';
import { frameworkArguments } from './framework.ts';

/** Whether a statement is `if __name__ == "__main__":`. */
export function isMainGuard(node: Stmt): boolean {
  if (node.kind !== 'If' || node.test.kind !== 'Compare') return false;
  return node.test.values.some((value) => value.kind === 'Name' && value.id === '__name__');
}

export function moduleFrame(scope: Scope, unit: Unit): Frame {
  return { scope, unit, func: null, owner: null, base: null, exits: [], yields: [], loop: null };
}

/** Runs the body of a module without its main block. */
export function runModule(machine: Machine, scope: Scope, units: readonly Unit[]): void {
  for (const unit of units)
    for (const node of unit.body) if (!isMainGuard(node)) execute(machine, moduleFrame(scope, unit), [node]);
}

/** Runs what a module does when it is the program. */
export function runMain(machine: Machine, scope: Scope, units: readonly Unit[]): void {
  for (const unit of units)
    for (const node of unit.body)
      if (node.kind === 'If' && isMainGuard(node)) execute(machine, moduleFrame(scope, unit), node.body);
}

/** Functions and classes of a module, those inside classes too. */
export interface Definitions {
  readonly functions: readonly FunctionValue[];
  readonly classes: readonly ClassValue[];
}

export function definitionsIn(scope: Scope, file: string): Definitions {
  const functions: FunctionValue[] = [];
  const classes: ClassValue[] = [];
  for (const { value } of scope.names.values()) {
    if (value?.kind === 'function' && value.unit.file === file) functions.push(value);
    if (value?.kind === 'class' && value.unit.file === file) classes.push(value);
  }
  return { functions, classes };
}

/** Runs the functions that nobody has called, on arguments of which nothing is known. */
export function runUncalled(
  machine: Machine,
  { functions, classes }: Definitions,
  entered: Set<Definition>,
  instances: ReadonlyMap<ClassDef, readonly InstanceValue[]>,
): void {
  for (const func of callersFirst(functions)) runAlone(machine, entered, func, null);
  for (const cls of classes) runMethods(machine, cls, entered, instances.get(cls.def) ?? []);
}

/** Functions whose name occurs nowhere else in their file come first: they may call the others. */
function callersFirst(functions: readonly FunctionValue[]): FunctionValue[] {
  const position = new Map(functions.map((func, i) => [func, i]));
  return [...functions].sort((a, b) => (position.get(b) ?? 0) - (position.get(a) ?? 0));
}

function runMethods(
  machine: Machine,
  cls: ClassValue,
  entered: Set<Definition>,
  made: readonly InstanceValue[],
): void {
  const methods = [...cls.scope.names.values()].flatMap(({ value }) =>
    value?.kind === 'function' && value.unit === cls.unit ? [value] : [],
  );
  const inner = [...cls.scope.names.values()].flatMap(({ value }) =>
    value?.kind === 'class' && value.unit === cls.unit ? [value] : [],
  );
  for (const nested of inner) runMethods(machine, nested, entered, []);
  const waiting = methods.filter(({ def }) => !entered.has(def));
  if (waiting.length === 0) return;
  machine.store.undone(() => {
    const self = made[0] ?? genericInstance(machine, cls);
    for (const name of machine.run.entered) entered.add(name);
    for (const method of waiting)
      runAlone(machine, entered, method, method.binding === 'static' ? null : self);
  });
}

const genericInstance = (machine: Machine, cls: ClassValue): InstanceValue => {
  machine.run.steps = 0;
  return instantiate(machine, cls, openArguments, null);
};

/** One function, and then the functions it defined and handed to something unknown. */
function runAlone(
  machine: Machine,
  entered: Set<Definition>,
  func: FunctionValue,
  self: InstanceValue | null,
): void {
  if (entered.has(func.def)) return;
  machine.run.steps = 0;
  machine.store.undone(() => {
    const first = machine.run.defined.length;
    callFunction(
      machine,
      func,
      self,
      func.binding === 'property' ? noArguments : frameworkArguments(self, func),
      null,
    );
    runInner(machine, first, 0);
  });
  for (const def of machine.run.entered) entered.add(def);
}

const maxInner = 3;

/** Functions defined since `first` that nobody has called. */
export function runInner(machine: Machine, first: number, depth: number): void {
  if (depth > maxInner) return;
  const { run } = machine;
  const end = run.defined.length;
  for (let i = first; i < end; i++) {
    const func = run.defined[i];
    if (
      func === undefined ||
      run.entered.has(func.def) ||
      (func.owner !== null && func.def.kind === 'FunctionDef' && func.closure.kind === 'class')
    )
      continue;
    callFunction(machine, func, null, openArguments, null);
  }
  if (run.defined.length > end) runInner(machine, end, depth + 1);
}
