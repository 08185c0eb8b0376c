import { unknown } from '../value.ts';
import { library } from './library-value.ts';
import type { Frame, Machine } from './machine.ts';
import type { LibraryValue, Value } from './values.ts';

const builtins: ReadonlyMap<string, LibraryValue> = new Map(
  'print len range zip enumerate isinstance getattr setattr hasattr list tuple dict set sum map filter reversed sorted int float str bool object type next iter any all min max abs round vars id callable open staticmethod classmethod'
    .split(' ')
    .map((name) => [name, library(`builtins.${name}`)]),
);

/** Usual abbreviations, for code whose imports are out of sight (a star import, an earlier session of a notebook). */
export const customary: Readonly<Record<string, string>> = {
  torch: 'torch',
  nn: 'torch.nn',
  F: 'torch.nn.functional',
  np: 'numpy',
  tf: 'tensorflow',
  keras: 'keras',
  jnp: 'jax.numpy',
  jax: 'jax',
  optax: 'optax',
};

/** A name bound nowhere in the file: a builtin, or what it customarily stands for. */
export function builtin(_machine: Machine, _frame: Frame, name: string): Value {
  const own = builtins.get(name);
  if (own !== undefined) return own;
  if (Object.hasOwn(customary, name)) return library(customary[name] ?? name);
  return unknown;
}
