import { parseArgs } from 'node:util';
import { type ExitCode, type Io, UsageError } from './io.ts';

/** One option of a command; parsing and the help text both follow from it. */
export interface Flag {
  readonly name: string;
  readonly short?: string;
  /** What the value stands for in the help (`FORMAT`); absent on a switch. */
  readonly value?: string;
  readonly summary: string;
  readonly many?: boolean;
}

export interface Arguments {
  readonly paths: readonly string[];
  readonly on: (flag: string) => boolean;
  /** The last value given. */
  readonly text: (flag: string) => string | undefined;
  /** Every value given. */
  readonly all: (flag: string) => readonly string[];
  /** Every value given, those with commas split. */
  readonly list: (flag: string) => readonly string[];
}

export interface Command {
  readonly name: string;
  /** The arguments after the name: `[paths…]`. */
  readonly usage: string;
  readonly summary: string;
  /** Paragraphs below the options in the command's own help. */
  readonly details?: string;
  readonly flags: readonly Flag[];
  readonly run: (args: Arguments, io: Io) => Promise<ExitCode>;
}

export const HELP: Flag = { name: 'help', short: 'h', summary: 'show this help' };

function parseConfig(flags: readonly Flag[]) {
  return Object.fromEntries(
    flags.map((flag) => [
      flag.name,
      {
        type: flag.value === undefined ? ('boolean' as const) : ('string' as const),
        multiple: flag.many === true,
        ...(flag.short === undefined ? {} : { short: flag.short }),
      },
    ]),
  );
}

/** Throws UsageError on an option the command does not have or one without its value. */
export function parseArguments(command: Command, argv: readonly string[]): Arguments {
  const { values, positionals } = parseStrictly(command, argv);
  const strings = (flag: string) => [values[flag] ?? []].flat().filter((value) => typeof value === 'string');
  return {
    paths: positionals,
    on: (flag) => values[flag] === true,
    text: (flag) => strings(flag).at(-1),
    all: strings,
    list: (flag) => strings(flag).flatMap((value) => value.split(',').filter((part) => part !== '')),
  };
}

function parseStrictly(command: Command, argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: parseConfig([...command.flags, HELP]),
      allowPositionals: true,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${reason.split('. To specify')[0]}\nSee: loss-inspector ${command.name} --help`);
  }
}

/** The value of an option that takes one of a few words. */
export function choice<T extends string>(
  args: Arguments,
  flag: string,
  allowed: readonly T[],
  fallback: T,
): T {
  const given = args.text(flag);
  if (given === undefined) return fallback;
  const found = allowed.find((word) => word === given);
  if (found === undefined) throw new UsageError(`--${flag} is one of ${allowed.join(', ')}; got '${given}'.`);
  return found;
}
