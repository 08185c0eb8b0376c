/**
 * JSON in which numbers keep their spelling: `1.0` and `2e3` arrive as the strings "1.0" and "2e3", because PyTorch
 * treats `[1, 0]` and `[1.0, 0.0]` differently and a JavaScript number cannot say which it was. Python's NaN and
 * Infinity, which its `json` module writes without quotes, arrive as strings too.
 * @throws SyntaxError
 */
export function parseSpelled(text: string): unknown {
  return JSON.parse(text.replace(TOKEN, (token) => (isSpelledFloat(token) ? `"${token}"` : token)));
}

const TOKEN = /"(?:[^"\\]|\\.)*"|-?(?:NaN|Infinity|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g;

const isSpelledFloat = (token: string): boolean =>
  !token.startsWith('"') && (/[NI]/.test(token) || (/[.eE]/.test(token) && Number.isInteger(Number(token))));

const SPECIAL: ReadonlyMap<string, number> = new Map([
  ['nan', Number.NaN],
  ['inf', Number.POSITIVE_INFINITY],
  ['+inf', Number.POSITIVE_INFINITY],
  ['-inf', Number.NEGATIVE_INFINITY],
  ['infinity', Number.POSITIVE_INFINITY],
  ['-infinity', Number.NEGATIVE_INFINITY],
]);

/** The number that a string stands for: "nan", "inf", "-inf" or a spelled float. */
export function spelledNumber(text: string): number | undefined {
  const special = SPECIAL.get(text.toLowerCase());
  if (special !== undefined) return special;
  return /^-?\d/.test(text) && !Number.isNaN(Number(text)) ? Number(text) : undefined;
}

/** JSON on one line, NaN and infinities as "nan", "inf" and "-inf". */
export const stringify = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'number' && !Number.isFinite(part) ? special(part) : part,
  );

function special(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  return value > 0 ? 'inf' : '-inf';
}
