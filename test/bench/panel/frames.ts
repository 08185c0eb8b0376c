// How long a frame takes while a bar of a large tensor is dragged, by the browser's own tracing.
//   npm run bench:panel [-- --rows 256 --columns 1000]
// A frame is what the page's main thread does between two of the browser's requests for one: input, edit, computation, style,
// layout, paint. Processor time is what the work costs; the time on the clock also holds what other programs took.
import { parseArgs } from 'node:util';
import type { CDPSession, Page } from 'playwright-core';
import type { State } from '../../../src/protocol.ts';
import { PanelBrowser } from '../../panel/browser.ts';
import { quantile } from '../statistics.mjs';

const { values } = parseArgs({
  options: { rows: { type: 'string', default: '256' }, columns: { type: 'string', default: '1000' } },
});

const moves = 120;
const budget = 1000 / 60;

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
}

/** Logits from −4 to 4 and labels, the same in every run. */
function largeState(rows: number, columns: number): State {
  let seed = 12345;
  const random = () => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    return seed / 0x7fffffff;
  };
  const data = Array.from({ length: rows * columns }, () => Math.round((random() * 8 - 4) * 1000) / 1000);
  const target = Array.from({ length: rows }, () => Math.floor(random() * columns));
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

async function traced(client: CDPSession, act: () => Promise<void>): Promise<readonly TraceEvent[]> {
  const events: TraceEvent[] = [];
  client.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  const done = new Promise((resolve) => client.once('Tracing.tracingComplete', resolve));
  await client.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: [
        'toplevel',
        'benchmark',
        'devtools.timeline',
        'devtools.timeline.frame',
        'disabled-by-default-devtools.timeline.frame',
      ],
    },
  });
  await act();
  await client.send('Tracing.end');
  await done;
  return events;
}

async function dragBar(page: Page): Promise<void> {
  const box = await page.locator('li-prediction li-grid [data-place="1,1"]').boundingBox();
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

/** Milliseconds of the main thread's tasks in each frame. */
function frameTimes(events: readonly TraceEvent[], of: (task: TraceEvent) => number): readonly number[] {
  const begins = events.filter(({ name }) => name === 'BeginMainThreadFrame').toSorted((a, b) => a.ts - b.ts);
  const main = begins[0];
  const tasks = events.filter(
    ({ name, ph, pid, tid }) =>
      name === 'ThreadControllerImpl::RunTask' && ph === 'X' && pid === main?.pid && tid === main.tid,
  );
  return begins.slice(0, -1).map(({ ts }, i) => {
    const end = begins[i + 1]?.ts ?? ts;
    return (
      tasks.filter((task) => task.ts >= ts && task.ts < end).reduce((sum, task) => sum + of(task), 0) / 1000
    );
  });
}

const line = (label: string, times: readonly number[]): string =>
  `${label.padEnd(16)} median ${quantile(times, 0.5).toFixed(1)} ms, 95th percentile ${quantile(times, 0.95).toFixed(1)} ms`;

const [rows, columns] = [Number(values.rows), Number(values.columns)];
const browser = await PanelBrowser.launch();
try {
  const { page } = await browser.open();
  await page.evaluate((state) => window.pushState(state), largeState(rows, columns));
  await page.locator('li-prediction li-grid[compact]').waitFor();
  // Compiled and warm, as it is a moment after opening.
  await dragBar(page);
  const client = await page.context().newCDPSession(page);
  const events = await traced(client, () => dragBar(page));
  if (!events.some(({ name }) => name === 'BeginMainThreadFrame'))
    throw new Error('The trace has no frames.');
  const used = frameTimes(events, (task) => task.tdur ?? task.dur ?? 0);
  console.log(
    `${rows} × ${columns}, ${used.length} frames while dragging; a frame at 60 Hz is ${budget.toFixed(1)} ms`,
  );
  console.log(line('processor time', used));
  console.log(
    line(
      'on the clock',
      frameTimes(events, (task) => task.dur ?? 0),
    ),
  );
} finally {
  await browser.close();
}
