import type { Context } from '../context.ts';
import { collectItems } from '../interpreter/iterate.ts';
import type { Args } from '../library/args.ts';
import type { Run } from '../library/define.ts';
import { entriesOf, setEntry } from '../library/items.ts';
import { raise } from '../signals.ts';
import { keyOf } from '../values/key.ts';
import { dict, namedEntry } from '../values/make.ts';
import type { DictValue } from '../values/value.ts';

/** Adds the entries of a dictionary, of pairs, of keywords. */
export function fillDict(context: Context, into: DictValue, { rest, keywords }: Args): void {
  const [source] = rest;
  if (source?.kind === 'dict') for (const [at, entry] of entriesOf(source)) setEntry(into, at, ...entry);
  else if (source) {
    for (const pair of collectItems(context, source)) {
      const [key, value] = collectItems(context, pair);
      if (!key || !value) raise('ValueError', 'dictionary update sequence element has the wrong length');
      setEntry(into, keyOf(key, context.identity), key, value);
    }
  }
  for (const [name, value] of keywords) into.entries.set(...namedEntry(name, value));
}

export const makeDict: Run = (context, args) => {
  const made = dict();
  fillDict(context, made, args);
  return made;
};
