import { type Disposable, EventEmitter, type Uri, type WebviewPanel } from 'vscode';
import type { State, ToHost, ToPanel } from '../../protocol.ts';
import { panelHtml, panelRoot } from './html.ts';
import type { PanelHandlers } from './requests.ts';

/** One open panel. The host has its state; what it shows can be thrown away and made again at any time. */
export class Panel implements Disposable {
  readonly view: WebviewPanel;
  readonly #handlers: PanelHandlers;
  readonly #closed = new EventEmitter<void>();
  readonly #edited = new EventEmitter<State>();
  readonly #subscriptions: Disposable[] = [this.#closed, this.#edited];
  #state: State;

  readonly onDidClose = this.#closed.event;
  /** The person changed something in the panel. */
  readonly onDidEdit = this.#edited.event;

  constructor(view: WebviewPanel, extensionUri: Uri, state: State, handlers: PanelHandlers) {
    this.view = view;
    this.#state = state;
    this.#handlers = handlers;
    // A panel that comes back after a restart has the options of the version that made it.
    view.webview.options = { enableScripts: true, localResourceRoots: [panelRoot(extensionUri)] };
    this.#subscriptions.push(
      view.webview.onDidReceiveMessage((message: ToHost) => this.#receive(message)),
      view.onDidDispose(() => {
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
    this.#post({ type: 'state', state });
  }

  async #receive(message: ToHost): Promise<void> {
    if (message.type === 'ready') return this.#post({ type: 'state', state: this.#state });
    if (message.name === 'stateChanged') this.#keep(message.payload);
    this.#post(await this.#answer(message));
  }

  #keep(state: State): void {
    this.#state = state;
    this.#edited.fire(state);
  }

  async #answer(message: Extract<ToHost, { type: 'request' }>): Promise<ToPanel> {
    try {
      const handle = this.#handlers[message.name] as (payload: unknown) => unknown;
      return { type: 'reply', id: message.id, value: (await handle(message.payload)) ?? null };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { type: 'failure', id: message.id, message: reason };
    }
  }

  #post(message: ToPanel): void {
    void this.view.webview.postMessage(message);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions.splice(0)) subscription.dispose();
  }
}
