import { roundTo } from '../../core/rounding.ts';
import type { DType } from '../../core/tensor.ts';

/** How many significant digits always suffice to tell the values of a dtype apart. */
const enough: Partial<Record<DType, number>> = { float32: 9, float16: 5, bfloat16: 4 };

/** The fewest significant digits that read back as the same value of the dtype, as `d.ddde±x`. */
function shortestExponential(value: number, dtype: DType): string {
  const most = enough[dtype];
  if (most === undefined) return value.toExponential();
  const round = roundTo(dtype);
  for (let digits = 0; digits < most; digits++) {
    const text = value.toExponential(digits);
    if (round(Number(text)) === value) return text;
  }
  return value.toExponential();
}

export function nonFinite(value: number): string | undefined {
  if (Number.isNaN(value)) return 'nan';
  if (Number.isFinite(value)) return undefined;
  return value > 0 ? 'inf' : '-inf';
}

/** The digits before and behind the point of the shortest decimal, without an exponent. */
export function shortestPositional(value: number, dtype: DType): { whole: string; fraction: string } {
  const [mantissa = '0', power = '0'] = shortestExponential(Math.abs(value), dtype).split('e');
  const digits = mantissa.replace('.', '');
  const point = Number(power) + 1;
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0';
  const fraction = point > 0 ? digits.slice(point) : '0'.repeat(-point) + (value === 0 ? '' : digits);
  return { whole: isNegative(value) ? `-${whole}` : whole, fraction };
}

const isNegative = (value: number): boolean => value < 0 || Object.is(value, -0);

/** C's exponent: a sign and at least two digits. */
const cExponent = (text: string): string => text.replace(/e([+-])(\d)$/, 'e$10$2');

/** A float as Python's `repr` writes it (`1.0`, `1e-07`, `nan`), with the digits its dtype needs. */
export function pythonFloat(value: number, dtype: DType = 'float64'): string {
  const special = nonFinite(value);
  if (special !== undefined) return special;
  const text = shortestExponential(value, dtype);
  const power = Number(text.slice(text.indexOf('e') + 1));
  if (value !== 0 && (power < -4 || power >= 16)) return cExponent(text);
  const { whole, fraction } = shortestPositional(value, dtype);
  return `${whole}.${fraction || '0'}`;
}

/** C's `%.{digits}f`: exact ties go to the even digit, where JavaScript's toFixed goes up. */
export function fixed(value: number, digits: number): string {
  const special = nonFinite(value);
  if (special !== undefined) return special;
  const magnitude = Math.abs(value);
  const text =
    magnitude < 1e21
      ? tieToEven(magnitude.toFixed(digits), exactDigits(magnitude, digits))
      : wholeDigits(magnitude);
  return isNegative(value) ? `-${text}` : text;
}

const exactDigits = (magnitude: number, digits: number): string =>
  magnitude.toFixed(Math.min(digits + 30, 100));

function tieToEven(rounded: string, exact: string): string {
  const wanted = rounded.includes('.') ? rounded.length : rounded.length + 1;
  const rest = exact.slice(wanted);
  const truncated = exact.slice(0, rounded.length);
  const last = Number(truncated.at(-1));
  return /^50*$/.test(rest) && last % 2 === 0 && exact.length - wanted > 1 ? truncated : rounded;
}

const wholeDigits = (magnitude: number): string => BigInt(magnitude).toString();

/** C's `%.{digits}e`. */
export function scientific(value: number, digits: number): string {
  const special = nonFinite(value);
  if (special !== undefined) return special;
  const text = cExponent(Math.abs(value).toExponential(digits));
  return isNegative(value) ? `-${text}` : text;
}
