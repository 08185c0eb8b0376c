import { l10n, Range, Selection, type TextEditor, TextEditorRevealType, window } from 'vscode';
import type { LossSite } from '../../analysis/finding.ts';
import type { LossDefinition, LossError } from '../../core/loss.ts';
import { lossById } from '../../core/losses/index.ts';
import type { LossCallSite } from '../../evaluate/outcome.ts';
import type { SourceState } from '../../protocol.ts';
import { inlineText, resultHover } from '../compute/describe.ts';
import { type Computed, computeOn } from '../compute/evaluate.ts';
import { type Found, type Gathered, gather } from '../compute/gather.ts';
import { nearestSite, writtenArguments } from '../compute/guess.ts';
import { callTaking, lacksTarget } from '../compute/lone.ts';
import { pickLoss } from '../compute/pick.ts';
import type { Results } from '../compute/results.ts';
import type { Evaluations } from '../evaluate/evaluations.ts';
import type { HeldTensors } from '../holder/held.ts';
import { placed } from '../holder/place.ts';
import type { Reports } from '../lint/reports.ts';
import type { Panels } from '../panel/panels.ts';
import { settingOf, stateOf } from '../panel/state.ts';
import { isAnalysed } from '../workspace/source.ts';
import { activeEditor } from './active-editor.ts';

interface ComputeServices {
  readonly reports: Reports;
  readonly evaluations: Evaluations;
  readonly panels: Panels;
  readonly results: Results;
  readonly held: HeldTensors;
}

/** Computes the loss of the selected tensors, shows it beside the code and opens the panel on it. */
export class ComputeFromSelection {
  readonly #reports: Reports;
  readonly #panels: Panels;
  readonly #results: Results;
  readonly #evaluations: Evaluations;
  readonly #held: HeldTensors;

  constructor({ reports, evaluations, panels, results, held }: ComputeServices) {
    this.#evaluations = evaluations;
    this.#held = held;
    this.#reports = reports;
    this.#panels = panels;
    this.#results = results;
  }

  /** @returns what was computed, for whoever ran the command by its id */
  async run(): Promise<Outcome | undefined> {
    const editor = activeEditor();
    const gathered = editor && (await selectedValues(editor, this.#evaluations));
    if (!editor || !gathered) return undefined;
    const computed =
      gathered.kind === 'call' ? computedBy(gathered.call) : await this.#guess(editor, gathered.found);
    if (!computed) return undefined;
    this.#show(editor, gathered.kind === 'call' ? gathered : extent(gathered.found), computed);
    return outcomeOf(computed);
  }

  async #guess(editor: TextEditor, found: readonly Found[]): Promise<Computed | undefined> {
    const [first, ...others] = found;
    const only = others.length === 0 ? first : undefined;
    const known = only && this.#callTaking(editor, only);
    if (known) return computedBy(known);
    const site = this.#siteNear(editor, found);
    const loss = (site && lossById(site.loss)) ?? (await pickLoss(found));
    if (!loss) return undefined;
    if (!only || !lacksTarget(loss, found)) return compute(editor, found, loss, site);
    await this.#showAlone(editor, only, loss);
    return undefined;
  }

  /** In the panel, where the target can be given; a number on a provisional one is nothing to write into the editor. */
  async #showAlone(editor: TextEditor, only: Found, loss: LossDefinition): Promise<void> {
    const source = sourceState(editor, only);
    const plain = stateOf(settingOf({ loss, inputs: loss.example.inputs }), source);
    this.#panels.show(await placed(this.#held, plain, 'prediction', only, only.name ?? source.label));
    void window.showInformationMessage(
      l10n.t('{0} needs a target too. The panel shows a provisional one: give your own there.', loss.title),
    );
  }

  #callTaking({ document }: TextEditor, only: Found): LossCallSite | undefined {
    return isAnalysed(document) ? callTaking(this.#evaluations.of(document), only) : undefined;
  }

  #siteNear(editor: TextEditor, found: readonly Found[]): LossSite | undefined {
    if (!isAnalysed(editor.document)) return undefined;
    const { start, end } = extent(found);
    return nearestSite(this.#reports.current(editor.document), start, end);
  }

  #show(editor: TextEditor, place: Extent, computed: Computed): void {
    const { start, end } = place;
    this.#results.put(editor.document, {
      start,
      end,
      text: inlineText(computed),
      hover: resultHover(computed),
    });
    this.#panels.show(stateOf(settingOf(partsOf(computed)), sourceState(editor, place)));
  }
}

/** What a panel needs of a computation. */
export const partsOf = ({ loss, inputs, options, outcome }: Computed) => ({
  loss,
  inputs,
  options,
  reduction: outcome.call.reduction,
});

/** A call that the code itself makes. */
export function computedBy({ loss, inputs, outcome }: LossCallSite): Computed | undefined {
  const definition = lossById(loss);
  return definition && { loss: definition, inputs, options: outcome.call.options, outcome, roles: new Map() };
}

function compute(
  editor: TextEditor,
  found: readonly Found[],
  loss: LossDefinition,
  site: LossSite | undefined,
): Computed | undefined {
  const written = site ? writtenArguments(editor.document, site) : {};
  const computed = computeOn(loss, found, written);
  if (computed.ok) return computed.value;
  const culprit = found[computed.error.culprit ?? -1];
  refuse(editor, explain(computed.error.error), culprit && rangeOf(editor, culprit));
  return undefined;
}

interface Extent {
  readonly start: number;
  readonly end: number;
}

/** A result as plain data. */
export interface Outcome {
  readonly loss: string;
  /** A number, or one for each element where the reduction is `none`. */
  readonly value: number | readonly number[];
  /** With respect to the first differentiable input. */
  readonly gradient: readonly number[];
}

function outcomeOf({ loss, outcome }: Computed): Outcome {
  const values = Array.from(outcome.value.data);
  const [first] = Object.values(outcome.gradients);
  return {
    loss: loss.id,
    value: outcome.value.shape.length === 0 ? (values[0] ?? Number.NaN) : values,
    gradient: Array.from(first?.data ?? []),
  };
}

/** What is selected; tells the person what is wrong where it is of no use. */
export async function selectedValues(
  editor: TextEditor,
  evaluations: Evaluations,
): Promise<Gathered | undefined> {
  const selections = editor.selections.filter((selection) => !selection.isEmpty);
  if (selections.length === 0) {
    void window.showInformationMessage(
      l10n.t(
        'Select one or more tensors first, such as [[2.0, 0.5, 0.1]] and [0]. Alt+click adds a selection.',
      ),
    );
    return undefined;
  }
  const gathered = await gather(editor, selections, evaluations);
  if (gathered.ok) return gathered.value;
  const { message, range } = gathered.error;
  if (message !== undefined) refuse(editor, message, range);
  return undefined;
}

/** Says what is wrong and selects the place. */
export function refuse(editor: TextEditor, message: string, range: Range | undefined): void {
  if (range) {
    editor.selection = new Selection(range.start, range.end);
    editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
  }
  const line = range ? l10n.t('Line {0}, column {1}: ', range.start.line + 1, range.start.character + 1) : '';
  void window.showErrorMessage(`${line}${message}`);
}

/** What the library says, what it means and what to do. */
export const explain = ({ message, cause, cure }: LossError): string =>
  [message, cause, cure]
    .filter((part) => part !== undefined && part !== '')
    .map((part) => (/[.!?:]$/.test(part ?? '') ? part : `${part}.`))
    .join(' ');

export function extent(found: readonly Found[]): Extent {
  return {
    start: Math.min(...found.map(({ start }) => start)),
    end: Math.max(...found.map(({ end }) => end)),
  };
}

const rangeOf = ({ document }: TextEditor, { start, end }: Found): Range =>
  new Range(document.positionAt(start), document.positionAt(end));

/** Where tensors came from, for the panel to lead back to. */
export function sourceState({ document }: Pick<TextEditor, 'document'>, { start, end }: Extent): SourceState {
  const name = document.uri.path.slice(document.uri.path.lastIndexOf('/') + 1);
  const label = `${name}:${document.positionAt(start).line + 1}`;
  return { uri: document.uri.toString(), start, end, label };
}
