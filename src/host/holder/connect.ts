import { type Disposable, Uri, workspace } from 'vscode';
import { type Connection, HolderClient } from './client.ts';
import { inThisThread } from './here.ts';
import type { FromHolder, ToHolder } from './messages.ts';

/** A holder in a thread of its own, or in this one where no thread can be started. */
export function startHolder(extensionUri: Uri): HolderClient & Disposable {
  return new HolderClient((receive, failed) => new LateConnection(open(extensionUri, receive, failed)));
}

type Receive = (message: FromHolder) => void;

async function open(
  extensionUri: Uri,
  receive: Receive,
  failed: (reason: Error) => void,
): Promise<Connection> {
  try {
    const script = Uri.joinPath(extensionUri, 'dist', 'holder.js');
    return hasNode()
      ? await nodeWorker(script.fsPath, receive, failed)
      : await webWorker(script, receive, failed);
  } catch {
    return inThisThread(receive);
  }
}

const hasNode = (): boolean => typeof process !== 'undefined' && process.versions?.node !== undefined;

async function nodeWorker(
  file: string,
  receive: Receive,
  failed: (reason: Error) => void,
): Promise<Connection> {
  const { Worker } = await import('node:worker_threads');
  const worker = new Worker(file);
  worker.on('message', receive);
  worker.on('error', failed);
  return {
    send: (message, transfer = []) => worker.postMessage(message, [...transfer]),
    dispose: () => void worker.terminate(),
  };
}

/** The part of the browser's Worker that is used here; the host is compiled without the DOM's types. */
interface WebWorker {
  postMessage(message: ToHolder, transfer: readonly ArrayBuffer[]): void;
  terminate(): void;
  onmessage: ((event: { readonly data: FromHolder }) => void) | null;
  onerror: ((event: { readonly message?: string }) => void) | null;
}

type WebWorkerClass = new (url: string) => WebWorker;

/** From a blob: a worker's script must have the page's origin, and an extension's files have not. */
async function webWorker(
  script: Uri,
  receive: Receive,
  failed: (reason: Error) => void,
): Promise<Connection> {
  const { Worker: Class } = globalThis as unknown as { readonly Worker?: WebWorkerClass };
  if (!Class) return inThisThread(receive);
  const bytes = await workspace.fs.readFile(script);
  const url = URL.createObjectURL(new Blob([bytes], { type: 'text/javascript' }));
  const worker = new Class(url);
  worker.onmessage = ({ data }) => receive(data);
  worker.onerror = ({ message }) => failed(new Error(message ?? 'The worker failed.'));
  return {
    send: (message, transfer = []) => worker.postMessage(message, transfer),
    dispose: () => {
      worker.terminate();
      URL.revokeObjectURL(url);
    },
  };
}

/** Keeps what is sent until the far end is there. */
class LateConnection implements Connection {
  readonly #ready: Promise<Connection>;

  constructor(ready: Promise<Connection>) {
    this.#ready = ready;
  }

  send(message: ToHolder, transfer?: readonly ArrayBuffer[]): void {
    void this.#ready.then((connection) => connection.send(message, transfer));
  }

  dispose(): void {
    void this.#ready.then((connection) => connection.dispose());
  }
}
