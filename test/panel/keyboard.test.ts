import { describe, expect, it } from 'vitest';
import { tensor } from '../../src/core/create.ts';
import { cell, lossShown, open, press, section, settled } from './driver.ts';
import { crossEntropy, labels, logits, usePanel } from './fixture.ts';
import { focus, tabTo } from './focus.ts';

const panel = usePanel();

const announced = () => panel.page.locator('li-panel [role=status]').first().textContent();
const asked = (name: string): Promise<readonly unknown[]> =>
  panel.page.evaluate(
    (wanted) =>
      window.messages.flatMap((m) => (m.type === 'request' && m.name === wanted ? [m.payload] : [])),
    name,
  );

describe('by keyboard alone', () => {
  it('a loss is searched for and chosen, and the result is announced', async () => {
    await tabTo(panel.page, /^combobox Loss/);
    await panel.page.keyboard.type('mse_loss');
    await press(panel.page, 'ArrowDown', 'ArrowUp', 'Enter');
    expect(await announced()).toBe(`Loss ${await lossShown(panel.page)}`);
    await panel.page.keyboard.type('cross-entropy');
    await press(panel.page, 'Escape');
    expect((await focus(panel.page)).name).toBe('combobox Loss');
  });

  it('a cell is typed, stepped as a drag would, ten times as far with Shift, undone and redone', async () => {
    await tabTo(panel.page, /^spinbutton sample 2, bird/);
    await press(panel.page, 'ArrowLeft', 'Control+ArrowUp', 'Enter');
    await panel.page.keyboard.type('2.5');
    await press(panel.page, 'Enter');
    expect(await lossShown(panel.page)).toBe(crossEntropy(logits.with(1, [1.2, 2.5, -0.3]), labels));
    await press(panel.page, 'ArrowUp', 'Shift+ArrowUp');
    const stepped = crossEntropy(logits.with(1, [1.2, 3.6, -0.3]), labels);
    expect(await lossShown(panel.page)).toBe(stepped);
    await press(panel.page, 'Control+z', 'Control+z', 'Control+z');
    expect(await lossShown(panel.page)).toBe(crossEntropy(logits, labels));
    await press(panel.page, 'Control+Shift+z', 'Control+Shift+z', 'Control+y');
    expect(await lossShown(panel.page)).toBe(stepped);
    expect(await announced()).toBe(`Loss ${stepped} nats`);
    expect((await focus(panel.page)).name).toContain('sample 1, dog');
  });

  it('a class is renamed and made the true one', async () => {
    await tabTo(panel.page, /^button bird$/);
    await press(panel.page, 'Enter');
    await panel.page.keyboard.type('owl');
    await press(panel.page, 'Enter');
    await tabTo(panel.page, /^spinbutton sample 2, owl/);
    await press(panel.page, 'ArrowLeft', 'Space');
    expect(await lossShown(panel.page)).toBe(crossEntropy(logits, labels.with(2, 1)));
  });

  it('a parameter is stepped and goes back to its default', async () => {
    await tabTo(panel.page, /^spinbutton Label smoothing/);
    await press(panel.page, 'Shift+ArrowUp', 'ArrowDown');
    const smoothed = crossEntropy(logits, labels, { options: { label_smoothing: 0.09 } });
    expect(await lossShown(panel.page)).toBe(smoothed);
    expect(await announced()).toBe(`Loss ${smoothed} nats`);
    await tabTo(panel.page, /back to the default/, 'Shift+Tab');
    await press(panel.page, 'Enter');
    expect(await lossShown(panel.page)).toBe(crossEntropy(logits, labels));
  });

  it('class weights are typed', async () => {
    await tabTo(panel.page, /^input Class weights/);
    await panel.page.keyboard.type('1, 2, 4');
    await press(panel.page, 'Enter');
    const weighted = crossEntropy(logits, labels, { options: { weight: tensor([1, 2, 4]) } });
    expect(await lossShown(panel.page)).toBe(weighted);
  });

  it('two settings are compared, looked at in turn, and the comparison ends', async () => {
    await tabTo(panel.page, /^select Compare with/);
    await panel.page.keyboard.type('label smoothing');
    await settled(panel.page);
    const other = await lossShown(panel.page, 'other-loss');
    expect(await announced()).toBe(`A: Loss ${await lossShown(panel.page)} nats. B: Loss ${other} nats`);
    await tabTo(panel.page, /^radio A$/);
    await press(panel.page, 'ArrowRight');
    expect((await focus(panel.page)).name).toBe('radio B');
    await tabTo(panel.page, /^button Stop comparing/, 'Shift+Tab');
    await press(panel.page, 'Enter');
    expect(await panel.page.getByTestId('other-loss').count()).toBe(0);
  });

  it('the points on the curve and in the landscape move in each direction', async () => {
    await tabTo(panel.page, /^button Two outputs/);
    await press(panel.page, 'Enter');
    await tabTo(panel.page, /^slider Outputs of/);
    await press(panel.page, 'ArrowUp', 'ArrowRight', 'Shift+ArrowLeft');
    const [bird, cat] = await Promise.all(
      [2, 0].map((c) => cell(panel.page, 2, c).getAttribute('aria-valuenow')),
    );
    expect(Number(bird)).toBeCloseTo(0.2 + 0.1 - 1);
    expect(Number(cat)).toBeCloseTo(3.5);
    await tabTo(panel.page, /^slider logit of bird/, 'Shift+Tab');
    await press(panel.page, 'ArrowRight');
    expect(Number(await cell(panel.page, 2, 2).getAttribute('aria-valuenow'))).toBeCloseTo(-0.6);
  });

  it('the samples are sorted and gone through', async () => {
    await tabTo(panel.page, /^button loss$/);
    await press(panel.page, 'Enter');
    await tabTo(panel.page, /^tr 2 bird/);
    await press(panel.page, 'ArrowDown');
    expect(await section(panel.page, 'steps').locator('.summary').textContent()).toBe('sample 3');
  });

  it('a step is taken', async () => {
    await tabTo(panel.page, /^button Take a step/);
    await press(panel.page, 'Enter');
    await tabTo(panel.page, /^button Take a step/);
    await press(panel.page, 'Enter');
    expect(Number(await lossShown(panel.page))).toBeLessThan(Number(crossEntropy(logits, labels)));
    expect(await announced()).toBe(`Loss ${await lossShown(panel.page)} nats`);
  });

  it('a lesson is opened, the next one follows, and it closes', async () => {
    await tabTo(panel.page, /^button Learn/);
    await press(panel.page, 'Enter', 'End', 'Home', 'ArrowDown');
    const { name, visible } = await focus(panel.page);
    expect(visible).toBe(true);
    await press(panel.page, 'Enter');
    const title = () => panel.page.locator('li-lesson h2').textContent();
    expect(name).toBe(`menuitem ${await title()}`);
    await tabTo(panel.page, /^button The next lesson/);
    const before = await title();
    await press(panel.page, 'Enter');
    expect(await title()).not.toBe(before);
    await tabTo(panel.page, /^button Close the lesson/);
    await press(panel.page, 'Enter');
    expect(await panel.page.locator('li-lesson h2').count()).toBe(0);
  });

  it('code is copied and a file saved; Escape leaves the menu where it was', async () => {
    await tabTo(panel.page, /^button Copy and export/);
    await press(panel.page, 'Enter', 'Escape');
    expect((await focus(panel.page)).name).toBe('button Copy and export');
    await press(panel.page, 'Enter', 'Enter');
    expect((await asked('copy'))[0]).toContain('F.cross_entropy');
    await press(panel.page, 'Enter');
    await tabTo(panel.page, /^menuitem Save as JSON/, 'ArrowDown');
    await press(panel.page, 'Enter');
    expect(await asked('save')).toHaveLength(1);
  });

  it('the tensor is edited as text', async () => {
    await tabTo(panel.page, /^button Edit input as text/);
    await press(panel.page, 'Enter');
    await panel.page.keyboard.press('Control+a');
    await panel.page.keyboard.type('[[1, 2, 3]]');
    await press(panel.page, 'Control+Enter');
    await expect.poll(() => lossShown(panel.page)).toBe(crossEntropy([[1, 2, 3]], [0]));
  });
});

describe.each([1200, 400])('every stop of the Tab key at %d pixels', (width) => {
  it('shows the focus, in sight and under nothing, forwards and backwards', async () => {
    const { page } = panel;
    await page.setViewportSize({ width, height: 700 });
    for (const heading of ['Take a step', 'Two outputs', 'Entropy', 'Precision']) await open(page, heading);
    await page.locator('li-compare-menu select').selectOption({ label: 'label smoothing 0.1' });
    await page.getByLabel('Activation').first().selectOption('softmax');
    await page.getByRole('button', { name: 'Learn' }).focus();
    for (const key of ['Shift+Tab', 'Tab']) {
      const names: string[] = [];
      for (let i = 0; i < 150; i++) {
        await press(page, key);
        const { name, visible, inSight } = await focus(page);
        if (name === 'body') break;
        names.push(name);
        expect({ name, visible, inSight }).toEqual({ name, visible: true, inSight: true });
      }
      if (key === 'Tab') expect(names.length).toBeGreaterThan(60);
    }
  });
});
