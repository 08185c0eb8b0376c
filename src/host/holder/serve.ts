import { parseTensors } from '../../tensors/parse.ts';
import { Holder } from './holder.ts';
import type { FromHolder, HolderPayload, HolderReply, HolderRequestName, ToHolder } from './messages.ts';
import type { Task } from './task.ts';

type Handlers = {
  readonly [K in HolderRequestName]: (
    payload: HolderPayload<K>,
    task: Task,
  ) => HolderReply<K> | Promise<HolderReply<K>>;
};

const handlersOf = (holder: Holder): Handlers => ({
  open: (file) => holder.open(file),
  close: (file) => holder.close(file),
  take: (request) => holder.take(request),
  keep: (request) => holder.keep(request),
  retain: (handles) => holder.retain(handles),
  parse: parseTensors,
  batchRow: (request) => holder.row(request),
  batchWindow: (request) => holder.window(request),
  batchSummary: (query, task) => holder.summary(query, task),
  batchSamples: (request) => holder.samples(request),
});

/**
 * Answers the messages of one host with a holder of its own. What is thrown on the way is answered as a failure; an answer
 * that was cancelled is not sent.
 * @returns what receives the messages
 */
export function serveHolder(post: (message: FromHolder) => void): (message: ToHolder) => Promise<void> {
  const handlers = handlersOf(new Holder());
  const running = new Map<number, AbortController>();
  return async (message) => {
    if (message.type === 'cancel') return running.get(message.id)?.abort();
    const { id, name, payload } = message;
    const controller = new AbortController();
    running.set(id, controller);
    const task = {
      signal: controller.signal,
      report: (done: number) => post({ type: 'progress', id, done }),
    };
    try {
      const handle = handlers[name] as (payload: unknown, task: Task) => unknown;
      const value = await handle(payload, task);
      if (!controller.signal.aborted) post({ type: 'reply', id, value: value ?? null });
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      if (!controller.signal.aborted) post({ type: 'failure', id, message: text });
    } finally {
      running.delete(id);
    }
  };
}
