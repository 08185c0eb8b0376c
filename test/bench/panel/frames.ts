// How long a frame takes while a bar of a large tensor is dragged and its table is scrolled, by the browser's own tracing.
//   npm run bench:panel [-- --only drag]
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import type { State } from '../../../src/protocol.ts';
import { PanelBrowser } from '../../panel/browser.ts';
import { classes, openLarge, rows } from '../../panel/large.ts';
import { quantile } from '../statistics.mjs';
import { type Frames, framesDuring } from './trace.ts';

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });

const moves = 120;
const budget = 1000 / 60;

/** Logits from −4 to 4 and labels, the same in every run, which the panel holds itself. */
function ownState(rows: number, columns: number): State {
  const data = Array.from({ length: rows * columns }, (_, i) => (((i * 7919) % 8000) - 4000) / 1000);
  const target = Array.from({ length: rows }, (_, row) => (row * 37) % columns);
  return {
    version: 1,
    setting: {
      loss: 'cross_entropy',
      library: 'torch',
      reduction: 'mean',
      dtype: 'float32',
      inputs: {
        input: { data, shape: [rows, columns], dtype: 'float32' },
        target: { data: target, shape: [rows], dtype: 'int64' },
      },
      options: {},
    },
    compare: null,
    classNames: null,
    source: null,
    rule: null,
    view: {},
  };
}

async function openOwn(page: Page): Promise<void> {
  await page.evaluate((state) => window.pushState(state), ownState(256, 1000));
  await page.locator('li-prediction li-grid[compact]').waitFor();
}

async function openHeld(page: Page): Promise<void> {
  await openLarge(page);
  await page.getByTestId('loss').getByText(/^\d/).waitFor();
}

const bar = '[data-place="1,1"]';

async function drag(page: Page): Promise<void> {
  const box = await page.locator(`li-prediction ${bar}, li-batch-prediction ${bar}`).first().boundingBox();
  if (!box) throw new Error('There is no bar to drag.');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let i = 1; i <= moves; i++) {
    await page.mouse.move(x, y - 60 * Math.sin(i / 12));
    await page.waitForTimeout(budget);
  }
  await page.mouse.up();
}

/** Down and to the right, as a wheel and a touchpad do. */
async function scroll(page: Page): Promise<void> {
  const box = await page.locator('li-grid .scroller').first().boundingBox();
  if (!box) throw new Error('There is no table to scroll.');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  for (let i = 1; i <= moves; i++) {
    await page.mouse.wheel(i % 3 === 0 ? 90 : 0, i % 3 === 0 ? 0 : 60);
    await page.waitForTimeout(budget);
  }
  await page
    .locator('li-grid .scroller')
    .first()
    .evaluate((scroller) => scroller.scrollTo(0, 0));
  await page.waitForTimeout(500);
}

const scenarios = [
  { name: 'drag, 256 × 1,000', open: openOwn, act: drag },
  { name: 'scroll, 256 × 1,000', open: openOwn, act: scroll },
  { name: `drag, ${rows} × ${classes}`, open: openHeld, act: drag },
  { name: `scroll, ${rows} × ${classes}`, open: openHeld, act: scroll },
] as const;

const shown = (times: readonly number[]): string =>
  `${quantile(times, 0.5).toFixed(1)} / ${quantile(times, 0.95).toFixed(1)} ms`;

function report(name: string, { processor, clock }: Frames): void {
  const holds = quantile(processor, 0.95) < budget;
  const verdict = holds ? 'holds' : 'MISSES';
  console.log(
    `${name.padEnd(24)} ${String(processor.length).padStart(4)} frames, processor ${shown(processor)}, clock ${shown(clock)}: ${verdict} 60 Hz`,
  );
  if (!holds) process.exitCode = 1;
}

console.log(`Median / 95th percentile of a frame; a frame at 60 Hz is ${budget.toFixed(1)} ms.`);
const browser = await PanelBrowser.launch();
try {
  for (const { name, open, act } of scenarios.filter((one) => one.name.includes(values.only))) {
    const { page, close } = await browser.open();
    await open(page);
    // Compiled and warm, as it is a moment after opening.
    await act(page);
    report(name, await framesDuring(page, () => act(page)));
    await close();
  }
} finally {
  await browser.close();
}
