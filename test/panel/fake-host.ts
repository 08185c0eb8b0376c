/**
 * The host's side of the protocol inside a plain page, so that the panel opens without VS Code: for the gallery and the
 * tests. It typesets with the engine that the extension uses, keeps what the panel saves across reloads, and records
 * every message in `window.messages`.
 */

import temml from 'temml';
import type { Tensor } from '../../src/core/tensor.ts';
import { HolderClient } from '../../src/host/holder/client.ts';
import type { FromHolder, HolderRequestName } from '../../src/host/holder/messages.ts';
import { lessonCards, parseText } from '../../src/host/panel/answers.ts';
import type { PanelRequestName, State, ToHost, ToPanel } from '../../src/protocol.ts';
import { applyTheme } from './themes.ts';

declare global {
  interface Window {
    messages: ToHost[];
    /** Pushes a state into the panel, as the host does. */
    pushState(state: State): void;
    /** Gives a tensor to the holder, as the host does with a large file. */
    hold(handle: string, tensor: Tensor): Promise<void>;
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

const holder = new HolderClient((receive, failed) => {
  const worker = new Worker('/holder.js');
  worker.onmessage = ({ data }: MessageEvent<FromHolder>) => receive(data);
  worker.onerror = ({ message }) => failed(new Error(message));
  return {
    send: (message, transfer = []) => worker.postMessage(message, [...transfer]),
    dispose: () => worker.terminate(),
  };
});
const running = new Map<number, AbortController>();

/** What the extension passes on to its holder. */
async function passOn(id: number, name: HolderRequestName, payload: unknown): Promise<void> {
  const controller = new AbortController();
  running.set(id, controller);
  const report = (done: number) => send({ type: 'progress', id, done });
  try {
    const value = await holder.request(name, payload as never, { signal: controller.signal, report });
    send({ type: 'reply', id, value });
  } catch (error) {
    send({ type: 'failure', id, message: error instanceof Error ? error.message : String(error) });
  }
}

function receive(message: ToHost): void {
  window.messages.push(message);
  if (message.type === 'cancel') running.get(message.id)?.abort();
  if (message.type !== 'request') return;
  if (message.name.startsWith('batch'))
    return void passOn(message.id, message.name as HolderRequestName, message.payload);
  const handle = handlers[message.name] as ((payload: unknown) => unknown) | undefined;
  const value = handle?.(message.payload);
  setTimeout(() => send({ type: 'reply', id: message.id, value: value ?? null }), 0);
}

window.messages = [];
window.hold = (handle, tensor) => holder.request('keep', { handle, tensor });
window.pushState = (state) => send({ type: 'state', state });
window.acquireVsCodeApi = () => ({
  postMessage: receive,
  getState: () => JSON.parse(sessionStorage.getItem(key) ?? 'null') as unknown,
  setState: (state: unknown) => sessionStorage.setItem(key, JSON.stringify(state)),
});

const { searchParams } = new URL(location.href);
applyTheme(searchParams.get('theme') ?? 'dark');
