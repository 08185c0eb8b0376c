import type { Edit } from '../state/store.ts';

/** Bubbles from any element of the panel up to the panel, which applies the edit. */
export class EditEvent extends Event {
  static readonly type = 'li-edit';

  constructor(
    readonly edit: Edit,
    readonly gesture: string | null,
  ) {
    super(EditEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    [EditEvent.type]: EditEvent;
  }
}
