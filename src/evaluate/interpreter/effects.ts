import type { Arg, Expr } from '../../python/ast.ts';
import type { Stmt } from '../../python/ast-statements.ts';
import { childrenOf, isLoop, type Node } from '../../python/walk.ts';
import { isReader, isWriter } from './purity.ts';

/** The name at the bottom of `a.b[c].d`. */
function rootOf(node: Expr): string | undefined {
  let at = node;
  while (at.kind === 'Attribute' || at.kind === 'Subscript' || at.kind === 'Call' || at.kind === 'Starred') {
    at = at.kind === 'Call' ? at.func : at.value;
  }
  return at.kind === 'Name' ? at.id : undefined;
}

export interface Effects {
  readonly assigned: Set<string>;
  /** Names whose values may have been changed in place. */
  readonly touched: Set<string>;
  /** Functions that may have been called. */
  readonly called: Set<string>;
  backward: boolean;
  yields: boolean;
}

/** Functions of Python's own that change nothing. */
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

/** Methods that change their object. */
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
    case 'Yield':
      effects.yields = true;
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
    if (mutators.has(func.attr) || isWriter(func.attr)) effects.touched.add(root);
    if (!isReader(root) || isWriter(func.attr)) for (const { value } of args) touch(value, effects);
  } else if (func.kind === 'Name' && !quiet.has(func.id)) {
    effects.called.add(func.id);
    for (const { value } of args) touch(value, effects);
  }
}

/** What has been worked out about the nodes of the program, once each. */
export interface EffectsCache {
  readonly effects: Map<object, Effects>;
  readonly exits: Map<object, ReadonlySet<string>>;
}

const noEffects = (): Effects => ({
  assigned: new Set(),
  touched: new Set(),
  called: new Set(),
  backward: false,
  yields: false,
});

function effectsOfNode(cache: EffectsCache, node: Stmt | Expr): Effects {
  const known = cache.effects.get(node);
  if (known) return known;
  const effects = noEffects();
  collect([node], effects);
  cache.effects.set(node, effects);
  return effects;
}

/** What a body may do when it is run; the same body is asked about again and again in loops. */
export function effectsOf(cache: EffectsCache, body: readonly (Stmt | Expr)[]): Effects {
  const all = noEffects();
  for (const node of body) {
    const { assigned, touched, called: calls, backward, yields } = effectsOfNode(cache, node);
    for (const name of assigned) all.assigned.add(name);
    for (const name of touched) all.touched.add(name);
    for (const name of calls) all.called.add(name);
    all.backward ||= backward;
    all.yields ||= yields;
  }
  return all;
}

const leaving = new Set(['Return', 'Break', 'Continue']);
const nothing: ReadonlySet<string> = new Set();
const onlyReturn: ReadonlySet<string> = new Set(['Return']);

/** Which of `return`, `break` and `continue` in a statement leave it. */
function exitsOf(cache: EffectsCache, node: Node): ReadonlySet<string> {
  if (leaving.has(node.kind)) return new Set([node.kind]);
  if (node.kind === 'FunctionDef' || node.kind === 'ClassDef') return nothing;
  const known = cache.exits.get(node);
  if (known) return known;
  const inner = new Set(childrenOf(node).flatMap((child) => [...exitsOf(cache, child)]));
  const exits = isLoop(node) ? (inner.has('Return') ? onlyReturn : nothing) : inner;
  cache.exits.set(node, exits);
  return exits;
}

/** True when statements contain a `return`, `break` or `continue` (those asked for) of this level. */
export const escapes = (cache: EffectsCache, body: readonly Stmt[], ...kinds: readonly string[]): boolean =>
  body.some((node) => kinds.some((kind) => exitsOf(cache, node).has(kind)));

/** True when a block always ends in an exception, so that code behind it only runs where it was not entered. */
export const alwaysRaises = (body: readonly Stmt[]): boolean => body.at(-1)?.kind === 'Raise';
