import { HostClient, type VsCodeApi } from './host/client.ts';
import { linkCompare } from './model/compare.ts';
import { firstState } from './state/first.ts';
import { Keeper, sizeOfState } from './state/keeper.ts';
import { restored } from './state/restore.ts';
import { Store } from './state/store.ts';
import './panel.ts';

declare function acquireVsCodeApi(): VsCodeApi;

/** VS Code writes a webview's own state to disk as JSON; beyond this a restart begins anew. */
const largestSaved = 500_000;

function start(): void {
  const api = acquireVsCodeApi();
  const store = new Store(restored(api.getState()) ?? firstState, linkCompare);
  const host = new HostClient(api, (state) => store.apply(() => state));
  const keeper = new Keeper((state) => {
    api.setState(sizeOfState(state) <= largestSaved ? state : null);
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
