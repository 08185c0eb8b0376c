import type { BatchRow, BatchState, PanelRequests, Setting } from '../../src/protocol.ts';
import type { HostClient } from '../host/client.ts';

type RowRequest = Parameters<PanelRequests['batchRow']>[0];

/** Rows that are kept. */
const most = 12;

/** Reads rows of held tensors, each once while it is among the latest. */
export class RowReader {
  readonly #rows = new Map<string, BatchRow>();
  readonly #asked = new Set<string>();
  #failure = '';

  constructor(
    private readonly host: HostClient,
    private readonly changed: () => void,
  ) {}

  /** Why a row could not be read; empty where nothing is wrong. */
  get failure(): string {
    return this.#failure;
  }

  /** The row as it is held, or undefined until it has arrived. */
  row(setting: Setting, batch: BatchState, row: number): BatchRow | undefined {
    const { loss, library } = setting;
    const key = [batch.prediction.handle, batch.target?.handle, loss, library, row].join(' ');
    const known = this.#rows.get(key);
    if (!known && !this.#asked.has(key)) void this.#read(key, { batch, loss, library, row });
    return known;
  }

  async #read(key: string, request: RowRequest): Promise<void> {
    this.#asked.add(key);
    try {
      const row = await this.host.request('batchRow', request);
      this.#failure = '';
      this.#rows.set(key, row);
      this.#asked.delete(key);
      const [oldest] = this.#rows.keys();
      if (this.#rows.size > most && oldest !== undefined) this.#rows.delete(oldest);
    } catch (error) {
      this.#failure = error instanceof Error ? error.message : String(error);
    }
    this.changed();
  }
}
