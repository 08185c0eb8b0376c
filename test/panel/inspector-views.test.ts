import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { tensor } from '../../src/core/create.ts';
import { softmax } from '../../src/core/numerics.ts';
import { cell, lossShown, number, open, press, settled } from './driver.ts';
import { core, crossEntropy, labels, logits, shown, usePanel } from './fixture.ts';

const panel = usePanel();

const inputs = { input: tensor(logits), target: tensor(labels, 'int64') };
const plain = (text: string | null): number => Number((text ?? '').replaceAll('−', '-').replace('%', ''));

async function drag(element: Locator, to: { readonly x: number; readonly y: number }): Promise<void> {
  const box = await element.boundingBox();
  if (!box) throw new Error('nothing to drag');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await panel.page.mouse.move(x, y);
  await panel.page.mouse.down();
  await panel.page.mouse.move(x + to.x, y + to.y, { steps: 5 });
  await panel.page.mouse.up();
  await settled(panel.page);
}

describe('8 curves', () => {
  it('carry a point that is dragged', async () => {
    await drag(panel.page.locator('li-curve .now'), { x: 60, y: 0 });
    const value = Number(await cell(panel.page, 2, 2).getAttribute('aria-valuenow'));
    expect(value).toBeGreaterThan(0.5);
    expect(await lossShown(panel.page)).toBe(crossEntropy(logits.with(2, [3.4, -0.8, value]), labels));
  });

  it('carry a point that the arrow keys move', async () => {
    await panel.page.locator('li-curve .now').focus();
    await press(panel.page, 'ArrowRight', 'Shift+ArrowRight');
    expect(Number(await cell(panel.page, 2, 2).getAttribute('aria-valuenow'))).toBeCloseTo(1.3);
  });

  it('are laid over one another', async () => {
    await panel.page.getByRole('button', { name: 'Lay another curve over it' }).click();
    await panel.page.getByRole('menuitem', { name: 'label smoothing 0.1' }).click();
    const smoothed = core('cross_entropy', { inputs, options: { label_smoothing: 0.1 }, reduction: 'none' });
    const legend = await panel.page.locator('li-curve .over0').last().textContent();
    expect(legend).toContain((smoothed.value.data[2] ?? 0).toFixed(4));
  });

  it('of two outputs are a landscape with a point to drag', async () => {
    await open(panel.page, 'Two outputs');
    await panel.page.locator('li-landscape .now').scrollIntoViewIfNeeded();
    await drag(panel.page.locator('li-landscape .now'), { x: 40, y: 40 });
    const [x, y] = await Promise.all(
      [2, 0].map(async (c) => Number(await cell(panel.page, 2, c).getAttribute('aria-valuenow'))),
    );
    expect(x).toBeGreaterThan(0.5);
    expect(y).toBeLessThan(3.2);
  });
});

describe('9 comparing', () => {
  const compareWith = (label: string) => panel.page.locator('li-compare-menu select').selectOption({ label });

  it('softmax once and twice', async () => {
    await compareWith('softmax applied twice');
    const twice = logits.map((row) => [...softmax(row)]);
    expect(await lossShown(panel.page, 'other-loss')).toBe(crossEntropy(twice, labels));
    expect(await panel.page.locator('.tick.floor').textContent()).toContain('0.551');
  });

  it('cross-entropy and squared error, from the same start', async () => {
    await compareWith('Mean squared error of the softmax');
    const input = tensor(logits.map((row) => [...softmax(row)]));
    const target = tensor(logits.map((row, i) => row.map((_, c) => Number(labels[i] === c))));
    expect(await lossShown(panel.page, 'other-loss')).toBe(
      shown(core('mse_loss', { inputs: { input, target } })),
    );
    expect(await panel.page.locator('li-comparison tr').count()).toBeGreaterThan(5);
  });

  it('follows an edit on both sides', async () => {
    await compareWith('label smoothing 0.1');
    await cell(panel.page, 2, 2).focus();
    await press(panel.page, 'Shift+ArrowUp');
    const edited = logits.with(2, [3.4, -0.8, 1.2]);
    expect(await lossShown(panel.page)).toBe(crossEntropy(edited, labels));
    expect(await lossShown(panel.page, 'other-loss')).toBe(
      crossEntropy(edited, labels, { options: { label_smoothing: 0.1 } }),
    );
  });

  it('returns to a pinned result', async () => {
    await panel.page.getByRole('button', { name: 'Pin this result' }).click();
    await number(panel.page, 'Label smoothing', '0.5');
    expect(await lossShown(panel.page)).not.toBe(crossEntropy(logits, labels));
    await panel.page.getByTitle('Return to this result').click();
    expect(await lossShown(panel.page)).toBe(crossEntropy(logits, labels));
  });
});

describe('10 entropies', () => {
  it('add up: H(P) + KL(P‖Q) = H(P, Q), for samples and for class shares', async () => {
    await panel.page.getByRole('button', { name: 'smoothed' }).click();
    await open(panel.page, 'Entropy');
    const lines = await panel.page.locator('li-information .all .figure').allTextContents();
    expect(lines.length).toBe(5);
    for (const line of lines) {
      const [entropy = 0, divergence = 0, cross = 0] = line.split(/[+=]/).map(plain);
      expect(entropy + divergence).toBeCloseTo(cross, 2);
    }
    const smoothed = core('entropy', {
      inputs: { input: tensor([[0.9 + 0.1 / 3, 0.1 / 3, 0.1 / 3]], 'float64') },
    });
    expect(plain(lines[0]?.split('+')[0] ?? '')).toBeCloseTo(smoothed.value.data[0] ?? 0, 3);
  });
});

describe('11 precision', () => {
  it('shows where the textbook formula overflows and the stable one does not', async () => {
    await open(panel.page, 'Precision');
    await panel.page.getByRole('button', { name: '+ 100' }).click();
    await settled(panel.page);
    const row = (name: string) => panel.page.locator('li-numerics tbody tr', { hasText: name });
    expect(await row('float32').locator('td').nth(1).textContent()).toBe('NaN');
    expect(await row('float32').locator('td').nth(4).textContent()).toContain('∞ / ∞');
    expect(plain(await row('float32').locator('td').nth(2).textContent())).toBeCloseTo(3.2543, 3);
    expect(plain(await row('float64').locator('td').nth(1).textContent())).toBeCloseTo(3.2543, 3);
  });
});

describe('12 health', () => {
  it('finds probabilities given as logits, and takes their logarithms', async () => {
    await cell(panel.page, 0, 0).evaluate((element) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', '[[0.1, 0.8, 0.1]]');
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true }));
    });
    const note = panel.page.locator('[data-note="probabilities_as_logits"]');
    expect(await note.textContent()).toContain('0.5514');
    await cell(panel.page, 0, 1).focus();
    await press(panel.page, 'Space');
    expect(await lossShown(panel.page)).toBe('0.6897');
    await note.getByRole('button').first().click();
    expect(await lossShown(panel.page)).toBe('0.2231');
  });

  it('finds a class that does not exist, and adds it', async () => {
    await cell(panel.page, 3, -1).focus();
    await press(panel.page, 'Enter');
    await panel.page.keyboard.type('3');
    await press(panel.page, 'Enter');
    expect(await panel.page.locator('li-figure [role=alert]').textContent()).toContain(
      'Target 3 is out of bounds',
    );
    await panel.page.getByRole('button', { name: 'Make it 4 classes' }).click();
    expect(await lossShown(panel.page)).toBe(
      crossEntropy(
        logits.map((row) => [...row, 0]),
        [0, 1, 2, 3],
      ),
    );
  });

  it('explains a NaN and where it started, and asks the host for the rule', async () => {
    await number(panel.page, 'samples', '1');
    await number(panel.page, 'Ignored class index', '0');
    expect(await lossShown(panel.page)).toBe('NaN');
    expect(await panel.page.locator('[data-note="all_ignored"]').textContent()).toMatch(
      /the mean over nothing is NaN/i,
    );
  });

  it('leads to the rule of the linter', async () => {
    await panel.page.getByLabel('Activation').selectOption('softmax');
    await panel.page.getByRole('button', { name: 'softmax-before-cross-entropy' }).click();
    const asked = await panel.page.evaluate(() =>
      window.messages.filter((m) => m.type === 'request' && m.name === 'explainRule'),
    );
    expect(asked).toMatchObject([{ payload: 'softmax-before-cross-entropy' }]);
  });
});
