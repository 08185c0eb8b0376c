import type { ApiSpec, InputSpec, Library, ParamSpec, Reduction, Reference, Scale } from '../loss.ts';

/** The reductions of nearly every loss in PyTorch. */
export const plainReductions: readonly Reduction[] = ['mean', 'sum', 'none'];

type Named<Name extends string> = InputSpec & { readonly name: Name };
type Role = InputSpec['role'];

/** A tensor argument through which gradients flow. */
export const learned = <const Name extends string>(
  name: Name,
  role: Role,
  accepts: readonly Scale[],
  summary: string,
): Named<Name> => ({ name, role, accepts, differentiable: true, summary });

/** A tensor argument that is given: class indices, signs, lengths. */
export const fixed = <const Name extends string>(
  name: Name,
  role: Role,
  accepts: readonly Scale[],
  summary: string,
): Named<Name> => ({ name, role, accepts, differentiable: false, summary });

/** `torch.nn.functional.<fn>` and `torch.nn.<cls>`, which take the same tensors in the same order. */
export const torchApis = (fn: string, cls: string, order: readonly string[]): readonly ApiSpec[] => [
  { library: 'torch', name: `torch.nn.functional.${fn}`, form: 'function', order },
  { library: 'torch', name: `torch.nn.${cls}`, form: 'class', order },
];

/** One call of another library. */
export const api = (
  library: Library,
  name: string,
  form: ApiSpec['form'],
  order: readonly string[],
  rest: Pick<ApiSpec, 'options' | 'reduction'> = {},
): ApiSpec => ({ library, name, form, order, ...rest });

/** The page of a class in PyTorch's documentation. */
export const torchPage = (cls: string): Reference => ({
  title: `PyTorch: ${cls}`,
  url: `https://pytorch.org/docs/stable/generated/torch.nn.${cls}.html`,
});

export const classWeight = {
  name: 'weight',
  label: 'Class weights',
  summary: 'one factor per class, as a tensor of length C; inverse class frequencies counter an imbalance',
  kind: 'tensor',
  default: null,
  shape: 'classes',
} as const satisfies ParamSpec;

export const elementWeight = {
  name: 'weight',
  label: 'Element weights',
  summary: 'factors that broadcast to the input; the mean still divides by the number of elements',
  kind: 'tensor',
  default: null,
  shape: 'broadcast',
} as const satisfies ParamSpec;

export const regressionWeight = {
  name: 'weight',
  label: 'Element weights',
  summary: 'a weight per element, shaped as the input; the mean divides by their sum (recent PyTorch)',
  kind: 'tensor',
  default: null,
  shape: 'broadcast',
} as const satisfies ParamSpec;

export const ignoreIndex = {
  name: 'ignore_index',
  label: 'Ignored class index',
  summary: 'targets with this value add nothing to the loss, to its mean or to the gradient',
  kind: 'integer',
  default: -100,
} as const satisfies ParamSpec;

export const labelSmoothing = {
  name: 'label_smoothing',
  label: 'Label smoothing',
  summary: 'ε between 0 and 1: the share of the target that is spread evenly over all classes',
  kind: 'number',
  default: 0,
  min: 0,
  max: 1,
  slider: [0, 1, 0.01],
  refusal: 'label_smoothing must be between 0.0 and 1.0. Got: {}',
} as const satisfies ParamSpec;

export const focalGamma = {
  name: 'gamma',
  label: 'γ',
  summary: 'how strongly easy elements are discounted; 0 gives plain cross-entropy',
  kind: 'number',
  default: 2,
  min: 0,
  slider: [0, 5, 0.1],
} as const satisfies ParamSpec;

/** Each loss gives its own default. */
export const marginParam = {
  name: 'margin',
  label: 'Margin',
  summary: 'how far apart the two sides should be',
  kind: 'number',
  slider: [0, 3, 0.05],
} as const;

/** Logits and the class indices that should win. */
export const classInputs = [
  learned(
    'input',
    'prediction',
    ['logits'],
    'logits of shape (C), (N, C) or (N, C, d1, …): no softmax before',
  ),
  fixed(
    'target',
    'target',
    ['class-indices'],
    'class indices (int64), shaped as the input without its class axis',
  ),
] as const;
