import { describe, expect, it } from 'vitest';
import { tensor } from '../../src/core/create.ts';
import { cell, lossShown, number, press, summary } from './driver.ts';
import { crossEntropy, labels, logits, usePanel } from './fixture.ts';

const panel = usePanel();

describe('the first state', () => {
  it('shows the loss that core computes', async () => {
    expect(await lossShown(panel.page)).toBe(crossEntropy(logits, labels));
  });

  it('names the sample that makes most of the loss', async () => {
    expect(await summary(panel.page, 'samples')).toContain('sample 2 makes 69.9 % of the loss');
  });
});

describe('a value', () => {
  it('is typed', async () => {
    await cell(panel.page, 2, 2).dblclick();
    await panel.page.keyboard.type('5');
    await panel.page.keyboard.press('Enter');
    const changed = logits.with(2, [3.4, -0.8, 5]);
    expect(await lossShown(panel.page)).toBe(crossEntropy(changed, labels));
  });

  it('is stepped with the arrow keys, ten times as far with Shift', async () => {
    await cell(panel.page, 0, 1).focus();
    await press(panel.page, 'ArrowUp', 'ArrowUp', 'Shift+ArrowDown');
    expect(await cell(panel.page, 0, 1).getAttribute('aria-valuenow')).toBe('-0.4');
    expect(await lossShown(panel.page)).toBe(crossEntropy(logits.with(0, [3.2, -0.4, -1.1]), labels));
  });

  it('follows its dragged bar: the top of the bar is where the pointer is', async () => {
    const bar = cell(panel.page, 2, 2).locator('.plot');
    const box = await bar.boundingBox();
    if (!box) throw new Error('no bar');
    const x = box.x + box.width / 2;
    await panel.page.mouse.move(x, box.y + box.height - 1);
    await panel.page.mouse.down();
    await panel.page.mouse.move(x, box.y + box.height / 2, { steps: 6 });
    await panel.page.mouse.up();
    expect(await cell(panel.page, 2, 2).locator('.note').textContent()).toMatch(/^(49|50|51)/);
  });

  it('is undone and done again, a whole drag at once', async () => {
    const before = await lossShown(panel.page);
    await cell(panel.page, 1, 0).focus();
    await press(panel.page, 'ArrowUp', 'ArrowUp');
    const after = await lossShown(panel.page);
    await press(panel.page, 'Control+z', 'Control+z');
    expect(await lossShown(panel.page)).toBe(before);
    await press(panel.page, 'Control+y', 'Control+y');
    expect(await lossShown(panel.page)).toBe(after);
  });

  it('that is no number is refused with a reason', async () => {
    await cell(panel.page, 0, 0).focus();
    await press(panel.page, 'Enter');
    await panel.page.keyboard.type('abc');
    await press(panel.page, 'Enter');
    expect(await panel.page.locator('li-prediction [role=alert]').textContent()).toContain('is not a number');
    expect(await lossShown(panel.page)).toBe(crossEntropy(logits, labels));
  });
});

describe('the target', () => {
  it('is chosen with the space bar on a class', async () => {
    await cell(panel.page, 2, 0).focus();
    await press(panel.page, 'Space');
    expect(await lossShown(panel.page)).toBe(crossEntropy(logits, [0, 1, 0, 2]));
  });

  it('is typed as the name of a class', async () => {
    await cell(panel.page, 3, -1).focus();
    await press(panel.page, 'Enter');
    await panel.page.keyboard.type('dog');
    await press(panel.page, 'Enter');
    expect(await lossShown(panel.page)).toBe(crossEntropy(logits, [0, 1, 2, 1]));
  });

  it('becomes a smoothed distribution at one press, with the loss of label smoothing', async () => {
    await panel.page.getByRole('button', { name: 'smoothed' }).click();
    const smoothed = crossEntropy(logits, labels, { options: { label_smoothing: 0.1 } });
    expect(await lossShown(panel.page)).toBe(smoothed);
  });
});

describe('pasting', () => {
  const paste = (text: string) =>
    cell(panel.page, 0, 0).evaluate((element, data) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', data);
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true }));
    }, text);

  it('takes a printed tensor of another size, and the target follows', async () => {
    await paste('tensor([[1., 2., 3., 4.], [4., 3., 2., 1.]])');
    const input = [
      [1, 2, 3, 4],
      [4, 3, 2, 1],
    ];
    expect(await lossShown(panel.page)).toBe(crossEntropy(input, [0, 1]));
  });

  it("takes a spreadsheet's tabs", async () => {
    await paste('1\t2\t3\n3\t2\t1\n0\t0\t0\n1\t1\t2');
    const input = [
      [1, 2, 3],
      [3, 2, 1],
      [0, 0, 0],
      [1, 1, 2],
    ];
    expect(await lossShown(panel.page)).toBe(crossEntropy(input, labels));
  });

  it('says what is wrong with what it cannot read', async () => {
    await paste('[[1, 2], [3');
    expect(await panel.page.locator('li-prediction [role=alert]').textContent()).not.toBe('');
  });
});

describe('the setting', () => {
  it('changes loss by name, and the numbers stay: log_softmax + NLL is cross-entropy', async () => {
    const picker = panel.page.getByRole('combobox', { name: 'Loss' });
    await picker.click();
    await panel.page.keyboard.type('nll');
    await press(panel.page, 'Enter');
    expect(await panel.page.getByLabel('Activation').inputValue()).toBe('log_softmax');
    expect(await lossShown(panel.page)).toBe(crossEntropy(logits, labels));
  });

  it('takes every reduction of the loss', async () => {
    await panel.page.getByLabel('Reduction').selectOption('sum');
    expect(await lossShown(panel.page)).toBe(crossEntropy(logits, labels, { reduction: 'sum' }));
  });

  it('takes class weights, and says what the mean divides by', async () => {
    await number(panel.page, 'Class weights', '1, 2, 4');
    const weighted = crossEntropy(logits, labels, { options: { weight: tensor([1, 2, 4]) } });
    expect(await lossShown(panel.page)).toBe(weighted);
    expect(await panel.page.locator('li-steps').locator('li').last().textContent()).toContain(
      'divided by 11',
    );
  });

  it('marks ignored rows', async () => {
    await number(panel.page, 'Ignored class index', '2');
    const ignored = crossEntropy(logits, labels, { options: { ignore_index: 2 } });
    expect(await lossShown(panel.page)).toBe(ignored);
    expect(await panel.page.locator('li-samples tr.ignored').count()).toBe(2);
  });

  it('computes in half precision', async () => {
    await panel.page.getByLabel('Precision').selectOption('bfloat16');
    expect(await lossShown(panel.page)).toBe(crossEntropy(logits, labels, { dtype: 'bfloat16' }));
  });

  it('divides by a temperature', async () => {
    await number(panel.page, 'Temperature', '2');
    const cooled = logits.map((row) => row.map((z) => z / 2));
    expect(await lossShown(panel.page)).toBe(crossEntropy(cooled, labels));
  });

  it('shows an activation that does not belong there: softmax twice', async () => {
    await panel.page.getByLabel('Activation').selectOption('softmax');
    expect(Number(await lossShown(panel.page))).toBeGreaterThan(0.5514);
  });

  it('shows bits', async () => {
    await panel.page.getByRole('radio', { name: 'bits' }).click();
    const nats = Number(crossEntropy(logits, labels));
    expect(Number(await lossShown(panel.page))).toBeCloseTo(nats / Math.LN2, 3);
  });
});
