import type { Expr } from '../../python/ast.ts';
import type { Effect } from '../library/effect.ts';
import type { CallSite } from '../site.ts';
import { isLabelScale, type TensorValue, tensorOf } from '../value.ts';
import { type CallArguments, passed } from './arguments.ts';
import { entriesOf } from './containers.ts';
import type { Value } from './values.ts';

type Create = Effect & { readonly does: 'create' };
type Shape = readonly (number | null)[];

/** `torch.randn(8, 3)`, `torch.tensor([[1.0, 2.0]])`, `torch.zeros_like(x)`, `torch.randint(0, 9, (16, 32))`. */
export function created(
  effect: Create,
  settings: CallArguments,
  named: string | null,
  { call }: CallSite,
): TensorValue {
  switch (effect.from) {
    case 'size':
      return tensorOf({
        shape: sizesIn(settings),
        dtype: named ?? 'float32',
        marks: effect.zero === true ? ['zero'] : [],
      });
    case 'integers':
      return integersBetween(settings, named);
    case 'values':
      return literal(passed(settings, 0, 'data')?.value, named ?? kindOf(call.args[0]?.value));
    case 'like':
      return like(passed(settings, 0, 'input')?.value, named, effect.zero === true);
    case 'range':
      return tensorOf({ shape: [null], dtype: named, marks: ['numbers'] });
  }
}

/** Sizes as numbers one after the other, in a tuple, or as `size=`; null where they cannot be told. */
function sizesIn({ positional, keywords, open }: CallArguments): Shape | null {
  const only = keywords.get('size') ?? (positional.length === 1 ? positional[0] : undefined);
  const listed = only === undefined ? undefined : entriesOf(only.value);
  if (listed !== undefined)
    return listed.some(({ many }) => many) ? null : listed.map(({ value }) => sizeOf(value));
  const numbers = positional.map(({ value }) => value);
  if (open || numbers.length === 0 || numbers.some(({ kind }) => kind !== 'constant')) return null;
  return numbers.map(sizeOf);
}

function sizeOf(value: Value): number | null {
  return value.kind === 'constant' && typeof value.value === 'number' ? value.value : null;
}

/** `torch.randint(high, size)`, `torch.randint(low, high, size)`: what example code takes for class indices. */
function integersBetween(settings: CallArguments, dtype: string | null): TensorValue {
  const size = settings.keywords.get('size')?.value ?? settings.positional.at(-1)?.value;
  const entries = size === undefined ? undefined : entriesOf(size);
  const shape =
    entries === undefined || entries.some(({ many }) => many)
      ? null
      : entries.map(({ value }) => sizeOf(value));
  return tensorOf({ scale: 'class-indices', shape, dtype: dtype ?? 'int64' });
}

/** `torch.as_tensor([0.2, 0.8])`: what holds numbers becomes a tensor, anything else is given back. */
export const asTensor = (value: Value): Value =>
  value.kind === 'list' || value.kind === 'tuple' ? literal(value, null) : value;

/** Nested lists of numbers: their shape, and the dtype that PyTorch gives them. */
function literal(data: Value | undefined, dtype: string | null): TensorValue {
  if (data?.kind === 'tensor') return copied(data, dtype);
  return tensorOf({ shape: data === undefined ? null : shapeOf(data), dtype });
}

/** `torch.tensor(labels)` of an array: of what a model gives only the numbers are left. */
function copied({ scale, classes, shape, marks, ...data }: TensorValue, dtype: string | null): TensorValue {
  return (scale === null || isLabelScale(scale)) && !marks.includes('discrete')
    ? tensorOf({
        scale,
        classes,
        shape,
        dtype: dtype ?? data.dtype,
        marks: marks.filter((mark) => mark === 'label'),
      })
    : tensorOf({ shape, dtype });
}

function shapeOf(value: Value): Shape | null {
  if (value.kind === 'constant') return typeof value.value === 'string' || value.value === null ? null : [];
  const entries = entriesOf(value);
  if (entries?.length === 0) return [0];
  const [first] = entries ?? [];
  if (entries === undefined || first === undefined || entries.some(({ many }) => many)) return null;
  const inner = shapeOf(first.value);
  return inner === null ? null : [entries.length, ...inner];
}

/** As written: one float among the numbers makes them all floats. Null when something else is among them. */
function kindOf(node: Expr | undefined): string | null {
  const kinds = new Set(node === undefined ? [] : kindsIn(node));
  if (kinds.size === 0 || kinds.has('other')) return null;
  if (kinds.has('float')) return 'float32';
  return kinds.has('int') ? 'int64' : 'bool';
}

function kindsIn(node: Expr): string[] {
  if (node.kind === 'List' || node.kind === 'Tuple') return node.elts.flatMap(kindsIn);
  if (node.kind === 'UnaryOp' && node.op === '-') return kindsIn(node.operand);
  const known =
    node.kind === 'Constant' && (node.type === 'int' || node.type === 'float' || node.type === 'bool');
  return [known ? node.type : 'other'];
}

function like(value: Value | undefined, named: string | null, zero: boolean): TensorValue {
  const tensor = value?.kind === 'tensor' ? value : tensorOf();
  return tensorOf({ shape: tensor.shape, dtype: named ?? tensor.dtype, marks: zero ? ['zero'] : [] });
}

/** `zeros(n, c).scatter_(1, ids, 1)`: ones at the places of the classes. */
export function scattered(tensor: TensorValue, settings: CallArguments): TensorValue {
  const value = passed(settings, 2, 'value', 'src')?.value;
  const ones = value?.kind === 'constant' && value.value === 1;
  if (!tensor.marks.includes('zero') || !ones) return tensorOf({ shape: tensor.shape, dtype: tensor.dtype });
  const { shape, dtype } = tensor;
  return tensorOf({ scale: 'one-hot', activation: 'one_hot', shape, dtype, classes: shape?.at(-1) ?? null });
}

/** `nn.Embedding(1000, 64)(tokens)`. */
export function embedded(tensor: TensorValue, size: number | null): TensorValue {
  return tensorOf({ shape: tensor.shape === null ? null : [...tensor.shape, size] });
}
