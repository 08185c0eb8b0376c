import {
  EventEmitter,
  InlayHint,
  type InlayHintsProvider,
  l10n,
  MarkdownString,
  type Range,
  type TextDocument,
} from 'vscode';
import type { EvaluatedValue, Place, Printed } from '../../evaluate/outcome.ts';
import { byPlace } from '../../evaluate/prints.ts';
import { settingsFor } from '../settings.ts';
import type { Evaluations } from './evaluations.ts';
import { shapeLabel, valueLabel } from './label.ts';
import { isLiteral, isTensorLiteral } from './literal.ts';

/** Values beside the code that computes them. */
export class ValueHints implements InlayHintsProvider {
  readonly #evaluations: Evaluations;
  readonly #changed = new EventEmitter<void>();
  readonly onDidChangeInlayHints = this.#changed.event;

  constructor(evaluations: Evaluations) {
    this.#evaluations = evaluations;
  }

  refresh(): void {
    this.#changed.fire();
  }

  provideInlayHints(document: TextDocument, range: Range): InlayHint[] {
    if (!settingsFor(document).inlayHints) return [];
    const { evaluation, isHere } = this.#evaluations.of(document);
    const [from, to] = [document.offsetAt(range.start), document.offsetAt(range.end)];
    const isAsked = (place: Place) => isHere(place) && place.end >= from && place.end <= to;
    const text = document.getText();
    return [
      ...evaluation.values.filter(isAsked).flatMap((value) => {
        const label = labelOf(value, text.slice(value.start, value.end));
        return label === undefined ? [] : [hint(document, value, label, value.text)];
      }),
      ...byPlace(evaluation.prints.filter(isAsked)).map((printed) =>
        hint(document, printed, printLabel(printed), printed.text),
      ),
    ];
  }
}

/** Nothing for what can be read off the code itself; of a tensor that is written out, its dtype and shape. */
function labelOf(value: EvaluatedValue, code: string): string | undefined {
  if (isLiteral(code)) return undefined;
  if (value.value.kind === 'tensor' && isTensorLiteral(code)) return shapeLabel(value.value.tensor);
  const label = valueLabel(value.value);
  if (label === undefined) return undefined;
  const repeated = value.times > 1 ? l10n.t(' (last of {0})', value.times) : '';
  return `${value.random ? `${l10n.t('e.g.')} ` : '= '}${label}${repeated}`;
}

const MAX_PRINT = 60;

function printLabel({ text, random }: Printed): string {
  const lines = text.trimEnd().split('\n');
  const first = lines[0] ?? '';
  const cut = lines.length > 1 || first.length > MAX_PRINT ? `${first.slice(0, MAX_PRINT)} …` : first;
  return `${random ? `${l10n.t('e.g.')} ` : ''}» ${cut}`;
}

function hint(document: TextDocument, place: Place, label: string, text: string): InlayHint {
  const made = new InlayHint(document.positionAt(place.end), label);
  made.paddingLeft = true;
  const tooltip = new MarkdownString();
  tooltip.appendCodeblock(text, 'python');
  made.tooltip = tooltip;
  return made;
}
