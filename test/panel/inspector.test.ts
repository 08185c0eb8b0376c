import { describe, expect, it } from 'vitest';
import { tensor } from '../../src/core/create.ts';
import { losses } from '../../src/core/losses/index.ts';
import { softmax } from '../../src/core/numerics.ts';
import { cell, chooseLoss, lossShown, number, open, press, section, settled } from './driver.ts';
import { core, crossEntropy, labels, logits, shown, usePanel } from './fixture.ts';

const panel = usePanel();

const inputs = { input: tensor(logits), target: tensor(labels, 'int64') };
const plain = (text: string | null): number => Number((text ?? '').replaceAll('−', '-').replace('%', ''));

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
    ['prediction', (row: number, c: number) => softmax(logits[row] ?? [])[c] ?? 0],
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
