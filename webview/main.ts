import { Batches } from './batch/batches.ts';
import { HostClient, type VsCodeApi } from './host/client.ts';
import { linkCompare } from './model/compare.ts';
import { firstState } from './state/first.ts';
import { Keeper, sizeOfState } from './state/keeper.ts';
import { restored } from './state/restore.ts';
import { type Settle, Store } from './state/store.ts';
import './panel.ts';

declare function acquireVsCodeApi(): VsCodeApi;

/** VS Code writes a webview's own state to disk as JSON; beyond this a restart begins anew. */
const largestSaved = 500_000;

function start(): void {
  const api = acquireVsCodeApi();
  const panel = document.createElement('li-panel');
  const host = new HostClient(api, (state) => store.apply(() => state));
  const batches = new Batches(host, () => panel.requestUpdate());
  const settle: Settle = (state, previous) => {
    const settled = batches.settle(state, previous);
    return settled.batch ? settled : linkCompare(settled, previous);
  };
  const store = new Store(restored(api.getState()) ?? firstState, settle);
  const keeper = new Keeper((state) => {
    api.setState(sizeOfState(state) <= largestSaved ? state : null);
    void host.request('stateChanged', state);
  });
  store.subscribe(() => keeper.changed(store.state));
  window.addEventListener('pagehide', () => keeper.flush());
  panel.store = store;
  panel.host = host;
  panel.batches = batches;
  document.body.append(panel);
  host.start(window);
}

start();
