/** What a command may touch of the world outside; tests give their own. */
export interface Io {
  /** Absolute; every printed path is relative to it. */
  readonly cwd: string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Standard input, in pieces of text. */
  readonly stdin: AsyncIterable<string>;
  /** The folder that holds the parser's WebAssembly file. */
  readonly wasmFolder: string;
  /** True when text output may carry colour. */
  readonly colour: boolean;
  /** Shows how far a long command is, over what it said before; absent where nobody watches. */
  readonly progress?: (text: string) => void;
}

/** 0: nothing found. 1: something found. 2: the question could not be answered as asked. */
export type ExitCode = 0 | 1 | 2;

/** A mistake in how the command was called: told on standard error without a stack trace, exit code 2. */
export class UsageError extends Error {}

/** All of standard input as one text. */
export async function readAll(stdin: AsyncIterable<string>): Promise<string> {
  const pieces: string[] = [];
  for await (const piece of stdin) pieces.push(piece);
  return pieces.join('');
}
