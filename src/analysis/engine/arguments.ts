import type { Span } from '../../python/ast.ts';
import type { Unit } from '../site.ts';
import type { Value } from './values.ts';

/** A value passed, and where it is written. */
export interface PassedValue {
  readonly value: Value;
  readonly span: Span;
  readonly unit: Unit;
}

/** The arguments of a call, evaluated. */
export interface CallArguments {
  readonly positional: readonly PassedValue[];
  readonly keywords: ReadonlyMap<string, PassedValue>;
  /** True when `*args` or `**kwargs` carry more than is known. */
  readonly open: boolean;
}

const noKeywords: ReadonlyMap<string, PassedValue> = new Map();

export const noArguments: CallArguments = { positional: [], keywords: noKeywords, open: false };
/** A call of which nothing is known: defaults are not to be relied upon. */
export const openArguments: CallArguments = { positional: [], keywords: noKeywords, open: true };

/** By position or by one of the names. Undefined: not passed, as far as can be seen. */
export function passed(
  args: CallArguments,
  position: number | null,
  ...names: readonly string[]
): PassedValue | undefined {
  if (position !== null && position < args.positional.length) return args.positional[position];
  for (const name of names) {
    const found = args.keywords.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What is given at a position; undefined where nothing is, as far as can be seen. */
export const argument = ({ positional }: CallArguments, position: number): Value | undefined =>
  positional[position]?.value;

export function withFirst(args: CallArguments, first: PassedValue): CallArguments {
  return { ...args, positional: [first, ...args.positional] };
}

/** `functools.partial`: the bound arguments come first, later keywords win. */
export function combine(bound: CallArguments, given: CallArguments): CallArguments {
  return {
    positional: [...bound.positional, ...given.positional],
    keywords: new Map([...bound.keywords, ...given.keywords]),
    open: bound.open || given.open,
  };
}
