import { tuneEngine } from './engine.ts';
import { run } from './run.ts';

/** A reader that has seen enough (`| head`) closes the pipe; that is no failure of ours. */
function endQuietlyOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
}

async function* standardInput(): AsyncIterable<string> {
  process.stdin.setEncoding('utf8');
  for await (const piece of process.stdin) yield String(piece);
}

/** Overwrites one line of the terminal; an empty text clears it. */
const progress = (text: string): void => {
  process.stderr.write(`\r\u001b[K${text}`);
};

process.stdout.on('error', endQuietlyOnClosedPipe);

const words = process.argv.slice(2);
if (words[0] === 'lint') tuneEngine();

run(words, {
  cwd: process.cwd(),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  stdin: standardInput(),
  wasmFolder: __dirname,
  colour: process.stdout.isTTY === true && process.env.NO_COLOR === undefined,
  ...(process.stderr.isTTY === true ? { progress } : {}),
}).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`loss-inspector: ${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 2;
  },
);
