import type { Expr } from '../../python/ast.ts';
import type { Stmt } from '../../python/ast-statements.ts';
import { lose } from '../tensor/tensor.ts';
import { unknown } from '../values/make.ts';
import type { Scope, Value } from '../values/value.ts';
import { effectsOf } from './effects.ts';
import type { Machine } from './frame.ts';
import { mayDraw } from './purity.ts';
import { readName, writeName } from './scope.ts';

/** Gives up whatever can be reached from a value: code that was not run may have changed it. */
export function loseDeep(value: Value, reason: string, seen: Set<Value> = new Set()): void {
  if (seen.has(value)) return;
  seen.add(value);
  switch (value.kind) {
    case 'tensor':
      lose(value, reason);
      return;
    case 'list':
      for (const item of value.items) loseDeep(item, reason, seen);
      value.lost = reason;
      return;
    case 'dict':
      for (const [, item] of value.entries.values()) loseDeep(item, reason, seen);
      value.lost = reason;
      return;
    case 'set':
      value.lost = reason;
      return;
    case 'tuple':
      for (const item of value.items) loseDeep(item, reason, seen);
      return;
    case 'instance':
      for (const item of value.attributes.values()) loseDeep(item, reason, seen);
      value.lost = reason;
      return;
    case 'method':
      loseDeep(value.self, reason, seen);
      return;
    case 'generator':
    case 'array-generator':
      value.generator.seeded = false;
      return;
    default:
  }
}

/**
 * Passes over statements: names they assign become unknown, and what they may change in place is given up, through the
 * functions they may call too.
 */
export function forget(
  machine: Machine,
  body: readonly (Stmt | Expr)[],
  scope: Scope,
  reason: string,
  seen: Set<object> = new Set(),
): void {
  if (seen.has(body) || seen.size > 50) return;
  seen.add(body);
  const effects = effectsOf(machine.effects, body);
  if (effects.backward) machine.gradientsLost = reason;
  for (const name of effects.touched) loseNamed(scope, name, reason);
  for (const name of effects.called) forgetCall(machine, scope, name, reason, seen);
  for (const name of effects.assigned) writeName(scope, name, unknown(reason));
}

function loseNamed(scope: Scope, name: string, reason: string): void {
  const value = readName(scope, name);
  if (value.kind !== 'module' && value.kind !== 'function') loseDeep(value, reason);
}

/** A call that may have happened: an object's method may change the object, a function what its body reaches. */
function forgetCall(machine: Machine, scope: Scope, name: string, reason: string, seen: Set<object>): void {
  const [root = '', method] = name.split('.');
  const value = readName(scope, root);
  if (mayHaveDrawn(value, method ?? root)) unseed(machine);
  if (value.kind === 'instance' || isGenerator(value)) loseDeep(value, reason);
  if (method === undefined && value.kind === 'function') {
    const body = Array.isArray(value.body) ? value.body : [value.body];
    forget(machine, body as readonly Stmt[], functionScope(value.scope), reason, seen);
  }
}

/** NumPy's and PyTorch's own generators: whatever is asked of them moves them. */
const isGenerator = ({ kind }: Value): boolean => kind === 'generator' || kind === 'array-generator';

/** Objects and functions that are not known may draw random numbers; others by their name. */
function mayHaveDrawn(value: Value, name: string): boolean {
  if (value.kind === 'instance' || value.kind === 'class') return true;
  if (value.kind === 'unknown') return mayDraw(value.origin === null ? null : `${value.origin}.${name}`);
  return (
    (value.kind === 'module' || value.kind === 'builtin' || value.kind === 'tensor') &&
    mayDraw(`torch.${name}`)
  );
}

/** From here on what is drawn is a sample, until the next seed. */
export function unseed({ torchRandom, numpyRandom, pythonRandom }: Machine): void {
  torchRandom.seeded = false;
  numpyRandom.seeded = false;
  pythonRandom.seeded = false;
}

/** Names that the function's own body assigns are its locals: they must not reach the enclosing scope. */
const functionScope = (parent: Scope): Scope => ({
  names: new Map(),
  parent,
  redirected: new Map(),
  kind: 'function',
  stars: [],
});
