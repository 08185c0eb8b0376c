import type { DocumentSelector } from 'vscode';

/** Python documents of every scheme, cells of Jupyter notebooks among them. */
export const PYTHON: DocumentSelector = [
  { language: 'python' },
  { language: 'python', notebookType: 'jupyter-notebook' },
];
