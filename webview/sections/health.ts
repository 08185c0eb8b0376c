import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { healthOf } from '../model/health/checks.ts';
import type { HealthNote } from '../model/health/note.ts';
import { icons } from '../ui/icons.ts';
import { PanelElement } from '../ui/panel-element.ts';
import { base, iconButtons } from '../ui/styles.ts';

/** What the numbers say by themselves, each with the rule of the linter and the way out. */
@customElement('li-health')
export class Health extends PanelElement {
  protected override readonly patient = true;
  static override styles = [
    base,
    iconButtons,
    css`
      ul {
        display: grid;
        gap: 8px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0 10px;
        padding: 8px 12px;
        border: 1px solid var(--line);
        border-inline-start: 3px solid var(--tone);
        border-radius: 5px;
        background: var(--surface);
      }
      li > svg,
      .sign {
        color: var(--tone);
        margin-top: 2px;
      }
      .error {
        --tone: var(--vscode-editorError-foreground, var(--vscode-errorForeground));
      }
      .warning {
        --tone: var(--vscode-editorWarning-foreground);
      }
      .info {
        --tone: var(--vscode-editorInfo-foreground);
      }
      .title {
        font-weight: 600;
      }
      .detail {
        color: var(--muted);
      }
      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        grid-column: 2;
        margin-top: 6px;
      }
      .ways:empty {
        display: none;
      }
      .icon {
        padding: 0 9px;
        border-color: var(--line);
      }
      .icon.fix {
        border-color: var(--vscode-button-border, transparent);
        background: var(--vscode-button-background);
        color: var(--vscode-button-foreground);
      }
      .icon.fix:hover {
        background: var(--vscode-button-hoverBackground);
      }
    `,
  ];

  override render() {
    const notes = healthOf(this.model);
    if (notes.length === 0) return nothing;
    return html`<ul aria-label="Findings in the numbers">${notes.map((note) => this.#renderNote(note))}</ul>`;
  }

  #renderNote({ id, severity, title, detail, rule, fix }: HealthNote) {
    return html`<li class=${severity} data-note=${id}><span class="sign">${icons[severity]}</span>
      <div><span class="visually-hidden">${severity}: </span><div class="title">${title}</div><div class="detail">${detail}</div></div>
      <div class="ways">${
        fix
          ? html`<button class="icon fix" @click=${() => this.editSide('setting', fix.apply)}>${fix.label}</button>`
          : nothing
      }${
        rule
          ? html`<button class="icon" title="What the linter says of it in code"
              @click=${() => void this.ask('explainRule', rule)}>${rule}</button>`
          : nothing
      }</div>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'li-health': Health;
  }
}
