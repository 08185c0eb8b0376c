import { unknown } from '../value.ts';
import type { CallArguments } from './arguments.ts';
import { same } from './join.ts';
import type { Definition } from './run.ts';
import type { FunctionValue, Value } from './values.ts';

interface Entry {
  readonly func: FunctionValue;
  readonly self: Value | null;
  readonly args: CallArguments;
  readonly version: number;
  readonly result: Value;
}

/** Entries kept for one function. */
const maxEntries = 6;

/** Results of calls already followed: the same function on like arguments in the same state gives the same. */
export class Memo {
  readonly #entries = new Map<Definition, Entry[]>();

  find(func: FunctionValue, self: Value | null, args: CallArguments, version: number): Value | undefined {
    const entries = this.#entries.get(func.def);
    if (entries === undefined) return undefined;
    for (const entry of entries)
      if (
        entry.version === version &&
        entry.func.closure === func.closure &&
        sameSelf(entry.self, self) &&
        sameCall(entry.args, args)
      )
        return entry.result;
    return undefined;
  }

  keep(func: FunctionValue, self: Value | null, args: CallArguments, version: number, result: Value): void {
    const entries = this.#entries.get(func.def);
    const entry = { func, self, args, version, result };
    if (entries === undefined) this.#entries.set(func.def, [entry]);
    else {
      entries.push(entry);
      if (entries.length > maxEntries) entries.shift();
    }
  }

  clear(): void {
    this.#entries.clear();
  }
}

const sameSelf = (a: Value | null, b: Value | null): boolean =>
  a === b || (a !== null && b !== null && same(a, b));

function sameCall(a: CallArguments, b: CallArguments): boolean {
  if (a.open !== b.open || a.positional.length !== b.positional.length || a.keywords.size !== b.keywords.size)
    return false;
  if (!a.positional.every(({ value }, i) => same(value, b.positional[i]?.value ?? unknown))) return false;
  for (const [name, { value }] of a.keywords) {
    const other = b.keywords.get(name);
    if (other === undefined || !same(value, other.value)) return false;
  }
  return true;
}
