import { namedEntry } from '../values/make.ts';
import type { Value } from '../values/value.ts';

type Entry = readonly [key: Value, value: Value];

/** The entries of `obj.__dict__`: what is written there is an attribute of the object. */
export class AttributeEntries extends Map<string, Entry> {
  readonly #attributes: Map<string, Value>;

  constructor(attributes: Map<string, Value>) {
    super();
    this.#attributes = attributes;
    for (const [name, value] of attributes) this.set(...namedEntry(name, value));
  }

  override set(at: string, entry: Entry): this {
    const [key, value] = entry;
    if (key.kind === 'str') this.#attributes.set(key.value, value);
    return super.set(at, entry);
  }
}
