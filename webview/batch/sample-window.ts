import type { SampleOrder } from '../../src/core/explore/order.ts';
import type { BatchQuery, BatchSample, PanelRequests } from '../../src/protocol.ts';
import type { BatchModel } from './batches.ts';

type SampleRequest = Parameters<PanelRequests['batchSamples']>[0];
export type AskSamples = (request: SampleRequest) => Promise<readonly BatchSample[]>;

/** Samples beside those in sight, so that a short scroll shows no gap. */
const beside = 40;

/** The part of the per-sample table of a batch that is in sight, sorted by the holder. */
export class SampleWindow {
  #key = '';
  #query: BatchQuery | undefined;
  #from = 0;
  #samples: readonly BatchSample[] = [];
  #asked = '';

  constructor(
    private readonly ask: AskSamples,
    private readonly changed: () => void,
  ) {}

  /** The sample at a place of the sorted table; undefined until it has arrived. */
  at(index: number): BatchSample | undefined {
    return this.#samples[index - this.#from];
  }

  /** Asks for what is in sight where it is not there. */
  see({ whole, query }: BatchModel, order: SampleOrder, down: boolean, first: number, end: number): void {
    if (!whole.summary?.ok || !whole.current) return;
    const key = `${order} ${down}`;
    const known = key === this.#key && query === this.#query;
    if (known && first >= this.#from && end <= this.#from + this.#samples.length) return;
    const from = Math.max(0, first - beside);
    const asked = `${key} ${from} ${end}`;
    if (asked === this.#asked && query === this.#query) return;
    this.#asked = asked;
    this.#query = query;
    void this.#fetch(key, { query, order, down, from, end: end + beside });
  }

  async #fetch(key: string, request: SampleRequest): Promise<void> {
    try {
      const samples = await this.ask(request);
      if (request.query !== this.#query) return;
      this.#key = key;
      this.#from = request.from;
      this.#samples = samples;
      this.changed();
    } catch {
      // The summary of the same query says what is wrong.
    }
  }
}
