import type { Arg } from '../../python/ast.ts';
import { type CallArguments, noArguments, type PassedValue } from './arguments.ts';
import { entriesOf, textEntries } from './containers.ts';
import { evaluate } from './expressions.ts';
import type { Frame, Machine } from './machine.ts';
import type { Value } from './values.ts';

/** Evaluates the arguments of a call; `*list` and `**dict` are spread where their contents are known. */
export function evaluateArguments(machine: Machine, frame: Frame, args: readonly Arg[]): CallArguments {
  if (args.length === 0) return noArguments;
  const positional: PassedValue[] = [];
  const keywords = new Map<string, PassedValue>();
  let open = false;
  for (const arg of args) {
    const value = evaluate(machine, frame, arg.value);
    const pass = (item: Value): PassedValue => ({ value: item, span: arg.value, unit: frame.unit });
    if (arg.unpack === '*') open = !spreadList(value, pass, positional) || open;
    else if (arg.unpack === '**') open = !spreadDict(value, pass, keywords) || open;
    else if (arg.name === null) positional.push(pass(value));
    else keywords.set(arg.name, pass(value));
  }
  return { positional, keywords, open };
}

/**
 * Adds the elements of `*value`. False when their number is not known; those before the uncertain part are added, and
 * a repeated element stands once, for what is made of the list (a Sequential) can be told from it all the same.
 */
function spreadList(value: Value, pass: (item: Value) => PassedValue, positional: PassedValue[]): boolean {
  const entries = entriesOf(value);
  if (entries === undefined) return false;
  if (entries.length === 1 && entries[0]?.many && entries[0].value.kind === 'unknown') return false;
  for (const entry of entries) positional.push(pass(entry.value));
  return !entries.some(({ many }) => many);
}

function spreadDict(
  value: Value,
  pass: (item: Value) => PassedValue,
  keywords: Map<string, PassedValue>,
): boolean {
  if (value.kind !== 'dict') return false;
  const contents = value.cell.value;
  if (contents === undefined) return false;
  for (const [name, item] of textEntries(value)) keywords.set(name, pass(item));
  return contents.rest === null;
}
