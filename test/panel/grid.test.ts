import { describe, expect, it } from 'vitest';
import { number } from './driver.ts';
import { usePanel } from './fixture.ts';

const panel = usePanel();

/** The rows and the columns of the prediction's cells, in the order of the document. */
const places = (): Promise<readonly (readonly [number, number])[]> =>
  panel.page.locator('li-prediction li-grid .cell [data-place]').evaluateAll((cells) =>
    cells.map((cell) => {
      const [row = 0, column = 0] = (cell as HTMLElement).dataset.place?.split(',').map(Number) ?? [];
      return [row, column] as const;
    }),
  );

const scrollTo = (left: number, top: number): Promise<void> =>
  panel.page
    .locator('li-prediction li-grid .scroller')
    .evaluate((scroller, [x, y]) => scroller.scrollTo(x as number, y as number), [left, top]);

describe('a scrolled table', () => {
  it('makes no elements, and at rest stands in the order in which it is read', async () => {
    await number(panel.page, 'samples', '200');
    await number(panel.page, 'classes', '300');
    await scrollTo(3000, 2000);
    await panel.page.locator('li-prediction [data-place="85,50"]').waitFor();
    const before = await panel.page.locator('li-prediction li-grid .cell').elementHandles();
    await scrollTo(3250, 2110);
    await panel.page.locator('li-prediction [data-place="89,54"]').waitFor();
    const kept = await Promise.all(before.map((cell) => cell.evaluate((element) => element.isConnected)));
    expect(kept.every(Boolean)).toBe(true);
    await expect
      .poll(async () => {
        const seen = await places();
        return JSON.stringify(seen) === JSON.stringify(seen.toSorted(([a, b], [c, d]) => a - c || b - d));
      })
      .toBe(true);
  });
});
