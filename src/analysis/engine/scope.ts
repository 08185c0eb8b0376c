import type { Unit } from '../site.ts';
import type { Cell, Store } from './cell.ts';
import type { Value } from './values.ts';

/** A variable of a module, with what marked it before this writing. */
export interface Written {
  readonly cell: Cell<Value>;
  readonly stamp: number;
  readonly by: Unit | null;
  /** Whether it had no value. */
  readonly isNew: boolean;
}

/** Statements of a module at work. */
export interface Writing {
  readonly stamp: number;
  /** The statement being run. */
  unit: Unit | null;
  /** The variables written, by name. */
  readonly cells: Map<string, Written>;
}

/** The names of a module, function or class body. */
export class Scope {
  readonly names = new Map<string, Cell<Value>>();
  /** The module's own scope. */
  readonly globals: Scope;
  /** Names declared `global` or `nonlocal`, with the scope they belong to. */
  redirected: Map<string, Scope> | null = null;
  /** Stands for which names there are: its stamp changes with them. */
  readonly extent: Cell<Value> = { value: undefined, epoch: 0, born: 0, stamp: 0, by: null, heap: false };
  /** In a module: what is at work, so that the variables it writes bear its stamp. */
  writing: Writing | null = null;

  constructor(
    readonly kind: 'module' | 'function' | 'class',
    /** The scope in which unbound names are looked up; functions do not see class bodies. */
    readonly parent: Scope | null,
    /** Path of the file. */
    readonly file: string,
  ) {
    this.globals = parent?.globals ?? this;
  }

  /** A scope inside this one. */
  inner(kind: 'function' | 'class'): Scope {
    return new Scope(kind, this.kind === 'class' ? this.parent : this, this.file);
  }
}

export function assignName(store: Store, scope: Scope, name: string, value: Value): void {
  const home = scope.redirected?.get(name) ?? scope;
  const known = home.names.get(name);
  const isNew = known?.value === undefined;
  if (isNew) home.extent.stamp++;
  const cell = known ?? store.cell(value, home.kind === 'module');
  if (known === undefined) home.names.set(name, cell);
  else store.write(known, value);
  if (home.writing !== null) sign(home.writing, name, cell, isNew);
}

function sign({ stamp, unit, cells }: Writing, name: string, cell: Cell<Value>, isNew: boolean): void {
  if (cells.get(name)?.cell !== cell) cells.set(name, { cell, stamp: cell.stamp, by: cell.by, isNew });
  cell.stamp = stamp;
  cell.by = unit;
}

export function declare(scope: Scope, name: string, kind: 'Global' | 'Nonlocal'): void {
  scope.redirected ??= new Map();
  scope.redirected.set(name, kind === 'Global' ? scope.globals : homeOf(scope.parent, name, scope));
}

function homeOf(from: Scope | null, name: string, fallback: Scope): Scope {
  for (let at = from; at !== null; at = at.parent) if (at.names.has(name)) return at;
  return fallback;
}
