import type { Result } from '../result.ts';
import type { DType, Tensor } from './tensor.ts';

/** What the numbers of a tensor are. The analysis uses the same words for the values it follows. */
export type Scale =
  | 'logits'
  | 'probabilities'
  | 'log-probabilities'
  | 'class-indices'
  | 'one-hot'
  | 'multi-hot'
  | 'distribution'
  | 'signs'
  | 'reals';

export type Reduction = 'none' | 'mean' | 'sum' | 'batchmean';
export type Library = 'torch' | 'torchvision' | 'keras' | 'tensorflow' | 'optax';
export type LossGroup =
  | 'classification'
  | 'binary'
  | 'distribution'
  | 'margin'
  | 'regression'
  | 'sequence'
  | 'segmentation';

export interface Reference {
  readonly title: string;
  readonly url: string;
}

/** One tensor argument of a loss, by PyTorch's parameter name. */
export interface InputSpec {
  readonly name: string;
  readonly role: 'prediction' | 'target' | 'other';
  /** Scales that make sense here, the usual one first. */
  readonly accepts: readonly Scale[];
  readonly differentiable: boolean;
  readonly summary: string;
}

export type OptionValue = number | boolean | string | Tensor | null;

interface ParamBase {
  /** PyTorch's parameter name; also the key in `Options`. */
  readonly name: string;
  readonly label: string;
  readonly summary: string;
  /** The library's own text for a value out of bounds, `{}` standing for the value. */
  readonly refusal?: string;
}

/** A parameter of a loss besides its tensors and the reduction; from it follow validation, panel control and documentation. */
export type ParamSpec = ParamBase &
  (
    | {
        readonly kind: 'number' | 'integer';
        readonly default: number;
        readonly min?: number;
        readonly max?: number;
        /** True when `min` itself is refused (huber's delta > 0). */
        readonly exclusiveMin?: boolean;
        /** A sensible slider range where the bounds are infinite. */
        readonly slider?: readonly [from: number, to: number, step: number];
      }
    | { readonly kind: 'boolean'; readonly default: boolean }
    | { readonly kind: 'choice'; readonly default: string; readonly choices: readonly string[] }
    /** `shape`: one value a class, or anything that broadcasts to the input. */
    | { readonly kind: 'tensor'; readonly default: null; readonly shape: 'classes' | 'broadcast' }
  );

export type Options = Readonly<Record<string, OptionValue>>;
export type Inputs = Readonly<Record<string, Tensor>>;

/** A library's name for a loss, with what differs there from the definition's own (PyTorch's) defaults. */
export interface ApiSpec {
  readonly library: Library;
  /** Fully qualified: `torch.nn.functional.cross_entropy`, `torch.nn.CrossEntropyLoss`, `optax.softmax_cross_entropy`. */
  readonly name: string;
  readonly form: 'function' | 'class';
  /** The names of `inputs` in the order the call takes them (Keras: target first). */
  readonly order: readonly string[];
  readonly options?: Options;
  readonly reduction?: Reduction;
}

/** What is refused and why. `message` is the library's own text where it has one; `cause` and `cure` are ours. */
export interface LossError {
  readonly message: string;
  readonly cause?: string;
  readonly cure?: string;
  /** The input or parameter at fault. */
  readonly at?: string;
}

/** A validated call: all inputs present, every option filled with its default. */
export interface LossCall {
  readonly inputs: Inputs;
  readonly options: Options;
  readonly reduction: Reduction;
  /** The floating dtype the result and each intermediate are rounded to. */
  readonly dtype: DType;
}

/** Unreduced losses, shaped as `reduction='none'` returns them, and what `mean` divides by. */
export interface Elements {
  readonly losses: Tensor;
  /** The divisor of `mean`: the count of elements or the sum of the weights of those not ignored. */
  readonly divisor: number;
  /** 1 where an element is ignored (ignore_index); same order as `losses`. */
  readonly ignored?: Uint8Array;
  /** A factor per element that only `mean` applies before summing (CTC: one over the target's length). */
  readonly meanWeights?: Float64Array;
  /** The mean over nothing, where that is not NaN (Keras: 0). */
  readonly emptyMean?: number;
}

/** One step from the inputs to one element of the loss, for the panel: what is done, as LaTeX, and the numbers. */
export interface Step {
  readonly label: string;
  /** LaTeX of the rule with symbols: `s = \sum_c e^{z_c - m}`. */
  readonly formula: string;
  /** LaTeX with this row's numbers substituted. */
  readonly substituted: string;
  /** The result: one number, or one a class. */
  readonly value: readonly number[];
}

/** A function of the reduced loss that becomes the result, and its derivative (perplexity: e^L and e^L). */
export interface Finish {
  readonly value: (reduced: number) => number;
  readonly slope: (reduced: number) => number;
}

/**
 * A loss. One file each under `losses/`, listed in `losses/index.ts`; validation, panel controls, hovers, documentation,
 * the command line and tests all follow from this object.
 */
export interface LossDefinition {
  /** The name in `torch.nn.functional` where there is one; also the file's name. */
  readonly id: string;
  readonly title: string;
  readonly group: LossGroup;
  readonly summary: string;
  /** LaTeX of the element-wise loss. */
  readonly formula: string;
  readonly references: readonly Reference[];
  readonly inputs: readonly InputSpec[];
  readonly params: readonly ParamSpec[];
  readonly reductions: readonly Reduction[];
  readonly reduction: Reduction;
  readonly apis: readonly ApiSpec[];
  /** An instructive call, shown when the loss is chosen with nothing else; also documentation and a test. */
  readonly example: { readonly inputs: Inputs; readonly options?: Options };
  /** Refuses what the library refuses (shapes, dtypes, ranges), with its text. */
  readonly check: (call: LossCall) => LossError | undefined;
  readonly forward: (call: LossCall) => Elements;
  /**
   * Gradients of Σ upstream·losses with respect to every differentiable input, each shaped as its input.
   * @param upstream one number per element of `losses` (reduction and incoming gradient already applied)
   */
  readonly backward: (call: LossCall, upstream: Float64Array) => Readonly<Record<string, Tensor>>;
  /** Applied after the reduction. */
  readonly finish?: Finish;
  /** Steps to element `index` of `losses`, without the reduction, which `explain` (explain.ts) adds. */
  readonly steps: (call: LossCall, index: number) => readonly Step[];
}

/**
 * The same loss as another library computes it, with that library's options, clipping and reduction. A loss definition
 * of its own with the input names of the losses it stands for, so that the same tensors can be given to both.
 */
export interface LossVariant extends LossDefinition {
  readonly library: Library;
  /** What differs from PyTorch, in a sentence. */
  readonly difference: string;
  /** The losses it is a variant of, by id, with the options under which it means the same. */
  readonly of: Readonly<Record<string, Options>>;
}

export interface LossRequest {
  readonly inputs: Inputs;
  readonly options?: Options;
  readonly reduction?: Reduction;
  /** Default: the promoted dtype of the floating inputs. */
  readonly dtype?: DType;
  readonly gradient?: boolean;
}

export interface LossOutcome {
  /** A scalar, or shaped as the elements when the reduction is `none`. */
  readonly value: Tensor;
  readonly elements: Elements;
  /** Gradient of the summed `value` with respect to each differentiable input; empty unless asked for. */
  readonly gradients: Readonly<Record<string, Tensor>>;
  /** The validated call, with every default filled in. */
  readonly call: LossCall;
}

/** The one entry to every loss: validates, computes, reduces, differentiates. Implemented in `compute.ts`. */
export type ComputeLoss = (loss: LossDefinition, request: LossRequest) => Result<LossOutcome, LossError>;
