import { commands, type Disposable, type TextEditor, window } from 'vscode';
import { lossById } from '../../core/losses/index.ts';
import type { State } from '../../protocol.ts';
import { computedBy, extent, partsOf, sourceState } from '../commands/compute.ts';
import { withTensor } from '../commands/use-as.ts';
import { computeOn } from '../compute/evaluate.ts';
import { type Found, gatherQuietly } from '../compute/gather.ts';
import { nearestSite, writtenArguments } from '../compute/guess.ts';
import type { Evaluations } from '../evaluate/evaluations.ts';
import { lossCallAt } from '../evaluate/loss-call.ts';
import type { Reports } from '../lint/reports.ts';
import { isAnalysed } from '../workspace/source.ts';
import type { Panels } from './panels.ts';
import { settingOf, stateOf } from './state.ts';

/** Long enough for a selection to be finished. */
const DELAY_MS = 250;

/** Shows what is selected, or the loss call under the cursor, in the panel used last, for as long as it is asked to. */
export class Follow implements Disposable {
  readonly #panels: Panels;
  readonly #reports: Reports;
  readonly #evaluations: Evaluations;
  #listening: Disposable | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(panels: Panels, reports: Reports, evaluations: Evaluations) {
    this.#panels = panels;
    this.#reports = reports;
    this.#evaluations = evaluations;
  }

  set(isOn: boolean): void {
    this.#listening?.dispose();
    clearTimeout(this.#timer);
    this.#listening = isOn
      ? window.onDidChangeTextEditorSelection(({ textEditor }) => this.#soon(textEditor))
      : undefined;
    void commands.executeCommand('setContext', 'lossInspector.following', isOn);
    if (isOn && window.activeTextEditor) this.#soon(window.activeTextEditor);
  }

  #soon(editor: TextEditor): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#show(editor), DELAY_MS);
  }

  #show(editor: TextEditor): void {
    const panel = this.#panels.latest;
    if (!panel) return;
    const state = editor.selection.isEmpty ? this.#atCursor(editor) : this.#selected(editor, panel.state);
    if (state) panel.push(state);
  }

  #atCursor(editor: TextEditor): State | undefined {
    if (!isAnalysed(editor.document)) return undefined;
    const offset = editor.document.offsetAt(editor.selection.active);
    const call = lossCallAt(this.#evaluations.of(editor.document), offset);
    const computed = call && computedBy(call);
    return call && computed && stateOf(settingOf(partsOf(computed)), sourceState(editor, call));
  }

  #selected(editor: TextEditor, state: State): State | undefined {
    const gathered = gatherQuietly(editor, this.#evaluations);
    if (!gathered) return undefined;
    if (gathered.kind === 'call') {
      const computed = computedBy(gathered.call);
      return computed && stateOf(settingOf(partsOf(computed)), sourceState(editor, gathered));
    }
    const [only] = gathered.found;
    if (gathered.found.length > 1) return this.#together(editor, gathered.found, state);
    if (!only) return undefined;
    const role = /int|bool/.test(only.tensor.dtype) ? 'target' : 'prediction';
    return { ...withTensor(state, role, only.tensor), source: sourceState(editor, only) };
  }

  /** Several tensors: the loss of the call near them, else the one that the panel shows. */
  #together(editor: TextEditor, found: readonly Found[], state: State): State | undefined {
    const place = extent(found);
    const site = isAnalysed(editor.document)
      ? nearestSite(this.#reports.current(editor.document), place.start, place.end)
      : undefined;
    const loss = lossById(site?.loss ?? state.setting.loss);
    const computed = loss && computeOn(loss, found, site ? writtenArguments(editor.document, site) : {});
    return computed?.ok ? stateOf(settingOf(partsOf(computed.value)), sourceState(editor, place)) : undefined;
  }

  dispose(): void {
    this.#listening?.dispose();
    clearTimeout(this.#timer);
  }
}
