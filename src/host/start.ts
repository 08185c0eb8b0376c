import { type ExtensionContext, type LogOutputChannel, l10n, type Uri, window } from 'vscode';
import { createProject } from '../analysis/create.ts';
import type { PythonParser } from '../python/parser.ts';
import type { Api } from './api.ts';
import { registerCommands } from './commands/register.ts';
import { Results } from './compute/results.ts';
import { registerCellErrors } from './errors/cells.ts';
import { registerErrorPages } from './errors/pages.ts';
import { Evaluations } from './evaluate/evaluations.ts';
import { HeldTensors } from './holder/held.ts';
import { Board } from './lint/board.ts';
import { watchLossFile } from './lint/context.ts';
import { Linter } from './lint/linter.ts';
import { Reports } from './lint/reports.ts';
import { LintStatus } from './lint/status.ts';
import { Panels } from './panel/panels.ts';
import { registerStateEditor } from './panel/state-editor.ts';
import { registerProviders } from './providers.ts';
import { registerRulePages } from './rules/pages.ts';
import { registerLinks } from './uri-handler.ts';
import { loadParser, noParser } from './workspace/parser.ts';
import { Sources } from './workspace/sources.ts';
import { watchSources } from './workspace/watch.ts';

/** Puts the parts together; everything ends with the extension. */
export async function start({ extensionUri, subscriptions }: ExtensionContext): Promise<Api> {
  const log = window.createOutputChannel('Loss Inspector', { log: true });
  const parser = await parserOrNone(extensionUri, log);
  const sources = new Sources(() => createProject(parser));
  const board = new Board();
  const status = new LintStatus(sources, board);
  const reports = new Reports(sources, log);
  const evaluations = new Evaluations(parser, log);
  const linter = new Linter(sources, board, reports, evaluations, status);
  const held = new HeldTensors(extensionUri);
  const panels = new Panels(extensionUri, held);
  const results = new Results();
  if (parser === noParser) status.failed(l10n.t('The Python parser could not be loaded.'));
  subscriptions.push(log, sources, board, status, linter, panels, held, results);
  subscriptions.push(
    sources.onDidChange((place) => linter.schedule(place)),
    watchSources(sources),
    watchLossFile(reports, linter),
    registerProviders(reports, linter, evaluations),
    registerCommands({ sources, reports, linter, evaluations, panels, held, results, log }),
    registerRulePages(),
    registerErrorPages(parser),
    registerCellErrors(),
    registerLinks(panels),
    registerStateEditor(panels),
  );
  return { panelStates: () => panels.all.map(({ state }) => state), settled: () => linter.settled() };
}

async function parserOrNone(extensionUri: Uri, log: LogOutputChannel): Promise<PythonParser> {
  try {
    return await loadParser(extensionUri);
  } catch (error) {
    log.error('The Python parser could not be loaded.', error instanceof Error ? error : String(error));
    return noParser;
  }
}
