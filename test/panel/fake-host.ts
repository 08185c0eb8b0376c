/**
 * The host's side of the protocol inside a plain page, so that the panel opens without VS Code: for the gallery and the
 * tests. It typesets with the engine that the extension uses, keeps what the panel saves across reloads, and records
 * every message in `window.messages`.
 */

import temml from 'temml';
import { lessonCards, parseText } from '../../src/host/panel/answers.ts';
import type { PanelRequestName, State, ToHost, ToPanel } from '../../src/protocol.ts';
import { applyTheme } from './themes.ts';

declare global {
  interface Window {
    messages: ToHost[];
    /** Pushes a state into the panel, as the host does. */
    pushState(state: State): void;
    acquireVsCodeApi(): unknown;
  }
}

const key = 'panel-state';
const send = (message: ToPanel): void => window.postMessage(message, '*');

type Handlers = { readonly [K in PanelRequestName]?: (payload: never) => unknown };

const handlers: Handlers = {
  parse: parseText,
  lessons: lessonCards,
  typeset: (formulas: readonly { readonly latex: string; readonly display: boolean }[]) =>
    formulas.map(({ latex, display }) => temml.renderToString(latex, { displayMode: display })),
  save: ({ name, mime, base64 }: { name: string; mime: string; base64: string }) => {
    const link = document.createElement('a');
    link.href = `data:${mime};base64,${base64}`;
    link.download = name;
    link.click();
  },
};

function receive(message: ToHost): void {
  window.messages.push(message);
  if (message.type !== 'request') return;
  const handle = handlers[message.name] as ((payload: unknown) => unknown) | undefined;
  const value = handle?.(message.payload);
  setTimeout(() => send({ type: 'reply', id: message.id, value: value ?? null }), 0);
}

window.messages = [];
window.pushState = (state) => send({ type: 'state', state });
window.acquireVsCodeApi = () => ({
  postMessage: receive,
  getState: () => JSON.parse(sessionStorage.getItem(key) ?? 'null') as unknown,
  setState: (state: unknown) => sessionStorage.setItem(key, JSON.stringify(state)),
});

const { searchParams } = new URL(location.href);
applyTheme(searchParams.get('theme') ?? 'dark');
