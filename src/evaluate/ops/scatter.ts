import { stridesOf } from '../../core/shape.ts';
import type { Context } from '../context.ts';
import type { Run } from '../library/define.ts';
import { raise } from '../signals.ts';
import { record } from '../tensor/record.ts';
import { dense, numel, rankOf, shapeOf } from '../tensor/tensor.ts';
import type { TensorValue } from '../values/value.ts';
import { axisOf } from './axes.ts';
import { operand } from './binary.ts';
import { finish, operandTensor } from './elementwise.ts';
import { gatherPositions, indexTensor } from './gather-positions.ts';
import { positionsAlong } from './repeat.ts';

type Combine = (old: number, value: number) => number;

interface Writing {
  readonly name: string;
  readonly input: TensorValue;
  readonly source: TensorValue;
  /** The positions in the input that are written, one after another. */
  readonly places: ArrayLike<number>;
  /** Which number of the source goes to the i-th of them. */
  readonly at: (i: number) => number;
}

/** Writes numbers of the source into a copy of the input; `adds` says that the old ones have a part in it. */
function write(
  context: Context,
  { name, input, source, places, at }: Writing,
  combine: Combine,
  adds: boolean,
): TensorValue {
  const from = dense(source);
  const values = Float64Array.from(dense(input).data);
  for (let i = 0; i < places.length; i++) {
    const place = places[i] as number;
    values[place] = combine(values[place] as number, from.data[at(i)] as number);
  }
  return record(context, finish(values, shapeOf(input), input.dtype), {
    name,
    inputs: [input, source],
    backward: (g) => {
      const toSource = new Float64Array(from.data.length);
      const toInput = Float64Array.from(g.data);
      for (let i = 0; i < places.length; i++) {
        const place = places[i] as number;
        toSource[at(i)] = (toSource[at(i)] as number) + (g.data[place] as number);
        if (!adds) toInput[place] = 0;
      }
      return [finish(toInput, g.shape, g.dtype), finish(toSource, from.shape, g.dtype)];
    },
  });
}

/** `scatter(dim, index, src)`: writes (or adds) `src` where the index says. */
export const scatter =
  (combine: Combine, adds: boolean): Run =>
  (context, args) => {
    const input = args.tensor('input');
    const index = indexTensor(args, 'index');
    const axis = axisOf(args.integer('dim'), rankOf(input));
    const source = operandTensor(operand(args, 'src'), 'torch', input.dtype);
    const places = gatherPositions(shapeOf(input), dense(index), axis, 'index');
    if (rankOf(source) > 0 && source.dtype !== input.dtype)
      raise('RuntimeError', 'scatter(): Expected self.dtype to be equal to src.dtype', 'src');
    const own = stridesOf(shapeOf(source));
    const steps = stridesOf(shapeOf(index));
    const at = (i: number): number =>
      rankOf(source) === 0
        ? 0
        : own.reduce(
            (sum, s, a) => sum + (Math.floor(i / (steps[a] as number)) % (shapeOf(index)[a] as number)) * s,
            0,
          );
    return write(context, { name: 'Scatter', input, source, places, at }, combine, adds);
  };

/** `index_add(dim, index, source)`, `index_fill(dim, index, value)`. */
export const indexWrite =
  (combine: Combine, adds: boolean): Run =>
  (context, args) => {
    const input = args.tensor('input');
    const axis = axisOf(args.integer('dim'), rankOf(input));
    const order = [...dense(args.tensor('index')).data];
    const source = operandTensor(operand(args, 'src'), 'torch', input.dtype);
    const { positions: places } = positionsAlong(shapeOf(input), axis, order);
    const isSingle = numel(source) === 1;
    const at = (i: number) => (isSingle ? 0 : i);
    return write(context, { name: 'IndexAdd', input, source, places, at }, combine, adds);
  };

export const replace: Combine = (_, value) => value;
export const plus: Combine = (old, value) => old + value;
