import { type Disposable, l10n, Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import { lossById } from '../../core/losses/index.ts';
import type { State } from '../../protocol.ts';
import type { HeldTensors } from '../holder/held.ts';
import { panelRoot } from './html.ts';
import { Panel } from './panel.ts';
import { readState } from './read-state.ts';
import { panelHandlers } from './requests.ts';
import { firstState } from './state.ts';

export const VIEW_TYPE = 'lossInspector.panel';

/** Every open panel. The one used last is where new tensors go. */
export class Panels implements Disposable {
  readonly #extensionUri: Uri;
  readonly #held: HeldTensors;
  readonly #open: Panel[] = [];
  readonly #serializer: Disposable;

  constructor(extensionUri: Uri, held: HeldTensors) {
    this.#extensionUri = extensionUri;
    this.#held = held;
    this.#serializer = window.registerWebviewPanelSerializer(VIEW_TYPE, {
      deserializeWebviewPanel: async (view: WebviewPanel, saved: unknown) => {
        this.#titled(this.adopt(view, readState(saved) ?? firstState));
      },
    });
  }

  /** The panel used last. */
  get latest(): Panel | undefined {
    return this.#open[0];
  }

  get all(): readonly Panel[] {
    return this.#open;
  }

  /** Shows a state in the panel used last, or in a first one beside the editor. The editor keeps the focus. */
  show(state: State): Panel {
    const panel = this.latest;
    if (!panel) return this.add(state, true);
    panel.push(state);
    this.#release();
    panel.view.reveal(undefined, true);
    return panel;
  }

  /** Opens another panel. */
  add(state: State, preserveFocus = false): Panel {
    const viewColumn = this.latest?.view.viewColumn ?? ViewColumn.Beside;
    const view = window.createWebviewPanel(
      VIEW_TYPE,
      titleOf(state),
      { viewColumn, preserveFocus },
      { enableScripts: true, enableFindWidget: true, localResourceRoots: [panelRoot(this.#extensionUri)] },
    );
    return this.#titled(this.adopt(view, state));
  }

  /** Makes a panel of a view that VS Code has opened. */
  adopt(view: WebviewPanel, state: State): Panel {
    const panel = new Panel(view, this.#extensionUri, state, panelHandlers(this.#held));
    view.iconPath = Uri.joinPath(this.#extensionUri, 'media', 'icon.png');
    this.#open.unshift(panel);
    panel.onDidClose(() => {
      this.#remove(panel);
      this.#release();
    });
    view.onDidChangeViewState(() => {
      if (view.active) this.#makeLatest(panel);
    });
    return panel;
  }

  /** Keeps the title that of the loss that is shown; a file's panel has the file's name. */
  #titled(panel: Panel): Panel {
    const update = (state: State) => {
      panel.view.title = titleOf(state);
    };
    update(panel.state);
    panel.onDidChange(update);
    return panel;
  }

  /** What no panel shows need not be held. */
  #release(): void {
    this.#held.retain(this.#open.map(({ state }) => state));
  }

  #makeLatest(panel: Panel): void {
    this.#remove(panel);
    this.#open.unshift(panel);
  }

  #remove(panel: Panel): void {
    const at = this.#open.indexOf(panel);
    if (at >= 0) this.#open.splice(at, 1);
  }

  dispose(): void {
    this.#serializer.dispose();
  }
}

function titleOf({ setting, source }: State): string {
  const title = lossById(setting.loss)?.title ?? l10n.t('Loss Inspector');
  return source ? `${title} · ${source.label}` : title;
}
