import { resolve } from 'node:path';
import type { SourceFile } from '../../analysis/project.ts';
import { evaluate } from '../../evaluate/evaluate.ts';
import { patientLimits } from '../../evaluate/limits.ts';
import { readNotebook } from '../../python/notebook.ts';
import { type Command, choice } from '../command.ts';
import { type Evaluated, json, text } from '../eval/format.ts';
import { type Io, readAll, UsageError } from '../io.ts';
import { readSource } from '../lint/sources.ts';
import { loadParser } from '../parser.ts';

const FORMATS = { text, json } as const satisfies Record<string, (evaluated: Evaluated) => string>;

export const evalCommand: Command = {
  name: 'eval',
  usage: 'FILE|- [--format text|json]',
  summary: 'show the values of tensor code without running Python',
  flags: [{ name: 'format', value: 'FORMAT', summary: 'text, json (default: text)' }],
  details: `A bounded interpreter of its own works out what the code gives; nothing is imported, opened or sent. What it does not know
it leaves out. FILE is Python code or a notebook; - is standard input.`,
  run: async (args, io) => {
    const format = FORMATS[choice(args, 'format', ['text', 'json'] as const, 'text')];
    const [path, ...others] = args.paths;
    if (path === undefined || others.length > 0)
      throw new UsageError('eval takes one file, or - for standard input.');
    const cells = await readCells(path, io);
    const parser = await loadParser(io.wasmFolder);
    const evaluation = evaluate(
      parser,
      cells.map((cell) => cell.text),
      { limits: patientLimits },
    );
    io.out(format({ evaluation, cells: cells.map(({ index }) => index) }));
    return 0;
  },
};

/** Standard input has no name to tell a notebook by. */
const looksLikeNotebook = (text: string): boolean => /^\s*\{/.test(text) && /"cells"\s*:/.test(text);

async function readCells(path: string, io: Io): Promise<SourceFile['cells']> {
  if (path === '-') {
    const text = await readAll(io.stdin);
    const cells = looksLikeNotebook(text) ? readNotebook(text) : undefined;
    return cells?.ok ? cells.value : [{ index: null, text }];
  }
  const source = readSource(resolve(io.cwd, path), path);
  if (!source.ok) throw new UsageError(`${path}: ${source.error}.`);
  return source.value.cells;
}
