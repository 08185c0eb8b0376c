import { type Position, Range, type TextDocument, Uri, window, workspace } from 'vscode';
import type { LossSite } from '../../analysis/finding.ts';
import type { ApiSpec, LossDefinition } from '../../core/loss.ts';
import { lossById } from '../../core/losses/index.ts';
import type { State } from '../../protocol.ts';
import { siteAt } from '../hover/site.ts';
import type { Target } from '../links.ts';
import type { Reports } from '../lint/reports.ts';
import type { Panels } from '../panel/panels.ts';
import { firstState, settingOf, stateOf } from '../panel/state.ts';
import { isAnalysed } from '../workspace/source.ts';
import { sourceState } from './compute.ts';

/** Opens the panel: on the loss call at a place or under the cursor, else as it was left, else on a first example. */
export async function openPanel(panels: Panels, reports: Reports, target: unknown): Promise<void> {
  const state = isTarget(target) ? await stateAt(reports, target) : stateAtCursor(reports);
  if (state) panels.show(state);
  else if (panels.latest) panels.latest.view.reveal();
  else panels.add(firstState);
}

/** Menus pass a Uri, lenses and hovers a target. */
function isTarget(value: unknown): value is Target {
  return typeof value === 'object' && value !== null && 'uri' in value && 'range' in value;
}

async function stateAt(reports: Reports, { uri, range }: Target): Promise<State | undefined> {
  const document = await workspace.openTextDocument(Uri.parse(uri));
  return stateOfSite(reports, document, new Range(...range).start);
}

function stateAtCursor(reports: Reports): State | undefined {
  const editor = window.activeTextEditor;
  return editor && stateOfSite(reports, editor.document, editor.selection.active);
}

function stateOfSite(reports: Reports, document: TextDocument, position: Position): State | undefined {
  if (!isAnalysed(document)) return undefined;
  const site = siteAt(reports.current(document), position);
  const loss = site && lossById(site.loss);
  return site && loss && exampleState(document, loss, site);
}

/** The loss of a call as its library has it, on the loss's own example: the call's tensors exist only when it runs. */
function exampleState(document: TextDocument, loss: LossDefinition, { api, location }: LossSite): State {
  const spec = loss.apis.find(({ name }) => name === api);
  const { inputs, options } = loss.example;
  const setting = settingOf({ loss, inputs, ...(options && { options }), ...apiParts(spec) });
  return stateOf(setting, sourceState({ document }, location));
}

const apiParts = (spec: ApiSpec | undefined) =>
  spec ? { library: spec.library, ...(spec.reduction && { reduction: spec.reduction }) } : {};
