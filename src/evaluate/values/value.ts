import type { DType, Tensor, TensorData } from '../../core/tensor.ts';
import type { Expr, Param } from '../../python/ast.ts';
import type { Stmt } from '../../python/ast-statements.ts';
import type { NumpyPrintOptions } from '../../tensors/print/numpy.ts';
import type { TorchPrintOptions } from '../../tensors/print/torch.ts';
import type { Context } from '../context.ts';
import type { Args } from '../library/args.ts';
import type { Signature } from '../library/signature.ts';
import type { ArrayGenerator } from '../random/array-generator.ts';
import type { TorchGenerator } from '../random/torch-generator.ts';

/** A value that depends on unseeded randomness is only a sample. */
interface Sampled {
  readonly random: boolean;
}

export interface NoneValue {
  readonly kind: 'None';
}
export interface BoolValue extends Sampled {
  readonly kind: 'bool';
  readonly value: boolean;
}
export interface IntValue extends Sampled {
  readonly kind: 'int';
  readonly value: number;
}
export interface FloatValue extends Sampled {
  readonly kind: 'float';
  readonly value: number;
}
export interface StrValue extends Sampled {
  readonly kind: 'str';
  readonly value: string;
}
export interface EllipsisValue {
  readonly kind: 'ellipsis';
}

export interface ListValue {
  readonly kind: 'list';
  items: Value[];
  /** Set when code that was not run may have changed it. */
  lost?: string;
  /** What it prints as, where it is no plain list; a deque may bound its length. */
  readonly typeName?: 'deque' | 'dict_keys' | 'dict_values' | 'dict_items';
  readonly maxLength?: number;
  /** Made of a set whose order chance decides. */
  readonly shuffled?: boolean;
}
export interface TupleValue {
  readonly kind: 'tuple';
  readonly items: readonly Value[];
  /** What a named tuple's fields are called, and what it prints as: torch.Size, torch.return_types.max. */
  readonly fields?: readonly string[];
  readonly typeName?: string;
}
export interface DictValue {
  readonly kind: 'dict';
  readonly entries: Map<string, readonly [key: Value, value: Value]>;
  lost?: string;
  /** A defaultdict's maker of missing values. */
  readonly factory?: Value;
  /** What it prints as; a Counter counts 0 of what is missing. */
  readonly typeName?: 'Counter' | 'defaultdict' | 'OrderedDict';
}
export interface SetValue {
  readonly kind: 'set';
  readonly entries: Map<string, Value>;
  lost?: string;
  readonly typeName?: 'frozenset';
}
export interface RangeValue {
  readonly kind: 'range';
  readonly start: number;
  readonly stop: number;
  readonly step: number;
}
export interface SliceValue {
  readonly kind: 'slice';
  readonly lower: Value;
  readonly upper: Value;
  readonly step: Value;
}
/** A generator, `enumerate`, `zip`: consumed as it is read. */
export interface IteratorValue {
  readonly kind: 'iterator';
  readonly next: () => Value | undefined;
}

export type ArrayLibrary = 'torch' | 'numpy' | 'jax' | 'tensorflow';

/** The numbers that views share. */
export interface Storage {
  data: TensorData;
  /** Handed out to someone who relies on it: a write must copy first. */
  captured: boolean;
  random: boolean;
  /** Why the numbers are not known: torch.empty, or code that was not run. */
  lost: string | undefined;
  /** Counts in-place writes. */
  version: number;
  /** A view of it takes part in a gradient. */
  hasRecordedViews: boolean;
}

/** Where a view's elements lie in its storage, in elements. */
export interface Geometry {
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  readonly offset: number;
}

/** What `set_printoptions` and `set_default_dtype` ask for. */
export interface Layout {
  readonly torch: Partial<TorchPrintOptions>;
  readonly numpy: Partial<NumpyPrintOptions>;
  /** Why the printout of a library's tensors is not known. */
  readonly lost: Partial<Record<ArrayLibrary, string>>;
}

export interface TensorValue {
  readonly kind: 'tensor';
  readonly library: ArrayLibrary;
  dtype: DType;
  storage: Storage;
  geometry: Geometry;
  /** Shares the storage of another tensor, so that writing here shows there. */
  isView: boolean;
  requiresGrad: boolean;
  /** What computed it, where gradients are recorded; null for leaves. */
  node: GradientNode | null;
  grad: TensorValue | null;
  retainsGrad: boolean;
  isParameter: boolean;
  /** How it is to be printed, when it has just been asked for it and is not to be printed as usual. */
  layout?: Layout;
  /** Functions that may change a leaf's gradient before it is stored. */
  hooks?: Value[];
  /** Of NumPy's values without dimensions: an array, not one of NumPy's own numbers. */
  isArray?: boolean;
}

/** Where a gradient goes next: to the operation that computed the tensor, or into a leaf's `.grad`. */
export type GradientEdge =
  | { readonly kind: 'node'; readonly node: GradientNode }
  | { readonly kind: 'leaf'; readonly tensor: TensorValue };

export interface GradientNode {
  /** `AddBackward0`, as `grad_fn` prints it. */
  name: string;
  readonly shape: readonly number[];
  readonly dtype: DType;
  readonly edges: readonly (GradientEdge | null)[];
  /** Gradients of the inputs from the gradient of the output; null where none flows. */
  backward: (gradient: Tensor) => readonly (Tensor | null)[];
  /** After `backward()` the saved tensors are gone. */
  released: boolean;
  /** Tensors that asked to keep their gradient. */
  readonly retained: TensorValue[];
  /** Functions that see, and may change, the gradient of the output. */
  readonly hooks: Value[];
  /** Its own result, where the gradient uses its numbers. */
  readonly output: TensorValue | null;
  /** Tensors whose numbers it relies on, with the version it saw. */
  readonly saved: readonly { readonly value: TensorValue; readonly version: number }[];
}

export interface DTypeValue {
  readonly kind: 'dtype';
  readonly dtype: DType;
  readonly library: ArrayLibrary;
  /** NumPy's and JAX's `x.dtype`, which prints unlike the type `np.float32`. */
  readonly isInstance?: boolean;
}
export interface DeviceValue {
  readonly kind: 'device';
  readonly name: string;
}
export interface GeneratorValue {
  readonly kind: 'generator';
  readonly generator: TorchGenerator;
}
export interface ArrayGeneratorValue {
  readonly kind: 'array-generator';
  readonly generator: ArrayGenerator;
  readonly legacy: boolean;
}

export interface Scope {
  readonly names: Map<string, Value>;
  readonly parent: Scope | null;
  /** Names that `global` or `nonlocal` sends elsewhere. */
  readonly redirected: Map<string, Scope>;
  readonly kind: 'module' | 'function' | 'class';
  /** Modules of which everything was imported by name. */
  readonly stars: string[];
}

export interface FunctionValue {
  readonly kind: 'function';
  readonly name: string;
  readonly params: readonly Param[];
  readonly defaults: ReadonlyMap<string, Value>;
  readonly body: readonly Stmt[] | Expr;
  readonly scope: Scope;
  readonly isGenerator: boolean;
  /** The class it is defined in, for `super()`. */
  readonly owner: ClassValue | null;
  readonly decoration: 'static' | 'class' | 'property' | null;
  readonly attributes: Map<string, Value>;
}
export interface BuiltinValue {
  readonly kind: 'builtin';
  readonly name: string;
  readonly run: (context: Context, args: Args) => Value;
  readonly signature: Signature;
  /** Runs even where an argument is not known: it only passes it on. */
  readonly lenient: boolean;
  /** A function of Python's own. */
  readonly isPython: boolean;
  readonly library: ArrayLibrary;
}
export interface MethodValue {
  readonly kind: 'method';
  readonly self: Value;
  readonly callee: FunctionValue | BuiltinValue;
}
export interface ClassValue {
  readonly kind: 'class';
  readonly name: string;
  readonly qualified: string;
  readonly bases: readonly ClassValue[];
  readonly attributes: Map<string, Value>;
  /** A base that is not known: so is every attribute that is not found. */
  readonly openBase: string | null;
}
export interface InstanceValue {
  readonly kind: 'instance';
  readonly type: ClassValue;
  readonly attributes: Map<string, Value>;
  lost?: string;
  /** Why it may have attributes that are not known here. */
  mayHaveMore?: string;
  /** Its own text, when it has just been asked for it. */
  printed?: string;
}
export interface SuperValue {
  readonly kind: 'super';
  readonly self: Value;
  readonly after: ClassValue;
}
/** A module of a library, by its qualified name; its members are looked up in the tables. */
export interface ModuleValue {
  readonly kind: 'module';
  readonly path: string;
}
/** Something that was not evaluated. `origin` is where it comes from, where that is known: `matplotlib.pyplot`. */
export interface UnknownValue {
  readonly kind: 'unknown';
  readonly reason: string;
  readonly origin: string | null;
}

export type Value =
  | NoneValue
  | BoolValue
  | IntValue
  | FloatValue
  | StrValue
  | EllipsisValue
  | ListValue
  | TupleValue
  | DictValue
  | SetValue
  | RangeValue
  | SliceValue
  | IteratorValue
  | TensorValue
  | DTypeValue
  | DeviceValue
  | GeneratorValue
  | ArrayGeneratorValue
  | FunctionValue
  | BuiltinValue
  | MethodValue
  | ClassValue
  | InstanceValue
  | SuperValue
  | ModuleValue
  | UnknownValue;
