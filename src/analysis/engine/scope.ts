import type { Cell, Store } from './cell.ts';
import type { Value } from './values.ts';

/** The names of a module, function or class body. */
export class Scope {
  readonly names = new Map<string, Cell<Value>>();
  /** The module's own scope. */
  readonly globals: Scope;
  /** Names declared `global` or `nonlocal`, with the scope they belong to. */
  readonly redirected = new Map<string, Scope>();

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

/** The value a name has here, or undefined. */
export function lookUp(scope: Scope, name: string): Value | undefined {
  for (let at: Scope | null = scope; at !== null; at = at.parent) {
    const value = at.names.get(name)?.value;
    if (value !== undefined) return value;
  }
  return undefined;
}

export function assignName(store: Store, scope: Scope, name: string, value: Value): void {
  const home = scope.redirected.get(name) ?? scope;
  const cell = home.names.get(name);
  if (cell !== undefined) store.write(cell, value);
  else home.names.set(name, store.cell(value, home.kind === 'module'));
}

export function declare(scope: Scope, name: string, kind: 'Global' | 'Nonlocal'): void {
  scope.redirected.set(name, kind === 'Global' ? scope.globals : homeOf(scope.parent, name, scope));
}

function homeOf(from: Scope | null, name: string, fallback: Scope): Scope {
  for (let at = from; at !== null; at = at.parent) if (at.names.has(name)) return at;
  return fallback;
}
