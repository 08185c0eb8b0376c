import type { Arg, Expr } from '../../python/ast.ts';
import type { Match } from '../../python/ast-statements.ts';
import { isInstance } from '../builtins/convert.ts';
import { entriesOf } from '../library/items.ts';
import { NotKnown, notKnown } from '../signals.ts';
import { keyOf } from '../values/key.ts';
import { dict, list } from '../values/make.ts';
import { isTrue } from '../values/truth.ts';
import type { Value } from '../values/value.ts';
import { attribute, hasAttribute } from './attributes.ts';
import { compare } from './comparisons.ts';
import { forget } from './forget.ts';
import type { Completion, Frame, Machine } from './frame.ts';
import { writeName } from './scope.ts';

/** `match subject:`; where it cannot be told which case fits, all of them are passed over. */
export function matchStatement(
  machine: Machine,
  node: Match,
  frame: Frame,
  passOver: (reason: string) => Completion,
): Completion {
  const subject = machine.evaluate(node.subject, frame);
  if (subject.kind === 'unknown') return passOver(subject.reason);
  for (const { pattern, guard, body } of node.cases) {
    try {
      if (!fits(machine, pattern, subject, frame)) continue;
      if (guard && !(isTrue(machine.evaluate(guard, frame)) ?? notKnown('a guard that is not known')))
        continue;
    } catch (signal) {
      if (!(signal instanceof NotKnown)) throw signal;
      forget(machine, [pattern], frame.scope, signal.reason);
      return passOver(signal.reason);
    }
    return machine.execute(body, frame);
  }
  return 'next';
}

const isSame = (machine: Machine, a: Value, b: Value): boolean =>
  isTrue(compare(machine, a.kind === 'None' || a.kind === 'bool' ? 'is' : '==', b, a)) ??
  notKnown('a value that is matched');

/** Whether a pattern fits, binding its names. */
function fits(machine: Machine, pattern: Expr, subject: Value, frame: Frame): boolean {
  switch (pattern.kind) {
    case 'Name':
      if (pattern.id !== '_') writeName(frame.scope, pattern.id, subject);
      return true;
    case 'NamedExpr':
      if (!fits(machine, pattern.value, subject, frame)) return false;
      writeName(frame.scope, pattern.target.id, subject);
      return true;
    case 'BinOp':
      if (pattern.op !== '|') return isSame(machine, machine.evaluate(pattern, frame), subject);
      return fits(machine, pattern.left, subject, frame) || fits(machine, pattern.right, subject, frame);
    case 'List':
    case 'Tuple':
      return fitsSequence(machine, pattern.elts, subject, frame);
    case 'Dict':
      return fitsMapping(machine, pattern.keys, pattern.values, subject, frame);
    case 'Call':
      return fitsClass(machine, pattern.func, pattern.args, subject, frame);
    case 'Constant':
    case 'Attribute':
    case 'UnaryOp':
    case 'JoinedStr':
      return isSame(machine, machine.evaluate(pattern, frame), subject);
    default:
      return notKnown('a pattern of this kind');
  }
}

function fitsSequence(machine: Machine, elts: readonly Expr[], subject: Value, frame: Frame): boolean {
  if (subject.kind !== 'list' && subject.kind !== 'tuple') return false;
  if ('lost' in subject && subject.lost !== undefined) return notKnown(subject.lost);
  const { items } = subject;
  const star = elts.findIndex(({ kind }) => kind === 'Starred');
  if (star < 0) {
    if (items.length !== elts.length) return false;
    return elts.every((part, i) => fits(machine, part, items[i] as Value, frame));
  }
  const after = elts.length - star - 1;
  if (items.length < elts.length - 1) return false;
  const starred = elts[star] as Extract<Expr, { kind: 'Starred' }>;
  const rest = list(items.slice(star, items.length - after));
  return (
    elts.slice(0, star).every((part, i) => fits(machine, part, items[i] as Value, frame)) &&
    elts
      .slice(star + 1)
      .every((part, i) => fits(machine, part, items[items.length - after + i] as Value, frame)) &&
    fits(machine, starred.value, rest, frame)
  );
}

function fitsMapping(
  machine: Machine,
  keys: readonly (Expr | null)[],
  values: readonly Expr[],
  subject: Value,
  frame: Frame,
): boolean {
  if (subject.kind !== 'dict') return false;
  const left = new Map(entriesOf(subject));
  return keys.every((key, i) => {
    const pattern = values[i] as Expr;
    if (key === null) return fits(machine, pattern, { ...dict(), entries: left }, frame);
    const at = keyOf(machine.evaluate(key, frame), machine.identity);
    const found = left.get(at);
    left.delete(at);
    return found !== undefined && fits(machine, pattern, found[1], frame);
  });
}

/** `int()`, `str(name)`, `Point(x=0)`. */
function fitsClass(
  machine: Machine,
  func: Expr,
  args: readonly Arg[],
  subject: Value,
  frame: Frame,
): boolean {
  const type = machine.evaluate(func, frame);
  if (type.kind === 'unknown') return notKnown(type.reason);
  if (!isInstance(subject, type)) return false;
  return args.every(({ name, value }) => {
    if (name === null)
      return type.kind === 'builtin' && args.length === 1
        ? fits(machine, value, subject, frame)
        : notKnown('a class pattern without names');
    if (hasAttribute(machine, subject, name) === false) return false;
    return fits(machine, value, attribute(machine, subject, name), frame);
  });
}
