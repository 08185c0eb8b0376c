import { sizeOf } from '../../src/core/create.ts';
import type { State } from '../../src/protocol.ts';

const delay = 150;
/** Sending a large state takes a moment that a drag does not have. */
const longDelay = 1000;

/** Beyond so many numbers a state is large. */
export const largeState = 20_000;

/** How many numbers a state holds. */
export const sizeOfState = ({ setting }: State): number =>
  Object.values(setting.inputs).reduce((sum, tensor) => sum + sizeOf(tensor.shape), 0);

/** Hands the state on after the last of a burst of changes, and at once when asked to. */
export class Keeper {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pending: State | undefined;

  constructor(private readonly keep: (state: State) => void) {}

  changed(state: State): void {
    this.#pending = state;
    clearTimeout(this.#timer);
    const wait = sizeOfState(state) > largeState ? longDelay : delay;
    this.#timer = setTimeout(() => this.flush(), wait);
  }

  flush(): void {
    clearTimeout(this.#timer);
    if (this.#pending) this.keep(this.#pending);
    this.#pending = undefined;
  }
}
