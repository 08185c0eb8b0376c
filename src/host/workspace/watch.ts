import { Disposable, type NotebookDocument, type TextDocument, type Uri, workspace } from 'vscode';
import { placeOf } from './place.ts';
import { isAnalysed, isJupyter, notebookOf, notebookSource, sourceOf } from './source.ts';
import type { Sources } from './sources.ts';

/** Keeps the sources as the editor and the disk have them. */
export function watchSources(sources: Sources): Disposable {
  for (const document of workspace.textDocuments) opened(sources, document);
  return Disposable.from(
    watchDocuments(sources),
    watchNotebooks(sources),
    watchFiles(sources),
    watchFolders(sources),
  );
}

function opened(sources: Sources, document: TextDocument): void {
  if (isAnalysed(document)) sources.update(sourceOf(document));
}

function watchDocuments(sources: Sources): Disposable {
  return Disposable.from(
    workspace.onDidOpenTextDocument((document) => opened(sources, document)),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) opened(sources, document);
    }),
    workspace.onDidCloseTextDocument((document) => {
      // A change of language closes the document and opens it again. A cell's fate is its notebook's.
      if (document.languageId === 'python' && document.uri.scheme !== 'vscode-notebook-cell')
        void sources.close(placeOf(document.uri));
    }),
  );
}

function watchNotebooks(sources: Sources): Disposable {
  const update = (notebook: NotebookDocument) => {
    if (isJupyter(notebook)) sources.update(notebookSource(notebook));
  };
  for (const notebook of workspace.notebookDocuments) update(notebook);
  return Disposable.from(
    workspace.onDidOpenNotebookDocument(update),
    workspace.onDidChangeNotebookDocument(({ notebook, contentChanges }) => {
      // Cells added, removed or moved; outputs do not matter, and text arrives as a document's change.
      if (contentChanges.length > 0) update(notebook);
    }),
    workspace.onDidCloseNotebookDocument((notebook) => {
      if (isJupyter(notebook)) void sources.close(placeOf(notebook.uri));
    }),
    workspace.onDidOpenTextDocument((document) => {
      const notebook = notebookOf(document);
      if (notebook) update(notebook);
    }),
  );
}

function watchFiles(sources: Sources): Disposable {
  const watcher = workspace.createFileSystemWatcher('**/*.{py,ipynb}');
  const changed = (uri: Uri) => {
    const place = placeOf(uri);
    if (sources.project(place.root).source(place.path)) void sources.refresh(place);
  };
  return Disposable.from(
    watcher,
    watcher.onDidCreate((uri) => {
      sources.setExists(placeOf(uri), true);
      changed(uri);
    }),
    watcher.onDidChange(changed),
    watcher.onDidDelete((uri) => {
      sources.setExists(placeOf(uri), false);
      changed(uri);
    }),
  );
}

function watchFolders(sources: Sources): Disposable {
  return workspace.onDidChangeWorkspaceFolders(({ removed }) => {
    for (const { uri } of removed) sources.forget(uri);
    for (const document of workspace.textDocuments) opened(sources, document);
  });
}
