import type { Arg, Expr, Stmt } from '../../python/ast.ts';
import { childrenOf, type Node } from '../../python/walk.ts';
import { lose } from '../tensor/tensor.ts';
import { unknown } from '../values/make.ts';
import type { Scope, Value } from '../values/value.ts';
import type { Machine } from './frame.ts';
import { readName, writeName } from './scope.ts';

/** Libraries whose functions only read what they are given. */
const readers = new Set([
  'matplotlib',
  'plt',
  'seaborn',
  'sns',
  'plotly',
  'logging',
  'logger',
  'log',
  'wandb',
  'mlflow',
  'warnings',
  'tqdm',
  'os',
  'sys',
  'time',
  'pathlib',
  'json',
  'pprint',
  'IPython',
  'rich',
  'sklearn',
  'pandas',
  'scipy',
  'torchinfo',
  'torchsummary',
  'torchvision',
  'torchmetrics',
  'datetime',
  'gc',
  'typing',
  'collections',
  'itertools',
  'functools',
  'tensorboard',
  'tensorboardX',
  'writer',
  'torch',
  'numpy',
  'jax',
  'tensorflow',
  'keras',
  'optax',
  'PIL',
  'cv2',
  'h5py',
  'argparse',
  're',
  'copy',
  'timeit',
  'builtins',
  'ax',
  'axs',
  'axes',
  'fig',
]);

/** …but for those that are named for writing. */
const writes = /(?:[^_]_|shuffle|copyto|put|fill_diagonal|place)$/;

export function onlyReads(origin: string | null): boolean {
  if (origin === null) return false;
  return readers.has(origin.split('.')[0] ?? '') && !writes.test(origin);
}

/** Gives up whatever can be reached from a value: code that was not run may have changed it. */
export function loseDeep(value: Value, reason: string, seen: Set<Value> = new Set()): void {
  if (seen.has(value)) return;
  seen.add(value);
  switch (value.kind) {
    case 'tensor':
      lose(value, reason);
      return;
    case 'list':
      for (const item of value.items) loseDeep(item, reason, seen);
      value.lost = reason;
      return;
    case 'dict':
      for (const [, item] of value.entries.values()) loseDeep(item, reason, seen);
      value.lost = reason;
      return;
    case 'set':
      value.lost = reason;
      return;
    case 'tuple':
      for (const item of value.items) loseDeep(item, reason, seen);
      return;
    case 'instance':
      for (const item of value.attributes.values()) loseDeep(item, reason, seen);
      value.lost = reason;
      return;
    case 'method':
      loseDeep(value.self, reason, seen);
      return;
    default:
  }
}

/** The name at the bottom of `a.b[c].d`. */
function rootOf(node: Expr): string | undefined {
  let at = node;
  while (at.kind === 'Attribute' || at.kind === 'Subscript' || at.kind === 'Call' || at.kind === 'Starred') {
    at = at.kind === 'Call' ? at.func : at.value;
  }
  return at.kind === 'Name' ? at.id : undefined;
}

interface Effects {
  readonly assigned: Set<string>;
  /** Names whose values may have been changed in place. */
  readonly touched: Set<string>;
  /** Functions that may have been called. */
  readonly called: Set<string>;
  backward: boolean;
}

const quiet = new Set([
  'print',
  'len',
  'range',
  'enumerate',
  'zip',
  'isinstance',
  'str',
  'int',
  'float',
  'round',
  'sum',
  'max',
  'min',
  'sorted',
  'list',
  'tuple',
  'type',
  'repr',
  'format',
  'abs',
  'bool',
  'hasattr',
  'getattr',
  'id',
  'display',
  'next',
  'iter',
  'super',
]);

const mutators = new Set([
  'append',
  'extend',
  'insert',
  'remove',
  'pop',
  'clear',
  'sort',
  'reverse',
  'update',
  'setdefault',
  'popitem',
  'add',
  'discard',
  'fill',
  'put',
  'resize',
  'seed',
  'shuffle',
]);

function collect(nodes: readonly Node[], effects: Effects): void {
  for (const node of nodes) {
    visit(node as Stmt | Expr, effects);
    if (node.kind !== 'FunctionDef' && node.kind !== 'Lambda' && node.kind !== 'ClassDef')
      collect(childrenOf(node), effects);
  }
}

function visit(node: Stmt | Expr, effects: Effects): void {
  switch (node.kind) {
    case 'Assign':
      for (const target of node.targets) store(target, effects);
      return;
    case 'AugAssign':
      store(node.target, effects);
      touch(node.target, effects);
      return;
    case 'AnnAssign':
    case 'For':
    case 'NamedExpr':
      store(node.target, effects);
      return;
    case 'With':
      for (const { target } of node.items) if (target) store(target, effects);
      return;
    case 'Delete':
      for (const target of node.targets) store(target, effects);
      return;
    case 'FunctionDef':
    case 'ClassDef':
      effects.assigned.add(node.name);
      return;
    case 'Import':
    case 'ImportFrom':
      for (const { name, asname } of node.names) effects.assigned.add(asname ?? name.split('.')[0] ?? name);
      return;
    case 'Call':
      called(node.func, node.args, effects);
      return;
    default:
  }
}

function store(target: Expr, effects: Effects): void {
  if (target.kind === 'Name') effects.assigned.add(target.id);
  else if (target.kind === 'Tuple' || target.kind === 'List')
    for (const part of target.elts) store(part, effects);
  else if (target.kind === 'Starred') store(target.value, effects);
  else touch(target, effects);
}

function touch(node: Expr, effects: Effects): void {
  const root = rootOf(node);
  if (root !== undefined) effects.touched.add(root);
}

function called(func: Expr, args: readonly Arg[], effects: Effects): void {
  if (func.kind === 'Attribute') {
    if (func.attr === 'backward' || func.attr === 'step') effects.backward = true;
    const root = rootOf(func.value);
    if (root === undefined) return;
    effects.called.add(`${root}.${func.attr}`);
    if (mutators.has(func.attr) || writes.test(func.attr)) effects.touched.add(root);
    if (!readers.has(root) || writes.test(func.attr)) for (const { value } of args) touch(value, effects);
  } else if (func.kind === 'Name' && !quiet.has(func.id)) {
    effects.called.add(func.id);
    for (const { value } of args) touch(value, effects);
  }
}

/**
 * Passes over statements: names they assign become unknown, and what they may change in place is given up, through the
 * functions they may call too.
 */
export function forget(
  machine: Machine,
  body: readonly (Stmt | Expr)[],
  scope: Scope,
  reason: string,
  seen: Set<object> = new Set(),
): void {
  if (seen.has(body) || seen.size > 50) return;
  seen.add(body);
  const effects: Effects = { assigned: new Set(), touched: new Set(), called: new Set(), backward: false };
  collect(body, effects);
  if (effects.backward) machine.gradientsLost = reason;
  for (const name of effects.touched) loseNamed(scope, name, reason);
  for (const name of effects.called) forgetCall(machine, scope, name, reason, seen);
  for (const name of effects.assigned) writeName(scope, name, unknown(reason));
}

function loseNamed(scope: Scope, name: string, reason: string): void {
  const value = readName(scope, name);
  if (value.kind !== 'module' && value.kind !== 'function') loseDeep(value, reason);
}

/** A call that may have happened: an object's method may change the object, a function what its body reaches. */
function forgetCall(machine: Machine, scope: Scope, name: string, reason: string, seen: Set<object>): void {
  const [root = '', method] = name.split('.');
  const value = readName(scope, root);
  if (value.kind === 'instance') loseDeep(value, reason);
  if (method === undefined && value.kind === 'function') {
    const body = Array.isArray(value.body) ? value.body : [value.body];
    forget(machine, body as readonly Stmt[], functionScope(value.scope), reason, seen);
  }
}

/** Names that the function's own body assigns are its locals: they must not reach the enclosing scope. */
const functionScope = (parent: Scope): Scope => ({
  names: new Map(),
  parent,
  redirected: new Map(),
  kind: 'function',
  stars: [],
});

/** True when statements contain a `return` / `break` / `continue` of this level. */
export function escapes(body: readonly Stmt[], kinds: ReadonlySet<string>): boolean {
  return body.some((node) => {
    if (kinds.has(node.kind)) return true;
    if (node.kind === 'FunctionDef' || node.kind === 'ClassDef') return false;
    const inner =
      node.kind === 'For' || node.kind === 'While'
        ? new Set([...kinds].filter((kind) => kind === 'Return'))
        : kinds;
    return inner.size > 0 && escapes(childrenOf(node) as Stmt[], inner);
  });
}

/** True when a block always ends in an exception, so that code behind it only runs where it was not entered. */
export const alwaysRaises = (body: readonly Stmt[]): boolean => body.at(-1)?.kind === 'Raise';
