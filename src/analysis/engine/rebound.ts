import type { Call, Expr } from '../../python/ast.ts';
import { layerEffect } from '../library/effects.ts';
import { unknown } from '../value.ts';
import { libraryBases } from './classes.ts';
import { evaluate } from './expressions.ts';
import type { Frame, Machine } from './machine.ts';
import { scoringModel } from './objects.ts';
import type { Value } from './values.ts';

/**
 * `model = prepare(model)`, `net, optimizer = setup(net, optimizer)`: what code that is not at hand gives back under the name
 * of a model it was given is taken for that model, wrapped. Undefined where the call is given no model.
 */
export function giveBack(machine: Machine, frame: Frame, target: Expr, { args }: Call): Value | undefined {
  const names = new Set(
    args.flatMap(({ value, unpack }) => (unpack === '' && value.kind === 'Name' ? [value.id] : [])),
  );
  const back = (to: Expr): Value => {
    const value = to.kind === 'Name' && names.has(to.id) ? evaluate(machine, frame, to) : unknown;
    return isModel(value) ? value : unknown;
  };
  if (target.kind !== 'Tuple') {
    const value = back(target);
    return value === unknown ? undefined : value;
  }
  const items = target.elts.map(back);
  return items.some((item) => item !== unknown) ? { kind: 'tuple', items } : undefined;
}

/** An object of a library's layer, or of a class that extends a library's. */
function isModel(value: Value): boolean {
  if (value.kind === 'object') return value.name === scoringModel || layerEffect(value.name) !== undefined;
  return value.kind === 'instance' && libraryBases(value.cls).some((name) => name !== 'builtins.object');
}
