import { fixed, nonFinite, pythonFloat, scientific } from '../../tensors/print/digits.ts';
import { notKnown, raise } from '../signals.ts';
import { rankOf } from '../tensor/tensor.ts';
import { str } from './make.ts';
import { isNumber, type NumberValue } from './number.ts';
import { repr, scalarOf, strOf } from './repr.ts';
import { typeName } from './type-name.ts';
import type { Value } from './value.ts';

const specification = /^(?:(.)?([<>=^]))?([-+ ])?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([bcdeEfFgGnosxX%])?$/;

interface Spec {
  readonly fill: string;
  readonly align: string | undefined;
  readonly sign: string;
  readonly prefixed: boolean;
  readonly width: number;
  readonly group: string | undefined;
  readonly precision: number | undefined;
  readonly type: string | undefined;
}

function readSpec(text: string): Spec | undefined {
  const match = specification.exec(text);
  if (!match) return undefined;
  const [, fill, align, sign, prefix, zero, width, group, precision, type] = match;
  return {
    fill: fill ?? (zero ? '0' : ' '),
    align: align ?? (zero ? '=' : undefined),
    sign: sign ?? '-',
    prefixed: prefix !== undefined,
    width: Number(width ?? 0),
    group,
    precision: precision === undefined ? undefined : Number(precision),
    type,
  };
}

/** `format(value, spec)`, as in f-strings. Tensors without dimensions format as their number. */
export function formatValue(value: Value, text: string): string {
  if (value.kind === 'unknown') return notKnown(value.reason, value.origin);
  if (value.kind === 'tensor' && rankOf(value) === 0 && (value.library === 'torch' || text !== ''))
    return formatValue(scalarOf(value), text);
  if (text === '') return strOf(value);
  const spec = readSpec(text);
  if (!spec) return raise('ValueError', 'Invalid format specifier');
  if (spec.width > 10_000 || (spec.precision ?? 0) > 90) return notKnown('a number of that width');
  if (value.kind === 'str')
    return pad(spec.precision === undefined ? value.value : value.value.slice(0, spec.precision), spec, '<');
  if (value.kind === 'bool' && spec.type === undefined) return pad(repr(value), spec, '<');
  if (isNumber(value)) return formatNumber(value, spec);
  return raise('TypeError', `unsupported format string passed to ${typeName(value)}.__format__`);
}

function formatNumber(value: NumberValue, spec: Spec): string {
  const number = Number(value.value);
  const magnitude = Math.abs(number);
  const negative = number < 0 || Object.is(number, -0);
  const isInteger = value.kind !== 'float';
  const body = grouped(digitsOf(magnitude, isInteger, spec), spec.group);
  const prefix = spec.prefixed && 'xXob'.includes(spec.type ?? ' ') ? `0${spec.type}` : '';
  const sign = (negative ? '-' : spec.sign === '-' ? '' : spec.sign) + prefix;
  if (spec.align === '=') return sign + body.padStart(spec.width - sign.length, spec.fill);
  return pad(sign + body, spec, '>');
}

function digitsOf(x: number, isInteger: boolean, { type, precision }: Spec): string {
  switch (type ?? (isInteger ? 'd' : '')) {
    case 'd':
    case 'n':
      return isInteger
        ? String(x)
        : raise('ValueError', "Unknown format code 'd' for object of type 'float'");
    case 'f':
    case 'F':
      return fixed(x, precision ?? 6);
    case '%':
      return `${fixed(x * 100, precision ?? 6)}%`;
    case 'e':
      return scientific(x, precision ?? 6);
    case 'E':
      return scientific(x, precision ?? 6).toUpperCase();
    case 'x':
      return x.toString(16);
    case 'X':
      return x.toString(16).toUpperCase();
    case 'b':
      return x.toString(2);
    case 'o':
      return x.toString(8);
    case 'c':
      return String.fromCodePoint(x);
    case 'g':
      return general(x, precision ?? 6);
    case 'G':
      return general(x, precision ?? 6).toUpperCase();
    default:
      return precision === undefined ? pythonFloat(x) : withPoint(general(x, precision));
  }
}

const withPoint = (text: string): string => (/[.en]/.test(text) ? text : `${text}.0`);

/** C's `%g`: significant digits, without trailing zeros. */
export function general(x: number, precision: number): string {
  const special = nonFinite(x);
  if (special !== undefined) return special;
  const digits = Math.max(precision, 1);
  const power = x === 0 ? 0 : Number(x.toExponential(digits - 1).split('e')[1]);
  const text = power < -4 || power >= digits ? scientific(x, digits - 1) : fixed(x, digits - 1 - power);
  return text.includes('.') ? text.replace(/\.?0+(?=e|$)/, '') : text;
}

function grouped(text: string, separator: string | undefined): string {
  if (separator === undefined) return text;
  const [whole = '', ...rest] = text.split('.');
  const marked = whole.replace(/\B(?=(\d{3})+(?!\d))/g, separator);
  return [marked, ...rest].join('.');
}

function pad(text: string, { align, width, fill }: Spec, fallback: string): string {
  const side = align ?? fallback;
  if (side === '<') return text.padEnd(width, fill);
  if (side !== '^') return text.padStart(width, fill);
  const left = Math.floor(Math.max(width - text.length, 0) / 2);
  return (fill.repeat(left) + text).padEnd(width, fill);
}

const directive = /%(?:\((\w+)\))?([-+ #0]*)(\d+|\*)?(?:\.(\d+))?([diouxXeEfFgGcrsa%])/g;

/** `'%.4f' % value`. */
export function percentFormat(
  template: string,
  values: readonly Value[],
  named: (name: string) => Value | undefined,
): string {
  let at = 0;
  const text = template.replace(
    directive,
    (
      _,
      name: string | undefined,
      flags: string,
      width: string | undefined,
      precision: string | undefined,
      type: string,
    ) => {
      if (type === '%') return '%';
      const value = name === undefined ? values[at++] : named(name);
      if (!value) return raise('TypeError', 'not enough arguments for format string');
      return percentPiece(value, flags, width, precision, type);
    },
  );
  if (at < values.length && !/%\(/.test(template))
    raise('TypeError', 'not all arguments converted during string formatting');
  return text;
}

function percentPiece(
  value: Value,
  flags: string,
  width = '',
  precision: string | undefined,
  type: string,
): string {
  const plain = type === 's' ? strOf(value) : type === 'r' || type === 'a' ? repr(value) : undefined;
  if (plain !== undefined) {
    const cut = precision === undefined ? plain : plain.slice(0, Number(precision));
    return flags.includes('-') ? cut.padEnd(Number(width)) : cut.padStart(Number(width));
  }
  const number = value.kind === 'tensor' ? scalarOf(value) : value;
  const asInteger =
    'diu'.includes(type) && number.kind === 'float'
      ? { ...number, kind: 'int' as const, value: Math.trunc(number.value) }
      : number;
  const align = flags.includes('-') ? '<' : flags.includes('0') ? '0=' : '>';
  const sign = flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  return formatValue(
    asInteger,
    `${align}${sign}${width}${precision === undefined ? '' : `.${precision}`}${type === 'i' || type === 'u' ? 'd' : type}`,
  );
}

const field = /\{\{|\}\}|\{([^{}:!]*)(?:!([rsa]))?(?::([^{}]*))?\}/g;

/** `'{:.4f}'.format(value)`. */
export function braceFormat(
  template: string,
  values: readonly Value[],
  named: (path: string) => Value,
): string {
  let at = 0;
  return template.replace(
    field,
    (whole, name: string | undefined, conversion: string | undefined, spec = '') => {
      if (whole === '{{' || whole === '}}') return whole.charAt(0);
      const path = name ?? '';
      const value = /^\d*$/.test(path) ? values[path === '' ? at++ : Number(path)] : named(path);
      if (!value) return raise('IndexError', 'Replacement index out of range for positional args tuple');
      if (conversion === 'r') return formatValue(str(repr(value)), spec);
      return formatValue(value, spec);
    },
  );
}
