import type { Context } from '../context.ts';
import { binaryOperation } from '../interpreter/operators.ts';
import { define } from '../library/define.ts';
import { notKnown } from '../signals.ts';
import { isOperand } from '../tensor/promote.ts';
import { classValue } from '../values/make.ts';
import type { BuiltinValue, TensorValue, Value } from '../values/value.ts';
import { applyBinary } from './binary.ts';
import { cast } from './cast.ts';
import { getItem } from './indexing.ts';
import { setItem } from './inplace.ts';

const simple = new Set<Value['kind']>(['int', 'slice', 'None', 'ellipsis']);

/** Index arrays may name a place twice, whose changes add up. */
const namesPlacesOnce = (index: Value): boolean =>
  index.kind === 'tuple'
    ? index.items.every(namesPlacesOnce)
    : simple.has(index.kind) || (index.kind === 'tensor' && index.dtype === 'bool');

type Change = (context: Context, before: Value, value: Value) => Value;

const arithmetic =
  (op: '+' | '*' | '/' | '**'): Change =>
  (context, before, value) =>
    binaryOperation(context, op, before, value);

const extreme =
  (name: 'minimum' | 'maximum'): Change =>
  (context, before, value) =>
    isOperand(before) && isOperand(value)
      ? applyBinary(context, name, before, value)
      : notKnown(`the ${name} with something else than numbers`);

const changes: Readonly<Record<string, Change>> = {
  set: (_context, _before, value) => value,
  add: arithmetic('+'),
  multiply: arithmetic('*'),
  divide: arithmetic('/'),
  power: arithmetic('**'),
  min: extreme('minimum'),
  max: extreme('maximum'),
};

const changed = (target: TensorValue, index: Value, name: string, change: Change): BuiltinValue =>
  define(`jax.at.${name}(values, **options)`, (context, args) => {
    if (name !== 'set' && !namesPlacesOnce(index)) return notKnown('a change at places that may repeat');
    const copy = cast(context, target, target.dtype, true);
    const value = args.get('values');
    setItem(
      context,
      copy,
      index,
      name === 'set' ? value : change(context, getItem(context, copy, index), value),
    );
    return copy;
  }).builtin;

const reference = classValue('jax._IndexUpdateRef');

/** `x.at`: indexed, it gives an object whose methods make changed copies of x. */
export function updater(target: TensorValue): Value {
  const getItemOf = define('jax.at.__getitem__(self, index)', (context, args) => {
    const index = args.get('index');
    const get = define('jax.at.get(**options)', () => getItem(context, target, index)).builtin;
    return {
      kind: 'instance',
      type: reference,
      attributes: new Map<string, Value>([
        ['get', get],
        ...Object.entries(changes).map(
          ([name, change]) => [name, changed(target, index, name, change)] as const,
        ),
      ]),
    };
  }).builtin;
  return {
    kind: 'instance',
    type: classValue('jax._IndexUpdateHelper', [['__getitem__', getItemOf]]),
    attributes: new Map(),
  };
}
