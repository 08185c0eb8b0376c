import { sizeOf } from '../../core/create.ts';
import { isFloating } from '../../core/dtype.ts';
import type { DType, Tensor } from '../../core/tensor.ts';
import { fixed, nonFinite, pythonFloat, scientific, shortestPositional } from './digits.ts';
import { type Summary, shownIndices, shownOffsets } from './summary.ts';

/** `np.set_printoptions`. `precision: 'full'` never cuts a digit that the value needs. */
export interface NumpyPrintOptions extends Summary {
  readonly precision: number | 'full';
  readonly lineWidth: number;
  /** Small numbers are printed as 0 rather than with an exponent. */
  readonly suppress: boolean;
}

export const numpyPrintDefaults: NumpyPrintOptions = {
  precision: 8,
  threshold: 1000,
  edgeItems: 3,
  lineWidth: 75,
  suppress: false,
};

type Format = (value: number) => string;

/** `array([1. , 2.5])`, as NumPy's repr. bfloat16, which NumPy lacks, is named all the same. */
export function numpyRepr(array: Tensor, partial: Partial<NumpyPrintOptions> = {}): string {
  const options = { ...numpyPrintDefaults, ...partial };
  const prefix = 'array(';
  const empty = array.data.length === 0;
  const isDefault = ['float64', 'int64', 'bool'].includes(array.dtype);
  const dtype = !isDefault || empty ? `dtype=${array.dtype}` : '';
  if (empty) {
    const size = array.shape.length > 1 ? `, shape=(${array.shape.join(', ')})` : '';
    return `${prefix}[]${size}, ${dtype})`;
  }
  const body = prefix + arrayText(array, prefix, ', ', ')'.length, options);
  if (dtype === '') return `${body})`;
  const lastLine = body.length - (body.lastIndexOf('\n') + 1);
  const wrap = lastLine + dtype.length + 3 > options.lineWidth;
  return `${body},${wrap ? `\n${' '.repeat(prefix.length)}` : ' '}${dtype})`;
}

/** `[1.  2.5]`, as NumPy's str; a bare number for a scalar. */
export function numpyStr(array: Tensor, partial: Partial<NumpyPrintOptions> = {}): string {
  const options = { ...numpyPrintDefaults, ...partial };
  if (array.shape.length === 0) return scalarText(array.data[0] ?? Number.NaN, array.dtype);
  return array.data.length === 0 ? '[]' : arrayText(array, '', ' ', 0, options);
}

function scalarText(value: number, dtype: DType): string {
  if (dtype === 'bool') return value === 0 ? 'False' : 'True';
  return isFloating(dtype) ? pythonFloat(value, dtype) : String(value);
}

function arrayText(
  array: Tensor,
  prefix: string,
  separator: string,
  suffix: number,
  options: NumpyPrintOptions,
): string {
  const shown = shownOffsets(array.shape, options).map((offset) => array.data[offset] ?? Number.NaN);
  const format = formatOf(array, shown, options);
  const summarize = sizeOf(array.shape) > options.threshold;
  const rank = array.shape.length;
  const write = (axis: number, offset: number, indent: string, width: number): string => {
    const length = array.shape[axis];
    if (length === undefined) return format(array.data[offset] ?? Number.NaN);
    const step = sizeOf(array.shape.slice(axis + 1));
    const items = shownIndices(length, summarize, options.edgeItems).map((i) =>
      i === null ? '...' : write(axis + 1, offset + i * step, `${indent} `, width - 1),
    );
    if (axis === rank - 1) return wrapped(items, indent, width, separator);
    const between = `${separator.trimEnd()}${'\n'.repeat(rank - axis - 1)}${indent}`;
    return `[${items.join(between)}]`;
  };
  return write(0, 0, `${' '.repeat(prefix.length)} `, options.lineWidth - suffix);
}

/** One row; a word that would pass the line's end goes to the next. */
function wrapped(words: readonly string[], indent: string, width: number, separator: string): string {
  const limit = width - Math.max(separator.trimEnd().length, 1);
  const lines: string[] = [];
  let line = indent;
  for (const [i, word] of words.entries()) {
    if (line.length + word.length > limit && line.length > indent.length) {
      lines.push(line.trimEnd());
      line = indent;
    }
    line += word + (i < words.length - 1 ? separator : '');
  }
  lines.push(line);
  return `[${lines.join('\n').slice(indent.length)}]`;
}

function formatOf(array: Tensor, shown: readonly number[], options: NumpyPrintOptions): Format {
  if (isFloating(array.dtype)) return floatFormat(array.dtype, shown, options);
  const plain = (value: number) => scalarText(value, array.dtype);
  // True is always given the width of False, even alone.
  const least = array.dtype === 'bool' && array.shape.length > 0 ? 5 : 0;
  const width = shown.reduce((most, value) => Math.max(most, plain(value).length), least);
  return (value) => plain(value).padStart(width);
}

function floatFormat(
  dtype: DType,
  shown: readonly number[],
  { precision, suppress }: NumpyPrintOptions,
): Format {
  const finite = shown.filter(Number.isFinite);
  const sizes = finite.map(Math.abs).filter((x) => x !== 0);
  const large = sizes.reduce((a, b) => Math.max(a, b), 0);
  const small = sizes.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const exponents =
    sizes.length > 0 && (large >= 1e8 || (!suppress && (small < 1e-4 || large / small > 1000)));
  const most = precision === 'full' ? Number.POSITIVE_INFINITY : precision;
  const plain = exponents ? exponentFormat(dtype, finite, most) : positionalFormat(dtype, finite, most);
  const width = shown.reduce((widest, value) => Math.max(widest, plain(value).length), 0);
  return (value) => plain(value).padStart(width);
}

function exponentFormat(dtype: DType, finite: readonly number[], most: number): Format {
  const fractionOf = (value: number) => {
    const digits = shortestPositional(value, dtype);
    const significant = `${digits.whole.replace('-', '')}${digits.fraction}`.replace(/^0+|0+$/g, '');
    return Math.min(Math.max(significant.length - 1, 0), most);
  };
  const digits = finite.reduce((longest, value) => Math.max(longest, fractionOf(value)), 0);
  // With no digits behind it, NumPy keeps the point: 1.e-05.
  const write = (value: number) => scientific(value, digits).replace(/^(-?\d)e/, '$1.e');
  // One exponent of three digits gives three to all.
  const long = finite.some((value) => /e[+-]\d{3}$/.test(write(value)));
  return (value) =>
    nonFinite(value) ?? (long ? write(value).replace(/(e[+-])(\d\d)$/, '$10$2') : write(value));
}

function positionalFormat(dtype: DType, finite: readonly number[], most: number): Format {
  const text = (value: number) => {
    const { whole, fraction } = shortestPositional(value, dtype);
    if (fraction.length <= most) return `${whole}.${fraction}`;
    return fixed(value, most).replace(/0+$/, '');
  };
  const fractionOf = (value: number) => text(value).length - text(value).indexOf('.') - 1;
  const widest = finite.reduce((longest, value) => Math.max(longest, fractionOf(value)), 0);
  return (value) => {
    const special = nonFinite(value);
    return special ?? text(value) + ' '.repeat(widest - fractionOf(value));
  };
}
