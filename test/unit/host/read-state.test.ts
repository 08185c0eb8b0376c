import { describe, expect, it } from 'vitest';
import { readState } from '../../../src/host/panel/read-state.ts';
import { lessonState } from '../../../src/learn/lesson.ts';
import { lessons } from '../../../src/learn/lessons.ts';
import type { HeldTensor, State } from '../../../src/protocol.ts';
import { firstState } from '../../../webview/state/first.ts';

const held: HeldTensor = {
  handle: 'a',
  shape: [1000, 10],
  dtype: 'float32',
  label: 'logits',
  file: { uri: 'file:///logits.npy', entry: '' },
};
const batch = {
  prediction: held,
  target: { ...held, shape: [2], file: null, values: [1, 'nan' as const] },
  changes: { prediction: { 3: { 1: 2.5, 2: 'inf' as const } }, target: {} },
};

const through = (state: unknown) => readState(JSON.parse(JSON.stringify(state)));

describe('a state from outside', () => {
  it.each<readonly [string, State]>([
    ['the first one', firstState],
    ['one of large tensors', { ...firstState, batch }],
    ['one in another library', { ...firstState, setting: { ...firstState.setting, library: 'keras' } }],
    ['a comparison', { ...firstState, compare: { ...firstState.setting, reduction: 'sum' } }],
    ...lessons.map((lesson) => [lesson.id, lessonState(lesson)] as const),
  ])('is taken as it is: %s', (_, state) => {
    expect(through(state)).toEqual(state);
  });

  it.each([
    null,
    [],
    'state',
    {},
    { ...firstState, version: 2 },
    { ...firstState, setting: null },
    { ...firstState, setting: { ...firstState.setting, loss: 'constructor' } },
  ])('is refused where it shows nothing: %j', (state) => {
    expect(through(state)).toBeUndefined();
  });

  it('needs no more than a loss', () => {
    expect(through({ version: 1, setting: { loss: 'mse_loss' } })).toEqual({
      version: 1,
      setting: {
        loss: 'mse_loss',
        library: 'torch',
        reduction: 'mean',
        dtype: 'float32',
        inputs: {},
        options: {},
      },
      compare: null,
      classNames: null,
      source: null,
      rule: null,
      view: {},
    });
  });

  it.each([
    { compare: { loss: 'nothing' } },
    { classNames: 'cat' },
    { classNames: [1] },
    { source: { uri: 'file:///a.py' } },
    { rule: {} },
    { batch: {} },
    { batch: { prediction: { ...held, file: 'file:///a' } } },
    { batch: { ...batch, prediction: { ...held, shape: [-1] } } },
  ])('loses what is damaged and keeps the rest: %j', (damaged) => {
    const part = Object.fromEntries(Object.keys(damaged).map((key) => [key, null]));
    const { batch: _, ...rest } = { ...firstState, ...part } as typeof firstState;
    expect(through({ ...firstState, ...damaged })).toEqual(rest);
  });

  it('keeps only whole tensors', () => {
    const { input, target } = firstState.setting.inputs;
    const inputs = { input: { ...input, shape: [5, 3] }, target, weight: { data: 3, shape: [1] } };
    const state = through({ ...firstState, setting: { ...firstState.setting, inputs } });
    expect(state?.setting.inputs).toEqual({ target });
  });
});
