import { collectItems } from '../interpreter/iterate.ts';
import type { Run } from '../library/define.ts';
import { entriesOf } from '../library/items.ts';
import { raise } from '../signals.ts';
import { keyOf } from '../values/key.ts';
import { dict, namedEntry } from '../values/make.ts';

/** `dict(…)`: of a dictionary, of pairs, of keywords. */
export const makeDict: Run = (context, args) => {
  const made = dict();
  const [source] = args.rest;
  if (source?.kind === 'dict') for (const [key, entry] of entriesOf(source)) made.entries.set(key, entry);
  else if (source) {
    for (const pair of collectItems(context, source)) {
      const [key, value] = collectItems(context, pair);
      if (!key || !value)
        return raise('ValueError', 'dictionary update sequence element has the wrong length');
      made.entries.set(keyOf(key, context.identity), [key, value]);
    }
  }
  for (const [name, value] of args.keywords) made.entries.set(...namedEntry(name, value));
  return made;
};
