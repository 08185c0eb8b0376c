import { type CancellationToken, l10n, ProgressLocation, type TextDocument, type Uri, window } from 'vscode';
import { fail, type Result } from '../../result.ts';
import { notebookOf } from '../workspace/source.ts';
import type { ReadItems, ReadTensor } from './answer.ts';
import { pausedFrame, readInFrame } from './debugger.ts';
import { kernelOf, readInKernel } from './kernel.ts';
import type { Reference } from './reference.ts';

/** Values that travel from the program to the panel; more are cut to whole leading rows. */
const LIMIT = 262_144;

/** A program whose values can be asked for: a paused debug session or a notebook's kernel. */
export interface Live {
  readonly name: string;
  read(expression: string, token: CancellationToken): Promise<Result<ReadTensor | ReadItems, string>>;
}

/** The program that a document's expressions live in at this moment. */
export const liveProgram = async (document: TextDocument | undefined): Promise<Live | undefined> =>
  paused() ?? (await running(document && notebookOf(document)?.uri));

/** The program that a variable was shown of. */
export const programOf = async ({ notebook }: Reference): Promise<Live | undefined> =>
  (await running(notebook)) ?? paused();

function paused(): Live | undefined {
  const frame = pausedFrame();
  return frame && { name: l10n.t('debugger'), read: (expression) => readInFrame(frame, expression, LIMIT) };
}

async function running(notebook: Uri | undefined): Promise<Live | undefined> {
  const kernel = notebook && (await kernelOf(notebook));
  return (
    kernel && {
      name: l10n.t('kernel'),
      read: (expression, token) => readInKernel(kernel, expression, LIMIT, token),
    }
  );
}

/** Reads a tensor; of a container, the person chooses which value in it. */
export async function readTensor(
  live: Live,
  expression: string,
): Promise<Result<ReadTensor, string> | undefined> {
  let path = expression;
  for (let depth = 0; depth < 8; depth++) {
    const answer = await withPatience(path, (token) => live.read(path, token));
    if (!answer.ok) return answer;
    if (answer.value.kind === 'tensor') return { ok: true, value: answer.value };
    const chosen = await chooseItem(path, answer.value);
    if (chosen === undefined) return undefined;
    path += chosen;
  }
  return fail(l10n.t('{0} is nested too deeply.', path));
}

function withPatience<T>(expression: string, task: (token: CancellationToken) => Promise<T>): Thenable<T> {
  const title = l10n.t('Reading {0}…', expression);
  return window.withProgress({ location: ProgressLocation.Window, title }, (_, token) => task(token));
}

async function chooseItem(path: string, { items }: ReadItems): Promise<string | undefined> {
  if (items.length === 0) {
    void window.showInformationMessage(l10n.t('{0} holds no tensor.', path));
    return undefined;
  }
  const picks = items.map((item) => ({
    label: `${path}${item.path}`,
    description: item.summary,
    path: item.path,
  }));
  return (await window.showQuickPick(picks, { title: l10n.t('Which value?') }))?.path;
}
