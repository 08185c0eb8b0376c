import type { PanelRequestName, PanelRequests, State, ToHost, ToPanel } from '../../src/protocol.ts';

/** What VS Code gives a webview. */
export interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

type Reply<K extends PanelRequestName> = ReturnType<PanelRequests[K]>;

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: Error) => void;
  readonly report: ((done: number) => void) | undefined;
}

/** How a long request is followed and given up. */
export interface Following {
  readonly signal?: AbortSignal;
  /** From 0 to 1. */
  readonly report?: (done: number) => void;
}

/** The panel's end of the protocol: requests with replies, and the states that the host pushes. */
export class HostClient {
  readonly #waiting = new Map<number, Waiting>();
  #next = 1;

  /** @param onState called with every state the host pushes */
  constructor(
    private readonly api: VsCodeApi,
    private readonly onState: (state: State) => void,
  ) {}

  /** Starts listening and asks for the first state. */
  start(target: EventTarget): void {
    target.addEventListener('message', (event) => this.receive((event as MessageEvent<ToPanel>).data));
    this.#post({ type: 'ready' });
  }

  request<K extends PanelRequestName>(
    name: K,
    payload: Parameters<PanelRequests[K]>[0],
    { signal, report }: Following = {},
  ): Promise<Reply<K>> {
    const id = this.#next++;
    signal?.addEventListener('abort', () => this.#cancel(id), { once: true });
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: (value) => resolve(value as Reply<K>), reject, report });
      // The union of messages is built from these very names; TypeScript cannot see that K picks one member.
      this.#post({ type: 'request', id, name, payload } as ToHost);
    });
  }

  receive(message: ToPanel): void {
    if (message.type === 'state') this.onState(message.state);
    else if (message.type === 'progress') this.#waiting.get(message.id)?.report?.(message.done);
    else if (message.type === 'reply') this.#settle(message.id)?.resolve(message.value);
    else if (message.type === 'failure') this.#settle(message.id)?.reject(new Error(message.message));
  }

  #cancel(id: number): void {
    if (!this.#waiting.has(id)) return;
    this.#post({ type: 'cancel', id });
    this.#settle(id)?.reject(new DOMException('Cancelled', 'AbortError'));
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #post(message: ToHost): void {
    this.api.postMessage(message);
  }
}
