import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Keeps what the page scrolls to, a focused control above all, from ending up under a header that stays in place. */
export class ClearOfHeader implements ReactiveController {
  readonly #observer = new ResizeObserver(() => this.#measure());
  #header: Element | null = null;

  constructor(
    host: ReactiveControllerHost,
    private readonly find: () => Element | null,
  ) {
    host.addController(this);
  }

  hostUpdated(): void {
    const header = this.find();
    if (header === this.#header) return;
    this.#observer.disconnect();
    this.#header = header;
    if (header) this.#observer.observe(header);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    this.#header = null;
  }

  #measure(): void {
    const header = this.#header;
    if (!header) return;
    const stays = getComputedStyle(header).position === 'sticky';
    const height = stays ? header.getBoundingClientRect().height + 8 : 0;
    document.documentElement.style.setProperty('scroll-padding-top', `${height}px`);
  }
}
