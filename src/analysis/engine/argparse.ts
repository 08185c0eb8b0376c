import type { CallSite } from '../site.ts';
import { constant, unknown } from '../value.ts';
import { type CallArguments, passed } from './arguments.ts';
import { setAttribute } from './attributes.ts';
import type { Machine } from './machine.ts';
import type { ObjectValue, Value } from './values.ts';

/** argparse: `add_argument('--loss', default='ce')` and then `args.loss`. */
export function parserMethod(
  machine: Machine,
  parser: ObjectValue,
  name: string,
  args: CallArguments,
  at: CallSite,
): Value {
  if (name === 'add_argument') {
    addArgument(machine, parser, args);
    return unknown;
  }
  if (name === 'add_argument_group' || name === 'add_mutually_exclusive_group') return parser;
  if (name === 'parse_args') return namespaceOf(parser, at);
  if (name === 'parse_known_args') return { kind: 'tuple', items: [namespaceOf(parser, at), unknown] };
  return unknown;
}

function namespaceOf(parser: ObjectValue, at: CallSite): ObjectValue {
  return { ...parser, name: 'argparse.Namespace', at };
}

function addArgument(machine: Machine, parser: ObjectValue, args: CallArguments): void {
  const flags = args.positional.flatMap(({ value }) =>
    value.kind === 'constant' && typeof value.value === 'string' ? [value.value] : [],
  );
  const named = passed(args, null, 'dest')?.value;
  const long = flags.find((flag) => flag.startsWith('--')) ?? flags[0];
  const name =
    named?.kind === 'constant' && typeof named.value === 'string'
      ? named.value
      : long?.replace(/^-+/, '').replaceAll('-', '_');
  if (name !== undefined) setAttribute(machine, parser, name, defaultOf(args));
}

/** What an argument is when the command line does not say. */
function defaultOf(args: CallArguments): Value {
  const given = passed(args, null, 'default')?.value;
  if (given !== undefined) return given.kind === 'constant' ? { ...given, soft: true } : given;
  const action = passed(args, null, 'action')?.value;
  if (action?.kind === 'constant' && action.value === 'store_true') return constant(false, true);
  if (action?.kind === 'constant' && action.value === 'store_false') return constant(true, true);
  return unknown;
}
