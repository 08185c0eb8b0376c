import type { Connection } from './client.ts';
import type { FromHolder } from './messages.ts';
import { serveHolder } from './serve.ts';

/** In slices, so that the editor's other extensions have their turn. */
export function inThisThread(receive: (message: FromHolder) => void): Connection {
  const handle = serveHolder(receive);
  return { send: (message) => void handle(message), dispose: () => undefined };
}
