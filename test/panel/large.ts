import type { Page } from 'playwright-core';
import type { HeldTensor, State } from '../../src/protocol.ts';

/** The size at which language models are trained: a batch of GPT-2's predictions. */
export const rows = 1024;
export const classes = 50_257;

/** Element `i` of the logits, from −4 to 4: the same in the page and in the test. */
export const logit = (i: number): number => Math.fround(((Math.imul(i, 2654435761) >>> 8) / 2 ** 24) * 8 - 4);
export const label = (row: number): number => (row * 7919) % classes;

const held = (handle: string, shape: readonly number[], dtype: HeldTensor['dtype']): HeldTensor => ({
  handle,
  shape,
  dtype,
  label: `${handle}.npy`,
  file: null,
});

export const largeState = (loss = 'cross_entropy', count = rows): State => ({
  version: 1,
  setting: { loss, library: 'torch', reduction: 'mean', dtype: 'float32', inputs: {}, options: {} },
  batch: {
    prediction: held(`logits-${count}`, [count, classes], 'float32'),
    target: held(`labels-${count}`, [count], 'int64'),
    changes: { prediction: {}, target: {} },
  },
  compare: null,
  classNames: null,
  source: null,
  rule: null,
  view: {},
});

/** Gives the tensors to the page's holder, which keeps them in its worker, and shows them. */
export async function openLarge(page: Page, state: State = largeState()): Promise<void> {
  const [count = 0, width = 0] = state.batch?.prediction.shape ?? [];
  await page.evaluate(
    async ({ count, width, handles }) => {
      const data = new Float32Array(count * width);
      for (let i = 0; i < data.length; i++) data[i] = ((Math.imul(i, 2654435761) >>> 8) / 2 ** 24) * 8 - 4;
      const target = Float64Array.from({ length: count }, (_, row) => (row * 7919) % width);
      await window.hold(handles[0] ?? '', { data, shape: [count, width], dtype: 'float32' });
      await window.hold(handles[1] ?? '', { data: target, shape: [count], dtype: 'int64' });
    },
    { count, width, handles: [state.batch?.prediction.handle, state.batch?.target?.handle] },
  );
  await page.evaluate((pushed) => window.pushState(pushed), state);
  await page.locator('li-batch-prediction').waitFor();
}
