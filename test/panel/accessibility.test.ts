import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from './axe.ts';
import { PanelBrowser } from './browser.ts';
import { press, settled } from './driver.ts';

let browser: PanelBrowser;

beforeAll(async () => {
  browser = await PanelBrowser.launch();
});
afterAll(() => browser.close());

const openEverything = async (page: Page): Promise<void> => {
  for (const heading of ['Take a step', 'Two outputs', 'Entropy', 'Precision'])
    await page.locator('li-section button', { hasText: heading }).first().click();
};

describe.each(['dark', 'light', 'hc', 'hc-light'])('in the theme %s', (theme) => {
  it('axe finds nothing, with everything open, two settings and a finding', async () => {
    const { page, close } = await browser.open({ theme });
    await openEverything(page);
    await page.locator('li-compare-menu select').selectOption({ label: 'label smoothing 0.1' });
    await page.getByLabel('Activation').first().selectOption('softmax');
    expect(await violations(page)).toEqual([]);
    await close();
  });
});

describe('menus', () => {
  it('axe finds nothing in an open menu, list and text editor', async () => {
    const { page, close } = await browser.open();
    await page.getByRole('button', { name: 'Edit input as text' }).click();
    await page.getByRole('combobox', { name: 'Loss' }).click();
    expect(await violations(page)).toEqual([]);
    await press(page, 'Escape');
    await page.getByRole('button', { name: 'Copy and export' }).click();
    expect(await violations(page)).toEqual([]);
    await close();
  });
});

describe.each([320, 480, 860, 1280, 2000])('at %d pixels', (width) => {
  it('nothing is cut off at the side', async () => {
    const { page, close } = await browser.open({ width, height: 800 });
    await openEverything(page);
    await settled(page);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await close();
  });
});

describe('reduced motion', () => {
  it('turns transitions off', async () => {
    const { page, close } = await browser.open({ reducedMotion: true });
    const duration = await page
      .locator('li-section .chevron')
      .first()
      .evaluate((element) => getComputedStyle(element).transitionDuration);
    expect(duration).toBe('0s');
    await close();
  });
});
