import { classValue } from '../values/make.ts';
import type { BuiltinValue, ClassValue } from '../values/value.ts';
import { define, type Run } from './define.ts';

/** Methods by their heads: `{ '__len__(self)': … }`. */
export type Methods = Readonly<Record<string, Run>>;

export const defineMethods = (path: string, methods: Methods): (readonly [string, BuiltinValue])[] =>
  Object.entries(methods).map(([head, run]) => [
    head.slice(0, head.indexOf('(')),
    define(`${path}.${head}`, run).builtin,
  ]);

/** A class of a library, by its qualified name. */
export const defineClass = (
  path: string,
  methods: Methods = {},
  bases: readonly ClassValue[] = [],
): ClassValue => classValue(path, defineMethods(path, methods), bases);
