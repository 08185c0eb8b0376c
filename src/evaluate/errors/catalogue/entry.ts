/** Code that is refused with a message, and the same code mended. What it names like a loss's inputs are those inputs. */
export interface ErrorExample {
  /** What both calls need, a statement a line. */
  readonly given: string;
  readonly bad: string;
  readonly good: string;
}

export const example = (given: string, bad: string, good: string): ErrorExample => ({ given, bad, good });

/** A message of a library, what is behind it and what to change. */
export interface MessageEntry {
  /** Finds the message in any text: a traceback, a log, a terminal. */
  readonly pattern: RegExp;
  /** The losses it can be about, by their functional names; empty for tensors in general. */
  readonly losses: readonly string[];
  /** The argument it is about. */
  readonly argument: string | null;
  readonly cause: (match: RegExpExecArray) => string;
  readonly cure: (match: RegExpExecArray) => string;
  /** Null where a CPU and a current release cannot give the message, or the mended call needs more than fits here. */
  readonly example: ErrorExample | null;
}

type Words = string | ((...groups: string[]) => string);

const spoken =
  (words: Words) =>
  (match: RegExpExecArray): string =>
    typeof words === 'string' ? words : words(...match.slice(1).map((group) => group ?? ''));

/** A row of the catalogue; `cause` and `cure` may use the pattern's groups. */
export const entry = (
  pattern: RegExp,
  losses: string,
  argument: string | null,
  cause: Words,
  cure: Words,
  shown: ErrorExample | null = null,
): MessageEntry => ({
  pattern,
  losses: losses === '' ? [] : losses.split(' '),
  argument,
  cause: spoken(cause),
  cure: spoken(cure),
  example: shown,
});

const dtypes: Readonly<Record<string, string>> = {
  Float: 'float32',
  Double: 'float64',
  Half: 'float16',
  BFloat16: 'bfloat16',
  Long: 'int64',
  Int: 'int32',
  Short: 'int16',
  Char: 'int8',
  Byte: 'uint8',
  Bool: 'bool',
};

/** `Long` → `int64`. */
export const dtypeWord = (scalarType: string): string => dtypes[scalarType] ?? scalarType;
