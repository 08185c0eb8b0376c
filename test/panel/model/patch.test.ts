import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stateOf } from '../../../src/host/panel/state.ts';
import type { Setting, State, TensorState } from '../../../src/protocol.ts';
import { linkCompare } from '../../../webview/model/compare.ts';
import { type Model, Modeller } from '../../../webview/model/model.ts';
import { setElementOf, setRow } from '../../../webview/model/tensor-edits.ts';
import { Store } from '../../../webview/state/store.ts';
import { tensorState } from '../../../webview/state/tensor-state.ts';

/** Large enough that an edit computes only its rows. */
const [rows, columns] = [44, 500];

const scores = tensorState(
  Array.from({ length: rows * columns }, (_, i) => Math.sin(i * 1.7) * 4),
  [rows, columns],
  'float32',
);
const classes = tensorState(
  Array.from({ length: rows }, (_, row) => (row * 37) % columns),
  [rows],
  'int64',
);
const multiHot = tensorState(
  Array.from({ length: rows * columns }, (_, i) => (i % 7 === 0 ? 1 : 0)),
  [rows, columns],
  'float32',
);

const settingOf = (loss: string, target: TensorState, more: Partial<Setting> = {}): Setting => ({
  loss,
  library: 'torch',
  reduction: 'mean',
  dtype: 'float32',
  inputs: { input: scores, target },
  options: {},
  ...more,
});

const plain = settingOf('cross_entropy', classes);
const settings = {
  'cross-entropy': [plain, null],
  'cross-entropy of softened scores': [settingOf('cross_entropy', classes, { temperature: 2 }), null],
  'unreduced, smoothed': [
    settingOf('cross_entropy', classes, { reduction: 'none', options: { label_smoothing: 0.1 } }),
    null,
  ],
  'BCE of a sigmoid': [settingOf('binary_cross_entropy', multiHot, { activation: 'sigmoid' }), null],
  'compared with the focal loss': [
    settingOf('binary_cross_entropy_with_logits', multiHot),
    settingOf('sigmoid_focal_loss', multiHot),
  ],
} satisfies Record<string, readonly [Setting, Setting | null]>;

const value = fc.oneof(fc.double({ min: -30, max: 30 }), fc.constantFrom(Number.NaN, Infinity, -Infinity, 0));
const row = fc.nat(rows - 1);
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('cell'), row, column: fc.nat(columns - 1), value }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('row'), row, value }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('undo', 'redo', 'read') }) },
);
type Step = { kind: string; row?: number; column?: number; value?: number };

function act(store: Store, { main: { problem } }: Model, done: Step): void {
  const { kind, row = 0, column = 0, value = 0 } = done;
  const edit =
    kind === 'cell'
      ? setElementOf(problem, problem.prediction.name, problem.axes.index(row, column), value)
      : setRow(problem, row, new Float64Array(columns).fill(value));
  if (kind === 'undo') store.undo();
  else if (kind === 'redo') store.redo();
  else if (kind === 'read') JSON.stringify(store.state);
  else store.apply((state) => ({ ...state, setting: edit(state.setting) }));
}

/** Every number that the panel draws. */
const numbers = ({ main, other, samples, second, steepest }: Model) => ({
  settings: [main, other].map((side) => ({
    value: side?.value,
    error: side?.error,
    losses: side?.outcome?.elements.losses.data,
    received: side?.outcome?.call.inputs.input?.data,
    gradient: side?.gradient?.data,
  })),
  samples,
  second: second?.samples,
  steepest,
});

describe.each(Object.entries(settings))('%s', (_, [setting, compare]) => {
  it('is, after edits, undo and redo, what a panel that opens with the same tensors shows', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        const store = new Store({ ...stateOf(setting), compare }, linkCompare);
        const modeller = new Modeller();
        for (const done of steps) act(store, modeller.model(store.state), done);
        const opened = JSON.parse(JSON.stringify(store.state)) as State;
        expect(numbers(modeller.model(store.state))).toEqual(numbers(new Modeller().model(opened)));
      }),
      { numRuns: 25 },
    );
  });
});
