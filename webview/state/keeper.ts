import type { State } from '../../src/protocol.ts';

const delay = 150;

/** Hands the state on after the last of a burst of changes, and at once when asked to. */
export class Keeper {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pending: State | undefined;

  constructor(private readonly keep: (state: State) => void) {}

  changed(state: State): void {
    this.#pending = state;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), delay);
  }

  flush(): void {
    clearTimeout(this.#timer);
    if (this.#pending) this.keep(this.#pending);
    this.#pending = undefined;
  }
}
