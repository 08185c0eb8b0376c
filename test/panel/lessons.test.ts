import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rules } from '../../src/analysis/rules/index.ts';
import { lessonState } from '../../src/learn/lesson.ts';
import { lessonForRule, lessons } from '../../src/learn/lessons.ts';
import { type OpenPanel, PanelBrowser } from './browser.ts';
import { lossShown } from './driver.ts';
import { layoutProblems } from './layout.ts';

let browser: PanelBrowser;
let panel: OpenPanel;

beforeAll(async () => {
  browser = await PanelBrowser.launch();
  panel = await browser.open({ width: 1280, height: 4000 });
});
afterAll(() => browser.close());

const title = () => panel.page.locator('li-lesson h2').textContent();

describe('every lesson', () => {
  it('is in the menu, and opens from there on its numbers', async () => {
    const { page } = panel;
    for (const lesson of lessons) {
      await page.getByRole('button', { name: 'Learn' }).click();
      await page.getByRole('menuitem', { name: lesson.title, exact: true }).click();
      await expect.poll(title).toBe(lesson.title);
      expect([lesson.id, Math.abs(Number(await lossShown(page)) - lesson.value) < 1e-4]).toEqual([
        lesson.id,
        true,
      ]);
      if (lesson.otherValue !== undefined)
        expect(Math.abs(Number(await lossShown(page, 'other-loss')) - lesson.otherValue)).toBeLessThan(1e-4);
      expect([lesson.id, ...(await page.evaluate(layoutProblems))]).toEqual([lesson.id]);
    }
    expect(panel.problems).toEqual([]);
  }, 120_000);
});

describe('the demonstration of a rule', () => {
  const demonstrated = rules.flatMap(({ id }) => {
    const lesson = lessonForRule(id);
    return lesson ? [{ id, lesson }] : [];
  });

  it.each(demonstrated)('$id is live: its numbers can be changed and answer', async ({ id, lesson }) => {
    const { page } = panel;
    await page.evaluate((state) => window.pushState(state), lessonState(lesson, id));
    await expect.poll(title).toBe(lesson.title);
    const before = await lossShown(page);
    await page.locator('li-prediction [role=spinbutton]:not([data-place$=",-1"])').first().focus();
    await page.keyboard.press('Shift+ArrowUp');
    // A softmax over one logit is 1 whatever the logit: that nothing answers is what it shows.
    if (id === 'single-logit-cross-entropy') expect(await lossShown(page)).toBe('0.0000');
    else await expect.poll(() => lossShown(page)).not.toBe(before);
  });

  it('names the rule where the mistake can be seen in the numbers', async () => {
    const { page } = panel;
    const seen: string[] = [];
    for (const { id, lesson } of demonstrated) {
      await page.evaluate((state) => window.pushState(state), lessonState(lesson, id));
      await expect.poll(title).toBe(lesson.title);
      const named = await page.locator('li-health button', { hasText: id }).count();
      if (named > 0) seen.push(id);
    }
    expect(seen).toEqual(
      expect.arrayContaining([
        'softmax-before-cross-entropy',
        'sigmoid-before-bce-with-logits',
        'kl-div-mean-reduction',
        'softmax-over-batch',
        'loss-arguments-swapped',
        'log-probabilities-expected-by-ctc',
      ]),
    );
  });
});
