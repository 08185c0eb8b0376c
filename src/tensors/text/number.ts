/** What a number was written as; a tensor's dtype follows from the widest of its numbers. */
export type NumberKind = 'bool' | 'int' | 'float';

export interface NumberToken {
  readonly value: number;
  readonly kind: NumberKind;
}

const digits = String.raw`\d(?:_?\d)*`;
const decimal = String.raw`(?:${digits}\.?(?:${digits})?|\.${digits})(?:[eEdD][-+]?\d+|f-?\d+)?`;
const words = 'nan|inf(?:inity)?|true|false|none|null|na|missing';

/** A number as Python, JSON, MATLAB, Julia, NumPy or PyTorch writes it; sticky and case-insensitive. */
export const numberPattern = new RegExp(
  String.raw`[-+−]?(?:(?:np|numpy|jnp|math|torch)\.)?(?:0x[\da-f]+|${decimal}|(?:${words})(?![\w.(\[])|float\((?:'[-+]?(?:nan|inf(?:inity)?)'|"[-+]?(?:nan|inf(?:inity)?)")\))(?![\w.])`,
  'iy',
);

const whole = new RegExp(`^(?:${numberPattern.source})$`, 'i');

export const isNumberText = (text: string): boolean => whole.test(text);

const named: Readonly<Record<string, NumberToken>> = {
  nan: { value: Number.NaN, kind: 'float' },
  na: { value: Number.NaN, kind: 'float' },
  none: { value: Number.NaN, kind: 'float' },
  null: { value: Number.NaN, kind: 'float' },
  missing: { value: Number.NaN, kind: 'float' },
  inf: { value: Number.POSITIVE_INFINITY, kind: 'float' },
  infinity: { value: Number.POSITIVE_INFINITY, kind: 'float' },
  true: { value: 1, kind: 'bool' },
  false: { value: 0, kind: 'bool' },
};

const floatCall = /float\(['"]?(.*?)['"]?\)/i;
const modules = /(?:np|numpy|jnp|math|torch)\./;

/** The number in a text that `numberPattern` matched. `1.0f0` (Julia) and `1d3` (Fortran, MATLAB) are exponents. */
export function readNumber(text: string): NumberToken {
  const call = floatCall.exec(text)?.[1];
  if (call !== undefined)
    return readNumber(text.replace(floatCall, call.replace(/^\+/, '')).replace('--', ''));
  const plain = text.toLowerCase().replaceAll('−', '-').replace(modules, '').replaceAll('_', '');
  const negative = plain.startsWith('-');
  const magnitude = plain.replace(/^[-+]/, '');
  const token = Object.hasOwn(named, magnitude) ? named[magnitude] : undefined;
  if (token) return negative ? { ...token, value: -token.value } : token;
  if (magnitude.startsWith('0x')) return { value: Number(magnitude) * (negative ? -1 : 1), kind: 'int' };
  const value = Number(magnitude.replace(/[df]/, 'e'));
  return { value: negative ? -value : value, kind: /[.edf]/.test(magnitude) ? 'float' : 'int' };
}

const order: readonly NumberKind[] = ['bool', 'int', 'float'];

export const widest = (a: NumberKind, b: NumberKind): NumberKind =>
  order.indexOf(a) >= order.indexOf(b) ? a : b;
