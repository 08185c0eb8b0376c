import type { ExitCode } from '../../../src/cli/io.ts';
import { run } from '../../../src/cli/run.ts';
import { root } from '../repo/sources.ts';

/** What a command line printed and how it ended. */
export interface Outcome {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** The folder with the parser's file, as `dist` is one. */
const wasmFolder = `${root}src/python/syntax`;

async function* once(text: string): AsyncIterable<string> {
  yield text;
}

/** Runs a command line in a folder. */
export async function cli(cwd: string, argv: readonly string[], stdin = ''): Promise<Outcome> {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await run(argv, {
    cwd,
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    stdin: once(stdin),
    wasmFolder,
    colour: false,
  });
  return { code, out: out.join(''), err: err.join('') };
}
