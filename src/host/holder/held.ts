import { type Disposable, FileType, l10n, Uri, workspace } from 'vscode';
import { toState, toTensor } from '../../../webview/state/tensor-state.ts';
import type { Tensor } from '../../core/tensor.ts';
import type { BatchState, HeldTensor, State, TensorState } from '../../protocol.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { HolderClient } from './client.ts';
import { startHolder } from './connect.ts';
import type { OpenedFile } from './holder.ts';
import type { HolderPayload, HolderReply, HolderRequestName } from './messages.ts';
import type { Task } from './task.ts';

const MAX_BYTES = 2_000_000_000;
/** Tensors that no panel shows any more are kept for an undo: so many of them. */
const SPARE = 2;

/** Numbers that a state carries with it, so that they outlive a restart. */
const CARRIED = 10_000;

/** A tensor to be shown: small ones as they are, large ones by where they are held. */
export type Placed =
  | { readonly tensor: Tensor; readonly file?: HeldTensor['file'] }
  | { readonly held: HeldTensor };

/** The tensors that are too large for a panel, and the worker that keeps them and computes on them. */
export class HeldTensors implements Disposable {
  readonly #client: HolderClient;
  /** What is held, the latest last. */
  #handles: readonly string[] = [];
  /** What is being read again: a panel asks for several things at once. */
  readonly #returning = new Map<string, Promise<void>>();

  constructor(extensionUri: Uri) {
    this.#client = startHolder(extensionUri);
  }

  /** Passes a panel's request on, after reading again from their files tensors that a restart has lost. */
  async answer<K extends 'batchRow' | 'batchWindow' | 'batchSummary' | 'batchSamples'>(
    name: K,
    payload: HolderPayload<K>,
    task: Task,
  ): Promise<HolderReply<K>> {
    await this.#restore('query' in payload ? payload.query.batch : payload.batch);
    return this.#client.request(name, payload, task);
  }

  /** Runs something on the holder that keeps nothing. */
  run<K extends HolderRequestName>(name: K, payload: HolderPayload<K>, task: Task): Promise<HolderReply<K>> {
    return this.#client.request(name, payload, task);
  }

  /** Gives a tensor to the holder. Its array must not be used afterwards. */
  async hold(tensor: Tensor, label: string, file: HeldTensor['file'] = null): Promise<HeldTensor> {
    const handle = this.#newHandle();
    const values = file || tensor.data.length > CARRIED ? {} : { values: toState(tensor).data };
    await this.#client.request('keep', { handle, tensor }, undefined, ownBuffer(tensor.data));
    const { shape, dtype } = tensor;
    return { handle, shape, dtype, label, file, ...values };
  }

  /** Reads the headers of a file. */
  async open(uri: Uri): Promise<Result<OpenedFile, string>> {
    try {
      const { size, type } = await workspace.fs.stat(uri);
      if (!(type & FileType.File)) return fail(l10n.t('it is not a file.'));
      if (size > MAX_BYTES) return fail(l10n.t('files of more than 2 GB cannot be opened.'));
      const bytes = await workspace.fs.readFile(uri);
      return await this.#client.request('open', { name: nameOf(uri), bytes }, undefined, ownBuffer(bytes));
    } catch (error) {
      return fail(error instanceof Error ? error.message : String(error));
    }
  }

  /** Lets a file go of which no tensor was chosen. */
  async close({ file }: OpenedFile): Promise<void> {
    await this.#client.request('close', file);
  }

  /** Takes one tensor out of a file that was opened. */
  async take(uri: Uri, { file, entries }: OpenedFile, entry: number): Promise<Result<Placed, string>> {
    const handle = this.#newHandle();
    const taken = await this.#client.request('take', { file, entry, handle, always: false });
    if (!taken.ok) return taken;
    const name = entries[entry]?.name ?? '';
    const source = { uri: uri.toString(), entry: name };
    if (taken.value.kind === 'whole') return ok({ tensor: taken.value.tensor, file: source });
    const { shape, dtype } = taken.value;
    const label = name ? `${nameOf(uri)}: ${name}` : nameOf(uri);
    return ok({ held: { handle, shape, dtype, label, file: source } });
  }

  /** Forgets what no panel shows, but for the latest. */
  retain(states: readonly State[]): void {
    const shown = new Set(
      states.flatMap(({ batch }) => (batch ? heldIn(batch) : [])).map(({ handle }) => handle),
    );
    const others = this.#handles.filter((handle) => !shown.has(handle));
    const kept = this.#handles.filter((handle) => shown.has(handle) || others.slice(-SPARE).includes(handle));
    if (kept.length === this.#handles.length) return;
    this.#handles = kept;
    void this.#client.request('retain', kept);
  }

  async #restore(batch: BatchState): Promise<void> {
    for (const held of heldIn(batch)) {
      const { handle } = held;
      if (this.#handles.includes(handle)) continue;
      const returning =
        this.#returning.get(handle) ?? this.#readAgain(held).finally(() => this.#returning.delete(handle));
      this.#returning.set(handle, returning);
      await returning;
    }
  }

  async #readAgain(held: HeldTensor): Promise<void> {
    if (held.values) await this.#keepAgain(held, held.values);
    const uri = held.file && Uri.parse(held.file.uri);
    if (!uri || !isNear(uri)) return;
    const opened = await this.open(uri);
    if (!opened.ok) throw new Error(l10n.t('{0} cannot be read again.', held.label));
    const { file, entries } = opened.value;
    const entry = entries.findIndex(({ name }) => name === held.file?.entry);
    const same = entries[entry]?.shape.join() === held.shape.join();
    if (!same) await this.close(opened.value);
    if (entry < 0) throw new Error(l10n.t('{0} cannot be read again.', held.label));
    if (!same) throw new Error(l10n.t('{0} has another shape now: open it again.', held.label));
    const taken = await this.#client.request('take', { file, entry, handle: held.handle, always: true });
    if (!taken.ok) throw new Error(taken.error);
    this.#handles = [...this.#handles, held.handle];
  }

  async #keepAgain({ handle, shape, dtype }: HeldTensor, data: TensorState['data']): Promise<void> {
    this.#handles = [...this.#handles, handle];
    await this.#client.request('keep', { handle, tensor: toTensor({ data, shape, dtype }) });
  }

  #newHandle(): string {
    const handle = globalThis.crypto.randomUUID();
    this.#handles = [...this.#handles, handle];
    return handle;
  }

  dispose(): void {
    this.#client.dispose();
  }
}

const heldIn = ({ prediction, target }: BatchState): readonly HeldTensor[] =>
  target ? [prediction, target] : [prediction];

export const nameOf = ({ path }: Uri): string => path.slice(path.lastIndexOf('/') + 1);

/** A state that came from elsewhere must not make the editor reach out to another machine. */
const isNear = (uri: Uri): boolean =>
  workspace.getWorkspaceFolder(uri) !== undefined || (uri.scheme === 'file' && uri.authority === '');

/** The buffer to hand over, where the array is all that is in it. */
const ownBuffer = ({ buffer, byteLength }: ArrayBufferView): readonly ArrayBuffer[] =>
  buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [];
