import { sizeOf } from '../../core/create.ts';
import { stridesOf } from '../../core/shape.ts';
import type { Tensor } from '../../core/tensor.ts';
import { type Context, spend } from '../context.ts';
import { notKnown, raise } from '../signals.ts';
import { positionsOf } from '../tensor/geometry.ts';
import { record } from '../tensor/record.ts';
import { dense, shapeOf } from '../tensor/tensor.ts';
import type { TensorValue } from '../values/value.ts';
import { finish } from './elementwise.ts';

interface Plan {
  /** One letter per axis of each operand; an ellipsis has become letters of its own. */
  readonly inputs: readonly string[];
  readonly output: string;
  readonly lengths: ReadonlyMap<string, number>;
}

// Capital Greek cannot be written in an equation: they stand for the axes of an ellipsis.
const ellipsisLetters = 'ΑΒΓΔΕΖΗΘΙΚΛΜ';

function readPlan(equation: string, operands: readonly TensorValue[]): Plan {
  const [left = '', right] = equation.replaceAll(/\s/g, '').split('->');
  const terms = left.split(',');
  if (terms.length !== operands.length) {
    raise(
      'RuntimeError',
      `einsum(): ${terms.length > operands.length ? 'fewer operands were provided than specified in the equation' : 'more operands were provided than specified in the equation'}`,
    );
  }
  if (!/^[A-Za-z.,]*$/.test(left)) notKnown('the equation of einsum');
  const widths = terms.map(
    (term, i) => shapeOf(operands[i] as TensorValue).length - term.replace('...', '').length,
  );
  const most = Math.max(0, ...terms.map((term, i) => (term.includes('...') ? (widths[i] as number) : 0)));
  const expand = (term: string, width: number) =>
    term.replace('...', ellipsisLetters.slice(most - width, most));
  const inputs = terms.map((term, i) => expand(term, widths[i] as number));
  const letters = [...inputs.join('')];
  const once = [...new Set(letters)]
    .filter((x) => letters.indexOf(x) === letters.lastIndexOf(x) && !ellipsisLetters.includes(x))
    .sort();
  const output = right === undefined ? ellipsisLetters.slice(0, most) + once.join('') : expand(right, most);
  return { inputs, output, lengths: readLengths(inputs, operands) };
}

function readLengths(inputs: readonly string[], operands: readonly TensorValue[]): Map<string, number> {
  const lengths = new Map<string, number>();
  for (const [i, term] of inputs.entries()) {
    const shape = shapeOf(operands[i] as TensorValue);
    if (term.length !== shape.length) {
      raise(
        'RuntimeError',
        `einsum(): the number of subscripts in the equation (${term.length}) does not match the number of dimensions (${shape.length}) for operand ${i} and no ellipsis was given`,
      );
    }
    for (const [axis, letter] of [...term].entries()) {
      const length = shape[axis] as number;
      const known = lengths.get(letter);
      if (known !== undefined && known !== length && known !== 1 && length !== 1) {
        raise(
          'RuntimeError',
          `einsum(): subscript ${letter} has size ${length} for operand ${i} which does not broadcast with previously seen size ${known}`,
        );
      }
      lengths.set(letter, Math.max(known ?? 1, length));
    }
  }
  return lengths;
}

/** For each point of the space that `letters` span, the position in a tensor whose axes are `term`. */
function positionsIn(
  term: string,
  shape: readonly number[],
  letters: readonly string[],
  lengths: Plan['lengths'],
): Int32Array {
  const strides = stridesOf(shape);
  const stepOf = (letter: string) =>
    [...term].reduce(
      (sum, own, axis) => sum + (own === letter && shape[axis] !== 1 ? (strides[axis] as number) : 0),
      0,
    );
  return positionsOf({
    shape: letters.map((l) => lengths.get(l) ?? 1),
    strides: letters.map(stepOf),
    offset: 0,
  });
}

/** Σ over all letters that the output lacks of the product of the operands. */
export function einsum(context: Context, equation: string, operands: readonly TensorValue[]): TensorValue {
  const plan = readPlan(equation, operands);
  const letters = [...new Set([...plan.output, ...plan.inputs.join('')])];
  const space = sizeOf(letters.map((letter) => plan.lengths.get(letter) ?? 1));
  spend(context, space * operands.length);
  const shape = [...plan.output].map(
    (letter) =>
      plan.lengths.get(letter) ??
      raise(
        'RuntimeError',
        `einsum(): output subscript ${letter} does not appear in the equation for any input operand`,
      ),
  );
  const tensors = operands.map(dense);
  const places = tensors.map((tensor, i) =>
    positionsIn(plan.inputs[i] as string, tensor.shape, letters, plan.lengths),
  );
  const outPlaces = positionsIn(plan.output, shape, letters, plan.lengths);
  const productAt = (point: number, except: number): number => {
    let product = 1;
    for (let i = 0; i < tensors.length; i++) {
      if (i !== except)
        product *= (tensors[i] as Tensor).data[(places[i] as Int32Array)[point] as number] as number;
    }
    return product;
  };
  const sums = new Float64Array(sizeOf(shape));
  for (let point = 0; point < space; point++) {
    const at = outPlaces[point] as number;
    sums[at] = (sums[at] as number) + productAt(point, -1);
  }
  return record(context, finish(sums, shape, tensors[0]?.dtype ?? 'float32'), {
    name: 'Einsum',
    inputs: operands,
    backward: (g) =>
      tensors.map((tensor, i) => {
        const part = new Float64Array(tensor.data.length);
        const own = places[i] as Int32Array;
        for (let point = 0; point < space; point++) {
          const at = own[point] as number;
          part[at] =
            (part[at] as number) + (g.data[outPlaces[point] as number] as number) * productAt(point, i);
        }
        return finish(part, tensor.shape, tensor.dtype);
      }),
    saved: operands.filter((_, i) => operands.some((other, j) => j !== i && other.requiresGrad)),
  });
}
