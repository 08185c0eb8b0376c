import type { Comprehension, DictComp, Generator } from '../../python/ast.ts';
import { unknown } from '../value.ts';
import { assignTo } from './assign.ts';
import { iterate } from './containers.ts';
import { dictSet, newDict } from './dicts.ts';
import { evaluate } from './expressions.ts';
import type { Frame, Machine } from './machine.ts';
import { narrow } from './truth.ts';
import type { ListEntry, Value } from './values.ts';

/** Element by element where the source is known, else any number of one element. */
const maxUnrolled = 24;

export function comprehension(machine: Machine, frame: Frame, node: Comprehension): Value {
  const inner: Frame = { ...frame, scope: frame.scope.inner('function') };
  const found: ListEntry[] = [];
  walk(machine, inner, node.generators, false, (many) => {
    found.push({ value: evaluate(machine, inner, node.elt), many });
  });
  return machine.newList(found);
}

export function dictComprehension(machine: Machine, frame: Frame, node: DictComp): Value {
  const inner: Frame = { ...frame, scope: frame.scope.inner('function') };
  const dict = newDict(machine, { entries: new Map(), rest: null });
  walk(machine, inner, node.generators, false, () => {
    dictSet(machine, dict, evaluate(machine, inner, node.key), evaluate(machine, inner, node.value));
  });
  return dict;
}

function walk(
  machine: Machine,
  frame: Frame,
  generators: readonly Generator[],
  many: boolean,
  visit: (many: boolean) => void,
): void {
  const [first, ...rest] = generators;
  if (first === undefined) {
    visit(many);
    return;
  }
  const entries = iterate(machine, evaluate(machine, frame, first.iter));
  const known = entries.length <= maxUnrolled ? entries : [{ value: unknown, many: true }];
  for (const entry of known) {
    assignTo(machine, frame, first.target, entry.value);
    for (const test of first.ifs) {
      evaluate(machine, frame, test);
      narrow(machine, frame, test, true);
    }
    walk(machine, frame, rest, many || entry.many || first.ifs.length > 0, visit);
  }
}
