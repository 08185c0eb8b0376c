import type { Definition } from './run.ts';
import type { FunctionValue } from './values.ts';

const none: ReadonlySet<string> = new Set();

/** `self.name =`, `self.name: type =` */
const assignment = /self\.(\w+)(?=\s*(?::[^=\n]+)?=[^=])/g;

/** The attributes that methods assign to `self`, read off each method's text once. */
export class AssignedAttributes {
  readonly #known = new WeakMap<Definition, ReadonlySet<string>>();

  by({ def, unit }: FunctionValue): ReadonlySet<string> {
    if (def.kind !== 'FunctionDef') return none;
    const known = this.#known.get(def);
    if (known !== undefined) return known;
    const names = new Set<string>();
    for (const [, name = ''] of unit.text.slice(def.start, def.end).matchAll(assignment)) names.add(name);
    this.#known.set(def, names);
    return names;
  }
}
