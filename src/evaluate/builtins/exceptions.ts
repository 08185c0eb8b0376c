import { define } from '../library/define.ts';
import { Raised } from '../signals.ts';
import { classValue, none, tuple } from '../values/make.ts';
import { repr } from '../values/repr.ts';
import type { ClassValue, Value } from '../values/value.ts';

/** Python's exceptions (and NumPy's and TensorFlow's), each with the class it extends. */
const parents: readonly (readonly [string, string | null])[] = [
  ['BaseException', null],
  ['Exception', 'BaseException'],
  ['KeyboardInterrupt', 'BaseException'],
  ['SystemExit', 'BaseException'],
  ['ArithmeticError', 'Exception'],
  ['ZeroDivisionError', 'ArithmeticError'],
  ['OverflowError', 'ArithmeticError'],
  ['AssertionError', 'Exception'],
  ['AttributeError', 'Exception'],
  ['ImportError', 'Exception'],
  ['ModuleNotFoundError', 'ImportError'],
  ['LookupError', 'Exception'],
  ['IndexError', 'LookupError'],
  ['KeyError', 'LookupError'],
  ['NameError', 'Exception'],
  ['OSError', 'Exception'],
  ['FileNotFoundError', 'OSError'],
  ['RuntimeError', 'Exception'],
  ['NotImplementedError', 'RuntimeError'],
  ['RecursionError', 'RuntimeError'],
  ['StopIteration', 'Exception'],
  ['TypeError', 'Exception'],
  ['UFuncTypeError', 'TypeError'],
  ['ValueError', 'Exception'],
  ['AxisError', 'ValueError'],
  ['InvalidArgumentError', 'Exception'],
  ['Warning', 'Exception'],
  ['UserWarning', 'Warning'],
];

const init = define('object:__init__(self, *args)', (_context, args) => {
  const self = args.get('self');
  if (self.kind === 'instance') self.attributes.set('args', tuple(args.rest));
  return none;
}).builtin;

function build(): ReadonlyMap<string, ClassValue> {
  const classes = new Map<string, ClassValue>();
  for (const [name, parent] of parents) {
    const base = parent === null ? undefined : classes.get(parent);
    classes.set(name, base ? classValue(name, [], [base]) : classValue(name, [['__init__', init]]));
  }
  return classes;
}

export const exceptionClasses: ReadonlyMap<string, ClassValue> = build();

/** Raises for a key that a dictionary lacks. */
export function missingKey(key: Value): never {
  const type = exceptionClasses.get('KeyError') as ClassValue;
  const attributes = new Map<string, Value>([['args', tuple([key])]]);
  throw new Raised('KeyError', repr(key), null, {}, { kind: 'instance', type, attributes });
}
