import { charge } from '../context.ts';
import type { Run } from '../library/define.ts';
import { dense, result, shapeOf } from '../tensor/tensor.ts';
import { tuple } from '../values/make.ts';
import type { Value } from '../values/value.ts';
import { finish } from './elementwise.ts';
import { ascending } from './sort.ts';

/** Sorted distinct values, with where each element went and how often each occurs when asked. */
export const unique: Run = (context, args) => {
  const input = args.tensor('input');
  const x = dense(input);
  const values = [...new Set(x.data)].sort(ascending);
  const place = new Map(values.map((value, i) => [value, i]));
  const counts = new Float64Array(values.length);
  const inverse = Float64Array.from(x.data, (value) => place.get(value) ?? 0);
  for (const at of inverse) counts[at] = (counts[at] as number) + 1;
  const parts: Value[] = [
    result(context, finish(Float64Array.from(values), [values.length], x.dtype), [input]),
  ];
  if (args.flag('return_inverse'))
    parts.push(
      result(context, finish(inverse, args.library === 'torch' ? x.shape : [x.data.length], 'int64'), [
        input,
      ]),
    );
  if (args.flag('return_counts'))
    parts.push(result(context, finish(counts, [counts.length], 'int64'), [input]));
  return parts.length === 1 ? (parts[0] as Value) : tuple(parts);
};

export const bincount: Run = (context, args) => {
  const input = args.tensor('input');
  const x = dense(input);
  const weights = args.optionalTensor('weights');
  const w = weights && dense(weights);
  const length = Math.max(
    args.integer('minlength'),
    1 + Array.from(x.data).reduce((a, b) => Math.max(a, b), -1),
  );
  charge(context, length);
  const counts = new Float64Array(length);
  for (let i = 0; i < x.data.length; i++)
    counts[x.data[i] as number] = (counts[x.data[i] as number] as number) + (w ? (w.data[i] as number) : 1);
  return result(
    context,
    finish(counts, [length], weights ? (weights.dtype === 'float32' ? 'float32' : 'float64') : 'int64'),
    [input],
  );
};

export const searchSorted: Run = (context, args) => {
  const sorted = dense(args.tensor('sorted'));
  const given = args.get('values');
  const values = args.tensor('values');
  const right = args.flag('right') || (args.has('side') && args.text('side') === 'right');
  const found = Float64Array.from(dense(values).data, (x) => {
    const at = sorted.data.findIndex((y) => (right ? y > x : y >= x));
    return at < 0 ? sorted.data.length : at;
  });
  return result(context, finish(found, given.kind === 'tensor' ? shapeOf(values) : [], 'int64'), [values]);
};
