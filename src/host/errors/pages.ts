import { type Disposable, Uri, workspace } from 'vscode';
import { exampleCall } from '../../evaluate/errors/example.ts';
import { type Explanation, explainError } from '../../evaluate/errors/explain.ts';
import { errorPage } from '../../evaluate/errors/page.ts';
import type { PythonParser } from '../../python/parser.ts';
import { settingOf, stateOf } from '../panel/state.ts';
import { STATE_ENDING } from '../panel/state-editor.ts';
import { ReadOnlyFiles } from '../read-only-files.ts';

/** package.json opens this scheme with the Markdown preview (`workbench.editorAssociations`). */
const SCHEME = 'loss-inspector-error';

/**
 * The address of the page that explains a text. It carries what the explanation needs: the page is the same after a restart,
 * and nothing is kept elsewhere.
 */
export function errorPageUri(explanations: readonly Explanation[]): Uri {
  const title = (explanations[0]?.message ?? '').replace(/[^\w .,()-]+/g, ' ').slice(0, 60);
  const query = explanations.flatMap(({ message, losses }) => [...losses, message]).join('\n');
  return Uri.from({ scheme: SCHEME, path: `/${title.trim()}.md`, query });
}

/** Pages that explain errors, and the examples in them as files that open in the panel. */
export function registerErrorPages(parser: PythonParser): Disposable {
  const pages = new ReadOnlyFiles((uri) =>
    uri.path.endsWith('.md') ? page(parser, uri) : example(parser, uri),
  );
  return workspace.registerFileSystemProvider(SCHEME, pages, { isReadonly: true, isCaseSensitive: true });
}

const page = (parser: PythonParser, { query }: Uri): string =>
  errorPage(explainError(query), ({ id }) => {
    const call = exampleCall(parser, id);
    return call && `${call.loss.id}-${id}${STATE_ENDING}`;
  });

function example(parser: PythonParser, { path }: Uri): string | undefined {
  const [, id] = /-(\d+)\.loss-inspector$/.exec(path) ?? [];
  const call = id === undefined ? undefined : exampleCall(parser, Number(id));
  return call && JSON.stringify(stateOf(settingOf(call)));
}
