import { messages } from './catalogue/messages.ts';

/** What is behind a library's message and what to change. */
export interface Advice {
  readonly cause: string;
  readonly cure: string;
}

/** For a message as a library raises it; undefined where the catalogue does not know it. */
export function adviceFor(message: string): Advice | undefined {
  for (const { pattern, cause, cure } of messages) {
    const match = pattern.exec(message);
    if (match) return { cause: cause(match), cure: cure(match) };
  }
  return undefined;
}
