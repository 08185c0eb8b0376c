import { commands, Disposable, type LogOutputChannel } from 'vscode';
import type { Results } from '../compute/results.ts';
import { explainErrorCommand, explainTerminalError } from '../errors/explain.ts';
import type { Evaluations } from '../evaluate/evaluations.ts';
import type { HeldTensors } from '../holder/held.ts';
import type { Target } from '../links.ts';
import type { Linter } from '../lint/linter.ts';
import type { Reports } from '../lint/reports.ts';
import { lintWorkspace } from '../lint/workspace.ts';
import { Follow } from '../panel/follow.ts';
import type { Panels } from '../panel/panels.ts';
import { firstState } from '../panel/state.ts';
import { revealTarget } from '../reveal.ts';
import { explainRule } from '../rules/explain.ts';
import { turnRuleOff } from '../rules/turn-off.ts';
import type { Sources } from '../workspace/sources.ts';
import { ComputeFromSelection } from './compute.ts';
import { demonstrateRule } from './demonstrate.ts';
import { openLesson } from './lesson.ts';
import { openPanel } from './open.ts';
import { openTensorFile } from './tensor-file.ts';
import { useSelectionAs } from './use-as.ts';
import { showVariable, useVariableAs } from './variable.ts';

export interface Services {
  readonly sources: Sources;
  readonly reports: Reports;
  readonly linter: Linter;
  readonly evaluations: Evaluations;
  readonly panels: Panels;
  readonly held: HeldTensors;
  readonly results: Results;
  readonly log: LogOutputChannel;
}

/** Every command of the extension. Arguments come from menus and links, so their types are not to be trusted. */
export function registerCommands(services: Services): Disposable {
  const { sources, reports, linter, evaluations, panels, held, results, log } = services;
  const compute = new ComputeFromSelection(services);
  const follow = new Follow(panels, reports, evaluations);
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  const handlers: Readonly<Record<string, (argument: unknown) => unknown>> = {
    'lossInspector.open': (target) => openPanel(panels, reports, evaluations, target),
    'lossInspector.openNew': () => void panels.add(panels.latest?.state ?? firstState),
    'lossInspector.followSelection': () => follow.set(true),
    'lossInspector.unfollowSelection': () => follow.set(false),
    'lossInspector.computeFromSelection': () => compute.run(),
    'lossInspector.clearResults': () => results.clear(),
    'lossInspector.useAsPrediction': () => useSelectionAs('prediction', panels, held, evaluations),
    'lossInspector.useAsTarget': () => useSelectionAs('target', panels, held, evaluations),
    'lossInspector.useVariableAsPrediction': (variable) =>
      useVariableAs('prediction', panels, held, variable),
    'lossInspector.useVariableAsTarget': (variable) => useVariableAs('target', panels, held, variable),
    'lossInspector.showVariable': (variable) => showVariable(panels, held, variable),
    'lossInspector.openTensorFile': (uri) => openTensorFile(panels, held, uri),
    'lossInspector.explainRule': (rule) => explainRule(reports, text(rule)),
    'lossInspector.explainError': (given) => explainErrorCommand(given),
    'lossInspector.explainTerminalError': () => explainTerminalError(),
    'lossInspector.demonstrateRule': (rule) => demonstrateRule(panels, text(rule)),
    'lossInspector.openLesson': (lesson) => openLesson(panels, text(lesson)),
    'lossInspector.turnRuleOff': (rule) => turnRuleOff(text(rule) ?? ''),
    'lossInspector.lintWorkspace': () => lintWorkspace(sources, linter),
    'lossInspector.reveal': (target) => revealTarget(target as Target),
    'lossInspector.showLog': () => log.show(),
  };
  return Disposable.from(
    follow,
    ...Object.entries(handlers).map(([name, handler]) => commands.registerCommand(name, handler)),
  );
}
