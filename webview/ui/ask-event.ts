import type { PanelRequestName, PanelRequests } from '../../src/protocol.ts';

/** Bubbles from any element up to the panel, which passes the request to the host and puts the reply here. */
export class AskEvent<K extends PanelRequestName = PanelRequestName> extends Event {
  static readonly type = 'li-ask';
  reply: Promise<ReturnType<PanelRequests[K]>> | undefined;

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
