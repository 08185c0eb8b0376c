import type { Page } from 'playwright-core';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
}

const categories = [
  'toplevel',
  'benchmark',
  'devtools.timeline',
  'devtools.timeline.frame',
  'disabled-by-default-devtools.timeline.frame',
];

/** Milliseconds of the page's main thread in each frame. */
export interface Frames {
  /** What the work costs. */
  readonly processor: readonly number[];
  /** With what other programs took. */
  readonly clock: readonly number[];
}

/** Traces the page while something is done to it. */
export async function framesDuring(page: Page, act: () => Promise<void>): Promise<Frames> {
  const client = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  client.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  const done = new Promise((resolve) => client.once('Tracing.tracingComplete', resolve));
  await client.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: categories },
  });
  await act();
  await client.send('Tracing.end');
  await done;
  await client.detach();
  return framesOf(events);
}

/** A frame is what the main thread does between two of the browser's requests for one: input, edit, computation, style, layout, paint. */
function framesOf(events: readonly TraceEvent[]): Frames {
  const begins = events.filter(({ name }) => name === 'BeginMainThreadFrame').toSorted((a, b) => a.ts - b.ts);
  const [main] = begins;
  if (!main) throw new Error('The trace has no frames.');
  const tasks = events.filter(
    ({ name, ph, pid, tid }) =>
      name === 'ThreadControllerImpl::RunTask' && ph === 'X' && pid === main.pid && tid === main.tid,
  );
  const times = (of: (task: TraceEvent) => number) =>
    begins.slice(0, -1).map(({ ts }, i) => {
      const end = begins[i + 1]?.ts ?? ts;
      const inFrame = tasks.filter((task) => task.ts >= ts && task.ts < end);
      return inFrame.reduce((sum, task) => sum + of(task), 0) / 1000;
    });
  return { processor: times(({ tdur, dur = 0 }) => tdur ?? dur), clock: times(({ dur = 0 }) => dur) };
}
