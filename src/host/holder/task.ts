/** What a long answer is told and tells: whether it is still wanted, and how far it has got. */
export interface Task {
  readonly signal: AbortSignal;
  /** From 0 to 1. */
  readonly report: (done: number) => void;
}

/** A task that nobody watches or cancels. */
export const quietTask = (): Task => ({ signal: new AbortController().signal, report: () => undefined });

/** Thrown where work was cancelled; whoever cancelled is not waiting for the answer. */
export class Cancelled extends Error {
  constructor() {
    super('Cancelled');
  }
}

/** Lets other messages through, a cancellation among them. */
export async function breathe({ signal }: Task): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
  if (signal.aborted) throw new Cancelled();
}
