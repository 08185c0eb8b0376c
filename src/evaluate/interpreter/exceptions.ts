import type { ExceptHandler, Raise, Try } from '../../python/ast-statements.ts';
import { exceptionClasses } from '../builtins/exceptions.ts';
import { noArgs } from '../context.ts';
import { itemsOf } from '../library/items.ts';
import { Raised } from '../signals.ts';
import { classValue, str, tuple } from '../values/make.ts';
import { strOf } from '../values/repr.ts';
import type { ClassValue, InstanceValue, Value } from '../values/value.ts';
import { ancestry } from './attributes.ts';
import { callValue } from './calls.ts';
import { forget } from './forget.ts';
import type { Completion, Frame, Machine } from './frame.ts';
import { writeName } from './scope.ts';

/** The exception object that `except … as e` binds. */
function exceptionValue(raised: Raised): Value {
  if (raised.value) return raised.value;
  const type =
    exceptionClasses.get(raised.type) ??
    classValue(raised.type, [], [exceptionClasses.get('Exception') as ClassValue]);
  return { kind: 'instance', type, attributes: new Map([['args', tuple([str(raised.message)])]]) };
}

const typesOf = (value: Value): readonly Value[] =>
  value.kind === 'tuple' ? (itemsOf(value) ?? []) : [value];

function catches(machine: Machine, handler: ExceptHandler, exception: Value, frame: Frame): boolean {
  if (!handler.type) return true;
  const wanted = typesOf(machine.evaluate(handler.type, frame));
  if (exception.kind !== 'instance') return true;
  return wanted.some((type) => type.kind === 'class' && ancestry(exception.type).includes(type));
}

export function tryStatement(machine: Machine, node: Try, frame: Frame): Completion {
  let completion: Completion;
  try {
    completion = machine.execute(node.body, { ...frame, guarded: true });
    if (completion === 'next') completion = machine.execute(node.orelse, frame);
  } catch (signal) {
    if (!(signal instanceof Raised)) throw signal;
    const exception = exceptionValue(signal);
    const handler = node.handlers.find((candidate) => catches(machine, candidate, exception, frame));
    if (!handler) {
      machine.execute(node.finalbody, frame);
      throw signal;
    }
    if (handler.name !== null) writeName(frame.scope, handler.name, exception);
    completion = machine.execute(handler.body, frame);
  }
  const last = machine.execute(node.finalbody, frame);
  return last === 'next' ? completion : last;
}

export function raiseStatement(machine: Machine, node: Raise, frame: Frame): Completion {
  if (!node.exc) throw new Raised('RuntimeError', 'No active exception to reraise');
  const value = machine.evaluate(node.exc, frame);
  const exception = value.kind === 'class' ? callValue(machine, value, noArgs) : value;
  if (exception.kind !== 'instance') {
    forget(machine, [node], frame.scope, 'an exception that is not known');
    return { lost: 'an exception that is not known', until: 'function' };
  }
  throw new Raised(exception.type.name, messageOf(exception), null, {}, exception);
}

export function messageOf(exception: InstanceValue): string {
  const args = exception.attributes.get('args');
  const items = args?.kind === 'tuple' ? args.items : [];
  return items.length === 1 ? strOf(items[0] as Value) : items.map(strOf).join(', ');
}
