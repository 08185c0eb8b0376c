import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Milliseconds without a scroll after which it is over. */
const restAfter = 200;

/** Whether what scrolls has come to rest. */
export class Rest implements ReactiveController {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #resting = true;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  get reached(): boolean {
    return this.#resting;
  }

  scrolled(): void {
    this.#resting = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#come(), restAfter);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#resting = true;
  }

  #come(): void {
    this.#resting = true;
    this.host.requestUpdate();
  }
}
