import type { DType } from '../../core/tensor.ts';
import type { CallArgs, Context } from '../context.ts';
import { notKnown, raise } from '../signals.ts';
import { isTrue } from '../values/truth.ts';
import { typeName } from '../values/type-name.ts';
import type { ArrayLibrary, BuiltinValue, TensorValue, Value } from '../values/value.ts';
import { asTensor } from './convert.ts';
import { itemsOf } from './items.ts';
import type { Parameter } from './signature.ts';

/** The arguments of a library call by their internal names, read as what the call needs. */
export class Args {
  constructor(
    readonly context: Context,
    readonly callee: BuiltinValue,
    private readonly values: ReadonlyMap<string, Value>,
    readonly rest: readonly Value[],
    readonly keywords: ReadonlyMap<string, Value>,
  ) {}

  get library(): ArrayLibrary {
    return this.callee.library;
  }

  /** The function's own name without its module. */
  get name(): string {
    return this.callee.name.slice(this.callee.name.lastIndexOf('.') + 1);
  }

  get(name: string): Value {
    return this.values.get(name) ?? notKnown(`${this.callee.name} has no parameter ${name}`);
  }

  /** Whether the call has a parameter of that name at all, and it is given. */
  has(name: string): boolean {
    const value = this.values.get(name);
    return value !== undefined && value.kind !== 'None';
  }

  optional(name: string): Value | undefined {
    return this.has(name) ? this.get(name) : undefined;
  }

  /** A tensor; NumPy, JAX and TensorFlow take numbers and lists for one. */
  tensor(name: string): TensorValue {
    const value = this.get(name);
    if (value.kind === 'tensor' && !this.isForeign(value)) return value;
    if (this.library !== 'torch') return asTensor(this.context, value, this.library);
    if (value.kind !== 'list' && value.kind !== 'tuple' && value.kind !== 'tensor')
      return this.misfit(name, value);
    const message = `${this.name}(): argument '${name}' (position 1) must be Tensor, not ${typeName(value)}`;
    return raise('TypeError', message, name);
  }

  /** An array of NumPy where a function of PyTorch wants a tensor. */
  private isForeign(value: TensorValue): boolean {
    return value.library === 'numpy' && this.library === 'torch' && this.callee.name.startsWith('torch.');
  }

  optionalTensor(name: string): TensorValue | undefined {
    return this.has(name) ? this.tensor(name) : undefined;
  }

  number(name: string): number {
    return this.toNumber(this.get(name), name);
  }

  /** An argument of a kind that is not read here: the library may well take it. */
  private misfit(name: string, value: Value): never {
    return notKnown(`${this.callee.name} with a ${typeName(value)} for ${name}`);
  }

  private toNumber(value: Value, name: string): number {
    if (value.kind === 'int' || value.kind === 'float') return value.value;
    if (value.kind === 'bool') return value.value ? 1 : 0;
    if (value.kind === 'tensor' && value.geometry.shape.every((n) => n === 1))
      return numberIn(this.context, value);
    if (value.kind === 'unknown') return notKnown(value.reason, value.origin);
    return this.misfit(name, value);
  }

  integer(name: string): number {
    const value = this.get(name);
    const number = this.toNumber(value, name);
    if (value.kind === 'float' || !Number.isInteger(number)) return this.misfit(name, value);
    return number;
  }

  optionalInteger(name: string): number | undefined {
    return this.has(name) ? this.integer(name) : undefined;
  }

  optionalNumber(name: string): number | undefined {
    return this.has(name) ? this.number(name) : undefined;
  }

  flag(name: string): boolean {
    return isTrue(this.get(name)) ?? notKnown(`the value of ${name} is not known`);
  }

  text(name: string): string {
    const value = this.get(name);
    if (value.kind === 'str') return value.value;
    return this.misfit(name, value);
  }

  /** One integer or several: `dim=1`, `dim=(0, 1)`, `view(2, -1)`, `view((2, -1))`. */
  integers(name: string): number[] {
    return this.toIntegers(this.get(name), name);
  }

  optionalIntegers(name: string): number[] | undefined {
    return this.has(name) ? this.integers(name) : undefined;
  }

  /** `*size` given as separate integers or as one sequence. */
  restIntegers(name: string): number[] {
    const [first] = this.rest;
    const one =
      this.rest.length === 1 && first !== undefined && first.kind !== 'int' && first.kind !== 'tensor';
    return one ? this.toIntegers(first, name) : this.rest.map((value) => this.toInteger(value, name));
  }

  private toIntegers(value: Value, name: string): number[] {
    const items = value.kind === 'int' || value.kind === 'tensor' ? [value] : itemsOf(value);
    if (!items) return this.misfit(name, value);
    return items.map((item) => this.toInteger(item, name));
  }

  private toInteger(value: Value, name: string): number {
    if (value.kind === 'unknown') return notKnown(value.reason, value.origin);
    const number = this.toNumber(value, name);
    if (value.kind === 'float') return this.misfit(name, value);
    return number;
  }

  dtype(name: string): DType | undefined {
    const value = this.optional(name);
    if (value === undefined) return undefined;
    return dtypeOf(value) ?? notKnown(`the dtype ${typeName(value)} is not known here`);
  }
}

function numberIn(context: Context, value: TensorValue): number {
  const number = asTensor(context, value, value.library);
  if (number.storage.lost !== undefined) return notKnown(number.storage.lost);
  return number.storage.data[number.geometry.offset] as number;
}

const pythonTypes: Readonly<Record<string, DType>> = { float: 'float64', int: 'int64', bool: 'bool' };

/** `torch.float32`, `np.int64`, `'float32'`, `float`. */
export function dtypeOf(value: Value): DType | undefined {
  if (value.kind === 'dtype') return value.dtype;
  if (value.kind === 'class' || value.kind === 'builtin')
    return pythonTypes[value.name.replace('builtins.', '')];
  return undefined;
}

/** NumPy's names of arguments, which PyTorch's own functions take as well: `x.sum(axis=1, keepdims=True)`. */
const numpyNames: ReadonlyMap<string, string> = new Map([
  ['axis', 'dim'],
  ['keepdims', 'keepdim'],
  ['x', 'input'],
  ['a', 'input'],
  ['x1', 'input'],
  ['x2', 'other'],
]);

function parameterNamed(callee: BuiltinValue, name: string): Parameter | undefined {
  const find = (wanted: string) =>
    callee.signature.find(
      (p) =>
        p.passing !== 'keywords' &&
        (p.name === wanted || p.internal === wanted || p.aliases.includes(wanted)),
    );
  const own = find(name);
  if (own || callee.isPython || callee.library !== 'torch' || callee.name.startsWith('torch.nn.')) return own;
  const numpy = numpyNames.get(name);
  return numpy === undefined ? undefined : find(numpy);
}

/** Binds a call's arguments to a signature. A keyword that the table lacks makes the call unknown: it may be new. */
export function bind(context: Context, callee: BuiltinValue, { positional, keywords }: CallArgs): Args {
  const values = new Map<string, Value>();
  const rest: Value[] = [];
  const extra = new Map<string, Value>();
  const slots = callee.signature.filter(({ passing }) => passing === 'either');
  const takesRest = callee.signature.some(({ passing }) => passing === 'rest');
  for (const [i, value] of positional.entries()) {
    const slot = slots[i];
    if (slot) values.set(slot.internal, value);
    else if (takesRest) rest.push(value);
    else notKnown(`${callee.name} was given ${positional.length} positional arguments`);
  }
  const takesKeywords = callee.signature.some(({ passing }) => passing === 'keywords');
  for (const [name, value] of keywords) {
    const parameter = parameterNamed(callee, name);
    if (parameter?.passing === 'rest') rest.push(value);
    else if (parameter) values.set(parameter.internal, value);
    else if (takesKeywords) extra.set(name, value);
    else notKnown(`${callee.name} with the argument ${name} is not known here`);
  }
  for (const { name, internal, fallback, passing } of callee.signature) {
    if (passing === 'rest' || passing === 'keywords' || values.has(internal)) continue;
    if (fallback) values.set(internal, fallback);
    else notKnown(`${callee.name} without its argument ${name}`);
  }
  return new Args(context, callee, values, rest, extra);
}
