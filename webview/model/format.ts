/** Numbers as people read them: a true minus sign, ∞, few digits. */
const minus = '−';

const words = (x: number): string => (Number.isNaN(x) ? 'NaN' : x > 0 ? '∞' : `${minus}∞`);
const signed = (text: string): string => text.replaceAll('-', minus);

/** `digits` decimals; powers of ten where they would show nothing or too much. */
export function fixed(x: number, digits = 4): string {
  if (!Number.isFinite(x)) return words(x);
  const size = Math.abs(x);
  if (size !== 0 && (size < 0.5 * 10 ** -digits || size >= 1e6)) return signed(x.toExponential(2));
  return signed(x.toFixed(digits)).replace(/^−(0(\.0+)?)$/, '$1');
}

/** About `digits` significant digits, without trailing zeros: for cells and labels. */
export function compact(x: number, digits = 3): string {
  if (!Number.isFinite(x)) return words(x);
  const size = Math.abs(x);
  if (size !== 0 && (size < 1e-3 || size >= 1e5)) return signed(x.toExponential(Math.max(0, digits - 2)));
  return signed(String(Number(x.toPrecision(digits))));
}

export const percent = (x: number): string => (Number.isFinite(x) ? `${fixed(x * 100, 1)} %` : words(x));

/** As code and exact editing want it: the shortest text that reads back as the same number. */
export const exact = (x: number): string =>
  Number.isFinite(x) ? String(x) : Number.isNaN(x) ? 'nan' : x > 0 ? 'inf' : '-inf';

/** Without an exponent, as attributes of accessibility want numbers. */
export function plainDecimal(x: number): string {
  const text = String(x);
  return text.includes('e') ? x.toFixed(20).replace(/\.?0+$/, '') : text;
}

const spoken: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  infinity: Number.POSITIVE_INFINITY,
  '∞': Number.POSITIVE_INFINITY,
};

/** A number as people type it: `.5`, `1e-3`, `−2`, `1/3`, `50%`, `inf`, `nan`. Undefined where the text is none. */
export function parseNumber(text: string): number | undefined {
  const clean = text.trim().replace(/[−–]/g, '-').toLowerCase();
  const word = spoken[clean.replace(/^[+-]/, '')];
  if (word !== undefined) return clean.startsWith('-') ? -word : word;
  const [top, bottom, more] = clean.split('/');
  if (more !== undefined || top === undefined) return undefined;
  const value = plain(top);
  if (bottom === undefined || value === undefined) return value;
  const divisor = plain(bottom);
  return divisor === undefined ? undefined : value / divisor;
}

function plain(text: string): number | undefined {
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*(%?)$/.exec(text.trim());
  if (!match) return undefined;
  const value = Number(match[1]);
  return match[2] ? value / 100 : value;
}
