import { noArgs, positional } from '../context.ts';
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

export const zip: Run = (context, args) => {
  const sources = args.rest.map((value) => iterate(context, value));
  return {
    kind: 'iterator',
    next: () => {
      const items = sources.map((next) => next());
      return items.length > 0 && items.every((item) => item !== undefined)
        ? tuple(items as Value[])
        : undefined;
    },
  };
};

export const map: Run = (context, args) => {
  const sources = args.rest.map((value) => iterate(context, value));
  return {
    kind: 'iterator',
    next: () => {
      const items = sources.map((next) => next());
      if (items.some((item) => item === undefined)) return undefined;
      return context.call(args.get('function'), { ...noArgs, positional: items as Value[] });
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
