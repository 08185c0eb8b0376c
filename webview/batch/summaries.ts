import type { BatchQuery, BatchSummary } from '../../src/protocol.ts';
import type { HostClient } from '../host/client.ts';

/** What is known of the loss of the whole at this moment. */
export interface Whole {
  /** The last one computed; null before the first. */
  readonly summary: BatchSummary | null;
  /** Whether it is of what stands there now. */
  readonly current: boolean;
  /** From 0 to 1 while it is computed and that takes a while; null otherwise. */
  readonly progress: number | null;
  /** Whether the person stopped the computation. */
  readonly cancelled: boolean;
}

/** Work that is done sooner needs no sign of it. */
const noticeable = 300;

/** Follows the loss of one setting on a batch: one computation at a time, always of the latest question. */
export class Summaries {
  #query: BatchQuery | undefined;
  #running:
    | { readonly query: BatchQuery; readonly abort: AbortController; readonly since: number }
    | undefined;
  #whole: Whole = { summary: null, current: false, progress: null, cancelled: false };

  constructor(
    private readonly host: HostClient,
    private readonly changed: () => void,
  ) {}

  /** What is known of the query's loss; asks for it where it is not known. */
  of(query: BatchQuery): Whole {
    if (query !== this.#query) {
      this.#whole = { ...this.#whole, current: false, cancelled: false };
      if (query.batch.prediction.handle !== this.#query?.batch.prediction.handle)
        this.#whole = { ...this.#whole, summary: null };
      this.#query = query;
      this.#next();
    }
    return this.#whole;
  }

  cancel(): void {
    this.#running?.abort.abort();
    this.#running = undefined;
    this.#set({ progress: null, cancelled: true });
  }

  resume(): void {
    this.#set({ cancelled: false });
    this.#next();
  }

  /** Short work is awaited, so that a drag sees results; long work gives way. What it had computed is kept by the holder. */
  #next(): void {
    const running = this.#running;
    if (running && performance.now() - running.since < noticeable) return;
    running?.abort.abort();
    const query = this.#query;
    if (query) void this.#run(query);
  }

  async #run(query: BatchQuery): Promise<void> {
    const running = { query, abort: new AbortController(), since: performance.now() };
    this.#running = running;
    const report = (done: number) => {
      const shows = this.#running === running && performance.now() - running.since > noticeable;
      if (shows) this.#set({ progress: done });
    };
    const summary = await this.#ask(query, { signal: running.abort.signal, report });
    if (this.#running !== running || !summary) return;
    this.#running = undefined;
    this.#set({ summary, current: query === this.#query, progress: null });
    if (query !== this.#query) this.#next();
  }

  async #ask(
    query: BatchQuery,
    following: Parameters<HostClient['request']>[2],
  ): Promise<BatchSummary | undefined> {
    try {
      return await this.host.request('batchSummary', query, following);
    } catch (error) {
      if (following?.signal?.aborted) return undefined;
      return { ok: false, message: error instanceof Error ? error.message : String(error) };
    }
  }

  #set(part: Partial<Whole>): void {
    this.#whole = { ...this.#whole, ...part };
    this.changed();
  }
}
