import type { Args } from '../library/args.ts';
import type { TensorValue, Value } from '../values/value.ts';
import { rankOf } from './tensor.ts';

/** What `grad_fn` prints: `Add` is AddBackward0; an overload of its own is told behind a point, `Sum.1` is SumBackward1. */
export function printedName(name: string): string {
  if (name === 'CopySlices') return name;
  const [base, overload = '0'] = name.split('.');
  return `${base}Backward${overload}`;
}

type Naming = string | ((args: Args, output: TensorValue) => string);

const byDim =
  (whole: string, along: string): Naming =>
  (args) =>
    args.has('dim') ? along : whole;

/** The product of tensors of these ranks: everything beyond matrices is folded, multiplied and unfolded. */
export function productName(left: number, right: number): string {
  if (left > 2 || right > 2) return 'UnsafeView';
  if (right === 1) return left === 1 ? 'Dot' : 'Mv';
  return left === 1 ? 'Squeeze.4' : 'Mm';
}

const rankIn = (args: Args, name: string): number => {
  const value = args.get(name);
  return value.kind === 'tensor' ? rankOf(value) : 0;
};

/** What an operator is called by its operands: `2 - x` is no `Sub`. */
export function operatorName(op: string, left: Value, right: Value): string | undefined {
  if (left.kind === 'tensor' && right.kind === 'tensor')
    return op === '@' ? productName(rankOf(left), rankOf(right)) : op === '**' ? 'Pow.1' : undefined;
  if (left.kind === 'tensor') return undefined;
  return ({ '-': 'Rsub.1', '/': 'Mul', '**': 'Pow.2' } as Partial<Record<string, string>>)[op];
}

const product: Naming = (args) => productName(rankIn(args, 'input'), rankIn(args, 'other'));

const linear: Naming = (args, output) => {
  const biased =
    args.callee.name === 'torch.nn.Linear.forward' ? hasBias(args.get('self')) : args.has('bias');
  return rankOf(output) === 2 && biased ? 'Addmm' : productName(rankOf(output), 2);
};

const hasBias = (layer: Value): boolean =>
  layer.kind === 'instance' && layer.attributes.get('bias')?.kind === 'tensor';

function einsum(args: Args): string {
  const [left = '', right = ''] = args.text('equation').replaceAll(' ', '').split('->');
  const operands = left.split(',');
  const isKept = [...left].every((letter) => letter === ',' || right.includes(letter));
  if (operands.length === 1) return isKept ? 'Permute' : 'Sum.1';
  return isKept && operands.every((one) => one.length === right.length) ? 'Mul' : 'View';
}

const clamp: Naming = (args) =>
  ['min', 'max'].some((name) => args.has(name) && args.get(name).kind === 'tensor') ? 'Clamp' : 'Clamp.1';

/** `x.max()`, `x.max(dim)` and `torch.max(x, y)` are three operations. */
const extreme: Naming = (args) => {
  const name = args.name === 'max' ? 'Max' : 'Min';
  if (!args.has('dim')) return `${name}.1`;
  return args.get('dim').kind === 'tensor' ? `${name}imum` : name;
};

const pooled = (rank: number): string => (rank > 3 ? '2D' : '1D');

/** Where PyTorch's operation is called something else than the ones that it is made of here. */
const namings: ReadonlyMap<string, Naming> = new Map<string, Naming>([
  ...['Sum', 'Mean', 'Prod'].map((name) => [name.toLowerCase(), byDim(name, `${name}.1`)] as const),
  ['median', byDim('Median', 'Median.1')],
  ['kthvalue', 'Kthvalue'],
  ['nanmean', 'Div'],
  ['std_mean', 'StdMean'],
  ['var_mean', 'VarMean'],
  ['quantile', 'Squeeze.4'],
  ['clamp', clamp],
  ['clip', clamp],
  ['clamp_min', 'ClampMin'],
  ['clamp_max', 'ClampMax'],
  ['t', 'T'],
  ['squeeze', byDim('Squeeze', 'Squeeze.1')],
  ['stack', 'Stack'],
  ...['matmul', 'mm', 'mv', 'dot', 'vdot'].map((name) => [name, product] as const),
  ['addmm', 'Addmm'],
  ['addmv', 'Addmv'],
  ['baddbmm', 'Baddbmm'],
  ['linear', linear],
  ['Linear', linear],
  ['einsum', einsum],
  ['tensordot', 'View'],
  ['inner', 'View'],
  ['trace', 'Trace'],
  ['diag', (_args, output) => (rankOf(output) === 1 ? 'Diagonal.0_copy' : 'DiagEmbed')],
  ...['max', 'min'].map((name) => [name, extreme] as const),
  ['triu', 'Triu'],
  ['pow', (args) => (args.get('other').kind === 'tensor' ? 'Pow.1' : 'Pow')],
  ['div', (args) => (args.has('rounding_mode') ? 'Div.2' : 'Div')],
  ['repeat_interleave', 'View'],
  ['scatter_add', 'ScatterAdd'],
  ['index_fill', 'IndexFill'],
  ['index_copy', 'IndexCopy'],
  ['take', 'Take'],
  ['take_along_dim', 'Gather'],
  ['lerp', 'Lerp'],
  ['addcmul', 'Addcmul'],
  ['celu', 'Celu'],
  ['softsign', 'Div'],
  ['tanhshrink', 'Sub'],
  ['prelu', 'PreluKernel'],
  ['glu', 'Glu'],
  ['layer_norm', 'NativeLayerNorm'],
  ['LayerNorm', 'NativeLayerNorm'],
  ['batch_norm', 'NativeBatchNorm'],
  ['BatchNorm1d', 'NativeBatchNorm'],
  ['BatchNorm2d', 'NativeBatchNorm'],
  ['cosine_similarity', 'Sum.1'],
  ['CosineSimilarity', 'Sum.1'],
  ['pairwise_distance', 'Norm.1'],
  ['PairwiseDistance', 'Norm.1'],
  ['cdist', 'Cdist'],
  ['dist', 'Dist'],
  ['max_pool2d', 'MaxPool2DWithIndices'],
  ['MaxPool2d', 'MaxPool2DWithIndices'],
  ...['avg_pool1d', 'avg_pool2d', 'AvgPool1d', 'AvgPool2d'].map(
    (name) => [name, (_args: Args, output: TensorValue) => `AvgPool${pooled(rankOf(output))}`] as const,
  ),
  ['GRU', 'Stack'],
  ['RNN', 'Stack'],
  ['LSTM', 'MkldnnRnnLayer'],
]);

/** The name under which the tables above know a function, a method, its in-place form or a layer. */
const plainName = (name: string): string =>
  name
    .replace(/\.forward$/, '')
    .replace(/^.*\./, '')
    .replace(/_$/, '');

/** Gives the history of a call's result the name that PyTorch prints, where the operation was made of others. */
export function nameHistory(args: Args, result: Value, given: readonly Value[]): void {
  const { callee } = args;
  if (callee.library !== 'torch' || callee.isPython) return;
  const [output, ...others] = result.kind === 'tuple' ? result.items : [result];
  if (output?.kind !== 'tensor' || !output.node) return;
  const naming = namings.get(plainName(callee.name));
  const isInPlace = callee.name.endsWith('_');
  if (naming === undefined || (isInPlace ? !args.context.gradEnabled : isGiven(output, given))) return;
  const name = printedName(typeof naming === 'string' ? naming : naming(args, output));
  for (const one of [output, ...others]) if (one.kind === 'tensor' && one.node) one.node.name = name;
  // A recurrent layer's last states are stacked from its layers'.
  for (const states of others)
    if (states.kind === 'tuple')
      for (const one of states.items)
        if (one.kind === 'tensor' && one.node) one.node.name = printedName('Stack');
}

/** An operation that changes nothing gives its input back, which keeps its history. */
const isGiven = (output: TensorValue, given: readonly Value[]): boolean =>
  given.some((value) => value.kind === 'tensor' && value.node === output.node);
