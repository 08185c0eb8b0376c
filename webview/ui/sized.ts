import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** The width of an element in pixels, kept up to date: plots are drawn in real pixels so that their text keeps its size. */
export class Sized implements ReactiveController {
  width = 480;
  readonly #observer = new ResizeObserver(([entry]) => {
    const width = Math.round(entry?.contentRect.width ?? 0);
    if (width === 0 || width === this.width) return;
    this.width = width;
    this.host.requestUpdate();
  });

  constructor(private readonly host: ReactiveControllerHost & HTMLElement) {
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer.observe(this.host);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }
}
