import { collectItems } from '../interpreter/iterate.ts';
import { define, type Run } from '../library/define.ts';
import { notKnown, raise } from '../signals.ts';
import { bool, int, iterator, list, none, str, tuple } from '../values/make.ts';
import type { InstanceValue, Value } from '../values/value.ts';
import { type LayerEntry, layer } from './module.ts';
import { childrenOf, isModule, selfOf } from './tree.ts';

const itemsOf = (self: InstanceValue): Value[] => childrenOf(self).map(([, child]) => child);

function fill(self: InstanceValue, items: readonly Value[]): void {
  const start = childrenOf(self).length;
  for (const [i, item] of items.entries()) self.attributes.set(String(start + i), item);
}

/** `Sequential(a, b)` or `Sequential(OrderedDict(name=a, …))`. */
const startSequential: Run = (_context, args) => {
  const [first] = args.rest;
  const self = selfOf(args);
  if (first?.kind === 'dict')
    for (const [key, value] of first.entries.values())
      self.attributes.set(key.kind === 'str' ? key.value : '?', value);
  else fill(self, args.rest);
  return none;
};

const runSequential: Run = (context, args) =>
  itemsOf(selfOf(args)).reduce(
    (value, part) => context.call(part, { positional: [value], keywords: new Map() }),
    args.get('input'),
  );

const item: Run = (_context, args) => {
  const self = selfOf(args);
  const index = args.get('index');
  if (index.kind === 'str') return self.attributes.get(index.value) ?? raise('KeyError', index.value);
  if (index.kind !== 'int') return notKnown('a slice of a container of modules');
  const items = itemsOf(self);
  return items.at(index.value) ?? raise('IndexError', `index ${index.value} is out of range`);
};

const common = (name: string): readonly (readonly [string, Value])[] => [
  ['__getitem__', define(`torch.nn.${name}.__getitem__(self, index)`, item).builtin],
  [
    '__len__',
    define(`torch.nn.${name}.__len__(self)`, (_context, args) => int(childrenOf(selfOf(args)).length))
      .builtin,
  ],
  [
    '__iter__',
    define(`torch.nn.${name}.__iter__(self)`, (_context, args) => iterator(itemsOf(selfOf(args)))).builtin,
  ],
  [
    'append',
    define(`torch.nn.${name}.append(self, module)`, (_context, args) => {
      fill(selfOf(args), [args.get('module')]);
      return selfOf(args);
    }).builtin,
  ],
];

function withMembers(entry: LayerEntry, members: readonly (readonly [string, Value])[]): LayerEntry {
  for (const [name, value] of members) entry.value.attributes.set(name, value);
  return entry;
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
  if (first?.kind === 'dict')
    for (const [key, value] of first.entries.values())
      selfOf(args).attributes.set(key.kind === 'str' ? key.value : '?', value);
  return none;
};

const noForward: Run = () =>
  raise('NotImplementedError', 'Module [ModuleList] is missing the required "forward" function');

export const containers: readonly LayerEntry[] = [
  withMembers(layer('Sequential(*args)', startSequential, 'input', runSequential), common('Sequential')),
  withMembers(layer('ModuleList(*args)', startList, '*args', noForward), common('ModuleList')),
  withMembers(layer('ModuleDict(*args)', startDict, '*args', noForward), [
    ...common('ModuleDict'),
    [
      'items',
      define('torch.nn.ModuleDict.items(self)', (_context, args) =>
        list(childrenOf(selfOf(args)).map(([name, child]) => tuple([str(name), child]))),
      ).builtin,
    ],
    [
      'keys',
      define('torch.nn.ModuleDict.keys(self)', (_context, args) =>
        list(childrenOf(selfOf(args)).map(([name]) => str(name))),
      ).builtin,
    ],
    [
      'values',
      define('torch.nn.ModuleDict.values(self)', (_context, args) => list(itemsOf(selfOf(args)))).builtin,
    ],
    [
      '__contains__',
      define('torch.nn.ModuleDict.__contains__(self, key)', (_context, args) =>
        bool(selfOf(args).attributes.has(args.text('key'))),
      ).builtin,
    ],
  ]),
];
