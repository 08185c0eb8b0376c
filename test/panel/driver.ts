import type { Locator, Page } from 'playwright-core';

/** The large number, without its unit. */
export async function lossShown(page: Page, which: 'loss' | 'other-loss' = 'loss'): Promise<string> {
  await settled(page);
  const text = await page.getByTestId(which).textContent();
  return (text?.trim().split(/\s/)[0] ?? '').replaceAll('−', '-');
}

/** Waits until the panel has drawn what the last action changed. */
export const settled = (page: Page): Promise<void> =>
  page.evaluate(() => new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))));

/** A cell of the prediction; column −1 is the target beside it. */
export const cell = (page: Page, row: number, column: number): Locator =>
  page.locator(`li-prediction li-grid [data-place="${row},${column}"]`);

export const section = (page: Page, key: string): Locator => page.locator(`[data-section="${key}"]`);

/** What stands beside a section's heading. */
export const summary = (page: Page, key: string): Promise<string | null> =>
  section(page, key).locator('.summary').textContent();

/** Types a value into a labelled field and leaves it. */
export async function number(page: Page, label: string, value: string): Promise<void> {
  const field = page.locator(`input.number[aria-label="${label}"]`).first();
  await field.fill(value);
  await field.blur();
  await settled(page);
}

/** Presses keys one after the other, each drawn before the next. */
export async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key);
    await settled(page);
  }
}

/** Opens a section that is closed at first. */
export async function open(page: Page, heading: string): Promise<void> {
  await page.locator('li-section button', { hasText: heading }).first().click();
  await settled(page);
}

export async function chooseLoss(page: Page, title: string): Promise<void> {
  const picker = page.getByRole('combobox', { name: 'Loss' });
  await picker.click();
  await picker.fill(title);
  await press(page, 'Enter');
}
