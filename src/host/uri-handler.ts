import { commands, type Disposable, type Uri, window } from 'vscode';
import type { Panels } from './panel/panels.ts';
import { readState } from './panel/read-state.ts';

/**
 * Links into the editor: `…/demonstrate?rule=ID` shows a mistake live, `…/open?state=JSON` a shared panel. A link only opens a
 * panel: it changes nothing of the user's.
 */
export function registerLinks(panels: Panels): Disposable {
  return window.registerUriHandler({
    handleUri: async ({ path, query }: Uri) => {
      const parameters = new URLSearchParams(query);
      if (path === '/demonstrate')
        await commands.executeCommand('lossInspector.demonstrateRule', parameters.get('rule'));
      if (path === '/open') {
        const state = readState(parse(parameters.get('state')));
        if (state) panels.add(state);
      }
    },
  });
}

function parse(json: string | null): unknown {
  try {
    return JSON.parse(json ?? 'null');
  } catch {
    return undefined;
  }
}
