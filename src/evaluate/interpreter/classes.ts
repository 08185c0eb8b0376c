import type { Expr } from '../../python/ast.ts';
import type { ClassDef } from '../../python/ast-statements.ts';
import { unknown } from '../values/make.ts';
import type { ClassValue, Value } from '../values/value.ts';
import { makeDataclass } from './dataclasses.ts';
import { isEnumBase, makeEnum } from './enums.ts';
import { type Frame, type Machine, newScope } from './frame.ts';

const dataclass = /(?:^|\.)dataclass$/;

/** Bases that only say something about types. */
const typing = /(?:^|\.)(?:object|ABC|Generic|Protocol)$/;

/** `class Name(Base): …`: its body runs in a scope of its own, whose names are the class's attributes. */
export function defineClass(machine: Machine, node: ClassDef, frame: Frame): Value {
  const isDataclass = node.decorators.some((one) => dataclass.test(textOf(one)));
  if (node.decorators.length > (isDataclass ? 1 : 0)) return unknown('a class with a decorator');
  const bases: ClassValue[] = [];
  let openBase: string | null = null;
  let isEnum = false;
  for (const arg of node.args) {
    if (arg.name !== null) continue;
    const base = machine.evaluate(arg.value, frame);
    if (base.kind === 'class') bases.push(base);
    else if (isEnumBase(base)) isEnum = true;
    else if (!typing.test(textOf(arg.value))) openBase ??= textOf(arg.value) || 'something';
  }
  const scope = newScope('class', frame.scope);
  const made: ClassValue = {
    kind: 'class',
    name: node.name,
    qualified: `__main__.${node.name}`,
    bases,
    attributes: scope.names,
    openBase,
  };
  machine.execute(node.body, {
    scope,
    callee: frame.callee,
    self: null,
    yields: null,
    owner: made,
    guarded: frame.guarded,
  });
  if (isDataclass) makeDataclass(node, made);
  if (isEnum) makeEnum(made);
  return made;
}

const textOf = (node: Expr): string =>
  node.kind === 'Name'
    ? node.id
    : node.kind === 'Attribute'
      ? `${textOf(node.value)}.${node.attr}`
      : node.kind === 'Subscript'
        ? textOf(node.value)
        : node.kind === 'Call'
          ? textOf(node.func)
          : '';
