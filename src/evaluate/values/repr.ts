import { isFloating } from '../../core/dtype.ts';
import { pythonFloat } from '../../tensors/print/digits.ts';
import { numpyRepr, numpyStr } from '../../tensors/print/numpy.ts';
import { torchRepr } from '../../tensors/print/torch.ts';
import { notKnown } from '../signals.ts';
import { dense, isNumpyNumber, itemOf, rankOf, shapeOf } from '../tensor/tensor.ts';
import type { ClassValue, DictValue, InstanceValue, TensorValue, Value } from './value.ts';

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

function tensorRepr(value: TensorValue): string {
  const tensor = dense(value);
  if (value.library === 'torch') {
    const text = torchRepr(tensor, { suffixes: torchSuffixes(value) });
    return value.isParameter ? `Parameter containing:\n${text}` : text;
  }
  if (value.library === 'numpy') return isNumpyNumber(value) ? numpyStr(tensor) : numpyRepr(tensor);
  if (value.library === 'jax') return jaxRepr(value);
  const body = rankOf(value) === 0 ? numpyStr(tensor) : numpyRepr(tensor);
  return `<tf.Tensor: shape=${shapeText(shapeOf(value))}, dtype=${value.dtype}, numpy=${body}>`;
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
  const text = numpyStr(dense(value));
  if (value.library !== 'tensorflow') return text;
  const inner = rankOf(value) === 0 ? text : `${rankOf(value) > 1 ? '\n' : ''}${text}`;
  return `tf.Tensor(${inner}, shape=${shapeText(shapeOf(value))}, dtype=${value.dtype})`;
}

function tupleRepr(value: Extract<Value, { kind: 'tuple' }>, depth: number): string {
  const items = value.items.map((item) => repr(item, depth + 1));
  if (value.typeName === 'torch.Size') return `torch.Size([${items.join(', ')}])`;
  if (value.fields)
    return `${value.typeName ?? ''}(\n${items.map((item, i) => `${value.fields?.[i]}=${item}`).join(',\n')})`;
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
      return `[${known(value.lost, value.items)
        .map((item) => repr(item, depth + 1))
        .join(', ')}]`;
    case 'tuple':
      return tupleRepr(value, depth);
    case 'dict':
      return dictRepr(value, depth);
    case 'instance':
      if (value.lost === undefined && value.printed !== undefined) return value.printed;
      return isException(value.type) ? exceptionRepr(value) : notKnown(`how a ${value.type.name} prints`);
    case 'set':
      return value.entries.size === 0
        ? 'set()'
        : `{${known(value.lost, [...value.entries.values()])
            .map((item) => repr(item, depth + 1))
            .join(', ')}}`;
    case 'range':
      return value.step === 1
        ? `range(${value.start}, ${value.stop})`
        : `range(${value.start}, ${value.stop}, ${value.step})`;
    case 'tensor':
      return tensorRepr(value);
    case 'dtype':
      return value.library === 'torch' ? `torch.${value.dtype}` : `<class 'numpy.${value.dtype}'>`;
    case 'device':
      return `device(type='${value.name}')`;
    case 'class':
      return `<class '${value.qualified}'>`;
    case 'unknown':
      return notKnown(value.reason, value.origin);
    default:
      return notKnown(`how a ${value.kind} prints`);
  }
}

function dictRepr(value: DictValue, depth: number): string {
  const entries = known(value.lost, [...value.entries.values()]);
  const shown =
    value.typeName === 'Counter' ? [...entries].sort((a, b) => countOf(b[1]) - countOf(a[1])) : entries;
  const items = `{${shown.map(([k, v]) => `${repr(k, depth + 1)}: ${repr(v, depth + 1)}`).join(', ')}}`;
  if (value.typeName === 'Counter') return entries.length === 0 ? 'Counter()' : `Counter(${items})`;
  return value.factory ? `defaultdict(${factoryRepr(value.factory)}, ${items})` : items;
}

const countOf = (value: Value): number => (value.kind === 'int' ? value.value : 0);

const factoryRepr = (factory: Value): string =>
  factory.kind === 'builtin' && factory.name.startsWith('builtins.')
    ? `<class '${factory.name.slice('builtins.'.length)}'>`
    : repr(factory);

function exceptionRepr(value: InstanceValue): string {
  const args = value.attributes.get('args');
  const items = args?.kind === 'tuple' ? args.items : [];
  return `${value.type.name}(${items.map((item) => repr(item)).join(', ')})`;
}

function known<T>(lost: string | undefined, items: readonly T[]): readonly T[] {
  return lost === undefined ? items : notKnown(lost);
}

/** Python's `str`: what `print` shows. */
export function strOf(value: Value): string {
  if (value.kind === 'str') return value.value;
  if (value.kind === 'tensor') return tensorStr(value);
  if (value.kind === 'device') return value.name;
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
  return only ? strOf(only) : '';
}

/** A tensor without dimensions as the Python number that `item()` gives. */
export function scalarOf(value: TensorValue): Value {
  const number = itemOf(value);
  const { random } = value.storage;
  if (value.dtype === 'bool') return { kind: 'bool', value: number !== 0, random };
  return isFloating(value.dtype)
    ? { kind: 'float', value: number, random }
    : { kind: 'int', value: number, random };
}
