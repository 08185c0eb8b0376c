import { sizeOf } from '../../core/create.ts';
import { layoutAlong, stridesOf } from '../../core/shape.ts';
import type { Run } from '../library/define.ts';
import { raise } from '../signals.ts';
import { record } from '../tensor/record.ts';
import { dense, rankOf, shapeOf } from '../tensor/tensor.ts';
import { axisOf } from './axes.ts';
import { operand } from './binary.ts';
import { finish, operandTensor } from './elementwise.ts';
import { gatherPositions, indexTensor } from './gather-positions.ts';

type Combine = (old: number, value: number) => number;

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
    const from = dense(source);
    const own = stridesOf(from.shape);
    const steps = stridesOf(shapeOf(index));
    const at = (i: number): number =>
      from.shape.length === 0
        ? 0
        : own.reduce(
            (sum, s, a) => sum + (Math.floor(i / (steps[a] as number)) % (shapeOf(index)[a] as number)) * s,
            0,
          );
    const values = Float64Array.from(dense(input).data);
    for (let i = 0; i < places.length; i++) {
      const place = places[i] as number;
      values[place] = combine(values[place] as number, from.data[at(i)] as number);
    }
    return record(context, finish(values, shapeOf(input), input.dtype), {
      name: 'Scatter',
      inputs: [input, source],
      backward: (g) => {
        const toSource = new Float64Array(from.data.length);
        for (let i = 0; i < places.length; i++)
          toSource[at(i)] = (toSource[at(i)] as number) + (g.data[places[i] as number] as number);
        const toInput = Float64Array.from(g.data);
        if (!adds) for (const place of places) toInput[place] = 0;
        return [finish(toInput, g.shape, g.dtype), finish(toSource, from.shape, g.dtype)];
      },
    });
  };

/** `index_add(dim, index, source)`, `index_fill(dim, index, value)`. */
export const indexWrite =
  (combine: Combine, adds: boolean): Run =>
  (context, args) => {
    const input = args.tensor('input');
    const axis = axisOf(args.integer('dim'), rankOf(input));
    const { classes, inner } = layoutAlong(shapeOf(input), axis);
    const order = [...dense(args.tensor('index')).data];
    const source = operandTensor(operand(args, 'src'), 'torch', input.dtype);
    const from = dense(source);
    const places: number[] = [];
    for (let o = 0; o < sizeOf(shapeOf(input).slice(0, axis)); o++) {
      for (const index of order)
        for (let i = 0; i < inner; i++) places.push((o * classes + index) * inner + i);
    }
    const at = (i: number) => (from.data.length === 1 ? 0 : i);
    const values = Float64Array.from(dense(input).data);
    for (const [i, place] of places.entries())
      values[place] = combine(values[place] as number, from.data[at(i)] as number);
    return record(context, finish(values, shapeOf(input), input.dtype), {
      name: 'IndexAdd',
      inputs: [input, source],
      backward: (g) => {
        const toSource = new Float64Array(from.data.length);
        for (const [i, place] of places.entries())
          toSource[at(i)] = (toSource[at(i)] as number) + (g.data[place] as number);
        const toInput = Float64Array.from(g.data);
        if (!adds) for (const place of places) toInput[place] = 0;
        return [finish(toInput, g.shape, g.dtype), finish(toSource, from.shape, g.dtype)];
      },
    });
  };

export const replace: Combine = (_, value) => value;
export const plus: Combine = (old, value) => old + value;
