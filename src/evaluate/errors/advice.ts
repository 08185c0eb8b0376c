/** What is behind a library's message and what to change. */
export interface Advice {
  readonly cause: string;
  readonly cure: string;
}

export function adviceFor(_message: string): Advice | undefined {
  return undefined;
}
