import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { tensor } from '../../src/core/create.ts';
import { losses } from '../../src/core/losses/index.ts';
import { softmax } from '../../src/core/numerics.ts';
import { cell, chooseLoss, lossShown, number, open, press, section, settled } from './driver.ts';
import { core, crossEntropy, labels, logits, shown, usePanel } from './fixture.ts';

const panel = usePanel();

const inputs = { input: tensor(logits), target: tensor(labels, 'int64') };
const plain = (text: string | null): number => Number((text ?? '').replace('−', '-').replace('%', ''));

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

describe('1 the loss', () => {
  it('is picked among all of core, in groups', async () => {
    await panel.page.getByRole('combobox', { name: 'Loss' }).click();
    expect(await panel.page.locator('li-picker [role=option]').count()).toBe(losses.length);
    expect(await panel.page.locator('li-picker [role=group]').count()).toBeGreaterThan(4);
  });

  it('is found by the name of a library, and the search says when nothing fits', async () => {
    await panel.page.getByRole('combobox', { name: 'Loss' }).fill('BCEWithLogitsLoss');
    expect(await panel.page.locator('li-picker [role=option]').count()).toBe(1);
    await panel.page.getByRole('combobox', { name: 'Loss' }).fill('no such loss');
    expect(await panel.page.locator('li-picker .none').textContent()).toContain('no such loss');
  });
});

describe('2 the prediction', () => {
  it('is shown as probabilities and typed as such', async () => {
    await panel.page.getByRole('radio', { name: 'p', exact: true }).first().click();
    await cell(panel.page, 3, 2).dblclick();
    await panel.page.keyboard.type('0.8');
    await press(panel.page, 'Enter');
    expect(await lossShown(panel.page)).toBe(
      crossEntropy(
        logits.with(3, [0.3, 0.1, Math.log(0.8 / 0.2) + Math.log(Math.exp(0.3) + Math.exp(0.1))]),
        labels,
      ),
    );
  });

  it('names its classes', async () => {
    await panel.page.getByRole('button', { name: 'bird', exact: true }).click();
    await panel.page.keyboard.type('owl');
    await press(panel.page, 'Enter');
    expect(await cell(panel.page, 2, -1).textContent()).toContain('owl');
  });

  it('grows by a class and a sample, and the loss stays computed', async () => {
    await number(panel.page, 'classes', '4');
    await number(panel.page, 'samples', '5');
    const grown = [...logits.map((row) => [...row, 0]), [0, 0, 0, 0]];
    expect(await lossShown(panel.page)).toBe(crossEntropy(grown, [...labels, 0]));
  });

  it('of any size is in the document only as far as it is in sight', async () => {
    await number(panel.page, 'classes', '1000');
    await number(panel.page, 'samples', '200');
    expect(await panel.page.locator('li-prediction li-grid [role=spinbutton]').count()).toBeLessThan(700);
    await cell(panel.page, 0, 0).focus();
    await press(panel.page, 'Control+End');
    expect(
      await cell(panel.page, 199, 999).evaluate(
        (element) => element === (element.getRootNode() as ShadowRoot).activeElement,
      ),
    ).toBe(true);
  });
});

describe('3 the target', () => {
  it.each([
    ['one-hot', (row: number, c: number) => Number(labels[row] === c)],
    ['uniform', () => 1 / 3],
    ['the prediction', (row: number, c: number) => softmax(logits[row] ?? [])[c] ?? 0],
  ] as const)('takes %s', async (name, share) => {
    await panel.page.getByRole('button', { name, exact: true }).click();
    const target = logits.map((row, i) => row.map((_, c) => share(i, c)));
    expect(await lossShown(panel.page)).toBe(
      shown(
        core('cross_entropy', {
          inputs: { input: tensor(logits), target: tensor(target, 'float64') },
          dtype: 'float32',
        }),
      ),
    );
  });

  it('given as a distribution is a table of its own', async () => {
    await panel.page.getByRole('button', { name: 'one-hot' }).click();
    expect(await section(panel.page, 'input-target').locator('[role=grid]').count()).toBe(1);
  });
});

describe('4 the parameters', () => {
  it('are exactly those that each loss declares', async () => {
    for (const { title, params } of losses) {
      await chooseLoss(panel.page, title);
      const names = await panel.page.locator('li-parameters .name code').allTextContents();
      expect([title, ...names]).toEqual([title, ...params.map(({ name }) => name)]);
    }
  });

  it('say their default and go back to it', async () => {
    await number(panel.page, 'Label smoothing', '0.3');
    await panel.page.getByRole('button', { name: 'Label smoothing back to the default, 0' }).click();
    expect(await lossShown(panel.page)).toBe(crossEntropy(logits, labels));
  });
});

describe('5 the result', () => {
  it('shows each sample as core computes it, sorted by what is asked', async () => {
    await panel.page.locator('li-samples th button', { hasText: 'loss' }).click();
    const shownLosses = (await panel.page.locator('li-samples tbody td:nth-child(2)').allTextContents()).map(
      plain,
    );
    const expected = Array.from(core('cross_entropy', { inputs, reduction: 'none' }).value.data);
    expect(shownLosses).toEqual(expected.toSorted((a, b) => b - a).map((loss) => Number(loss.toFixed(4))));
  });

  it('stands beside perplexity and chance', async () => {
    const figures = await panel.page.locator('li-figure dd').allTextContents();
    expect(plain(figures[0] ?? '')).toBeCloseTo(Math.exp(1.1635), 2);
    expect(plain(figures[1] ?? '')).toBeCloseTo(Math.log(3), 4);
  });
});

describe('6 where the number comes from', () => {
  it('is told in typeset steps that end in the result', async () => {
    await expect.poll(() => panel.page.locator('li-steps math').count()).toBeGreaterThan(10);
    expect(await panel.page.locator('li-steps li').last().textContent()).toContain(
      `= ${await lossShown(panel.page)}`,
    );
  });

  it('follows the selected sample', async () => {
    await panel.page.locator('li-samples tbody tr').nth(0).click();
    await expect.poll(() => panel.page.locator('li-steps ol').textContent()).toContain('0.0717');
  });
});

describe('7 the gradient', () => {
  const gradient = core('cross_entropy', { inputs, reduction: 'mean' }).gradients.input;

  it('is core’s, cell by cell', async () => {
    const values = await panel.page
      .locator('li-gradient [role=spinbutton]')
      .evaluateAll((cells) => cells.map((one) => Number(one.getAttribute('aria-valuenow'))));
    expect(values.map((value) => value.toFixed(6))).toEqual(
      Array.from(gradient?.data ?? [], (value) => value.toFixed(6)),
    );
  });

  it('is followed by one step', async () => {
    await open(panel.page, 'Take a step');
    await number(panel.page, 'Learning rate', '2');
    await panel.page.getByRole('button', { name: 'Take a step', exact: true }).last().click();
    await settled(panel.page);
    const value = Number(await cell(panel.page, 2, 2).getAttribute('aria-valuenow'));
    expect(value).toBeCloseTo(0.2 - 2 * (gradient?.data[8] ?? 0), 6);
    await press(panel.page, 'Control+z');
    expect(await lossShown(panel.page)).toBe(crossEntropy(logits, labels));
  });

  it('is played until the loss is small', async () => {
    await open(panel.page, 'Take a step');
    await number(panel.page, 'Learning rate', '8');
    await panel.page.getByRole('button', { name: 'Play' }).click();
    await expect
      .poll(async () => Number(await lossShown(panel.page)), { timeout: 20_000 })
      .toBeLessThan(0.05);
  });
});

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
