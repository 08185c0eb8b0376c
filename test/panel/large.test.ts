import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { crossEntropyInto } from '../../src/core/kernel/into.ts';
import { compileKernel } from '../../src/core/kernel/kernel.ts';
import { softmax } from '../../src/core/numerics.ts';
import { number, press, section, settled, summary } from './driver.ts';
import { usePanel } from './fixture.ts';
import { classes, label, largeState, logit, openLarge, rows } from './large.ts';

const panel = usePanel();
const lastRow = rows - 1;
const row = (r: number): Float64Array =>
  Float64Array.from({ length: classes }, (_, c) => logit(r * classes + c));

/** Minus the logarithm of the probability of a row's label. */
function rowLoss(r: number, change: (z: Float64Array) => void = () => undefined): number {
  const z = row(r);
  change(z);
  return -Math.log(softmax(z)[label(r)] ?? Number.NaN);
}

let expected = Number.NaN;
beforeAll(() => {
  const logits = Float32Array.from({ length: rows * classes }, (_, i) => logit(i));
  const targets = Array.from({ length: rows }, (_, r) => label(r));
  const result = crossEntropyInto({
    logits,
    gradient: null,
    rows,
    classes,
    targets,
    kernel: compileKernel(),
  });
  expected = result.ok ? result.value : Number.NaN;
});

const shownLoss = async (page: Page): Promise<string> =>
  ((await page.getByTestId('loss').textContent()) ?? '').trim().split(/\s/)[0] ?? '';

const cell = (page: Page, r: number, c: number) =>
  page.locator(`li-batch-prediction li-grid [data-place="${r},${c}"]`);

describe('a prediction of 1,024 × 50,257', () => {
  it('opens: the loss of the whole, the part in sight, the worst sample', async () => {
    const { page } = panel;
    await openLarge(page);
    await expect.poll(() => shownLoss(page), { timeout: 20_000 }).toBe(expected.toFixed(4));
    await expect
      .poll(() => cell(page, 3, 4).textContent())
      .toContain(Math.abs(logit(3 * classes + 4)).toPrecision(3));
    expect(await summary(page, 'samples')).toMatch(/sample \d+ makes/);
    await expect(page.locator('li-batch-status .line').first().textContent()).resolves.toContain(
      '1,024 × 50,257 float32',
    );
  }, 60_000);

  it('goes to the last row and column, edits there and undoes', async () => {
    const { page } = panel;
    await openLarge(page);
    await number(page, 'Go to sample', String(lastRow));
    await number(page, 'Go to class', String(classes - 1));
    const last = cell(page, lastRow, classes - 1);
    const before = logit(rows * classes - 1);
    await expect.poll(() => last.getAttribute('aria-valuenow').then(Number)).toBeCloseTo(before, 5);
    await expect.poll(() => shownLoss(page), { timeout: 20_000 }).toBe(expected.toFixed(4));
    await expect
      .poll(() => section(page, 'steps').locator('.summary').textContent())
      .toBe(`sample ${lastRow}`);

    await last.focus();
    await press(page, '1', '5', 'Enter');
    const change =
      rowLoss(lastRow, (z) => {
        z[classes - 1] = 15;
      }) - rowLoss(lastRow);
    await expect.poll(() => shownLoss(page)).toBe((expected + change / rows).toFixed(4));
    await page.keyboard.press('Control+z');
    await expect.poll(() => shownLoss(page)).toBe(expected.toFixed(4));
  }, 60_000);

  it('sorts the samples where they are', async () => {
    const { page } = panel;
    await openLarge(page);
    await expect.poll(() => shownLoss(page), { timeout: 20_000 }).toBe(expected.toFixed(4));
    await page.locator('li-samples').getByRole('button', { name: 'loss' }).click();
    const losses = Array.from({ length: rows }, (_, r) => rowLoss(r));
    const worst = losses.indexOf(Math.max(...losses));
    const first = page.locator('li-samples tbody tr[aria-rowindex="2"]');
    await expect.poll(() => first.textContent()).toContain(Math.max(...losses).toFixed(4));
    await first.click();
    await expect.poll(() => section(page, 'steps').locator('.summary').textContent()).toBe(`sample ${worst}`);
  }, 60_000);

  it('shows the gradient of the whole in the part in sight', async () => {
    const { page } = panel;
    await openLarge(page);
    const p = softmax(row(0));
    const first = page.locator('li-gradient li-grid [data-place="0,2"]');
    await expect
      .poll(() => first.getAttribute('aria-valuenow').then(Number), { timeout: 20_000 })
      .toBeCloseTo((p[2] ?? 0) / rows, 10);
  }, 60_000);

  it('marks the true class of a row that is not selected', async () => {
    const { page } = panel;
    await openLarge(page);
    await expect.poll(() => shownLoss(page), { timeout: 20_000 }).toBe(expected.toFixed(4));
    await cell(page, 2, 5).locator('.mark').click();
    const p = softmax(row(2));
    const change = Math.log(p[label(2)] ?? 0) - Math.log(p[5] ?? 0);
    await expect.poll(() => shownLoss(page)).toBe((expected + change / rows).toFixed(4));
  }, 60_000);

  it('computes another loss on the same tensors, with progress, and stops when told to', async () => {
    const { page } = panel;
    // No kernel serves it: it takes seconds.
    await openLarge(page, largeState('softmax_focal_loss'));
    const status = page.locator('li-batch-status');
    await status.getByRole('progressbar').waitFor({ timeout: 20_000 });
    await status.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => status.locator('.line').last().textContent()).toContain('Stopped.');
    await settled(page);
    expect(await shownLoss(page)).toBe('…');
    await status.getByRole('button', { name: 'Compute' }).click();
    await status.getByRole('progressbar').waitFor({ timeout: 20_000 });
  }, 60_000);

  it('writes code that reads the tensors from their files, with what was changed', async () => {
    const { page } = panel;
    const state = largeState('cross_entropy', 64);
    const file = { uri: 'file:///data/logits.npy', entry: '' };
    const { batch } = state;
    if (!batch) throw new Error('There is no batch.');
    const changes = { prediction: { 3: { 7: 1.5 } }, target: {} };
    await openLarge(page, {
      ...state,
      batch: { ...batch, changes, prediction: { ...batch.prediction, file } },
    });
    await expect.poll(() => shownLoss(page), { timeout: 20_000 }).toMatch(/\d/);
    await page.getByRole('button', { name: 'Copy and export' }).click();
    await page.getByText('Copy as PyTorch code').click();
    const copied = () =>
      page.evaluate(() => {
        const message = window.messages.findLast((one) => one.type === 'request' && one.name === 'copy');
        return message?.type === 'request' ? String(message.payload) : '';
      });
    await expect
      .poll(copied)
      .toContain(
        'input = torch.from_numpy(numpy.load("/data/logits.npy"))\ninput[3, 7] = 1.5\ntarget = ...  # labels-64.npy: a tensor of shape (64), dtype int64\n',
      );
    expect(await copied()).toMatch(/^import numpy\nimport torch\n/);
    expect(await copied()).toContain(`# ${await shownLoss(page)}`.slice(0, -1));
  }, 60_000);

  it('says in a line what is not computed at this size', async () => {
    const { page } = panel;
    await openLarge(page, largeState('dice_loss', 64));
    await expect
      .poll(() => page.locator('li-figure .error').textContent())
      .toContain('not computed at this size');
  }, 60_000);
});
