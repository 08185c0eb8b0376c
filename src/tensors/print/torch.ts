import { sizeOf } from '../../core/create.ts';
import { isFloating } from '../../core/dtype.ts';
import type { DType, Tensor } from '../../core/tensor.ts';
import { fixed, nonFinite, pythonFloat, scientific } from './digits.ts';
import { type Summary, shownIndices, shownOffsets } from './summary.ts';

/** `torch.set_printoptions`. `precision: 'full'` prints the digits that read back as the same value. */
export interface TorchPrintOptions extends Summary {
  readonly precision: number | 'full';
  readonly lineWidth: number;
  readonly scientific: boolean | null;
  /** The float whose name is not printed. */
  readonly defaultDType: DType;
  /** `requires_grad=True`, `grad_fn=<…>`, printed behind the numbers. */
  readonly suffixes: readonly string[];
}

export const torchPrintDefaults: TorchPrintOptions = {
  precision: 4,
  threshold: 1000,
  edgeItems: 3,
  lineWidth: 80,
  scientific: null,
  defaultDType: 'float32',
  suffixes: [],
};

type Format = (value: number) => string;

const boolText = (value: number): string => (value === 0 ? 'False' : 'True');

/** How one tensor's numbers are written: plain, with `precision` decimals or with exponents; all equally wide. */
function formatOf(tensor: Tensor, values: readonly number[], options: TorchPrintOptions): Format {
  const plain = plainFormat(tensor, values, options);
  const isFloat = isFloating(tensor.dtype);
  // PyTorch measures the finite values other than zero, and of whole floats leaves room for the point.
  const measured = isFloat ? values.filter((x) => Number.isFinite(x) && x !== 0) : values;
  const width = measured.reduce((most, value) => Math.max(most, plain(value).length), 1);
  return (value) => plain(value).padStart(width);
}

function plainFormat(tensor: Tensor, values: readonly number[], options: TorchPrintOptions): Format {
  if (tensor.dtype === 'bool') return boolText;
  if (!isFloating(tensor.dtype)) return String;
  const { precision } = options;
  if (precision === 'full') return (value) => pythonFloat(value, tensor.dtype).replace(/\.0$/, '.');
  const sizes = values.map(Math.abs).filter((x) => Number.isFinite(x) && x !== 0);
  const whole = sizes.every(Number.isInteger);
  const large = sizes.reduce((a, b) => Math.max(a, b), 0);
  const small = sizes.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const wide = sizes.length > 0 && (large / small > 1000 || large > 1e8 || (!whole && small < 1e-4));
  if (options.scientific ?? wide) return (value) => scientific(value, precision);
  if (whole) return (value) => nonFinite(value) ?? `${fixed(value, 0)}.`;
  return (value) => fixed(value, precision);
}

/** `tensor([[1.0000, 2.0000]])`, character for character as PyTorch prints it. */
export function torchRepr(tensor: Tensor, partial: Partial<TorchPrintOptions> = {}): string {
  const options = { ...torchPrintDefaults, ...partial };
  const prefix = 'tensor(';
  const body = tensor.data.length === 0 ? '[]' : numbers(tensor, prefix.length, options);
  return withSuffixes(prefix + body, suffixesOf(tensor, options), prefix.length, options.lineWidth);
}

function numbers(tensor: Tensor, indent: number, options: TorchPrintOptions): string {
  const shown = shownOffsets(tensor.shape, options).map((offset) => tensor.data[offset] ?? Number.NaN);
  const format = formatOf(tensor, shown, options);
  const summarize = sizeOf(tensor.shape) > options.threshold;
  const write = (axis: number, offset: number, depth: number): string => {
    const length = tensor.shape[axis];
    if (length === undefined) return format(tensor.data[offset] ?? Number.NaN);
    const step = sizeOf(tensor.shape.slice(axis + 1));
    const last = axis === tensor.shape.length - 1;
    const gap = last ? ' ...' : '...';
    const items = shownIndices(length, summarize, options.edgeItems).map((i) =>
      i === null ? gap : write(axis + 1, offset + i * step, depth + 1),
    );
    if (last) return vector(items, format(1).length, depth, options.lineWidth);
    return `[${items.join(`,${'\n'.repeat(tensor.shape.length - axis - 1)}${' '.repeat(depth + 1)}`)}]`;
  };
  return write(0, 0, indent);
}

function vector(items: readonly string[], width: number, indent: number, lineWidth: number): string {
  const perLine = Math.max(1, Math.floor((lineWidth - indent) / (width + 2)));
  const lines: string[] = [];
  for (let i = 0; i < items.length; i += perLine) lines.push(items.slice(i, i + perLine).join(', '));
  return `[${lines.join(`,\n${' '.repeat(indent + 1)}`)}]`;
}

function suffixesOf(tensor: Tensor, options: TorchPrintOptions): string[] {
  const suffixes: string[] = [];
  const isDefault = [options.defaultDType, 'int64', 'bool'].includes(tensor.dtype);
  const empty = tensor.data.length === 0;
  if (empty && tensor.shape.length !== 1) suffixes.push(`size=(${tensor.shape.join(', ')})`);
  // The dtype of no numbers cannot be told from them: PyTorch writes it unless it is the default float.
  if (empty ? tensor.dtype !== options.defaultDType : !isDefault)
    suffixes.push(`dtype=torch.${tensor.dtype}`);
  return [...suffixes, ...options.suffixes];
}

function withSuffixes(text: string, suffixes: readonly string[], indent: number, lineWidth: number): string {
  let out = text;
  let length = text.length - text.lastIndexOf('\n') + 1;
  for (const suffix of suffixes) {
    const wrap = length + suffix.length + 2 > lineWidth;
    out += wrap ? `,\n${' '.repeat(indent)}${suffix}` : `, ${suffix}`;
    length = wrap ? indent + suffix.length : length + suffix.length + 2;
  }
  return `${out})`;
}
