import type { Arg } from '../../python/ast.ts';
import { type CallArguments, noArguments, type PassedValue } from './arguments.ts';
import { entriesOf } from './containers.ts';
import { textEntries } from './dicts.ts';
import { evaluate } from './expressions.ts';
import type { Frame, Machine } from './machine.ts';

/** Evaluates the arguments of a call; `*list` and `**dict` are spread where their contents are known. */
export function evaluateArguments(machine: Machine, frame: Frame, args: readonly Arg[]): CallArguments {
  if (args.length === 0) return noArguments;
  const positional: PassedValue[] = [];
  // Most calls have none, and share that.
  const keywords = args.some(mayName) ? new Map<string, PassedValue>() : null;
  let open = false;
  for (const arg of args) {
    const given: PassedValue = {
      value: evaluate(machine, frame, arg.value),
      span: arg.value,
      unit: frame.unit,
    };
    if (arg.unpack === '*') open = !spreadList(given, positional) || open;
    else if (arg.unpack === '**') open = !spreadDict(given, keywords) || open;
    else if (arg.name === null) positional.push(given);
    else keywords?.set(arg.name, given);
  }
  return { positional, keywords: keywords ?? noArguments.keywords, open };
}

const mayName = ({ name, unpack }: Arg): boolean => name !== null || unpack === '**';

/**
 * Adds the elements of `*value`. False when their number is not known; those before the uncertain part are added, and
 * a repeated element stands once, for what is made of the list (a Sequential) can be told from it all the same.
 */
function spreadList(given: PassedValue, positional: PassedValue[]): boolean {
  const entries = entriesOf(given.value);
  if (entries === undefined) return false;
  if (entries.length === 1 && entries[0]?.many && entries[0].value.kind === 'unknown') return false;
  for (const { value } of entries) positional.push({ ...given, value });
  return !entries.some(({ many }) => many);
}

function spreadDict(given: PassedValue, keywords: Map<string, PassedValue> | null): boolean {
  const { value } = given;
  if (value.kind !== 'dict') return false;
  const contents = value.cell.value;
  if (contents === undefined) return false;
  for (const [name, item] of textEntries(value)) keywords?.set(name, { ...given, value: item });
  return contents.rest === null;
}
