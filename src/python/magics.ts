import { logicalLineStarts } from './lines.ts';

/** Cell magics whose cell is still Python; after any other (`%%bash`, `%%html`, …) nothing is. */
const pythonMagics = new Set([
  'time',
  'timeit',
  'capture',
  'prun',
  'memit',
  'python',
  'python3',
  'scalene',
  'wandb',
]);

const cellMagic = /^\s*%%(\w+)/;
/** `%time train()` still runs `train()`. */
const timing = /^%(?:time|timeit|prun|memit)\b(?:\s+-\w+(?:\s+\d+)?)*/;
const shell = /^(?:%%?[A-Za-z]|!|\?)|\?\s*$/;
const assignedShell = /^[\w.,\s[\]'"*]+=\s*(?:!|%[A-Za-z])/;

/**
 * Blanks what IPython understands and Python does not (`%matplotlib inline`, `!pip install`, `files = !ls`, `foo?`,
 * `%%bash`), keeping every position: the result is as long as the source and has the same lines.
 */
export function blankMagics(source: string): string {
  if (!/[%!?]/.test(source)) return source;
  const magic = cellMagic.exec(source);
  if (magic !== null && !pythonMagics.has(magic[1] ?? '')) return blank(source);
  const starts = logicalLineStarts(source);
  return starts.map((start, i) => blankLine(source.slice(start, starts[i + 1]))).join('');
}

function blankLine(line: string): string {
  const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
  const statement = line.slice(indent.length);
  const time = timing.exec(statement);
  if (time !== null) return indent + blank(time[0]) + statement.slice(time[0].length);
  if (!shell.test(statement) && !assignedShell.test(statement)) return line;
  // A block must not become empty: an indented command leaves a `0` behind.
  return indent === '' || statement.startsWith('#') ? blank(line) : `${indent}0${blank(statement.slice(1))}`;
}

function blank(text: string): string {
  return text.replace(/[^\n\r]/g, ' ');
}
