import { version } from '../../package.json';
import { type Command, HELP, parseArguments } from './command.ts';
import { evalCommand } from './commands/eval.ts';
import { lintCommand } from './commands/lint.ts';
import { lossCommand } from './commands/loss.ts';
import { rulesCommand } from './commands/rules.ts';
import { commandHelp, generalHelp } from './help.ts';
import { type ExitCode, type Io, UsageError } from './io.ts';

export const commands: readonly Command[] = [lintCommand, lossCommand, evalCommand, rulesCommand];

/**
 * Runs one command line.
 * @param argv the words after the program's name
 */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    io.err(`loss-inspector: ${error.message}\n`);
    return 2;
  }
}

async function dispatch([name, ...rest]: readonly string[], io: Io): Promise<ExitCode> {
  if (name === '--version' || name === '-v') return print(io, `${version}\n`);
  if (name === undefined || name === '--help' || name === '-h' || name === 'help')
    return print(io, generalHelp(commands), name === undefined ? 2 : 0);
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined)
    throw new UsageError(
      `There is no command '${name}'. Commands: ${commands.map((known) => known.name).join(', ')}.`,
    );
  const args = parseArguments(command, rest);
  return args.on(HELP.name) ? print(io, commandHelp(command)) : command.run(args, io);
}

function print(io: Io, text: string, code: ExitCode = 0): ExitCode {
  io.out(text);
  return code;
}
