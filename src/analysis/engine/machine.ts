import type { AccumulateFact, DifferenceFact } from '../fact.ts';
import type { CallSite, Unit } from '../site.ts';
import type { CallArguments } from './arguments.ts';
import { AssignedAttributes } from './assigned.ts';
import { type Snapshot, Store, type Trail } from './cell.ts';
import { joinContents } from './join.ts';
import { Run } from './run.ts';
import type { Scope } from './scope.ts';
import type { Turn } from './turns.ts';
import type {
  ClassValue,
  FunctionValue,
  InstanceValue,
  ListEntry,
  ListValue,
  ObjectValue,
  Value,
} from './values.ts';

/** What the interpreter needs of the world around it. */
export interface World {
  /** The scope of a module of the workspace, its body run as far as it has come; undefined when it is not there. */
  moduleScope(path: string): Scope | undefined;
  /** The path `import name` (or `from ..name import`) means in `file`; undefined for what is not in the workspace. */
  resolve(file: string, name: string, level: number): string | undefined;
  /** The modules directly in a folder (its path ends in `/`). */
  modulesIn(folder: string): readonly string[];
}

/** Receives what the interpreter comes across. */
export interface Observer {
  /** How many facts some rule has looked at. */
  readonly shown: number;
  lossCall(call: LossCallEvent): void;
  libraryCall(call: LibraryCallEvent): void;
  kerasCompile(call: KerasCompileEvent): void;
  accumulate(kept: AccumulateFact): void;
  difference(of: DifferenceFact): void;
  /** The run is over. */
  finish(): void;
}

/** A loss is computed; each of `criteria` is one alternative of what computes it. */
export interface LossCallEvent {
  readonly at: CallSite;
  readonly args: CallArguments;
  readonly criteria: readonly (string | ObjectValue)[];
}

export interface LibraryCallEvent {
  readonly name: string;
  readonly at: CallSite;
  readonly args: CallArguments;
  /** The receiver of a method. */
  readonly receiver: Value | undefined;
  readonly result: Value;
  /** False within `torch.no_grad()`. */
  readonly graph: boolean;
}

export interface KerasCompileEvent {
  readonly at: CallSite;
  readonly args: CallArguments;
  readonly model: ObjectValue | InstanceValue;
  readonly outputs: Value;
}

/** One way out of a function: what it returns, and the state on that path. */
export interface Exit {
  readonly value: Value;
  readonly state: Snapshot;
}

/** A function call in progress (or a module body). */
export interface Frame {
  readonly scope: Scope;
  readonly unit: Unit;
  readonly func: FunctionValue | null;
  /** The call that runs the function, where it is one of the program's. */
  readonly at: CallSite | null;
  /** The class whose body this is, or in whose body `func` was defined. */
  readonly owner: ClassValue | null;
  /** The innermost branch when the call began. */
  readonly base: Trail | null;
  readonly exits: Exit[];
  readonly yields: Value[];
  /** States at `break` and `continue` of the innermost loop, and which of its turns this is. */
  loop: { readonly base: Trail | null; readonly ends: Snapshot[]; readonly turn: Turn | null } | null;
}

/** Expressions and blocks inside each other, through all calls in progress: what the stack has room for. */
const maxNesting = 450;

/** The abstract interpreter's state. Runs share one store; a run may start another (an import). */
export class Machine {
  readonly store = new Store(joinContents);
  /** What answers calls of a library's functions and classes, for the names met so far. */
  readonly answers = new Map<string, LibraryCall>();
  readonly assigned = new AssignedAttributes();
  readonly world: World;
  run: Run;
  #nesting = 0;

  constructor(world: World, observer: Observer) {
    this.world = world;
    this.run = new Run(observer);
  }

  /** Does `work` as a run of its own, in a state of its own where nothing of the present branches is undone. */
  within(run: Run, work: () => void): void {
    const outer = this.run;
    this.run = run;
    this.store.detached(work);
    this.run = outer;
  }

  get observer(): Observer {
    return this.run.observer;
  }

  /** Enters one more expression or block; false when there is no step or no room on the stack for it. */
  descend(): boolean {
    if (this.#nesting >= maxNesting || !this.run.step()) return false;
    this.#nesting++;
    return true;
  }

  ascend(): void {
    this.#nesting--;
  }

  /** The value a name has in a scope or around it, or undefined; variables of modules are noted as read. */
  lookUp(scope: Scope, name: string): Value | undefined {
    for (let at: Scope = scope; ; at = at.parent) {
      const cell = at.names.get(name);
      if (cell?.value !== undefined) {
        if (at.kind === 'module') this.run.variables.set(cell, 0);
        return cell.value;
      }
      if (at.parent === null) {
        this.run.misses(at, name);
        return undefined;
      }
    }
  }

  /** The scope of a module of the workspace, noted as looked into; undefined when its text is not at hand. */
  moduleScope(path: string): Scope | undefined {
    this.run.modules.add(path);
    return this.world.moduleScope(path);
  }

  /** The values of a module's public names. */
  publicNames(scope: Scope): ReadonlyMap<string, Value> {
    this.run.variables.set(scope.extent, 0);
    const found = new Map<string, Value>();
    for (const [name, cell] of scope.names) {
      if (name.startsWith('_') || cell.value === undefined) continue;
      this.run.variables.set(cell, 0);
      found.set(name, cell.value);
    }
    return found;
  }

  newList(entries: readonly ListEntry[]): ListValue {
    return { kind: 'list', cell: this.store.cell(entries, true) };
  }

  listOf(values: readonly Value[]): ListValue {
    return this.newList(values.map((value) => ({ value, many: false })));
  }
}

/** What a call of a library's function or class comes to; `name` is its qualified name. */
export type LibraryCall = (
  machine: Machine,
  frame: Frame,
  name: string,
  args: CallArguments,
  at: CallSite,
) => Value;

/** What answers calls of the function or class of this name; undefined for any that it does not know. */
export type Answers = (name: string) => LibraryCall | undefined;

/** Answers by name. */
export const answersIn =
  (calls: Readonly<Record<string, LibraryCall>>): Answers =>
  (name) =>
    Object.hasOwn(calls, name) ? calls[name] : undefined;

/** A path that ends here (`return`, `raise`, `break`) or goes on. */
export type Flow = 'on' | 'ends';

/** Runs alternatives from the same state and joins the ends of those that go on. */
export function branch(machine: Machine, paths: readonly (() => Flow)[]): Flow {
  const ends: Snapshot[] = [];
  for (const path of paths) {
    let flow: Flow = 'on';
    const end = machine.store.isolated(() => {
      flow = path();
    });
    if (flow === 'on') ends.push(end);
  }
  if (ends.length === 0) return 'ends';
  machine.store.merge(ends);
  return 'on';
}

/** Looks at a path that is not taken by default: what happens there is seen, and leaves no trace. */
export function explore(machine: Machine, frame: Frame, path: () => void): void {
  const [exits, yields] = [frame.exits.length, frame.yields.length];
  const loop = frame.loop;
  if (loop !== null) frame.loop = { base: machine.store.trail, ends: [], turn: loop.turn };
  machine.store.undone(path);
  frame.loop = loop;
  frame.exits.length = exits;
  frame.yields.length = yields;
}
