import { unknown } from '../value.ts';
import { argument } from './arguments.ts';
import type { Cell } from './cell.ts';
import { entriesOf } from './containers.ts';
import { contentsOf, newDict } from './dicts.ts';
import { type Answers, answersIn, type Machine } from './machine.ts';
import type { InstanceValue, ObjectValue, Value } from './values.ts';

/** Copies of what a copy is made of: what is set on the copy is not set on what it was made from. */
export const copyingCall: Answers = answersIn({
  'copy.copy': (machine, _frame, _name, args) => new Copier(machine, 1).copy(argument(args, 0) ?? unknown),
  'copy.deepcopy': (machine, _frame, _name, args) =>
    new Copier(machine, maxDepth).copy(argument(args, 0) ?? unknown),
});

/** Modules inside modules; what lies deeper is shared. */
const maxDepth = 5;

class Copier {
  readonly #machine: Machine;
  readonly #levels: number;
  /** What is reached twice is copied once. */
  readonly #made = new Map<Value, Value>();

  constructor(machine: Machine, levels: number) {
    this.#machine = machine;
    this.#levels = levels;
  }

  copy(value: Value, depth = 0): Value {
    if (depth >= this.#levels) return value;
    const known = this.#made.get(value);
    if (known !== undefined) return known;
    switch (value.kind) {
      case 'instance':
        return this.#copyInstance(value, depth);
      case 'object':
        return this.#copyObject(value, depth);
      case 'union':
        return { kind: 'union', options: value.options.map((option) => this.copy(option, depth)) };
      case 'tuple':
        return { kind: 'tuple', items: value.items.map((item) => this.copy(item, depth + 1)) };
      case 'list':
        return this.#machine.newList(
          (entriesOf(value) ?? []).map(({ value: item, many }) => ({
            value: this.copy(item, depth + 1),
            many,
          })),
        );
      case 'dict':
        return newDict(this.#machine, contentsOf(value));
      default:
        return value;
    }
  }

  #copyInstance(value: InstanceValue, depth: number): InstanceValue {
    const { store } = this.#machine;
    const base = value.base.value ?? null;
    const made: InstanceValue = { ...value, attributes: new Map(), base: store.cell(base, true) };
    this.#made.set(value, made);
    this.#copyAttributes(value.attributes, made.attributes, depth);
    return made;
  }

  #copyObject(value: ObjectValue, depth: number): ObjectValue {
    const items = value.items === null ? null : this.#machine.newList(entriesOf(value.items) ?? []);
    const made: ObjectValue = { ...value, items, attributes: new Map() };
    this.#made.set(value, made);
    this.#copyAttributes(value.attributes, made.attributes, depth);
    return made;
  }

  #copyAttributes(from: ReadonlyMap<string, Cell<Value>>, to: Map<string, Cell<Value>>, depth: number): void {
    for (const [name, { value }] of from)
      if (value !== undefined) to.set(name, this.#machine.store.cell(this.copy(value, depth + 1), true));
  }
}
