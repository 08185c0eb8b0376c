import { l10n, ProgressLocation, Uri, window } from 'vscode';
import { isFloating } from '../../core/dtype.ts';
import type { State } from '../../protocol.ts';
import { fail, type Result } from '../../result.ts';
import { tensorFileEndings } from '../../tensors/files/read.ts';
import { type HeldTensors, nameOf, type Placed } from '../holder/held.ts';
import type { OpenedFile } from '../holder/holder.ts';
import { placed, type Role } from '../holder/place.ts';
import type { Panels } from '../panel/panels.ts';
import { firstState } from '../panel/state.ts';

/** Shows a tensor of a file in the panel used last: whole numbers as the target. Nothing in the file is run. */
export async function openTensorFile(panels: Panels, held: HeldTensors, argument: unknown): Promise<void> {
  const uri = argument instanceof Uri ? argument : await chooseFile();
  if (!uri) return;
  const tensor = await readFrom(held, uri);
  if (tensor === undefined) return;
  if (!tensor.ok) {
    void window.showErrorMessage(l10n.t('{0}: {1}', nameOf(uri), tensor.error));
    return;
  }
  const state = panels.latest?.state ?? firstState;
  const role = await roleOf(state, tensor.value, nameOf(uri));
  if (!role) return;
  panels.show({ ...(await placed(held, state, role, tensor.value, nameOf(uri))), source: null });
}

async function chooseFile(): Promise<Uri | undefined> {
  const filters = { [l10n.t('Tensors')]: tensorFileEndings.map((ending) => ending.slice(1)) };
  return (await window.showOpenDialog({ filters }))?.[0];
}

async function readFrom(held: HeldTensors, uri: Uri): Promise<Result<Placed, string> | undefined> {
  const opened = await withPatience(nameOf(uri), () => held.open(uri));
  if (!opened.ok) return opened;
  const { entries } = opened.value;
  const entry = entries.length < 2 ? entries.length - 1 : await chooseTensor(opened.value);
  if (entry === undefined || entry < 0) {
    await held.close(opened.value);
    return entry === undefined ? undefined : fail(l10n.t('there is no tensor in it.'));
  }
  return withPatience(nameOf(uri), () => held.take(uri, opened.value, entry));
}

const withPatience = <T>(name: string, task: () => Promise<T>): Thenable<T> =>
  window.withProgress({ location: ProgressLocation.Window, title: l10n.t('Reading {0}…', name) }, task);

async function chooseTensor({ entries }: OpenedFile): Promise<number | undefined> {
  const items = entries.map(({ name, dtype, shape }, index) => ({
    index,
    label: name,
    description: `${dtype} (${shape.join(', ')})`,
  }));
  const options = { title: l10n.t('Which tensor?'), matchOnDescription: true };
  return (await window.showQuickPick(items, options))?.index;
}

/** Whole numbers are the target. Floats shaped as a large prediction that is shown may be either: the person says. */
async function roleOf({ batch }: State, tensor: Placed, name: string): Promise<Role | undefined> {
  const { dtype, shape } = 'held' in tensor ? tensor.held : tensor.tensor;
  if (!isFloating(dtype)) return 'target';
  if (batch?.prediction.shape.join() !== shape.join()) return 'prediction';
  const items: readonly { readonly label: string; readonly role: Role }[] = [
    { label: l10n.t('As the target'), role: 'target' },
    { label: l10n.t('As the prediction'), role: 'prediction' },
  ];
  return (await window.showQuickPick(items, { title: l10n.t('How shall {0} be used?', name) }))?.role;
}
