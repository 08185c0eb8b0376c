import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import type { PanelRequestName, PanelRequests } from '../../src/protocol.ts';
import type { Model } from '../model/model.ts';
import { editSetting, type SettingEdit, type Side } from '../state/edits.ts';
import type { Edit } from '../state/store.ts';
import { withView } from '../state/view.ts';
import { AskEvent } from './ask-event.ts';
import { EditEvent } from './edit-event.ts';

/** Beyond so many values an element that is slow to draw waits until the changes pause. */
const large = 20_000;
const pause = 250;

/** An element that shows the model and asks for edits; it holds nothing that must survive a reload. */
export abstract class PanelElement extends LitElement {
  @property({ attribute: false }) model!: Model;

  /** Whether it may lag behind a drag over a large tensor. */
  protected readonly patient: boolean = false;

  /** Whether the section around it is out of sight, so that the browser does not draw it. */
  #skipped = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.closest('li-section')?.addEventListener('contentvisibilityautostatechange', this.#onVisibility);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.closest('li-section')?.removeEventListener('contentvisibilityautostatechange', this.#onVisibility);
  }

  readonly #onVisibility = (event: Event): void => {
    this.#skipped = (event as ContentVisibilityAutoStateChangeEvent).skipped;
  };

  protected override async scheduleUpdate(): Promise<void> {
    if ((this.patient || this.#skipped) && this.hasUpdated) await this.#quiet();
    await super.scheduleUpdate();
  }

  /** Resolves once the model has stayed the same for a moment; at once for a small one. */
  async #quiet(): Promise<void> {
    const { problem } = this.model.main;
    if ((problem.raw[problem.prediction.name]?.data.length ?? 0) < large) return;
    for (let seen: Model | undefined; seen !== this.model; ) {
      seen = this.model;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  /** Asks the panel for a change of the state. */
  protected edit(edit: Edit, gesture: string | null = null): void {
    this.dispatchEvent(new EditEvent(edit, gesture));
  }

  protected editSide(side: Side, change: SettingEdit, gesture: string | null = null): void {
    this.edit(editSetting(side, change), gesture);
  }

  /** Asks the host for what only it can do. */
  protected ask<K extends PanelRequestName>(
    request: K,
    payload: Parameters<PanelRequests[K]>[0],
  ): Promise<ReturnType<PanelRequests[K]>> {
    const event = new AskEvent(request, payload);
    this.dispatchEvent(event);
    return event.reply ?? Promise.reject(new Error('There is no host.'));
  }

  protected setView(changes: Parameters<typeof withView>[1]): void {
    this.edit((state) => withView(state, changes));
  }
}
