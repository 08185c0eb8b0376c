import type { Expr } from '../../python/ast.ts';
import type { Module, Stmt } from '../../python/ast-statements.ts';
import type { Context } from '../context.ts';
import type { Exhausted, Raised } from '../signals.ts';
import type { ClassValue, FunctionValue, Scope, Value } from '../values/value.ts';
import type { EffectsCache } from './effects.ts';

/** What the code being run belongs to. */
export interface Frame {
  readonly scope: Scope;
  readonly callee: FunctionValue | null;
  /** The first argument of a method, for `super()`. */
  readonly self: Value | null;
  /** Values that a generator function has yielded. */
  readonly yields: Value[] | null;
  /** Inside a `try`: a failing statement is not reported but raised. */
  readonly guarded: boolean;
  /** The class whose body is being run. */
  readonly owner: ClassValue | null;
}

/** How a statement ends. `lost`: something unknown decides whether the loop or function goes on. */
export type Completion =
  | 'next'
  | 'break'
  | 'continue'
  | { readonly returned: Value }
  | { readonly lost: string; readonly until: 'loop' | 'function' };

/** Everything the parts of the interpreter ask of one another. */
export interface Machine extends Context {
  /** What bodies of code may do, worked out once each. */
  readonly effects: EffectsCache;
  readonly modules: readonly Module[];
  readonly evaluate: (node: Expr, frame: Frame) => Value;
  readonly execute: (body: readonly Stmt[], frame: Frame) => Completion;
  /** A statement outside functions gave a value. */
  readonly shown: (statement: Stmt, name: string | null, value: Value) => void;
  readonly failed: (statement: Stmt, error: Raised) => void;
  /** Loops that are being run, one inside the other. */
  loops: number;
  /** What has been reported so far, for `stopped`. */
  readonly now: () => number;
  /** Takes back what a statement has shown since then and says why. */
  readonly stopped: (statement: Stmt, signal: Exhausted, since: number) => string;
}

export const newScope = (kind: Scope['kind'], parent: Scope | null): Scope => ({
  names: new Map(),
  parent,
  redirected: new Map(),
  kind,
  stars: [],
});
