import { positional } from '../context.ts';
import { collectItems } from '../interpreter/iterate.ts';
import type { Run } from '../library/define.ts';
import { defineMethods, type Methods } from '../library/define-class.ts';
import { notKnown, raise } from '../signals.ts';
import { bool, int, iterator, list, none, str, tuple } from '../values/make.ts';
import type { ClassValue, DictValue, InstanceValue, Value } from '../values/value.ts';
import { layer } from './module.ts';
import { childrenOf, isModule, selfOf } from './tree.ts';

const itemsOf = (self: InstanceValue): Value[] => childrenOf(self).map(([, child]) => child);

function fill(self: InstanceValue, items: readonly Value[]): void {
  const start = childrenOf(self).length;
  for (const [i, item] of items.entries()) self.attributes.set(String(start + i), item);
}

function fillNamed(self: InstanceValue, modules: DictValue): void {
  for (const [key, value] of modules.entries.values())
    self.attributes.set(key.kind === 'str' ? key.value : '?', value);
}

/** `Sequential(a, b)` or `Sequential(OrderedDict(name=a, …))`. */
const startSequential: Run = (_context, args) => {
  const [first] = args.rest;
  if (first?.kind === 'dict') fillNamed(selfOf(args), first);
  else fill(selfOf(args), args.rest);
  return none;
};

const runSequential: Run = (context, args) =>
  itemsOf(selfOf(args)).reduce((value, part) => context.call(part, positional(value)), args.get('input'));

const item: Run = (_context, args) => {
  const self = selfOf(args);
  const index = args.get('index');
  if (index.kind === 'str') return self.attributes.get(index.value) ?? raise('KeyError', index.value);
  if (index.kind !== 'int') return notKnown('a slice of a container of modules');
  const items = itemsOf(self);
  return items.at(index.value) ?? raise('IndexError', `index ${index.value} is out of range`);
};

const common: Methods = {
  '__getitem__(self, index)': item,
  '__len__(self)': (_context, args) => int(childrenOf(selfOf(args)).length),
  '__iter__(self)': (_context, args) => iterator(itemsOf(selfOf(args))),
  'append(self, module)': (_context, args) => {
    fill(selfOf(args), [args.get('module')]);
    return selfOf(args);
  },
};

function withMethods(type: ClassValue, methods: Methods): ClassValue {
  for (const [name, value] of defineMethods(type.qualified, methods)) type.attributes.set(name, value);
  return type;
}

const startList: Run = (context, args) => {
  const [first] = args.rest;
  const items = first ? collectItems(context, first) : [];
  if (!items.every((value) => isModule(value) || value.kind === 'tensor'))
    notKnown('a list of something else than modules');
  fill(selfOf(args), items);
  return none;
};

const startDict: Run = (_context, args) => {
  const [first] = args.rest;
  if (first?.kind === 'dict') fillNamed(selfOf(args), first);
  return none;
};

const noForward: Run = () =>
  raise('NotImplementedError', 'Module [ModuleList] is missing the required "forward" function');

export const containers: readonly ClassValue[] = [
  withMethods(layer('Sequential(*args)', startSequential, 'input', runSequential), common),
  withMethods(layer('ModuleList(*args)', startList, '*args', noForward), common),
  withMethods(layer('ModuleDict(*args)', startDict, '*args', noForward), {
    ...common,
    'items(self)': (_context, args) =>
      list(childrenOf(selfOf(args)).map(([name, child]) => tuple([str(name), child]))),
    'keys(self)': (_context, args) => list(childrenOf(selfOf(args)).map(([name]) => str(name))),
    'values(self)': (_context, args) => list(itemsOf(selfOf(args))),
    '__contains__(self, key)': (_context, args) => bool(selfOf(args).attributes.has(args.text('key'))),
  }),
];
