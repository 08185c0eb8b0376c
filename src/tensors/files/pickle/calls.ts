import {
  isArray,
  isGlobal,
  isOpaque,
  isSequence,
  isStorage,
  isTensor,
  opaque,
  type PickleValue,
  type StoredArray,
  type StoredTensor,
} from './value.ts';

type Rebuild = (args: readonly PickleValue[]) => PickleValue | undefined;

const integers = (value: PickleValue | undefined): readonly number[] | undefined => {
  const items = isSequence(value) ? value.items : undefined;
  return items?.every((n) => typeof n === 'number') ? (items as number[]) : undefined;
};

/** `_rebuild_tensor_v2(storage, storage_offset, size, stride, requires_grad, backward_hooks)` */
const rebuildTensor: Rebuild = ([storage, offset, size, stride]) => {
  const shape = integers(size);
  const strides = integers(stride);
  if (!isStorage(storage) || typeof offset !== 'number' || !shape || !strides) return undefined;
  return { kind: 'tensor', storage, offset, shape, strides } satisfies StoredTensor;
};

/** `_rebuild_tensor_v3` names the dtype beside an untyped storage. */
const rebuildTypedTensor: Rebuild = (args) => {
  const dtype = args[6];
  const built = rebuildTensor(args);
  if (!isTensor(built) || !isGlobal(dtype)) return undefined;
  return { ...built, storage: { ...built.storage, type: dtype.name } };
};

const first: Rebuild = ([value]) => value;

/** `_rebuild_from_type_v2(func, type, args, state)` */
const rebuildFromType: Rebuild = ([func, , args]) =>
  isGlobal(func) && isSequence(args) ? call(func, args.items) : undefined;

const dictionary: Rebuild = (args) => {
  const pairs = args.find(isSequence)?.items ?? [];
  const entries = pairs.map((pair) => (isSequence(pair) ? pair.items : []));
  return new Map(entries.map(([key = null, value = null]) => [key, value]));
};

const sequence =
  (kind: 'set' | 'list' | 'tuple'): Rebuild =>
  ([items]) => ({ kind, items: isSequence(items) ? items.items : [] });

/** Protocol 2 carries bytes as the Latin-1 text of them. */
const encodeLatin1: Rebuild = ([text]) =>
  typeof text === 'string' ? Uint8Array.from(text, (char) => char.charCodeAt(0) & 0xff) : undefined;

const emptyArray: Rebuild = () => ({ kind: 'array', descr: '', shape: [], fortran: false, bytes: undefined });

const dtypeOf = (value: PickleValue | undefined): string | undefined => {
  if (!isOpaque(value) || value.name !== 'numpy.dtype') return undefined;
  const [code] = value.args;
  const order = isSequence(value.state) ? value.state.items[1] : '<';
  return typeof code === 'string' ? `${typeof order === 'string' ? order : '<'}${code}` : undefined;
};

/** `numpy.core.multiarray.scalar(dtype, bytes)` */
const numpyScalar: Rebuild = ([dtype, bytes]) => {
  const descr = dtypeOf(dtype);
  if (descr === undefined || !(bytes instanceof Uint8Array)) return undefined;
  return { kind: 'array', descr, shape: [], fortran: false, bytes };
};

/** `numpy.core.numeric._frombuffer(buffer, dtype, shape, order)`, protocol 5. */
const fromBuffer: Rebuild = ([bytes, dtype, size, order]) => {
  const descr = dtypeOf(dtype);
  const shape = integers(size);
  if (!(bytes instanceof Uint8Array) || descr === undefined || !shape) return undefined;
  return { kind: 'array', descr, shape, fortran: order === 'F', bytes };
};

// The whole list of what a pickle may make happen here.
const allowed: ReadonlyMap<string, Rebuild> = new Map([
  ['torch._utils._rebuild_tensor', rebuildTensor],
  ['torch._utils._rebuild_tensor_v2', rebuildTensor],
  ['torch._utils._rebuild_tensor_v3', rebuildTypedTensor],
  ['torch._utils._rebuild_parameter', first],
  ['torch._utils._rebuild_parameter_with_state', first],
  ['torch._tensor._rebuild_from_type_v2', rebuildFromType],
  ['torch.Size', sequence('tuple')],
  ['collections.OrderedDict', dictionary],
  ['collections.defaultdict', () => new Map()],
  ['builtins.dict', dictionary],
  ['builtins.list', sequence('list')],
  ['builtins.tuple', sequence('tuple')],
  ['builtins.set', sequence('set')],
  ['builtins.frozenset', sequence('set')],
  ['__builtin__.set', sequence('set')],
  ['_codecs.encode', encodeLatin1],
  ['numpy.core.multiarray._reconstruct', emptyArray],
  ['numpy._core.multiarray._reconstruct', emptyArray],
  ['numpy.core.multiarray.scalar', numpyScalar],
  ['numpy._core.multiarray.scalar', numpyScalar],
  ['numpy.core.numeric._frombuffer', fromBuffer],
  ['numpy._core.numeric._frombuffer', fromBuffer],
]);

/** What calling `callee` gives; anything not on the list stays a name with its arguments. */
export function call(callee: PickleValue | undefined, args: readonly PickleValue[]): PickleValue {
  if (!isGlobal(callee)) return opaque('?', args);
  return allowed.get(callee.name)?.(args) ?? opaque(callee.name, args);
}

/** `__setstate__`: attributes of an opaque object, the entries of a dictionary, the bytes of an array. */
export function setState(target: PickleValue | undefined, state: PickleValue): void {
  if (isArray(target)) fillArray(target, state);
  else if (isOpaque(target)) target.state = state;
}

/** NumPy's state: (version, shape, dtype, is_fortran, bytes). */
function fillArray(target: StoredArray, state: PickleValue): void {
  if (!isSequence(state)) return;
  const [, shape, dtype, fortran, bytes] = state.items;
  target.shape = integers(shape ?? null) ?? [];
  target.descr = dtypeOf(dtype) ?? '';
  target.fortran = fortran === true || fortran === 1;
  if (bytes instanceof Uint8Array) target.bytes = bytes;
  else if (isSequence(bytes)) target.objects = bytes.items;
}
