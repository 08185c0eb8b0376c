import { type Position, Range, type TextDocument, Uri, window, workspace } from 'vscode';
import type { LossSite } from '../../analysis/finding.ts';
import type { ApiSpec, LossDefinition } from '../../core/loss.ts';
import { lossById } from '../../core/losses/index.ts';
import type { LossCallSite } from '../../evaluate/outcome.ts';
import type { State } from '../../protocol.ts';
import type { Evaluations } from '../evaluate/evaluations.ts';
import { lossCallAt } from '../evaluate/loss-call.ts';
import { siteAt } from '../hover/site.ts';
import type { Target } from '../links.ts';
import type { Reports } from '../lint/reports.ts';
import type { Panels } from '../panel/panels.ts';
import { firstState, settingOf, stateOf } from '../panel/state.ts';
import { isAnalysed } from '../workspace/source.ts';
import { sourceState } from './compute.ts';

/** Opens the panel: on the loss call at a place or under the cursor, else as it was left, else on a first example. */
export async function openPanel(
  panels: Panels,
  reports: Reports,
  evaluations: Evaluations,
  target: unknown,
): Promise<void> {
  const place = isTarget(target) ? await targetPlace(target) : cursorPlace();
  const state = place && stateAt(reports, evaluations, place);
  if (state) panels.show(state);
  else if (panels.latest) panels.latest.view.reveal();
  else panels.add(firstState);
}

interface DocumentPlace {
  readonly document: TextDocument;
  readonly position: Position;
}

/** Menus pass a Uri, lenses and hovers a target. */
function isTarget(value: unknown): value is Target {
  return typeof value === 'object' && value !== null && 'uri' in value && 'range' in value;
}

async function targetPlace({ uri, range }: Target): Promise<DocumentPlace> {
  const document = await workspace.openTextDocument(Uri.parse(uri));
  return { document, position: new Range(...range).start };
}

function cursorPlace(): DocumentPlace | undefined {
  const editor = window.activeTextEditor;
  return editor && { document: editor.document, position: editor.selection.active };
}

function stateAt(
  reports: Reports,
  evaluations: Evaluations,
  { document, position }: DocumentPlace,
): State | undefined {
  if (!isAnalysed(document)) return undefined;
  const call = lossCallAt(evaluations.of(document), document.offsetAt(position));
  if (call) return evaluatedState(document, call);
  const site = siteAt(reports.current(document), position);
  const loss = site && lossById(site.loss);
  return site && loss && exampleState(document, loss, site);
}

/** The call with the tensors that the code gives it. */
function evaluatedState(document: TextDocument, call: LossCallSite): State | undefined {
  const loss = lossById(call.loss);
  const { options, reduction } = call.outcome.call;
  const library = loss?.apis.find(({ name }) => name === call.api)?.library;
  return (
    loss &&
    stateOf(
      settingOf({ loss, inputs: call.inputs, options, reduction, ...(library && { library }) }),
      sourceState({ document }, call),
    )
  );
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
