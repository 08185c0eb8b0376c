import { bool, float, int, none, str, tuple } from '../values/make.ts';
import type { Value } from '../values/value.ts';

/** One parameter of a library function. `internal` is the name its implementation uses. */
export interface Parameter {
  readonly name: string;
  readonly internal: string;
  /** Other names it goes by: `logits|predictions:input`. */
  readonly aliases: readonly string[];
  readonly fallback: Value | undefined;
  readonly passing: 'either' | 'keyword' | 'rest' | 'keywords';
}

export type Signature = readonly Parameter[];

/**
 * Reads `a:input, axis:dim=None, *, keepdims:keepdim=False, **kwargs`: Python's notation, where `outer:inner` maps a
 * library's name for a parameter to the common one.
 */
export function signature(text: string): Signature {
  const parameters: Parameter[] = [];
  let keywordOnly = false;
  for (const part of text
    .split(',')
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')) {
    if (part === '*') keywordOnly = true;
    else {
      const parameter = readParameter(part, keywordOnly);
      parameters.push(parameter);
      if (parameter.passing === 'rest') keywordOnly = true;
    }
  }
  return parameters;
}

/** What the parameters of a notation are called. */
export const parameterNames = (text: string): string[] => signature(text).map(({ internal }) => internal);

function readParameter(part: string, keywordOnly: boolean): Parameter {
  const [names = '', fallback] = part.split('=');
  const [outer = '', internal] = names.replace(/^\*+/, '').split(':');
  const [name = '', ...aliases] = outer.split('|');
  const passing = part.startsWith('**')
    ? 'keywords'
    : part.startsWith('*')
      ? 'rest'
      : keywordOnly
        ? 'keyword'
        : 'either';
  return {
    name,
    internal: internal ?? name,
    aliases,
    fallback: fallback === undefined ? undefined : constant(fallback),
    passing,
  };
}

const words: Readonly<Record<string, Value>> = {
  None: none,
  True: bool(true),
  False: bool(false),
  '()': tuple([]),
  inf: float(Number.POSITIVE_INFINITY),
};

function constant(text: string): Value {
  const word = words[text];
  if (word) return word;
  if (text.startsWith("'")) return str(text.slice(1, -1));
  return /[.e]/.test(text) ? float(Number(text)) : int(Number(text));
}
