import type { Expr, Lambda, Param } from '../../python/ast.ts';
import type { FunctionDef, Stmt } from '../../python/ast-statements.ts';
import { childrenOf } from '../../python/walk.ts';
import { type CallArgs, exhaust, positional } from '../context.ts';
import { raise } from '../signals.ts';
import { iterator, namedDict, none, tuple, unknown } from '../values/make.ts';
import type { FunctionValue, Scope, Value } from '../values/value.ts';
import { forget } from './forget.ts';
import { type Completion, type Frame, type Machine, newScope } from './frame.ts';

const decorations: ReadonlyMap<string, FunctionValue['decoration']> = new Map([
  ['staticmethod', 'static'],
  ['classmethod', 'class'],
  ['property', 'property'],
  ['cached_property', 'property'],
]);

/** Decorators that leave what a function computes as it is. */
const transparent =
  /(?:^|\.)(?:jit|script|compile|wraps|lru_cache|cache|function|autocast_off|torchscript|njit|abstractmethod|override|overload|no_type_check|export|script_method|unused|ignore|typechecked|jaxtyped|dataclass)$/;

function defaultsOf(machine: Machine, params: readonly Param[], frame: Frame): Map<string, Value> {
  return new Map(
    params.flatMap((param) =>
      param.default ? [[param.name, machine.evaluate(param.default, frame)] as const] : [],
    ),
  );
}

const textOf = (node: Expr): string =>
  node.kind === 'Name'
    ? node.id
    : node.kind === 'Attribute'
      ? `${textOf(node.value)}.${node.attr}`
      : node.kind === 'Call'
        ? textOf(node.func)
        : '';

const hasYield = (nodes: readonly object[]): boolean =>
  nodes.some((node) => {
    if (!('kind' in node)) return false;
    if (node.kind === 'Yield') return true;
    return (
      node.kind !== 'FunctionDef' &&
      node.kind !== 'Lambda' &&
      node.kind !== 'ClassDef' &&
      hasYield(childrenOf(node))
    );
  });

export function defineFunction(machine: Machine, node: FunctionDef, frame: Frame): Value {
  const names = node.decorators.map(textOf);
  const decoration =
    names.map((name) => decorations.get(name.split('.').at(-1) ?? '')).find((d) => d !== undefined) ?? null;
  const made: FunctionValue = {
    kind: 'function',
    name: node.name,
    params: node.params,
    defaults: defaultsOf(machine, node.params, frame),
    body: node.body,
    scope: frame.scope,
    isGenerator: hasYield(node.body),
    owner: frame.owner,
    decoration,
    attributes: new Map(),
  };
  return [...node.decorators]
    .reverse()
    .reduce<Value>((value, decorator) => decorate(machine, value, decorator, frame), made);
}

function decorate(machine: Machine, value: Value, decorator: Expr, frame: Frame): Value {
  const name = textOf(decorator);
  if (decorations.has(name.split('.').at(-1) ?? '') || transparent.test(name)) return value;
  const callee = machine.evaluate(decorator, frame);
  if (callee.kind === 'unknown') return unknown(`the decorator ${name} is not known here`);
  return machine.call(callee, positional(value));
}

export function makeLambda(machine: Machine, node: Lambda, frame: Frame): FunctionValue {
  return {
    kind: 'function',
    name: '<lambda>',
    params: node.params,
    defaults: defaultsOf(machine, node.params, frame),
    body: node.body,
    scope: frame.scope,
    isGenerator: false,
    owner: frame.owner,
    decoration: null,
    attributes: new Map(),
  };
}

/** Binds arguments as Python does; raises its TypeErrors. */
function bindParameters(callee: FunctionValue, { positional, keywords }: CallArgs, scope: Scope): void {
  const rest = [...positional];
  const named = new Map(keywords);
  for (const param of callee.params) {
    if (param.unpack === '*') scope.names.set(param.name, tuple(rest.splice(0)));
    else if (param.unpack === '**') scope.names.set(param.name, keywordDict(named));
    else bindOne(callee, param, rest, named, scope);
  }
  if (rest.length > 0) tooMany(callee, positional.length);
  const [stray] = named.keys();
  if (stray !== undefined)
    raise('TypeError', `${callee.name}() got an unexpected keyword argument '${stray}'`, stray);
}

function bindOne(
  callee: FunctionValue,
  param: Param,
  rest: Value[],
  named: Map<string, Value>,
  scope: Scope,
): void {
  const byName = named.get(param.name);
  if (param.passing !== 'keyword' && rest.length > 0) {
    if (byName !== undefined)
      raise('TypeError', `${callee.name}() got multiple values for argument '${param.name}'`, param.name);
    scope.names.set(param.name, rest.shift() as Value);
    return;
  }
  named.delete(param.name);
  const value = byName ?? callee.defaults.get(param.name);
  if (value) scope.names.set(param.name, value);
  else missing(callee, param);
}

function missing(callee: FunctionValue, param: Param): never {
  const kind = param.passing === 'keyword' ? 'keyword-only' : 'positional';
  return raise(
    'TypeError',
    `${callee.name}() missing 1 required ${kind} argument: '${param.name}'`,
    param.name,
  );
}

function tooMany(callee: FunctionValue, given: number): never {
  const takes = callee.params.filter((param) => param.unpack === '' && param.passing !== 'keyword').length;
  return raise(
    'TypeError',
    `${callee.name}() takes ${takes} positional argument${takes === 1 ? '' : 's'} but ${given} ${given === 1 ? 'was' : 'were'} given`,
  );
}

function keywordDict(named: Map<string, Value>): Value {
  const made = namedDict(named);
  named.clear();
  return made;
}

/** Runs a function of the user's own. */
export function callFunction(machine: Machine, callee: FunctionValue, args: CallArgs): Value {
  const { spent, limits } = machine;
  if (spent.depth >= limits.depth) exhaust(machine, 'depth');
  const scope = newScope('function', callee.scope);
  bindParameters(callee, args, scope);
  const yields: Value[] | null = callee.isGenerator ? [] : null;
  const frame: Frame = {
    scope,
    callee,
    self: args.positional[0] ?? null,
    yields,
    owner: null,
    guarded: false,
  };
  spent.depth++;
  try {
    if (!Array.isArray(callee.body)) return machine.evaluate(callee.body as Expr, frame);
    const completion = machine.execute(callee.body as readonly Stmt[], frame);
    return returned(machine, completion, callee.body as readonly Stmt[], frame);
  } finally {
    spent.depth--;
  }
}

function returned(machine: Machine, completion: Completion, body: readonly Stmt[], frame: Frame): Value {
  if (typeof completion !== 'string' && 'lost' in completion) {
    forget(machine, body, frame.scope, completion.lost);
    return unknown(completion.lost);
  }
  if (frame.yields) return iterator(frame.yields);
  return typeof completion === 'string' ? none : completion.returned;
}
