import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { loadWriters } from '../host/out.ts';
import type { Writers } from '../out.ts';
import { icons } from '../ui/icons.ts';
import type { MenuGroup, MenuItem } from '../ui/menu.ts';
import { PanelElement } from '../ui/panel-element.ts';
import { base } from '../ui/styles.ts';
import '../ui/menu.ts';

const generators = [
  { name: 'PyTorch', writer: 'torchCode' },
  { name: 'Keras', writer: 'kerasCode' },
  { name: 'optax', writer: 'optaxCode' },
] as const;

/** What can be taken out of the panel: code, a link, files, pictures of the plots that are open. */
@customElement('li-out-menu')
export class OutMenu extends PanelElement {
  /** Finds the drawing of an open section; undefined while it is closed. */
  drawing: (element: string) => SVGSVGElement | undefined = () => undefined;

  #writers: Writers | undefined;

  static override styles = [base];

  override connectedCallback(): void {
    super.connectedCallback();
    void loadWriters().then((writers) => {
      this.#writers = writers;
      this.requestUpdate();
    });
  }

  override render() {
    return html`<li-menu label="Copy and export" .icon=${icons.share} .groups=${() => this.#groups()}></li-menu>`;
  }

  #groups(): readonly MenuGroup[] {
    const { state } = this.model;
    const code = generators.flatMap(({ name, writer }): MenuItem[] => {
      const text = this.#writers?.codeFor(this.model, this.#writers[writer]);
      return text === undefined
        ? []
        : [{ label: `Copy as ${name} code`, choose: () => void this.ask('copy', text) }];
    });
    const torch = this.#writers?.codeFor(this.model, this.#writers.torchCode);
    if (torch)
      code.push({
        label: 'Insert PyTorch code into the editor',
        choose: () => void this.ask('insert', torch),
      });
    return [
      ...(code.length ? [{ name: 'Code that reproduces the number', items: code }] : []),
      {
        name: 'This panel',
        items: [
          {
            label: 'Copy a link to it',
            note: 'Opens VS Code with these numbers',
            choose: () => void this.ask('copy', linkTo(state)),
          },
          {
            label: 'Save as JSON',
            choose: () =>
              void this.#save('loss.json', 'application/json', `${JSON.stringify(state, null, 2)}\n`),
          },
          {
            label: 'Save the table as CSV',
            choose: () =>
              void loadWriters().then(({ resultCsv }) =>
                this.#save('loss.csv', 'text/csv', resultCsv(this.model)),
              ),
          },
        ],
      },
      { name: 'Plots', items: this.#pictures() },
    ];
  }

  #pictures(): readonly MenuItem[] {
    const names = { 'li-curve': 'curve', 'li-training': 'training', 'li-landscape': 'landscape' };
    return Object.entries(names).flatMap(([element, name]) => {
      if (!this.drawing(element)) return [];
      return [
        { label: `Save the ${name} as SVG`, choose: () => void this.#saveSvg(element, name) },
        { label: `Save the ${name} as PNG`, choose: () => void this.#savePng(element, name) },
      ];
    });
  }

  async #saveSvg(element: string, name: string): Promise<void> {
    const { svgText } = await loadWriters();
    const drawing = this.drawing(element);
    if (drawing) await this.#save(`${name}.svg`, 'image/svg+xml', svgText(drawing));
  }

  async #savePng(element: string, name: string): Promise<void> {
    const { pngBase64 } = await loadWriters();
    const drawing = this.drawing(element);
    if (!drawing) return;
    void this.ask('save', { name: `${name}.png`, mime: 'image/png', base64: await pngBase64(drawing) });
  }

  async #save(name: string, mime: string, text: string): Promise<void> {
    const { base64 } = await loadWriters();
    void this.ask('save', { name, mime, base64: base64(text) });
  }
}

const linkTo = (state: OutMenu['model']['state']): string =>
  `vscode://loss-inspector.loss-inspector/open?state=${encodeURIComponent(JSON.stringify({ ...state, source: null }))}`;

declare global {
  interface HTMLElementTagNameMap {
    'li-out-menu': OutMenu;
  }
}
