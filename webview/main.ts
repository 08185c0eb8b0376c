import type { State } from '../src/protocol.ts';
import { HostClient, type VsCodeApi } from './host/client.ts';
import { linkCompare } from './model/compare.ts';
import { firstState } from './state/first.ts';
import { Keeper } from './state/keeper.ts';
import { restored } from './state/restore.ts';
import { Store } from './state/store.ts';
import './panel.ts';

declare function acquireVsCodeApi(): VsCodeApi;

/** Tensors beyond this are kept by the host alone: VS Code writes a webview's own state to disk as JSON. */
const largestSaved = 100_000;

const elements = (state: State): number =>
  Object.values(state.setting.inputs).reduce((sum, tensor) => sum + tensor.data.length, 0);

function start(): void {
  const api = acquireVsCodeApi();
  const store = new Store(restored(api.getState()) ?? firstState, linkCompare);
  const host = new HostClient(api, (state) => store.apply(() => state));
  const keeper = new Keeper((state) => {
    if (elements(state) <= largestSaved) api.setState(state);
    void host.request('stateChanged', state);
  });
  store.subscribe(() => keeper.changed(store.state));
  window.addEventListener('pagehide', () => keeper.flush());
  const panel = document.createElement('li-panel');
  panel.store = store;
  panel.host = host;
  document.body.append(panel);
  host.start(window);
}

start();
