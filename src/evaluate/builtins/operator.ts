import type { Context } from '../context.ts';
import { compare } from '../interpreter/comparisons.ts';
import { binaryOperation, unaryOperation } from '../interpreter/operators.ts';
import { subscript } from '../interpreter/subscript.ts';
import { define, type Entry } from '../library/define.ts';
import { notKnown } from '../signals.ts';
import { bool, tuple } from '../values/make.ts';
import { truthOrUnknown } from '../values/truth.ts';
import type { Value } from '../values/value.ts';

const binary = {
  add: '+',
  sub: '-',
  mul: '*',
  truediv: '/',
  floordiv: '//',
  mod: '%',
  pow: '**',
  matmul: '@',
  and_: '&',
  or_: '|',
  xor: '^',
} as const;

const comparisons = { lt: '<', le: '<=', eq: '==', ne: '!=', ge: '>=', gt: '>' } as const;

/** `itemgetter(1, 2)` and `attrgetter('x')`: functions that read the same place of whatever they are given. */
const getter = (name: string, read: (context: Context, value: Value, key: Value) => Value): Entry =>
  define(`operator.${name}(*keys)`, (_context, { rest: keys }) => {
    const [only] = keys;
    if (!only) return notKnown(`${name} of nothing`);
    return define(`operator.${name}.call(value)`, (context, args) => {
      const value = args.get('value');
      return keys.length === 1
        ? read(context, value, only)
        : tuple(keys.map((key) => read(context, value, key)));
    }).builtin;
  });

export const operatorFunctions: readonly Entry[] = [
  ...Object.entries(binary).map(([name, op]) =>
    define(`operator.${name}(a, b)`, (context, args) =>
      binaryOperation(context, op, args.get('a'), args.get('b')),
    ),
  ),
  ...Object.entries(comparisons).map(([name, op]) =>
    define(`operator.${name}(a, b)`, (context, args) => compare(context, op, args.get('a'), args.get('b'))),
  ),
  define('operator.neg(a)', (context, args) => unaryOperation(context, '-', args.get('a'))),
  define('operator.not_(a)', (_context, args) => bool(!truthOrUnknown(args.get('a')))),
  define('operator.getitem(a, b)', (context, args) => subscript(context, args.get('a'), args.get('b'))),
  getter('itemgetter', subscript),
  getter('attrgetter', (context, value, key) =>
    key.kind === 'str'
      ? key.value.split('.').reduce((at, part) => context.attribute(at, part), value)
      : notKnown('the name of an attribute'),
  ),
];
