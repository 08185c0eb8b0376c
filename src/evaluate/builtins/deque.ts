import { collectItems } from '../interpreter/iterate.ts';
import type { Args } from '../library/args.ts';
import { define, type Entry } from '../library/define.ts';
import { notKnown, raise } from '../signals.ts';
import { list, none } from '../values/make.ts';
import type { ListValue } from '../values/value.ts';

function dequeOf(args: Args): ListValue {
  const self = args.get('self');
  if (self.kind !== 'list' || self.typeName !== 'deque') return notKnown(`${args.name} of this`);
  return self.lost === undefined ? self : notKnown(self.lost);
}

/** Drops what is too many at the right end, after something came in at the left. */
function trim({ items, maxLength }: ListValue): void {
  if (maxLength !== undefined && items.length > maxLength) items.length = maxLength;
}

/** `collections.deque`: a list that is short at both ends; the methods it shares with lists are theirs. */
export const dequeFunctions: readonly Entry[] = [
  define('collections.deque(iterable=None, maxlen=None)', (context, args) => {
    const items = args.has('iterable') ? collectItems(context, args.get('iterable')) : [];
    const maxLength = args.optionalInteger('maxlen');
    const kept = maxLength === undefined ? items : items.slice(Math.max(items.length - maxLength, 0));
    return { ...list(kept), typeName: 'deque', ...(maxLength !== undefined && { maxLength }) };
  }),
  define('list:appendleft(self, item)', (_context, args) => {
    const self = dequeOf(args);
    self.items.unshift(args.get('item'));
    trim(self);
    return none;
  }),
  define(
    'list:popleft(self)',
    (_context, args) => dequeOf(args).items.shift() ?? raise('IndexError', 'pop from an empty deque'),
  ),
  define('list:rotate(self, n=1)', (_context, args) => {
    const { items } = dequeOf(args);
    const by = items.length === 0 ? 0 : ((args.integer('n') % items.length) + items.length) % items.length;
    items.unshift(...items.splice(items.length - by, by));
    return none;
  }),
];
