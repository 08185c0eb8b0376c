import type { PanelRequestName, PanelRequests } from '../../src/protocol.ts';

/** Bubbles from any element up to the panel, which passes it to the host: what only the host can do, without a reply. */
export class AskEvent<K extends PanelRequestName = PanelRequestName> extends Event {
  static readonly type = 'li-ask';

  constructor(
    readonly request: K,
    readonly payload: Parameters<PanelRequests[K]>[0],
  ) {
    super(AskEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    [AskEvent.type]: AskEvent;
  }
}
