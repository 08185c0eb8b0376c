import type { FromHolder, HolderPayload, HolderReply, HolderRequestName, ToHolder } from './messages.ts';
import { Cancelled, quietTask, type Task } from './task.ts';

/** The far end: a worker, or the same code in this thread. */
export interface Connection {
  /** @param transfer buffers that the sender gives up */
  send(message: ToHolder, transfer?: readonly ArrayBuffer[]): void;
  dispose(): void;
}

export type Connect = (receive: (message: FromHolder) => void, failed: (reason: Error) => void) => Connection;

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: Error) => void;
  readonly report: Task['report'];
}

/** The host's end of a holder, which is started when it is first needed. */
export class HolderClient {
  readonly #connect: Connect;
  readonly #waiting = new Map<number, Waiting>();
  #connection: Connection | undefined;
  #next = 1;

  constructor(connect: Connect) {
    this.#connect = connect;
  }

  /** Whether anything was ever asked of it. */
  get started(): boolean {
    return this.#connection !== undefined;
  }

  /**
   * Rejects with the holder's message, or with {@link Cancelled} as soon as the task is cancelled: what still arrives then
   * is dropped.
   */
  request<K extends HolderRequestName>(
    name: K,
    payload: HolderPayload<K>,
    { signal, report }: Task = quietTask(),
    transfer: readonly ArrayBuffer[] = [],
  ): Promise<HolderReply<K>> {
    if (signal.aborted) return Promise.reject(new Cancelled());
    const id = this.#next++;
    const answer = new Promise<HolderReply<K>>((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject, report });
    });
    signal.addEventListener('abort', () => this.#cancel(id), { once: true });
    this.#connection ??= this.#connect(
      (message) => this.#receive(message),
      (reason) => this.#fail(reason),
    );
    this.#connection.send({ type: 'request', id, name, payload } as ToHolder, transfer);
    return answer;
  }

  #receive(message: FromHolder): void {
    const waiting = this.#waiting.get(message.id);
    if (message.type === 'progress') {
      waiting?.report(message.done);
      return;
    }
    this.#waiting.delete(message.id);
    if (message.type === 'reply') waiting?.resolve(message.value);
    else waiting?.reject(new Error(message.message));
  }

  #cancel(id: number): void {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    this.#waiting.delete(id);
    this.#connection?.send({ type: 'cancel', id });
    waiting.reject(new Cancelled());
  }

  /** The worker is gone: what waits fails, the next request starts another. */
  #fail(reason: Error): void {
    this.#connection = undefined;
    for (const { reject } of this.#waiting.values()) reject(reason);
    this.#waiting.clear();
  }

  dispose(): void {
    this.#connection?.dispose();
    this.#fail(new Error('The holder was closed.'));
  }
}
