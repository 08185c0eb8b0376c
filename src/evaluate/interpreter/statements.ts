import type { Expr } from '../../python/ast.ts';
import type { If, Stmt } from '../../python/ast-statements.ts';
import { isLoop } from '../../python/walk.ts';
import { charge, refill, step } from '../context.ts';
import { Exhausted, NotKnown, Raised } from '../signals.ts';
import { none, unknown } from '../values/make.ts';
import { asSample, isSample, isTrue } from '../values/truth.ts';
import type { Value } from '../values/value.ts';
import { assign, augmentedAssign, deleteTarget } from './assign.ts';
import { defineClass } from './classes.ts';
import { alwaysRaises, effectsOf, escapes } from './effects.ts';
import { raiseStatement, tryStatement } from './exceptions.ts';
import { expressionStatement } from './expression-statement.ts';
import { forget } from './forget.ts';
import type { Completion, Frame, Machine } from './frame.ts';
import { defineFunction } from './functions.ts';
import { importFrom, importModule } from './imports.ts';
import { iterate } from './iterate.ts';
import { matchStatement } from './match.ts';
import { enclosing, moduleOf, readName, writeName } from './scope.ts';
import { withStatement } from './with.ts';

type NodeOf<K extends Stmt['kind']> = Stmt extends infer S
  ? S extends { readonly kind: infer Kind }
    ? K extends Kind
      ? S
      : never
    : never
  : never;

type Execute<K extends Stmt['kind']> = (machine: Machine, node: NodeOf<K>, frame: Frame) => Completion;

/** Runs statements one after another until one of them leaves the block. */
export function execute(machine: Machine, body: readonly Stmt[], frame: Frame): Completion {
  for (const node of body) {
    const completion = executeOne(machine, node, frame);
    if (completion !== 'next') return completion;
  }
  return 'next';
}

/** At the top level a failing statement is reported and passed over; in a function its exception goes on. */
function executeOne(machine: Machine, node: Stmt, frame: Frame): Completion {
  const run = statements[node.kind] as Execute<Stmt['kind']>;
  const since = machine.now();
  try {
    step(machine);
    return run(machine, node, frame);
  } catch (signal) {
    if (signal instanceof Exhausted) return giveUp(machine, node, signal, since, frame);
    if (signal instanceof NotKnown) return passOver(machine, [node], signal.reason, frame);
    if (!(signal instanceof Raised) || !isOutermost(frame)) throw signal;
    // The code's own way of ending is no failure.
    if (signal.type !== 'SystemExit') machine.failed(node, signal);
    forget(machine, [node], frame.scope, `the statement fails: ${signal.message}`);
    return 'next';
  }
}

/**
 * A limit ends the outermost loop, or the statement outside functions where there is none: what they were writing is not
 * known, the rest goes on.
 */
function giveUp(machine: Machine, node: Stmt, signal: Exhausted, since: number, frame: Frame): Completion {
  const isTheOne = machine.loops === 0 && (isLoop(node) || isOutermost(frame));
  if (!isTheOne || signal.isFinal || !refill(machine)) throw signal;
  return passOver(machine, [node], machine.stopped(node, signal, since), frame);
}

const isOutermost = (frame: Frame): boolean =>
  frame.callee === null && frame.owner === null && !frame.guarded;

/** The text of a target, for names such as `model.weight`. */
export function nameOf(target: Expr): string | null {
  if (target.kind === 'Name') return target.id;
  if (target.kind === 'Attribute') {
    const base = nameOf(target.value);
    return base === null ? null : `${base}.${target.attr}`;
  }
  return null;
}

/** Reports what each target was given; each name of an unpacked tuple by itself. */
function show(machine: Machine, node: Stmt, targets: readonly Expr[], value: Value, frame: Frame): void {
  if (frame.callee !== null || frame.owner !== null) return;
  for (const target of targets) {
    if (target.kind === 'Name' || target.kind === 'Attribute')
      machine.shown(node, nameOf(target), machine.tainted ? asSample(value) : value);
    else showParts(machine, node, target, frame);
  }
}

function showParts(machine: Machine, node: Stmt, target: Expr, frame: Frame): void {
  if (target.kind === 'Starred') showParts(machine, node, target.value, frame);
  else if (target.kind === 'Name') machine.shown(node, target.id, readName(frame.scope, target.id));
  else if (target.kind === 'Tuple' || target.kind === 'List')
    for (const part of target.elts) showParts(machine, node, part, frame);
}

function ifStatement(machine: Machine, node: If, frame: Frame): Completion {
  const test = machine.evaluate(node.test, frame);
  const truth = isTrue(test);
  if (truth === undefined) return unknownBranch(machine, node, test, frame);
  const tainted = machine.tainted;
  machine.tainted = tainted || isSample(test);
  try {
    return machine.execute(truth ? node.body : node.orelse, frame);
  } finally {
    machine.tainted = tainted;
  }
}

/** Neither branch is run, unless one of them only refuses to go on. */
function unknownBranch(machine: Machine, node: If, test: Value, frame: Frame): Completion {
  const reason = test.kind === 'unknown' ? test.reason : 'a condition that is not known';
  if (alwaysRaises(node.body)) return machine.execute(node.orelse, frame);
  if (node.orelse.length > 0 && alwaysRaises(node.orelse)) return machine.execute(node.body, frame);
  return passOver(machine, [...node.body, ...node.orelse], reason, frame);
}

/** Statements that are not run: what they may change, and whether they leave the loop or the function, is not known either. */
function passOver(machine: Machine, body: readonly Stmt[], reason: string, frame: Frame): Completion {
  forget(machine, body, frame.scope, reason);
  if (escapes(machine.effects, body, 'Return') || mayYield(machine, body, frame))
    return { lost: reason, until: 'function' };
  return escapes(machine.effects, body, 'Break', 'Continue') ? { lost: reason, until: 'loop' } : 'next';
}

/** A generator of which an item is not known to be there is known in none: a consumer may ask for any number. */
const mayYield = (machine: Machine, body: readonly Stmt[], frame: Frame): boolean =>
  frame.yields !== null && effectsOf(machine.effects, body).yields;

/** What a loop makes of how its body ended: go on, stop, or leave further out. */
function afterBody(
  machine: Machine,
  completion: Completion,
  body: readonly Stmt[],
  frame: Frame,
): 'on' | 'stop' | Completion {
  if (completion === 'next' || completion === 'continue') return 'on';
  if (completion === 'break') return 'stop';
  if ('returned' in completion) return completion;
  forget(machine, body, frame.scope, completion.lost);
  if (completion.until === 'function') return completion;
  return mayYield(machine, body, frame) ? { lost: completion.lost, until: 'function' } : 'stop';
}

const forStatement: Execute<'For'> = (machine, node, frame) => {
  const items = iterate(machine, machine.evaluate(node.iter, frame));
  for (;;) {
    let item: Value | undefined;
    try {
      item = items();
    } catch (signal) {
      if (!(signal instanceof NotKnown)) throw signal;
      return passOver(machine, [node], signal.reason, frame);
    }
    if (!item) break;
    step(machine);
    assign(machine, node.target, item, frame);
    const then = afterBody(machine, machine.execute(node.body, frame), node.body, frame);
    if (then === 'stop') return 'next';
    if (then !== 'on') return then;
  }
  return machine.execute(node.orelse, frame);
};

const whileStatement: Execute<'While'> = (machine, node, frame) => {
  for (;;) {
    step(machine);
    const test = machine.evaluate(node.test, frame);
    const truth = isTrue(test);
    if (truth === undefined)
      return passOver(
        machine,
        [node],
        test.kind === 'unknown' ? test.reason : 'a condition that is not known',
        frame,
      );
    if (!truth) break;
    const then = afterBody(machine, machine.execute(node.body, frame), node.body, frame);
    if (then === 'stop') return 'next';
    if (then !== 'on') return then;
  }
  return machine.execute(node.orelse, frame);
};

const asLoop =
  <K extends 'For' | 'While'>(run: Execute<K>): Execute<K> =>
  (machine, node, frame) => {
    machine.loops++;
    try {
      return run(machine, node, frame);
    } finally {
      machine.loops--;
    }
  };

const assertStatement: Execute<'Assert'> = (machine, node, frame) => {
  if (isTrue(machine.evaluate(node.test, frame)) !== false) return 'next';
  const message = node.message ? machine.evaluate(node.message, frame) : none;
  throw new Raised('AssertionError', message.kind === 'str' ? message.value : '');
};

/** `x = ...` in an exercise stands for what is still to be written. */
const assigned = (machine: Machine, node: Expr, frame: Frame): Value =>
  node.kind === 'Constant' && node.type === 'Ellipsis' && frame.owner === null
    ? unknown('a place to be filled in')
    : machine.evaluate(node, frame);

const statements: { readonly [K in Stmt['kind']]: Execute<K> } = {
  Expr: expressionStatement,
  Assign: (machine, node, frame) => {
    const value = assigned(machine, node.value, frame);
    for (const target of node.targets) assign(machine, target, value, frame);
    show(machine, node, node.targets, value, frame);
    return 'next';
  },
  AnnAssign: (machine, node, frame) => {
    if (!node.value) return 'next';
    const value = machine.evaluate(node.value, frame);
    assign(machine, node.target, value, frame);
    show(machine, node, [node.target], value, frame);
    return 'next';
  },
  AugAssign: (machine, node, frame) => {
    show(machine, node, [node.target], augmentedAssign(machine, node, frame), frame);
    return 'next';
  },
  Return: (machine, node, frame) => ({ returned: node.value ? assigned(machine, node.value, frame) : none }),
  Delete: (machine, node, frame) => {
    for (const target of node.targets) deleteTarget(machine, target, frame);
    return 'next';
  },
  Raise: raiseStatement,
  Assert: assertStatement,
  Import: (machine, node, frame) => importModule(machine, node, frame),
  ImportFrom: (machine, node, frame) => importFrom(machine, node, frame),
  Global: (_machine, node, { scope }) => {
    for (const name of node.names) scope.redirected.set(name, moduleOf(scope));
    return 'next';
  },
  Nonlocal: (_machine, node, { scope }) => {
    for (const name of node.names) {
      const outer = enclosing(scope, name);
      if (outer) scope.redirected.set(name, outer);
    }
    return 'next';
  },
  Pass: () => 'next',
  Break: () => 'break',
  Continue: () => 'continue',
  If: ifStatement,
  For: asLoop(forStatement),
  While: asLoop(whileStatement),
  With: withStatement,
  Try: tryStatement,
  FunctionDef: (machine, node, frame) => {
    charge(machine, 1);
    writeName(frame.scope, node.name, defineFunction(machine, node, frame));
    return 'next';
  },
  ClassDef: (machine, node, frame) => {
    writeName(frame.scope, node.name, defineClass(machine, node, frame));
    return 'next';
  },
  Match: (machine, node, frame) =>
    matchStatement(machine, node, frame, (reason) => passOver(machine, [node], reason, frame)),
  TypeAlias: (_machine, node, { scope }) => {
    writeName(scope, node.name, unknown('a type alias'));
    return 'next';
  },
};
