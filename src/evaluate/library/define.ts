import type { Context } from '../context.ts';
import type { ArrayLibrary, BuiltinValue, Value } from '../values/value.ts';
import type { Args } from './args.ts';
import { signature } from './signature.ts';

export type Run = (context: Context, args: Args) => Value;

/** A library function or method, under every name it has. */
export interface Entry {
  /** `torch.nn.functional.relu`, or `torch:relu` for a method of a torch tensor. */
  readonly key: string;
  readonly builtin: BuiltinValue;
}

const libraries: Readonly<Record<string, ArrayLibrary>> = {
  torch: 'torch',
  numpy: 'numpy',
  jax: 'jax',
  optax: 'jax',
  tensorflow: 'tensorflow',
  keras: 'tensorflow',
  scipy: 'numpy',
  sklearn: 'numpy',
};

export const libraryOfPath = (path: string): ArrayLibrary =>
  libraries[path.split(/[.:]/)[0] ?? ''] ?? 'torch';

/** Modules and types of Python itself, whose exceptions are no library's. */
const python = new Set([
  'builtins',
  'math',
  'random',
  'list',
  'dict',
  'set',
  'str',
  'tuple',
  'int',
  'float',
  'iterator',
  'object',
  'copy',
  'collections',
  'itertools',
  'functools',
  'operator',
  'statistics',
  'dataclasses',
  'tqdm',
]);

interface Options {
  /** Takes unknown arguments too. */
  readonly lenient?: boolean;
}

/** One function from `torch.sum(input, dim=None)`. */
export function define(head: string, run: Run, { lenient = false }: Options = {}): Entry {
  const open = head.indexOf('(');
  const key = head.slice(0, open);
  const builtin: BuiltinValue = {
    kind: 'builtin',
    name: key.replace(/^\w+:/, ''),
    signature: signature(head.slice(open + 1, head.lastIndexOf(')'))),
    run,
    lenient,
    library: libraryOfPath(key),
    isPython: python.has(key.split(/[.:]/)[0] ?? ''),
  };
  return { key, builtin };
}

const prefixed = (prefixes: readonly string[], heads: string, run: Run): Entry[] =>
  heads.split(/;\s*/).flatMap((head) => prefixes.map((prefix) => define(prefix + head, run)));

/** `torch.sum` and `Tensor.sum`; several names separated by semicolons. */
export const torchBoth = (heads: string, run: Run): Entry[] => prefixed(['torch.', 'torch:'], heads, run);
export const torchFunction = (heads: string, run: Run): Entry[] => prefixed(['torch.'], heads, run);
export const torchMethod = (heads: string, run: Run): Entry[] => prefixed(['torch:'], heads, run);
export const functional = (heads: string, run: Run): Entry[] =>
  prefixed(['torch.nn.functional.'], heads, run);

/** `np.sum` and `ndarray.sum`, and JAX's. */
export const numpyBoth = (heads: string, run: Run): Entry[] =>
  prefixed(['numpy.', 'jax.numpy.', 'numpy:', 'jax:'], heads, run);
export const numpyFunction = (heads: string, run: Run): Entry[] =>
  prefixed(['numpy.', 'jax.numpy.'], heads, run);
export const numpyMethod = (heads: string, run: Run): Entry[] => prefixed(['numpy:', 'jax:'], heads, run);

export const tensorflowFunction = (heads: string, run: Run): Entry[] => prefixed(['tensorflow.'], heads, run);
