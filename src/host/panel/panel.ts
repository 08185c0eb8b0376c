import { type Disposable, EventEmitter, type Uri, type WebviewPanel } from 'vscode';
import type { State, ToHost, ToPanel } from '../../protocol.ts';
import type { Task } from '../holder/task.ts';
import { panelHtml, panelRoot } from './html.ts';
import type { PanelHandlers } from './requests.ts';

/** One open panel. The host has its state; what it shows can be thrown away and made again at any time. */
export class Panel implements Disposable {
  readonly view: WebviewPanel;
  readonly #handlers: PanelHandlers;
  readonly #closed = new EventEmitter<void>();
  readonly #edited = new EventEmitter<State>();
  readonly #changed = new EventEmitter<State>();
  readonly #subscriptions: Disposable[] = [this.#closed, this.#edited, this.#changed];
  /** Requests of the panel that are being answered. */
  readonly #running = new Map<number, AbortController>();
  #state: State;
  #isClosed = false;

  readonly onDidClose = this.#closed.event;
  /** The person changed something in the panel. */
  readonly onDidEdit = this.#edited.event;
  /** It shows another state, whoever changed it. */
  readonly onDidChange = this.#changed.event;

  constructor(view: WebviewPanel, extensionUri: Uri, state: State, handlers: PanelHandlers) {
    this.view = view;
    this.#state = state;
    this.#handlers = handlers;
    // A panel that comes back after a restart has the options of the version that made it.
    view.webview.options = { enableScripts: true, localResourceRoots: [panelRoot(extensionUri)] };
    this.#subscriptions.push(
      view.webview.onDidReceiveMessage((message: ToHost) => this.#receive(message)),
      view.onDidDispose(() => {
        this.#isClosed = true;
        this.#closed.fire();
        this.dispose();
      }),
    );
    view.webview.html = panelHtml(view.webview, extensionUri);
  }

  get state(): State {
    return this.#state;
  }

  /** Shows another state, whole. */
  push(state: State): void {
    this.#state = state;
    this.#changed.fire(state);
    this.#post({ type: 'state', state });
  }

  async #receive(message: ToHost): Promise<void> {
    if (message.type === 'ready') return this.#post({ type: 'state', state: this.#state });
    if (message.type === 'cancel') return this.#running.get(message.id)?.abort();
    if (message.name === 'stateChanged') this.#keep(message.payload);
    this.#post(await this.#answer(message));
  }

  #keep(state: State): void {
    this.#state = state;
    this.#edited.fire(state);
    this.#changed.fire(state);
  }

  async #answer(message: Extract<ToHost, { type: 'request' }>): Promise<ToPanel> {
    const { id, name, payload } = message;
    const controller = new AbortController();
    this.#running.set(id, controller);
    const task = {
      signal: controller.signal,
      report: (done: number) => this.#post({ type: 'progress', id, done }),
    };
    try {
      const handle = this.#handlers[name] as (payload: unknown, task: Task) => unknown;
      return { type: 'reply', id, value: (await handle(payload, task)) ?? null };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { type: 'failure', id, message: reason };
    } finally {
      this.#running.delete(id);
    }
  }

  /** An answer may come when there is no panel any more to take it: the view of a closed one throws. */
  #post(message: ToPanel): void {
    if (!this.#isClosed) void this.view.webview.postMessage(message);
  }

  dispose(): void {
    for (const controller of this.#running.values()) controller.abort();
    for (const subscription of this.#subscriptions.splice(0)) subscription.dispose();
  }
}
