import type { Cell, Store } from './cell.ts';
import type { Value } from './values.ts';

/** Statements of a module at work. */
export interface Writing {
  readonly stamp: number;
  /** The variables written. */
  readonly cells: Set<Cell<Value>>;
}

/** The names of a module, function or class body. */
export class Scope {
  readonly names = new Map<string, Cell<Value>>();
  /** The module's own scope. */
  readonly globals: Scope;
  /** Names declared `global` or `nonlocal`, with the scope they belong to. */
  redirected: Map<string, Scope> | null = null;
  /** Stands for which names there are: its stamp changes with them. */
  readonly extent: Cell<Value> = { value: undefined, epoch: 0, stamp: 0, heap: false };
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
  if (known?.value === undefined) home.extent.stamp++;
  const cell = known ?? store.cell(value, home.kind === 'module');
  if (known === undefined) home.names.set(name, cell);
  else store.write(known, value);
  if (home.writing === null) return;
  cell.stamp = home.writing.stamp;
  home.writing.cells.add(cell);
}

export function declare(scope: Scope, name: string, kind: 'Global' | 'Nonlocal'): void {
  scope.redirected ??= new Map();
  scope.redirected.set(name, kind === 'Global' ? scope.globals : homeOf(scope.parent, name, scope));
}

function homeOf(from: Scope | null, name: string, fallback: Scope): Scope {
  for (let at = from; at !== null; at = at.parent) if (at.names.has(name)) return at;
  return fallback;
}
