import type { Expr } from '../../python/ast.ts';
import type { ClassDef, FunctionDef, If, Stmt, Try, With } from '../../python/ast-statements.ts';
import { constant, unknown } from '../value.ts';
import { evaluateArguments } from './argument-values.ts';
import { noArguments, withFirst } from './arguments.ts';
import { assign, assignTo, augment, deleteTarget } from './assign.ts';
import { defineClass } from './classes.ts';
import { evaluate } from './expressions.ts';
import { callFunction } from './functions.ts';
import { importFrom, importModules } from './imports.ts';
import { writeInPlace } from './in-place.ts';
import { runFor, runWhile } from './loops.ts';
import { branch, explore, type Flow, type Frame, type Machine } from './machine.ts';
import { runMatch } from './match.ts';
import { assignName, declare } from './scope.ts';
import { narrow } from './truth.ts';
import { truthHere } from './turns.ts';
import type { FunctionValue, Value } from './values.ts';

/** Runs statements in order, as far as the path goes. */
export function execute(machine: Machine, frame: Frame, body: readonly Stmt[]): Flow {
  if (!machine.descend()) return 'ends';
  let flow: Flow = 'on';
  for (const statement of body) {
    flow = executeOne(machine, frame, statement);
    if (flow === 'ends') break;
  }
  machine.ascend();
  return flow;
}

function executeOne(machine: Machine, frame: Frame, node: Stmt): Flow {
  switch (node.kind) {
    case 'Expr': {
      const value = evaluate(machine, frame, node.value);
      writeInPlace(machine, frame, node.value, value);
      return callEnds(frame, node.value);
    }
    case 'Assign':
      assign(machine, frame, node);
      return 'on';
    case 'AnnAssign':
      if (node.value !== null) assignTo(machine, frame, node.target, evaluate(machine, frame, node.value));
      return 'on';
    case 'AugAssign':
      augment(machine, frame, node);
      return 'on';
    case 'If':
      return runIf(machine, frame, node);
    case 'For':
      return runFor(machine, frame, node);
    case 'While':
      return runWhile(machine, frame, node);
    case 'With':
      return runWith(machine, frame, node);
    case 'Try':
      return runTry(machine, frame, node);
    default:
      return executeRest(machine, frame, node);
  }
}

function executeRest(machine: Machine, frame: Frame, node: Stmt): Flow {
  switch (node.kind) {
    case 'FunctionDef':
      assignName(machine.store, frame.scope, node.name, defineFunction(machine, frame, node));
      return 'on';
    case 'ClassDef':
      assignName(
        machine.store,
        frame.scope,
        node.name,
        decorated(machine, frame, node, defineClass(machine, frame, node)),
      );
      return 'on';
    case 'Import':
      importModules(machine, frame, node);
      return 'on';
    case 'ImportFrom':
      importFrom(machine, frame, node);
      return 'on';
    case 'Global':
    case 'Nonlocal':
      for (const name of node.names) declare(frame.scope, name, node.kind);
      return 'on';
    case 'Match':
      return runMatch(machine, frame, node);
    case 'Delete':
      for (const target of node.targets) deleteTarget(machine, frame, target);
      return 'on';
    case 'Assert':
      evaluate(machine, frame, node.test);
      narrow(machine, frame, node.test, true);
      return 'on';
    default:
      return leaving(machine, frame, node);
  }
}

function leaving(machine: Machine, frame: Frame, node: Stmt): Flow {
  switch (node.kind) {
    case 'Return': {
      const value = node.value === null ? constant(null) : evaluate(machine, frame, node.value);
      frame.exits.push({ value, state: machine.store.since(frame.base) });
      return 'ends';
    }
    case 'Raise':
      if (node.exc !== null) raised(machine, frame, node.exc);
      return 'ends';
    case 'Break':
    case 'Continue':
      if (frame.loop !== null) frame.loop.ends.push(machine.store.since(frame.loop.base));
      return 'ends';
    default:
      return 'on';
  }
}

const exits = new Set(['exit', 'quit', 'sys.exit', 'os._exit']);

/** `sys.exit()` ends the path. */
function callEnds(frame: Frame, node: Expr): Flow {
  if (node.kind !== 'Call' || node.args.length > 1) return 'on';
  const { start, end } = node.func;
  return end - start <= 8 && exits.has(frame.unit.text.slice(start, end)) ? 'ends' : 'on';
}

export function defineFunction(machine: Machine, frame: Frame, node: FunctionDef): Value {
  const defaults = node.params.map((param) =>
    param.default === null ? null : evaluate(machine, frame, param.default),
  );
  const binding = bindingOf(node);
  const owner = frame.scope.kind === 'class' ? frame.owner : frame.func === null ? null : frame.owner;
  const func: FunctionValue = {
    kind: 'function',
    def: node,
    unit: frame.unit,
    closure: frame.scope,
    defaults,
    owner,
    binding,
  };
  machine.run.defined.push(func);
  return decorated(machine, frame, node, func);
}

function bindingOf(node: FunctionDef): FunctionValue['binding'] {
  for (const decorator of node.decorators) {
    const name =
      decorator.kind === 'Name' ? decorator.id : decorator.kind === 'Attribute' ? decorator.attr : '';
    if (name === 'staticmethod') return 'static';
    if (name === 'classmethod') return 'class';
    if (name === 'property' || name === 'cached_property') return 'property';
  }
  return 'plain';
}

/** A decorator of the workspace is followed; any other is taken to leave the function what it is. */
function decorated(machine: Machine, frame: Frame, node: FunctionDef | ClassDef, made: Value): Value {
  let value = made;
  for (const decorator of [...node.decorators].reverse()) {
    const wrapper = evaluate(machine, frame, decorator);
    const func = wrapper.kind === 'method' ? wrapper.func : wrapper;
    if (func.kind !== 'function' || func.def === node) continue;
    const args = withFirst(noArguments, { value, span: decorator, unit: frame.unit });
    const self = wrapper.kind === 'method' ? wrapper.self : null;
    const wrapped = callFunction(machine, func, self, args, null);
    if (wrapped.kind === 'function' || wrapped.kind === 'class' || wrapped.kind === 'partial')
      value = wrapped;
  }
  return value;
}

function runIf(machine: Machine, frame: Frame, node: If): Flow {
  const truth = truthHere(frame, node.test, evaluate(machine, frame, node.test));
  const way = (holds: boolean) => (): Flow => {
    narrow(machine, frame, node.test, holds);
    return execute(machine, frame, holds ? node.body : node.orelse);
  };
  if (truth === null) return branch(machine, [way(true), way(false)]);
  if (truth.soft) explore(machine, frame, way(!truth.holds));
  const flow = way(truth.holds)();
  return flow;
}

function runWith(machine: Machine, frame: Frame, node: With): Flow {
  const outer = machine.run.graph;
  for (const item of node.items) {
    const value = evaluate(machine, frame, item.context);
    if (item.target !== null) assignTo(machine, frame, item.target, entered(value));
    if (switchesOff(frame.unit.text, item.context)) machine.run.graph = false;
  }
  const flow = execute(machine, frame, node.body);
  machine.run.graph = outer;
  return flow;
}

/** Of an error that is made to be raised only what it is told can matter: nobody looks at the object. */
function raised(machine: Machine, frame: Frame, node: Expr): void {
  if (node.kind === 'Call') evaluateArguments(machine, frame, node.args);
  else evaluate(machine, frame, node);
}

/** `torch.no_grad()`, `inference_mode()`: what is computed there is not differentiated. */
function switchesOff(text: string, node: Expr): boolean {
  const callee = node.kind === 'Call' ? node.func : node;
  return /(?:^|\.)(?:no_grad|inference_mode)$/.test(text.slice(callee.start, callee.end));
}

/** What `with value as name` binds: most context managers give themselves. */
function entered(value: Value): Value {
  return value.kind === 'instance' ? value : value.kind === 'object' ? value : unknown;
}

/** The body may stop anywhere: handlers start from the state before it or after it. */
function runTry(machine: Machine, frame: Frame, node: Try): Flow {
  const success = (): Flow => {
    const flow = execute(machine, frame, node.body);
    return flow === 'ends' ? flow : execute(machine, frame, node.orelse);
  };
  const failures = node.handlers.map((handler) => (): Flow => {
    if (handler.name !== null) assignName(machine.store, frame.scope, handler.name, unknown);
    return execute(machine, frame, handler.body);
  });
  const flow = failures.length === 0 ? success() : branch(machine, [success, ...failures]);
  return execute(machine, frame, node.finalbody) === 'ends' ? 'ends' : flow;
}
