import type { ClassDef } from '../../python/ast-statements.ts';
import { noArgs } from '../context.ts';
import { define, type Entry } from '../library/define.ts';
import { mapValues } from '../library/items.ts';
import { notKnown, raise } from '../signals.ts';
import { isEqual } from '../values/equal.ts';
import { bool, ellipsis, list, namedDict, namedTuple, none, str, tuple } from '../values/make.ts';
import { repr } from '../values/repr.ts';
import type { ClassValue, InstanceValue, TupleValue, Value } from '../values/value.ts';
import { ancestry, callMethod } from './attributes.ts';
import { describe } from './describe.ts';

const fieldType = 'dataclasses.field';

/** `field(default=…, default_factory=…)`, as the class's body has it. */
const fieldFunction = define(
  'dataclasses.field(*, default=None, default_factory=None, init=True, repr=True, compare=True, hash=None, metadata=None)',
  (_context, args) =>
    namedTuple(fieldType, ['default', 'default_factory'], [args.get('default'), args.get('default_factory')]),
);

interface Field {
  readonly name: string;
  readonly fallback: Value | undefined;
}

/** The annotated names of a class body with their defaults, those of its bases first. */
function fieldsOf(node: ClassDef, made: ClassValue): readonly Field[] {
  const fields = new Map<string, Field>();
  for (const base of ancestry(made).slice(1).reverse())
    for (const field of inherited(base)) fields.set(field.name, field);
  for (const statement of node.body) {
    if (statement.kind !== 'AnnAssign' || statement.target.kind !== 'Name') continue;
    const name = statement.target.id;
    fields.set(name, { name, fallback: statement.value ? made.attributes.get(name) : undefined });
  }
  return [...fields.values()];
}

const stored = '__dataclass_fields__';

function inherited(base: ClassValue): Field[] {
  const fields = base.attributes.get(stored);
  if (fields?.kind !== 'dict') return [];
  return [...fields.entries.values()].map(([key, value]) => ({
    name: key.kind === 'str' ? key.value : '',
    fallback: value.kind === 'ellipsis' ? undefined : value,
  }));
}

const isField = (value: Value): value is TupleValue => value.kind === 'tuple' && value.typeName === fieldType;

const instanceOf = (value: Value): InstanceValue =>
  value.kind === 'instance' ? value : notKnown('a dataclass without its object');

/** Gives a class the `__init__`, `__repr__` and `__eq__` of a dataclass, where it has none of its own. */
export function makeDataclass(node: ClassDef, made: ClassValue): void {
  const fields = fieldsOf(node, made);
  const add = (name: string, value: Value): void => {
    if (!made.attributes.has(name)) made.attributes.set(name, value);
  };
  made.attributes.set(stored, namedDict(fields.map(({ name, fallback }) => [name, fallback ?? ellipsis])));
  add('__init__', initOf(made.name, fields));
  add(
    '__repr__',
    define('builtins.__repr__(self)', (context, args) => {
      const { attributes } = instanceOf(args.get('self'));
      const parts = fields.map(
        ({ name }) => `${name}=${repr(describe(context, attributes.get(name) ?? none))}`,
      );
      return str(`${made.name}(${parts.join(', ')})`);
    }).builtin,
  );
  add(
    '__eq__',
    define('builtins.__eq__(self, other)', (_context, args) => {
      const [self, other] = [instanceOf(args.get('self')), args.get('other')];
      if (other.kind !== 'instance' || other.type !== self.type) return bool(false);
      return bool(
        fields.every(({ name }) =>
          isEqual(self.attributes.get(name) ?? none, other.attributes.get(name) ?? none),
        ),
      );
    }).builtin,
  );
}

function initOf(className: string, fields: readonly Field[]): Value {
  return define(
    'builtins.__init__(self, *args, **kwargs)',
    (context, args) => {
      const self = instanceOf(args.get('self'));
      if (args.rest.length > fields.length) notKnown('more arguments than fields');
      const stray = [...args.keywords.keys()].find((key) => !fields.some(({ name }) => name === key));
      if (stray !== undefined)
        raise('TypeError', `${className}.__init__() got an unexpected keyword argument '${stray}'`);
      for (const [i, { name, fallback }] of fields.entries()) {
        const given = args.rest[i] ?? args.keywords.get(name);
        self.attributes.set(name, given ?? defaultOf(fallback, name));
      }
      callMethod(context, self, '__post_init__', []);
      return none;

      function defaultOf(value: Value | undefined, name: string): Value {
        if (value === undefined)
          return raise(
            'TypeError',
            `${className}.__init__() missing 1 required positional argument: '${name}'`,
          );
        if (!isField(value)) return value;
        const [plain = none, factory = none] = value.items;
        return factory.kind === 'None' ? plain : context.call(factory, noArgs);
      }
    },
    { lenient: true },
  ).builtin;
}

/** The values of a dataclass's fields, in their order. */
function valuesOf(value: Value): (readonly [string, Value])[] {
  const instance = instanceOf(value);
  return inherited(instance.type).map(({ name }) => [name, instance.attributes.get(name) ?? none] as const);
}

const isDataclass = (value: Value): boolean => value.kind === 'instance' && value.type.attributes.has(stored);

/** The value with every dataclass in it as a dictionary or a tuple; tensors stay the ones they are. */
function taken(value: Value, make: (fields: (readonly [string, Value])[]) => Value): Value {
  const inner = (part: Value) => taken(part, make);
  if (isDataclass(value)) return make(valuesOf(value).map(([name, part]) => [name, inner(part)]));
  if (value.kind === 'list') return list(value.items.map(inner));
  if (value.kind === 'tuple') return { ...value, items: value.items.map(inner) };
  return value.kind === 'dict' ? mapValues(value, inner) : value;
}

export const dataclassFunctions: readonly Entry[] = [
  fieldFunction,
  define('dataclasses.asdict(obj)', (_context, args) => taken(args.get('obj'), namedDict)),
  define('dataclasses.astuple(obj)', (_context, args) =>
    taken(args.get('obj'), (fields) => tuple(fields.map(([, part]) => part))),
  ),
  define('dataclasses.is_dataclass(obj)', (_context, args) => bool(isDataclass(args.get('obj')))),
  define('dataclasses.replace(obj, **changes)', (context, args) => {
    const obj = instanceOf(args.get('obj'));
    return context.call(obj.type, {
      positional: [],
      keywords: new Map([...valuesOf(obj), ...args.keywords]),
    });
  }),
];
