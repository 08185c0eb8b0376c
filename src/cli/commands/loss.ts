import { createReadStream, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { losses } from '../../core/losses/index.ts';
import type { Arguments, Command } from '../command.ts';
import { type ExitCode, type Io, UsageError } from '../io.ts';
import { answer } from '../loss/answer.ts';
import { linesOf } from '../loss/lines.ts';

export const lossCommand: Command = {
  name: 'loss',
  usage: '--jsonl [FILE|-]  |  NAME --input JSON --target JSON [options]  |  --list',
  summary: 'compute losses and gradients of given numbers',
  flags: [
    { name: 'jsonl', summary: 'read requests, one JSON object a line, and answer each on a line' },
    { name: 'input', value: 'JSON', summary: 'the prediction, as nested lists' },
    { name: 'target', value: 'JSON', summary: 'the target, as nested lists' },
    { name: 'option', value: 'NAME=JSON', many: true, summary: 'an option of the loss; repeat for more' },
    { name: 'dtype', value: 'DTYPE', summary: 'float64 (default), float32, float16 or bfloat16' },
    { name: 'grad', summary: 'the gradient with respect to the input as well' },
    { name: 'list', summary: 'list the losses' },
  ],
  details: `Names and options are those of torch.nn.functional; the full names of Keras and optax bring their defaults.
A request: {"loss": "cross_entropy", "input": [[3.05, 3.13, 3.48]], "target": [2], "options": {"label_smoothing": 0.1},
            "dtype": "float64", "grad": true}
Losses of other inputs take "inputs": {…} by PyTorch's parameter names and answer "grad" by the same names.
NaN and infinities are the strings "nan", "inf" and "-inf". A request that fails is answered {"error": …}.`,
  run: async (args, io) => {
    if (args.on('list')) return list(io);
    return args.on('jsonl') ? answerLines(args, io) : answerOne(args, io);
  },
};

function list(io: Io): ExitCode {
  const width = Math.max(...losses.map(({ id }) => id.length));
  io.out(losses.map(({ id, summary }) => `${id.padEnd(width)}  ${summary}\n`).join(''));
  return 0;
}

async function answerLines(args: Arguments, io: Io): Promise<ExitCode> {
  for await (const line of linesOf(requestText(args.paths[0] ?? '-', io))) io.out(`${answer(line)}\n`);
  return 0;
}

function requestText(path: string, io: Io): AsyncIterable<string> {
  if (path === '-') return io.stdin;
  const absolute = resolve(io.cwd, path);
  if (statSync(absolute, { throwIfNoEntry: false })?.isFile() !== true)
    throw new UsageError(`${path}: no such file.`);
  return createReadStream(absolute, 'utf8');
}

function answerOne(args: Arguments, io: Io): ExitCode {
  const [name] = args.paths;
  const [input, target] = [args.text('input'), args.text('target')];
  if (name === undefined || input === undefined)
    throw new UsageError(
      'name a loss and give --input, or use --jsonl or --list; see loss-inspector loss --help.',
    );
  const members = [
    `"loss": ${JSON.stringify(name)}`,
    `"input": ${input}`,
    ...(target === undefined ? [] : [`"target": ${target}`]),
    `"options": {${args.all('option').map(toMember).join(', ')}}`,
    `"dtype": ${JSON.stringify(args.text('dtype') ?? 'float64')}`,
    `"grad": ${args.on('grad')}`,
  ];
  const line = answer(`{${members.join(', ')}}`);
  io.out(`${line}\n`);
  return 'error' in JSON.parse(line) ? 2 : 0;
}

/** `reduction=sum` and `weight=[1, 2]` alike: what is no JSON is a word. */
function toMember(pair: string): string {
  const [name = '', value] = pair.split(/=(.*)/s, 2);
  if (value === undefined) throw new UsageError(`--option takes NAME=JSON; got '${pair}'.`);
  return `${JSON.stringify(name)}: ${isJson(value) ? value : JSON.stringify(value)}`;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
