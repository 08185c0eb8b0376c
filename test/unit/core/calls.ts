import fc from 'fast-check';
import { fromValues, sizeOf } from '../../../src/core/create.ts';
import type {
  InputSpec,
  LossDefinition,
  LossRequest,
  OptionValue,
  ParamSpec,
} from '../../../src/core/loss.ts';
import { logSoftmax } from '../../../src/core/numerics.ts';
import type { Tensor } from '../../../src/core/tensor.ts';

const real = fc.integer({ min: -60, max: 60 }).map((k) => k / 16);
const positive = fc.integer({ min: 1, max: 40 }).map((k) => k / 16);
const probability = fc.integer({ min: 1, max: 13 }).map((k) => k / 16);

type Shape = readonly number[];
const vectors: readonly Shape[] = [[3], [2, 3], [2, 4], [3, 2]];
const volumes: readonly Shape[] = [...vectors, [2, 3, 2]];

const exact = (shape: Shape, value: fc.Arbitrary<number>, dtype: Tensor['dtype'] = 'float64') =>
  fc
    .array(value, { minLength: sizeOf(shape), maxLength: sizeOf(shape) })
    .map((values) => fromValues(values, shape, dtype));

/**
 * Numbers on a grid of sixteenths, each element and each input moved off it by another amount: no two are equal and no
 * difference of two lies at a corner of a loss (0, 1, the margin), where a central difference measures nothing.
 */
const smooth = (shape: Shape, value: fc.Arbitrary<number>, salt: number) =>
  exact(shape, value).map((tensor) =>
    fromValues(
      tensor.data.map((x, i) => x + 0.011 + 0.0031 * i + 0.0057 * salt),
      shape,
      'float64',
    ),
  );

/** PyTorch has classes on axis 1, the other libraries on the last. */
const classAxis = (shape: Shape, loss: LossDefinition) =>
  shape.length === 1 ? 0 : 'library' in loss ? shape.length - 1 : 1;

/** A tensor of the scale that the input takes first, given the prediction's shape. */
function tensorOf(loss: LossDefinition, spec: InputSpec, shape: Shape, salt: number): fc.Arbitrary<Tensor> {
  switch (spec.accepts[0]) {
    case 'class-indices': {
      const axis = classAxis(shape, loss);
      const rest = shape.filter((_, i) => i !== axis);
      const indices = exact(rest, fc.nat({ max: (shape[axis] as number) - 1 }), 'int64');
      return spec.accepts.includes('distribution')
        ? fc.oneof(indices, smooth(shape, probability, salt))
        : indices;
    }
    case 'probabilities':
    case 'distribution':
    case 'multi-hot':
    case 'one-hot':
      return smooth(shape, probability, salt);
    case 'log-probabilities':
      return smooth(
        shape,
        positive.map((x) => -x - 1),
        salt,
      );
    case 'signs':
      return exact(shape, fc.constantFrom(-1, 1));
    default:
      return smooth(shape, spec.name === 'var' ? positive : real, salt);
  }
}

function optionOf(loss: LossDefinition, param: ParamSpec, shape: Shape): fc.Arbitrary<OptionValue> {
  switch (param.kind) {
    case 'boolean':
      return fc.boolean();
    case 'choice':
      return fc.constantFrom(...param.choices);
    case 'integer':
      return fc.constant(param.default);
    case 'number':
      return fc.constantFrom(param.default, ...numbersWithin(param));
    case 'tensor': {
      const own = param.shape === 'classes' ? [shape[classAxis(shape, loss)] as number] : shape;
      return fc.option(smooth(own, positive, 0), { nil: null });
    }
  }
}

function numbersWithin(param: Extract<ParamSpec, { kind: 'number' | 'integer' }>): number[] {
  const [from, to] = param.slider ?? [param.min ?? -1, param.max ?? 2];
  return [0.3, 0.7].map((share) => from + share * (to - from));
}

const optionsOf = (loss: LossDefinition, shape: Shape) =>
  fc.record(Object.fromEntries(loss.params.map((param) => [param.name, optionOf(loss, param, shape)])));

/** Rates and counts, which are positive. */
const counts = (loss: LossDefinition) =>
  fc.record({
    inputs: fc.record({ input: smooth([2, 3], positive, 1), target: smooth([2, 3], positive, 2) }),
    options: optionsOf(loss, [2, 3]),
  });

/** Labels of two sequences, padded with 0. */
const labels = fromValues([1, 2, 2, 0], [2, 2], 'int64');

/** Losses whose tensors have shapes of their own. */
const arranged: Readonly<Record<string, (loss: LossDefinition) => fc.Arbitrary<LossRequest>>> = {
  cosine_embedding_loss: (loss) =>
    fc.record({
      inputs: fc.record({
        input1: smooth([3, 4], real, 1),
        input2: smooth([3, 4], real, 2),
        target: exact([3], fc.constantFrom(-1, 1)),
      }),
      options: optionsOf(loss, [3, 4]),
    }),
  poisson_nll_loss: counts,
  'keras.poisson': counts,
  multilabel_margin_loss: () =>
    fc.record({
      inputs: fc.record({
        input: smooth([2, 3], real, 1),
        target: fc
          .constantFrom([0, -1, 0, 2, 1, -1], [-1, 0, 0, 1, 2, 0])
          .map((ids) => fromValues(ids, [2, 3], 'int64')),
      }),
    }),
  'keras.ctc': () =>
    fc.record({ inputs: fc.record({ log_probs: smooth([2, 4, 3], real, 1), targets: fc.constant(labels) }) }),
  'optax.ctc_loss': () =>
    fc.record({
      inputs: fc.record({
        log_probs: smooth([2, 4, 3], real, 1),
        targets: fc.constant(labels),
        input_lengths: fc.constant(fromValues([4, 3], [2], 'int64')),
        target_lengths: fc.constant(fromValues([2, 1], [2], 'int64')),
      }),
    }),
  ctc_loss: () =>
    fc
      .record({
        inputs: fc.record({
          log_probs: smooth([4, 1, 3], real, 1).map(normalized),
          targets: fc
            .constantFrom([1], [1, 2], [2, 2])
            .map((labels) => fromValues(labels, [labels.length], 'int64')),
          input_lengths: fc.constant(fromValues([4], [1], 'int64')),
        }),
        reduction: fc.constantFrom('mean', 'sum'),
      })
      .map(({ inputs, reduction }) => ({
        inputs: { ...inputs, target_lengths: fromValues([inputs.targets.data.length], [1], 'int64') },
        reduction: reduction as 'mean' | 'sum',
      })),
};

/** Each row of the last axis as log-probabilities. */
export function normalized(logits: Tensor): Tensor {
  const classes = logits.shape[logits.shape.length - 1] as number;
  const rows = Array.from({ length: logits.data.length / classes }, (_, row) =>
    Array.from(logSoftmax(logits.data.subarray(row * classes, (row + 1) * classes))),
  );
  return fromValues(rows.flat(), logits.shape, logits.dtype);
}

/** Calls of a loss away from its corners, in float64: what a central difference can check. */
export function callsOf(loss: LossDefinition): fc.Arbitrary<LossRequest> {
  const own = arranged[loss.id];
  if (own) return own(loss);
  return fc
    .constantFrom(...(loss.group === 'margin' ? vectors : volumes))
    .chain((shape) =>
      fc.record({
        inputs: fc.record(
          Object.fromEntries(loss.inputs.map((spec, salt) => [spec.name, tensorOf(loss, spec, shape, salt)])),
        ),
        options: optionsOf(loss, shape),
        reduction: fc.constantFrom(...loss.reductions),
      }),
    )
    .filter(isTaken(loss));
}

/** Keras has no label smoothing for class indices. */
const isTaken = (loss: LossDefinition) => (request: LossRequest) =>
  loss.id !== 'keras.categorical_crossentropy' ||
  request.inputs.target?.dtype !== 'int64' ||
  request.options?.label_smoothing === 0;
