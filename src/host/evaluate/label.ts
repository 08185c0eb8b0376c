import { at } from '../../core/create.ts';
import type { Tensor } from '../../core/tensor.ts';
import type { Shown } from '../../evaluate/outcome.ts';
import { shortNumber } from '../compute/number.ts';

/** More numbers than these are told by shape, dtype and range. */
const MAX_NUMBERS = 6;
const MAX_TEXT = 48;

/** A value in a few words, for the end of a line; undefined for what needs no words or would take too many. */
export function valueLabel(value: Shown): string | undefined {
  switch (value.kind) {
    case 'number':
      return numberLabel(value.value, value.type);
    case 'tensor':
      return tensorLabel(value.tensor);
    case 'sequence':
      return sequenceLabel(value.items, value.type);
    default:
      return undefined;
  }
}

function numberLabel(value: number, type: 'int' | 'float' | 'bool'): string {
  if (type === 'bool') return value === 0 ? 'False' : 'True';
  return type === 'int' ? String(value) : shortNumber(value);
}

export function tensorLabel(tensor: Tensor): string {
  const { data, shape, dtype } = tensor;
  if (shape.length === 0) return element(at(data, 0), dtype);
  const isRow = shape.slice(0, -1).every((size) => size === 1);
  if (isRow && data.length <= MAX_NUMBERS)
    return brackets(
      Array.from(data, (one) => element(one, dtype)),
      shape.length,
    );
  return [shapeLabel(tensor), rangeLabel(tensor)].filter((part) => part !== '').join('  ');
}

/** `float32 (3, 4)` */
export const shapeLabel = ({ shape, dtype }: Tensor): string => `${dtype} (${shape.join(', ')})`;

function rangeLabel({ data, dtype }: Tensor): string {
  if (data.length === 0 || dtype === 'bool') return '';
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of data) {
    if (Number.isNaN(value)) return 'nan';
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return `${shortNumber(low)} … ${shortNumber(high)}`;
}

function element(value: number, dtype: Tensor['dtype']): string {
  if (dtype === 'bool') return value === 0 ? 'False' : 'True';
  return shortNumber(value);
}

const brackets = (items: readonly string[], depth: number): string =>
  `${'['.repeat(depth)}${items.join(', ')}${']'.repeat(depth)}`;

function sequenceLabel(items: readonly Shown[], type: 'list' | 'tuple'): string | undefined {
  const labels = items.map((item) => (item.kind === 'text' ? undefined : valueLabel(item)));
  if (labels.length === 0 || labels.some((label) => label === undefined)) return undefined;
  const joined = labels.join(', ');
  if (labels.length > MAX_NUMBERS || joined.length > MAX_TEXT) return `${type} of ${items.length}`;
  return type === 'list' ? `[${joined}]` : `(${joined})`;
}
