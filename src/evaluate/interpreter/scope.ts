import { lookUp } from '../library/lookup.ts';
import { unknown } from '../values/make.ts';
import type { Scope, Value } from '../values/value.ts';

/** What these names mean in nearly every file; used where the code in front of us does not import them. */
const customary: Readonly<Record<string, string>> = {
  torch: 'torch',
  nn: 'torch.nn',
  F: 'torch.nn.functional',
  np: 'numpy',
  numpy: 'numpy',
  tf: 'tensorflow',
  keras: 'keras',
  jax: 'jax',
  jnp: 'jax.numpy',
  optax: 'optax',
  math: 'math',
};

/** The scope that holds a name, looking outwards; class bodies are no scope for what is inside them. */
function holder(scope: Scope, name: string): Scope | undefined {
  let inner = true;
  for (let at: Scope | null = scope; at; at = at.parent) {
    const sent: Scope | undefined = at.redirected.get(name);
    if (sent) return sent;
    if (at.names.has(name) && (inner || at.kind !== 'class')) return at;
    inner = false;
  }
  return undefined;
}

export function readName(scope: Scope, name: string): Value {
  const found = holder(scope, name)?.names.get(name);
  if (found) return found;
  for (let at: Scope | null = scope; at; at = at.parent) {
    for (const module of at.stars) {
      const member = lookUp(`${module}.${name}`);
      if (member.kind !== 'unknown') return member;
    }
  }
  const builtin = lookUp(`builtins.${name}`);
  if (builtin.kind !== 'unknown') return builtin;
  const path = Object.hasOwn(customary, name) ? customary[name] : undefined;
  return path ? { kind: 'module', path } : unknown(`${name} is not defined here`);
}

export function writeName(scope: Scope, name: string, value: Value): void {
  (scope.redirected.get(name) ?? scope).names.set(name, value);
}

export const moduleOf = (scope: Scope): Scope => (scope.parent ? moduleOf(scope.parent) : scope);

/** The nearest enclosing function scope that has the name, for `nonlocal`. */
export function enclosing(scope: Scope, name: string): Scope | undefined {
  for (let at = scope.parent; at; at = at.parent) if (at.kind === 'function' && at.names.has(name)) return at;
  return undefined;
}
