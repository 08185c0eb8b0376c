import fc from 'fast-check';
import { fromValues, sizeOf } from '../../../src/core/create.ts';
import type {
  InputSpec,
  LossDefinition,
  LossRequest,
  OptionValue,
  ParamSpec,
} from '../../../src/core/loss.ts';
import type { Tensor } from '../../../src/core/tensor.ts';

/** Numbers on a grid of sixteenths that miss the corners (0, ±1, ±margin) by more than a difference's step. */
const real = fc.integer({ min: -60, max: 60 }).map((k) => k / 16 + 0.03);
const positive = fc.integer({ min: 1, max: 40 }).map((k) => k / 16 + 0.03);
const probability = fc.integer({ min: 1, max: 14 }).map((k) => k / 16 + 0.03);

const shapes = fc.constantFrom([3], [2, 3], [2, 4], [3, 2], [2, 3, 2]);

const filled = (shape: readonly number[], value: fc.Arbitrary<number>, dtype: Tensor['dtype'] = 'float64') =>
  fc
    .array(value, { minLength: sizeOf(shape), maxLength: sizeOf(shape) })
    .map((values) => fromValues(values, shape, dtype));

const classAxis = (shape: readonly number[]) => (shape.length === 1 ? 0 : 1);

/** A tensor of the scale that the input takes first, given the prediction's shape. */
function tensorOf(spec: InputSpec, shape: readonly number[]): fc.Arbitrary<Tensor> {
  const axis = classAxis(shape);
  switch (spec.accepts[0]) {
    case 'class-indices': {
      const rest = shape.filter((_, i) => i !== axis);
      const indices = filled(rest, fc.nat({ max: (shape[axis] as number) - 1 }), 'int64');
      return spec.accepts.includes('distribution') ? fc.oneof(indices, filled(shape, probability)) : indices;
    }
    case 'probabilities':
    case 'distribution':
    case 'multi-hot':
    case 'one-hot':
      return filled(shape, probability);
    case 'log-probabilities':
      return filled(
        shape,
        positive.map((x) => -x),
      );
    case 'signs':
      return filled(shape, fc.constantFrom(-1, 1));
    default:
      return filled(shape, real);
  }
}

function optionOf(param: ParamSpec, shape: readonly number[]): fc.Arbitrary<OptionValue> {
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
      const own = param.shape === 'classes' ? [shape[classAxis(shape)] as number] : shape;
      return fc.option(filled(own, positive), { nil: null });
    }
  }
}

function numbersWithin(param: Extract<ParamSpec, { kind: 'number' | 'integer' }>): number[] {
  const [from, to] = param.slider ?? [param.min ?? -1, param.max ?? 2];
  return [0.3, 0.7].map((share) => from + share * (to - from));
}

/** Calls of a loss away from its corners, in float64: what a central difference can check. */
export const callsOf = (loss: LossDefinition): fc.Arbitrary<LossRequest> =>
  shapes.chain((shape) =>
    fc.record({
      inputs: fc.record(Object.fromEntries(loss.inputs.map((spec) => [spec.name, tensorOf(spec, shape)]))),
      options: fc.record(
        Object.fromEntries(loss.params.map((param) => [param.name, optionOf(param, shape)])),
      ),
      reduction: fc.constantFrom(...loss.reductions),
    }),
  );
