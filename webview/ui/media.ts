import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Whether the window matches a media query, kept up to date: for a layout that places its parts differently. */
export class Media implements ReactiveController {
  readonly #list: MediaQueryList;

  constructor(
    private readonly host: ReactiveControllerHost,
    query: string,
  ) {
    this.#list = matchMedia(query);
    host.addController(this);
  }

  get matches(): boolean {
    return this.#list.matches;
  }

  readonly #changed = (): void => this.host.requestUpdate();

  hostConnected(): void {
    this.#list.addEventListener('change', this.#changed);
  }

  hostDisconnected(): void {
    this.#list.removeEventListener('change', this.#changed);
  }
}
