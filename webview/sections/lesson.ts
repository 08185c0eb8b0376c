import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LessonCard } from '../../src/protocol.ts';
import { opened } from '../state/lesson.ts';
import { withView } from '../state/view.ts';
import { icons } from '../ui/icons.ts';
import { PanelElement } from '../ui/panel-element.ts';
import { base, iconButtons } from '../ui/styles.ts';

/** The lesson that the panel was prepared for: what to see, what to try, and the ones before and after it. */
@customElement('li-lesson')
export class LessonElement extends PanelElement {
  @property({ attribute: false }) lessons: readonly LessonCard[] = [];

  static override styles = [
    base,
    iconButtons,
    css`
      :host {
        container-type: inline-size;
      }
      article {
        position: relative;
        padding: 12px 16px;
        border: 1px solid var(--vscode-textBlockQuote-border, var(--line));
        border-radius: 6px;
        background: var(--vscode-textBlockQuote-background, var(--surface));
      }
      h2 {
        margin: 0;
        margin-block-end: 6px;
        margin-inline-end: 88px;
        font-size: 1.15em;
        font-weight: 600;
      }
      .parts {
        display: grid;
        gap: 8px 36px;
      }
      .text,
      ul {
        display: grid;
        gap: 4px;
        align-content: start;
        max-width: 88ch;
      }
      ul {
        margin: 0;
        padding-inline-start: 18px;
        color: var(--muted);
      }
      @container (min-width: 800px) {
        .parts {
          grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
        }
        ul {
          padding-inline-end: 64px;
        }
      }
      .ways {
        position: absolute;
        inset-block-start: 8px;
        inset-inline-end: 8px;
        display: flex;
      }
      .back {
        transform: rotate(180deg);
      }
    `,
  ];

  override render() {
    const { lessons } = this;
    const at = lessons.findIndex(({ id }) => id === this.model.state.view.lesson);
    const lesson = lessons[at];
    if (!lesson) return nothing;
    return html`<article aria-labelledby="title">
      <h2 id="title">${lesson.title}</h2>
      <div class="parts">
        <div class="text">${lesson.text.map((paragraph) => html`<p>${unbroken(paragraph)}</p>`)}</div>
        <ul aria-label="Try">${lesson.tries.map((one) => html`<li>${unbroken(one)}</li>`)}</ul>
      </div>
      <div class="ways">
        <button class="icon back" title="The lesson before" aria-label="The lesson before" ?disabled=${at === 0}
          @click=${() => this.#open(at - 1)}>${icons.chevron}</button>
        <button class="icon" title="The next lesson" aria-label="The next lesson" ?disabled=${at === lessons.length - 1}
          @click=${() => this.#open(at + 1)}>${icons.chevron}</button>
        <button class="icon" title="Close the lesson, keep its numbers" aria-label="Close the lesson"
          @click=${() => this.edit((state) => withView(state, { lesson: null }))}>${icons.close}</button>
      </div>
    </article>`;
  }

  #open(index: number): void {
    const lesson = this.lessons[index];
    if (lesson) this.edit(opened(lesson.state));
  }
}

/** A number and its percent sign stay on one line. */
const unbroken = (text: string): string => text.replaceAll(' %', '\u00a0%');

declare global {
  interface HTMLElementTagNameMap {
    'li-lesson': LessonElement;
  }
}
