import { type Command, type Flag, HELP } from './command.ts';

const VERSION: Flag = { name: 'version', summary: 'show the version' };

function flagRow(flag: Flag): readonly [string, string] {
  const short = flag.short === undefined ? '    ' : `-${flag.short}, `;
  const value = flag.value === undefined ? '' : ` ${flag.value}`;
  return [`${short}--${flag.name}${value}`, flag.summary];
}

function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
}

/** What `loss-inspector --help` prints. */
export function generalHelp(commands: readonly Command[]): string {
  return `Finds wrong losses and activations in PyTorch, Keras and JAX code; computes losses and gradients.

Usage: loss-inspector COMMAND [options]

Commands:
${table(commands.map((command) => [command.name, command.summary]))}

Options:
${table([HELP, VERSION].map(flagRow))}

loss-inspector COMMAND --help tells more of one.
`;
}

/** What `loss-inspector COMMAND --help` prints. */
export function commandHelp(command: Command): string {
  const details = command.details === undefined ? '' : `\n${command.details.trim()}\n`;
  return `${command.summary}

Usage: loss-inspector ${command.name} ${command.usage}

Options:
${table([...command.flags, HELP].map(flagRow))}
${details}`;
}
