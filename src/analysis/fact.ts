import type { Scale } from '../core/loss.ts';
import type { BinOp, Expr } from '../python/ast.ts';
import type { CallSite, Site, Unit } from './site.ts';
import type { ConstantValue, TensorValue, UnknownValue } from './value.ts';

/** What a rule sees of a value: a tensor, a constant, several values, or something it need not look into. */
export type FactValue =
  | TensorValue
  | ConstantValue
  | UnknownValue
  | { readonly kind: 'sequence'; readonly form: 'tuple' | 'list'; readonly items: readonly FactValue[] }
  /** A function, class, object, module or dict. `name` is the qualified name where it comes from a library. */
  | { readonly kind: 'other'; readonly name: string | null };

/** One argument as passed. */
export interface Argument {
  readonly site: Site;
  readonly value: FactValue;
}

/** The arguments of a call, bound to the callee's parameter names where these are known. */
export interface Arguments {
  /** By position, or by any of the names. Undefined: not passed, as far as can be seen. */
  get(position: number | null, ...names: readonly string[]): Argument | undefined;
  readonly positional: readonly Argument[];
  readonly keywords: ReadonlyMap<string, Argument>;
  /** False when `*args` or `**kwargs` may carry more. */
  readonly complete: boolean;
}

export interface LossInput extends Argument {
  /** The name in the loss's definition: `input`, `target`. */
  readonly name: string;
  readonly role: 'prediction' | 'target' | 'other';
  readonly accepts: readonly Scale[];
  /** The tensor when the value is one on every path, else undefined. */
  readonly tensor: TensorValue | undefined;
}

/** A loss is computed: `F.cross_entropy(out, y)`, `criterion(out, y)`, `tf.nn.…`, `optax.…`. */
export interface LossCallFact {
  /** Id of the loss: that of `core` where it has one. */
  readonly loss: string;
  /** Qualified name: `torch.nn.CrossEntropyLoss`, `torch.nn.functional.cross_entropy`. */
  readonly api: string;
  readonly library: 'torch' | 'torchvision' | 'keras' | 'tensorflow' | 'optax';
  readonly form: 'function' | 'class';
  /** The call that gets the tensors. */
  readonly at: CallSite;
  /** Where the criterion was made, for the class form when it is known. */
  readonly madeAt: CallSite | null;
  /** In the order of the loss's definition. Inputs that are not passed are absent. */
  readonly inputs: readonly LossInput[];
  /** The first input of role prediction. */
  readonly prediction: LossInput | undefined;
  readonly target: LossInput | undefined;
  /** An option from the constructor or the call: `weight`, `reduction`, `from_logits`. Undefined: left at its default. */
  option(name: string): Argument | undefined;
  /** The reduction in effect; null when it is not known. */
  readonly reduction: string | null;
}

/** A known library function or tensor method is called, or a library class constructed. */
export interface LibraryCallFact {
  /** `torch.nn.functional.softmax`, `torch.nn.Softmax` (constructed), `Tensor.backward` (a method). */
  readonly name: string;
  readonly at: CallSite;
  readonly arguments: Arguments;
  /** The receiver of a method, else the first argument. */
  readonly operand: FactValue | undefined;
  readonly operandSite: Site | undefined;
  readonly result: FactValue;
  /** False within `torch.no_grad()`: only evaluated. */
  readonly graph: boolean;
}

/** One output of a compiled Keras model with the loss it is given to. */
export interface KerasOutput {
  /** The last layer's output; undefined when it is not known on every path. */
  readonly tensor: TensorValue | undefined;
  /** Id of the loss, and its name as written (`sparse_categorical_crossentropy`, `BinaryCrossentropy`). */
  readonly loss: string;
  readonly api: string;
  /** Where the loss is named: the string or the constructor call. */
  readonly lossSite: Site;
  /** The constructor call when the loss is an object. */
  readonly lossCall: CallSite | null;
  /** The value of `from_logits` in effect; undefined when it is not known. */
  readonly fromLogits: boolean | undefined;
  /** The metrics of this output as they are named (`accuracy`, `keras.metrics.Recall`); undefined when not known. */
  readonly metrics: readonly string[] | undefined;
}

/** `model.compile(loss=…)`. */
export interface KerasCompileFact {
  readonly at: CallSite;
  /** Whether the model is told not to train, before or after: as the critic of a GAN is when it judges for the generator. */
  readonly isFrozen: boolean;
  readonly outputs: readonly KerasOutput[];
}

/** `total += loss`, `total = total + loss`, `history.append(loss)`: something is kept, perhaps a loss. */
export interface AccumulateFact {
  readonly site: Site;
  readonly tensor: TensorValue;
  readonly form: 'add' | 'append';
  /** Where an object adds up what its method is given, `self.sum += value * n`: the arguments at the call. */
  readonly given: Argued | null;
}

/** One tensor is subtracted from another, both of a shape of which something is known. */
export interface DifferenceFact {
  readonly unit: Unit;
  readonly node: BinOp;
  readonly left: TensorValue;
  readonly right: TensorValue;
}

/** Arguments of a call. */
export interface Argued {
  readonly values: readonly Expr[];
  readonly at: CallSite;
}

/** The number of classes of a tensor: the size of the axis its softmax ran over, or of the usual class axis. */
export function classCount(tensor: TensorValue): number | null {
  const { shape, axis, classes } = tensor;
  if (classes !== null) return classes;
  if (shape === null || shape.length === 0) return null;
  const place = axis ?? (shape.length > 2 ? 1 : -1);
  return shape.at(place) ?? null;
}

/** The last part of a qualified name: `CrossEntropyLoss`. */
export const shortName = (api: string): string => api.slice(api.lastIndexOf('.') + 1);
