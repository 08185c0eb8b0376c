import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PanelBrowser } from './browser.ts';
import { chooseLoss, open, settled } from './driver.ts';
import { layoutProblems } from './layout.ts';

let browser: PanelBrowser;

beforeAll(async () => {
  browser = await PanelBrowser.launch();
});
afterAll(() => browser.close());

/** Tall enough that every section is in sight: the browser does not lay out the others. */
const height = 5000;

/** Panels as people have them, from the first look to everything at once. */
const states: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  'as it opens': async () => {},
  'everything open': async (page) => {
    for (const heading of ['Take a step', 'Two outputs', 'Entropy', 'Precision']) await open(page, heading);
  },
  'a comparison, a pin and a finding': async (page) => {
    await page.getByRole('button', { name: 'Pin this result' }).click();
    await page.locator('li-compare-menu select').selectOption({ label: 'label smoothing 0.1' });
    await page.getByLabel('Activation').first().selectOption('softmax');
  },
  'a distribution as target': (page) => page.getByRole('button', { name: 'smoothed' }).click(),
  'a long name and a refusal': async (page) => {
    await chooseLoss(page, 'BCEWithLogitsLoss');
    await page.getByRole('radio', { name: 'bits' }).click();
  },
};

/** What is wrong, by problem, with the widths at which it is. */
async function problemsAt(
  page: Page,
  widths: readonly number[],
): Promise<Readonly<Record<string, number[]>>> {
  const found = new Map<string, number[]>();
  for (const width of widths) {
    await page.setViewportSize({ width, height });
    await settled(page);
    await settled(page);
    for (const problem of await page.evaluate(layoutProblems))
      found.set(problem, [...(found.get(problem) ?? []), width]);
  }
  return Object.fromEntries(found);
}

const every = (step: number, from = 320, to = 2000): readonly number[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);

describe.each(Object.entries(states))('%s', (_, prepare) => {
  it('nothing overlaps, is cut, or scrolls sideways from 320 to 2,000 pixels', async () => {
    const { page, close } = await browser.open({ width: 1200, height });
    await prepare(page);
    await expect.poll(() => page.locator('li-steps math').count()).toBeGreaterThan(0);
    expect(await problemsAt(page, every(17))).toEqual({});
    await close();
  }, 180_000);
});

describe('at 200 %', () => {
  it('of a window of 1,280 × 900, everything can be used', async () => {
    const { page, close } = await browser.open({ width: 640, height: 450, scale: 2 });
    expect(await problemsAt(page, [640])).toEqual({});
    await close();
  });

  it('by the zoom of the page, at every width down to 640', async () => {
    const { page, close } = await browser.open({ width: 1280, height });
    await page.evaluate(() => document.documentElement.style.setProperty('zoom', '2'));
    expect(await problemsAt(page, every(120, 640, 2000))).toEqual({});
    await close();
  });
});
