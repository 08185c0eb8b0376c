import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../../src/host/values/answer.ts';
import golden from '../../golden/live-values.json' with { type: 'json' };

type Case = keyof typeof golden.answers;

function tensor(name: Case) {
  const answer = readAnswer(golden.answers[name]);
  if (!answer.ok || answer.value.kind !== 'tensor') throw new Error(`${name} gives no tensor`);
  const { tensor: read, shape, dtype } = answer.value;
  return { data: Array.from(read.data), part: read.shape, as: read.dtype, shape, dtype };
}

/** The answers are those of a real PyTorch and NumPy; `test/golden/live-values.py` makes them. */
describe('values read out of a program', () => {
  it.each<[Case, ReturnType<typeof tensor>]>([
    [
      'float32 with NaN and infinity',
      { data: [1.5, Number.NaN, 2, -Infinity], part: [2, 2], as: 'float32', shape: [2, 2], dtype: 'float32' },
    ],
    ['bfloat16', { data: [1.1015625, 2.203125], part: [2], as: 'bfloat16', shape: [2], dtype: 'bfloat16' }],
    ['class indices', { data: [1, 200, 70000], part: [3], as: 'int64', shape: [3], dtype: 'int64' }],
    ['bool', { data: [1, 0], part: [2], as: 'bool', shape: [2], dtype: 'bool' }],
    ['scalar', { data: [3.5], part: [], as: 'float64', shape: [], dtype: 'float64' }],
    ['sparse', { data: [1, 0, 0, 1], part: [2, 2], as: 'float32', shape: [2, 2], dtype: 'float32' }],
    [
      'leading rows',
      { data: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], part: [2, 5], as: 'float32', shape: [8, 5], dtype: 'float32' },
    ],
    [
      'leading values',
      {
        data: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
        part: [12],
        as: 'int64',
        shape: [1, 30],
        dtype: 'int64',
      },
    ],
    ['uint16 array', { data: [0, 1, 2, 3, 4, 5], part: [2, 3], as: 'int64', shape: [2, 3], dtype: 'uint16' }],
    ['list', { data: [1.5, 2, 3, 4], part: [2, 2], as: 'float32', shape: [2, 2], dtype: 'float32' }],
  ])('%s', (name, expected) => {
    expect(tensor(name)).toEqual(expected);
  });

  it.each<[Case, readonly string[]]>([
    ['dictionary', ["['logits']", "['labels']"]],
    ['module', [".get_parameter('weight')", ".get_parameter('bias')"]],
  ])('%s: what is in it, and how to reach it', (name, paths) => {
    const answer = readAnswer(golden.answers[name]);
    expect(answer.ok && answer.value.kind === 'items' && answer.value.items.map(({ path }) => path)).toEqual(
      paths,
    );
  });

  it.each<[Case, RegExp]>([
    ['complex', /complex/],
    ['strings', /no numbers/],
  ])('%s: why it cannot be shown', (name, reason) => {
    const answer = readAnswer(golden.answers[name]);
    expect(answer.ok ? '' : answer.error).toMatch(reason);
  });

  it('an adapter that quotes the string is understood', () => {
    expect(readAnswer(`'${golden.answers.bool}'`)).toEqual(readAnswer(golden.answers.bool));
  });

  it('takes any text', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof readAnswer(text).ok === 'boolean'));
    fc.assert(fc.property(fc.json(), (text) => typeof readAnswer(text).ok === 'boolean'));
  });
});
