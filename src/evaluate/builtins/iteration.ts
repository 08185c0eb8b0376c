import { type Context, noArgs, positional } from '../context.ts';
import { collectItems, iterate } from '../interpreter/iterate.ts';
import type { Run } from '../library/define.ts';
import { int, iterator, tuple } from '../values/make.ts';
import { truthOrUnknown } from '../values/truth.ts';
import type { Value } from '../values/value.ts';

export const enumerate: Run = (context, args) => {
  const next = iterate(context, args.get('iterable'));
  let at = args.integer('start');
  return {
    kind: 'iterator',
    next: () => {
      const item = next();
      return item && tuple([int(at++), item]);
    },
  };
};

/** The next items of several, while there is one of each. */
function together(context: Context, sources: readonly Value[]): () => readonly Value[] | undefined {
  const each = sources.map((source) => iterate(context, source));
  return () => {
    const items = each.flatMap((next) => next() ?? []);
    return items.length > 0 && items.length === each.length ? items : undefined;
  };
}

export const zip: Run = (context, args) => {
  const next = together(context, args.rest);
  return {
    kind: 'iterator',
    next: () => {
      const items = next();
      return items && tuple(items);
    },
  };
};

export const map: Run = (context, args) => {
  const next = together(context, args.rest);
  return {
    kind: 'iterator',
    next: () => {
      const items = next();
      return items && context.call(args.get('function'), { ...noArgs, positional: items });
    },
  };
};

export const filter: Run = (context, args) => {
  const test = args.get('function');
  const items = collectItems(context, args.get('iterable'));
  return iterator(
    items.filter((item) =>
      truthOrUnknown(test.kind === 'None' ? item : context.call(test, positional(item))),
    ),
  );
};
