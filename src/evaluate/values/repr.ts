import { isFloating } from '../../core/dtype.ts';
import { pythonFloat } from '../../tensors/print/digits.ts';
import { numpyRepr, numpyStr } from '../../tensors/print/numpy.ts';
import { torchRepr } from '../../tensors/print/torch.ts';
import { notKnown } from '../signals.ts';
import { dense, isNumpyNumber, itemOf, rankOf, shapeOf } from '../tensor/tensor.ts';
import { bool, float, int } from './make.ts';
import { setItems } from './set-order.ts';
import type {
  ClassValue,
  DictValue,
  DTypeValue,
  InstanceValue,
  Layout,
  ListValue,
  SetValue,
  TensorValue,
  TupleValue,
  Value,
} from './value.ts';

const maxDepth = 12;

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const body = text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')
    .replaceAll('\r', '\\r');
  return quote + (quote === "'" ? body.replaceAll("'", "\\'") : body) + quote;
}

/** What PyTorch prints behind the numbers. */
function torchSuffixes(value: TensorValue): string[] {
  if (value.node) return [`grad_fn=<${value.node.name}>`];
  return value.requiresGrad ? ['requires_grad=True'] : [];
}

const usual: Layout = { torch: {}, numpy: {}, lost: {} };

function layoutOf({ layout = usual, library }: TensorValue): Layout {
  const lost = layout.lost[library];
  return lost === undefined ? layout : notKnown(lost);
}

function tensorRepr(value: TensorValue): string {
  const tensor = dense(value);
  if (value.library === 'torch') {
    const text = torchRepr(tensor, { ...layoutOf(value).torch, suffixes: torchSuffixes(value) });
    return value.isParameter ? `Parameter containing:\n${text}` : text;
  }
  if (value.library === 'numpy')
    return isNumpyNumber(value) ? numpyStr(tensor) : numpyRepr(tensor, layoutOf(value).numpy);
  if (value.library === 'jax') return jaxRepr(value);
  return tensorflowRepr(value);
}

/** TensorFlow breaks the line in front of what takes several. */
const onItsOwn = (text: string): string => `${text.includes('\n') ? '\n' : ''}${text}`;

function tensorflowRepr(value: TensorValue): string {
  const tensor = dense(value);
  const body = onItsOwn(rankOf(value) === 0 ? numpyStr(tensor) : numpyRepr(tensor));
  const shape = shapeText(shapeOf(value));
  return value.isParameter
    ? `<tf.Variable 'Variable:0' shape=${shape} dtype=${value.dtype}, numpy=${body}>`
    : `<tf.Tensor: shape=${shape}, dtype=${value.dtype}, numpy=${body}>`;
}

function jaxRepr(value: TensorValue): string {
  const tensor = dense(value);
  const text = numpyRepr(tensor).replace('array(', 'Array(');
  return /dtype=/.test(text) ? text : text.replace(/\)$/, `, dtype=${value.dtype})`);
}

const shapeText = (shape: readonly number[]): string =>
  `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;

function tensorStr(value: TensorValue): string {
  if (value.library === 'torch') return tensorRepr(value);
  const text = numpyStr(dense(value), layoutOf(value).numpy);
  if (value.library !== 'tensorflow') return text;
  if (value.isParameter) return tensorflowRepr(value);
  return `tf.Tensor(${onItsOwn(text)}, shape=${shapeText(shapeOf(value))}, dtype=${value.dtype})`;
}

function tupleRepr(value: TupleValue, depth: number): string {
  const items = value.items.map((item) => repr(item, depth + 1));
  if (value.typeName === 'torch.Size') return `torch.Size([${items.join(', ')}])`;
  if (value.fields) {
    const named = items.map((item, i) => `${value.fields?.[i]}=${item}`);
    const isTorch = value.typeName?.startsWith('torch.') === true;
    return `${value.typeName ?? ''}(${isTorch ? `\n${named.join(',\n')}` : named.join(', ')})`;
  }
  return `(${items.join(', ')}${items.length === 1 ? ',' : ''})`;
}

/** Python's `repr`. Raises NotKnown where a part is not known. */
export function repr(value: Value, depth = 0): string {
  if (depth > maxDepth) return '...';
  switch (value.kind) {
    case 'None':
      return 'None';
    case 'bool':
      return value.value ? 'True' : 'False';
    case 'int':
      return String(value.value);
    case 'float':
      return pythonFloat(value.value);
    case 'str':
      return quoted(value.value);
    case 'ellipsis':
      return 'Ellipsis';
    case 'list':
      return listRepr(value, depth);
    case 'tuple':
      return tupleRepr(value, depth);
    case 'dict':
      return dictRepr(value, depth);
    case 'instance':
      if (value.lost === undefined && value.printed !== undefined) return value.printed;
      return isException(value.type) ? exceptionRepr(value) : notKnown(`how a ${value.type.name} prints`);
    case 'set':
      return setRepr(value, depth);
    case 'range':
      return value.step === 1
        ? `range(${value.start}, ${value.stop})`
        : `range(${value.start}, ${value.stop}, ${value.step})`;
    case 'tensor':
      return tensorRepr(value);
    case 'dtype':
      return dtypeRepr(value);
    case 'device':
      return `device(type='${value.name}')`;
    case 'class':
      return `<class '${value.qualified}'>`;
    case 'builtin':
      return typeText(value.name) ?? notKnown('how a function prints');
    case 'unknown':
      return notKnown(value.reason, value.origin);
    default:
      return notKnown(`how a ${value.kind} prints`);
  }
}

function listRepr(value: ListValue, depth: number): string {
  const items = known(value.lost, value.items).map((item) => repr(item, depth + 1));
  const text = `[${items.join(', ')}]`;
  if (value.typeName === undefined) return text;
  return `${value.typeName}(${text}${value.maxLength === undefined ? '' : `, maxlen=${value.maxLength}`})`;
}

function setRepr(value: SetValue, depth: number): string {
  const items = known(value.lost, setItems(value));
  const text = items.length === 0 ? '' : `{${items.map((item) => repr(item, depth + 1)).join(', ')}}`;
  if (value.typeName !== undefined) return `${value.typeName}(${text})`;
  return text === '' ? 'set()' : text;
}

function dtypeRepr({ dtype, library, isInstance }: DTypeValue): string {
  if (library === 'torch') return `torch.${dtype}`;
  if (library === 'tensorflow') return `tf.${dtype}`;
  if (isInstance === true) return `dtype('${dtype}')`;
  return `<class '${library === 'jax' ? 'jax.numpy' : 'numpy'}.${dtype}'>`;
}

function dictRepr(value: DictValue, depth: number): string {
  const entries = known(value.lost, [...value.entries.values()]);
  const shown =
    value.typeName === 'Counter' ? [...entries].sort((a, b) => countOf(b[1]) - countOf(a[1])) : entries;
  const items = `{${shown.map(([k, v]) => `${repr(k, depth + 1)}: ${repr(v, depth + 1)}`).join(', ')}}`;
  if (value.typeName === 'Counter') return entries.length === 0 ? 'Counter()' : `Counter(${items})`;
  if (value.typeName === 'OrderedDict')
    return entries.length === 0
      ? 'OrderedDict()'
      : `OrderedDict([${entries.map((entry) => `(${entry.map((part) => repr(part, depth + 1)).join(', ')})`).join(', ')}])`;
  return value.factory ? `defaultdict(${repr(value.factory)}, ${items})` : items;
}

const countOf = (value: Value): number => (value.kind === 'int' ? value.value : 0);

const types: ReadonlySet<string> = new Set(
  'bool dict float frozenset int list object range set slice str tuple type'
    .split(' ')
    .map((name) => `builtins.${name}`),
);

/** How a class that is known here as a function of the same name prints. */
function typeText(name: string): string | undefined {
  if (types.has(name)) return `<class '${name.slice('builtins.'.length)}'>`;
  return name === 'torch.Tensor' || name === 'numpy.ndarray' ? `<class '${name}'>` : undefined;
}

function exceptionRepr(value: InstanceValue): string {
  const args = value.attributes.get('args');
  const items = args?.kind === 'tuple' ? args.items : [];
  return `${value.type.name}(${items.map((item) => repr(item)).join(', ')})`;
}

function known<T>(lost: string | undefined, items: T): T {
  return lost === undefined ? items : notKnown(lost);
}

/** Python's `str`: what `print` shows. */
export function strOf(value: Value): string {
  if (value.kind === 'str') return value.value;
  if (value.kind === 'tensor') return tensorStr(value);
  if (value.kind === 'device') return value.name;
  if (value.kind === 'dtype' && value.library === 'tensorflow') return `<dtype: '${value.dtype}'>`;
  if (value.kind === 'dtype' && value.isInstance === true) return value.dtype;
  if (value.kind === 'instance' && value.printed === undefined && isException(value.type))
    return exceptionText(value);
  return repr(value);
}

const isException = (type: ClassValue): boolean =>
  type.qualified === 'BaseException' || type.bases.some(isException);

/** What an exception says: its argument, or all of them as a tuple. A missing key is shown as it was written. */
function exceptionText(value: InstanceValue): string {
  const args = value.attributes.get('args');
  const items = args?.kind === 'tuple' ? args.items : [];
  const [only] = items;
  if (items.length > 1 && args) return repr(args);
  return only ? (value.type.name === 'KeyError' ? repr(only) : strOf(only)) : '';
}

/** A tensor without dimensions as the Python number that `item()` gives. */
export function scalarOf(value: TensorValue): Value {
  const number = itemOf(value);
  const { random } = value.storage;
  if (value.dtype === 'bool') return bool(number !== 0, random);
  return isFloating(value.dtype) ? float(number, random) : int(number, random);
}
