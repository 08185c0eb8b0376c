import { unknown } from '../values/make.ts';
import type { Value } from '../values/value.ts';
import { knownModules, members } from './tables.ts';

/** Other spellings of a module, longest first. */
const aliases: readonly (readonly [string, string])[] = [
  ['tensorflow.keras.', 'keras.'],
  ['tensorflow.compat.v2.', 'tensorflow.'],
  ['tf_keras.', 'keras.'],
  ['torch.functional.', 'torch.'],
  ['torch.nn.modules.loss.', 'torch.nn.'],
  ['torch.nn.parameter.', 'torch.nn.'],
  ['jax.scipy.special.expit', 'jax.nn.sigmoid'],
  ['torch.optim.adam.', 'torch.optim.'],
];

export function canonical(path: string): string {
  for (const [from, to] of aliases) {
    if (path.startsWith(from)) return to + path.slice(from.length);
    if (`${path}.` === from) return to.slice(0, -1);
  }
  return path;
}

/** What a qualified name stands for: a function, a class, a constant, a module; unknown where no table has it. */
export function lookUp(written: string): Value {
  const path = canonical(written);
  const found = members.get(path);
  if (found) return found;
  if (knownModules.has(path)) return { kind: 'module', path };
  return unknown(`${path} is not known here`, path);
}
