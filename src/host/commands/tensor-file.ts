import { l10n, Uri, window, workspace } from 'vscode';
import { fromValues, sizeOf } from '../../core/create.ts';
import { isFloating } from '../../core/dtype.ts';
import type { Tensor } from '../../core/tensor.ts';
import { fail, type Result } from '../../result.ts';
import type { FileTensor, TensorFile } from '../../tensors/files/file.ts';
import { readTensorFile, tensorFileEndings } from '../../tensors/files/read.ts';
import type { Panels } from '../panel/panels.ts';
import { firstState } from '../panel/state.ts';
import { withTensor } from './use-as.ts';

const MAX_BYTES = 1_000_000_000;
/** Values that the panel holds; more are cut to whole leading rows. */
const MAX_VALUES = 262_144;

/** Shows a tensor of a file in the panel used last: whole numbers as the target. Nothing in the file is run. */
export async function openTensorFile(panels: Panels, argument: unknown): Promise<void> {
  const uri = argument instanceof Uri ? argument : await chooseFile();
  if (!uri) return;
  const tensor = await readFrom(uri);
  if (tensor === undefined) return;
  if (!tensor.ok) {
    void window.showErrorMessage(l10n.t('{0}: {1}', nameOf(uri), tensor.error));
    return;
  }
  show(panels, tensor.value);
}

async function chooseFile(): Promise<Uri | undefined> {
  const filters = { [l10n.t('Tensors')]: tensorFileEndings.map((ending) => ending.slice(1)) };
  return (await window.showOpenDialog({ filters }))?.[0];
}

const nameOf = ({ path }: Uri): string => path.slice(path.lastIndexOf('/') + 1);

async function readFrom(uri: Uri): Promise<Result<Tensor, string> | undefined> {
  const file = await readFile(uri);
  if (!file.ok) return file;
  const [only] = file.value.tensors;
  if (!only) return fail(l10n.t('there is no tensor in it.'));
  const entry = file.value.tensors.length === 1 ? only : await chooseTensor(file.value);
  const read = entry?.read();
  return read && (read.ok ? read : fail(read.error.message));
}

async function readFile(uri: Uri): Promise<Result<TensorFile, string>> {
  try {
    const { size } = await workspace.fs.stat(uri);
    if (size > MAX_BYTES) return fail(l10n.t('files of more than 1 GB cannot be opened.'));
    const file = readTensorFile(nameOf(uri), await workspace.fs.readFile(uri));
    return file.ok ? file : fail(file.error.message);
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

async function chooseTensor({ tensors }: TensorFile): Promise<FileTensor | undefined> {
  const items = tensors.map((tensor) => ({
    tensor,
    label: tensor.name,
    description: `${tensor.dtype} (${tensor.shape.join(', ')})`,
  }));
  return (await window.showQuickPick(items, { title: l10n.t('Which tensor?'), matchOnDescription: true }))
    ?.tensor;
}

function show(panels: Panels, whole: Tensor): void {
  const part = leadingRows(whole, MAX_VALUES);
  const role = isFloating(whole.dtype) ? 'prediction' : 'target';
  panels.show({ ...withTensor(panels.latest?.state ?? firstState, role, part), source: null });
  if (part !== whole)
    void window.showInformationMessage(
      l10n.t(
        'The tensor is large: the panel shows the first {0} of {1}.',
        part.shape[0] ?? 1,
        whole.shape[0] ?? 1,
      ),
    );
}

/** As many whole rows as fit, or the leading values of a single row that does not. */
function leadingRows(tensor: Tensor, limit: number): Tensor {
  const { data, shape, dtype } = tensor;
  if (data.length <= limit) return tensor;
  const row = sizeOf(shape.slice(1));
  const rows = Math.floor(limit / row);
  const kept = rows > 0 ? [rows, ...shape.slice(1)] : [limit];
  return fromValues(data.subarray(0, sizeOf(kept)), kept, dtype);
}
