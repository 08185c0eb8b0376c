import type { Scale } from '../core/loss.ts';
import type { CallSite, Site } from './site.ts';

/** The function that gave a tensor its scale. */
export type Activation =
  | 'softmax'
  | 'sigmoid'
  | 'log_softmax'
  | 'logsigmoid'
  | 'tanh'
  | 'relu'
  | 'linear'
  | 'argmax'
  | 'threshold'
  | 'one_hot';

/** What has been done to a tensor that a rule may have to know and the scale does not say. */
export type Mark =
  /** Cut from the graph: detach, item, numpy, no_grad results of these. */
  | 'detached'
  /** Not differentiable: argmax, comparison, round. */
  | 'discrete'
  /** Made of written numbers alone, with no model in it: `arange`, `linspace`. */
  | 'numbers'
  /** A small constant was added (`p + 1e-8`) or the values were clamped away from 0. */
  | 'shifted'
  /** The result of a logarithm written by hand: `log(softmax(x))`. */
  | 'logged'
  /** `exp(x)` and `exp(x).sum()`: their quotient is a softmax. */
  | 'exponential'
  | 'exponential-sum'
  /** A norm, by which vectors are divided, and vectors of length 1. */
  | 'norm'
  | 'normalised'
  /** Similarities of normalised vectors, and what they become by a temperature: no logit lies far below another. */
  | 'bounded'
  /** `1 - p`. */
  | 'complement'
  /** One entry of every row, `gather`: probabilities of which no two share a sum. */
  | 'picked'
  /** What `gather` took out along an axis: as many axes as before. */
  | 'gathered'
  /** One number for every row, as `max(1)[0]` gives: an axis less than before. */
  | 'per-row'
  /** Some classes of a softmax: probabilities, no distribution. */
  | 'column'
  /** Entries that were picked, not all there are. */
  | 'part'
  /** In another shape than the activation gave it. */
  | 'reshaped'
  /** All zeros, to be filled in. */
  | 'zero'
  /** Zeros of which parts have been filled in, all with the like of this. */
  | 'filled'
  /** Made from the labels of a data set rather than by a model. */
  | 'label';

/** One stage on the way of a value, newest first. */
export interface Step {
  readonly site: Site;
  /** A phrase that reads after the place: "softmax is applied here", "returned from forward". */
  readonly note: string;
  readonly previous: Step | null;
}

/** A constant that was added to probabilities, or one they were clamped at. */
export interface Floor {
  readonly by: 'addition' | 'clamp';
  /** Null: not known. */
  readonly at: number | null;
}

/** How an activation is written, so that a fix can take it away. */
export interface ActivationSource {
  readonly form: /** `F.softmax(x, dim=1)`, `torch.sigmoid(x)`, `tf.nn.softmax(x)`: the operand is the first argument. */
    | 'function'
    /** `x.softmax(dim=1)`. */
    | 'method'
    /** `self.softmax(x)`, `nn.Softmax(dim=1)(x)`. */
    | 'module'
    /** An item of `nn.Sequential` or a Keras `Sequential`; `at` is the constructor call. */
    | 'item'
    /** A layer with weights and no activation; `at` is its constructor. */
    | 'layer'
    /** `Dense(10, activation='softmax')`; `at` is the layer's constructor. */
    | 'layer-argument';
  readonly at: CallSite;
  /** The qualified name of the function or class: `torch.nn.functional.softmax`. */
  readonly name: string;
}

/** The note of the step at which a logarithm is taken by hand. */
export const logNote = 'its logarithm is taken here';

export interface TensorValue {
  readonly kind: 'tensor';
  /** Null: not known. */
  readonly scale: Scale | null;
  readonly activation: Activation | null;
  /** The axis a softmax ran over, as written (negative counts from the end). */
  readonly axis: number | null;
  /** Null: rank not known; a null entry: that size not known. */
  readonly shape: readonly (number | null)[] | null;
  /** The size of the class axis, known from the last layer even where the rank is not. */
  readonly classes: number | null;
  readonly dtype: string | null;
  readonly marks: readonly Mark[];
  /** What keeps a shifted tensor from 0. */
  readonly floor: Floor | null;
  readonly source: ActivationSource | null;
  /** The way the value took since it got its scale. */
  readonly path: Step | null;
  /** Set on the result of a loss. */
  readonly loss: LossResult | null;
  /** Set on a weighted sum of softmaxes over one axis: what the entries along that axis add up to. */
  readonly rowTotal: number | null;
  /** The output of a ReLU, tanh or softmax that a softmax or sigmoid was applied to. */
  readonly beneath: TensorValue | null;
}

/** What is known of a loss that was computed. */
export interface LossResult {
  readonly loss: string;
  readonly library: string;
  readonly call: CallSite;
  /** Null: not known. */
  readonly reduction: string | null;
  /** Whether class weights or label smoothing went in. */
  readonly weighted: boolean;
  /** Whether this is the loss with its sign turned, and nothing else done to it: −ce. */
  readonly negated: boolean;
  /** The losses in it (itself, or the terms of a sum) that have no gradient. */
  readonly cut: readonly CutLoss[];
  /** How many terms the sum has, 1 where it is none. */
  readonly terms: number;
}

/** A loss through which no gradient reaches a model: it was given nothing with a gradient, or was detached itself. */
export interface CutLoss {
  /** The loss's, or that of its own detachment. */
  readonly call: CallSite;
  readonly mark: 'detached' | 'discrete' | 'detached-loss';
  /** The way of the prediction. */
  readonly path: Step | null;
}

export interface ConstantValue {
  readonly kind: 'constant';
  readonly value: number | string | boolean | null;
  /**
   * True for what a caller or the command line may change: an argparse default, a parameter's default. It is what
   * happens when nothing is said, and no proof that the rest never happens.
   */
  readonly soft: boolean;
  /** Surely no `float`: an integer or truth value as it is written in the text, not `1.0`. */
  readonly integer: boolean;
}

const labelScales: ReadonlySet<Scale> = new Set(['class-indices', 'one-hot', 'multi-hot']);

/** Whether a scale is that of labels, which no model gives. */
export const isLabelScale = (scale: Scale | null): boolean => scale !== null && labelScales.has(scale);

const outputScales: ReadonlySet<Scale> = new Set(['logits', 'probabilities', 'log-probabilities']);

/** Whether a scale is that of what a model gives. */
export const isOutputScale = (scale: Scale | null): boolean => scale !== null && outputScales.has(scale);

/** Nothing is known. */
export interface UnknownValue {
  readonly kind: 'unknown';
}

export const unknown: UnknownValue = { kind: 'unknown' };

export const constant = (value: ConstantValue['value'], soft = false, integer = false): ConstantValue => ({
  kind: 'constant',
  value,
  soft,
  integer,
});

const plain: TensorValue = {
  kind: 'tensor',
  scale: null,
  activation: null,
  axis: null,
  shape: null,
  classes: null,
  dtype: null,
  marks: [],
  floor: null,
  source: null,
  path: null,
  loss: null,
  rowTotal: null,
  beneath: null,
};

export const tensorOf = (known: Partial<Omit<TensorValue, 'kind'>> = {}): TensorValue => ({
  ...plain,
  ...known,
});

/** The stages of a path, oldest first. */
export function stepsOf(path: Step | null): Step[] {
  const steps: Step[] = [];
  for (let step = path; step !== null && steps.length < 64; step = step.previous) steps.push(step);
  return steps.reverse();
}
