import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import type { Model } from '../model/model.ts';
import { editSetting, type SettingEdit, type Side } from '../state/edits.ts';
import type { Edit } from '../state/store.ts';
import { withView } from '../state/view.ts';
import { EditEvent } from './edit-event.ts';

/** An element that shows the model and asks for edits; it holds nothing that must survive a reload. */
export abstract class PanelElement extends LitElement {
  @property({ attribute: false }) model!: Model;

  /** Asks the panel for a change of the state. */
  protected edit(edit: Edit, gesture: string | null = null): void {
    this.dispatchEvent(new EditEvent(edit, gesture));
  }

  protected editSide(side: Side, change: SettingEdit, gesture: string | null = null): void {
    this.edit(editSetting(side, change), gesture);
  }

  protected setView(changes: Parameters<typeof withView>[1]): void {
    this.edit((state) => withView(state, changes));
  }
}
