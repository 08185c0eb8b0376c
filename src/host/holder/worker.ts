import type { FromHolder, ToHolder } from './messages.ts';
import { serveHolder } from './serve.ts';

/** The entry of `dist/holder.js`: a holder that answers the thread that started it, in Node or in a browser. */

/** What both kinds of worker offer, as far as it is used here. */
interface Port {
  postMessage(message: FromHolder): void;
  on?(event: 'message', listener: (message: ToHolder) => void): void;
  onmessage?: ((event: { readonly data: ToHolder }) => void) | null;
}

async function connect(): Promise<void> {
  const isNode = typeof process !== 'undefined' && process.versions?.node !== undefined;
  const port = isNode
    ? ((await import('node:worker_threads')).parentPort as Port | null)
    : (globalThis as unknown as Port);
  if (!port) return;
  const receive = serveHolder((message) => port.postMessage(message));
  if (port.on) port.on('message', (message) => void receive(message));
  else port.onmessage = ({ data }) => void receive(data);
}

void connect();
