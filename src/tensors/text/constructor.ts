import { full, sizeOf } from '../../core/create.ts';
import type { DType } from '../../core/tensor.ts';
import { ok, type Result } from '../../result.ts';
import type { TextError, TextTensor } from '../literal.ts';
import { type Argument, readArguments } from './arguments.ts';
import { type Cursor, errorAt, peek, quoteAt, skipTrivia, take } from './cursor.ts';
import { dtypeFromName } from './dtype.ts';
import { parseFields, parsePairs } from './groups.ts';
import { type ListContext, parsePiece } from './list.ts';
import {
  type DefaultDTypes,
  jaxDefaults,
  noValues,
  numpyDefaults,
  tensorOf,
  torchDefaults,
} from './values.ts';

/** A call that makes a tensor of the numbers in it. */
interface Maker {
  readonly form: string;
  readonly defaults: DefaultDTypes;
  readonly dtype?: DType;
}

const torch = (dtype?: DType): Maker => ({ form: 'torch', defaults: torchDefaults, ...(dtype && { dtype }) });
const numpy = (dtype?: DType): Maker => ({ form: 'numpy', defaults: numpyDefaults, ...(dtype && { dtype }) });
const jax: Maker = { form: 'jax', defaults: jaxDefaults };
const tensorflow: Maker = { form: 'tensorflow', defaults: jaxDefaults };

// By the last part of the name; the first part decides where libraries share one.
const makers: ReadonlyMap<string, Maker> = new Map([
  ['tensor', torch()],
  ['as_tensor', torch()],
  ['Tensor', torch('float32')],
  ['FloatTensor', torch('float32')],
  ['DoubleTensor', torch('float64')],
  ['HalfTensor', torch('float16')],
  ['BFloat16Tensor', torch('bfloat16')],
  ['LongTensor', torch('int64')],
  ['IntTensor', torch('int32')],
  ['ShortTensor', torch('int16')],
  ['CharTensor', torch('int8')],
  ['ByteTensor', torch('uint8')],
  ['BoolTensor', torch('bool')],
  ['array', numpy()],
  ['asarray', numpy()],
  ['matrix', numpy()],
  ['bool_', numpy('bool')],
  ['float64', numpy('float64')],
  ['float32', numpy('float32')],
  ['float16', numpy('float16')],
  ['int64', numpy('int64')],
  ['int32', numpy('int32')],
  ['int16', numpy('int16')],
  ['int8', numpy('int8')],
  ['uint8', numpy('uint8')],
  ['Array', jax],
  ['DeviceArray', jax],
  ['constant', tensorflow],
  ['convert_to_tensor', tensorflow],
  ['EagerTensor', tensorflow],
]);

/** Calls that hand on what they are given. */
const wrappers = new Set(['Parameter', 'from_numpy', 'Variable', 'tensor', 'as_tensor', 'asarray', 'array']);

const calleePattern = /([A-Za-z_][\w.]*)\s*\(/y;
const juliaPattern = /(Float64|Float32|Float16|BFloat16|Int64|Int32|Int16|Int8|UInt8|Bool)(?=\[)/y;
const methodPattern = /\s*\.\s*(\w+)\s*\(([^()]*)\)/y;

function makerOf(callee: string): Maker | undefined {
  const parts = callee.split('.');
  const maker = makers.get(parts.at(-1) ?? '');
  if (parts[0] === 'jnp' || parts[0] === 'jax') return maker && jax;
  if (parts[0] === 'tf') return maker && tensorflow;
  return parts[0] === 'torch' && maker?.form === 'numpy' ? torch(maker.dtype) : maker;
}

/** `torch.tensor([…], dtype=…)` and its kin at the cursor; undefined when no call stands there. */
export function parseConstructor(
  cursor: Cursor,
  context: ListContext,
  depth: number,
): Result<readonly TextTensor[], TextError> | undefined {
  const start = cursor.pos;
  const julia = take(cursor, juliaPattern);
  if (julia)
    return parseBody(cursor, context, depth, start, { ...numpy(dtypeFromName(julia[0])), form: 'julia' });
  const callee = take(cursor, calleePattern)?.[1];
  if (callee === undefined) return undefined;
  const name = callee.split('.').at(-1) ?? '';
  const fill = filled.get(name);
  if (fill !== undefined) return parseFilled(cursor, start, callee, fill);
  const group = groups.get(callee) ?? (callee.startsWith('torch.return_types.') ? parseFields : undefined);
  if (group) return group(cursor, context, depth);
  const maker = makerOf(callee);
  const odd = maker?.form === 'torch' ? withoutNumbers(cursor) : undefined;
  if (odd !== undefined) return errorAt(odd, start, cursor.pos);
  if (!maker && !wrappers.has(name)) {
    cursor.pos = start;
    return errorAt(`${callee}(…) is code, not the numbers of a tensor`, start, start + callee.length);
  }
  return parseBody(cursor, context, depth, start, maker);
}

/** Printouts that name several tensors. */
const groups = new Map([
  ['OrderedDict', parsePairs],
  ['collections.OrderedDict', parsePairs],
]);

const others: readonly (readonly [RegExp, string])[] = [
  [/\(\s*(?:crow_)?indices=/y, 'This is a sparse tensor: print it with .to_dense()'],
  [/\([^()[\]]*\.\.\.[^()[\]]*device=['"]meta['"]/y, 'A tensor on the meta device has no numbers'],
  [/\([^()]*[\d.]j\b/y, 'Complex numbers are not supported: print the real and the imaginary part'],
];

/** Why what PyTorch prints here is no list of numbers. */
function withoutNumbers(cursor: Cursor): string | undefined {
  const at = { text: cursor.text, pos: cursor.pos - 1 };
  return others.find(([pattern]) => peek(at, pattern))?.[1];
}

/** Tensors that a shape alone describes; the only literals of empty tensors with several axes. */
const largestFill = 10_000_000;
const filled: ReadonlyMap<string, number> = new Map([
  ['zeros', 0],
  ['ones', 1],
]);

function parseFilled(
  cursor: Cursor,
  start: number,
  callee: string,
  fill: number,
): Result<readonly TextTensor[], TextError> {
  const args = readArguments(cursor, ')', 'behind the bracket');
  if (!args.ok) return args;
  const maker = makers.get(callee.startsWith('np') ? 'array' : 'tensor');
  const sizes = args.value.filter(
    ({ name, text }) => (name ?? 'size') === 'size' && /^[([]?[\d, ]*[)\]]?$/.test(text),
  );
  const shape = sizes.flatMap(({ text }) => text.match(/\d+/g) ?? []).map(Number);
  const dtype = dtypeOf(args.value, maker);
  if (!dtype.ok) return dtype;
  if (sizeOf(shape) > largestFill)
    return errorAt(`${sizeOf(shape)} elements are too many`, start, cursor.pos);
  const tensor = full(shape, fill, dtype.value ?? maker?.defaults.float ?? 'float32');
  return ok([{ tensor, start, end: cursor.pos, form: maker?.form ?? 'torch' }]);
}

function parseBody(
  cursor: Cursor,
  context: ListContext,
  depth: number,
  start: number,
  maker: Maker | undefined,
): Result<readonly TextTensor[], TextError> {
  const values = noValues();
  const form = maker?.form ?? context.form;
  skipTrivia(cursor);
  take(cursor, /(?:data|object|value)\s*=\s*/y);
  const piece = parsePiece(cursor, values, { ...context, form }, depth);
  if (!piece.ok) return piece;
  if (maker?.form === 'julia') return finish(values, piece.value, [], start, cursor, maker);
  const args = readArguments(cursor, ')');
  return args.ok ? finish(values, piece.value, args.value, start, cursor, maker) : args;
}

function finish(
  values: ReturnType<typeof noValues>,
  piece: {
    readonly kind: string;
    readonly shape?: readonly number[];
    readonly tensors?: readonly TextTensor[];
  },
  args: readonly Argument[],
  start: number,
  cursor: Cursor,
  maker: Maker | undefined,
): Result<readonly TextTensor[], TextError> {
  const dtype = dtypeOf(args, maker);
  if (!dtype.ok) return dtype;
  const suffix = methods(cursor);
  if (!suffix.ok) return suffix;
  const end = cursor.pos;
  const target = suffix.value ?? dtype.value;
  const recast = (tensor: TextTensor['tensor']) =>
    target === undefined
      ? tensor
      : tensorOf({ numbers: [...tensor.data], kind: 'float' }, tensor.shape, target);
  if (piece.tensors) {
    return ok(piece.tensors.map((t) => ({ ...t, tensor: recast(t.tensor), start, end })));
  }
  const shape = emptyShape(args, values.numbers.length) ?? piece.shape ?? [];
  const tensor = tensorOf(values, shape, dtype.value, maker?.defaults);
  return ok([{ tensor: recast(tensor), start, end, form: maker?.form ?? 'python' }]);
}

/** `dtype=` or a positional dtype; the maker's own otherwise. */
function dtypeOf(args: readonly Argument[], maker: Maker | undefined): Result<DType | undefined, TextError> {
  for (const { name, text, start, end } of args) {
    const found = dtypeFromName(text);
    if (name === 'dtype' && !found) return errorAt(`The dtype ${text} is not supported`, start, end);
    if (found && (name === 'dtype' || name === undefined)) return ok(found);
  }
  return ok(maker?.dtype);
}

// Only an empty tensor's printout needs its shape spelled out: tensor([], size=(0, 3)).
function emptyShape(args: readonly Argument[], count: number): readonly number[] | undefined {
  if (count > 0) return undefined;
  const text = args.find(({ name }) => name === 'size' || name === 'shape')?.text;
  const shape = text?.match(/\d+/g)?.map(Number);
  return shape && sizeOf(shape) === 0 ? shape : undefined;
}

const unchanged = new Set([
  'cpu',
  'cuda',
  'numpy',
  'detach',
  'clone',
  'contiguous',
  'requires_grad_',
  'copy',
  'to',
  'type',
  'astype',
]);

/** Methods behind the call: `.float()`, `.to(torch.int64)`, `.cuda()`. Gives the dtype they set. */
function methods(cursor: Cursor): Result<DType | undefined, TextError> {
  let dtype: DType | undefined;
  for (let match = peek(cursor, methodPattern); match; match = peek(cursor, methodPattern)) {
    const [whole, name = '', argument = ''] = match;
    const cast = dtypeFromName(argument) ?? (argument === '' ? dtypeFromName(`torch.${name}`) : undefined);
    if (!cast && !unchanged.has(name)) {
      const at = cursor.pos + whole.indexOf('.');
      return errorAt(`.${name}(…) is code, not the numbers of a tensor`, at, cursor.pos + whole.length);
    }
    dtype = cast ?? dtype;
    cursor.pos += whole.length;
  }
  return ok(dtype);
}

const wrappedPattern = /<tf\.(?:Tensor|Variable)[^>]*?numpy=\s*/y;
const containing = /(?:Parameter|Buffer) containing:\s*/y;

/** `<tf.Tensor: shape=(2,), dtype=float32, numpy=array([…])>` and `Parameter containing:`. */
export function parseWrapped(
  cursor: Cursor,
  context: ListContext,
  depth: number,
): Result<readonly TextTensor[], TextError> | undefined {
  if (take(cursor, containing)) return parseConstructor(cursor, context, depth);
  const start = cursor.pos;
  const open = take(cursor, wrappedPattern)?.[0];
  if (open === undefined) return undefined;
  const values = noValues();
  const piece = parsePiece(cursor, values, { ...context, form: 'tensorflow' }, depth);
  if (!piece.ok) return piece;
  if (!take(cursor, /\s*>/y))
    return errorAt(`${quoteAt(cursor.text, cursor.pos)} where '>' should end it`, cursor.pos);
  const dtype = /dtype=(\w+)/.exec(open)?.[1];
  const end = cursor.pos;
  if (piece.value.kind === 'tensors') {
    return ok(piece.value.tensors.map((t) => ({ ...t, start, end, form: 'tensorflow' })));
  }
  const known = dtype === undefined ? undefined : dtypeFromName(dtype);
  const tensor = tensorOf(values, piece.value.shape, known, jaxDefaults);
  return ok([{ tensor, start, end, form: 'tensorflow' }]);
}
